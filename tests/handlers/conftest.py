"""Conversations are held on either engine, and on an account that WeChat has not verified."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import databases
from tests.databases import SqliteFile
from tests.town import Town, fill

UNVERIFIED = "unverified account"


@pytest.fixture(params=[*databases.ENGINES, UNVERIFIED])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    if request.param == "postgresql":
        database = request.getfixturevalue("postgres").emptied()
        with database.lends_connections(), Town(tmp_path, database, fill=fill) as town:
            yield town
    else:
        verified = request.param != UNVERIFIED
        database = SqliteFile(tmp_path / "town.db")
        with Town(tmp_path, database, fill=fill, verified=verified) as town:
            yield town
