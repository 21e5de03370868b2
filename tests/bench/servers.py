"""Servers under load: real processes on a core of their own, ended by their number."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SERVER_CORE, LOAD_CORE = 0, 1
SERVER_CORES = frozenset({SERVER_CORE})
EVERY_CORE = frozenset({SERVER_CORE, LOAD_CORE})
STOPPING = 10.0
_TICK = os.sysconf("SC_CLK_TCK")
_PORT = re.compile(r"http://127\.0\.0\.1:(\d+)/")

BARE = ("-m", "tests.bench.bare")
SERVE = ("run.py", "--config", "config/demo.toml", "serve")
DEMO = ("run.py", "demo")


class CannotMeasure(Exception):
    """What the bench needs is not there; the message says what."""


def take_cores() -> None:
    """This process makes the load and keeps off the server's core. Raises CannotMeasure."""
    if not {SERVER_CORE, LOAD_CORE} <= os.sched_getaffinity(0):
        raise CannotMeasure("two cores are needed: one for the server, one for the load")
    os.sched_setaffinity(0, {LOAD_CORE})


class Server:
    """A running server process."""

    def __init__(self, process: "subprocess.Popen[str]", log: Path) -> None:
        self._process = process
        self._log = log
        self.port = self._listening()

    def _listening(self) -> int:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if found := _PORT.search(line):
                return int(found[1])
        self._process.wait(STOPPING)
        raise CannotMeasure(f"the server did not start:\n{self._log.read_text()[-2000:]}")

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    def megabytes(self) -> float:
        """Resident memory."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
        assert found is not None
        return int(found[1]) / 1024

    def log_lines(self) -> int:
        return self._log.read_text().count("\n")

    def errors(self) -> list[str]:
        """What it logged of failures."""
        return [line for line in self._log.read_text().splitlines() if '"level": "error"' in line]

    def line(self) -> str:
        """The next line it prints."""
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def stop(self) -> str:
        """What it said since it began to listen, once it is gone."""
        self._process.terminate()
        try:
            return self._process.communicate(timeout=STOPPING)[0]
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.communicate()[0]


@contextlib.contextmanager
def running(
    command: tuple[str, ...], folder: Path, *, cores: frozenset[int] = SERVER_CORES, **settings: str
) -> Iterator[Server]:
    """A server of ours with the demo's fixed values; settings are BOT_ names without BOT_."""
    log = folder / f"server-{time.monotonic_ns()}.log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=_environment(settings),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            preexec_fn=lambda: os.sched_setaffinity(0, cores),
        )
    server = Server(process, log)
    try:
        yield server
    finally:
        if process.poll() is None:
            server.stop()


def _environment(settings: dict[str, str]) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    # Nothing leaves the machine: WeChat's interface is a port that nobody listens on.
    # Its few senders say as much as a whole crowd would.
    ours = {
        "HOST": "127.0.0.1",
        "PORT": "0",
        "WECHAT_API_BASE": "http://127.0.0.1:9",
        "PERSON_MESSAGES": "1000000",
        **settings,
    }
    return clean | {f"BOT_{name}": value for name, value in ours.items()}


def database(path: Path) -> str:
    return f"sqlite:///{path}"
