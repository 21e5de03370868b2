"""`run.py` as a process of its own: started, listened to, killed, measured; nothing outlives a test."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
STARTING = 40.0  # seconds; a machine under load takes a while to import
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")


class Process:
    """One command of run.py with what is typed after it. As a context it is killed at the end."""

    def __init__(self, command: str, environment: dict[str, str], *options: str) -> None:
        self.began = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "run.py"), *options, *command.split()],
            cwd=ROOT,
            env=_clean() | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._out: list[bytes] = []
        self._errors: list[bytes] = []
        self._said = threading.Condition()
        self._readers = [
            threading.Thread(target=self._read, args=pipe, daemon=True)
            for pipe in ((self._process.stdout, self._out), (self._process.stderr, self._errors))
        ]
        for reader in self._readers:
            reader.start()

    def __enter__(self) -> "Process":
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def _read(self, pipe: Any, lines: list[bytes]) -> None:
        for line in pipe:
            with self._said:
                lines.append(line)
                self._said.notify_all()
        pipe.close()

    # ---------------------------------------------------------------- what it says

    @property
    def out(self) -> str:
        return b"".join(self._out).decode()

    @property
    def errors(self) -> str:
        return b"".join(self._errors).decode()

    def facts(self, event: str = "") -> list[dict[str, Any]]:
        """The lines of the log, each of which must be JSON; those of one event, if named."""
        lines = [json.loads(line) for line in self.errors.splitlines()]
        return [line for line in lines if not event or line["event"] == event]

    def port(self) -> int:
        """Where it listens, once it says so."""
        with self._said:
            heard = self._said.wait_for(lambda: _ADDRESS.search(self.out) or self.ended, STARTING)
        found = _ADDRESS.search(self.out)
        assert heard, f"no address after {STARTING} s"
        assert found, f"it ended: {self.errors[-2000:]}"
        return int(found[1])

    @property
    def webhook(self) -> str:
        return f"http://127.0.0.1:{self.port()}/wechat"

    # ---------------------------------------------------------------- its life

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def ended(self) -> bool:
        return self._process.poll() is not None

    def code(self, seconds: float = STARTING) -> int:
        """Its exit code, waited for; what it said is complete then."""
        code = self._process.wait(seconds)
        for reader in self._readers:
            reader.join(seconds)
        return code

    def terminate(self) -> None:
        self._process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL, as power loss and the kernel do it."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self.code()

    def busy(self) -> float:
        """Processor seconds it has used: the machine may be busy with others."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident(self) -> float:
        """Megabytes it keeps in memory."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
        assert found
        return int(found[1]) / 1024


def _clean() -> dict[str, str]:
    """This environment without any setting of ours."""
    return {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
