"""To whom a secretary may send: what they hold, and what is named below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.people import offices, places
from bot.people.offices import SECRETARIES
from bot.people.person import Person
from bot.people.places import Place
from bot.store.tx import Tx
from bot.text import squeezed

OFFERED = 5  # places one may choose from
SHORTEST = 3  # characters of a first word that may name a place
GENERAL = frozenset({"党支部", "各支部", "机关党委", "支部书记"})


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


def heard(tx: Tx, person: Person, said: str) -> tuple[list[Scope], str]:
    """Where a line is for, and the text in it; several places: nothing said which."""
    first, *others = said.split(None, 1)[:2] or [""]
    if found := named(tx, person, first):
        return found[:OFFERED], others[0] if others else ""
    return whole(tx, person), said


def whole(tx: Tx, person: Person) -> list[Scope]:
    held = offices.held(tx, person, SECRETARIES)
    return [Scope(office.place, office.place) for office in held]


def named(tx: Tx, person: Person, words: str) -> list[Scope]:
    """What `words` name of that; a piece of a name is not enough, for it may be the text."""
    said = squeezed(words)
    if len(said) < SHORTEST or said in GENERAL:
        return []
    found: dict[str, Scope] = {}
    # The highest office comes first, so what is kept is in the name of the nearest.
    for office in offices.held(tx, person, SECRETARIES):
        for place in places.named(tx, office.place.path, said):
            if squeezed(place.title).endswith(said) or squeezed(place.name).startswith(said):
                found[place.id] = Scope(office.place, place)
    return list(found.values())


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
