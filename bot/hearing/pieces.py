"""Of what a sentence is made, as far as telling wishes apart goes: characters, sounds, who speaks.

A piece is known by a number only, so no vocabulary is kept; two pieces that share a number disturb
each other little among so many.
"""

import re
from collections.abc import Iterator
from zlib import crc32

from bot.language.sound import syllable

PIECES = 1 << 16
HEAD, TAIL = 70, 30  # characters of a long text that are looked at: a wish opens or closes it
MOST = 250  # pieces of one sentence; the sums of that many weights still fit into their lanes
_FIGURES = re.compile(r"\d+")


def said_in_short(normal: str) -> str:
    """The part of a normal form that is looked at, its figures by their length alone."""
    if len(normal) > HEAD + TAIL:
        normal = f"{normal[:HEAD]} {normal[-TAIL:]}"
    return _FIGURES.sub(_figure, normal)


def _figure(found: re.Match[str]) -> str:
    """1 and 12 are numbers of a list or a day, 3042 a code, 13800001111 a telephone."""
    return "0" * (1 + (len(found[0]) > 2) + (len(found[0]) > 6))


def named(normal: str) -> Iterator[str]:
    """The pieces as they read: “报名” written, “~bao-ming” sounded."""
    short = said_in_short(normal)
    yield from _runs(f"^{short.replace(' ', '_')}$", "")
    yield from _runs(["^", *map(syllable, short.replace(" ", "")), "$"], "~")


def _runs(parts: str | list[str], mark: str, sizes: tuple[int, ...] = (1, 2, 3)) -> Iterator[str]:
    """One, two and three in a row."""
    joint = "-" if mark else ""
    for size in sizes:
        for at in range(len(parts) - size + 1):
            yield mark + joint.join(parts[at : at + size])


def number(piece: str) -> int:
    return crc32(piece.encode()) & (PIECES - 1)


def spoken_by(role: str) -> str:
    """The piece that says who speaks."""
    return f"@{role}"


def said_in(normal: str, situation: str) -> list[int]:
    """The numbers of the pieces of a sentence said in a situation: with the situation itself, and with
    characters, alone and in twos, as they are said in situations of its kind."""
    kind = situation.partition(".")[0]
    short = _runs(f"^{said_in_short(normal).replace(' ', '_')}$", "", (1, 2))
    crossed = {number(f"#{kind}|{piece}") for piece in short}
    return sorted({number(f"#{situation}"), *of(normal)} | crossed)[:MOST]


def of(normal: str) -> list[int]:
    """The numbers of a sentence's pieces, each once, in order; without who speaks."""
    return sorted(set(map(number, named(normal))))[:MOST]
