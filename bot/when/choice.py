"""Which of a sentence's time phrases is meant, and what it borrows from the others."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from bot.language.numbers import number
from bot.when.corrections import LEFT_OPEN, corrected
from bot.when.exceptions import CONDITION
from bot.when.hours import readings
from bot.when.phrases import Phrase
from bot.when.pieces import outside
from bot.when.slots import DATE_SLOTS, Slots, only, without
from bot.when.unread import on_unread_day

_ASKS = re.compile(
    r"(?:[\s,。]|请|麻烦|你|您|再|就|左右|准时|准点|之前|以前|前|的时候|时候|时|到时候?|记得|帮我|给我|都|来|各|的){0,6}"
    "(?:提个?醒|提我|叫|喊|通知我|告诉我|催|闹)"
)
_CHANGED = re.compile(r"(?:改|推迟|延期?|推|提前|调整?|挪|换|顺延)(?:到|成|为|在|至)\s*$")
_NOT = re.compile(r"不(?:是|在|要)\s*$")
_NOT_THEN = re.compile(
    "[都就也]?(?:不|没)(?:开|去|来|办|行|在|能[来去]|方便|上班|[有得]空)|也要?|照常"
)
_ALSO = re.compile(
    "(?:(?P<either>,?(?:或者?|还是|要么|要不|就是))|,?还有|和|以?及|跟|与)(?:在|是)?"
)
_BESIDE = re.compile(r"[,\s]?")
_BEGINS = re.compile(r"(?:开始|起|算起|以后)(?:算)?")
# The day that a recurrence leaves to be said.
_DAY_OF: Mapping[str | None, frozenset[str]] = {
    "week": frozenset(("weekdays",)),
    "month": frozenset(("days",)),
}
_ASKED_ME = re.compile(
    r"(?:请|记得|你|您|再|就|准时)*(?:提醒|叫|喊|通知|催)(?:一下|一声|下)?我?[,\s]?"
)
_NEAR = 4 * 60  # minutes between an hour and what its part of the day usually is
_TRIED = 8
_EACH = re.compile("(?:各|分别|都)(?:再|要)?(?:提醒|叫|喊|通知)")
_EITHER = re.compile("(?:要么|要不|不是)$")
_FIRST, _MIDDLE, _FIRST_OF_MIDDLE = (1,), (15,), (11,)
_OPEN = frozenset(("month", "year", "week", "quarter"))  # with no day in it
_MOST = 5  # times beside each other
_FLAGS = ("rough", "vague", "usual", "before")
_AHEAD = re.compile("(?:之|以)?前(?![后天日年台]|一[天日晚])")
_TIMES = re.compile("(?:提醒|叫|喊|通知|告诉|催)我?(?P<times>(?P<count>[两二三四五六2-6])[次遍回])")
_LEFT_OUT = frozenset(("but", "rough"))
_ENDS = re.compile("为止|截止|直到|截至")


@dataclass(frozen=True, slots=True)
class Choice:
    """The slots to resolve, where they stand, and the phrase from which a recurrence begins.

    `others` are further times beside it: all of them are meant, or one where `either` says so.
    `until` is the end of a stretch, `times` how often is asked for: 提醒我三次.
    """

    slots: Slots
    spans: tuple[tuple[int, int], ...]
    start: Slots | None = None
    others: tuple[Slots, ...] = ()
    either: bool = False
    until: Slots | None = None
    times: int = 1


def choices(text: str, phrases: list[Phrase]) -> list[Choice]:
    """What may be meant, likeliest first; empty when the sentence names no time."""
    leads = [phrase for phrase in phrases if "lead" in phrase.slots]
    left_out = [phrase for phrase in phrases if _LEFT_OUT >= phrase.slots.keys() >= {"but"}]
    times = [phrase for phrase in phrases if "lead" not in phrase.slots and _means(phrase)]
    times = _recurring(corrected(text, _leading_ago(text, times[:_TRIED], leads)))
    times = _with_hour_behind(text, times)
    if not times:
        return [_alone(leads[0])] if leads else []
    found = _with_start(text, times)
    chosen = [found] if found else [_chosen(text, times, index) for index in _order(text, times)]
    whole = _with_exceptions(text, chosen, left_out)
    return [_led(choice, leads[0]) for choice in whole] if leads else whole


def _means(phrase: Phrase) -> bool:
    """今年, 当天 or 除了周三 alone are no time."""
    slots = without(phrase.slots, "same_day")
    year = slots.get("year")
    this_year = year is not None and year.relative and year.value == 0 and len(slots) == 1
    return bool(slots) and not (_LEFT_OUT >= slots.keys() >= {"but"} or this_year)


def _with_exceptions(text: str, chosen: list[Choice], left_out: list[Phrase]) -> list[Choice]:
    """Of a recurrence with exceptions nothing else in the sentence is the time."""
    whole = [_without_days(choice, left_out) for choice in chosen]
    first = whole[0]
    if "every" in first.slots and outside(CONDITION, text, first.spans):
        return [replace(first, slots={**first.slots, "rough": True})]
    return whole[:1] if left_out and "every" in first.slots else whole


def _without_days(choice: Choice, left_out: list[Phrase]) -> Choice:
    slots, spans = choice.slots, choice.spans
    if "every" not in slots:
        several = "run" in slots or DATE_SLOTS.isdisjoint(slots)
        doubt = several and bool(left_out or "but" in slots)
        return replace(choice, slots={**slots, "rough": True}) if doubt else choice
    for phrase in left_out:
        days = (*slots.get("but", ()), *phrase.slots["but"])
        slots = {**slots, **phrase.slots, "but": days}
        spans = _spans(*spans, (phrase.start, phrase.end))
    return replace(choice, slots=slots, spans=spans)


def _leading_ago(text: str, times: list[Phrase], leads: list[Phrase]) -> list[Phrase]:
    """明天三点开会，半小时前提醒我: before the meeting, not in the past."""
    for phrase in times[1:]:
        if "ago" in phrase.slots and not leads and _ASKS.match(text, phrase.end):
            leads.append(Phrase({"lead": phrase.slots["ago"]}, phrase.start, phrase.end))
            return [time for time in times if time is not phrase]
    return times


def _alone(lead: Phrase) -> Choice:
    return Choice({"vague": True, "rough": True}, ((lead.start, lead.end),))


def _led(choice: Choice, lead: Phrase) -> Choice:
    slots: Slots = {**choice.slots, "lead": lead.slots["lead"]}
    if "rough" in lead.slots:
        slots["rough"] = True
    if lead.timed:
        slots = {**without(slots, "part", "clock"), **without(lead.slots, "same_day")}
    return Choice(slots, _spans(*choice.spans, (lead.start, lead.end)), choice.start)


def _spans(*spans: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(spans))


def _with_start(text: str, times: list[Phrase]) -> Choice | None:
    """从下周一开始每天早上8点."""
    repeating = next((phrase for phrase in times if "every" in phrase.slots), None)
    if repeating is None:
        return None
    for phrase in times:
        begins = _BEGINS.match(text, phrase.end)
        if begins and phrase is not repeating and phrase.dated:
            slots = _borrowed(repeating.slots, phrase.slots, ("part", "clock"))
            start = phrase.start - text[: phrase.start].endswith(("从", "自"))
            spans = _spans((start, begins.end()), (repeating.start, repeating.end))
            return Choice(slots, spans, without(phrase.slots, "part", "clock"))
    return None


def _borrowed(slots: Slots, other: Slots, names: tuple[str, ...]) -> Slots:
    new = {name for name in names if name in other and name not in slots}
    return {**slots, **without(other, *(other.keys() - new))}


def _chosen(text: str, times: list[Phrase], index: int) -> Choice:
    phrase = times[index]
    slots, donor, unread = phrase.slots, None, False
    if phrase.timed and not phrase.dated:
        donor = _date_of(text, times, index)
        if on_unread_day(text, phrase, donor):
            return Choice({"vague": True}, _spans(*phrase.spans))
        slots = _on_day_of(slots, donor.slots) if donor else slots
    elif phrase.dated and not phrase.timed and (donor := _hour_of(times, index)):
        slots = {**slots, **donor.slots}
        unread = on_unread_day(text, donor, phrase)
    spans = _spans(*(span for one in (phrase, donor) if one for span in one.spans))
    if unread or _to_end(times, index, text) or outside(LEFT_OPEN, text, spans):
        slots = {**slots, "rough": True}
    if _lasts(slots) and (ahead := _before(text, phrase, slots)):
        slots = _before_it(text, phrase, slots)
        spans = _spans(*spans, (phrase.end, ahead))
    whole = Choice(slots, spans)
    if phrase.until and phrase.ended != "hour":  # else it is one thing that lasts
        whole = replace(whole, until=without(phrase.until, "clock"))
    run = _run(text, times, index)
    return _with_others(text, run, whole) if len(run) > 1 else _counted(text, phrase, whole)


def _same_kind(one: Phrase, other: Phrase) -> bool:
    """Whether they name days in the same way and no hour."""
    both = one.slots.keys() & other.slots.keys() & {"days", "weekdays", "relative"}
    return bool(both) and "every" not in one.slots and not (one.timed or other.timed)


def _lasts(slots: Slots) -> bool:
    """Whether it ends or goes on for days: 年底前 is not its last day, 下个月前 none of its days."""
    if slots.get("days", _FIRST)[0] < 0 or ("holiday" in slots and "beside" not in slots):
        return True
    return bool(slots.get("about")) or _OPEN >= DATE_SLOTS.intersection(slots) != set()


def _before_it(text: str, phrase: Phrase, slots: Slots) -> Slots:
    """Before 中旬 is before the 11th."""
    middle = slots.get("days") == _MIDDLE and text[: phrase.end].endswith("旬")
    return (
        {**slots, "days": _FIRST_OF_MIDDLE, "before": True} if middle else {**slots, "before": True}
    )


def _before(text: str, phrase: Phrase, slots: Slots) -> int | None:
    """Where 15号之前 ends, without an hour."""
    ahead = None if "clock" in slots else _AHEAD.match(text, phrase.end)
    return ahead.end() if ahead else None


def _with_others(text: str, run: list[Phrase], choice: Choice) -> Choice:
    """下午3点和5点, 周三或者周四: the times beside it, which end where the last of them ends."""
    slots = choice.slots
    lent = next((phrase for phrase in run[1:] if phrase.timed), None)
    if lent and not run[0].timed:  # 周三或者周四下午3点
        slots = {**slots, **only(lent.slots, "part", "clock")}
    inner = [span for span in choice.spans if not run[0].start <= span[0] < run[-1].end]
    return replace(
        choice,
        slots=slots,
        spans=_spans(*inner, (_begins(text, run[0]), run[-1].end)),
        others=tuple(_like(slots, phrase) for phrase in run[1:]),
        either=any(_joins(text, one, other) == "or" for one, other in pairwise(run)),
    )


def _begins(text: str, phrase: Phrase) -> int:
    """要么周三要么周四, 不是周三就是周四."""
    found = _EITHER.search(text, max(0, phrase.start - 2), phrase.start)
    return found.start() if found else phrase.start


def _like(first: Slots, other: Phrase) -> Slots:
    """What the further time leaves unsaid is as with the first: its day, its recurrence, its hour."""
    if other.dated:
        hour = Slots() if other.timed else only(first, "part", "clock")
        return {**only(first, "every", "interval"), **hour, **other.slots}
    day = without(first, "part", "clock", *_FLAGS)
    later: Slots = {**day, **other.slots}
    if "part" in first and "part" not in other.slots:
        same: Slots = {**later, "part": first["part"]}
        mine, its = readings(first), readings(same)
        if mine is not None and its is not None and its.usual > mine.usual:
            return same
    return later


def _run(text: str, times: list[Phrase], index: int) -> list[Phrase]:
    run = [times[index]]
    for other in times[index + 1 : index + _MOST]:
        if not _joins(text, run[-1], other):
            break
        run.append(other)
    return run


def _joins(text: str, one: Phrase, other: Phrase) -> Literal["", "and", "or"]:
    """Whether both are times of one thing, and whether both or one of them is meant."""
    between = text[one.end : other.start]
    if between == "," and (other.listed or _EACH.search(text, other.end)):
        if (one.timed and other.timed) or _same_kind(one, other):
            return "and"  # 明天、后天; 两点，四点，六点各提醒我一次
    elif not between and _same_kind(one, other):
        return "and"  # 5号6号, 月初月底
    also = _ALSO.fullmatch(between) if between else None
    if also:
        return "or" if also["either"] else "and"
    return "and" if _two_hours(text, one, other) else ""


def _counted(text: str, phrase: Phrase, choice: Choice) -> Choice:
    """15号之前提醒我三次: asked for several times, without saying when each is."""
    said = "次" in text or "遍" in text or "回" in text
    found = _TIMES.search(text) if said and "every" not in choice.slots else None
    if found is None:
        return choice
    spans = _spans(*choice.spans, found.span("times"))
    slots: Slots = {**choice.slots, "rough": True}
    if "before" not in slots and (ahead := _before(text, phrase, choice.slots)):
        slots["before"] = True
        spans = _spans(*spans, (phrase.end, ahead))
    return replace(choice, slots=slots, spans=spans, times=number(found["count"]) or 1)


def _with_hour_behind(text: str, times: list[Phrase]) -> list[Phrase]:
    """明早提醒我六点半去跑步: the hour right behind 提醒我 is of the part of the day before it."""
    found = times[:1]
    for phrase in times[1:]:
        slots = _in_its_part(text, found[-1], phrase)
        if slots is None:
            found.append(phrase)
        else:
            found[-1] = replace(phrase, slots=slots, apart=found[-1].spans)
    return found


def _in_its_part(text: str, one: Phrase, other: Phrase) -> Slots | None:
    between = _ASKED_ME.fullmatch(text, one.end, other.start)
    bare = other.slots.keys() <= {"clock"} and "part" in one.slots and "clock" not in one.slots
    if not between or not bare or text.startswith("的", other.end):
        return None
    slots: Slots = {**one.slots, **other.slots}
    hours = readings(slots)
    usual = one.slots["part"].value * 60
    return slots if hours and abs(hours.usual - usual) <= _NEAR else None


def _order(text: str, times: list[Phrase]) -> list[int]:
    """The phrase after 改到, else that before 提醒我, else those that say a time, in order."""
    for index, phrase in enumerate(times):
        if _CHANGED.search(text, max(0, phrase.start - 6), phrase.start):
            return [index]
    for index in range(len(times)):
        if _left_open(times, index, text):
            return [index]
    said = [index for index, phrase in enumerate(times) if not _denied(text, phrase)] or [0]
    for index in said:
        if _asks(text, times[index]):
            return [index]
    clear = [index for index in said if "vague" not in times[index].slots or times[index].timed]
    return clear[:1] if clear and _of_unread_day(text, times, clear[0]) else clear or said


def _of_unread_day(text: str, times: list[Phrase], index: int) -> bool:
    hour = times[index]
    alone = hour.timed and not hour.dated
    return alone and on_unread_day(text, hour, _date_of(text, times, index))


def _denied(text: str, phrase: Phrase) -> bool:
    """不是周三, 周三不行; 周末也要 only adds to what another phrase says."""
    before = _NOT.search(text, max(0, phrase.start - 4), phrase.start)
    return bool(before or _NOT_THEN.match(text, phrase.end))


def _asks(text: str, phrase: Phrase) -> bool:
    vague = "vague" in phrase.slots and not phrase.timed
    return not vague and _ASKS.match(text, phrase.end) is not None


def _date_of(text: str, times: list[Phrase], index: int) -> Phrase | None:
    """The day an hour alone is of: the nearest one before it, or after it unless 提醒我 is between."""
    before = [phrase for phrase in reversed(times[:index]) if phrase.dated]
    after = [] if _asks(text, times[index]) else [p for p in times[index + 1 :] if p.dated]
    ahead = [phrase for phrase in (*before, *after) if not _gone(phrase.slots)]
    return ahead[0] if ahead and not ahead[0].slots.get("ago") else None


def _gone(slots: Slots) -> bool:
    return slots.get("relative", 0) < 0 or slots.get("week", 0) < 0 or "ago" in slots


def _hour_of(times: list[Phrase], index: int) -> Phrase | None:
    """The hour said apart from its day: 明天交党费，早上8点."""
    later = (p for p in times[index + 1 :] if p.timed and not p.dated)
    return next(later, None)


def _on_day_of(slots: Slots, other: Slots) -> Slots:
    """The hour on the other phrase's day; before a meeting in the afternoon 两点半 is in it too."""
    day = without(other, "part", "clock", "rough", "vague")
    if "part" in other and "part" not in slots:
        same_part: Slots = {**slots, "part": other["part"]}
        mine, its = readings(same_part), readings(other)
        if mine is not None and its is not None and mine.usual <= its.usual:
            slots = same_part
    return {**day, **slots}


def _left_open(times: list[Phrase], index: int, text: str) -> bool:
    """明天还是后天, 九点和三点; a recurrence that is to end."""
    others = times[index + 1 : index + 2]
    return any(_joins(text, times[index], each) for each in others) or _to_end(times, index, text)


def _to_end(times: list[Phrase], index: int, text: str) -> bool:
    ended = any(time.ended == "date" and "every" not in time.slots for time in times)
    return "every" in times[index].slots and (ended or _ENDS.search(text) is not None)


def _two_hours(text: str, one: Phrase, other: Phrase) -> bool:
    """早八点晚八点; but of 明天三点，两点半提醒我 the second is the one that asks."""
    if not (one.timed and other.timed and _BESIDE.fullmatch(text, one.end, other.start)):
        return False
    return not other.dated and ("every" in one.slots or not _asks(text, other))


def _recurring(times: list[Phrase]) -> list[Phrase]:
    """每周一次例会，周三下午三点: perhaps every Wednesday."""
    found = times[:1]
    for phrase in times[1:]:
        bare = found[-1].slots.keys() <= {"every", "interval", "rough"}
        day = _DAY_OF.get(found[-1].slots.get("every"))
        if bare and day == DATE_SLOTS.intersection(phrase.slots):
            slots: Slots = {**phrase.slots, **found[-1].slots, "rough": True}
            found[-1] = replace(phrase, slots=slots, apart=found[-1].spans)
        else:
            found.append(phrase)
    return found
