"""What words change of a draft, or of what is published."""

import dataclasses
from datetime import datetime

from msgspec.structs import replace

from bot.clock import moment
from bot.message import Again
from handlers.pasted import (
    PLACE_CHARACTERS,
    Pasted,
    change,
    counted,
    draft,
    explicit,
    gathering,
    line,
)
from handlers.pasted import moved as moved_place
from handlers.pasted.asking import without_late_deadline
from handlers.pasted.corrections import instead, spelled
from handlers.pasted.deadlines import moved
from handlers.pasted.draft import D, Draft, merged, seats_of
from handlers.pasted.seats import mode_of
from handlers.pasted.words import labels

TOO_LONG = "地点连同集合点最多 {} 个字，请说短一些。"


def revised(answer: str, so_far: D, now: datetime, *, named: bool = False, apart: bool = True) -> D:
    """The draft with what the words change; what no longer fits is left out, to be asked.

    Raises Again when they change nothing, or not clearly, or seem to be about something else.
    `named`: what is changed is named in the words, so not all of them are about the change.
    `apart`: where people gather need not be the place itself.
    """
    if swapped := _swapped(answer, so_far, now):
        return swapped
    if so_far.deadline:
        answer = moved(answer, moment(so_far.deadline))
    found = change(answer, now, so_far.start, so_far.ends_at)
    elsewhere = found.unread and not named and not explicit(answer)
    if found.empty or elsewhere:
        raise Again("要改什么请直接说，例如“地点改成3楼会议室”“时间 12月6日下午3点”。")
    if set(found.doubts) - (set(found.halves) - {"end"}):
        raise Again("".join(found.doubts.values()) + "请再说一遍要改成什么。", meant=True)
    both = so_far.seats | seats_of(with_mode(found, list(so_far.seats) or ["onsite"]))
    found = dataclasses.replace(found, onsite=both.get("onsite"), video=both.get("video"))
    found = dataclasses.replace(found, place=_placed(found, so_far.place, apart))
    new = merged(type(so_far), so_far, draft.of(found))
    if not so_far.end and "end" in found.taken:
        new = replace(new, end=0)  # it is still nobody's word
    return without_late_deadline(_reopened(new, so_far, found))


def _swapped(answer: str, so_far: D, now: datetime) -> D | None:
    """One piece of the place or the title for another, where it is that piece that is named."""
    old, new = instead(answer)
    said = line(new, now)
    if not old or labels(spelled(answer)) or not (said.title or said.place):
        return None
    if old in so_far.place:
        return replace(so_far, place=so_far.place.replace(old, new))
    return replace(so_far, title=so_far.title.replace(old, new)) if old in so_far.title else None


def _placed(found: Pasted, place: str, apart: bool) -> str:
    """The place that is said, with where people gather; "" where neither changes."""
    if not apart:
        return found.place or found.meeting
    new = moved_place(found.place, place) if found.place else place
    new = gathering(new, found.meeting)
    if len(new) > PLACE_CHARACTERS:
        raise Again(TOO_LONG.format(PLACE_CHARACTERS), meant=True)
    return new


def _reopened(new: D, so_far: Draft, found: Pasted) -> D:
    """What was only half said is asked; an hour that was named is no longer a taken one."""
    if found.starts_at is not None and "start" not in found.taken:
        new = replace(new, of_start=replace(new.of_start, taken=""))
    if found.deadline_at is not None and "deadline" not in found.taken:
        new = replace(new, of_deadline=replace(new.of_deadline, taken=""))
    if "deadline" in found.halves:
        new = replace(new, deadline=0)
    if "start" not in found.halves:
        return new
    return replace(new, start=0, end=0, lasts=new.end and new.end - so_far.start)


def redrafted(answer: str, so_far: D, now: datetime) -> D:
    """`revised`, for what nobody has signed up for yet: 换成线上 changes how it is held."""
    new = revised(answer, so_far, now)
    mode = mode_of(new.place) if new.place != so_far.place else ""
    if not mode or seats_of(line(answer, now)):
        return new
    count = new.seats.get(mode) or sum(new.seats.values())
    place = "" if mode == "onsite" else new.place  # the room is still to be named
    return replace(new, seats={mode: count} if count else {}, place=place)


def with_mode(found: Pasted, modes: list[str]) -> Pasted:
    """A number of seats alone is for the one mode there is. Raises Again when there are two."""
    if found.seats is None:
        return found
    if len(modes) != 1:
        raise Again("是现场还是视频的名额？例如“现场300人”。", meant=True)
    return counted(found, modes[0])
