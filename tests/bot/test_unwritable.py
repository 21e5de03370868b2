"""While the database takes no changes, what can be said is said, and afterwards all goes on."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.process.read_only import NOT_NOW, ONLY_LOOKING
from tests.databases import Database, PostgresDatabase, PostgresServer
from tests.town import Town, fill

TABLES = ("contact", "inbox", "seat", "reminder", "dialogue", "prompt", "question")


@contextmanager
def no_changes(town: Town) -> Iterator[None]:
    """The database is read-only meanwhile, as a standby or a disk that has been remounted is."""
    town.settle()
    shut = _standby if town.database.engine == "postgresql" else _read_only
    shut(town, True)
    yield
    shut(town, False)


def _read_only(town: Town, shut: bool) -> None:
    async def switch() -> None:
        town.assistant.store._connection.execute(f"PRAGMA query_only = {int(shut)}")

    town.run(switch())


def _standby(town: Town, shut: bool) -> None:
    assert isinstance(town.database, PostgresDatabase)
    name, run = town.database.name, town.database.sibling("postgres").run
    run(f"ALTER DATABASE {name} SET default_transaction_read_only = {'on' if shut else 'off'}")
    if shut:  # after it is over, those who are connected stay read-only: they must connect anew
        run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")


def stored(town: Town) -> list[list[tuple[object, ...]]]:
    return [sorted(map(tuple, town.rows(f"SELECT * FROM {table}")), key=str) for table in TABLES]


def test_what_can_be_looked_up_is_said_and_nothing_is_done(town: Town) -> None:
    member, stranger = town.member("张三"), town.stranger()
    member.says("报名 乒乓球赛").shows("【报名成功】")
    before = stored(town)
    with no_changes(town):
        for person in (member, stranger):
            person.says("帮助").shows("我能办这些", ONLY_LOOKING)
            person.says("活动").shows("大讲堂第10期", ONLY_LOOKING)
            person.says("志愿").shows("义诊", ONLY_LOOKING)
            person.says("预备期多长").shows("依据：", ONLY_LOOKING)
            person.says("报名 大讲堂").shows(NOT_NOW)
            person.says("提醒我 明早8点 交材料").shows(NOT_NOW)
            person.says("人工 请给我回话").shows(NOT_NOW)
            person.says("注销").shows(NOT_NOW)
            person.says("1").lacks("【报名成功】")
        member.says("我的报名").shows("乒乓球赛", ONLY_LOOKING)
        stranger.says("张三 6789").lacks("已确认")
        assert stored(town) == before
    member.says("报名 大讲堂第10期 视频").shows("【报名成功】").lacks(ONLY_LOOKING)
    stranger.says("活动").shows("大讲堂第10期").lacks(ONLY_LOOKING)


def test_a_retry_gets_the_same_kind_of_answer_and_one_stored_before_its_own(town: Town) -> None:
    member = town.member("张三")
    push = _push(town, member.openid, "报名 乒乓球赛", 1)
    card = _shown(town, push)
    assert "【报名成功】" in card
    with no_changes(town):
        assert _shown(town, push) == card
        later = _push(town, member.openid, "报名 大讲堂第11期 视频", 2)
        assert [_shown(town, later) for _ in range(2)] == [NOT_NOW] * 2
    assert "【报名成功】" in _shown(town, later)


def test_a_number_never_answers_what_is_older_than_the_list_they_saw(town: Town) -> None:
    member = town.member("张三")
    member.says("报名 乒乓球赛")
    member.says("取消报名").shows("乒乓球赛")
    with no_changes(town):
        member.says("志愿").shows("1 ")
    member.says("1").lacks("【已取消】")
    assert town.rows("SELECT state FROM seat")[0][0] == "confirmed"
    member.says("活动")
    member.says("1").shows("大讲堂第10期").lacks("过时")


def test_healthz_says_so_until_it_is_over(town: Town) -> None:
    member = town.member("张三")
    with no_changes(town):
        member.says("报名 乒乓球赛").shows(NOT_NOW)
        assert town.assistant.store.trouble
    member.says("报名 乒乓球赛").shows("【报名成功】")
    assert not town.assistant.store.trouble


def test_what_tells_of_something_is_told_again_until_it_is_stored(town: Town) -> None:
    member = town.member("张三")
    with no_changes(town):
        assert [attempt.status for attempt in member.unfollows().seen.tries] == [None] * 3


def test_without_its_database_it_says_what_it_knows_by_heart(
    tmp_path: Path, database: Database, gone: Callable[[Town, bool], None]
) -> None:
    with Town(tmp_path, database, fill=fill) as town:
        member = town.member("张三")
        gone(town, True)
        member.says("帮助").shows("我能办这些", ONLY_LOOKING)
        member.says("预备期多长").shows("依据：", ONLY_LOOKING)
        member.says("你好").shows("您好", ONLY_LOOKING)
        for wish in ("活动", "报名 乒乓球赛", "我的", "提醒我 明早8点 交材料", "注销"):
            assert member.says(wish).text == NOT_NOW
        gone(town, False)
        _back(town)
        member.says("报名 乒乓球赛").shows("【报名成功】")


def _back(town: Town) -> None:
    until = time.monotonic() + 8
    while town.assistant.store.trouble and town.database.engine == "postgresql":
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.fixture
def gone(
    database: Database, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Town, bool], None]]:
    """gone(True) takes the database away, gone(False) brings it back."""

    def postgres(town: Town | None, away: bool) -> None:
        server: PostgresServer = request.getfixturevalue("postgres")
        assert isinstance(database, PostgresDatabase)
        server.admin(f"ALTER DATABASE {database.name} ALLOW_CONNECTIONS {str(not away).lower()}")
        if away:
            server.admin(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                f" WHERE datname = '{database.name}'"
            )

    def file(town: Town | None, away: bool) -> None:
        if town is not None:
            _read_only(town, away)
            path = Path(town.folder / "town.db")
            other = path.with_suffix(".away")
            (path if away else other).rename(other if away else path)

    if database.engine == "postgresql":
        yield postgres
        postgres(None, False)
    else:
        yield file


def _push(town: Town, openid: str, text: str, number: int) -> str:
    return (
        f"<xml><ToUserName>{town.simulator.account.original_id}</ToUserName>"
        f"<FromUserName>{openid}</FromUserName><CreateTime>{town.clock.now() // 1000}</CreateTime>"
        f"<MsgType>text</MsgType><Content>{text}</Content><MsgId>{number}</MsgId></xml>"
    )


def _shown(town: Town, clear: str) -> str:
    """One delivery of it, opened."""
    from tests.survival import wire

    push = town.simulator.wrap(clear)
    status, body = town.run(town.simulator.push_raw(push.body, push.query))
    assert status == 200
    openid = clear.partition("<FromUserName>")[2].partition("<")[0]
    return wire.opened(body, push, openid, town.simulator.account)
