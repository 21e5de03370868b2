"""Which of what lies ahead a sentence means: by name, category, area, day, and way of taking part."""

import re
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from bot.conversation import prompts
from bot.hearing.heard import Heard
from bot.language.keys import name_key
from bot.language.naming import SHORTEST, chosen
from bot.language.naming import levelled as _levelled
from bot.language.text import squeezed
from bot.message import Choice
from bot.people import places
from bot.people.person import Person
from bot.store.tx import Row, Tx
from bot.when.period import Period, told
from handlers.offerings import offering
from handlers.offerings.kind import Area, Kind
from handlers.offerings.offering import DAY, Offering

_ISSUE = re.compile(r"(\d{1,3})([期场届站次讲])")
NAMED = "您说的是哪一项？"
# The number of an issue or of a line, and what may stand around it or a day in a mere answer.
_NUMBER = re.compile(r"\d{1,3}|[一二三四五六七八九十]{1,3}(?=[期场届站次讲个项])")
_BARE = re.compile(
    r"(?:[我就那这想要报选去听看来是在的第期场次届讲号个项好行嗯吧呢啊哦不别退再用了]|取消|参加|报名|活动|服务|志愿|认领|上午|下午|晚上|早上)*"
)
# The name of a community or a district, as far as its characters tell: 哪个社区 is none.
_AN_AREA = re.compile(
    r"((?:(?![在去到找看查想要我有没哪个些这那本各该每我们你他她的是几多最近附和与及报名])[\u4e00-\u9fff]){2,4}"
    r"(?:社区|街道|(?<!地)(?<!小)(?<!社)区))"
)


class Title(NamedTuple):
    """By what a sentence may tell one from another."""

    id: str
    title: str
    category: str
    area: str
    areas: tuple[str | None, str | None]  # the ids of its community and its district
    starts_at: int
    closes_at: int
    free: bool

    @property
    def name(self) -> str:
        return f"{self.area}{self.title}"


class Named(NamedTuple):
    """What of them a sentence names: some, or all of a category, or all of some areas."""

    titles: Sequence[Title]
    category: str = ""
    areas: Sequence[Area] = ()

    @property
    def rows(self) -> Sequence[Title]:
        """Of these titles, those in these areas."""
        return self.within(self.titles)

    @property
    def anything(self) -> bool:
        return bool(self.titles or self.areas)

    @property
    def area(self) -> str:
        return self.areas[0].name if len(self.areas) == 1 else ""

    def within(self, rows: Sequence[Title]) -> Sequence[Title]:
        ids = {area.id for area in self.areas}
        return [row for row in rows if not ids or ids.intersection(row.areas)]

    def among(self, known: Sequence[Title]) -> Sequence[Title]:
        """Those meant: by their names, else by their area alone."""
        return self.rows if self.titles else self.within(known)


class Found(NamedTuple):
    """Those meant, soonest first; the head of a list of them; what fits none of them."""

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


def find(kind: Kind, tx: Tx, person: Person, text: Heard) -> Found | None:
    """None when the sentence says nothing that tells any of them from another."""
    rows = titles(kind, tx, person) if text else []
    if not rows:
        return None
    period, rest = told(text, tx.now, [row.name for row in rows])
    name, mode = named(kind, tx, rows, rest), kind.mode_in(rest)
    if missed := _no_such_area(kind, name, rest):
        return of_all(kind, tx, rows, name, period, mode)._replace(head=_next(kind), amiss=missed)
    if missed := _no_such_issue(name, rest):
        return Found(_ids(name.titles), _next(kind), missed)
    if name.titles and not name.category:
        return _of_name(kind, tx, name, period)
    if not (name.anything or period or mode):
        return None
    found = of_all(kind, tx, rows, name, period, mode)
    return found if period else found._replace(areas=name.areas)


def _no_such_issue(name: Named, text: str) -> str:
    """读书会第31期: the issue that is asked for is none of those that are ahead."""
    asked = _ISSUE.search(_levelled(text))
    titles = [_levelled(row.title) for row in name.titles]
    numbered = [found[1] for title in titles if (found := _ISSUE.search(title))]
    if asked is None or not numbered or len(numbered) < len(titles) or asked[1] in numbered:
        return ""
    return f"没有找到第{asked[1]}{asked[2]}。"


def _no_such_area(kind: Kind, name: Named, text: str) -> str:
    """城西区: a place that nobody knows."""
    found = None if not kind.areas or name.anything else _AN_AREA.search(text)
    return f"没有找到“{found[1]}”。" if found else ""


def named_in(kind: Kind, tx: Tx, person: Person, text: Heard) -> tuple[str, ...]:
    """Those that the words of a sentence name: a day or the number of an issue names none."""
    rows = titles(kind, tx, person)
    _, rest = told(text, tx.now, [row.name for row in rows])
    name = named(kind, tx, rows, _NUMBER.sub(" ", rest))
    return _ids(name.among(rows)) if name.anything else ()


def is_a_name(kind: Kind, tx: Tx, person: Person, text: Heard) -> bool:
    """Whether nothing is said but a title or a piece of one."""
    said = name_key(text)
    return any(said in name_key(row.name) for row in titles(kind, tx, person))


def says_more(kind: Kind, tx: Tx, person: Person, text: Heard) -> bool:
    """Whether more is said than what tells one from another: 10分钟后提醒我."""
    if named_in(kind, tx, person, text):
        return False
    _, rest = told(text, tx.now)
    return not _BARE.fullmatch(squeezed(_NUMBER.sub(" ", kind.without_modes(rest))))


def titles(kind: Kind, tx: Tx, person: Person, besides: Sequence[str] = ()) -> list[Title]:
    """All that is ahead for this person, soonest first; and `besides`, whenever they are."""
    known = {
        row["id"]: _title(row)
        for row in tx.rows(
            "offerings.titles",
            kind=kind.name,
            scope=places.path_of(tx, person),
            since=tx.now - DAY,
        )
    }
    others = (offering.get(kind, tx, i) for i in besides if i not in known)
    return [*(_title_of(other) for other in others if other), *known.values()]


def _title(row: Row) -> Title:
    """By the order of its columns, as all that is ahead is read for every name."""
    id_, title, category, starts_at, closes_at, area, area_id, district_id, free = row
    areas = (area_id, district_id)
    return Title(id_, title, category, area or "", areas, starts_at, closes_at, free == 1)


def _title_of(of: Offering) -> Title:
    areas = (of.area_id, None)
    return Title(of.id, of.title, of.category, of.area, areas, of.starts_at, of.closes_at, True)


def named(kind: Kind, tx: Tx, rows: Sequence[Title], text: str) -> Named:
    """What its own words name, apart from an area's and a category's; else what those name."""
    areas = kind.areas.named(tx, text) if kind.areas else ()
    words = _without_areas(text, areas) if areas else text
    category = ""
    if kind.by_category:
        category = _category_in({row.category for row in rows} - {kind.words.called}, words)
        words = _without(words, category)
    found = chosen(words, rows, attrgetter("title"), kind.words.general)
    if not category:
        return Named(found, "", areas)
    alike = [row for row in rows if row.category == category]
    within = [row for row in found if row.category == category or category in row.title]
    return Named(within, "", areas) if within else Named(alike, category, areas)


def _without_areas(text: str, areas: Sequence[Area]) -> str:
    """The name of an area is no part of what is done there."""
    words = name_key(text)
    for area in areas:
        words = words.replace(name := name_key(area.name), "\0")
        words = words.replace(name.removesuffix("社区"), "\0")
    return words


def _category_in(categories: set[str], text: str) -> str:
    said = text.strip()
    told = [k for k in sorted(categories) if k in said or (len(said) >= SHORTEST and said in k)]
    return told[0] if told else ""


def _without(text: str, category: str) -> str:
    """A category is no part of a name: 演讲 of 演讲比赛 tells, 比赛 does not."""
    if not category:
        return text
    return text.replace(category, "\0") if category in text else ""


def _of_name(kind: Kind, tx: Tx, name: Named, period: Period | None) -> Found:
    on_it = [row for row in name.rows if period is None or period.holds(row.starts_at)]
    if on_it:
        return Found(_ids(on_it), NAMED)
    when = period.name if period else ""
    # 我今天想报… says when one says it.
    if name.rows and period is not None and period.holds(tx.now):
        return Found(_ids(name.rows), NAMED)
    amiss = f"{when}{name.area}没有您说的{kind.words.noun}。"
    return Found(_ids(name.rows or name.titles), _next(kind), amiss)


def _next(kind: Kind) -> str:
    return f"接下来的{kind.words.called}"


def of_all(
    kind: Kind,
    tx: Tx,
    rows: Sequence[Title],
    name: Named,
    period: Period | None = None,
    mode: str | None = None,
) -> Found:
    """Where lists show what is full, of a day also what nobody may sign up for any more: it takes
    place."""
    wanted = [row for row in rows if kind.lists_full or row.free]
    open_ = [row for row in wanted if row.closes_at > tx.now]
    whole_day = period is not None and kind.lists_full
    near = [
        row
        for row in name.within(wanted if whole_day else open_)
        if period is None or period.holds(row.starts_at)
    ]
    how = kind.modes[mode].open if mode else ("" if whole_day else kind.words.open)
    when, what = period.name if period else "", f"{how}的{name.category or kind.words.called}"
    held = _held_by(kind, tx, mode)
    if exact := _fitting(near, name.category, held):
        return Found(_ids(exact), f"{when or ('' if name.areas else '近期')}{name.area}{what}")
    amiss = f"{when}{name.area}{'' if when else '近期'}没有{what.removeprefix('的')}。"
    later = [row for row in open_ if period is None or period.before(row.starts_at)]
    there = name.within(later)
    tried = (_fitting(there, name.category, held), _fitting(there, name.category, None))
    return Found(_ids(next(filter(None, (*tried, there, later, open_)), [])), _next(kind), amiss)


def _held_by(kind: Kind, tx: Tx, mode: str | None) -> frozenset[str] | None:
    """What may be taken part in this way; None when any way will do."""
    if mode is None:
        return None
    rows = tx.rows("offerings.held_by", kind=kind.name, mode=mode)
    return frozenset(row["offering_id"] for row in rows)


def _fitting(rows: Sequence[Title], category: str, held: frozenset[str] | None) -> Sequence[Title]:
    return [
        row
        for row in rows
        if (not category or row.category == category) and (held is None or row.id in held)
    ]


def _ids(rows: Sequence[Title]) -> tuple[str, ...]:
    return tuple(row.id for row in rows)


def shown(kind: Kind, tx: Tx, person: Person, number: int) -> Choice | None:
    """What a number stands for in the list of this kind that this person has just been shown."""
    prompt = prompts.find(tx, person.openid)
    choice = prompt.numbered_as(number) if prompt and prompt.fresh else None
    return choice if choice and choice.action.startswith(f"{kind.name}.") else None
