"""Natural sentences: which action a text most likely asks for, by the wordings each declares."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from bot.clock import ZONE
from bot.conversation.capability import Wording
from bot.language.hearing import Hearing
from bot.language.levelling import plain
from bot.language.text import REMEMBERED
from bot.when import read

NEAREST = 3  # guesses kept per decision

# What a find is worth, 0–100: phrases stand by themselves, cues and hints need a topic.
TIMED, PHRASE, PHRASE_ALONE, CUE, HINT = 99.0, 95.0, 84.0, 88.0, 70.0
PER_CHARACTER = 0.3  # of topic and cue, up to TELLING of each: the more is said, the surer
TELLING = 8
CLEAR = 82.0  # as written: then it is not listened to for words that only sound the same
BY_SOUND = 6.0  # worth less than as written
ALIKE = 75.0  # nearness of an example that counts in full, 0–100
LESS_ALIKE = 0.8
UNLIKE = 72.0  # an example less near than this says nothing

_SOME_DAY = datetime(2026, 1, 5, tzinfo=ZONE)  # asked is whether a time is said, not which


@dataclass(frozen=True, slots=True)
class Wish:
    """An action's full name and how people ask for it."""

    action: str
    topics: str
    wording: Wording | None
    examples: tuple[str, ...]


class Guess(NamedTuple):
    """An action's full name and how likely it is meant, 0–100."""

    action: str
    score: float


class Intents:
    def __init__(self, wishes: Sequence[Wish]) -> None:
        self._hearing = Hearing(text for wish in wishes for text in _texts(wish))
        self._readers = [
            _Reader(wish.action, wish.wording.topics or wish.topics, wish.wording)
            for wish in wishes
            if wish.wording
        ]
        self._topics = {reader.about: _counted(reader.about) for reader in self._readers}
        # One look that tells most texts apart from all that is said without naming its topic.
        self._alone = _any_of(*(reader.alone for reader in self._readers))
        self._actions = [wish.action for wish in wishes for _ in wish.examples]
        self._examples = [_joined(plain(e)) for wish in wishes for e in wish.examples]
        self._near = lru_cache(maxsize=256)(self._near_in_length)
        self._remembered = lru_cache(maxsize=4096)(self._guesses)

    def guesses(self, said: str) -> tuple[Guess, ...]:
        """The best action first, one guess per action; `said` is in the normal form."""
        # By plain wording: one question comes with many greetings.
        text = plain(said)
        return self._remembered(text) if len(text) <= REMEMBERED else self._guesses(text)

    def _guesses(self, text: str) -> tuple[Guess, ...]:
        scores = self._scores(text)
        if max(scores.values(), default=0.0) >= CLEAR:
            return _ranked(scores)
        spelled = self._hearing.spelled_out(text)
        heard = plain(spelled) if spelled else self._hearing.corrected(text)
        if heard != text:
            for action, score in self._scores(heard).items():
                scores[action] = max(scores.get(action, 0.0), score - BY_SOUND)
        return _ranked(scores)

    def _scores(self, text: str) -> dict[str, float]:
        scores = self._alike(text)
        for reader in self._readers:
            if reader.action in scores and reader.speaks_against(text):
                del scores[reader.action]
        telling = {about: _telling(topics, text) for about, topics in self._topics.items()}
        alone = self._alone is not None and self._alone.search(text) is not None
        for reader in self._readers:
            told = telling[reader.about]
            if told or alone:
                score = reader.score(text, told)
                if score > scores.get(reader.action, 0.0):
                    scores[reader.action] = score
        return scores

    def _near_in_length(self, length: int) -> tuple[list[str], list[str]]:
        """The examples that a text so long can be like at all, and their actions: most are shorter."""
        near = [
            (example, action)
            for example, action in zip(self._examples, self._actions, strict=True)
            if 200 * min(length, len(example)) >= UNLIKE * (length + len(example))
        ]
        return [example for example, _ in near], [action for _, action in near]

    def _alike(self, text: str) -> dict[str, float]:
        scores: dict[str, float] = {}
        said = _joined(text)
        examples, actions = self._near(len(said))
        for _, alike, at in process.extract(
            said,
            examples,
            scorer=fuzz.ratio,
            limit=NEAREST,
            score_cutoff=UNLIKE,
        ):
            score = alike if alike >= ALIKE else alike * LESS_ALIKE
            scores[actions[at]] = max(scores.get(actions[at], 0.0), score)
        return scores


def _ranked(scores: dict[str, float]) -> tuple[Guess, ...]:
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    return tuple(Guess(action, min(score, 100.0)) for action, score in ranked[:NEAREST])


class _Reader:
    """One wording, compiled."""

    def __init__(self, action: str, about: str, wording: Wording) -> None:
        self.action = action
        self.about = about
        self.alone = "|".join(filter(None, (wording.timed, wording.phrases)))
        self._unless = _compiled(wording.unless)
        self._timed = _compiled(wording.timed)
        self._phrases = _compiled(wording.phrases)
        self._beside = [
            (pattern, worth + wording.weight)
            for words, worth in (
                (wording.phrases, PHRASE),
                (wording.cues, CUE),
                (wording.hints, HINT),
            )
            if (pattern := _compiled(words))
        ]
        # One look that tells most readers that nothing in the text is theirs.
        self._anything = _any_of(wording.timed, wording.phrases, wording.cues, wording.hints)
        self._alone = _compiled(self.alone)

    def speaks_against(self, text: str) -> bool:
        return self._unless is not None and self._unless.search(text) is not None

    def score(self, text: str, telling: int) -> float:
        """`telling`: how many characters of the text name the topic, at most TELLING."""
        look = self._anything if telling else self._alone
        if look is None or not look.search(text) or self.speaks_against(text):
            return 0.0
        if self._timed and self._timed.search(text) and _says_a_time(text):
            return TIMED
        if not telling:
            found = self._phrases and self._phrases.search(text)
            return _worth(PHRASE_ALONE, found) if found else 0.0
        for pattern, worth in self._beside:
            if found := pattern.search(text):
                return _worth(worth, found) + PER_CHARACTER * telling
        return 0.0


def _worth(worth: float, found: re.Match[str]) -> float:
    return worth + PER_CHARACTER * min(len(found[0]), TELLING)


def _any_of(*patterns: str) -> re.Pattern[str] | None:
    return _compiled("|".join(filter(None, patterns)))


def _compiled(pattern: str) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None


def _counted(topics: str) -> re.Pattern[str] | None:
    """Without groups, so that what it finds are the topics themselves."""
    compiled = _compiled(topics)
    if compiled is not None and compiled.groups:
        raise ValueError(f"topics with a group: {topics}")
    return compiled


def _telling(topics: re.Pattern[str] | None, text: str) -> int:
    return min(sum(map(len, topics.findall(text))), TELLING) if topics else 0


def _says_a_time(text: str) -> bool:
    when = read(text, _SOME_DAY)
    return when.at is not None or when.guess is not None


def _joined(text: str) -> str:
    return text.replace(" ", "")


def _texts(wish: Wish) -> tuple[str, ...]:
    """All its words; those of patterns that stand between signs."""
    wording = wish.wording or Wording()
    return (wish.topics, wording.topics, wording.phrases, wording.cues, wording.timed)
