"""The writer's promises, each on a real file."""

import asyncio
import contextlib
import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.store import engine, migrations, queries, sqlite
from bot.store.engine import (
    Busy,
    CannotServe,
    NotCommitted,
    OutcomeUnknown,
    OutOfTime,
    StoreClosed,
)
from bot.store.sqlite import SqliteStore, connect
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
    tx.run("questions.put", id=tx.new_id(), openid="o", text=text, topic="", organisation_id=None)
    return text


def texts(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return [row[0] for row in connection.execute("SELECT text FROM question ORDER BY id")]


def test_a_change_is_on_disk_when_it_returns(tmp_path: Path) -> None:
    async def work(store: SqliteStore) -> None:
        assert await store.change(lambda tx: ask(tx, "a")) == "a"
        assert texts(tmp_path / "x.db") == ["a"]

    with_store(tmp_path / "x.db", work)


def slow_commit(monkeypatch: pytest.MonkeyPatch, gate: threading.Event) -> list[int]:
    """Commits wait for the gate; the list counts them."""
    commits: list[int] = []
    real = sqlite.commit

    def slow(connection: sqlite3.Connection) -> None:
        commits.append(1)
        gate.wait(5)
        real(connection)

    monkeypatch.setattr(sqlite, "commit", slow)
    return commits


def test_what_arrives_during_a_commit_shares_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    commits = slow_commit(monkeypatch, gate)

    async def work(store: SqliteStore) -> None:
        first = store.change(lambda tx: ask(tx, "first"))
        await asyncio.sleep(0.05)
        rest = [store.change(lambda tx, n=n: ask(tx, str(n))) for n in range(50)]
        gate.set()
        await asyncio.gather(first, *rest)
        assert len(commits) == 2

    with_store(tmp_path / "x.db", work)
    assert len(texts(tmp_path / "x.db")) == 51


def test_nothing_is_told_before_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()
    slow_commit(monkeypatch, gate)

    async def work(store: SqliteStore) -> None:
        done = store.change(lambda tx: ask(tx, "a"))
        await asyncio.sleep(0.05)
        assert not done.done()
        assert texts(tmp_path / "x.db") == []
        gate.set()
        assert await done == "a"

    with_store(tmp_path / "x.db", work)


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
        assert "FOREIGN KEY" in store.trouble  # what /healthz says until a commit succeeds
        await store.change(lambda tx: ask(tx, "next"))
        assert store.trouble == ""

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


def test_a_store_that_cannot_work_tells_every_waiter_and_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()

    async def work(store: SqliteStore) -> None:
        def broken(connection: sqlite3.Connection) -> None:
            gate.wait(5)
            connection.close()  # so that nobody can say what was stored
            raise sqlite3.OperationalError("disk I/O error")

        monkeypatch.setattr(sqlite, "commit", broken)
        first = store.change(lambda tx: ask(tx, "x"))
        await asyncio.sleep(0.05)
        second = store.change(lambda tx: ask(tx, "y"))
        gate.set()
        with pytest.raises(OutcomeUnknown):
            await first
        with pytest.raises(StoreClosed):
            await second
        async with asyncio.timeout(1):
            await store.stopped.wait()
        with pytest.raises(StoreClosed):
            await store.change(lambda tx: ask(tx, "z"))

    with_store(tmp_path / "x.db", work)


def test_a_full_queue_says_so_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "WAITING", 3)
    gate = threading.Event()
    slow_commit(monkeypatch, gate)

    async def work(store: SqliteStore) -> None:
        waiting = [store.change(lambda tx: ask(tx, "busy"))]
        await asyncio.sleep(0.05)
        waiting += [store.change(lambda tx: ask(tx, "waits")) for _ in range(3)]
        with pytest.raises(Busy):
            store.change(lambda tx: ask(tx, "x"))
        gate.set()
        await asyncio.gather(*waiting)

    with_store(tmp_path / "x.db", work)


def test_a_deadline_ends_the_wait_but_not_the_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    slow_commit(monkeypatch, gate)

    async def work(store: SqliteStore) -> None:
        with pytest.raises(OutOfTime):
            await store.change(
                lambda tx: ask(tx, "done all the same"), deadline=store.deadline(0.05)
            )
        gate.set()

    with_store(tmp_path / "x.db", work)
    assert texts(tmp_path / "x.db") == ["done all the same"]


def test_many_deadlines_each_end_at_their_own_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    slow_commit(monkeypatch, gate)

    async def work(store: SqliteStore) -> None:
        early = store.change(lambda tx: None, deadline=store.deadline(0.05))
        late = store.change(lambda tx: 7, deadline=store.deadline(5))
        with pytest.raises(OutOfTime):
            await early
        assert not late.done()
        gate.set()
        assert await late == 7

    with_store(tmp_path / "x.db", work)


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
        from bot.store.engine import CannotServe
        from bot.store.sqlite import SqliteStore
        async def main():
            SqliteStore(Path(sys.argv[1]), queries.load(), Clock()).open()
        try:
            asyncio.run(main())
        except CannotServe:
            sys.exit(7)
    """)

    async def work(store: SqliteStore) -> None:
        run = await asyncio.to_thread(
            subprocess.run, [sys.executable, "-c", script, str(tmp_path / "x.db")], check=False
        )
        assert run.returncode == 7
        (tmp_path / "link.db").symlink_to(tmp_path / "x.db")
        for name in ("x.db", "link.db"):
            with pytest.raises(CannotServe):
                SqliteStore(tmp_path / name, queries.load(), Clock()).open()

    with_store(tmp_path / "x.db", work)


@pytest.mark.parametrize("name", ["h#x.db", "%73.db", "q?mode=memory&x.db", "库 房.db"])
def test_a_file_is_what_its_name_says(tmp_path: Path, name: str) -> None:
    async def work(store: SqliteStore) -> None:
        await store.change(lambda tx: ask(tx, "kept"))

    with_store(tmp_path / name, work)
    assert texts(tmp_path / name) == ["kept"]


def test_a_slow_change_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def work(store: SqliteStore) -> None:
        await store.change(lambda tx: sum(range(1_000_000)))

    with_store(tmp_path / "x.db", work)
    assert any("slow change" in record.getMessage() for record in caplog.records)


def test_reading_does_not_wait_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    slow_commit(monkeypatch, gate)

    async def work(store: SqliteStore) -> None:
        writing = store.change(lambda tx: ask(tx, "x"))
        async with asyncio.timeout(2):
            assert await store.read(lambda tx: tx.rows("retention.gone", before=0, count=1)) == []
        gate.set()
        await writing

    with_store(tmp_path / "x.db", work)


def test_a_migration_copies_the_file_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_offices_of_whoever_was_gone_already_sleep_after_the_update(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, older = tmp_path / "x.db", tmp_path / "older"
    older.mkdir()
    for file in migrations.files():
        if file.stem < "0011":
            (older / file.name).write_text(file.read_text("utf-8"))
    with contextlib.closing(connect(path)) as connection:
        with monkeypatch.context() as before:
            before.setattr(migrations, "HERE", older)
            migrations.migrate(connection, path)
        for statement in (
            "INSERT INTO organisation (id, kind, name, path) VALUES ('c', 'committee', 'c', '/c/')",
            "INSERT INTO member (id, branch_id, name, digits)"
            " VALUES ('there', 'c', 'a', '1'), ('left', 'c', 'b', '2'), ('erased', 'c', 'c', '3')",
            "INSERT INTO contact (openid, member_id, followed, created_at)"
            " VALUES ('o1', 'there', 1, 0), ('o2', 'left', 0, 0)",
            "INSERT INTO office (member_id, organisation_id, role, from_at)"
            " SELECT id, 'c', 'committee_secretary', 0 FROM member",
        ):
            connection.execute(statement)
        migrations.migrate(connection, path)
        rows = connection.execute("SELECT member_id, asleep FROM office").fetchall()
    assert {row["member_id"]: row["asleep"] for row in rows} == {"there": 0, "left": 1, "erased": 1}
