"""What secretaries paste to publish or to change something: one line, read part by part.

Times are found first, then seats; what is left is the title and the place. What is said but not
understood is a doubt, to be asked about: nothing is guessed. Pure functions over text and now.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.clock import milliseconds, moment
from handlers.pasted import deadlines, rows, seats, times, words
from handlers.pasted.marks import marked, unmarked, without_signs
from handlers.pasted.moments import Notes

TITLE_CHARACTERS = 40
PLACE_CHARACTERS = 40
_GATHERING = re.compile(r"（集合：([^）]*)）$")
LATE = "截止时间晚于开始时间。"
_BLANKS, _LINE_ENDS = re.compile(r"[^\S\n]+"), re.compile(r" ?\n[ \n]*")
_WIDE = str.maketrans("０１２３４５６７８９：．／－–—―～〜　\t\r", "0123456789:./----~~  \n")

REPEATED = 4  # times that the same few characters follow each other at most
_OVER_AND_OVER = re.compile(r"([^-—_=.…\d]{1,6}?)\1{4,}")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was said; None or "" where nothing was. Times in milliseconds since the epoch."""

    title: str = ""
    place: str = ""
    meeting: str = ""  # where people gather, where that is not the place
    starts_at: int | None = None
    ends_at: int | None = None
    deadline_at: int | None = None
    onsite: int | None = None
    video: int | None = None
    seats: int | None = None  # without saying whether in the room or by video
    # Why a part that was said is not here: by start, end, deadline or seats.
    doubts: dict[str, str] = field(default_factory=dict)
    # Of start, end or deadline: the day that was said without its hour, or the hour alone.
    halves: dict[str, str] = field(default_factory=dict)
    # … the hour that is taken because none was said; "" where the one there was stays.
    taken: dict[str, str] = field(default_factory=dict)
    ahead: str = ""  # the deadline, counted from a start that is not known yet
    unread: tuple[str, ...] = ()  # pieces nobody knows what to do with
    others: int = 0  # further rows of a table, of which only the first is read

    @property
    def empty(self) -> bool:
        """Nothing of it was understood."""
        return replace(self, unread=()) == Pasted()


def line(text: str, now: datetime) -> Pasted:
    """A whole announcement: 名称 时间 地点 名额 截止, in any order."""
    text, others = rows.spelled_out(text)
    text = _levelled(text)
    found = replace(_read(text, now), others=others)
    found = replace(found, place=gathering(found.place, found.meeting), meeting="")
    if not found.place and found.onsite is None and found.video is not None:
        return replace(found, place=seats.video_word(text))
    if found.seats is None:
        return found
    return counted(found, "video" if words.ONLINE.search(found.place) else "onsite")


def gathering(place: str, meeting: str) -> str:
    """A place with where people gather for it, which is the place itself where none is known."""
    known = _GATHERING.sub("", place)
    if not meeting or meeting == known:
        return place
    return f"{known}（集合：{meeting}）" if known else meeting


def moved(place: str, old: str) -> str:
    """Another place, where people gather as before for the old one."""
    found = _GATHERING.search(old)
    return gathering(place, found[1] if found else "")


def counted(found: Pasted, mode: str) -> Pasted:
    """A number of seats alone, taken for those of one mode."""
    if mode == "video":
        return replace(found, video=found.seats, seats=None)
    return replace(found, onsite=found.seats, seats=None)


def change(text: str, now: datetime, starts_at: int, ends_at: int) -> Pasted:
    """What is to become different of something that is from `starts_at` to `ends_at`.

    A new day keeps the hour, a new hour the day, and it lasts as long as before.
    """
    text = words.after_change(_levelled(text))
    found = _read(text, now, (moment(starts_at), moment(ends_at)))
    labels = words.labels(text)
    free = [found.title] if found.title and "title" not in labels else []
    free += [found.place] if found.place and "place" not in labels else []
    title, place = ("" if piece in free else piece for piece in (found.title, found.place))
    if not place:  # not labelled, but it can be nothing else
        place = next((piece for piece in free if words.moves(text, piece)), "")
    rest = tuple(piece for piece in (*free, *found.unread) if piece != place)
    return replace(found, title=title, place=place, unread=rest)


def explicit(text: str) -> bool:
    """Whether it says that something is to change, so that the rest need not be understood."""
    return words.says_change(_levelled(text))


def _levelled(text: str) -> str:
    """Half-width, one blank at a time, and nothing over and over: patterns that allow for blanks or
    for a word try every way to share out a long run of them, which takes minutes."""
    text = without_signs(text.translate(_WIDE))
    text = _LINE_ENDS.sub("\n", _BLANKS.sub(" ", text))
    return _OVER_AND_OVER.sub(lambda run: run[1] * REPEATED, text)


def _read(text: str, now: datetime, so_far: times.Span | None = None) -> Pasted:
    notes = Notes()
    rest, ahead = deadlines.ahead(words.tidied(text))
    line = marked(rest)
    rest, deadline = deadlines.deadline(line, now, notes)
    rest, start, end = times.span(line._replace(text=rest), now, so_far, notes)
    rest, each = seats.without_each(unmarked(rest, line.times))
    rest, found = seats.seats(rest, notes.doubts)
    title, place, meeting, unread = words.words(rest)
    begins = start or (so_far[0] if so_far else None)
    if ahead and begins:
        dated = deadlines.on_the_day(ahead, begins)
        _, deadline = deadlines.deadline(marked(f"截止 {dated}"), now, notes)
    if start and deadline and deadline > start:
        notes.doubts["deadline"] = LATE
        deadline = None
    return Pasted(
        title,
        place,
        meeting,
        starts_at=_at(start),
        ends_at=_at(end),
        deadline_at=_at(deadline),
        onsite=found.get("onsite"),
        video=found.get("video"),
        seats=found.get("seats"),
        doubts=notes.doubts,
        halves=notes.halves,
        taken=notes.taken,
        ahead="" if begins else ahead,
        unread=(*unread, *each),
    )


def _at(when: datetime | None) -> int | None:
    return milliseconds(when) if when else None
