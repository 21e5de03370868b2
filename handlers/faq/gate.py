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

# Learned by tests/bench/train_gate.py from everyday sentence pairs (as written, and again with
# slips of typing), encyclopaedia passages and the shipped entries, with part of the entries taken
# out; printed there, pasted here. tests/data/faq has only a sample of the pairs and passages.
RANK_WEIGHTS: tuple[float, ...] = (
    4.75,  # retrieval
    1.76,  # relative
    1.65,  # back_cover
    2.05,  # order
    2.32,  # order_squared
    2.88,  # order_bare
    3.00,  # sound
    3.79,  # sound_bare
    2.40,  # named
    -0.61,  # kind_other
    -1.69,  # form_other
    0.96,  # answer_cover
    3.23,  # answer_cosine
    0.85,  # answer_run
    2.56,  # sentence_share
    0.27,  # sentence_gives
    -0.18,  # sentence_silent
    2.07,  # cover
    -1.94,  # lacking_answer
    0.00,  # bare
    0.02,  # length
)
GATE_WEIGHTS: tuple[float, ...] = (
    1.40,  # retrieval
    0.00,  # relative
    0.00,  # back_cover
    0.00,  # order
    0.00,  # order_squared
    0.67,  # order_bare
    0.00,  # sound
    0.98,  # sound_bare
    1.38,  # named
    -0.91,  # kind_other
    -0.48,  # form_other
    0.76,  # answer_cover
    0.00,  # answer_cosine
    0.00,  # answer_run
    1.28,  # sentence_share
    0.02,  # sentence_gives
    0.00,  # sentence_silent
    0.33,  # cover
    -0.70,  # lacking_answer
    0.35,  # bare
    1.14,  # length
    0.77,  # gap
    1.85,  # share
    0.04,  # score
    0.22,  # lead_on_fourth
)
GATE_BIAS = -5.66


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
