"""Fixtures: a town per test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.town import Citizen, Town, fill


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with Town(tmp_path, fill=fill) as town:
        yield town


@pytest.fixture
def member(town: Town) -> Citizen:
    return town.member("张三")
