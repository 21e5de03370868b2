"""Several wishes in one message: 健步走给我报上，还有周四上午十点提醒我交照片."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from bot.hearing.acts import CHANGING, WITH_A_TEXT
from bot.hearing.heard import Heard
from bot.when import rest

SHORTEST = 4  # characters of a wish that stands by itself
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
    if len(pieces) < 2 or len(heard) > 120:
        return ()
    parts = _cut(heard, pieces, lambda said: _act(said, role, now))
    families = [_family(part.act) for part in parts]
    apart = all(one != other for one, other in pairwise(families))
    plain = WITH_A_TEXT.isdisjoint(part.act for part in parts)
    return parts if 1 < len(parts) <= MOST and apart and plain else ()


def _cut(heard: Heard, pieces: Sequence[str], act_of: Callable[[Heard], str]) -> list[Wish]:
    """From the front, each part as long as it stays one wish."""
    parts: list[Wish] = []
    while pieces:
        found = None
        for end in range(len(pieces), 0, -1):
            said = heard.part(_JOINING.sub("", "，".join(pieces[:end]).strip()))
            if (act := act_of(said)) and (end < len(pieces) or parts):
                found = Wish(said, act), end
                if end == 1 or not act_of(heard.part(pieces[end - 1])):
                    break
        if found is None:
            return []
        parts.append(found[0])
        pieces = pieces[found[1] :]
    return parts


def _act(said: Heard, role: str, now: datetime) -> str:
    """The act that it surely asks for by itself, "" where it is none."""
    if len(said) < SHORTEST or len(rest(said, said.time(now)).strip()) < SHORTEST - 1:
        return ""  # 下午两点，四点: a time alone is no wish
    meaning = said.meaning(role)
    first = meaning.acts[0]
    wanted = first.label not in CHANGING or meaning.wants >= WANTED
    return first.label if first.p >= SURE and wanted else ""


def _family(act: str) -> str:
    """Of events, of volunteering, of reminders …"""
    return act.partition(".")[0]
