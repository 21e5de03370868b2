"""What the PostgreSQL engine promises, each on a real server."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.process import checks
from bot.simulator import Limits
from bot.store import engine, link, migrations, postgres, queries
from bot.store.engine import (
    Busy,
    CannotServe,
    NotCommitted,
    OutcomeUnknown,
    OutOfTime,
    StoreClosed,
    Unreachable,
)
from bot.store.link import Connection
from bot.store.postgres import PostgresStore
from bot.store.tx import Tx
from config.settings import Settings
from tests.databases import PostgresDatabase, PostgresServer
from tests.town import Town, fill

psycopg = pytest.importorskip("psycopg")
Work = Callable[[PostgresStore], Awaitable[None]]


@pytest.fixture
def database(postgres: PostgresServer) -> PostgresDatabase:
    return postgres.emptied()


def with_store(database: PostgresDatabase, work: Work) -> None:
    async def run() -> None:
        store = PostgresStore(database.url, queries.load(), Clock())
        store.open()
        try:
            await work(store)
        finally:
            await store.close()

    asyncio.run(run())


def ask(tx: Tx, text: str) -> str:
    tx.run("people.put_consent", id=tx.new_id(), openid=text, version="1")
    return text


def asked(tx: Tx, text: str) -> int:
    found = tx._connection.execute(
        "SELECT id FROM consent WHERE openid = :openid", {"openid": text}
    )
    return len(found.fetchall())


def texts(database: PostgresDatabase) -> list[str]:
    return sorted(row["openid"] for row in database.rows("SELECT openid FROM consent"))


def drop_connections(database: PostgresDatabase) -> None:
    database.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )


@pytest.fixture
def gone(postgres: PostgresServer, database: PostgresDatabase) -> Iterator[Callable[[bool], None]]:
    """gone(True) takes the database away, gone(False) brings it back."""

    def change(away: bool) -> None:
        postgres.admin(f"ALTER DATABASE {database.name} ALLOW_CONNECTIONS {str(not away).lower()}")
        if away:
            postgres.admin(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                f" WHERE datname = '{database.name}'"
            )

    yield change
    change(False)


def test_a_change_is_committed_when_it_returns(database: PostgresDatabase) -> None:
    async def work(store: PostgresStore) -> None:
        assert await store.change(lambda tx: ask(tx, "a")) == "a"
        assert texts(database) == ["a"]

    with_store(database, work)


def test_a_failure_undoes_its_own_change_only(database: PostgresDatabase) -> None:
    async def work(store: PostgresStore) -> None:
        def half(tx: Tx) -> None:
            ask(tx, "undone")
            raise RuntimeError("bug")

        results = await asyncio.gather(
            store.change(lambda tx: ask(tx, "before")),
            store.change(half),
            store.change(lambda tx: ask(tx, "after")),
            return_exceptions=True,
        )
        assert isinstance(results[1], RuntimeError)

    with_store(database, work)
    assert texts(database) == ["after", "before"]


def held_commits(monkeypatch: pytest.MonkeyPatch, gate: threading.Event) -> None:
    real = postgres.commit

    def slow(connection: Connection) -> None:
        gate.wait(5)
        real(connection)

    monkeypatch.setattr(postgres, "commit", slow)


def test_nothing_is_told_before_the_commit(
    database: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    held_commits(monkeypatch, gate)

    async def work(store: PostgresStore) -> None:
        done = store.change(lambda tx: ask(tx, "a"))
        await asyncio.sleep(0.1)
        assert not done.done()
        assert texts(database) == []
        gate.set()
        assert await done == "a"

    with_store(database, work)


def test_a_full_queue_says_so_at_once(
    database: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    held_commits(monkeypatch, gate)
    monkeypatch.setattr(engine, "WAITING", 3)

    async def work(store: PostgresStore) -> None:
        at_work = [store.change(lambda tx: ask(tx, "x")) for _ in range(3)]
        await asyncio.sleep(0.1)  # three writers have one each
        at_work.append(store.change(lambda tx: ask(tx, "x")))
        await asyncio.sleep(0.1)
        waiting = [store.change(lambda tx: ask(tx, "waits")) for _ in range(3)]
        assert store.waiting == 3
        with pytest.raises(Busy):
            store.change(lambda tx: ask(tx, "refused"))
        urgent = store.change(lambda tx: ask(tx, "urgent"), urgent=True)
        gate.set()
        await asyncio.gather(*at_work, *waiting, urgent)

    with_store(database, work)
    assert "refused" not in texts(database)


def test_a_deadline_ends_the_wait_but_not_the_change(
    database: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    held_commits(monkeypatch, gate)

    async def work(store: PostgresStore) -> None:
        with pytest.raises(OutOfTime):
            await store.change(lambda tx: ask(tx, "done"), deadline=store.deadline(0.05))
        gate.set()

    with_store(database, work)
    assert texts(database) == ["done"]


def test_closing_finishes_what_is_queued_and_takes_no_more(database: PostgresDatabase) -> None:
    async def work(store: PostgresStore) -> None:
        asked = [store.change(lambda tx, n=n: ask(tx, str(n))) for n in range(50)]
        await store.close()
        assert [future.result() for future in asked] == [str(n) for n in range(50)]
        with pytest.raises(StoreClosed):
            store.change(lambda tx: None)

    with_store(database, work)
    assert len(texts(database)) == 50


def test_two_who_wait_for_each_other_both_get_through(database: PostgresDatabase) -> None:
    meeting = threading.Barrier(2, timeout=5)
    met = threading.local()

    def both(tx: Tx, first: str, second: str) -> None:
        tx.value("guesses.count", subject=first, kind="name")
        if not getattr(met, "already", False):
            met.already = True
            meeting.wait()
        tx.value("guesses.count", subject=second, kind="name")

    async def work(store: PostgresStore) -> None:
        await asyncio.gather(
            store.change(lambda tx: both(tx, "a", "b")), store.change(lambda tx: both(tx, "b", "a"))
        )

    with_store(database, work)
    rows = database.rows("SELECT subject, times FROM guess ORDER BY subject")
    assert [tuple(row) for row in rows] == [("a", 2), ("b", 2)]


def test_a_second_pass_sees_what_the_other_wrote(database: PostgresDatabase) -> None:
    """Two number something at once: the key refuses the second, which then takes the next."""
    meeting = threading.Barrier(2, timeout=5)
    met = threading.local()

    def remind(tx: Tx) -> int:
        number = int(tx.value("reminders.highest_number", openid="o")) + 1
        if not getattr(met, "already", False):
            met.already = True
            meeting.wait()
        tx.run(
            "reminders.put", id=tx.new_id(), openid="o", number=number, text="x", next_at=tx.now,
            every="", rule="",
        )  # fmt: skip
        return number

    async def work(store: PostgresStore) -> None:
        assert sorted(await asyncio.gather(*(store.change(remind) for _ in range(2)))) == [1, 2]

    with_store(database, work)


def test_a_row_that_somebody_holds_too_long_fails_the_change_and_nothing_is_done(
    database: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "LOCK", 100)
    database.run("INSERT INTO guess_day (day, misses, successes) VALUES (1, 1, 0)")

    def both(tx: Tx) -> None:
        ask(tx, "half")
        tx.run("guesses.open")

    async def work(store: PostgresStore) -> None:
        with psycopg.connect(database.url) as other:
            other.execute("UPDATE guess_day SET misses = 2")
            with pytest.raises(NotCommitted):
                await store.change(both)
        await store.change(lambda tx: ask(tx, "next"))

    with_store(database, work)
    assert texts(database) == ["next"]


def test_work_that_goes_on_after_a_failed_statement_is_not_committed(
    database: PostgresDatabase,
) -> None:
    def swallows(tx: Tx) -> None:
        with contextlib.suppress(psycopg.Error):
            tx._connection.execute("SELECT 1 / 0", {})

    async def work(store: PostgresStore) -> None:
        with pytest.raises(NotCommitted):
            await store.change(swallows)

    with_store(database, work)


def test_a_lost_connection_is_made_anew_and_nobody_notices(database: PostgresDatabase) -> None:
    async def work(store: PostgresStore) -> None:
        await asyncio.gather(*(store.change(lambda tx: ask(tx, "before")) for _ in range(8)))
        assert await store.read(lambda tx: asked(tx, "before")) == 8
        drop_connections(database)
        await asyncio.gather(*(store.change(lambda tx: ask(tx, "after")) for _ in range(8)))
        assert await store.read(lambda tx: asked(tx, "after")) == 8

    with_store(database, work)
    assert len(texts(database)) == 16


@pytest.mark.parametrize("arrived", [True, False])
def test_a_connection_lost_in_the_commit_leaves_the_outcome_unknown_and_the_next_works(
    database: PostgresDatabase, monkeypatch: pytest.MonkeyPatch, arrived: bool
) -> None:
    real = postgres.commit

    def torn(connection: Connection) -> None:
        monkeypatch.setattr(postgres, "commit", real)
        if arrived:
            real(connection)
        connection.close()
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    async def work(store: PostgresStore) -> None:
        await store.change(lambda tx: None)
        monkeypatch.setattr(postgres, "commit", torn)
        with pytest.raises(OutcomeUnknown):
            await store.change(lambda tx: ask(tx, "perhaps"))
        await store.change(lambda tx: ask(tx, "next"))

    with_store(database, work)
    assert texts(database) == (["next", "perhaps"] if arrived else ["next"])


def test_a_commit_that_the_server_refuses_is_not_committed(database: PostgresDatabase) -> None:
    def deferred(tx: Tx) -> None:
        tx._connection.execute(
            "CREATE TABLE one (n BIGINT UNIQUE DEFERRABLE INITIALLY DEFERRED)", {}
        )
        tx._connection.execute("INSERT INTO one VALUES (1), (1)", {})

    async def work(store: PostgresStore) -> None:
        with pytest.raises((NotCommitted, psycopg.errors.UniqueViolation)):
            await store.change(deferred)
        await store.change(lambda tx: ask(tx, "next"))

    with_store(database, work)
    assert "one" not in database.tables()


def test_a_database_that_is_gone_is_said_promptly_and_serves_again_when_it_is_back(
    database: PostgresDatabase, gone: Callable[[bool], None]
) -> None:
    async def work(store: PostgresStore) -> None:
        await store.change(lambda tx: ask(tx, "before"))
        gone(True)
        began = time.monotonic()
        results = await asyncio.gather(
            *(store.change(lambda tx: ask(tx, "lost")) for _ in range(200)), return_exceptions=True
        )
        assert {type(result) for result in results} == {Unreachable}
        assert time.monotonic() - began < 3
        assert store.trouble
        gone(False)
        await trouble_over(store)
        await store.change(lambda tx: ask(tx, "after"))

    with_store(database, work)
    assert texts(database) == ["after", "before"]


async def trouble_over(store: engine.Store) -> None:
    await asyncio.to_thread(_trouble_over, store)


def _trouble_over(store: engine.Store) -> None:
    until = time.monotonic() + 8
    while store.trouble and time.monotonic() < until:
        time.sleep(0.05)
    assert not store.trouble


def test_the_assistant_says_that_nothing_was_done_and_goes_on_by_itself(
    tmp_path: Path, database: PostgresDatabase, gone: Callable[[bool], None]
) -> None:
    with Town(tmp_path, database, fill=fill, limits=Limits(reply_seconds=5)) as town:
        member = town.member("张三")
        member.says("活动").shows("大讲堂第10期")
        gone(True)
        member.says("报名 乒乓球赛").shows("刚才没有办成，什么也没有改动")
        status, health = town.run(healthz(town))
        assert status == 503
        assert "cannot be reached" in health["alarms"]["database"]
        gone(False)
        town.run(trouble_over(town.assistant.store))
        assert town.run(healthz(town))[0] == 200
        member.says("报名 乒乓球赛").shows("【报名成功】")


async def healthz(town: Town) -> tuple[int, dict[str, dict[str, str]]]:
    import aiohttp

    async with aiohttp.ClientSession() as http, http.get(f"{town.url}/healthz") as answer:
        return answer.status, await answer.json()


def test_a_guest_writes_beside_a_host_that_serves(database: PostgresDatabase) -> None:
    async def work(store: PostgresStore) -> None:
        guest = PostgresStore(database.url, queries.load(), Clock())
        guest.open(guest=True)
        await asyncio.gather(
            guest.fill(lambda tx: ask(tx, "guest")), store.change(lambda tx: ask(tx, "host"))
        )
        await guest.close()

    with_store(database, work)
    assert texts(database) == ["guest", "host"]


# ------------------------------------------------------------------ before the first message


def test_hosts_that_start_together_migrate_once(postgres: PostgresServer) -> None:
    with postgres.database() as empty, ThreadPoolExecutor(4) as hosts:
        starts = [hosts.submit(link.prepare, empty.url, queries.load()) for _ in range(4)]
        for start in starts:
            start.result()
        done = empty.rows("SELECT number FROM migration ORDER BY number")
        assert [row["number"] for row in done] == [
            migrations.number(file) for file in migrations.files("postgresql")
        ]


def test_a_migration_that_fails_leaves_nothing_behind(
    postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "0001_broken.sql").write_text("CREATE TABLE half (id TEXT);\nSELECT nonsense;\n")
    monkeypatch.setattr(migrations, "HERE", tmp_path)
    with postgres.database() as empty:
        with pytest.raises(CannotServe, match="nonsense"):
            link.prepare(empty.url, {})
        assert empty.tables() == {}


def test_the_audit_cannot_be_changed_or_deleted(database: PostgresDatabase) -> None:
    database.run(
        "INSERT INTO audit (id, at, actor, action, organisation_id) VALUES ('a', 0, 'o', 'x', 'c')"
    )
    for sql in ("UPDATE audit SET actor = 'z'", "DELETE FROM audit"):
        with pytest.raises(psycopg.Error, match="append-only"):
            database.run(sql)


def test_a_database_of_another_encoding_is_refused(postgres: PostgresServer) -> None:
    postgres.admin(
        "CREATE DATABASE lianxin_latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C'"
        " LC_CTYPE 'C'"
    )
    try:
        with pytest.raises(CannotServe, match="LATIN1"):
            link.prepare(postgres.everyday.sibling("lianxin_latin").url, {})
    finally:
        postgres.admin("DROP DATABASE lianxin_latin")


def settings(url: str) -> Settings:
    return Settings(
        wechat_token="abc123", wechat_appid="wx1", wechat_secret="s", wechat_aes_key="A" * 43,
        counting_key="k" * 32, database=url,
    )  # fmt: skip


def test_check_finds_no_fault_in_a_sound_house_and_changes_nothing(
    postgres: PostgresServer,
) -> None:
    with postgres.database() as empty:
        assert checks.all_faults(lambda: settings(empty.url)) == []
        assert empty.tables() == {}


def test_check_names_a_query_that_does_not_fit(
    database: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = {"room.bad": "SELECT a FROM nowhere", "room.good": "SELECT 1"}
    monkeypatch.setattr(queries, "load", lambda: bad)
    assert checks.all_faults(lambda: settings(database.url)) == [
        'query room.bad: relation "nowhere" does not exist'
    ]
    with pytest.raises(queries.QueryFault, match=r"room\.bad"):
        link.prepare(database.url, bad)


def test_check_says_in_one_line_that_nobody_is_there() -> None:
    url = "postgresql://bot:geheim@127.0.0.1:9/bot"
    (fault,) = checks.all_faults(lambda: settings(url))
    assert fault.startswith("数据库：打不开 postgresql://bot@127.0.0.1:9/bot：")
    assert "geheim" not in fault
    assert "\n" not in fault


def test_the_common_dialect_is_spoken() -> None:
    assert link.spoken("SELECT a FROM t WHERE b = :who AND c LIKE 'x%' AND d = :who") == (
        b"SELECT a FROM t WHERE b = %(who)s AND c LIKE 'x%%' AND d = %(who)s"
    )
