"""What words ask for: start words first, else what their sentence was learnt to mean.

The same for everybody of one role and at any time, so it is told before any transaction, and
remembered.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from bot.conversation.capability import Action, Capability, Found, House
from bot.hearing import pieces, sentences, weights
from bot.hearing.weights import Ranked
from bot.language.sound import syllable
from bot.language.text import REMEMBERED, chosen_number, normal
from bot.message import Message

SURE = 0.8  # likelihood of an act from which on it is done without a search
LIKELY = 0.5  # … from which on it is done when the answers have no sure one
POSSIBLE = 0.12  # … from which on it is offered where something is asked back
OFFERED = 3  # choices of a question back, at most
QUESTION = "faq"  # the act of asking what a rule says
DRESS = 24  # signs and faces around a start word up to which what follows is kept as typed

# Around what is to be done to a line of a list; with nothing else said, it is chosen: 看第2个.
_BEFORE = r"(?:请|麻烦|你|帮|给|替|把|我|想|要|就|那|还是|再|看|选|点)*"
_AFTER = r"(?:掉|了|吧|呢|啦|的|详情|一下|可以吗|行吗|好吗)*"


class Heard(NamedTuple):
    """What is to be done with a sentence that is no command: one action, or a question back
    that offers several."""

    action: str
    choices: tuple[str, ...] = ()


class Understanding:
    """Built once from the visible list of capabilities."""

    def __init__(self, house: House) -> None:
        rooms = house.capabilities
        self._house = house
        self.actions: dict[str, Action] = {
            f"{c.name}.{a.name}": a for c in rooms for a in c.actions
        }
        # Of every start word in its normal form, the full name of its action.
        self.starts = {normal(w): n for n, a in self.actions.items() for w in a.starts}
        self._longest = max(map(len, self.starts), default=0)
        self._sounding = {_sound(word): word for word in self.starts}
        self._of_lines = {room.name: _of_lines(room) for room in rooms}
        self.answers, self.asking = next((c.answers, f"{c.name}.ask") for c in rooms if c.answers)
        # Of every act that can be done here, the full name of the action that does it.
        self.acts = {act: name for name, a in self.actions.items() for act in a.acts}
        self.acts[QUESTION] = self.asking
        self._weights = weights.read(sentences.WEIGHTS)
        self._ranked = lru_cache(maxsize=8192)(self._rank)
        self._commands = lru_cache(maxsize=8192)(self._command)

    # ---------------------------------------------------------------- before a search

    def question(self, message: Message) -> str | None:
        """What the answers will be searched for, as far as words alone tell: searched before the
        first pass, such a message need not pass twice."""
        said = message.said if message.kind == "text" else ""
        if not has_words(said) or chosen_number(said) is not None or self.of(message.text):
            return None
        return message.text

    def of(self, text: str, role: str = sentences.ROLES[0]) -> tuple[str, str] | None:
        """The full name of the action that a text surely asks for, and its argument.

        What a question in an entry's own words seems to wish besides is not listened to.
        """
        return self.command(text) or (
            None if self.answers.exactly(text) else self._sure(text, role)
        )

    def command(self, text: str) -> tuple[str, str] | None:
        """A start word at the head of the line: (action, the rest of the line as typed)."""
        return self._commands(text) if len(text) <= REMEMBERED else self._command(text)

    def _command(self, text: str) -> tuple[str, str] | None:
        said = normal(text)
        for end in range(min(self._longest, len(said)), 0, -1):
            name = self.starts.get(said[:end])
            if name is None:
                continue
            rest = said[end:]
            if rest and not self._may_follow(name, rest, said):
                continue
            return name, _behind(said[:end], text.strip()) or rest.strip(" :")
        return self._heard(said)

    def _heard(self, said: str) -> tuple[str, str] | None:
        """取肖报名 is 取消报名: the whole line has a start word's sound and a character of it."""
        if len(said) > self._longest:
            return None
        word = self._sounding.get(_sound(said))
        if word is None or not any(map(str.__eq__, word, said)):
            return None
        return self.starts[word], ""

    def of_line(self, words: str, room: str) -> str | None:
        """What is asked for of a line of this room's list, "" when it is only chosen (看第2个);
        None when the words say something else."""
        asked = (name for pattern, name in self._of_lines.get(room, ()) if pattern.fullmatch(words))
        return next(asked, None)

    def _may_follow(self, name: str, rest: str, said: str) -> bool:
        """After a blank or a colon anything; a number at once, unless the line means more: 提醒1改成9点."""
        if self.actions[name].alone:
            return False
        if rest[0] in " :":
            return True
        if not rest[0].isdigit():
            return False
        wish = self._sure(said, sentences.ROLES[0])
        return rest.isdigit() or wish is None or wish[0] == name

    def _sure(self, text: str, role: str) -> tuple[str, str] | None:
        best = self.ranked(text, role)[0]
        if best.p >= SURE and best.label in self.acts and best.label != QUESTION:
            return self.acts[best.label], text
        return None

    # ---------------------------------------------------------------- what it means

    def ranked(self, text: str, role: str) -> list[Ranked]:
        """All acts, likeliest first; of a text without words nothing is likely."""
        said = normal(text)
        return self._ranked(said, role) if len(said) <= REMEMBERED else self._rank(said, role)

    def _rank(self, said: str, role: str) -> list[Ranked]:
        numbers = [*pieces.of(said), pieces.number(pieces.spoken_by(role))]
        return self._weights.header.tasks["act"].ranked(self._weights.scores(numbers))

    def decide(self, text: str, role: str, found: Found) -> Heard:
        """For a text that is no command, given what was found."""
        if found.exact:
            return Heard(self.asking)
        ranked = _with_answers(self.ranked(text, role), found)
        best = ranked[0]
        if best.p >= LIKELY and best.label in self.acts:
            return Heard(self.acts[best.label])
        likely = [r.label for r in ranked[:OFFERED] if r.p >= POSSIBLE and r.label in self.acts]
        offered = tuple(dict.fromkeys(self.acts[label] for label in likely))
        if len(offered) > 1:
            return Heard("", offered)
        return Heard(self.asking if found.verdict == "guess" else self._house.guess)

    def understood(self, text: str, role: str = sentences.ROLES[0]) -> str:
        """The full name of the action that a text leads to with no dialogue and no menu open."""
        said = normal(text)
        if not said:
            return self._house.wordless
        if wish := self.of(text, role):
            return wish[0]
        if not has_words(said):
            return self._house.guess
        heard = self.decide(text, role, self.answers.search(text))
        return heard.action or heard.choices[0]


def _with_answers(ranked: list[Ranked], found: Found) -> list[Ranked]:
    """The searcher's verdict is one more piece of evidence that a rule is asked about."""
    odds = {"sure": 12.0, "guess": 1.0, "none": 0.15}[found.verdict]
    raised = [r._replace(p=r.p * odds) if r.label == QUESTION else r for r in ranked]
    total = sum(r.p for r in raised)
    return sorted((r._replace(p=r.p / total) for r in raised), key=lambda r: -r.p)


def _of_lines(room: Capability) -> list[tuple[re.Pattern[str], str]]:
    asked = [(a.listed, f"{room.name}.{a.name}") for a in room.actions if a.listed]
    return [
        (re.compile(f"{_BEFORE}(?:(?:{words}){_AFTER}){{1,2}}"), name)
        for words, name in [("", ""), *asked]
    ]


def has_words(said: str) -> bool:
    """Digits and signs alone ask nothing."""
    return any(map(str.isalpha, said))


def _sound(words: str) -> tuple[str, ...]:
    return tuple(map(syllable, words))


def _behind(head: str, typed: str) -> str:
    """What was typed after a start word, which may have been typed in another form."""
    for end in range(len(head), min(len(typed), len(head) + DRESS) + 1):
        if normal(typed[:end]) == head:
            return typed[end:].strip(" ，,、:：")
    return ""
