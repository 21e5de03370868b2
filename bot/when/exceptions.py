"""Days that a recurrence leaves out: 除了周末, 周日除外, 周三不用提醒; and conditions it cannot keep."""

import re
from collections.abc import Iterable, Iterator

from bot.when.pieces import Piece
from bot.when.slots import DATE_SLOTS, Slots, without

HOLIDAYS = 7  # beside the weekdays: what the calendar has as a public holiday
_WEEK = frozenset(range(7))
_WORKING = frozenset(range(5))
_WEEKEND = frozenset((5, 6))

# 删除明天的提醒 leaves nothing out.
_BUT = "(?<![删消解排清免扫拆废])除"
_EXCEPT = re.compile(f"{_BUT}(?:了|去|开|掉|却)?(?:每逢|逢|遇到?|在)?$")
_EXCEPTED = re.compile(r"(?:的时候|当天|那天|期间|时)?(?:(?:以|之)?外)?\)?")
_NOT = "(?:不|别|无|免|停止?)(?:用|必|要|需要?|须|再|想){0,2}"
_OUT = re.compile(
    r"(?:的时候|当天|那天|期间|时)?(?:都|就|则|也|可以){0,2}"
    f"(?:除外|(?:以|之)外|{_NOT}(?:算|包括?|含|在内|提醒|叫|通知|喊|催|打扰|响|发|推送?)我?了?"
    r"|(?:不用|不必|不需要|无需|不要|免|休息?|放假|跳过)(?:了|吧)?(?=$|[,。;!?)]))\)?"
)
_PERHAPS_OUT = re.compile(
    "(?:都|就|则|也|可以){0,2}(?:不|别|没|停|免|休)(?!要?能?可?忘|得|可|见|误|例外|变|少)"
)
_LINK = re.compile("|[和及与跟或]|以及|还有")
_FREE = re.compile("末|双休|休息|公休")
_HINTS = re.compile("[除外不别无免停休跳放没]")
CONDITION = re.compile(
    f"除了|除外|{_BUT}.{{1,8}}外|顺延|遇(?:到|上)?(?:[周节假休双雨]|星期|礼拜|法定|下[雨雪])"
    "|(?:末|假日?|休息日|[周期拜][六日天])(?:的话|则|就)?(?:提前|推迟|延后|往[前后])"
)


def marked(text: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, with those that name days to leave out joined into one that says so."""
    if not _HINTS.search(text):
        return (piece for piece in pieces if "off" not in piece.slots)
    runs = list(_runs(text, pieces))
    repeats = any("every" in piece.slots for run in runs for piece in run)
    several = sum(_names_days(run[0]) for run in runs) > 1
    return (piece for run in runs for piece in _read(text, run, several, repeats))


def _runs(text: str, pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Neighbouring words that name days together: 12月5日, 周六和节假日."""
    run: list[Piece] = []
    for piece in pieces:
        if run and not _linked(text, run[-1], piece):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _linked(text: str, one: Piece, other: Piece) -> bool:
    if not (_names_days(one) and _names_days(other)):
        return False
    link = _LINK.fullmatch(text, one.end, other.start)
    return link is not None and bool(link[0] or "every" not in other.slots)


def _names_days(piece: Piece) -> bool:
    return not DATE_SLOTS.isdisjoint(piece.slots)


def _read(text: str, run: list[Piece], several: bool, repeats: bool) -> Iterable[Piece]:
    start, end = run[0].start, run[-1].end
    if _names_days(run[0]):
        if before := _EXCEPT.search(text, max(0, start - 5), start):
            after = _EXCEPTED.match(text, end)
            return [Piece(before.start(), after.end() if after else end, _but(text, run))]
        if several and (after := _OUT.match(text, end)):
            return [Piece(start, after.end(), _but(text, run))]
        if repeats and "every" not in run[0].slots and _PERHAPS_OUT.match(text, end):
            return [Piece(start, end, {**_but(text, run), "rough": True})]
    return [piece for piece in run if "off" not in piece.slots]


def _but(text: str, run: list[Piece]) -> Slots:
    days: set[int] = set()
    sure = True
    for piece in run:
        if "off" in piece.slots:
            sure = sure and not text.startswith("法定", piece.start)
            days |= {HOLIDAYS, *_WEEKEND}
        elif piece.slots.keys() <= {"every", "weekdays", "run"} and "weekdays" in piece.slots:
            free = _FREE.search(text, piece.start, piece.end)
            days |= _WEEKEND if free else set(piece.slots["weekdays"])
        else:
            sure = False
    but: Slots = {"but": tuple(sorted(days))}
    return but if sure else {**but, "rough": True}


def kept(slots: Slots) -> Slots:
    """The recurrence on the days that are left; rough where no rule can say that."""
    but, rest = set(slots["but"]), without(slots, "but")
    base = _weekdays_of(rest)
    left = base - but
    if left == base != set() and HOLIDAYS not in but:
        return rest
    if not left:
        return {**rest, "rough": True}
    kept_free = HOLIDAYS in but and (left != _WORKING or "interval" in rest)
    found: Slots = {**rest, "every": "week", "weekdays": tuple(sorted(left))}
    doubt = kept_free or (rest["every"] == "workday" and left != base)
    return {**found, "rough": True} if doubt else found


def _weekdays_of(slots: Slots) -> frozenset[int]:
    """The weekdays of a recurrence; none for one that is not of weekdays (每月, 每两天)."""
    if slots["every"] == "workday":
        return _WORKING
    if slots["every"] == "week" or ("weekdays" in slots and slots["every"] == "day"):
        return frozenset(slots.get("weekdays", ()))
    return _WEEK if slots["every"] == "day" and "interval" not in slots else frozenset()
