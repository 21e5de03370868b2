"""The roster of sixty thousand from a file and to one: seconds, memory with the child, first sign."""

import os
import pty
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from tests.bench.figures import Figure, at_most
from tests.bench.servers import EVERY_CORE, ROOT, CannotMeasure, database

SECONDS, MEGABYTES, FIRST = 10.0, 300.0, 1.0  # the bars of a dry run
LONGEST = 120.0
_LOOK = 0.005


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    processor: float  # seconds of it, on however many cores
    megabytes: float  # the peak of the command and the peaks of its children, together
    first: float  # seconds until something is seen on the terminal


def measure(committee: Path, folder: Path) -> list[Figure]:
    """The committee's own roster: written, then compared with itself, then with a copy marked."""
    out, copy = folder / "roster.xlsx", folder / "marked.xlsx"
    export = run(committee, "members", "export", str(out))
    dry = run(committee, "members", "import", str(out))
    marked = run(committee, "members", "import", str(out), "--annotate", str(copy))
    return [
        at_most("60,000 rows, dry run, s", dry.seconds, SECONDS, "{:.1f}"),
        at_most("dry run, peak with its child, MB", dry.megabytes, MEGABYTES, "{:.0f}"),
        at_most("dry run, first sign on the terminal, s", dry.first, FIRST),
        Figure("dry run, processor seconds", f"{dry.processor:.1f}"),
        Figure("dry run with an annotated copy, s", f"{marked.seconds:.1f}"),
        Figure("dry run with an annotated copy, MB", f"{marked.megabytes:.0f}"),
        Figure("export, s", f"{export.seconds:.1f}"),
        Figure("export, MB", f"{export.megabytes:.0f}"),
    ]


def run(committee: Path, *command: str) -> Run:
    """Raises CannotMeasure when the command fails."""
    screen, terminal = pty.openpty()
    began, used = time.perf_counter(), _used()
    process = subprocess.Popen(
        [sys.executable, "run.py", *command],
        cwd=ROOT,
        env=_environment(committee),
        stdout=subprocess.DEVNULL,
        stderr=terminal,
        preexec_fn=lambda: os.sched_setaffinity(0, EVERY_CORE),
    )
    os.close(terminal)
    seen: list[float] = []
    watching = Thread(target=_watch, args=(screen, seen), daemon=True)
    watching.start()
    peaks: dict[int, float] = {}
    while process.poll() is None:
        for pid in (process.pid, *_children(process.pid)):
            peaks[pid] = max(peaks.get(pid, 0.0), _peak(pid))
        if time.perf_counter() - began > LONGEST:
            process.kill()
        time.sleep(_LOOK)
    seconds = time.perf_counter() - began
    watching.join()
    os.close(screen)
    if process.returncode not in (0, 1) or not seen:
        raise CannotMeasure(f"{' '.join(command)} ended with {process.returncode}")
    return Run(seconds, _used() - used, sum(peaks.values()), seen[0] - began)


def _used() -> float:
    children = os.times()
    return children.children_user + children.children_system


def _environment(committee: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    return clean | {"BOT_DATABASE": database(committee)}


def _watch(screen: int, seen: list[float]) -> None:
    with suppress(OSError):  # how a terminal says that nobody writes to it any more
        while os.read(screen, 4096):
            seen.append(time.perf_counter())


def _children(pid: int) -> Iterator[int]:
    with suppress(OSError):
        yield from map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def _peak(pid: int) -> float:
    """Resident megabytes at most so far; 0 for one that is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0
