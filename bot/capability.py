"""The one seam between the carrier and the speakers: what a room in handlers/ exports."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from bot.message import Reply
from bot.people.person import Person
from bot.store.tx import Tx

if TYPE_CHECKING:
    from bot.dialogue import Dialogue

Speak = Callable[[Tx, Person, str], Reply]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person may ask for, in all the ways of asking for it.

    `starts` are words at the head of a line (“报名 大讲堂”: the rest is the argument);
    `examples` are whole sentences for the fuzzy match (the argument is what was typed);
    menus name it by `capability.action`.
    """

    name: str
    speak: Speak
    starts: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    identity: bool = False  # who it is must be confirmed first
    anywhere: bool = False  # a start word alone on its line works inside any dialogue


@dataclass(frozen=True, slots=True)
class Found:
    """What a search outside the writer found: candidates best first, and how sure it is."""

    question: str
    candidates: tuple[tuple[str, float], ...]
    verdict: str  # "sure", "guess" or "none"


class Answers(Protocol):
    """A capability that answers questions no action matches."""

    examples: Sequence[str]  # questions that look like wishes for another action

    def search(self, question: str) -> Found:
        """Pure and possibly slow: runs outside the writer."""

    def reply(self, tx: Tx, person: Person, found: Found) -> Reply:
        """Runs inside the transaction, with what `search` found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """Everything that crosses between one speaker and the rest of the house."""

    name: str
    title: str
    actions: tuple[Action, ...]
    # Required, so that no room forgets: what it holds about one person, and its erasure.
    personal: Callable[[Tx, Person], Sequence[str]]
    erase: Callable[[Tx, Person], None]
    dialogues: "tuple[Dialogue, ...]" = ()
    due: Mapping[str, Callable[[Tx, Mapping[str, Any]], None]] | None = None
    answers: Answers | None = None
    mine: Callable[[Tx, Person], Sequence[str]] | None = None  # lines of 我的
    help: Sequence[str] = ()  # lines of 帮助
    demo: Callable[[Tx, Any], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The visible list of speakers, and which of them the carrier calls by itself."""

    capabilities: tuple[Capability, ...]
    identify: str  # the dialogue that confirms who somebody is
    welcome: str  # the action that greets a new follower; its argument is the scene
    unreadable: str  # … that answers a picture, a place, a file; its argument is the kind
    wordless: str  # … that answers a face or a blank
    guess: str  # … that answers what nobody understood; its argument is the text
