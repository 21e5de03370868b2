"""Which moments the times of a pasted line name, and what is to be said where they name none."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from bot.when import When, once
from bot.when.hours import readings
from bot.when.mentions import Mention, mentions
from bot.when.slots import DATE_SLOTS, END_OF_DAY, Clock, Part, Ref, Slots, without
from handlers.pasted.marks import Marked
from handlers.pasted.pieces import without as taken_out

PAST = "“{}”已经过去了。"
VAGUE = "“{}”没有说准是哪一天几点。"
SEVERAL = "说了不止一个时间（“{}”）。"
NO_HOUR = "“{}”没有说几点。"
NO_DAY = "“{}”没有说是哪一天。"
WEEKDAY = "“{}”的日期和星期对不上。"
TAKEN_HOUR = "没有说几点，按 9:00"
TAKEN_NOON = "“中午”按 12:00"

# The hour of a day without one: of a start, of a deadline.
FROM, UNTIL = Clock(9, literal=True), Clock(18, literal=True)
_WEEKEND = re.compile("周末|双休")
_EDGE = re.compile("[年月][初底末]|岁末|[上中下]旬")
_PARTS = {
    Part.SMALL_HOURS: "凌晨",
    Part.EARLY: "早上",
    Part.MORNING: "上午",
    Part.NOON: "中午",
    Part.AFTERNOON: "下午",
    Part.DUSK: "傍晚",
    Part.EVENING: "晚上",
    Part.NIGHT: "半夜",
}
_IN_WEEK = frozenset(("week", "weekdays"))


@dataclass(frozen=True, slots=True)
class Notes:
    """What is to be said of the times in a line, each by start, end or deadline."""

    doubts: dict[str, str] = field(default_factory=dict)  # why what was said cannot be used
    halves: dict[str, str] = field(default_factory=dict)  # the day without its hour, or the hour
    taken: dict[str, str] = field(
        default_factory=dict
    )  # the hour nobody said; "" for the one before


class Said(NamedTuple):
    """One time as it was written; `base` is the day and hour it is said of, if any."""

    text: str
    slots: Slots
    base: datetime | None = None

    @property
    def dated(self) -> bool:
        return not DATE_SLOTS.isdisjoint(self.slots)

    @property
    def several(self) -> bool:
        return len(self.slots.get("days", ())) > 1 or len(self.slots.get("weekdays", ())) > 1

    @property
    def has_hour(self) -> bool:
        return has_hour(self.slots)


def has_hour(slots: Slots) -> bool:
    """中午 alone says an hour; the other parts of the day say none."""
    return "clock" in slots or slots.get("part") is Part.NOON


def first(searched: re.Pattern[str], line: Marked, name: str) -> tuple[str, Mention | None]:
    """The first time that stands where the pattern has `name`, and the text without both."""
    for found in searched.finditer(line.text):
        mention = line.at(found, name)
        if mention.dated or has_hour(mention.slots):
            return taken_out(line.text, found), mention
    return line.text, None


def loose(mention: Mention) -> bool:
    """下周, 12月, 周末, 月底: days among which one is still to be named."""
    if mention.timed or not mention.dated:
        return False
    whole = mention.slots.keys() <= {"week", "month", "year", "vague", "rough", "about"}
    return whole or bool(_WEEKEND.search(mention.said) or _EDGE.search(mention.said))


def resolved(
    time: Said, now: datetime, bare: Clock | None, notes: Notes, what: str
) -> datetime | None:
    """The moment that is meant, else None and a doubt. `bare` is the hour of a day without one."""
    if why := _lacking(time, now, notes.halves, what):
        notes.doubts[what] = why
        return None
    if time.several:
        notes.doubts[what] = SEVERAL.format(time.text)
        return None
    when = once.resolve(_whole(time, bare, what), now)
    if when.at is None or "every" in time.slots or _WEEKEND.search(time.text):
        notes.doubts[what] = _why(time, when).format(time.text)
        return None
    _note_taken(time, bare, notes.taken, what)
    return when.at


def _whole(time: Said, bare: Clock | None, what: str) -> Slots:
    """The slots with the day and the hour they are said of; a deadline takes 下班 as it is."""
    slots = without(time.slots, "usual") if what == "deadline" else time.slots
    if not time.dated and time.base:
        slots = {**slots, **day_slots(time.base)}
    if time.has_hour:
        return slots
    base = time.base
    clock = bare or (Clock(base.hour, base.minute, literal=True) if base else FROM)
    return {**slots, "clock": clock}


def _why(time: Said, when: When) -> str:
    if when.why == "past":
        return PAST
    return WEEKDAY if when.why == "impossible" and "weekdays" in time.slots else VAGUE


def day_slots(day: datetime) -> Slots:
    return {"year": Ref(day.year), "month": Ref(day.month), "days": (day.day,)}


def _lacking(time: Said, now: datetime, halves: dict[str, str], what: str) -> str:
    """Why it is half a time, if it is one; the half is kept for what will be said next."""
    if not time.dated and time.base is None:
        halves[what] = time.text
        return NO_DAY.format(time.text)
    if time.has_hour or "part" not in time.slots:
        return ""
    on = _day_of(time, now)
    if on.at is None:
        return _why(time, on).format(time.text)
    halves[what] = half(on.at, time.slots)
    return NO_HOUR.format(time.text)


def _day_of(time: Said, now: datetime) -> When:
    if not time.dated:
        return When(time.base)
    return once.resolve({**without(time.slots, "part"), "clock": END_OF_DAY}, now)


def half(day: datetime, slots: Slots) -> str:
    """A day without its hour, with the part of it that was said."""
    return f"{day:%Y年%m月%d日}{_PARTS[slots['part']] if 'part' in slots else ''}"


def _note_taken(time: Said, bare: Clock | None, taken: dict[str, str], what: str) -> None:
    if "clock" in time.slots:
        return
    if time.has_hour:
        taken[what] = TAKEN_NOON
    elif bare != UNTIL:
        taken[what] = TAKEN_HOUR if bare else ""


def at_hour(day: datetime, slots: Slots) -> datetime | None:
    hours = readings(slots) if "clock" in slots or "part" in slots else None
    return once.at(day.date(), hours.usual) if hours else None


def joined(half: str, said: str) -> str:
    """An answer with what was said before of its day, or of its hour."""
    answer = next(iter(mentions(said)), None)
    slots = answer.slots if answer else Slots()
    has_day = answer is not None and answer.dated
    if "weekdays" in slots and not _IN_WEEK.isdisjoint(_slots_of(half)) and "week" not in slots:
        return half + said
    if "日" not in half:
        return f"{said} {half}" if has_day and "clock" not in slots else said
    if has_day:
        return said
    day = half.partition("日")[0] + "日" if "part" in slots else half
    return f"{day} {said}点" if said.isdecimal() else f"{day} {said}"


def _slots_of(text: str) -> Slots:
    found = mentions(text)
    return found[0].slots if found else {}
