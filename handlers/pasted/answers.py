"""An answer to one question of a draft: what it says, and what it changes of what was said before."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from msgspec.structs import asdict, replace

from bot.clock import milliseconds, moment
from bot.conversation.dialogue import Ask, Check, Dialogue, When
from bot.hearing import situations
from bot.hearing.heard import Heard
from bot.language.text import short
from bot.message import Again
from bot.people import offices
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.pasted import PLACE_CHARACTERS, explicit, line, words
from handlers.pasted.asking import says_no_name
from handlers.pasted.corrections import spelled, without_label
from handlers.pasted.draft import D, Draft
from handlers.pasted.seats import mode_of

CHANGED = 0.6  # likelihood from which on words are about an earlier answer (docs/hearing.md)
# Acts of things that have times and texts of their own, and how likely one must be.
ELSEWHERE, SURELY = ("reminder", "notice", "booking"), 0.9
PLACE = "ask.place"  # where any words would do: a change is tried first
NO_PLACE = "“{}”不是地点。"
SHORTEST_PLACE = 2
_PIECES = re.compile(r"[\s,，;；。、]+")


def ask(
    dialogue: Dialogue,
    change: Check,
    name: str,
    situation: str,
    asking: Callable[[D], Ask],
    check: Check,
    when: When | None = None,
) -> None:
    """Declare a question at which earlier answers may be changed by `change`; what that did is said
    before what is still asked."""

    def asked(tx: Tx, person: Person, so_far: D) -> Ask:
        of_part = asking(so_far)
        return of_part._replace(text=so_far.changed + of_part.text)

    free = situation == PLACE
    declare = dialogue.ask(asked, when=when, free=free, name=name, situation=situation)
    declare(checked(change, situation, check))


def doubtful(part: str) -> When:
    """Whether what was said of a part could not be used."""
    return lambda tx, so_far: bool(getattr(so_far, f"of_{part}").doubt)


def checked(change: Check, situation: str, check: Check) -> Check:
    """The draft with the answer, or with what the words change of an earlier one: this is asked
    again then. Raises what the check raises when they do neither."""

    def taken(tx: Tx, person: Person, answer: Heard, so_far: Draft) -> Any:
        known = replace(so_far, changed="")
        changed = partial(_changed, partial(change, tx, person), answer, known, moment(tx.now))
        likely = answer.response(situation).likely(situations.CHANGES)
        if _is_elsewhere(tx, person, answer):
            return check(tx, person, answer, known)
        if likely >= CHANGED or (situation == PLACE and explicit(answer)):
            return changed() or check(tx, person, answer, known)
        try:
            return check(tx, person, answer, known)
        except Again:
            if explicit(answer) and (new := changed()):
                return new
            raise

    return taken


def _is_elsewhere(tx: Tx, person: Person, answer: Heard) -> bool:
    """提醒改到9点 changes something else."""
    first = answer.meaning(offices.speaks_as(tx, person)).acts[0]
    return first.p >= SURELY and first.label.partition(".")[0] in ELSEWHERE


def _changed(change: Callable[[Heard, D], D], answer: Heard, so_far: D, now: datetime) -> D | None:
    try:
        new = change(answer, so_far)
    except Again:
        return None
    if new.start != so_far.start and new.start <= milliseconds(now):
        return None  # counted from a start that nobody has said
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


def place(
    answer: Heard,
    so_far: D,
    now: datetime,
    *,
    change: Callable[[str, D, datetime], D],
    question: str,
) -> D:
    """A place; 50人 and 下午三点半 are none: they are kept where they belong."""
    beside = [piece for piece in _PIECES.split(answer.strip()) if _is_no_place(piece, now)]
    rest = " ".join(piece for piece in _PIECES.split(answer.strip()) if piece not in beside)
    known: D | None = so_far
    if beside:
        said = answer.part(" ".join(beside))
        known = _changed(lambda heard, draft: change(heard, draft, now), said, so_far, now)
    if beside and not rest:
        if known is None:
            raise Again(NO_PLACE.format(short(answer, 20)) + question, meant=True)
        return known
    spot = _named(rest if beside else " ".join(answer.split()), now)
    if not SHORTEST_PLACE <= len(spot) <= PLACE_CHARACTERS:
        raise Again("请说地点，2 到 40 个字。", meant=True)
    known = known or so_far
    if mode_of(spot) == "video" and known.seats.keys() == {"onsite"}:
        known = replace(known, seats={"video": known.seats["onsite"]})
    return replace(known, place=spot)


def _named(said: str, now: datetime) -> str:
    """地点填三楼 names 三楼; what has no such label is the name itself."""
    spoken = spelled(said)
    return (line(spoken, now).place if words.labels(spoken) else "") or without_label(said)


def _is_no_place(piece: str, now: datetime) -> bool:
    """Whether it says a time or how many, and nothing else."""
    return says_no_name(piece, now) or mode_of(piece) == "onsite"
