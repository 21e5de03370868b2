"""What words ask for: start words first, else what their sentence was learnt to mean.

The sentence is weighed with what is known beside it: who speaks, what exists, what they hold, what
was just shown, and what the answers have. Sure enough, it is done; else it is asked back.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp
from types import MappingProxyType
from typing import NamedTuple

from bot.conversation.capability import Action, Capability, Found, House
from bot.hearing import clauses, sentences, situations, vetoes, weights
from bot.hearing.acts import CHANGING, FOLLOWING, OFFICIAL, TALK
from bot.hearing.heard import WANTS, Heard, Hearing, Meaning
from bot.hearing.situations import ANSWERS
from bot.hearing.weights import Ranked
from bot.language.sound import syllable
from bot.language.text import REMEMBERED, chosen_number, normal
from bot.message import Message

# Likelihoods, each chosen on sentences that nobody who wrote these weights' sentences had read
# (docs/hearing.md): from which on an act is done without a search, and with one.
SURE, LIKELY = 0.8, 0.5
SURE_AT_ONCE = 0.95  # … when it changes something without asking first
WANTED = 0.7  # of what a sentence does: from which on it is a wish
POSSIBLE = 0.06  # … from which on it is offered where something is asked back
UNWANTED = 0.3  # … below which what asks first is not even begun
ASKS, RULED_OUT = "asks", "rules_out"
UNCLEAR = "unclear"  # what a sentence does that is neither plainly a wish nor anything else
NEARLY, NEARLY_KNOWN = 0.2, 0.15  # … how likely the first of several must be
SHOWN = 0.3  # … and what only shows what is named in the sentence, to be shown
ALONE = 0.4  # … and what alone is likely and changes nothing, to be done
TALKS = 0.4  # … and small talk, which gets a short sentence of its kind
OFFERED = 3  # choices of a question back, at most
QUESTIONS = frozenset({"faq", "faq.follow"})  # acts of asking what a rule says
DRESS = 24  # signs and faces around a start word up to which what follows is kept as typed
FLOOR = 0.003  # of every act that is weighed: no sentence is so clear that nothing else is possible
NO_OFFICE = -2.5  # against what is asked for in office, from whom holds none
JUST_SHOWN = 1.0  # for what the room can do whose list or card was shown last
ANSWERED = {"sure": 2.5, "guess": 0.0, "none": -1.9}  # for a question, by the searcher's verdict
UNOFFICIAL = frozenset({"member", "newcomer", "volunteer"})  # who speaks without an office
LONGEST_BESIDE = 24  # characters of a wish where any text is an answer: what is longer is one
# … how likely an act must be, and up to which likelihood of an answer it is asked about.
BESIDE = ((0.8, 0.7), (0.97, 0.9))
TOLD = "notice.create"  # the act of a text that is to be told to others
Evidence = Mapping[str, float]

# Around what is to be done to a line of a list; with nothing else said, it is chosen: 看第2个.
_BEFORE = r"(?:请|麻烦|你|帮|给|替|把|我|想|要|就|那|还是|再|看|选|点)*"
_AFTER = r"(?:掉|了|吧|呢|啦|的|详情|一下|可以吗|行吗|好吗)*"


class Decision(NamedTuple):
    """What is to be done with a sentence that is no command: one action, with what the sentence
    does with it; or a question back that offers several."""

    action: str
    stance: str = WANTS
    choices: tuple[str, ...] = ()


class Situated(NamedTuple):
    """What is known of whoever speaks, beside their words."""

    role: str = sentences.ROLES[0]
    room: str = ""  # whose list or card they were shown last
    evidence: Evidence = MappingProxyType({})


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
        self.acts |= dict.fromkeys(QUESTIONS, self.asking)
        self._written = [(re.compile(a.written), n) for n, a in self.actions.items() if a.written]
        self.hearing = Hearing(weights.read(sentences.WEIGHTS), weights.read(situations.WEIGHTS))
        self._commands = lru_cache(maxsize=8192)(self._command)
        self._by_words = lru_cache(maxsize=8192)(self._of_anybody)

    def hear(self, text: str) -> Heard:
        return text if isinstance(text, Heard) else Heard(text, self.hearing)

    # ---------------------------------------------------------------- before a search

    def question(self, message: Message) -> str | None:
        """What the answers will be searched for, as far as words alone tell: searched before the
        first pass, such a message need not pass twice."""
        said = message.said if message.kind == "text" else ""
        if not _has_words(said) or chosen_number(said) is not None or self.of(message.text):
            return None
        return message.text

    def of(
        self, text: str, sure: float = 0.0, known: Situated | None = None
    ) -> tuple[str, str] | None:
        """The full name of the action that a text surely asks for, and its argument.

        What a question in an entry's own words seems to wish besides is not listened to.
        """
        if known is None and not sure and len(text) <= REMEMBERED:
            return self._by_words(str(text))
        return self.command(text) or (
            None if self.answers.exactly(text) else self._sure(text, sure, known)
        )

    def _of_anybody(self, text: str) -> tuple[str, str] | None:
        return self.command(text) or (None if self.answers.exactly(text) else self._sure(text))

    def beside(self, heard: Heard, role: str, situation: str) -> tuple[str, str] | None:
        """What a text plainly asks for, where a question of this situation takes any text for its
        answer: (action, argument)."""
        if len(heard.said) > LONGEST_BESIDE or "\n" in heard.strip():
            return None
        meaning, known = heard.meaning(role), Situated(role)
        best = self._together(self.weighed(meaning.acts, known))[0]
        if command := self.command(heard.typed):
            labelled = ":" in heard.said[: self._longest + 1]  # 活动：… is a line of a text
            return None if labelled or meaning.acts[0].label == TOLD else command
        answers = heard.response(situation).likely(ANSWERS)
        plainly = any(best.p >= act and answers < most for act, most in BESIDE)
        name = self.acts.get(best.label, "")
        if not plainly or meaning.wants < UNWANTED or not self._leads_elsewhere(name):
            return None
        return name, heard.typed

    def _leads_elsewhere(self, name: str) -> bool:
        action = self.actions.get(name)
        room = self._house.guess.partition(".")[0]
        talk = action is not None and action.small and name.startswith(f"{room}.")
        return name == self.asking or bool(action and not talk and TOLD not in action.acts)

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
        wish = self._sure(said)
        return rest.isdigit() or wish is None or wish[0] == name

    def _sure(
        self, text: str, sure: float = 0.0, known: Situated | None = None
    ) -> tuple[str, str] | None:
        heard, known = self.hear(text), known or Situated()
        decision = self.decide(heard, known)
        if decision is None or not decision.action or decision.stance != WANTS:
            return None
        best = self._together(self.weighed(heard.meaning(known.role).acts, known))[0]
        return (decision.action, text) if best.p >= sure else None

    def written(self, said: str) -> str | None:
        """The full name of the action that a line is a command for by its shape: a code."""
        return next((name for form, name in self._written if form.fullmatch(said)), None)

    # ---------------------------------------------------------------- what it means

    def decide(self, heard: Heard, known: Situated, found: Found | None = None) -> Decision | None:
        """For a text that is no command; None when only a search can tell."""
        if found and found.exact:
            return Decision(self.asking)
        meaning = heard.meaning(known.role)
        ranked = self._together(self.weighed(meaning.acts, known, found))
        best = ranked[0]
        if best.label in QUESTIONS and found is None:
            return None
        if best.p >= self._bar(best.label, meaning, found) and best.label in self.acts:
            return Decision(self.acts[best.label], self._stance(best.label, heard, meaning))
        return None if found is None else self._unsure(heard, ranked, known, found)

    def _together(self, ranked: list[Ranked]) -> list[Ranked]:
        """Acts that one action does are one: each is told by its likeliest."""
        first: dict[str, Ranked] = {}
        for each in ranked:
            name = self.acts.get(each.label, each.label)
            name = (name in self.actions and self.actions[name].akin) or name
            known = first.setdefault(name, each._replace(p=0.0))
            first[name] = known._replace(p=known.p + each.p)
        return sorted(first.values(), key=lambda r: -r.p)

    def _bar(self, act: str, meaning: Meaning, found: Found | None) -> float:
        """How likely an act must be; it may be less so where nothing will be done."""
        if act in CHANGING and meaning.wants < UNWANTED:
            return LIKELY
        name = self.acts.get(act, "")
        if name in self.actions and self.actions[name].at_once:
            return SURE_AT_ONCE
        return SURE if found is None else LIKELY

    def _stance(self, act: str, heard: Heard, meaning: Meaning) -> str:
        """What the sentence does with an act; where that is not told apart, it is wanted."""
        if act not in CHANGING:
            return WANTS
        if vetoes.ruled_out(heard.said, act):
            return RULED_OUT
        if meaning.wants >= WANTED:
            return WANTS
        if self.actions[self.acts[act]].at_once:
            return meaning.stance if meaning.plain or meaning.stance == ASKS else UNCLEAR
        # Whatever asks first tells how as well, and does nothing.
        return WANTS if meaning.wants >= UNWANTED or meaning.stance == ASKS else meaning.stance

    def _unsure(
        self, heard: Heard, ranked: list[Ranked], known: Situated, found: Found
    ) -> Decision:
        # Where something is named that exists, it is about that, whatever it is.
        if asked_about := self._asked_about(heard, known):
            return Decision(asked_about)
        nearly = NEARLY_KNOWN if any(each > 0 for each in known.evidence.values()) else NEARLY
        theirs = [r for r in ranked if not (r.label in OFFICIAL and known.role in UNOFFICIAL)]
        if ranked[0].label in QUESTIONS:
            return Decision(self.asking)
        # A question would be answered, and nobody chooses small talk from a list.
        first = ranked[0]
        shows = first.label in self.acts and first.label not in CHANGING and first.p >= SHOWN
        if shows and known.evidence.get(first.label, 0) > 0:  # it only shows what is named
            return Decision(self.acts[first.label])
        can = [r for r in theirs if r.label in self.acts and r.label not in QUESTIONS | TALK]
        likely = [r.label for r in can[:OFFERED] if r.p >= POSSIBLE]
        offered = tuple(self.acts[label] for label in likely)
        if ranked[0].label in TALK and ranked[0].p >= TALKS:
            return Decision(self.acts[ranked[0].label])
        if offered and ranked[0].p >= nearly:
            if len(offered) > 1 or (likely[0] in CHANGING and ranked[0].p >= ALONE):
                return Decision("", choices=offered)
            if likely[0] not in CHANGING and ranked[0].p >= ALONE:  # nothing else is possible
                return Decision(offered[0])
        return Decision(self.asking if found.verdict == "guess" else self._house.guess)

    def _asked_about(self, heard: Heard, known: Situated) -> str:
        """A question that names what exists is about that, however it is worded."""
        named = {act: known.evidence.get(act, 0.0) for act in FOLLOWING}
        best = max(named, key=named.__getitem__)
        return self.acts[best] if named[best] > 0 and clauses.asks(heard) else ""

    def weighed(
        self, acts: Sequence[Ranked], known: Situated, found: Found | None = None
    ) -> list[Ranked]:
        """The acts, likeliest first, once all that is known has spoken."""
        weights = {
            act.label: (act.p + FLOOR) * exp(self._offset(act.label, known, found)) for act in acts
        }
        # All other acts together keep what they had.
        total = sum(weights.values()) + max(0.0, 1 - sum(act.p for act in acts))
        shares = [Ranked(label, weight / total) for label, weight in weights.items()]
        return sorted(shares, key=lambda r: -r.p)

    def _offset(self, act: str, known: Situated, found: Found | None) -> float:
        offset = known.evidence.get(act, 0.0)
        if act in OFFICIAL and known.role in UNOFFICIAL:
            offset += NO_OFFICE
        if known.room and self.acts.get(act, "").startswith(f"{known.room}."):
            offset += JUST_SHOWN
        if found is not None and act in QUESTIONS:
            offset += ANSWERED[found.verdict]
        return offset

    def understood(self, text: str, role: str = sentences.ROLES[0]) -> str:
        """The full name of the action that a text leads to with no dialogue and no menu open."""
        heard = self.hear(text)
        if not heard.said:
            return self._house.wordless
        if command := self.command(text):
            return command[0]
        if name := self.written(heard.said):
            return name
        if not heard.has_words:
            return self._house.guess
        known = Situated(role)
        decision = None if self.answers.exactly(text) else self.decide(heard, known)
        decision = decision or self.decide(heard, known, self.answers.search(text))
        assert decision is not None  # noqa: S101 - what was found tells
        return decision.action or decision.choices[0]


def _of_lines(room: Capability) -> list[tuple[re.Pattern[str], str]]:
    asked = [(a.listed, f"{room.name}.{a.name}") for a in room.actions if a.listed]
    return [
        (re.compile(f"{_BEFORE}(?:(?:{words}){_AFTER}){{1,2}}"), name)
        for words, name in [("", ""), *asked]
    ]


def _has_words(said: str) -> bool:
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
