"""How sure the search is: features weighed into an order, and the order into probabilities."""

from collections.abc import Sequence
from math import exp, sqrt
from operator import mul
from typing import Literal, Protocol

Verdict = Literal["sure", "guess", "none"]

SURE = 0.4  # from this probability on one answer is given …
GAP = 0.1  # … unless the second is as near as this
GUESS = 0.1  # from here on suggestions are worth reading

BEYOND = 5.0  # the step down assumed behind the last candidate
EXTRAS = ("gap", "share", "score", "lead_on_fourth")

# Learned by tests/bench/train_gate.py from everyday sentence pairs, encyclopaedia passages and the
# shipped entries, with part of the entries taken out; printed there, pasted here.
RANK_WEIGHTS: tuple[float, ...] = (
    4.98,  # retrieval
    1.42,  # relative
    1.63,  # back_cover
    2.34,  # order
    2.62,  # order_squared
    2.78,  # order_bare
    3.02,  # sound
    3.51,  # sound_bare
    2.71,  # named
    -0.79,  # kind_other
    -1.67,  # form_other
    0.57,  # answer_cover
    0.34,  # lead_cover
    7.50,  # answer_cosine
    2.20,  # answer_run
    1.81,  # sentence_cover
    0.30,  # sentence_gives
    -0.19,  # sentence_silent
    -0.38,  # lacking
    -1.77,  # lacking_answer
    0.00,  # bare
    0.02,  # length
)
GATE_WEIGHTS: tuple[float, ...] = (
    1.95,  # retrieval
    0.00,  # relative
    0.00,  # back_cover
    0.00,  # order
    0.00,  # order_squared
    0.68,  # order_bare
    0.00,  # sound
    0.97,  # sound_bare
    1.52,  # named
    -0.81,  # kind_other
    -0.42,  # form_other
    0.85,  # answer_cover
    0.00,  # lead_cover
    0.00,  # answer_cosine
    0.46,  # answer_run
    0.25,  # sentence_cover
    0.11,  # sentence_gives
    0.00,  # sentence_silent
    -0.03,  # lacking
    -0.79,  # lacking_answer
    0.27,  # bare
    1.37,  # length
    0.73,  # gap
    1.85,  # share
    0.02,  # score
    0.22,  # lead_on_fourth
)
GATE_BIAS = -5.45


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
