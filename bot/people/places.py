"""Organisations as people name them; a subtree is a path's beginning."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.language.text import squeezed
from bot.people.person import Person
from bot.store.tx import Row, Tx

_SIGNS = re.compile(r"[\W_]")


@dataclass(frozen=True, slots=True)
class Place:
    id: str
    kind: str  # committee, unit, branch, district or community
    name: str
    path: str
    parent_name: str

    @property
    def title(self) -> str:
        """A branch's name says little without its unit's."""
        return f"{self.parent_name}{self.name}" if self.kind == "branch" else self.name


def place(row: Row) -> Place:
    return Place(row["id"], row["kind"], row["name"], row["path"], row["parent_name"] or "")


def get(tx: Tx, organisation_id: str) -> Place | None:
    row = tx.row("places.get", id=organisation_id)
    return place(row) if row else None


def root(tx: Tx) -> Place | None:
    """The committee; None until the organisations have been imported."""
    row = tx.row("places.root")
    return place(row) if row else None


def numbered(tx: Tx, number: str) -> Place | None:
    row = tx.row("places.numbered", number=number)
    return place(row) if row else None


MOST = 9  # that words may mean; more are not told apart in a list either


@lru_cache(maxsize=16_384)
def key(name: str) -> str:
    """What names are compared by: whatever brackets, dashes, dots, quotes and blanks they have."""
    return _SIGNS.sub("", squeezed(name))


def named(tx: Tx, path: str, words: str) -> list[Place]:
    """Within the subtree of `path`, up to nine that `words` may mean: 第三支部, 财政局第三支部.

    One that is called just so is meant alone.
    """
    said = key(words)
    if len(said) < 2:
        return []
    found = [place(row) for row in tx.rows("places.named", path=path, words=said)]
    found = found or [each for each in _below(tx, path) if _has(each, said)][:MOST]
    exactly = [each for each in found if said in (key(each.name), key(each.title))]
    return exactly if len(exactly) == 1 else found


def called(tx: Tx, path: str, words: str) -> list[Place]:
    """Those in the subtree of `path` whose whole name, or whole title, `words` are."""
    if ("places called", path) not in tx.known:
        index: dict[str, list[Place]] = {}
        tx.known["places called", path] = index
        for each in _below(tx, path):
            for name in {key(each.name), key(each.title)}:
                index.setdefault(name, []).append(each)
    found: list[Place] = tx.known["places called", path].get(key(words), [])
    return found[:MOST]


def _has(each: Place, said: str) -> bool:
    """As the query has it: a piece of its own name, or of its parent's and its own together."""
    parent, own = key(each.parent_name), key(each.name)
    return said in parent + own and (said in own or said not in parent)


def _below(tx: Tx, path: str) -> list[Place]:
    """All in the subtree, looked up once for one message."""
    if ("places", path) not in tx.known:
        tx.known["places", path] = [place(row) for row in tx.rows("places.below", path=path)]
    found: list[Place] = tx.known["places", path]
    return found


def path_of(tx: Tx, person: Person) -> str:
    """Where in the tree a person is; "" while nobody knows who they are."""
    if not person.confirmed:
        return ""
    return str(tx.value("places.path_of_member", member_id=person.id) or "")


def upwards(tx: Tx, organisation_id: str) -> list[Place]:
    """The organisation, its unit or district, the committee."""
    return [place(row) for row in tx.rows("places.ancestors", id=organisation_id)]
