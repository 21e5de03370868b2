"""To whom a secretary may send: what they hold, and what is named below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.language.keys import name_key
from bot.people import offices, places
from bot.people.offices import SECRETARIES
from bot.people.person import Person
from bot.people.places import Place
from bot.store.tx import Tx
from handlers.notices import addressee
from handlers.notices.addressee import Head

OFFERED = 5  # places one may choose from
LONGEST = 60  # characters of a whole name, a branch's with its unit's
SHORTEST = 3  # characters of a first word that may name a place
LONGEST_FIRST_WORD = 8  # … and of one that does not sound like a place, but nearly is one's name
ALIKE = 3  # of those offered
GENERAL = frozenset({"党支部", "各支部", "机关党委", "支部书记"})
_SHORT_OR_LONG = re.compile(r"(党)?支部$")


@dataclass(frozen=True, slots=True)
class Scope:
    """An organisation below one that this person acts for."""

    office: Place
    to: Place

    @property
    def key(self) -> str:
        return f"{self.office.id} {self.to.id}"

    @property
    def title(self) -> str:
        return self.to.title


class Addressed(NamedTuple):
    """Where a line goes. One scope: it is meant. Several: one of them is to be chosen."""

    scopes: list[Scope]
    text: str
    unknown: str = ""  # what sounds like a place, but is none of theirs
    at_once: bool = False  # several places were said: one notice goes to one
    whole: Sequence[Scope] = ()  # of the scopes, where what is unknown belongs to the text …
    said: str = ""  # … which then is this


def addressed(tx: Tx, person: Person, said: str) -> Addressed:
    """Where a line is for, and the text in it. What stands where a place stands and is none of
    theirs is asked about: it must never go further than was meant."""
    said = addressee.to_everybody(said)
    told = addressee.told(said)
    if told and _to_own(tx, person, told):
        return Addressed(whole(tx, person), told.text or said)
    line = f"给{told.name} {told.text}" if told and told.text else said
    if full := _in_full(tx, person, line):
        return _narrowed(tx, person, *full)
    head = addressee.head(line)
    if head is None:
        return Addressed(whole(tx, person), said)
    if found := named(tx, person, head.name):
        return _narrowed(tx, person, head, found)
    parts = [scope for part in head.parts for scope in named(tx, person, part)]
    if len(head.parts) > 1 and parts:
        return Addressed(parts[:OFFERED], head.text, at_once=True)
    wider = addressee.before_colon(line) or addressee.in_words(line) or head
    if wider.name != head.name and (found := named(tx, person, wider.name)):
        return _narrowed(tx, person, wider, found)
    head = wider
    alike = named(tx, person, head.of) if head.of else _alike(tx, person, head)
    if head.plain or alike:
        everywhere = whole(tx, person)
        offered = [*alike, *everywhere][:OFFERED]
        return Addressed(offered, head.text, head.name, whole=everywhere, said=said)
    return Addressed(whole(tx, person), said)


def _to_own(tx: Tx, person: Person, told: addressee.Told) -> bool:
    """支部的同志们 are one's own where one answers for a branch, and only then."""
    kinds = {scope.office.kind for scope in whole(tx, person)}
    return told.everybody and (not told.kind or kinds == {told.kind})


def _in_full(tx: Tx, person: Person, said: str) -> tuple[Head, list[Scope]] | None:
    """A whole name at the head of the line, with its brackets, dots and blanks."""
    words = addressee.without_to(said)
    for scope in whole(tx, person):
        found, text = places.heading(tx, scope.office.path, words)
        name = words[: len(words) - len(text)].rstrip()
        if addressee.goes_on(text):
            return None
        if found and len(name_key(name)) >= SHORTEST and name_key(name) not in GENERAL:
            head = Head(name, text.lstrip(" ，,：:"), plain=True)
            return head, [Scope(scope.office, place) for place in found]
    return None


def _narrowed(tx: Tx, person: Person, head: Head, found: list[Scope]) -> Addressed:
    """财政局 第三支部 … is one branch of it; 第一支部 第三支部 … are two; of 财政局 第九支部 …, which
    there is not, nobody else of the unit hears."""
    following = addressee.before_colon(head.text) or addressee.head(head.text)
    if following is None or not following.plain or following.name == head.name:
        return Addressed(found[:OFFERED], head.text)
    if within := named(tx, person, head.name + following.name):
        return Addressed(within[:OFFERED], following.text)
    if other := named(tx, person, following.name):
        return Addressed([*found, *other][:OFFERED], following.text, at_once=True)
    some = found[:OFFERED]
    return Addressed(some, following.text, following.name, whole=some, said=head.text)


def whole(tx: Tx, person: Person) -> list[Scope]:
    held = offices.held(tx, person, SECRETARIES)
    return [Scope(office.place, office.place) for office in held]


def named(tx: Tx, person: Person, words: str) -> list[Scope]:
    """What `words` name of that; a piece of a name is not enough, for it may be the text."""
    said = name_key(words)
    if not SHORTEST <= len(said) <= LONGEST or said in GENERAL:
        return []
    spellings = (said, _SHORT_OR_LONG.sub(lambda b: "支部" if b[1] else "党支部", said))
    for spelled in dict.fromkeys(spellings):
        if found := _within(tx, person, spelled):
            return found
    return []


def _within(tx: Tx, person: Person, said: str) -> list[Scope]:
    found: dict[str, Scope] = {}
    # The highest office comes first, so what is kept is in the name of the nearest.
    for office in offices.held(tx, person, SECRETARIES):
        for place in places.named(tx, office.place.path, said):
            name, title = place.keys
            if title.endswith(said) or name.startswith(said):
                found[place.id] = Scope(office.place, place)
    return list(found.values())


def _alike(tx: Tx, person: Person, head: Head) -> list[Scope]:
    """What nearly goes by this name: 法学院 for the 法学会. Other first words are only looked up
    without their last character, for each look goes through all the names."""
    said = name_key(head.name)
    if len(said) > LONGEST or (not head.plain and not _may_be_misspelt(said)):
        return []
    pieces = (_SHORT_OR_LONG.sub("", said), said[:-1], said[1:]) if head.plain else (said[:-1],)
    for piece in dict.fromkeys(pieces):
        found = {
            place.id: Scope(office.place, place)
            for office in offices.held(tx, person, SECRETARIES)
            if piece != said
            for place in places.named(tx, office.place.path, piece)
        }
        if found:
            return list(found.values())[:ALIKE]
    return []


def _may_be_misspelt(said: str) -> bool:
    return SHORTEST < len(said) <= LONGEST_FIRST_WORD and not addressee.in_a_sentence(said)


def of(tx: Tx, person: Person, key: str) -> Scope | None:
    """None when the office is over by now, or does not reach that far."""
    office_id, to_id = key.split(" ")
    to = places.get(tx, to_id)
    for office in offices.held(tx, person, SECRETARIES):
        if to and office.place.id == office_id and offices.covers([office], to.path):
            return Scope(office.place, to)
    return None


def keys(scopes: Sequence[Scope]) -> tuple[str, ...]:
    return tuple(scope.key for scope in scopes)


def taken(tx: Tx, person: Person, keys: Sequence[str]) -> list[Scope]:
    return [found for key in keys if (found := of(tx, person, key))]
