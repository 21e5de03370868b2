"""One command of run.py, run to its end."""

import asyncio
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent.parent
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Done:
    code: int
    out: list[str]
    errors: str


def ran(*arguments: str | Path, **environment: str) -> Done:
    """No setting of ours but these."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    done = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), *map(str, arguments)],
        cwd=ROOT,
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    return Done(done.returncode, done.stdout.splitlines(), done.stderr)


async def running(*arguments: str | Path, **environment: str) -> Done:
    """The same, while what it talks to runs on this loop."""
    return await asyncio.to_thread(ran, *arguments, **environment)
