"""One text as it is heard: each reading of it is made once, when it is first asked for."""

import re
from datetime import datetime
from functools import cached_property, lru_cache
from typing import NamedTuple

from bot.hearing import pieces
from bot.hearing.weights import Ranked, Weights
from bot.language import naming
from bot.language.levelling import plain
from bot.language.text import REMEMBERED, chosen_number, normal
from bot.when import When, read

# 都行 and 都可以 say that anything will do.
_ALL = re.compile(
    r"(?<!不)都(?!市|可以|[行成好是没不有])|都不(?:去|要|参加|报)|全(?:部|都|体)|所有|统统|通通|一个不[留剩]"
)
KEPT = 8  # acts of a sentence that are remembered: what is likely is among the first three
WANTS = "wants"


class Meaning(NamedTuple):
    """What a sentence was learnt to mean to whoever speaks in one role."""

    acts: tuple[Ranked, ...]  # likeliest first
    wants: float  # how likely it is that the act is wanted
    stance: str  # what the sentence does with it, most likely, if that is not so
    plain: bool  # whether that is likelier than a wish


class Response(NamedTuple):
    """What a sentence does where something is shown or asked (bot.hearing.situations)."""

    does: tuple[Ranked, ...]  # likeliest first
    field: Ranked  # what it asks about, if it asks

    def likely(self, does: str) -> float:
        """How likely it is that it does this."""
        return next(each.p for each in self.does if each.label == does)

    @property
    def first(self) -> Ranked:
        return self.does[0]


class Hearing:
    """Tells the meaning of sentences; those that come again are remembered."""

    def __init__(self, weights: Weights, situated: Weights) -> None:
        """`weights` tell acts and stances, `situated` what is done in a situation."""
        self._weights, self._situated = weights, situated
        self._remembered = lru_cache(maxsize=8192)(self._meaning)
        self._responses = lru_cache(maxsize=4096)(self._response)

    def response(self, said: str, situation: str) -> Response:
        """Of a normal form."""
        tell = self._responses if len(said) <= REMEMBERED else self._response
        return tell(said, situation)

    def _response(self, said: str, situation: str) -> Response:
        tasks = self._situated.header.tasks
        scores = self._situated.scores(pieces.said_in(said, situation))
        does = tasks["does"].ranked(scores)
        return Response(tuple(does), tasks["field"].ranked(scores)[0])

    def meaning(self, said: str, role: str) -> Meaning:
        """Of a normal form."""
        tell = self._remembered if len(said) <= REMEMBERED else self._meaning
        return tell(said, role)

    def _meaning(self, said: str, role: str) -> Meaning:
        tasks = self._weights.header.tasks
        scores = self._weights.scores([*pieces.of(said), pieces.number(pieces.spoken_by(role))])
        stances = tasks["stance"].ranked(scores)
        wants = next(each.p for each in stances if each.label == WANTS)
        acts = tasks["act"].ranked(scores)[:KEPT]
        other = next(each for each in stances if each.label != WANTS)
        return Meaning(tuple(acts), wants, other.label, other.p > wants)

    def spoke(self, said: str, role: str, label: str, other: str) -> list[str]:
        """The pieces that spoke most for one act and against another."""
        return self._weights.spoke(said, role, label, other)


class Heard(str):
    """A text as it was typed, which keeps every reading of it that was asked for.

    What is cut out of it with the methods of `str` is a bare text again; `part` makes it heard.
    """

    _hearing: Hearing

    def __new__(cls, typed: str, hearing: Hearing) -> "Heard":
        heard = super().__new__(cls, typed)
        heard._hearing = hearing
        return heard

    def part(self, text: str) -> "Heard":
        """Another text, heard by the same ears: a clause of this one, what a number stands for."""
        return self if text is self else Heard(text, self._hearing)

    @cached_property
    def typed(self) -> str:
        """The bare text, for whatever remembers texts."""
        return str(self)

    @cached_property
    def said(self) -> str:
        """The normal form, in which a blank divides clauses."""
        return normal(self.typed)

    @cached_property
    def squeezed(self) -> str:
        """The normal form without any blank."""
        return self.said.replace(" ", "")

    @cached_property
    def plain(self) -> str:
        """The normal form in plain wording."""
        return plain(self.said)

    @cached_property
    def clauses(self) -> list[str]:
        return self.said.split(" ")

    @cached_property
    def number(self) -> int | None:
        """The number that a bare choice names."""
        return chosen_number(self.typed)

    @cached_property
    def place(self) -> int | None:
        """The place in a list that is named anywhere in it: 我要报第2项."""
        return naming.number_named(self.typed)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """The places in a list that are named, two of them or more: 1和3都退."""
        return naming.numbers_named(self.typed)

    @cached_property
    def of_all(self) -> bool:
        """Whether all there are is spoken of: 都取消, 全部不要了."""
        return _ALL.search(self.said) is not None

    @property
    def has_words(self) -> bool:
        """Digits and signs alone ask nothing."""
        return any(map(str.isalpha, self.said))

    @cached_property
    def is_a_name(self) -> bool:
        """Whether it seems to be a name to look for, rather than a sentence."""
        return naming.is_a_name(self.typed)

    def meaning(self, role: str) -> Meaning:
        """To whoever speaks in this role."""
        return self._hearing.meaning(self.said, role)

    def response(self, situation: str) -> Response:
        """Where this is shown or asked."""
        return self._hearing.response(self.said, situation)

    def time(self, now: datetime) -> When:
        """The time that is named; `bot.when` remembers what it has read."""
        return read(self.typed, now)
