"""The one seam between the carrier and the speakers: what a room in handlers/ exports."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from bot.hearing.heard import Heard
from bot.message import Focus, Reply
from bot.people.person import Person
from bot.store.tx import Tx

if TYPE_CHECKING:
    from bot.conversation.dialogue import Dialogue

Speak = Callable[[Tx, Person, Heard], Reply]
Unless = Callable[[Tx, Person, Heard], Reply | None]
_NOTHING: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person may ask for, in all the ways of asking for it.

    `starts` are words at the head of a line (“报名 大讲堂”: the rest is the argument); `acts` are
    what sentences were learnt to ask for (docs/words.md lists them; the argument is what was
    typed); `written` is a regular expression of a whole line in its normal form that is a command
    by its shape (a code, a name with digits); `listed` is a regular expression of what is said
    beside a number (the argument is the number); menus name it by `capability.action`.
    """

    name: str
    speak: Speak
    starts: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    written: str = ""
    called: str = ""  # how it is offered where a sentence may mean several things: 报名活动
    listed: str = ""  # how it is asked for of a line of this room's newest list: 取消第1个
    identity: bool = False  # who it is must be confirmed first
    offices: frozenset[str] = frozenset()  # only who holds one of these may ask for it
    offered: bool = False  # menus offer a start word of it, so the newest menu is asked first
    anywhere: bool = False  # a start word alone on its line works inside any dialogue
    akin: str = ""  # an action that shows as much: their likelihoods count together
    alone: bool = False  # a start word is only one when nothing follows: 您好，…
    small: bool = False  # small talk: said in the middle of a dialogue it leads nowhere else
    at_once: bool = False  # it changes something without asking first
    # Rules that are certain: what is said to words that name the act and do not want it.
    unless: Unless | None = None
    # Where it is not sure that the act is meant, and nothing else is: what asks which, or whether.
    unsure: Callable[[Tx, Person, Heard], Reply] | None = None
    # By what a sentence does with the act instead of wanting it, the action that answers.
    instead: Mapping[str, str] = field(default_factory=dict)


class Said(NamedTuple):
    """What people say for one action: its `starts` and its `acts`, with blanks between one and the
    next (a start word has no blank in it), and how it is `called` where it is offered."""

    starts: str = ""
    acts: str = ""
    called: str = ""


def actions(
    said: Mapping[str, Said],
    answers: Mapping[str, Speak],
    *,
    identity: str = "",
    offered: str = "",
    anywhere: str = "",
    alone: str = "",
    small: str = "",
    at_once: str = "",
    offices: Mapping[frozenset[str], str] = _NOTHING,
    written: Mapping[str, str] = _NOTHING,
    listed: Mapping[str, str] = _NOTHING,
    unless: Mapping[str, Unless] = _NOTHING,
    instead: Mapping[str, Mapping[str, str]] = _NOTHING,
    unsure: Mapping[str, Speak] = _NOTHING,
) -> tuple[Action, ...]:
    """An action for each name of `answers`, in that order: a room's tables, put together.

    Whatever is true of several actions is given with their names, blanks between:
    `identity="mine leave"`. A name that `answers` does not have is refused at once.
    """
    flags = {
        "identity": identity.split(),
        "offered": offered.split(),
        "anywhere": anywhere.split(),
        "alone": alone.split(),
        "small": small.split(),
        "at_once": at_once.split(),
    }
    held = {name: who for who, names in offices.items() for name in names.split()}
    for table in (said, held, written, listed, unless, instead, unsure, *flags.values()):
        if unanswered := set(table) - set(answers):
            raise ValueError(f"nobody answers {sorted(unanswered)}")
    words = {name: said.get(name, Said()) for name in answers}
    return tuple(
        Action(
            name,
            speak,
            starts=tuple(words[name].starts.split()),
            acts=tuple(words[name].acts.split()),
            called=words[name].called,
            written=written.get(name, ""),
            listed=listed.get(name, ""),
            offices=held.get(name, frozenset()),
            unless=unless.get(name),
            instead=instead.get(name, {}),
            unsure=unsure.get(name),
            akin="",
            **{flag: name in names for flag, names in flags.items()},
        )
        for name, speak in answers.items()
    )


class Found(NamedTuple):
    """What a search outside the writer found: candidates best first, and how sure it is."""

    question: str
    candidates: tuple[tuple[str, float], ...]
    verdict: str  # "sure", "guess" or "none"
    exact: bool = False  # in an entry's own words: it is no wish for anything else


class NeedsSearch(Exception):
    """This pass is undone; search for `question` outside the writer, then pass again."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question


class Answers(Protocol):
    """A capability that answers questions no action matches."""

    def exactly(self, question: str) -> bool:
        """Whether it is a question in an entry's own words."""

    def search(self, question: str) -> Found:
        """Pure and possibly slow: runs outside the writer."""

    def reply(self, tx: Tx, person: Person, heard: Heard, found: Found) -> Reply | None:
        """Runs inside the transaction, with what `search` found. None: nobody could answer it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """Everything that crosses between one speaker and the rest of the house."""

    name: str
    title: str
    actions: tuple[Action, ...]
    # Required, so that no room forgets: what it holds about one person, and its erasure.
    personal: Callable[[Tx, Person], Sequence[str]]
    erase: Callable[[Tx, Person], None]
    # Every single thing it holds, a line each, for 导出; `personal` where that says it all.
    export: Callable[[Tx, Person], Sequence[str]] | None = None
    dialogues: "tuple[Dialogue, ...]" = ()
    due: Mapping[str, Callable[[Tx, Mapping[str, Any]], None]] | None = None
    answers: Answers | None = None
    mine: Callable[[Tx, Person], Sequence[str]] | None = None  # lines of 我的
    # What words that are nobody's command mean to this very person: a receipt where one is asked
    # for. None: nothing of this room's. Asked before thanks are answered, and before a question.
    meant: Callable[[Tx, Person, Heard], Reply | None] | None = None
    # What is answered to a question about something of this room that was just spoken of; the last
    # are what of it is asked (bot.hearing.situations.FIELDS) and what a search found. None: it is
    # about something else. Raises NeedsSearch.
    about: Callable[[Tx, Person, Focus, Heard, str, Found | None], Reply | None] | None = None
    # What beside the words speaks for an act or against it, for this very person, in logarithms of
    # odds: the sentence names an event that is ahead, a reminder of theirs, a place they hold.
    evidence: Callable[[Tx, Person, Heard], Mapping[str, float]] | None = None
    help: Sequence[str] = ()  # lines of 帮助
    # Lines of 帮助 for those who hold an office, each with the offices it is for.
    duties: Sequence[tuple[frozenset[str], str]] = ()
    demo: Callable[[Tx, Any], None] | None = None


def meant(rooms: Sequence[Capability], tx: Tx, person: Person, heard: Heard) -> Reply | None:
    """The first that one of `rooms` makes of it."""
    asked = (room.meant(tx, person, heard) for room in rooms if room.meant)
    return next((reply for reply in asked if reply is not None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The visible list of speakers, and which of them the carrier calls by itself."""

    capabilities: tuple[Capability, ...]
    identify: str  # the dialogue that confirms who somebody is
    welcome: str  # the action that greets a new follower; its argument is the scene
    unreadable: str  # … that answers a picture, a place, a file; its argument is the kind
    wordless: str  # … that answers a face or a blank
    guess: str  # … that answers what nobody understood; its argument is the text
