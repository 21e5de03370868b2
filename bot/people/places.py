"""Organisations as people name them; a subtree is a path's beginning."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

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


LOOKED_AT = 40  # characters: no name is longer
MOST = 9  # that words may mean; more are not told apart in a list either


@lru_cache(maxsize=16_384)
def key(name: str) -> str:
    """What names are compared by: whatever brackets, dashes, dots, quotes and blanks they have."""
    return _SIGNS.sub("", squeezed(name))


def loosely(words: str) -> str:
    """For LIKE: the characters of a name with any signs and blanks between them."""
    return f"%{'%'.join(_SIGNS.sub('', normalize('NFKC', words[:LOOKED_AT]).lower()))}%"


def named(tx: Tx, path: str, words: str, *, signs: bool = True) -> list[Place]:
    """Within the subtree of `path`, up to nine that `words` may mean: 第三支部, 财政局第三支部.

    One that is called just so is meant alone. Without `signs` (what is hardly a name need not be
    looked for twice) only a name is found that has none within.
    """
    said = key(words)
    if len(said) < 2:
        return []
    found = _places(tx.rows("places.named", path=path, words=said))
    found = found or (_with_signs(tx, path, said) if signs else [])
    exactly = [each for each in found if said in (key(each.name), key(each.title))]
    return exactly if len(exactly) == 1 else found


def _with_signs(tx: Tx, path: str, said: str) -> list[Place]:
    """Those that have signs and blanks between what is said."""
    found = _places(tx.rows("places.named_loosely", path=path, loosely=loosely(said)))
    return [each for each in found if _has(each, said)][:MOST]


def _has(each: Place, said: str) -> bool:
    """As the query has it: a piece of its own name, or of its parent's and its own together."""
    parent, own = key(each.parent_name), key(each.name)
    return said in parent + own and (said in own or said not in parent)


def called(tx: Tx, path: str, words: str) -> list[Place]:
    """Those in the subtree of `path` whose whole name, or whole title, `words` are."""
    said = key(words)
    found = [p for p in _beginning(tx, path, words) if said in (key(p.name), key(p.title))]
    for unit in _beginning(tx, path, words):
        own = key(unit.name)
        if said.startswith(own) and len(said) > len(own) and unit.kind in ("unit", "district"):
            found += [p for p in _under(tx, unit) if own + key(p.name) == said]
    return list(dict.fromkeys(found))[:MOST]


def _beginning(tx: Tx, path: str, words: str) -> list[Place]:
    """Those whose name begins as `words` do, and the one whose subtree it is."""
    said, typed = key(words)[:2], _SIGNS.sub("", normalize("NFKC", words[:LOOKED_AT]).lower())[:2]
    if len(said) < 2 or len(typed) < 2:
        return []
    known = (f"places from {path}", said + typed)
    if known not in tx.known:
        likes = {"said": f"{said[0]}%{said[1]}%", "typed": f"{typed[0]}%{typed[1]}%"}
        tx.known[known] = _places(tx.rows("places.beginning", path=path, **likes))
    found: list[Place] = tx.known[known]
    return found


def _under(tx: Tx, place: Place) -> list[Place]:
    if ("places under", place.id) not in tx.known:
        tx.known["places under", place.id] = _places(tx.rows("places.under", id=place.id))
    found: list[Place] = tx.known["places under", place.id]
    return found


def _places(rows: Sequence[Row]) -> list[Place]:
    return [place(row) for row in rows]


def path_of(tx: Tx, person: Person) -> str:
    """Where in the tree a person is; "" while nobody knows who they are."""
    if not person.confirmed:
        return ""
    return str(tx.value("places.path_of_member", member_id=person.id) or "")


def upwards(tx: Tx, organisation_id: str) -> list[Place]:
    """The organisation, its unit or district, the committee."""
    return [place(row) for row in tx.rows("places.ancestors", id=organisation_id)]
