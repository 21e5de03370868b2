"""The browser on this machine; without one, its tests say plainly that they were not run."""

import os
import shutil

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
REQUIRED = os.environ.get("LIANXIN_BROWSER") == "required"
NEEDS_BROWSER = pytest.mark.skipif(
    not CHROMIUM and not REQUIRED, reason="NOT RUN: there is no Chromium on this machine"
)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
