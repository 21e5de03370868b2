"""A PostgreSQL server to throw away: made from the binaries on this machine, gone with the tests."""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STARTING = 30.0  # seconds
PORT = 5432  # in a folder of its own, so always free
# Nothing is worth keeping, and nothing grows old.
HASTY = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "32MB", "autovacuum": "off"}
_PLACES = ("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt")


class Cluster:
    """Listens on a socket in a folder of its own; `url` names a database in it."""

    def __init__(
        self, binaries: Path, within: Path | None = None, *, durable: bool = False
    ) -> None:
        """`within` a folder that its user can reach; `durable` as a real one would be."""
        self._binaries = binaries
        self._durable = durable
        self._who = _unprivileged()
        self.folder = Path(tempfile.mkdtemp(prefix="lianxin-pg-", dir=within))
        if self._who is not None:
            os.chown(self.folder, self._who.pw_uid, self._who.pw_gid)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Cluster":
        self._run(
            "initdb", "--pgdata", str(self.folder / "data"), "--username", "bot", "--auth", "trust",
            "--encoding", "UTF8", "--locale", "C", "--no-sync",
        )  # fmt: skip
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://bot@/{database}?host={self.folder}&port={PORT}"

    def start(self) -> None:
        settings = {
            "listen_addresses": "", "unix_socket_directories": str(self.folder), "port": PORT,
            "max_connections": 60,
        } | ({} if self._durable else HASTY)  # fmt: skip
        self._log = (self.folder / "log").open("ab")
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self._process = subprocess.Popen(
            [self._binaries / "postgres", "-D", self.folder / "data", *options],
            stdout=subprocess.DEVNULL,
            stderr=self._log,
            preexec_fn=_ends_with_us if sys.platform == "linux" else None,
            **self._as(),
        )
        self._wait()

    def _wait(self) -> None:
        import psycopg

        until = time.monotonic() + STARTING
        while time.monotonic() < until:
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self.url()).close()
                return
            time.sleep(0.05)
        raise RuntimeError((self.folder / "log").read_text("utf-8", "replace")[-2000:])

    def stop(self) -> None:
        """At once, as a crash: nothing is worth keeping."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(STARTING)
            self._log.close()
            self._process = None

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._binaries / program, *arguments], check=True, capture_output=True, **self._as()
        )

    def _as(self) -> dict[str, object]:
        """PostgreSQL refuses to run as root."""
        here = {"cwd": self.folder}
        if self._who is None:
            return here
        return here | {"user": self._who.pw_uid, "group": self._who.pw_gid, "extra_groups": []}


def _ends_with_us() -> None:
    """Should the tests be killed, the server gets SIGQUIT too: nothing outlives them."""
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT)  # PR_SET_PDEATHSIG


def binaries() -> Path | None:
    """Where initdb and postgres are, the newest; None: not on this machine."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    found_in = [
        p for place in _PLACES for p in Path(place).glob("*/bin") if (p / "initdb").exists()
    ]
    return max(found_in, key=_version, default=None)


def _version(folder: Path) -> tuple[int, str]:
    digits = "".join(c for c in folder.parent.name if c.isdigit())
    return int(digits or 0), str(folder)


def _unprivileged() -> pwd.struct_passwd | None:
    """Whom to run as when we are root: Debian's postgres, else nobody."""
    if os.geteuid() != 0:
        return None
    names = {each.pw_name: each for each in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]
