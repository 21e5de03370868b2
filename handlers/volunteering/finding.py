"""Which of the coming needs a sentence asks for: by what is done, by place, by day."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.conversation import prompts
from bot.language.keys import name_key
from bot.language.naming import meant
from bot.message import Choice
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when.period import Period, told
from handlers.volunteering import needs
from handlers.volunteering.needs import GENERAL, Need

NAMED = "您说的是哪一项？"
NEXT = "接下来的服务需求"
WANTED = "待认领的服务需求"


# The name of a community or a district, as far as its characters tell: 哪个社区 is none.
_AN_AREA = re.compile(
    r"((?:(?![在去到找看查想要我有没哪个些这那本各该每我们你他她的是几多最近附和与及报名])[\u4e00-\u9fff]){2,4}(?:社区|街道|(?<!地)(?<!小)(?<!社)区))"
)


class Area(NamedTuple):
    """A community or a district."""

    id: str
    name: str


class Title(NamedTuple):
    """By what a sentence may tell one need from another."""

    id: str
    title: str
    community: str
    areas: tuple[str, str]  # the ids of its community and its district
    starts_at: int
    left: int


class Named(NamedTuple):
    """What of the coming needs a sentence names, and where."""

    titles: Sequence[Title]
    areas: Sequence[Area]

    @property
    def rows(self) -> Sequence[Title]:
        """Of these titles, those in these places."""
        ids = {area.id for area in self.areas}
        return [row for row in self.titles if not ids or ids.intersection(row.areas)]


class Found(NamedTuple):
    """The needs meant, soonest first; the head of a list of them; what fits none of them."""

    ids: tuple[str, ...]
    head: str
    amiss: str = ""
    areas: Sequence[Area] = ()  # of several with one name, when nothing else is said

    @property
    def one(self) -> str | None:
        """The one that is certainly meant."""
        return self.ids[0] if len(self.ids) == 1 and not self.amiss else None

    def within(self, among: Sequence[str]) -> "Found":
        """What is said of a list that is asked about narrows that list."""
        ids = tuple(i for i in self.ids if i in among)
        return self._replace(ids=ids) if ids and not self.amiss else self


def find(tx: Tx, text: str) -> Found | None:
    """None when the sentence says nothing that tells any need from another."""
    if not text:
        return None
    rows = titles(tx)
    period, rest = told(text, tx.now, [f"{row.community}{row.title}" for row in rows])
    name = named(tx, rows, rest)
    if missed := _no_such_area(name, rest):
        everywhere = of_areas(tx, rows, (), period)
        return everywhere._replace(head=NEXT, amiss=missed)
    if name.titles:
        return _of_title(name, period)
    if not (name.areas or period):
        return None
    found = of_areas(tx, rows, name.areas, period)
    return found if period else found._replace(areas=name.areas)


def _no_such_area(name: Named, text: str) -> str:
    """城西区: a place that nobody knows."""
    found = None if name.areas or name.titles else _AN_AREA.search(text)
    return f"没有找到“{found[1]}”。" if found else ""


def titles(tx: Tx, besides: Sequence[str] = ()) -> list[Title]:
    """All that is ahead, soonest first; and `besides`, whenever they are."""
    known = {
        row["id"]: Title(
            row["id"],
            row["title"],
            row["community"],
            (row["community_id"], row["district_id"]),
            row["starts_at"],
            row["places_left"],
        )
        for row in tx.rows("volunteering.titles")
    }
    others = (needs.get(tx, i) for i in besides if i not in known)
    return [*(_title_of(other) for other in others if other), *known.values()]


def _title_of(need: Need) -> Title:
    areas = (need.community_id, "")
    return Title(need.id, need.title, need.community, areas, need.starts_at, need.left)


def named(tx: Tx, rows: Sequence[Title], text: str) -> Named:
    """The name of a place is no part of what is done there."""
    areas = areas_named(tx, text)
    words = name_key(text)
    for area in areas:
        words = words.replace(name := name_key(area.name), "\0")
        words = words.replace(name.removesuffix("社区"), "\0")
    found = [rows[n] for n in meant(words, [row.title for row in rows], GENERAL)]
    return Named(found, areas)


def areas_named(tx: Tx, text: str) -> list[Area]:
    """The communities and districts a sentence means."""
    rows = tx.rows("volunteering.areas")
    found = meant(text, [row["name"] for row in rows], ("社区", "志愿", "服务"))
    return [Area(rows[n]["id"], rows[n]["name"]) for n in found]


def _of_title(name: Named, period: Period | None) -> Found:
    fitting = [row for row in name.rows if period is None or period.holds(row.starts_at)]
    if fitting:
        return Found(_ids(fitting), NAMED)
    where = name.areas[0].name if len(name.areas) == 1 else ""
    amiss = f"{period.name if period else ''}{where}没有您说的服务。"
    return Found(_ids(name.rows or name.titles), NEXT, amiss)


def of_areas(
    tx: Tx, rows: Sequence[Title], areas: Sequence[Area], period: Period | None = None
) -> Found:
    """What still needs people there and then; else what is next."""
    ids = {area.id for area in areas}
    open_ = [row for row in rows if row.left > 0]
    there = [row for row in open_ if not ids or ids.intersection(row.areas)]
    when, where = period.name if period else "", areas[0].name if len(areas) == 1 else ""
    then = [row for row in there if period is None or period.holds(row.starts_at)]
    if then:
        return Found(_ids(then), f"{when}{where}{WANTED}")
    amiss = f"{when}{where}{'' if when else '近期'}没有{WANTED}。"
    later = [row for row in there if period and period.before(row.starts_at)]
    after = [row for row in open_ if period is None or period.before(row.starts_at)]
    return Found(_ids(later or after or open_), NEXT, amiss)


def _ids(rows: Sequence[Title]) -> tuple[str, ...]:
    return tuple(row.id for row in rows)


def shown(tx: Tx, person: Person, number: int) -> Choice | None:
    """What a number stands for in the list of needs that this person has just been shown."""
    prompt = prompts.find(tx, person.openid)
    choice = prompt.numbered_as(number) if prompt and prompt.fresh else None
    return choice if choice and choice.action.startswith("volunteering.") else None
