"""Natural sentences: which action a text most resembles, by the examples each one declares."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from bot.text import squeezed

NEAREST = 3  # examples looked at per decision


@dataclass(frozen=True, slots=True)
class Guess:
    """An action's full name and how near its nearest example is, 0–100."""

    action: str
    score: float


class Intents:
    def __init__(self, examples: Iterable[tuple[str, str]]) -> None:
        """`examples`: (action's full name, sentence)."""
        pairs = [(action, squeezed(sentence)) for action, sentence in examples]
        self._actions = [action for action, _ in pairs]
        self._sentences = [sentence for _, sentence in pairs]
        self.guesses = lru_cache(maxsize=4096)(self._guesses)

    def _guesses(self, said: str) -> tuple[Guess, ...]:
        """The best action first, one guess per action."""
        best: dict[str, float] = {}
        for _, score, index in process.extract(
            said.replace(" ", ""), self._sentences, scorer=fuzz.ratio, limit=NEAREST * 4
        ):
            action = self._actions[index]
            best[action] = max(best.get(action, 0.0), score)
        ranked = sorted(best.items(), key=lambda pair: -pair[1])
        return tuple(Guess(action, score) for action, score in ranked[:NEAREST])
