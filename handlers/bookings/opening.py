"""Opening hours: read from one line, and opened day by day for two weeks ahead."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from bot import schedule
from bot.clock import ZONE, milliseconds, moment
from bot.language.numbers import number
from bot.language.text import short
from bot.store.tx import Row, Tx
from bot.when import read
from bot.when.calendar import is_workday
from handlers.bookings.booking import KIND
from handlers.offerings import offering, telling
from handlers.offerings.offering import Offering, Pool

AHEAD, KEPT = 14, 30  # days
MINUTE = 60_000
WORK, EVERY_DAY = "work", "0123456"
_WEEKDAYS = "一二三四五六日"
_DAYS = re.compile(r"工作日|每天|天天|周末|(?:周|星期)[一二三四五六日]")
_RANGE = re.compile(r"([一二三四五六日])(?:到|至|-|~)(?:周|星期)?([一二三四五六日])")
_EACH = re.compile(r"每(半|\d|[一两二三四])?个?小时(\d+)(?:人|个人|位)")
_LENGTHS = {None: 60, "半": 30, "两": 120}
_TO = re.compile(r"到|至|-|~")


class Hours(NamedTuple):
    days: str
    opens_at: int  # minutes of the day
    closes_at: int
    minutes: int
    capacity: int

    def on(self, day: date) -> bool:
        return is_workday(day) if self.days == WORK else str(day.weekday()) in self.days

    def slots(self) -> range:
        return range(self.opens_at, self.closes_at - self.minutes + 1, self.minutes)

    def said(self) -> str:
        days = "周" + "".join(_WEEKDAYS[int(day)] for day in self.days if day.isdigit())
        named = {WORK: "工作日", EVERY_DAY: "每天"}.get(self.days, days)
        first, last = (f"{at // 60}:{at % 60:02}" for at in (self.opens_at, self.closes_at))
        each = f"每 {self.minutes} 分钟" if self.minutes % 60 else f"每 {self.minutes // 60} 小时"
        return f"{named} {first} 至 {last}，{each} {self.capacity} 人"


class Bookable(NamedTuple):
    id: str
    holder_id: str
    public: bool  # the committee's: for everybody
    title: str
    venue: str
    hours: Hours


def kept(tx: Tx, path: str, place_id: str = "") -> list[Bookable]:
    """What is kept within a subtree, and open."""
    rows = tx.rows("bookings.covered", path=path, id=place_id)
    return [Bookable._make((*row[:5], Hours._make(row[5:]))) for row in map(tuple, rows)]


# ---------------------------------------------------------------- what somebody who keeps it says


def said(text: str, now: datetime) -> tuple[str, str, Hours | None]:
    """The name, the venue, and the hours if all of them are said: 工作日 9点到17点 每小时2人."""
    pieces = text.split()
    days = [piece for piece in pieces if _DAYS.search(piece)]
    each = [piece for piece in pieces if re.search(r"小时|\d[人位]", piece)]
    span = [p for p in pieces if re.search(r"[点:：]", p) and _TO.search(p) and p not in days]
    rest = [piece for piece in pieces if piece not in (*days, *each, *span)]
    title, venue = short("".join(rest[:1]), 20), short(" ".join(rest[1:]), 40)
    return title, venue, _hours("".join(days), "".join(span), "".join(each), now)


def _hours(days: str, span: str, each: str, now: datetime) -> Hours | None:
    ends = [_minute(part, now) for part in _TO.split(span)]
    slot = _EACH.fullmatch(each)
    if not days or len(ends) != 2 or slot is None or None in ends:
        return None
    opens_at, closes_at = (at or 0 for at in ends)
    minutes = _LENGTHS.get(slot[1]) or 60 * int(number(slot[1]) or 1)
    hours = Hours(_days(days), opens_at, closes_at, minutes, int(slot[2]))
    return hours if hours.slots() and hours.capacity and hours.days else None


def _minute(words: str, now: datetime) -> int | None:
    when = read(f"明天{words}", now)
    return when.at.hour * 60 + when.at.minute if when.at and when.timed else None


def _days(words: str) -> str:
    if "工作日" in words:
        return WORK
    if re.search(r"每天|天天", words):
        return EVERY_DAY
    if found := _RANGE.search(words := words.replace("周末", "周六日")):
        first, last = (_WEEKDAYS.index(found[n]) for n in (1, 2))
        return "".join(map(str, range(first, last + 1)))
    return "".join(str(n) for n, day in enumerate(_WEEKDAYS) if day in words)


# ---------------------------------------------------------------- its days


def open_days(tx: Tx, place: Bookable) -> None:
    """Those of the next two weeks that are not there yet, and again tomorrow."""
    there = {moment(row["starts_at"]).date() for row in _days_of(tx, place)}
    today = moment(tx.now).date()
    for day in (today + timedelta(days=n) for n in range(AHEAD)):
        if place.hours.on(day) and day not in there:
            offering.put(KIND, tx, _day(place, tuple(_pools(place.hours, day))))
    _next_night(tx, place, 1)


def _next_night(tx: Tx, place: Bookable, days: int) -> None:
    """Ten minutes after midnight, so many days ahead."""
    subject = f"bookings.place:{place.id}"
    schedule.drop(tx, subject)
    at = _midnight(moment(tx.now).date() + timedelta(days=days)) + 10 * MINUTE
    schedule.put(tx, "bookings.go_on", at, subject, id=place.id)


def go_on(tx: Tx, details: Mapping[str, Any]) -> None:
    """Every night; who came a month ago is nobody's business."""
    for query in ("bookings.forget_seats", "bookings.forget_hours", "bookings.forget_over"):
        tx.run(query, series=details["id"], before=tx.now - KEPT * offering.DAY)
    for place in kept(tx, "/", details["id"]):
        open_days(tx, place)


def _midnight(day: date) -> int:
    return milliseconds(datetime.combine(day, time(), ZONE))


def _days_of(tx: Tx, place: Bookable) -> list[Row]:
    return tx.rows("bookings.days", series=place.id, since=_midnight(moment(tx.now).date()))


def _pools(hours: Hours, day: date) -> Iterator[Pool]:
    for session, minute in enumerate(hours.slots(), 1):
        at = _midnight(day) + minute * MINUTE
        yield Pool("", hours.capacity, 0, 0, "", session, at, at + hours.minutes * MINUTE)


def _day(place: Bookable, pools: Sequence[Pool]) -> Offering:
    return Offering(
        holder_id=place.holder_id,
        public=place.public,
        category=place.title,
        title=place.title,
        venue=place.venue,
        starts_at=pools[0].starts_at or 0,
        ends_at=pools[-1].ends_at or 0,
        deadline_at=pools[-1].starts_at,
        series=place.id,
        pools=tuple(pools),
    )


def close_days(tx: Tx, place: Bookable, *, booked: bool) -> int:
    """Close those ahead, what somebody has booked only if `booked`, and tell who has; how many
    such days there are. What is closed for other hours only may be opened again."""
    found = 0
    for row in _days_of(tx, place):
        offering.hold(tx, row["id"])
        day = offering.get(KIND, tx, row["id"])
        if day and day.open and (booked or not day.taken):
            tx.run("offerings.call_off", id=day.id)
            telling.start(KIND, tx, day, (), moved=False)
            if not booked:
                tx.run("bookings.forget_day", id=day.id)
        found += day is not None and day.open and day.taken > 0
    if booked:  # what is kept of it goes with the last of these days
        _next_night(tx, place, AHEAD + KEPT + 1)
    return found
