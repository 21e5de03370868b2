"""The fitted weights: one file, read once, and the sums that rank what a sentence may ask for.

The file is a line of JSON (what is told apart, scales, thresholds, the hash of the sentences), then a
zlib stream of one signed byte per piece and label. A row of them is one large whole number with a lane
of sixteen bits per label, so that the rows of a sentence are added at once.
"""

import zlib
from collections.abc import Iterable, Sequence
from math import exp, sqrt
from pathlib import Path
from typing import NamedTuple

import msgspec

from bot.hearing import pieces
from bot.refusal import Refusal

_BIAS = 128  # a weight of −127…127 is added as 1…255: lanes never borrow from each other
_BIASED = bytes((byte + _BIAS) % 256 for byte in range(256))


class NotFitted(Refusal):
    """The file of weights is missing or broken."""


class Ranked(NamedTuple):
    label: str
    p: float  # how likely, 0–1, against the other labels


class Task(msgspec.Struct, frozen=True):
    """One question that is asked of a sentence: which act, or what it does with it."""

    labels: tuple[str, ...]
    first: int  # the lane of the first label
    temperature: float

    def ranked(self, scores: Sequence[float]) -> list[Ranked]:
        """Likeliest first."""
        of_task = scores[self.first : self.first + len(self.labels)]
        highest = max(of_task)
        shares = [exp((score - highest) / self.temperature) for score in of_task]
        total = sum(shares)
        both = zip(self.labels, shares, strict=True)
        return sorted((Ranked(label, share / total) for label, share in both), key=lambda r: -r.p)


class Header(msgspec.Struct, frozen=True):
    """The first line of the file; `scales` and `biases` have a number per lane."""

    tasks: dict[str, Task]
    scales: tuple[float, ...]
    biases: tuple[float, ...]
    sentences: str  # the hash of what it was fitted on


class Weights:
    """`rows` holds a byte per piece and lane."""

    def __init__(self, header: Header, rows: bytes) -> None:
        self.header, self._rows = header, rows
        self._width = len(header.scales)
        self._even = int.from_bytes(bytes((255, 0)) * ((self._width + 1) // 2), "little")

    @classmethod
    def unpacked(cls, header: Header, rows: bytes) -> "Weights":
        """From signed bytes, piece by piece."""
        return cls(header, rows.translate(_BIASED))

    def scores(self, numbers: Iterable[int]) -> list[float]:
        """A score per lane for the pieces of these numbers, each once."""
        width, rows, even = self._width, self._rows, self._even
        low = high = count = 0
        for number in numbers:
            row = int.from_bytes(rows[number * width : (number + 1) * width], "little")
            low += row & even
            high += (row >> 8) & even
            count += 1
        size = width + width % 2
        lows = memoryview(low.to_bytes(size, "little")).cast("H")
        highs = memoryview(high.to_bytes(size, "little")).cast("H")
        off, norm = _BIAS * count, 1 / sqrt(count or 1)
        sums = [side[at] for at in range(size // 2) for side in (lows, highs)]
        return [
            (total - off) * scale * norm + bias
            for total, scale, bias in zip(
                sums, self.header.scales, self.header.biases, strict=False
            )
        ]

    def weight(self, number: int, lane: int) -> float:
        """What one piece says for one label, before it is shared among the pieces."""
        return (self._rows[number * self._width + lane] - _BIAS) * self.header.scales[lane]

    def spoke(self, normal: str, role: str, label: str, other: str, most: int = 6) -> list[str]:
        """The pieces that spoke most for `label` against `other`, and the other way round."""
        task = self.header.tasks["act"]
        one, two = (task.first + task.labels.index(each) for each in (label, other))
        heard = {*pieces.named(normal), pieces.spoken_by(role)}
        said = {
            piece: self.weight(pieces.number(piece), one) - self.weight(pieces.number(piece), two)
            for piece in heard
        }
        strongest = sorted(said, key=lambda piece: -abs(said[piece]))[:most]
        return [f"{piece} {said[piece]:+.2f}" for piece in strongest]


def read(file: Path) -> Weights:
    """Raises NotFitted."""
    try:
        head, _, body = file.read_bytes().partition(b"\n")
        header = msgspec.json.decode(head, type=Header)
        rows = zlib.decompress(body)
    except (OSError, msgspec.MsgspecError, zlib.error) as error:
        raise NotFitted(f"{file.name} 读不了（{error}），请先运行 run.py wishes fit") from error
    if len(rows) != pieces.PIECES * len(header.scales):
        raise NotFitted(f"{file.name} 不完整，请重新运行 run.py wishes fit")
    return Weights.unpacked(header, rows)


def write(file: Path, header: Header, rows: bytes) -> None:
    """`rows` as signed bytes, piece by piece."""
    file.write_bytes(msgspec.json.encode(header) + b"\n" + zlib.compress(rows, 9))
