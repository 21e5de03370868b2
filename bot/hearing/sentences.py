"""The labelled sentences of knowledge/wishes: a file per act, a sentence a line.

A line is sentence ⇥ who may say it ⇥ what it does ⇥ who wrote it.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bot.refusal import Refusal

FOLDER = Path(__file__).parent.parent.parent / "knowledge" / "wishes"
WEIGHTS = FOLDER.parent / "wishes.weights"
ROLES = (
    "member",
    "newcomer",
    "volunteer",
    "community",
    "secretary",
    "unit_secretary",
    "committee",
)
STANCES = (
    "wants",
    "asks",
    "rules_out",
    "tells",
    "supposes",
    "postpones",
    "other",
    "quotes",
    "took_back",
)


class Sentence(NamedTuple):
    said: str
    role: str
    stance: str
    source: str  # who wrote it: whoever writes for a test must not have taught
    act: str


class BadLine(Refusal):
    """A line of knowledge/wishes cannot be read."""


def load(folder: Path = FOLDER) -> list[Sentence]:
    """Every sentence, file by file. Raises BadLine."""
    return [sentence for file in sorted(folder.glob("*.tsv")) for sentence in _of(file)]


def _of(file: Path) -> Iterator[Sentence]:
    for at, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        parts = line.split("\t")
        if len(parts) != 4 or parts[1] not in ROLES or parts[2] not in STANCES or not parts[0]:
            raise BadLine(f"{file.name} 第 {at} 行：要有四栏：说的话、谁说、做什么、谁写的")
        yield Sentence(parts[0], parts[1], parts[2], parts[3], file.stem)


def digest(folder: Path = FOLDER) -> str:
    """What the weights were fitted on, told by its hash."""
    told = hashlib.sha256()
    for file in sorted(folder.glob("*.tsv")):
        told.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return told.hexdigest()[:16]
