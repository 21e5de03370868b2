"""Fixtures: an operator's desk."""

from pathlib import Path

import pytest

from tests.bot.people.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def founded(desk: Desk) -> Desk:
    return desk.founded()
