"""Natural sentences: which action a text most likely asks for, by the wordings each declares."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from rapidfuzz import fuzz, process

from bot.capability import Wording
from bot.clock import ZONE
from bot.hearing import Hearing
from bot.plain import plain
from bot.when import read

NEAREST = 3  # guesses kept per decision

# What a find is worth, 0–100: phrases stand by themselves, cues and hints need a topic.
TIMED, PHRASE, PHRASE_ALONE = 99.0, 95.0, 84.0
CUE, CUE_ALONE = 88.0, 50.0
HINT, HINT_ALONE = 70.0, 30.0
PER_CHARACTER = 0.3  # of topic and cue, up to TELLING of each: the more is said, the surer
TELLING = 8
CLEAR = 82.0  # from here on nothing is tried by sound
BY_SOUND, BY_PINYIN = 8.0, 3.0  # worth less than as written
ALIKE = 75.0  # nearness of an example that counts in full, 0–100
LESS_ALIKE = 0.8

_SOME_DAY = datetime(2026, 1, 5, tzinfo=ZONE)  # asked is whether a time is said, not which


@dataclass(frozen=True, slots=True)
class Wish:
    """An action's full name and how people ask for it."""

    action: str
    topics: str
    wording: Wording | None
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """An action's full name and how likely it is meant, 0–100."""

    action: str
    score: float


class Intents:
    def __init__(self, wishes: Sequence[Wish]) -> None:
        self._hearing = Hearing(text for wish in wishes for text in _texts(wish))
        self._written = _Reader(wishes, str, shortest=1)
        self._sounded = _Reader(wishes, self._hearing.sounded, shortest=2)
        self.guesses = lru_cache(maxsize=4096)(self._guesses)

    def _guesses(self, said: str) -> tuple[Guess, ...]:
        """The best action first, one guess per action; `said` is in the normal form."""
        text = plain(said)
        scores = self._written.scores(text, text)
        if max(scores.values(), default=0.0) < CLEAR:
            for action, score in self._heard(said, text):
                scores[action] = max(scores.get(action, 0.0), score)
        ranked = sorted(scores.items(), key=lambda pair: -pair[1])
        return tuple(Guess(action, min(score, 100.0)) for action, score in ranked[:NEAREST])

    def _heard(self, said: str, text: str) -> list[tuple[str, float]]:
        spelled = self._hearing.spelled_out(said)
        heard = plain(spelled) if spelled else text
        less = BY_PINYIN if spelled else BY_SOUND
        found = self._sounded.scores(self._hearing.sounded(heard), heard)
        return [(action, score - less) for action, score in found.items()]


class _Reader:
    """All wishes in one form, as written or as it sounds."""

    def __init__(
        self, wishes: Sequence[Wish], form: Callable[[str], str], shortest: int
    ) -> None:
        """`shortest`: characters a find must have; one syllable alone sounds like too much."""
        self._matchers = [
            _Matcher(wish.action, wish.wording.topics or wish.topics, wish.wording, form, shortest)
            for wish in wishes
            if wish.wording
        ]
        self._actions = [wish.action for wish in wishes for _ in wish.examples]
        self._examples = [form(_joined(plain(e))) for wish in wishes for e in wish.examples]

    def scores(self, text: str, words: str) -> dict[str, float]:
        """`text` in this reader's form; `words` the same in which a time can be read."""
        scores = self._alike(text)
        about: dict[str, int] = {}
        for matcher in self._matchers:
            if matcher.about not in about:
                about[matcher.about] = matcher.telling(text)
            score = matcher.score(text, about[matcher.about], words)
            if score > scores.get(matcher.action, 0.0):
                scores[matcher.action] = score
        return scores

    def _alike(self, text: str) -> dict[str, float]:
        scores: dict[str, float] = {}
        for _, alike, at in process.extract(
            _joined(text), self._examples, scorer=fuzz.ratio, limit=NEAREST
        ):
            score = alike if alike >= ALIKE else alike * LESS_ALIKE
            scores[self._actions[at]] = max(scores.get(self._actions[at], 0.0), score)
        return scores


class _Matcher:
    """One wording, compiled."""

    def __init__(
        self, action: str, topics: str, wording: Wording, form: Callable[[str], str], shortest: int
    ) -> None:
        def compiled(pattern: str) -> re.Pattern[str] | None:
            return re.compile(form(pattern)) if pattern else None

        self.action = action
        self.about = topics
        self._shortest = shortest
        self._topics = compiled(topics)
        self._unless = compiled(wording.unless)
        self._timed = compiled(wording.timed)
        self._tiers = [
            (compiled(wording.phrases), PHRASE, PHRASE_ALONE),
            (compiled(wording.cues), CUE, CUE_ALONE),
            (compiled(wording.hints), HINT, HINT_ALONE),
        ]
        self._weight = wording.weight

    def telling(self, text: str) -> int:
        """How many characters of the text name the topic."""
        if self._topics is None:
            return 0
        found = (len(topic[0]) for topic in self._topics.finditer(text))
        return min(sum(size for size in found if size >= self._shortest), TELLING)

    def score(self, text: str, telling: int, words: str) -> float:
        if self._unless and self._unless.search(text):
            return 0.0
        if self._timed and self._finds(self._timed, text) and _says_a_time(words):
            return TIMED + self._weight
        for pattern, beside, alone in self._tiers:
            if pattern and (size := self._finds(pattern, text)):
                worth = beside if telling else alone
                return worth + PER_CHARACTER * (telling + min(size, TELLING)) + self._weight
        return 0.0

    def _finds(self, pattern: re.Pattern[str], text: str) -> int:
        """The length of the first find that is long enough, else 0."""
        found = (len(match[0]) for match in pattern.finditer(text))
        return next((size for size in found if size >= self._shortest), 0)


def _says_a_time(words: str) -> bool:
    when = read(words, _SOME_DAY)
    return when.at is not None or when.guess is not None


def _joined(text: str) -> str:
    return text.replace(" ", "")


def _texts(wish: Wish) -> tuple[str, ...]:
    wording = wish.wording or Wording()
    patterns = (wording.phrases, wording.cues, wording.hints, wording.timed, wording.topics)
    return (*patterns, *wish.examples, wish.topics)
