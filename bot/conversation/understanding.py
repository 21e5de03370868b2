"""What words alone ask for: start words, wishes in words of one's own, else a question.

The same for everybody and at any time, so it is told before any transaction, and remembered.
"""

import re
from functools import lru_cache

from bot.conversation.capability import Action, Capability, Found, House
from bot.conversation.intents import Guess, Intents, Wish
from bot.language.sound import syllable
from bot.language.text import REMEMBERED, chosen_number, normal
from bot.message import Message

SURE = 82.0  # likelihood of a wish, 0–100, from which on it is granted without a search
LIKELY = 58.0  # … from which on it is granted when the answers have no sure one
DRESS = 24  # signs and faces around a start word up to which what follows is kept as typed

# Around what is to be done to a line of a list; with nothing else said, it is chosen: 看第2个.
_BEFORE = r"(?:请|麻烦|你|帮|给|替|把|我|想|要|就|那|还是|再|看|选|点)*"
_AFTER = r"(?:掉|了|吧|呢|啦|的|详情|一下|可以吗|行吗|好吗)*"


class Wishes:
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
        self._remembered = lru_cache(maxsize=8192)(self._of)
        self.answers, self.asking = next((c.answers, f"{c.name}.ask") for c in rooms if c.answers)
        self.intents = Intents([wish for room in rooms for wish in self._worded(room)])

    def _worded(self, room: Capability) -> list[Wish]:
        wishes = [
            Wish(f"{room.name}.{a.name}", room.topics, a.wording, (*a.examples, *a.starts))
            for a in room.actions
        ]
        asked = [Wish(self.asking, room.topics, wording, ()) for wording in room.asked]
        examples = tuple(room.answers.examples) if room.answers else ()
        return [*wishes, *asked, Wish(self.asking, room.topics, None, examples)]

    # ---------------------------------------------------------------- before a search

    def question(self, message: Message) -> str | None:
        """What the answers will be searched for, as far as words alone tell: searched before the
        first pass, such a message need not pass twice."""
        said = message.said if message.kind == "text" else ""
        if not has_words(said) or chosen_number(said) is not None or self.of(message.text):
            return None
        return message.text

    def of(self, text: str) -> tuple[str, str] | None:
        """The full name of the action that a text surely asks for, and its argument."""
        return self._remembered(text) if len(text) <= REMEMBERED else self._of(text)

    def _of(self, text: str) -> tuple[str, str] | None:
        """What a question in an entry's own words seems to wish besides is not listened to."""
        return self.command(text) or (None if self.answers.exactly(text) else self._sure(text))

    def command(self, text: str) -> tuple[str, str] | None:
        """A start word at the head of the line: (action, the rest of the line as typed)."""
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
        wish = self._sure(said)
        return rest.isdigit() or wish is None or wish[0] == name

    def _sure(self, text: str) -> tuple[str, str] | None:
        guesses = self.intents.guesses(normal(text))
        if guesses and guesses[0].score >= SURE and guesses[0].action != self.asking:
            return guesses[0].action, text
        return None

    # ---------------------------------------------------------------- after it

    def decide(self, said: str, found: Found) -> str:
        """The full name of the action for a text that is no command, given what was found."""
        if found.exact:
            return self.asking
        guesses = self.intents.guesses(said)
        best = guesses[0] if guesses else Guess(self._house.guess, 0.0)
        if best.score >= SURE and best.action != self.asking:
            return best.action
        if found.verdict == "sure":
            return self.asking
        if best.score >= LIKELY:
            return best.action
        return self.asking if found.verdict == "guess" else self._house.guess

    def understood(self, text: str) -> str:
        """The full name of the action that a text leads to with no dialogue and no menu open."""
        said = normal(text)
        if not said:
            return self._house.wordless
        if wish := self.of(text):
            return wish[0]
        return (
            self.decide(said, self.answers.search(text)) if has_words(said) else self._house.guess
        )


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
