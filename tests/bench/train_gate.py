"""Trains the weights of handlers/faq/gate.py and prints them; deterministic, standard library only.

    python -m tests.bench.train_gate --set BASE.jsonl QUESTIONS.jsonl [--set …]

Every set given is used three times: as it is, with a part of its entries taken out (their
questions must then be refused), and without titles where it has answers. The shipped entries
join in: some wordings of each become questions, again with a part of the entries taken out.
Weights whose sign would contradict common sense are held at nought, which is what lets them
carry over from one base to the next.
"""

import argparse
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp, sqrt
from operator import mul

import opencc

from bot.content import load
from bot.language.sound import syllable
from handlers.faq.evaluation import Labelled, read_base, read_questions
from handlers.faq.features import FEATURES
from handlers.faq.gate import EXTRAS, gate_row, in_shares
from handlers.faq.search import Index, Sought

AGAINST = {"kind_other", "form_other", "sentence_silent", "lacking_answer"}
EITHER_WAY = {"bare", "length"}
PART_TAKEN_OUT = 0.3
QUESTIONS_PER_SET = 400
RANK_STEPS, GATE_STEPS, RATE = 150, 500, 0.05
RANK_DECAY, GATE_DECAY = 0.003, 0.01

Row = list[float]


@dataclass(frozen=True)
class Set:
    name: str
    entries: list[Sought]
    questions: list[Labelled]
    weight: float


@dataclass(frozen=True)
class Case:
    rows: list[Row]
    right: list[bool]
    weight: float


def thinned(base: Set, seed: int) -> Set:
    draw = random.Random(seed)
    wanted = sorted(id_ for question in base.questions for id_ in question.right)
    gone = set(draw.sample(wanted, int(PART_TAKEN_OUT * len(wanted))))
    questions = [replace(q, right=q.right - gone) for q in base.questions]
    entries = [entry for entry in base.entries if entry.id not in gone]
    return Set(f"{base.name} thinned", entries, questions, base.weight * 0.7)


def untitled(base: Set) -> Set:
    entries = [replace(entry, question="", also=()) for entry in base.entries]
    return Set(f"{base.name} untitled", entries, base.questions, base.weight * 0.7)


def shipped(entries: Sequence[Sought], seed: int, keep: int) -> Set:
    """Of every entry three wordings become questions; `keep` says how many remain beside."""
    draw = random.Random(seed)
    bases, questions = [], []
    for entry in entries:
        also = draw.sample(entry.also, len(entry.also))
        bases.append(replace(entry, topic="", also=tuple(also[3 : 3 + keep])))
        questions += [Labelled(text, frozenset({entry.id})) for text in also[:3]]
    return thinned(Set(f"shipped {seed}", bases, questions, 0.6), seed)


def sets(files: Sequence[Sequence[str]], shipped_entries: Sequence[Sought]) -> Iterator[Set]:
    for base_file, questions_file in files:
        with open(base_file, encoding="utf-8") as base, open(questions_file, encoding="utf-8") as q:
            whole = Set(base_file, read_base(base), read_questions(q), 1.0)
        yield whole
        yield thinned(whole, 5)
        if any(entry.answer for entry in whole.entries):
            yield untitled(whole)
    for seed in (1, 2):
        yield shipped(shipped_entries, seed, keep=9)
        yield shipped(shipped_entries, seed + 2, keep=0)
        yield untitled(shipped(shipped_entries, seed + 4, keep=0))


def cases(base: Set, synonyms: Sequence[Sequence[str]]) -> list[Case]:
    index = Index(base.entries, synonyms, syllable, opencc.OpenCC("t2s").convert)
    step = max(1, len(base.questions) // QUESTIONS_PER_SET)
    asked = base.questions[::step]
    weight = base.weight / len(asked)
    found = [(question, index.shortlist(index.bare(question.text))) for question in asked]
    return [
        Case([row for _, row in rows], [id_ in q.right for id_, _ in rows], weight)
        for q, rows in found
        if rows
    ]


def sign(feature: str) -> int:
    return 0 if feature in EITHER_WAY else -1 if feature in AGAINST else 1


def spreads(rows: Sequence[Row]) -> Row:
    columns = list(zip(*rows, strict=True))
    means = [sum(column) / len(column) for column in columns]
    return [
        sqrt(sum((x - mean) ** 2 for x in column) / len(column)) + 1e-6
        for column, mean in zip(columns, means, strict=True)
    ]


def descend(slope: Callable[[Row], Row], signs: Sequence[int], steps: int) -> Row:
    """Adam; after every step a weight of the wrong sign goes back to nought."""
    weights, first, second = [0.0] * len(signs), [0.0] * len(signs), [0.0] * len(signs)
    for step in range(1, steps + 1):
        for at, value in enumerate(slope(weights)):
            first[at] = 0.9 * first[at] + 0.1 * value
            second[at] = 0.99 * second[at] + 0.01 * value * value
            move = first[at] / (1 - 0.9**step) / (sqrt(second[at] / (1 - 0.99**step)) + 1e-8)
            weights[at] -= RATE * move
            if weights[at] * signs[at] < 0:
                weights[at] = 0.0
    return weights


def train_ranks(examples: Sequence[Case]) -> Row:
    """Conditional logistic regression: the right ones of a shortlist against the others."""
    telling = [case for case in examples if any(case.right) and not all(case.right)]
    spread = spreads([row for case in telling for row in case.rows])
    scaled = [
        ([[x / s for x, s in zip(row, spread, strict=True)] for row in case.rows], case)
        for case in telling
    ]
    total = sum(case.weight for case in telling)

    def slope(weights: Row) -> Row:
        result = [RANK_DECAY * weight for weight in weights]
        for rows, case in scaled:
            shares = in_shares([sum(map(mul, weights, row)) for row in rows])
            hit = sum(s for s, right in zip(shares, case.right, strict=True) if right)
            for row, share, right in zip(rows, shares, case.right, strict=True):
                pull = case.weight / total * (share - (share / hit if right else 0.0))
                if abs(pull) > 1e-9:
                    result = [r + pull * x for r, x in zip(result, row, strict=True)]
        return result

    weights = descend(slope, [sign(feature) for feature in FEATURES], RANK_STEPS)
    return [weight / s for weight, s in zip(weights, spread, strict=True)]


def train_gate(examples: Sequence[Case], rank_weights: Row) -> tuple[Row, float]:
    """Logistic regression: is the first of the shortlist right?"""
    rows, answers, shares_of = [], [], []
    for case in examples:
        ranks = [sum(map(mul, rank_weights, row)) for row in case.rows]
        best = max(range(len(ranks)), key=ranks.__getitem__)
        rows.append([*gate_row(case.rows[best], ranks, in_shares(ranks)[best]), 1.0])
        answers.append(float(case.right[best]))
        shares_of.append(case.weight)
    spread = [*spreads(rows)[:-1], 1.0]
    scaled = [[x / s for x, s in zip(row, spread, strict=True)] for row in rows]
    total = sum(shares_of)

    def slope(weights: Row) -> Row:
        result = [*(GATE_DECAY * weight for weight in weights[:-1]), 0.0]
        for row, answer, share in zip(scaled, answers, shares_of, strict=True):
            belief = 1 / (1 + exp(-sum(map(mul, weights, row))))
            pull = share / total * (belief - answer)
            result = [r + pull * x for r, x in zip(result, row, strict=True)]
        return result

    signs = [*(sign(feature) for feature in FEATURES), *(1 for _ in EXTRAS), 0]
    *weights, bias = descend(slope, signs, GATE_STEPS)
    return [weight / s for weight, s in zip(weights, spread, strict=False)], bias


def listing(name: str, names: Sequence[str], weights: Sequence[float]) -> str:
    lines = [
        f"    {weight:.2f},  # {feature}" for feature, weight in zip(names, weights, strict=True)
    ]
    return "\n".join([f"{name}: tuple[float, ...] = (", *lines, ")\n"]).replace("-0.00", "0.00")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", nargs=2, action="append", default=[], dest="files")
    knowledge = load()
    own = [Sought(e.id, e.question, e.answer, e.also) for e in knowledge.entries]
    examples = [
        case
        for base in sets(parser.parse_args().files, own)
        for case in cases(base, knowledge.synonyms)
    ]
    rank_weights = train_ranks(examples)
    gate_weights, bias = train_gate(examples, rank_weights)
    sys.stdout.write(listing("RANK_WEIGHTS", FEATURES, rank_weights))
    sys.stdout.write(listing("GATE_WEIGHTS", (*FEATURES, *EXTRAS), gate_weights))
    sys.stdout.write(f"GATE_BIAS = {bias:.2f}\n")


if __name__ == "__main__":
    main()
