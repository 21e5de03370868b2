"""Which of the times in a pasted line are the start and the end of it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.when.mentions import Mention, day_after, ending
from bot.when.slots import DATE_SLOTS, Slots
from handlers.pasted.lengths import BY, lasting, later
from handlers.pasted.marks import TIME, Marked
from handlers.pasted.moments import (
    FROM,
    NO_HOUR,
    SEVERAL,
    VAGUE,
    Notes,
    Said,
    at_hour,
    first,
    half,
    has_hour,
    loose,
    resolved,
)
from handlers.pasted.pieces import BREAK, without

BACKWARDS = "“{}”不在开始之后。"

_OPEN = re.compile(r"近期|(?:时间)?待定|择[日期]|另行通知")
_ALL_DAY = re.compile(r"(?:为期|共)?(?:全天|整天|半天|[一两二三四五]天|(?<!\d)\d天)")
_MOVES = re.compile(rf"(?P<way>推迟|延后|延期|顺延|后延|提前){BY}")
_ON_DAY = re.compile(rf"(?:定|将|拟)?于\s*(?P<b>{TIME})")  # said once more in a sentence
_PART_ALONE = re.compile(rf"(?:^|[\s到成为在:])(?P<part>{TIME})(?=$|[\s,，、;；。])")
_ENDS = re.compile(
    rf"(?:结束(?:时间|于)?|延长)\s*(?:改|调整|变更)?[:为是到至成在]?\s*(?P<b>{TIME})"
)

Span = tuple[datetime, datetime]


def span(
    line: Marked, now: datetime, so_far: Span | None, notes: Notes
) -> tuple[str, datetime | None, datetime | None]:
    """The start and the end, and the text without them; `so_far` is what they were until now."""
    text, moved = _moved(line.text, so_far)
    if moved is not None:
        notes.taken["end"] = ""
        return text, *moved
    text, ends = first(_ENDS, line._replace(text=text), "b")
    text, lasts = _lasting(text)
    text, found = _start(line._replace(text=text), notes)
    if found is None and so_far is None:
        return _vague(line._replace(text=text), notes), None, None
    if found is None and so_far is not None:
        text = _part_alone(line._replace(text=text), so_far[0], notes)
    begun, bare = (so_far[0], None) if so_far else (None, FROM)
    said = Said(_said(found), found.slots, begun) if found else None
    start = resolved(said, now, bare, notes, "start") if said else None
    text = _said_again(line._replace(text=text), start, now)
    until = found if found and found.until else ends
    if all_day := _ALL_DAY.search(text):
        text = without(text, all_day)
        notes.doubts["end"] = NO_HOUR.format(all_day[0])
    return text, start, _until(until, start or begun, start, lasts, so_far, now, notes)


def _said(found: Mention) -> str:
    return " ".join(found.said.split())


def _until(
    until: Mention | None,
    begun: datetime | None,
    start: datetime | None,
    lasts: timedelta | None,
    so_far: Span | None,
    now: datetime,
    notes: Notes,
) -> datetime | None:
    """Said as an hour, said as a length, or as long as before."""
    if begun is None or "start" in notes.doubts or "end" in notes.doubts:
        return None
    if until is not None:
        return _end(until, begun, now, notes)
    if lasts is not None:
        return begun + lasts
    if not start or not so_far:
        return None
    notes.taken["end"] = ""
    return start + (so_far[1] - so_far[0])


def _moved(text: str, so_far: Span | None) -> tuple[str, Span | None]:
    """推迟一小时, 提前两天: both ends by as much."""
    found = _MOVES.search(text)
    if found is None or so_far is None:
        return text, None
    start, end = later(so_far[0], found), later(so_far[1], found)
    return (without(text, found), (start, end)) if start and end else (text, None)


def _vague(line: Marked, notes: Notes) -> str:
    """下周, 月底, 待定: said, but no time."""
    if "start" in notes.doubts:
        return line.text
    sign = next((sign for sign, each in _in_order(line) if loose(each)), "")
    rough = re.search(sign, line.text) if sign else _OPEN.search(line.text)
    if rough is None:
        return line.text
    said = _said(line.times[sign]) if sign else rough[0]
    notes.doubts["start"] = VAGUE.format(said)
    notes.halves["start"] = said
    return without(line.text, rough)


def _said_again(line: Marked, start: datetime | None, now: datetime) -> str:
    """The day of the start, once more: 定于下周五组织…, 时间：12月4日14:30."""
    found = _ON_DAY.search(line.text)
    if start is None or found is None or not line.at(found, "b").dated:
        return line.text
    again = day_after(line.at(found, "b").slots, start, now)
    return without(line.text, found) if again and again.date() == start.date() else line.text


def _part_alone(line: Marked, begun: datetime, notes: Notes) -> str:
    """改到下午: of the day there was, and no hour."""
    for found in _PART_ALONE.finditer(line.text):
        mention = line.at(found, "part")
        if mention.slots.keys() == {"part"}:
            notes.doubts["start"] = NO_HOUR.format(mention.said)
            notes.halves["start"] = half(begun, mention.slots)
            return without(line.text, found)
    return line.text


def _lasting(text: str) -> tuple[str, timedelta | None]:
    found = lasting(text)
    if found is None:
        return text, None
    return without(text, found[0]), timedelta(seconds=found[1])


def _in_order(line: Marked) -> list[tuple[str, Mention]]:
    return [(sign, line.times[sign]) for sign in line.text if sign in line.times]


def _start(line: Marked, notes: Notes) -> tuple[str, Mention | None]:
    """The most exact time in the text; several different ones are a doubt."""
    found = [(sign, each) for sign, each in _in_order(line) if _names_time(each)]
    chosen = _most_exact(found)
    if len({str((each.slots, each.until)) for _, each in chosen}) > 1:
        notes.doubts["start"] = SEVERAL.format("、".join(_said(each) for _, each in chosen))
        return _without(line.text, [sign for sign, _ in chosen]), None
    if not chosen:
        return line.text, None
    return _joined(line.text, chosen[0], found)


def _names_time(mention: Mention) -> bool:
    return has_hour(mention.slots) or (mention.dated and not loose(mention))


def _most_exact(found: Sequence[tuple[str, Mention]]) -> Sequence[tuple[str, Mention]]:
    """With day and hour, else with an hour; a feast may be of the name: 国庆 歌咏比赛."""
    hours = [one for one in found if has_hour(one[1].slots)]
    days = [one for one in found if "holiday" not in one[1].slots]
    return [one for one in hours if one[1].dated] or hours or days or found


def _joined(
    text: str, chosen: tuple[str, Mention], found: Sequence[tuple[str, Mention]]
) -> tuple[str, Mention]:
    """A day that stands apart from its hour belongs to it: 12月5日 报告厅 14:30."""
    sign, hour = chosen
    days = [one for one in found if one[1].dated]
    if hour.dated or not days:
        return _without(text, [sign]), hour
    day_sign, day = next((one for one in days if "holiday" not in one[1].slots), days[0])
    slots: Slots = {**day.slots, **hour.slots}
    until: Slots = {**day.until, **hour.until}
    both = replace(day, said=f"{day.said} {hour.said}", slots=slots, until=until)
    return _without(text, [sign, day_sign]), both


def _without(text: str, signs: Sequence[str]) -> str:
    for sign in signs:
        text = text.replace(sign, BREAK)
    return text


def _end(mention: Mention, start: datetime, now: datetime, notes: Notes) -> datetime | None:
    """Of an hour without 上午 or 下午, the first after the start is meant."""
    slots = ending(mention) if mention.until else mention.slots
    said = _said(mention)
    dated = mention.until or mention.slots
    on = start if DATE_SLOTS.isdisjoint(dated) else day_after(slots, start, now)
    named = has_hour(slots)
    at = at_hour(on, slots) if on and named else None
    if at is None:
        notes.doubts["end"] = (VAGUE if named else NO_HOUR).format(said)
        if on and not named:
            notes.halves["end"] = half(on, slots)
        return None
    if "part" not in slots and on:
        at = next((other for other in _halves(at) if other > start), at)
    if at <= start:
        notes.doubts["end"] = BACKWARDS.format(said)
        return None
    return at


def _halves(at: datetime) -> list[datetime]:
    """The same hour in the morning and in the afternoon."""
    if at.hour > 12:
        return [at]
    return [at.replace(hour=at.hour % 12), at.replace(hour=at.hour % 12 + 12)]
