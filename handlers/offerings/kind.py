"""What a room says of the things it offers: their rules as data, and the words about them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from bot.hearing.clauses import ruled_out_way
from bot.language.text import normal
from bot.message import Reply
from bot.people.person import Person
from bot.people.places import Place
from bot.store.tx import Tx

if TYPE_CHECKING:
    from handlers.offerings.offering import Offering, Pool


class Mode(NamedTuple):
    """A way of taking part; the name of the only one there is may be empty."""

    label: str
    words: tuple[str, ...] = ()  # that ask for it in a sentence
    open: str = ""  # how a list is headed that is narrowed to it


class Area(NamedTuple):
    """A community or a district."""

    id: str
    name: str


class Areas(NamedTuple):
    """How the areas of a kind are found in words."""

    named: Callable[[Tx, str], Sequence[Area]]  # all that a sentence means
    only: Callable[[Tx, str], Place | None]  # the one whose whole name stands in it
    without: Callable[[str, Place], str]  # the words without that name


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How people speak of one kind; {} stands for what the sentence is about."""

    noun: str  # 活动, 服务
    called: str  # … at the head of a list
    published: str  # … by whoever publishes it: 发布活动, 修改活动 and 取消活动 are start words
    this: str  # 这场
    listed: str  # start words that members type
    sign_up: str
    mine: str
    leave: str
    taking: str  # the title of the dialogue in which it is taken
    verb: str  # 报, 认领
    act: str  # 报名, 预约: on the card
    leaving: str  # 取消, 退出
    say: str  # how one of them may be named
    fuller: str  # … so that only one is meant
    open: str  # what the ones in a list are: 可报名的
    seats: str  # 名额, 人数
    count: str  # 我的: so many of what
    record: str  # 导出: of what
    none_open: str
    none_mine: str
    own: str  # the head of one's own
    on_card: str  # what the numbers of one's own lead to
    only_oneself: str
    gone: str
    given_up: str
    way_out: str  # with {code} and {until}
    reminder: str  # with {heading}, {when}, {venue}, {mode} and {code}
    changed: str  # the head of what those who take part are told
    unable: str  # 来不了, 去不了
    general: tuple[str, ...]  # said of any, so they tell none from another
    verbs: tuple[str, ...] = ()  # start words that may stand before an answer
    which_mode: str = ""
    elsewhere: str = ""  # where else one may have a place
    too_late: str = ""  # what to do once a place may not be given back: 确实来不了 …
    ask_title: str = ""  # while it is published: what it is called, how many places
    ask_seats: str = ""
    example: str = ""  # of a change


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kind:
    """One kind of things with places. The engine asks these, never which kind it is."""

    name: str  # the room's
    thing: str  # of the names of its dialogues: event, need
    words: Words
    modes: Mapping[str, Mode]  # in the order of their names
    publishers: frozenset[str]  # the offices that may publish, change, call off and see lists
    everybody: bool  # sees what anybody publishes; else only what the committee or one above holds
    asked: frozenset[str] = frozenset()  # of place, area and deadline, what must be said
    waits: bool = True  # there is a waiting list
    by_hour: bool = False  # its pools have hours of their own, opened and closed by the day
    lists_full: bool = True  # lists show what has no place left
    final: bool = True  # after its deadline nobody may leave
    category_of: Callable[[str], str]  # by the title
    by_category: bool = False  # a sentence may mean all of a category
    areas: Areas | None = None
    where: "Callable[[Tx, Offering, Pool | None], str]"  # the line of time and place
    face: "Callable[[Tx, Offering], Sequence[str]]"  # further lines of its card
    left: "Callable[[Tx, Offering], str]"  # the end of its line in a list
    refusal: "Callable[[Tx, Person, Offering, Pool], Reply | None] | None" = (
        None  # rules of its own
    )
    # What its actions are called, where that is not what the engine calls them.
    renamed: Mapping[str, str] = field(default_factory=dict)

    def others(self) -> "Sequence[Kind]":
        """The kinds of the other rooms that may be signed up for in one sentence."""
        return [kind for kind in KINDS if kind is not self and not kind.by_hour]

    def act(self, action: str) -> str:
        """The full name of an action, for menus."""
        return f"{self.name}.{self.renamed.get(action, action)}"

    def label(self, mode: str) -> str:
        return self.modes[mode].label

    def mode_in(self, text: str) -> str | None:
        """The mode a sentence asks for, None when it names none or both. What is ruled out is not
        asked for."""
        ruled_out, rest = self._ruled_out(text)
        wanted, refused = self._modes_in(rest), self._modes_in(ruled_out)
        if len(refused) == 1 and not wanted:  # 不要现场的: the other one
            wanted = [name for name in self.modes if name not in refused]
        return wanted[0] if len(wanted) == 1 else None

    def _ruled_out(self, text: str) -> tuple[str, str]:
        words = [word for mode in self.modes.values() for word in mode.words]
        ruled_out, rest = ruled_out_way(normal(text), words)
        return ruled_out.replace(" ", ""), rest.replace(" ", "")

    def without_ruled_out_modes(self, text: str) -> str:
        """What is left of it: 宣讲我要听 of 宣讲我要听 会场就不去了."""
        words = [word for mode in self.modes.values() for word in mode.words]
        return ruled_out_way(normal(text), words)[1]

    def _modes_in(self, said: str) -> list[str]:
        return [n for n, mode in self.modes.items() if any(w in said for w in mode.words)]

    def without_modes(self, text: str) -> str:
        for word in (word for mode in self.modes.values() for word in mode.words):
            text = text.replace(word, " ")
        return text


KINDS: list[Kind] = []  # all there are, each put here as its room declares it
