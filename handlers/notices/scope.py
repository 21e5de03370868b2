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


class Heard(NamedTuple):
    """One scope: it is meant. Several: one of them is to be chosen."""

    scopes: list[Scope]
    text: str
    unknown: str = ""  # what sounds like a place, but is none of theirs
    at_once: bool = False  # several places were said: one notice goes to one


def heard(tx: Tx, person: Person, said: str) -> Heard:
    """Where a line is for, and the text in it. What sounds like a place and is not known to be
    one of theirs is asked about: it must never go further than was meant."""
    said = addressee.to_everybody(said)
    head = addressee.head(said)
    if head is None:
        return Heard(whole(tx, person), said)
    if found := named(tx, person, head.name):
        return _narrowed(tx, person, head, found)
    if of_whole_names := _headed(tx, person, said):
        return of_whole_names
    parts = [scope for part in head.parts for scope in named(tx, person, part)]
    if len(head.parts) > 1 and parts:
        return Heard(parts[:OFFERED], head.text, at_once=True)
    alike = _alike(tx, person, head)
    if head.plain or alike:
        return Heard([*alike, *whole(tx, person)][:OFFERED], head.text, unknown=head.name)
    return Heard(whole(tx, person), said)


def _headed(tx: Tx, person: Person, said: str) -> Heard | None:
    """测试 庚 局 明天开会: a whole name with blanks in it."""
    for scope in whole(tx, person):
        found, text = places.heading(tx, scope.office.path, said)
        if found:
            scopes = [Scope(scope.office, place) for place in found]
            return Heard(scopes[:OFFERED], text.lstrip(" ，,：:"))
    return None


def _narrowed(tx: Tx, person: Person, head: Head, found: list[Scope]) -> Heard:
    """财政局 第三支部 … is one branch of it; 第一支部 第三支部 … are two."""
    following = addressee.head(head.text)
    if following is not None and following.plain and following.name != head.name:
        if within := named(tx, person, head.name + following.name):
            return Heard(within[:OFFERED], following.text)
        if other := named(tx, person, following.name):
            return Heard([*found, *other][:OFFERED], following.text, at_once=True)
    return Heard(found[:OFFERED], head.text)


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
            for place in (places.named(tx, office.place.path, piece) if piece != said else ())
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


def kept(scopes: Sequence[Scope]) -> str:
    return "\n".join(scope.key for scope in scopes)


def taken(tx: Tx, person: Person, keys: str) -> list[Scope]:
    return [found for key in keys.split("\n") if key and (found := of(tx, person, key))]
