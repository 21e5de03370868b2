"""Organisations as people name them; a subtree is a path's beginning."""

import re
from dataclasses import dataclass

from bot.language.keys import name_key
from bot.people.person import Person
from bot.store.tx import Row, Tx

LONGEST_HEAD = 80  # characters of a line that are searched for a name at its head
_PAIRS = ("（）", "()", "〔〕", "[]", "［］", "【】", "「」", "《》", "“”", "‘’", '""', "''")
# 第三支部2029年6月30日, 第三支部明天开会: what ends a name without a sign between.
_ENDS = re.compile(r"\D(?=\d|请|[今明][天日早晚]|下?周[一二三四五六日天])")


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

    @property
    def keys(self) -> tuple[str, str]:
        """Of its whole name, alone and behind its unit's."""
        return name_key(self.name), name_key(self.title)


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
    said = name_key(words)
    if len(said) < 2:
        return []
    found = [place(row) for row in tx.rows("places.named", path=path, words=said)]
    exactly = [each for each in found if said in each.keys]
    return exactly if len(exactly) == 1 else found


def called(tx: Tx, path: str, words: str) -> list[Place]:
    """Those of `named` that are called just so, several if they share a name or its key."""
    said = name_key(words)
    return [each for each in named(tx, path, words) if said in each.keys]


def heading(tx: Tx, path: str, words: str) -> tuple[list[Place], str]:
    """The places whose whole name stands at the head of `words`, with whatever signs and blanks in
    it, and what follows it. Of several names the longest counts."""
    said = words[:LONGEST_HEAD]
    rows = tx.rows("places.heading", path=path, words=name_key(said))
    found = list(dict.fromkeys(map(place, rows)))
    for key in sorted({key for each in found for key in each.keys}, key=len, reverse=True):
        if end := _end(said, key):
            return [each for each in found if key in each.keys], words[end:].strip()
    return [], words


def _end(said: str, key: str) -> int:
    """Where a name with this key ends in `said`, its closing signs included; 0 where it goes on."""
    for end in range(len(key), len(said) + 1):
        if name_key(said[:end]) == key:
            break
    else:
        return 0
    while said[end : end + 1] in _closing(said[:end]):
        end += 1
    goes_on = said[end : end + 1].isalnum() and not _ENDS.match(said, end - 1)
    return 0 if goes_on else end


def _closing(name: str) -> list[str]:
    """The signs that would close what the name opened."""
    return [pair[1] for pair in _PAIRS if _open(name, pair[0], pair[1])]


def _open(name: str, opening: str, closing: str) -> bool:
    if opening == closing:
        return name.count(opening) % 2 == 1
    return name.count(opening) > name.count(closing)


def path_of(tx: Tx, person: Person) -> str:
    """Where in the tree a person is; "" while nobody knows who they are."""
    if not person.confirmed:
        return ""
    return str(tx.value("places.path_of_member", member_id=person.id) or "")


def upwards(tx: Tx, organisation_id: str) -> list[Place]:
    """The organisation, its unit or district, the committee."""
    return [place(row) for row in tx.rows("places.ancestors", id=organisation_id)]
