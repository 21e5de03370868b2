"""When a reminder comes: its first moment and how it repeats, read, kept and said."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple, cast

from msgspec import convert

from bot.clock import milliseconds, moment
from bot.store.tx import packed, unpacked
from bot.when import Every, When, following, saying
from bot.when.calendar import WEEKDAYS
from bot.when.recurring import Rule, parse

_EVERY = {
    "DAILY": "每天",
    "WEEKLY": "每周",
    "MONTHLY": "每月",
    "QUARTERLY": "每季度",
    "YEARLY": "每年",
    "WORKDAY": "每个工作日",
}
# Before timings that a number offers; nobody can type it, so no answer is taken for them.
_OFFERED = "\x1f"
_MONTH_OF_QUARTER = ("首月", "次月", "末月")


class Timing(NamedTuple):
    """The first moment, and how it repeats ("" when it does not); milliseconds."""

    at: int
    every: str = ""
    rule: str = ""

    @classmethod
    def of(cls, when: When) -> "Timing | None":
        if when.at is None:
            return None
        return cls(milliseconds(when.at), when.every or "", when.rule or "")

    def following(self, after: datetime) -> datetime:
        return following(cast(Every, self.every), self.rule or None, after)

    def after(self, now: datetime) -> datetime:
        """The first of its times that is still ahead: what was missed is not made up for."""
        found = moment(self.at)
        while found <= now:
            found = self.following(found)
        return found


def offered(*timings: Timing) -> str:
    """What a number stands for that offers them, all at once."""
    return _OFFERED + packed(timings)


def taken(answer: str) -> tuple[Timing, ...]:
    """The timings of an offer; none where the answer is words."""
    kept = answer.removeprefix(_OFFERED)
    return convert(unpacked(kept), tuple[Timing, ...]) if kept != answer else ()


def at_clock(timing: Timing, named: datetime, now: datetime, *, weekday: bool = False) -> Timing:
    """The same recurrence at the hour of `named`, on its weekday instead where that is meant."""
    old = moment(timing.at).replace(hour=0, minute=0)
    rule = parse(timing.rule) if timing.rule else None
    if rule is not None:
        rule = replace(rule, hour=named.hour, minute=named.minute)
    if rule is not None and weekday and rule.freq == "WEEKLY":
        rule = replace(rule, weekdays=(named.weekday(),))
        old -= timedelta(days=old.weekday())
    if rule is None or rule.interval == 1:  # else every second week stays the same weeks
        old = now.replace(hour=named.hour, minute=named.minute) - timedelta(days=2)
    moved = timing._replace(rule=str(rule) if rule else "")
    first = moved._replace(at=milliseconds(moved.following(old)))
    return first._replace(at=milliseconds(first.after(now)))


# ---------------------------------------------------------------- how it reads


def said(timing: Timing, now: int) -> str:
    """每周一、三（第一次 11月25日（周三）15:00）, or the moment alone."""
    first = saying.at(timing.at, now)
    if not timing.every:
        return first
    clock = f" {moment(timing.at):%-H:%M}" if timing.every in ("DAILY", "WORKDAY") else ""
    return f"{recurrence(timing)}{clock}（第一次 {first}）"


def next_said(timing: Timing, now: int) -> str:
    """For a list: 每周一、三，下次 11月25日（周三）15:00."""
    at = saying.at(timing.at, now)
    return f"{recurrence(timing)}，下次 {at}" if timing.every else at


def recurrence(timing: Timing) -> str:
    """每周一、三, 每两周周五, 每月15日, 每季度末月最后一天, 每年7月1日; "" for a single one."""
    if not timing.rule:
        return _EVERY.get(timing.every, "")
    rule = parse(timing.rule)
    match timing.every:
        case "DAILY":
            return f"每{_often(rule)}天"
        case "WEEKLY":
            between = "" if rule.interval == 1 else f"{_often(rule)}周"
            return f"每{between}周{'、'.join(WEEKDAYS[day] for day in rule.weekdays)}"
        case "QUARTERLY" if rule.months:
            return f"每季度{_MONTH_OF_QUARTER[(rule.months[0] - 1) % 3]}{_day(rule)}"
        case _ if rule.months:
            months = "、".join(map(str, rule.months))
            years = _often(rule) if rule.freq == "YEARLY" else ""
            return f"每{years}年{months}月{_day(rule)}"
    return f"{_EVERY[timing.every]}{_day(rule)}"


def _often(rule: Rule) -> str:
    return {1: "", 2: "两"}.get(rule.interval, str(rule.interval))


def _day(rule: Rule) -> str:
    """Which day of the month."""
    if rule.position:
        return f"{_nth(rule.position)}个工作日"
    if rule.weekdays:
        return f"{_nth(rule.ordinal)}个周{WEEKDAYS[rule.weekdays[0]]}"
    return "、".join(f"{day}日" if day > 0 else f"{_nth(day)}天" for day in rule.days)


def _nth(number: int) -> str:
    if number > 0:
        return f"第{number}"
    return "最后一" if number == -1 else f"倒数第{-number}"
