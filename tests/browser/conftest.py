"""What is seen in a browser does not depend on the engine: one is enough."""

from pathlib import Path

import pytest

from tests.databases import Database, SqliteFile


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return SqliteFile(tmp_path / "town.db")
