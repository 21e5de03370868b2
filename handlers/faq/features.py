"""What a question and an entry have in common, as numbers that mean the same in every base."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from operator import mul

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import ratio

from handlers.faq.synonyms import Mention
from handlers.faq.wording import share_given

ALONE = 0.35  # credit of a character that is there, but not beside its neighbour
SOUNDS = 0.8  # of two neighbours that only sound the same
MEANS = 0.85  # of a word whose synonym is there
LEAD = 30  # characters at the head of an answer, where a clause names its subject

FEATURES = (
    # of the search
    "retrieval", "relative",
    # question against question
    "back_cover", "order", "order_squared", "order_bare", "sound", "sound_bare", "named",
    "kind_other", "form_other",
    # question against answer
    "answer_cover", "lead_cover", "answer_cosine", "answer_run", "sentence_cover",
    "sentence_gives", "sentence_silent",
    # question against both
    "lacking", "lacking_answer", "bare", "length",
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
    kinds: frozenset[str]  # of answer that they ask for
    answer: Field
    sentences: tuple[tuple[int, int], ...]  # from, to in the answer
    norm: float  # of the answer


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the search reads it."""

    text: str
    sound: str
    kinds: frozenset[str]
    weights: tuple[float, ...]  # of its characters
    pairs: tuple[tuple[str, str, float], ...]  # of neighbours: as written, as it sounds, weight
    mentions: tuple[Mention, ...]
    total: float  # of the weights
    norm: float


NOWHERE = Field("", "", frozenset())


def features(
    asked: Asked, page: Page, retrieval: float, relative: float, rarity: Mapping[str, float]
) -> list[float]:
    variant = _closest(asked, page.variants)
    in_question = _marks(asked, variant)
    in_answer = _marks(asked, page.answer) if page.answer.text else in_question
    found = list(map(max, in_question, in_answer))
    bare = 0.0 if page.answer.text else 1.0
    lacks = [(1 - mark) * weight for mark, weight in zip(found, asked.weights, strict=True)]
    return [
        retrieval,
        relative,
        *_beside_question(asked, variant, page.kinds, bare, rarity),
        *_beside_answer(asked, page, in_question, in_answer, rarity),
        sum(lack * (1 - mark) for lack, mark in zip(lacks, found, strict=True)),
        max(lacks) * (1 - bare),
        bare,
        min(len(asked.text), 30) / 30,
    ]


def _closest(asked: Asked, variants: Sequence[Field]) -> Field:
    if len(variants) == 1:
        return variants[0]
    return max(variants, key=lambda field: ratio(asked.sound, field.sound), default=NOWHERE)


def _marks(asked: Asked, field: Field) -> list[float]:
    """How well each character of the question is found in a field, 0 to 1."""
    text, sound = field.text, field.sound
    found = [ALONE if character in text else 0.0 for character in asked.text]
    for at, (written, sounded, _) in enumerate(asked.pairs):
        if written in text:
            found[at] = found[at + 1] = 1.0
        elif sounded in sound:
            found[at] = max(found[at], SOUNDS)
            found[at + 1] = max(found[at + 1], SOUNDS)
    for mention in asked.mentions:
        if mention.group in field.groups:
            for at in range(mention.start, mention.end):
                found[at] = max(found[at], MEANS)
    return found


def _cover(asked: Asked, found: Sequence[float]) -> float:
    covered: float = sum(map(mul, found, asked.weights))
    return covered / asked.total


def _beside_question(
    asked: Asked, variant: Field, kinds: frozenset[str], bare: float, rarity: Mapping[str, float]
) -> tuple[float, ...]:
    text = variant.text
    weights = [rarity[character] for character in text]
    met = sum(weight for character, weight in zip(text, weights, strict=True)
              if character in asked.text)  # fmt: skip
    order = LCSseq.normalized_similarity(asked.text, text) if text else 0.0
    sound = ratio(asked.sound, variant.sound) / 100
    both_ask = bool(asked.kinds and kinds)
    return (
        met / (sum(weights) or 1.0),
        order,
        order * order,
        order * bare,
        sound,
        sound * bare,
        float(len(text) >= 3 and text in asked.text),
        float(both_ask and not asked.kinds & kinds),
        float(bool(text) and bool(asked.kinds) != bool(kinds)),
    )


def _beside_answer(
    asked: Asked,
    page: Page,
    in_question: Sequence[float],
    in_answer: Sequence[float],
    rarity: Mapping[str, float],
) -> tuple[float, ...]:
    if not page.answer.text:
        return (0.0, 0.0, 0.0, 0.0, _cover(asked, in_question), 0.0, 0.0)
    lead = Field(page.answer.text[:LEAD], page.answer.sound[:LEAD], page.answer.groups)
    sentence = _best_sentence(asked, page)
    in_sentence = map(max, in_question, _marks(asked, sentence))
    given = share_given(asked.kinds, sentence.text) if asked.kinds else 0.0
    return (
        _cover(asked, in_answer),
        _cover(asked, _marks(asked, lead)),
        _cosine(asked, page, rarity),
        _longest_run(asked, page.answer.text),
        _cover(asked, list(in_sentence)),
        given,
        1 - given if asked.kinds else 0.0,
    )


def _best_sentence(asked: Asked, page: Page) -> Field:
    """The sentence of the answer that shares most with the question."""
    answer = page.answer
    if len(page.sentences) == 1:
        return answer
    grams = [(written, weight) for written, _, weight in asked.pairs if written in answer.text]
    grams += [(character, ALONE * weight) for character, weight in
              zip(asked.text, asked.weights, strict=True) if character in answer.text]  # fmt: skip

    def shared(span: tuple[int, int]) -> float:
        return sum(weight for gram, weight in grams if answer.text.find(gram, *span) >= 0)

    start, end = max(page.sentences, key=shared)
    return Field(answer.text[start:end], answer.sound[start:end], answer.groups)


def _cosine(asked: Asked, page: Page, rarity: Mapping[str, float]) -> float:
    text = page.answer.text
    dot = sum(
        weight * rarity.get(sounded, 1.0) * (1 + log(times))
        for written, sounded, weight in asked.pairs
        if (times := text.count(written))
    ) + sum(
        weight * rarity.get(character, 1.0) * (1 + log(times))
        for character, weight in zip(asked.text, asked.weights, strict=True)
        if (times := text.count(character))
    )
    return dot / (asked.norm * page.norm)


def _longest_run(asked: Asked, text: str) -> float:
    """The weightiest stretch of the question found pair by pair, as a share of all pairs."""
    best = run = 0.0
    for written, _, weight in asked.pairs:
        run = run + weight if written in text else 0.0
        best = max(best, run)
    return best / (sum(weight for _, _, weight in asked.pairs) or 1.0)


def group_gram(group: int) -> str:
    """The index term that stands for a group of synonyms; no text contains it."""
    return f"§{group}"
