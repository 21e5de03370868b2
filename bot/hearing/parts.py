"""Several wishes in one message: 健步走给我报上，还有周四上午十点提醒我交照片."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from bot.hearing.acts import ALONE, CHANGING
from bot.hearing.heard import Heard
from bot.when import rest

SHORTEST = 4  # characters of a wish that stands by itself
PIECES = 5  # … of clauses that are looked at: who says more tells a story
MOST = 3  # wishes of one message; who says more is asked to say them one by one
SURE = 0.75  # how likely an act of each part must be
WANTED = 0.6  # … and that it is wanted, if it changes something
# Where one wish may end and another begin.
_BETWEEN = re.compile(r"[，,。；;！!？?\s]+|(?=另外|还有|顺便|对了|然后再|同时)")
_JOINING = re.compile(r"^(?:另外|还有|顺便|对了|然后|同时|再|也|、|那|把)+[，,\s]*")


class Wish(NamedTuple):
    said: Heard
    act: str


def wishes(heard: Heard, role: str, now: datetime) -> Sequence[Wish]:
    """The wishes of different kinds that it says one after the other; none where it is one."""
    pieces = [piece for piece in _BETWEEN.split(heard) if piece.strip()]
    if not 1 < len(pieces) <= PIECES:
        return ()
    alone = [(piece, _act(_part(heard, [piece]), role, now)) for piece in pieces]
    if len({_family(act) for _, act in alone if act}) < 2:
        return ()
    parts = [_part(heard, group) for group in _groups(alone)]
    found = [Wish(part, _act(part, role, now)) for part in parts]
    acts = [wish.act for wish in found]
    apart = all(_family(one) != _family(other) for one, other in pairwise(acts))
    return found if len(found) <= MOST and all(acts) and apart and _plain(acts) else ()


def _plain(acts: Sequence[str]) -> bool:
    return ALONE.isdisjoint(acts)


def _groups(alone: Sequence[tuple[str, str]]) -> Iterator[list[str]]:
    """Clauses of one kind together; what is no wish by itself belongs to the one before it, at
    the beginning to the one after it."""
    group: list[str] = []
    family = ""
    for piece, act in alone:
        if act and family and _family(act) != family:
            yield group
            group = []
        family = _family(act) or family
        group.append(piece)
    yield group


def _part(heard: Heard, pieces: Sequence[str]) -> Heard:
    return heard.part(_JOINING.sub("", "，".join(pieces).strip()))


def _act(said: Heard, role: str, now: datetime) -> str:
    """The act that it surely asks for by itself, "" where it is none."""
    if len(said) < SHORTEST or len(rest(said, said.time(now)).strip()) < SHORTEST - 1:
        return ""  # 下午两点，四点: a time alone is no wish
    meaning = said.meaning(role)
    first = meaning.acts[0]
    wanted = first.label not in CHANGING or meaning.wants >= WANTED
    return first.label if first.p >= SURE and wanted else ""


def _family(act: str) -> str:
    """Of events, of volunteering, of reminders …; "" of none."""
    return act.partition(".")[0]
