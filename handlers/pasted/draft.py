"""What is known so far of something that is to be published, or of what is to become of it."""

from typing import Any, TypeVar

from msgspec import Struct, convert, field, to_builtins

from bot.language.text import short
from handlers.pasted import PLACE_CHARACTERS, TITLE_CHARACTERS, Pasted

TWO_HOURS = 2 * 3_600_000


class Note(Struct, frozen=True, omit_defaults=True):
    """What is to be said of one part."""

    doubt: str = ""  # why what was said of it could not be used
    half: str = ""  # the day that was said without its hour, or the hour alone
    taken: str = ""  # the hour it has because nobody named one


class Draft(Struct, frozen=True, omit_defaults=True):
    """Times in milliseconds since the epoch."""

    title: str = ""
    start: int = 0
    end: int = 0  # 0: nobody's word, so it lasts two hours
    place: str = ""
    seats: dict[str, int] = field(default_factory=dict)  # how many by mode
    deadline: int = 0
    of_start: Note = Note()
    of_end: Note = Note()
    of_seats: Note = Note()
    of_deadline: Note = Note()
    ahead: str = ""  # the deadline, counted from a start that is not known yet
    lasts: int = 0  # while only half of a new start is known: from it to the end
    unread: str = ""  # what is said of what nobody could read
    changed: str = ""  # … of what the last words changed of an earlier answer

    @property
    def ends_at(self) -> int:
        return self.end or self.start + TWO_HOURS


D = TypeVar("D", bound=Draft)
_NOTES = ("of_start", "of_end", "of_seats", "of_deadline")


def of(found: Pasted) -> Draft:
    """What a pasted line says."""
    return Draft(
        title=title_of(found.title),
        place=short(found.place, PLACE_CHARACTERS),
        start=found.starts_at or 0,
        end=found.ends_at or 0,
        deadline=found.deadline_at or 0,
        seats=seats_of(found),
        ahead=found.ahead,
        of_start=note(found, "start"),
        of_end=note(found, "end"),
        of_seats=note(found, "seats"),
        of_deadline=note(found, "deadline"),
    )


def note(found: Pasted, part: str) -> Note:
    return Note(*(said.get(part, "") for said in (found.doubts, found.halves, found.taken)))


def title_of(piece: str) -> str:
    return short(piece, TITLE_CHARACTERS)


def seats_of(found: Pasted) -> dict[str, int]:
    both = {"onsite": found.onsite, "video": found.video}
    return {mode: count for mode, count in both.items() if count is not None}


def merged(kind: type[D], *drafts: Draft) -> D:
    """What any of them knows, the later before the earlier; a default knows nothing."""
    known: dict[str, Any] = {}
    for each in map(to_builtins, drafts):
        notes = {name: known.get(name, {}) | each[name] for name in _NOTES if name in each}
        known |= each | notes
    return convert(known, kind)
