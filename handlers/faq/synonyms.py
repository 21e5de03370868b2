"""Different words for one thing: which of the known groups a text touches, and where."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

SHORTEST_TERM = 2


class Touched(NamedTuple):
    start: int
    end: int
    group: int


class Synonyms:
    def __init__(self, groups: Iterable[Sequence[str]] = ()) -> None:
        self._terms: dict[str, list[tuple[str, int]]] = {}
        for group, terms in enumerate(groups):
            for term in terms:
                self._add(term, group)

    def _add(self, term: str, group: int) -> None:
        if len(term) < SHORTEST_TERM:
            raise ValueError(f"synonym {term!r} is shorter than {SHORTEST_TERM} characters")
        self._terms.setdefault(term[:SHORTEST_TERM], []).append((term, group))

    def touched(self, text: str) -> list[Touched]:
        return [
            Touched(start, start + len(term), group)
            for start in range(len(text) - SHORTEST_TERM + 1)
            for term, group in self._terms.get(text[start : start + SHORTEST_TERM], ())
            if text.startswith(term, start)
        ]

    def groups(self, text: str) -> frozenset[int]:
        return frozenset(each.group for each in self.touched(text))
