"""What an operator sees on the terminal while a long command works."""

import os
import pty
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

from bot.store.queries import ROOT
from tests.bot.people.desk import HEADER, ORGANISATIONS, Desk

SOON = 5.0  # seconds on a busy machine; the bench holds the bar of one


def shown(*command: str, **environment: str) -> tuple[str, float, int]:
    """The terminal's text, when its first letters came, and the exit code."""
    screen, terminal = pty.openpty()
    began, first, pieces = time.perf_counter(), 0.0, []
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=terminal,
    )
    os.close(terminal)
    while True:
        try:
            piece = os.read(screen, 4096)
        except OSError:
            break
        first = first or time.perf_counter() - began
        pieces.append(piece)
    os.close(screen)
    return b"".join(pieces).decode(), first, process.wait(60)


def command(desk: Desk, *words: Any) -> tuple[str, float, int]:
    return shown("run.py", *map(str, words), BOT_DATABASE=desk.settings.database)


def test_every_long_command_shows_a_bar_that_is_finished(desk: Desk) -> None:
    desk.organisations(apply=True)
    rows = [[*ORGANISATIONS[1 + n % 3], f"张{chr(0x4E00 + n)}", f"{n:04}"] for n in range(900)]
    file, out = desk.write([HEADER[:5], *rows]), desk.folder / "out.xlsx"
    said, first, code = command(
        desk, "members", "import", file, "--apply", "--annotate", desk.folder / "copy.xlsx"
    )
    assert code == 0, said
    assert first < SOON
    for title in ("读取 a.xlsx", "比对名册", "写 copy.xlsx", "写入"):
        last = [line for line in said.split("\r\n") if title in line][-1].rpartition("\r")[2]
        assert "░" not in last, f"{title} came to its end"
        assert "{" not in last
    said, _, _ = command(desk, "members", "export", out)
    assert "写 out.xlsx" in said
    assert "900/900\r\n" in said
    said, _, _ = command(desk, "undo", desk.batch())
    assert "撤销" in said


def test_a_sentence_after_a_bar_that_broke_off_has_its_own_line(desk: Desk) -> None:
    desk.organisations(apply=True)
    file = desk.folder / "a.csv"
    file.write_text("支部,姓名\n", "utf-8")
    said, _, code = command(desk, "members", "import", file)
    assert code == 2
    assert "\na.csv 第 1 行像表头，但没有这些列：手机后四位\r\n" in said


def test_the_log_waits_until_the_bar_is_over() -> None:
    script = textwrap.dedent("""
        import logging
        from bot.terminal import logs
        from bot.terminal.progress import Progress, undisturbed
        logs.start()
        with undisturbed():
            progress = Progress("写入", 3)
            progress.show(1)
            logging.getLogger("x").warning("slow")
            progress.show(3)
        logging.getLogger("x").warning("after")
    """)
    said, _, _ = shown("-c", script)
    bar, *lines, _ = said.split("\r\n")
    assert "3/3" in bar
    assert "slow" not in bar
    assert [line.count('"message"') for line in lines] == [1, 1]
    assert "slow" in lines[0]


def test_elsewhere_than_on_a_terminal_a_short_command_is_silent(desk: Desk, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "run.py", "members", "template", str(tmp_path / "a.csv")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("已写好模板")
    assert done.stderr == ""
