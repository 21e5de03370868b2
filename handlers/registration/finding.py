"""Which of the coming events a sentence asks for: by name, kind, day, and how one takes part."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.conversation import prompts
from bot.language.naming import SHORTEST, meant
from bot.language.text import squeezed
from bot.message import Choice
from bot.people import places
from bot.people.person import Person
from bot.store.tx import Row, Tx
from bot.when.period import Period, told
from handlers.registration import events
from handlers.registration.events import GENERAL, Event, mode_in
from handlers.registration.kinds import ANY
from handlers.speech import BARE, NUMBER

_TAKEN_PART = {"video": "可看视频", "onsite": "可到现场"}
NAMED = "您说的是哪一项？"
NEXT = "接下来的活动"


class Title(NamedTuple):
    """By what a sentence may tell one event from another."""

    id: str
    title: str
    kind: str
    starts_at: int
    deadline_at: int


class Named(NamedTuple):
    """What of the coming events a sentence names: some of them, or all of a kind."""

    rows: Sequence[Title]
    kind: str = ""

    @property
    def said(self) -> str:
        """How to call it; "" where several are named in one word of theirs."""
        return self.kind or (self.rows[0].title if len(self.rows) == 1 else "")


class Found(NamedTuple):
    """The events meant, soonest first; the head of a list of them; what fits none of them."""

    ids: tuple[str, ...]
    head: str
    amiss: str = ""

    @property
    def one(self) -> str | None:
        """The one that is certainly meant."""
        return self.ids[0] if len(self.ids) == 1 and not self.amiss else None

    def within(self, among: Sequence[str]) -> "Found":
        """What is said of a list that is asked about narrows that list."""
        ids = tuple(i for i in self.ids if i in among)
        return self._replace(ids=ids) if ids and not self.amiss else self


def find(tx: Tx, person: Person, text: str) -> Found | None:
    """None when the sentence says nothing that tells any event from another."""
    rows = titles(tx, person) if text else []
    if not rows:
        return None
    period, rest = told(text, tx.now, [row.title for row in rows])
    name, mode = named(rows, rest), mode_in(rest)
    if name.rows and not name.kind:
        return _of_name(tx, name.rows, period)
    if not (name.kind or period or mode):
        return None
    return _of_kind(tx, rows, name.kind, period, mode)


def named_in(tx: Tx, person: Person, text: str) -> tuple[str, ...]:
    """The events that the words of a sentence name: a day or the number of an issue names none."""
    rows = titles(tx, person)
    _, rest = told(text, tx.now, [row.title for row in rows])
    return _ids(named(rows, NUMBER.sub(" ", rest)).rows)


def says_more(tx: Tx, person: Person, text: str) -> bool:
    """Whether more is said than what tells one event from another: 10分钟后提醒我."""
    if named_in(tx, person, text):
        return False
    _, rest = told(text, tx.now)
    return not BARE.fullmatch(squeezed(NUMBER.sub(" ", events.without_modes(rest))))


def titles(tx: Tx, person: Person, besides: Sequence[str] = ()) -> list[Title]:
    """All that is ahead for this person, soonest first; and `besides`, whenever they are."""
    found = tx.rows("registration.titles", scope=places.path_of(tx, person))
    known = {row["id"]: _title(row) for row in found}
    others = (events.get(tx, i) for i in besides if i not in known)
    return [*(_title_of(other) for other in others if other), *known.values()]


def _title(row: Row) -> Title:
    return Title(row["id"], row["title"], row["kind"], row["starts_at"], row["deadline_at"])


def _title_of(event: Event) -> Title:
    return Title(event.id, event.title, event.kind, event.starts_at, event.deadline_at)


def named(rows: Sequence[Title], text: str) -> Named:
    """What its own words name, apart from a kind's; else what a kind names."""
    kind = _kind_in({row.kind for row in rows} - {ANY}, text)
    found = [rows[n] for n in meant(_without(text, kind), [row.title for row in rows], GENERAL)]
    if not kind:
        return Named(found)
    of_kind = [row for row in rows if row.kind == kind]
    within = [row for row in found if row.kind == kind or kind in row.title]
    return Named(within) if within else Named(of_kind, kind)


def _kind_in(kinds: set[str], text: str) -> str:
    said = text.strip()
    told = [k for k in sorted(kinds) if k in said or (len(said) >= SHORTEST and said in k)]
    return told[0] if told else ""


def _without(text: str, kind: str) -> str:
    """A kind is no part of a name: 演讲 of 演讲比赛 tells, 比赛 does not."""
    if not kind:
        return text
    return text.replace(kind, "\0") if kind in text else ""


def _of_name(tx: Tx, rows: Sequence[Title], period: Period | None) -> Found:
    on_it = [row for row in rows if period is None or period.holds(row.starts_at)]
    if on_it:
        return Found(_ids(on_it), NAMED)
    amiss = f"{period.name if period else ''}没有您说的活动。"
    # 我今天想报… says when one says it.
    today = period is not None and period.holds(tx.now)
    return Found(_ids(rows), NAMED if today else NEXT, "" if today else amiss)


def _of_kind(
    tx: Tx, rows: Sequence[Title], kind: str, period: Period | None, mode: str | None
) -> Found:
    """Of a day also what nobody may register for any more: it takes place."""
    open_ = [row for row in rows if row.deadline_at > tx.now]
    near = open_ if period is None else [row for row in rows if period.holds(row.starts_at)]
    how = _TAKEN_PART[mode] if mode else ("" if period else "可报名")
    when, what = period.name if period else "近期", f"{how}的{kind or ANY}"
    held = _held_by(tx, mode)
    if exact := _fitting(near, kind, held):
        return Found(_ids(exact), when + what)
    later = open_ if period is None else [row for row in open_ if period.before(row.starts_at)]
    tried = (_fitting(later, kind, held), _fitting(later, kind, None), later, open_)
    amiss = f"{when}没有{what.removeprefix('的')}。"
    return Found(_ids(next(filter(None, tried), [])), NEXT, amiss)


def _held_by(tx: Tx, mode: str | None) -> frozenset[str] | None:
    """What may be taken part in this way; None when any way will do."""
    if mode is None:
        return None
    return frozenset(row["event_id"] for row in tx.rows("registration.held_by", mode=mode))


def _fitting(rows: Sequence[Title], kind: str, held: frozenset[str] | None) -> list[Title]:
    return [
        row for row in rows if (not kind or row.kind == kind) and (held is None or row.id in held)
    ]


def _ids(rows: Sequence[Title]) -> tuple[str, ...]:
    return tuple(row.id for row in rows)


def shown(tx: Tx, person: Person, number: int) -> Choice | None:
    """What a number stands for in the list of events that this person has just been shown."""
    prompt = prompts.find(tx, person.openid)
    choice = prompt.numbered_as(number) if prompt and prompt.fresh else None
    return choice if choice and choice.action.startswith("registration.") else None
