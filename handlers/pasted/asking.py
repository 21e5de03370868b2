"""What is asked of a pasted line's missing parts, as a dialogue's answers: text by name.

`doubt.start` beside a missing `start` is why what was said of it could not be used.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import milliseconds, moment
from bot.message import Again
from bot.text import chinese_number, chosen_number, normal, short
from handlers.pasted import (
    LATE,
    PLACE_CHARACTERS,
    TITLE_CHARACTERS,
    Pasted,
    change,
    counted,
    explicit,
    line,
)

Answers = Mapping[str, str]
TWO_HOURS = 2 * 3_600_000
WAYS = "（“返回”上一步，“取消”不发了）"
START = "什么时候？请说准，例如“12月5日下午2点半到4点半”。" + WAYS
END = "几点结束？例如“下午5点”。" + WAYS
DEADLINE = "报名什么时候截止？例如“12月3日18点”，只说日期就是当天 18:00。" + WAYS
NO_TITLE = "请说名称，2 到 40 个字。"
_FROM_THE_START = re.compile(r"(?:开始|活动)?(?:提前|前|头)([一二两三1-3])天|(?:活动)?当[天日]")
YES = ("yes", "1", "发布", "确认", "确定", "是", "是的", "可以", "好", "好的", "没问题", "ok")
AGAIN = "再发布一次"


def answers(found: Pasted) -> dict[str, str]:
    """What need not be asked."""
    known = {
        "title": title_of(found.title),
        "place": short(found.place, PLACE_CHARACTERS),
        "start": _text(found.starts_at),
        "end": _text(found.ends_at),
        "deadline": _text(found.deadline_at),
        "seats": " ".join(f"{mode} {count}" for mode, count in _counted(found).items()),
    }
    doubts = {f"doubt.{what}": why for what, why in found.doubts.items()}
    return {name: value for name, value in (known | doubts).items() if value}


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _counted(found: Pasted) -> dict[str, int]:
    both = {"onsite": found.onsite, "video": found.video}
    return {mode: count for mode, count in both.items() if count is not None}


def counts(so_far: Answers) -> dict[str, int]:
    """How many seats by mode."""
    words = so_far.get("seats", "").split()
    return {mode: int(count) for mode, count in zip(words[::2], words[1::2], strict=True)}


def title_of(piece: str) -> str:
    return short(piece, TITLE_CHARACTERS)


def unread(pieces: Sequence[str]) -> str:
    """Said before the first question or the card."""
    return f"没有读懂“{short('、'.join(pieces), 30)}”，没有写进去。" if pieces else ""


def doubted(so_far: Answers, what: str, question: str) -> str:
    return so_far.get(f"doubt.{what}", "") + question


def confirms(answer: str) -> bool:
    return normal(answer) in YES


# ---------------------------------------------------------------- checking what is answered


def title(answer: str, so_far: Answers, now: datetime) -> dict[str, str]:
    """A name alone, or a whole line after all."""
    found = line(answer, now)
    if found.starts_at is None and not found.doubts:
        said = " ".join(answer.split())
        if not 2 <= len(said) <= TITLE_CHARACTERS or chosen_number(answer) is not None:
            raise Again(NO_TITLE, meant=True)
        return {**so_far, "title": said}
    if not found.title:
        raise Again(NO_TITLE, meant=True)
    return {**answers(found), **so_far, "title": found.title}


def place(answer: str, so_far: Answers) -> dict[str, str]:
    said = " ".join(answer.split())
    if not 2 <= len(said) <= PLACE_CHARACTERS:
        raise Again("请说地点，2 到 40 个字。", meant=True)
    return {**so_far, "place": said}


def start(answer: str, so_far: Answers, now: datetime) -> dict[str, str]:
    found = line(answer, now)
    if found.starts_at is None or "end" in found.doubts:
        raise _again(found, ("start", "end"), START)
    known = {name: value for name, value in so_far.items() if name not in ("end", "doubt.end")}
    known |= {"start": str(found.starts_at)}
    if found.ends_at is not None:
        known["end"] = str(found.ends_at)
    return without_late_deadline(known)


def end(answer: str, so_far: Answers, now: datetime) -> dict[str, str]:
    starts_at = int(so_far["start"])
    found = change(f"结束时间 {answer}", now, starts_at, starts_at + TWO_HOURS)
    if found.ends_at is None or found.ends_at <= starts_at:
        raise _again(found, ("end",), END)
    return {**so_far, "end": str(found.ends_at)}


def seats(answer: str, so_far: Answers, now: datetime, question: str) -> dict[str, str]:
    said = answer.strip()
    found = line(f"名额{said}" if normal(said).isdecimal() else said, now)
    if not _counted(found):
        raise _again(found, ("seats",), question)
    return {**so_far, "seats": answers(found)["seats"]}


def deadline(answer: str, so_far: Answers, now: datetime) -> dict[str, str]:
    answer = _from_the_start(answer, moment(int(so_far["start"])))
    found = line(answer if "截止" in answer else f"截止 {answer}", now)
    if found.deadline_at is None:
        raise _again(found, ("deadline",), DEADLINE)
    if found.deadline_at > int(so_far["start"]):
        raise Again(LATE + DEADLINE, meant=True)
    return {**so_far, "deadline": str(found.deadline_at)}


def _from_the_start(answer: str, start: datetime) -> str:
    """前一天中午, 当天上午: counted from the day it takes place, and said as a date."""

    def dated(said: re.Match[str]) -> str:
        days = chinese_number(said[1].replace("两", "二")) if said[1] else 0
        return f"{start - timedelta(days=days or 0):%-m月%-d日}"

    return _FROM_THE_START.sub(dated, normal(answer))


def _again(found: Pasted, parts: tuple[str, ...], question: str) -> Again:
    """What was meant as an answer, but cannot be one, is not taken for another wish."""
    why = next((found.doubts[part] for part in parts if part in found.doubts), "")
    return Again((why or "这句没有读懂。") + question, meant=bool(why))


# ---------------------------------------------------------------- changing what is drafted


def revised(answer: str, so_far: Answers, now: datetime, *, named: bool = False) -> dict[str, str]:
    """The draft with what the words change; what no longer fits is left out, to be asked.

    Raises Again when they change nothing, or not clearly, or seem to be about something else.
    `named`: what is changed is named in the words, so not all of them are about the change.
    """
    starts_at = int(so_far["start"])
    ends_at = int(so_far.get("end", starts_at + TWO_HOURS))
    found = change(answer, now, starts_at, ends_at)
    elsewhere = found.unread and not named and not explicit(answer)
    if found.empty or elsewhere:
        raise Again("要改什么请直接说，例如“地点改成3楼会议室”“时间 12月6日下午3点”。")
    if found.doubts:
        raise Again("".join(found.doubts.values()) + "请再说一遍要改成什么。", meant=True)
    found = with_mode(found, list(counts(so_far)))
    both = counts(so_far) | _counted(found)
    new = {**so_far, **answers(replace(found, onsite=both.get("onsite"), video=both.get("video")))}
    if "end" not in so_far and found.starts_at and found.ends_at == found.starts_at + TWO_HOURS:
        del new["end"]  # it is still nobody's word
    new.pop("again", None)
    return without_late_deadline(new)


def with_mode(found: Pasted, modes: list[str]) -> Pasted:
    """A number of seats alone is for the one mode there is. Raises Again when there are two."""
    if found.seats is None:
        return found
    if len(modes) != 1:
        raise Again("是现场还是视频的名额？例如“现场300人”。", meant=True)
    return counted(found, modes[0])


def without_late_deadline(so_far: Answers) -> dict[str, str]:
    new = dict(so_far)
    if "start" in new and int(new.get("deadline", 0)) > int(new["start"]):
        del new["deadline"]
        new["doubt.deadline"] = LATE
    return new


def moments(so_far: Answers) -> tuple[int, int]:
    """Start and end; without an end it lasts two hours."""
    starts_at = int(so_far["start"])
    return starts_at, int(so_far.get("end", starts_at + TWO_HOURS))


def day_of(at: datetime) -> tuple[int, int]:
    """Midnight before and midnight after, milliseconds."""
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return milliseconds(midnight), milliseconds(midnight) + 24 * 3_600_000
