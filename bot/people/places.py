"""Organisations as people name them; a subtree is a path's beginning."""

from dataclasses import dataclass

from bot.language.text import squeezed
from bot.people.person import Person
from bot.store.tx import Row, Tx


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


def named(tx: Tx, path: str, words: str) -> list[Place]:
    """Within the subtree of `path`, up to nine that `words` may mean: 第三支部, 财政局第三支部.

    One that is called just so is meant alone.
    """
    said = squeezed(words).replace("%", "").replace("_", "")
    if len(said) < 2:
        return []
    found = [place(row) for row in tx.rows("places.named", path=path, words=said)]
    exactly = [each for each in found if said in (each.name, each.title)]
    return exactly if len(exactly) == 1 else found


def path_of(tx: Tx, person: Person) -> str:
    """Where in the tree a person is; "" while nobody knows who they are."""
    if not person.confirmed:
        return ""
    return str(tx.value("places.path_of_member", member_id=person.id) or "")


def upwards(tx: Tx, organisation_id: str) -> list[Place]:
    """The organisation, its unit or district, the committee."""
    return [place(row) for row in tx.rows("places.ancestors", id=organisation_id)]
