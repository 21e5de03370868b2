"""What can be wrong before the first message: settings, database, texts, WeChat."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import content
from bot.alarms import COPY_HOURS, FREE_MEGABYTES
from bot.clock import Clock
from bot.operator.connection import Findings, inspect
from bot.operator.upkeep import backup_hours, free
from bot.refusal import cause
from bot.store import founding, migrations, queries
from bot.store.engine import CannotServe
from bot.store.sqlite import connect
from bot.wechat import menu
from config.settings import ACCOUNTS, Settings, SettingsError


async def findings(load: Callable[[], Settings], *, offline: bool) -> Findings:
    """All faults, and unless `offline` those that WeChat knows of, if there is an account."""
    found = Findings(faults=all_faults(load))
    with contextlib.suppress(SettingsError, menu.MenuFault):  # a fault already
        settings, wanted = load(), menu.buttons()
        found.notes += [*_account_notes(settings), *_upkeep_notes(settings)]
        if settings.wechat_appid and settings.wechat_secret and not offline:
            online = await inspect(settings, wanted, Clock())
            return Findings([*found.faults, *online.faults], [*found.notes, *online.notes])
    return found


def all_faults(load: Callable[[], Settings]) -> list[str]:
    """One line per fault of this host's own."""
    return [*_settings_faults(load), *knowledge_faults(), *menu_faults()]


def _account_notes(settings: Settings) -> list[str]:
    """What the settings say of the account, and what cannot be done because they do not say it."""
    kind = ACCOUNTS.get(settings.account, "")
    stated = [f"设置：{kind}，{'已' if settings.verified else '没有'}认证"] if kind else []
    if settings.public_url:
        stated.append(f"设置：大家打开的网址以 {settings.address('')} 开头")
    return [*stated, *(f"设置：{sentence}" for sentence in settings.missed())]


def _upkeep_faults(settings: Settings) -> list[str]:
    found = []
    hours, room = backup_hours(settings.database_path), free(settings.database_path)
    if hours is not None and hours >= COPY_HOURS:
        found.append(f"备份：最近一次在 {hours} 小时前，看 lianxin-backup.timer 有没有在运行")
    if room is not None and room < FREE_MEGABYTES:
        found.append(f"磁盘：数据库那里只剩 {room} MB")
    return found


def _upkeep_notes(settings: Settings) -> list[str]:
    if not settings.on_sqlite:
        return ["备份：PostgreSQL 用它自己的工具，这里看不到"]
    hours, room = backup_hours(settings.database_path), free(settings.database_path)
    found = [] if room is None or room < FREE_MEGABYTES else [f"磁盘：数据库那里还有 {room} MB"]
    if hours is None:
        return [*found, "备份：还没有做过"]
    return found if hours >= COPY_HOURS else [*found, f"备份：最近一次在 {hours} 小时前"]


def _settings_faults(load: Callable[[], Settings]) -> list[str]:
    try:
        settings = load()
    except SettingsError as error:
        return [f"设置：{error}", *query_faults()]
    return [*(f"设置：{fault}" for fault in settings.faults()), *_database_faults(settings)]


def _database_faults(settings: Settings) -> list[str]:
    try:
        if fault := founding.missing(settings):
            return [f"数据库：{fault}", *query_faults()]
    except CannotServe as error:
        return [f"数据库：{error}"]
    if settings.on_sqlite:
        upkeep = _upkeep_faults(settings)
        return [*_file_faults(settings.database_path), *upkeep, *query_faults()]
    from bot.store import link  # with PostgreSQL's driver, which SQLite does without

    return link.faults(settings.database, queries.load())


def _file_faults(path: Path) -> list[str]:
    if not path.exists():
        return []  # made at the first start
    try:
        with contextlib.closing(connect(path, read_only=True)) as connection:
            said = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error as error:
        return [f"数据库：打不开 {path}：{cause(error)}"]
    return [] if said == "ok" else [f"数据库：{path} 坏了：{said}"]


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
        return [f"政策库：{error}"]
    return []


def menu_faults() -> list[str]:
    try:
        return [f"菜单：{fault}" for fault in menu.faults(menu.buttons())]
    except menu.MenuFault as error:
        return [f"菜单：{error}"]
