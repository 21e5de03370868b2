"""How sure the search is: features weighed into an order, and the order into probabilities."""

from collections.abc import Sequence
from math import exp, sqrt
from operator import mul
from typing import Literal, Protocol

Verdict = Literal["sure", "guess", "none"]

SURE = 0.5  # from this probability on one answer is given …
GAP = 0.1  # … unless the second is as near as this
GUESS = 0.15  # from here on suggestions are worth reading

BEYOND = 5.0  # the step down assumed behind the last candidate
EXTRAS = ("gap", "share", "score", "lead_on_fourth")

RANK_WEIGHTS: tuple[float, ...] = (0.0,) * 23
GATE_WEIGHTS: tuple[float, ...] = (0.0,) * 27
GATE_BIAS = 0.0


class Scored(Protocol):
    @property
    def score(self) -> float: ...


def judge(candidates: Sequence[Scored]) -> Verdict:
    """One answer, a few suggestions, or none; the candidates come best first."""
    if not candidates or candidates[0].score < GUESS:
        return "none"
    second = candidates[1].score if len(candidates) > 1 else 0.0
    clear = candidates[0].score >= SURE and candidates[0].score - second >= GAP
    return "sure" if clear else "guess"


def weigh(rows: Sequence[Sequence[float]]) -> list[float]:
    """For every candidate's features the probability that it answers the question."""
    if not rows:
        return []
    ranks = [sum(map(mul, RANK_WEIGHTS, row)) for row in rows]
    shares = in_shares(ranks)
    best = max(range(len(rows)), key=ranks.__getitem__)
    weighed = sum(map(mul, GATE_WEIGHTS, gate_row(rows[best], ranks, shares[best])))
    sure = 1 / (1 + exp(-(GATE_BIAS + weighed)))
    answerable = min(1.0, sure / shares[best])
    scores = [min(sure, answerable * share) for share in shares]
    scores[best] = sure
    return scores


def in_shares(ranks: Sequence[float]) -> list[float]:
    """If one of them is right, the probability that it is this one."""
    top = max(ranks)
    powers = [exp(rank - top) for rank in ranks]
    whole = sum(powers)
    return [power / whole for power in powers]


def gate_row(row: Sequence[float], ranks: Sequence[float], share: float) -> list[float]:
    """The best one's features, and how far the others are behind."""
    ordered = sorted(ranks, reverse=True) + [min(ranks) - BEYOND] * 3
    first, second, fourth = ordered[0], ordered[1], ordered[3]
    return [*row, sqrt(min(first - second, 6.0)), share, first, min(first - fourth, 8.0)]
