"""What a question and an entry have in common, as numbers that mean the same in every base."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import mul, sub
from typing import NamedTuple

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from handlers.faq.synonyms import Touched
from handlers.faq.wording import share_given

ALONE = 0.35  # credit of a character that is there, but not beside its neighbour
SOUNDS = 0.8  # of two neighbours that only sound the same
MEANS = 0.85  # of a word whose synonym is there

FEATURES = (
    # of the search
    "retrieval", "relative",
    # question against question
    "back_cover", "order", "order_squared", "order_bare", "sound", "sound_bare", "named",
    "kind_other", "form_other",
    # question against answer
    "answer_cover", "answer_cosine", "answer_run", "sentence_share", "sentence_gives",
    "sentence_silent",
    # question against both
    "cover", "lacking_answer", "bare", "length",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    text: str
    sound: str  # the same, one character for all that sound alike
    groups: frozenset[int]  # of synonyms


@dataclass(frozen=True, slots=True)
class Page:
    """An entry as the search reads it."""

    id: str
    variants: tuple[Field, ...]  # the wordings of its question
    sounds: tuple[str, ...]  # … as they sound
    kinds: frozenset[str]  # of answer that they ask for
    answer: Field
    sentences: tuple[str, ...]  # of the answer
    norm: float  # of the answer


class Asked(NamedTuple):
    """A question as the search reads it; in columns, which are quick to add up."""

    text: str
    sound: str
    kinds: frozenset[str]
    weights: Sequence[float]  # of its characters
    pairs: Sequence[str]  # neighbours, as written …
    pair_sounds: Sequence[str]  # … and as they sound
    pair_weights: Sequence[float]
    grams: Sequence[str]  # characters and pairs
    worths: Sequence[float]  # of grams: weight times rarity
    touched: Sequence[Touched]
    total: float  # of the characters' weights
    pair_total: float  # never nought
    norm: float


NOWHERE = Field("", "", frozenset())


def features(
    asked: Asked, page: Page, retrieval: float, relative: float, rarity: Mapping[str, float]
) -> list[float]:
    variant, likeness = _closest(asked, page)
    in_question = _marks(asked, variant)
    beside_answer = _beside_answer if page.answer.text else _beside_no_answer
    return [
        retrieval,
        relative,
        *_beside_question(asked, page, variant, likeness, rarity),
        *beside_answer(asked, page, in_question),
        min(len(asked.text), 30) / 30,
    ]


def _closest(asked: Asked, page: Page) -> tuple[Field, float]:
    """The wording that sounds most like the question, and how much, 0 to 1."""
    best = extractOne(asked.sound, page.sounds, scorer=ratio)
    return (page.variants[best[2]], best[1] / 100) if best else (NOWHERE, 0.0)


def _marks(asked: Asked, field: Field) -> list[float]:
    """How well each character of the question is found in a field, 0 to 1."""
    text, sound = field.text, field.sound
    found = [ALONE if character in text else 0.0 for character in asked.text]
    for at, pair in enumerate(asked.pair_sounds):
        if pair in sound:
            if asked.pairs[at] in text:
                found[at] = found[at + 1] = 1.0
            else:
                _raise(found, at, at + 2, SOUNDS)
    for each in asked.touched:
        if each.group in field.groups:
            _raise(found, each.start, each.end, MEANS)
    return found


def _raise(found: list[float], start: int, end: int, least: float) -> None:
    for at in range(start, end):
        if found[at] < least:
            found[at] = least


def _cover(asked: Asked, found: Iterable[float]) -> float:
    covered: float = sum(map(mul, found, asked.weights))
    return covered / asked.total


def _beside_question(
    asked: Asked, page: Page, variant: Field, likeness: float, rarity: Mapping[str, float]
) -> tuple[float, ...]:
    text = variant.text
    bare = 0.0 if page.answer.text else 1.0
    met = sum(map(rarity.__getitem__, filter(asked.text.__contains__, text)))
    order = LCSseq.normalized_similarity(asked.text, text) if text else 0.0
    both_ask = bool(asked.kinds and page.kinds)
    return (
        met / (sum(map(rarity.__getitem__, text)) or 1.0),
        order,
        order * order,
        order * bare,
        likeness,
        likeness * bare,
        float(len(text) >= 3 and text in asked.text),
        float(both_ask and asked.kinds.isdisjoint(page.kinds)),
        float(bool(text) and bool(asked.kinds) != bool(page.kinds)),
    )


def _beside_no_answer(asked: Asked, page: Page, in_question: Sequence[float]) -> tuple[float, ...]:
    return (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, _cover(asked, in_question), 0.0, 1.0)


def _beside_answer(asked: Asked, page: Page, in_question: Sequence[float]) -> tuple[float, ...]:
    text = page.answer.text
    in_answer = _marks(asked, page.answer)
    found = list(map(max, in_question, in_answer))
    shared, sentence = _best_sentence(asked, page)
    given = share_given(asked.kinds, sentence) if asked.kinds else 0.0
    common = sum(compress(asked.worths, map(text.__contains__, asked.grams)))
    return (
        _cover(asked, in_answer),
        common / (asked.norm * page.norm),
        _longest_run(asked, text),
        shared / asked.pair_total,
        given,
        1 - given if asked.kinds else 0.0,
        _cover(asked, found),
        max(map(sub, asked.weights, map(mul, asked.weights, found))),
        0.0,
    )


def _best_sentence(asked: Asked, page: Page) -> tuple[float, str]:
    """The sentence of the answer that shares most pairs with the question, and their weight."""
    shared = [
        sum(compress(asked.pair_weights, map(sentence.__contains__, asked.pairs)))
        for sentence in page.sentences
    ]
    most = max(shared)
    return most, page.sentences[shared.index(most)]


def _longest_run(asked: Asked, text: str) -> float:
    """The weightiest stretch of the question found pair by pair, as a share of all pairs."""
    best = run = 0.0
    for pair, weight in zip(asked.pairs, asked.pair_weights, strict=True):
        run = run + weight if pair in text else 0.0
        if run > best:
            best = run
    return best / asked.pair_total


def group_gram(group: int) -> str:
    """The index term that stands for a group of synonyms; no text contains it."""
    return f"§{group}"
