"""What a question and an entry have in common, as numbers that mean the same in every base."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import partial_ratio, ratio

from handlers.faq.synonyms import Mention
from handlers.faq.wording import answers_kind

ALONE = 0.35  # credit of a character that is there, but not beside its neighbour
SOUNDS = 0.8  # of two characters that only sound the same
MEANS = 0.85  # of a word whose synonym is there

FEATURES = (
    "retrieval", "relative", "cosine", "question_cover", "answer_cover", "cover", "sentence_cover",
    "lead_cover", "back_cover", "ratio", "sound_ratio", "order", "partial", "missing", "pair_cover",
    "sentence_missing", "kind_same", "kind_other", "kind_answered", "kind_unanswered", "same", "has_answer",
    "named", "qlen", "form_other", "answer_cosine", "run", "answer_run", "named_groups", "sentence_pairs", "dense", "gap_run", "head_cover", "missing_answer", "unseen", "gap_run_answer","missing_sum2","sentence_answers","sentence_silent",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    text: str
    sound: str
    groups: frozenset[int]


@dataclass(frozen=True, slots=True)
class Variant:
    field: Field
    norm: float
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Page:
    """An entry as the search reads it."""

    id: str
    variants: tuple[Variant, ...]
    answer: Field
    sentences: tuple[Field, ...]
    norm: float = 0.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the search reads it."""

    text: str
    sound: str
    kinds: frozenset[str]
    weights: tuple[float, ...]  # of its characters
    pairs: tuple[tuple[str, str, float], ...]  # as written, as sounded, weight
    mentions: tuple[Mention, ...]
    total: float
    pair_total: float
    norm: float


def marks(asked: Asked, field: Field) -> tuple[list[float], float]:
    """How well each character of the question is found, and the weight of the pairs found."""
    text, sound = field.text, field.sound
    found = [ALONE if character in text else 0.0 for character in asked.text]
    hit = 0.0
    for at, (written, sounded, weight) in enumerate(asked.pairs):
        if written in text:
            found[at] = found[at + 1] = 1.0
            hit += weight
        elif sounded in sound:
            found[at] = max(found[at], SOUNDS)
            found[at + 1] = max(found[at + 1], SOUNDS)
            hit += SOUNDS * weight
    for mention in asked.mentions:
        if mention.group in field.groups:
            for at in range(mention.start, mention.end):
                found[at] = max(found[at], MEANS)
    return found, hit


def gap_run(asked, found):
    best = run = 0.0
    for mark, weight in zip(found, asked.weights):
        run = run + weight * (1 - mark) if mark < 0.5 else 0.0
        best = max(best, run)
    return best


def head_cover(asked, found):
    total = hit = 0.0
    for mark, weight in zip(found, asked.weights):
        if weight > 0.2:
            total += weight; hit += weight * mark
            if total > 1.6: break
    return hit / total if total else 0.0


def longest_run(asked, field):
    best = run = 0.0
    for written, sounded, weight in asked.pairs:
        run = run + weight if written in field.text else 0.0
        best = max(best, run)
    return best / asked.pair_total if asked.pair_total else 0.0


def cover(asked: Asked, found: Sequence[float]) -> float:
    return sum(map(float.__mul__, found, asked.weights)) / asked.total


def missing(asked: Asked, found: Sequence[float]) -> float:
    return max((1 - mark) * weight for mark, weight in zip(found, asked.weights, strict=True))


def features(asked: Asked, page: Page, retrieval: float, relative: float,
             rarity: Mapping[str, float], lead: int = 30) -> list[float]:
    best = (-1.0, 0.0, 0.0, [0.0] * len(asked.text), 0.0, None)
    for variant in page.variants:
        found, hit = marks(asked, variant.field)
        dot = 0.0
        for written, sounded, weight in asked.pairs:
            if written in variant.field.text: dot += weight * weight
            elif sounded in variant.field.sound: dot += SOUNDS * weight * weight
        for ch, w in zip(asked.text, asked.weights):
            if ch in variant.field.text: dot += w * w
        cosine = dot / (asked.norm * variant.norm) if variant.norm else 0.0
        same = ratio(asked.text, variant.field.text) / 100
        key = cosine + same
        if key > best[0]:
            best = (key, cosine, same, found, hit, variant)
    _, cosine, same, qfound, qhit, variant = best
    afound, ahit = marks(asked, page.answer) if page.answer.text else ([0.0] * len(asked.text), 0.0)
    both = list(map(max, qfound, afound))
    scover, smiss = 0.0, 1.0; bests = ''
    for s in page.sentences:
        f, _ = marks(asked, s)
        f = list(map(max, qfound, f))
        c = cover(asked, f)
        if c > scover:
            scover, smiss = c, missing(asked, f); bests = s.text
    if not page.sentences:
        scover, smiss = cover(asked, qfound), missing(asked, qfound)
    lcover = 0.0
    if page.sentences:
        lf = Field(page.sentences[0].text[:lead], page.sentences[0].sound[:lead], page.sentences[0].groups)
        lcover = cover(asked, marks(asked, lf)[0])
    vt = variant.field.text if variant else ""
    vtot = sum(rarity.get(c, 1.0) for c in vt) or 1.0
    back = sum(rarity.get(c, 1.0) for c in vt if c in asked.text) / vtot
    has_kind = bool(asked.kinds)
    vk = variant.kinds if variant else frozenset()
    answered = sum(answers_kind(k, page.answer.text) for k in asked.kinds) / len(asked.kinds) if page.answer.text and has_kind else 0.0
    from math import log
    dot = 0.0
    for g, w in zip(asked.text, asked.weights):
        t = page.answer.text.count(g)
        if t: dot += w * rarity.get(g, 1) * (1 + log(t))
    spairs = 0.0
    for (written, sounded, w) in asked.pairs:
        t = page.answer.text.count(written)
        if t: dot += w * rarity.get(sounded, 1) * (1 + log(t))
    for s in page.sentences:
        spairs = max(spairs, sum(w for a, b, w in asked.pairs if a in s.text or b in s.sound))
    acos = dot / (asked.norm * page.norm) if page.norm else 0.0
    gs = {m.group for m in asked.mentions}
    allg = page.answer.groups | (variant.field.groups if variant else frozenset())
    gcover = sum(rarity.get("§%d" % g, 1) for g in gs & allg) / (sum(rarity.get("§%d" % g, 1) for g in gs) or 1) if gs else 0.0
    sans = sum(answers_kind(k, bests) for k in asked.kinds) / len(asked.kinds) if bests and has_kind else 0.0
    return [
        retrieval, relative, cosine, cover(asked, qfound), cover(asked, afound), cover(asked, both), scover,
        lcover, back, same, ratio(asked.sound, variant.field.sound) / 100 if variant else 0.0,
        LCSseq.normalized_similarity(asked.text, vt) if vt else 0.0,
        partial_ratio(asked.text, vt) / 100 if vt else 0.0,
        missing(asked, both), max(qhit, ahit) / asked.pair_total if asked.pair_total else 0.0,
        smiss, len(vk & asked.kinds) / len(vk | asked.kinds) if vk and has_kind else 0.0,
        float(bool(vk and has_kind and not vk & asked.kinds)),
        answered, 1 - answered if page.answer.text and has_kind else 0.0,
        float(vt == asked.text), float(bool(page.answer.text)),
        float(len(vt) >= 3 and vt in asked.text),
        min(len(asked.text), 30) / 30,
        float(bool(variant) and bool(vk) != has_kind), acos,
        longest_run(asked, variant.field) if variant else 0.0, longest_run(asked, page.answer), gcover,
        max(spairs,qhit if not page.sentences else 0) / asked.pair_total if asked.pair_total else 0.0,
        max(acos, cosine), gap_run(asked, both), head_cover(asked, both), missing(asked, both) * float(bool(page.answer.text)),
        sum(w for a, b, w in asked.pairs if b not in rarity) / asked.pair_total if asked.pair_total else 0.0,
        gap_run(asked, both) * float(bool(page.answer.text)), sum((1-m)**2 * w for m, w in zip(both, asked.weights)), sans, 1 - sans if bests and has_kind else 0.0,
    ]
