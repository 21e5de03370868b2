"""An import beside the process that serves the same file; and one that is killed."""

import json
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

from bot.store.queries import ROOT
from tests.bot.people.desk import HEADER, ORGANISATIONS, Desk

PEOPLE = 5_000
MANY = 30_000  # so many that how far it has come is told
# One change after another with a breath between, timed: what a lone message waits for. Counted are
# the processor's milliseconds that it and the import use meanwhile: others may keep the machine busy.
SERVE = """
    import asyncio, json, os, sys, threading, time
    from pathlib import Path
    from bot.clock import Clock
    from bot.store import queries
    from bot.store.sqlite import SqliteStore

    def used():
        try:
            fields = Path(f"/proc/{importer[0]}/stat").read_text().rpartition(")")[2].split()
        except (IndexError, OSError):  # not begun, or over
            return time.process_time()
        ticks = int(fields[11]) + int(fields[12])
        return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")

    def message(tx):
        tx.run("people.touch", openid="o", key=str(tx.now), followed=1, until=0, left=0)

    importer, over = [], []

    def listen():
        importer.append(sys.stdin.readline().strip())
        over.append(sys.stdin.read())

    async def main():
        store, took = SqliteStore(Path(sys.argv[1]), queries.load(), Clock()), []
        store.open()
        threading.Thread(target=listen, daemon=True).start()
        print("ready", flush=True)
        while not over:
            began = used()
            await store.change(message)
            took.append((used() - began) * 1000)
            await asyncio.sleep(0.003)
        await store.close()
        print(json.dumps(took))

    asyncio.run(main())
"""


def roster(people: int) -> list[list[str]]:
    branches = ORGANISATIONS[1:]
    return [
        HEADER,
        *(
            [
                *branches[n % 3],
                f"张{chr(0x4E00 + n % 500 + n // 10_000 * 500)}",
                f"{n % 10_000:04}",
                f"G{n}",
                "",
            ]
            for n in range(people)
        ),
    ]


def importing(desk: Desk, people: int = PEOPLE) -> "subprocess.Popen[str]":
    file = desk.write(roster(people), "big.csv")
    return subprocess.Popen(
        [sys.executable, "run.py", "members", "import", str(file), "--apply"],
        cwd=ROOT,
        env=os.environ | {"BOT_DATABASE": desk.settings.database},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def serving(path: Path) -> "subprocess.Popen[str]":
    served = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SERVE), str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert served.stdout
    assert served.stdout.readline() == "ready\n"
    return served


def test_messages_are_answered_while_the_roster_is_imported(desk: Desk) -> None:
    desk.organisations(apply=True)
    with serving(desk.settings.database_path) as served:
        began = time.perf_counter()
        process = importing(desk, MANY)
        assert served.stdin
        served.stdin.write(f"{process.pid}\n")
        served.stdin.flush()
        said, noise = process.communicate(timeout=60)
        seconds = time.perf_counter() - began
        took = sorted(json.loads(served.communicate("over", timeout=20)[0]))
    p50, p99 = took[len(took) // 2], took[len(took) * 99 // 100]
    print(  # noqa: T201 - a figure to be read
        f"{MANY} people in {seconds:.1f} s beside {len(took)} changes: "
        f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, longest {took[-1]:.1f} ms"
    )
    assert f"已完成（新增 {MANY}）" in said, noise
    assert p99 < 50
    assert f"{MANY}/{MANY}" in noise
    # A slice takes five milliseconds; on a machine that does other work too a few are kept waiting.
    assert noise.count("slow_change") <= len(took) // 100 + 3, "slices of five milliseconds"


def test_a_killed_import_is_gone_on_with_and_undone(desk: Desk) -> None:
    desk.organisations(apply=True)
    process = importing(desk)
    while len(desk.rows("SELECT 1 FROM batch_change WHERE number > 300 LIMIT 1")) == 0:
        time.sleep(0.005)
        assert process.poll() is None
    process.kill()
    process.communicate()
    done = desk.rows("SELECT count(*) FROM member")[0][0]
    assert 300 <= done < PEOPLE
    assert desk.rows("SELECT state FROM batch ORDER BY id")[-1][0] == "open"
    changes = desk.rows(
        "SELECT count(*) FROM batch_change AS c JOIN member ON member.id = c.subject"
    )
    assert changes[0][0] == done, "each row with what it replaced, or neither"
    said = desk.members(roster(PEOPLE), "big.csv", apply=True)
    assert f"新增 {PEOPLE - done}，" in said
    assert f"删除 {PEOPLE}，" in desk.undo()
    assert not desk.rows("SELECT 1 FROM member")
