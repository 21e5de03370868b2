"""What can be wrong before the first message: settings, database, texts, WeChat."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import content
from bot.clock import Clock
from bot.operator.connection import Findings, inspect
from bot.store import founding, migrations, queries
from bot.store.engine import CannotServe
from bot.store.sqlite import connect
from bot.wechat import menu
from config.settings import Settings, SettingsError


async def findings(load: Callable[[], Settings], *, offline: bool) -> Findings:
    """All faults, and unless `offline` those that WeChat knows of, if there is an account."""
    found = Findings(faults=all_faults(load))
    with contextlib.suppress(SettingsError, menu.MenuFault):  # a fault already
        settings, wanted = load(), menu.buttons()
        if settings.wechat_appid and settings.wechat_secret and not offline:
            online = await inspect(settings, wanted, Clock())
            return Findings([*found.faults, *online.faults], online.notes)
    return found


def all_faults(load: Callable[[], Settings]) -> list[str]:
    """One line per fault of this host's own."""
    return [*_settings_faults(load), *knowledge_faults(), *menu_faults()]


def _settings_faults(load: Callable[[], Settings]) -> list[str]:
    try:
        settings = load()
    except SettingsError as error:
        return [f"settings: {error}", *query_faults()]
    return [*(f"settings: {fault}" for fault in settings.faults()), *_database_faults(settings)]


def _database_faults(settings: Settings) -> list[str]:
    try:
        if fault := founding.missing(settings):
            return [f"database: {fault}", *query_faults()]
    except CannotServe as error:
        return [f"database: {error}"]
    if settings.on_sqlite:
        return [*_file_faults(settings.database_path), *query_faults()]
    from bot.store import link  # with PostgreSQL's driver, which SQLite does without

    return link.faults(settings.database, queries.load())


def _file_faults(path: Path) -> list[str]:
    if not path.exists():
        return []  # made at the first start
    try:
        with contextlib.closing(connect(path, read_only=True)) as connection:
            said = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error as error:
        return [f"database: {path}: {error}"]
    return [] if said == "ok" else [f"database: {path}: {said}"]


def query_faults() -> list[str]:
    """EXPLAIN of every named query against the newest schema."""
    with _empty_database() as connection:
        return queries.faults(connection, queries.load())


@contextlib.contextmanager
def _empty_database() -> Iterator[sqlite3.Connection]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        with contextlib.closing(connect(path)) as connection:
            migrations.migrate(connection, path)
            yield connection


def knowledge_faults() -> list[str]:
    try:
        content.load()
    except content.ContentFault as error:
        return [f"knowledge: {error}"]
    return []


def menu_faults() -> list[str]:
    try:
        return [f"menu: {fault}" for fault in menu.faults(menu.buttons())]
    except menu.MenuFault as error:
        return [f"menu: {error}"]
