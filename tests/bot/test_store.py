"""The writer's promises, each on a real file."""

import asyncio
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.store import queries, sqlite
from bot.store.sqlite import (
    AlreadyServed,
    Busy,
    NotCommitted,
    SqliteStore,
    StoreClosed,
    connect,
)
from bot.store.tx import Tx

Work = Callable[[SqliteStore], Awaitable[None]]


def with_store(path: Path, work: Work) -> None:
    async def run() -> None:
        store = SqliteStore(path, queries.load(), Clock())
        store.open()
        try:
            await work(store)
        finally:
            await store.close()

    asyncio.run(run())


def ask(tx: Tx, text: str) -> str:
    tx.run("reception.put_question", id=tx.new_id(), openid="o", text=text)
    return text


def texts(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return [row[0] for row in connection.execute("SELECT text FROM question ORDER BY id")]


def test_a_change_is_on_disk_when_it_returns(tmp_path: Path) -> None:
    async def work(store: SqliteStore) -> None:
        assert await store.change(lambda tx: ask(tx, "a")) == "a"
        assert texts(tmp_path / "x.db") == ["a"]

    with_store(tmp_path / "x.db", work)


def test_what_is_queued_shares_one_commit(tmp_path: Path) -> None:
    commits: list[str] = []

    async def work(store: SqliteStore) -> None:
        gate = asyncio.Event()
        loop = asyncio.get_running_loop()

        def hold(tx: Tx) -> None:
            tx._connection.set_trace_callback(commits.append)
            asyncio.run_coroutine_threadsafe(gate.wait(), loop).result(5)

        first = asyncio.ensure_future(store.change(hold))
        rest = [
            asyncio.ensure_future(store.change(lambda tx, n=n: ask(tx, str(n)))) for n in range(50)
        ]
        await asyncio.sleep(0.05)
        gate.set()
        await asyncio.gather(first, *rest)

    with_store(tmp_path / "x.db", work)
    assert len(texts(tmp_path / "x.db")) == 50
    assert commits.count("COMMIT") <= 2


def test_one_failure_spares_its_neighbours(tmp_path: Path) -> None:
    async def work(store: SqliteStore) -> None:
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

    with_store(tmp_path / "x.db", work)
    assert sorted(texts(tmp_path / "x.db")) == ["after", "before"]


def test_a_failed_commit_is_told_to_all_of_its_batch_and_the_next_works(tmp_path: Path) -> None:
    async def work(store: SqliteStore) -> None:
        def break_commit(tx: Tx) -> None:
            # A deferred constraint fails at COMMIT and at no statement before it.
            tx._connection.execute("PRAGMA defer_foreign_keys = ON", {})
            tx._connection.execute(
                "INSERT INTO team (id, organisation_id, name) VALUES ('t', 'nowhere', 'x')", {}
            )

        results = await asyncio.gather(
            store.change(break_commit),
            store.change(lambda tx: ask(tx, "lost with it")),
            return_exceptions=True,
        )
        assert isinstance(results[0], NotCommitted)
        await store.change(lambda tx: ask(tx, "next"))

    with_store(tmp_path / "x.db", work)
    assert "next" in texts(tmp_path / "x.db")


def test_a_full_disk_fails_the_change_and_loses_nothing(tmp_path: Path) -> None:
    async def work(store: SqliteStore) -> None:
        await store.change(lambda tx: ask(tx, "before"))

        def limit(tx: Tx) -> None:
            pages = tx._connection.execute("PRAGMA page_count", {}).fetchone()[0]
            tx._connection.execute(f"PRAGMA max_page_count = {pages}", {})

        await store.change(limit)
        with pytest.raises((NotCommitted, sqlite3.OperationalError)):
            await store.change(lambda tx: ask(tx, "x" * 1_000_000))

        def lift(tx: Tx) -> None:
            tx._connection.execute("PRAGMA max_page_count = 100000", {})

        await store.change(lift)
        await store.change(lambda tx: ask(tx, "after"))

    with_store(tmp_path / "x.db", work)
    assert texts(tmp_path / "x.db") == ["before", "after"]


def test_a_writer_that_cannot_start_tells_every_waiter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work(store: SqliteStore) -> None:
        async with asyncio.timeout(5):
            await store.stopped.wait()
            with pytest.raises(StoreClosed):
                await store.change(lambda tx: ask(tx, "x"))

    real = sqlite.connect

    def broken(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
        import threading

        if threading.current_thread().name == "writer":
            raise sqlite3.OperationalError("unable to open database file")
        return real(path, read_only=read_only)

    monkeypatch.setattr(sqlite, "connect", broken)
    with_store(tmp_path / "x.db", work)


def test_a_full_queue_says_so_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "WAITING", 3)

    async def work(store: SqliteStore) -> None:
        import threading

        gate = threading.Event()
        waiting = [asyncio.ensure_future(store.change(lambda tx: gate.wait(5))) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await store.change(lambda tx: ask(tx, "x"))
        gate.set()
        await asyncio.gather(*waiting)

    with_store(tmp_path / "x.db", work)


def test_giving_up_waiting_does_not_cancel_the_change(tmp_path: Path) -> None:
    async def work(store: SqliteStore) -> None:
        import threading

        gate = threading.Event()

        def slow(tx: Tx) -> None:
            gate.wait(5)
            ask(tx, "done all the same")

        with pytest.raises(TimeoutError):
            await asyncio.wait_for(store.change(slow), 0.05)
        gate.set()

    with_store(tmp_path / "x.db", work)
    assert texts(tmp_path / "x.db") == ["done all the same"]


def test_wal_is_set_when_the_file_is_made(tmp_path: Path) -> None:
    async def work(store: SqliteStore) -> None:
        with sqlite3.connect(tmp_path / "x.db") as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"

    with_store(tmp_path / "x.db", work)


def test_every_connection_syncs_in_full(tmp_path: Path) -> None:
    with connect(tmp_path / "x.db") as connection:
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_a_second_process_on_the_same_file_is_refused(tmp_path: Path) -> None:
    script = textwrap.dedent("""
        import asyncio, sys
        from pathlib import Path
        from bot.clock import Clock
        from bot.store import queries
        from bot.store.sqlite import AlreadyServed, SqliteStore
        async def main():
            SqliteStore(Path(sys.argv[1]), queries.load(), Clock()).open()
        try:
            asyncio.run(main())
        except AlreadyServed:
            sys.exit(7)
    """)

    async def work(store: SqliteStore) -> None:
        run = await asyncio.to_thread(
            subprocess.run, [sys.executable, "-c", script, str(tmp_path / "x.db")], check=False
        )
        assert run.returncode == 7
        with pytest.raises(AlreadyServed):
            SqliteStore(tmp_path / "x.db", queries.load(), Clock()).open()

    with_store(tmp_path / "x.db", work)


def test_a_slow_change_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def work(store: SqliteStore) -> None:
        await store.change(lambda tx: sum(range(1_000_000)))

    with_store(tmp_path / "x.db", work)
    assert any("slow change" in record.getMessage() for record in caplog.records)


def test_reading_does_not_wait_for_the_writer(tmp_path: Path) -> None:
    async def work(store: SqliteStore) -> None:
        import threading

        gate = threading.Event()
        writing = asyncio.ensure_future(store.change(lambda tx: gate.wait(5)))
        async with asyncio.timeout(2):
            assert await store.read(lambda tx: tx.rows("registration.kinds")) == []
        gate.set()
        await writing

    with_store(tmp_path / "x.db", work)


def test_a_migration_copies_the_file_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.store import migrations

    path = tmp_path / "x.db"

    async def fill(store: SqliteStore) -> None:
        await store.change(lambda tx: ask(tx, "kept"))

    with_store(path, fill)
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in migrations.files():
        (folder / file.name).write_text(file.read_text())
    (folder / "0099_more.sql").write_text("CREATE TABLE more (id TEXT PRIMARY KEY);")
    monkeypatch.setattr(migrations, "HERE", folder)

    async def nothing(store: SqliteStore) -> None:
        assert (await store.change(lambda tx: tx.now)) > 0

    with_store(path, nothing)
    assert texts(path) == ["kept"]
    assert texts(tmp_path / "x.db.before-0099") == ["kept"]
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM more").fetchone() == (0,)


def test_ids_sort_by_time_and_codes_are_easy_to_type(tmp_path: Path) -> None:
    with connect(tmp_path / "x.db") as connection:
        ids = [Tx(connection, {}, 1_700_000_000_000 + n).new_id() for n in range(50)]
        assert ids == sorted(ids)
        codes = {Tx(connection, {}, 0).new_code() for _ in range(500)}
    assert not set("".join(codes)) & set("OIL01")
    assert all(len(code) == 4 for code in codes)
