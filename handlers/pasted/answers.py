"""An answer to one question of a draft: what it says, and what it changes of what was said before."""

import re
from collections.abc import Callable
from datetime import datetime

from msgspec.structs import asdict, replace

from bot.clock import milliseconds
from bot.hearing import situations
from bot.hearing.heard import Heard
from bot.language.text import short
from bot.message import Again
from bot.when import saying
from handlers.pasted import PLACE_CHARACTERS, explicit, line, words
from handlers.pasted.corrections import spelled
from handlers.pasted.draft import D, Draft
from handlers.pasted.seats import counts_people, mode_of

CHANGED = 0.6  # likelihood from which on words are about an earlier answer (docs/hearing.md)
NO_PLACE = "“{}”不是地点。"
SHORTEST_PLACE = 2
_PIECES = re.compile(r"[\s,，;；。、]+")
Change = Callable[[str, D, datetime], D]
Check = Callable[[Heard, D, datetime], D]


def taken(
    answer: Heard, so_far: D, now: datetime, check: Check[D], change: Change[D], situation: str
) -> D:
    """The draft with the answer, or with what the words change of an earlier one: this is asked
    again then. Raises what the check raises when they do neither."""
    known = replace(so_far, changed="")
    if answer.response(situation).likely(situations.CHANGES) >= CHANGED:
        if (changed := _changed(answer, known, now, change)) is not None:
            return changed
        return check(answer, known, now)
    try:
        return check(answer, known, now)
    except Again:
        changed = _changed(answer, known, now, change) if explicit(answer) else None
        if changed is None:
            raise
        return changed


def _changed(answer: Heard, so_far: D, now: datetime, change: Change[D]) -> D | None:
    try:
        new = change(answer, so_far, now)
    except Again:
        return None
    told = _told(so_far, new, now)
    return replace(new, changed=told) if told else None


def _told(was: Draft, new: Draft, now: datetime) -> str:
    """What became of which part: nothing changes without a word."""
    at = milliseconds(now)
    said = {
        "名称": new.title,
        "时间": saying.at(new.start, at) if new.start else "",
        "结束": saying.at(new.end, at) if new.end else "",
        "地点": new.place,
        "名额": "、".join(f"{count} 人" for count in new.seats.values()),
        "报名截止": saying.at(new.deadline, at) if new.deadline else "",
    }
    names = ("title", "start", "end", "place", "seats", "deadline")
    one, other = asdict(was), asdict(new)
    parts = zip(names, said.items(), strict=True)
    told = [f"{name} {what}" for part, (name, what) in parts if one[part] != other[part] and what]
    return f"已记：{'，'.join(told)}。" if told else ""


def place(answer: Heard, so_far: D, now: datetime, *, change: Change[D], question: str) -> D:
    """A place; 50人 and 下午三点半 are none: they are kept where they belong."""
    beside = [piece for piece in _PIECES.split(answer.strip()) if _is_no_place(piece, now)]
    rest = " ".join(piece for piece in _PIECES.split(answer.strip()) if piece not in beside)
    known: D | None = so_far
    if beside:
        known = _changed(answer.part(" ".join(beside)), so_far, now, change)
    if beside and not rest:
        if known is None:
            raise Again(NO_PLACE.format(short(answer, 20)) + question, meant=True)
        return known
    said = _named(" ".join(answer.split()) if not beside else rest, now)
    if not SHORTEST_PLACE <= len(said) <= PLACE_CHARACTERS:
        raise Again("请说地点，2 到 40 个字。", meant=True)
    known = known or so_far
    if mode_of(said) == "video" and known.seats.keys() == {"onsite"}:
        known = replace(known, seats={"video": known.seats["onsite"]})
    return replace(known, place=said)


def _named(said: str, now: datetime) -> str:
    """地点填三楼 names 三楼; what has no such label is the name itself."""
    spoken = spelled(said)
    return (line(spoken, now).place if words.labels(spoken) else "") or said


def _is_no_place(piece: str, now: datetime) -> bool:
    """Whether it says a time or how many, and nothing else."""
    if counts_people(piece):
        return True
    found = line(piece, now)
    return not (found.empty or found.title or found.place or found.unread)
