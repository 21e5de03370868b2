"""What words change of a draft, or of what is published: answers as in asking."""

from dataclasses import replace
from datetime import datetime

from bot.clock import moment
from bot.message import Again
from handlers.pasted import Pasted, change, counted, explicit, line
from handlers.pasted.asking import (
    TWO_HOURS,
    Answers,
    answers,
    counts,
    seats_of,
    without_late_deadline,
)
from handlers.pasted.deadlines import moved
from handlers.pasted.seats import mode_of


def revised(answer: str, so_far: Answers, now: datetime, *, named: bool = False) -> dict[str, str]:
    """The draft with what the words change; what no longer fits is left out, to be asked.

    Raises Again when they change nothing, or not clearly, or seem to be about something else.
    `named`: what is changed is named in the words, so not all of them are about the change.
    """
    starts_at = int(so_far["start"])
    ends_at = int(so_far.get("end", starts_at + TWO_HOURS))
    if "deadline" in so_far:
        answer = moved(answer, moment(int(so_far["deadline"])))
    found = change(answer, now, starts_at, ends_at)
    elsewhere = found.unread and not named and not explicit(answer)
    if found.empty or elsewhere:
        raise Again("要改什么请直接说，例如“地点改成3楼会议室”“时间 12月6日下午3点”。")
    if set(found.doubts) - (set(found.halves) - {"end"}):
        raise Again("".join(found.doubts.values()) + "请再说一遍要改成什么。", meant=True)
    found = with_mode(found, list(counts(so_far)))
    both = counts(so_far) | seats_of(found)
    new = {**so_far, **answers(replace(found, onsite=both.get("onsite"), video=both.get("video")))}
    if "end" not in so_far and "end" in found.taken:
        del new["end"]  # it is still nobody's word
    new.pop("again", None)
    return without_late_deadline(_reopened(new, so_far, found))


def _reopened(new: dict[str, str], so_far: Answers, found: Pasted) -> dict[str, str]:
    """What was only half said is asked; an hour that was named is no longer a taken one."""
    for what, at in (("start", found.starts_at), ("deadline", found.deadline_at)):
        if at is not None and what not in found.taken:
            new.pop(f"taken.{what}", None)
        if what in found.halves:
            new.pop(what, None)
    if "start" not in new and "end" in new:
        new["lasts"] = str(int(new.pop("end")) - int(so_far["start"]))
    return new


def redrafted(answer: str, so_far: Answers, now: datetime) -> dict[str, str]:
    """`revised`, for what nobody has signed up for yet: 换成线上 changes how it is held."""
    new = revised(answer, so_far, now)
    mode = mode_of(new["place"]) if new["place"] != so_far["place"] else ""
    if not mode or seats_of(line(answer, now)):
        return new
    count = counts(new).get(mode) or sum(counts(new).values())
    new["seats"] = f"{mode} {count}"
    if mode == "onsite":
        del new["place"]  # the room is still to be named
    return new


def with_mode(found: Pasted, modes: list[str]) -> Pasted:
    """A number of seats alone is for the one mode there is. Raises Again when there are two."""
    if found.seats is None:
        return found
    if len(modes) != 1:
        raise Again("是现场还是视频的名额？例如“现场300人”。", meant=True)
    return counted(found, modes[0])
