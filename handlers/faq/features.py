"""What a question and an entry have in common, as numbers that mean the same in every base."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import mul

from rapidfuzz.distance import LCSseq

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
    "sentence_gives", "sentence_silent", "sentence_share", "pairs_cosine",
    # question against both
    "lacking", "lacking_answer", "bare", "length", "question_cover", "both_cover",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    text: str
    sound: str  # the same, one character for all that sound alike
    groups: frozenset[int]  # of synonyms
    chars: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Page:
    """An entry as the search reads it."""

    id: str
    variants: tuple[Field, ...]  # the wordings of its question
    kinds: frozenset[str]  # of answer that they ask for
    answer: Field
    sentences: tuple[Field, ...]  # from, to in the answer
    which: bytes
    norm: float  # of the answer


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the search reads it."""

    text: str
    sound: str
    kinds: frozenset[str]
    chars: frozenset[str]
    weights: tuple[float, ...]  # of its characters
    squares: tuple[float, ...]
    pairs: tuple[tuple[int, str, str, float, float], ...]  # of neighbours: as written, as it sounds, weight
    mentions: tuple[Mention, ...]
    total: float  # of the weights
    total_pairs: float
    norm: float


NOWHERE = Field("", "", frozenset(), frozenset(), 0.0)


def features(
    asked: Asked, page: Page, variant: Field, sound: float, retrieval: float, relative: float, rarity: Mapping[str, float]
) -> list[float]:
    in_question = _marks(asked, variant)
    bare = 0.0 if page.answer.text else 1.0
    if bare:
        found = in_question
        beside = (0.0, 0.0, 0.0, 0.0, sum(map(mul, found, asked.weights)) / asked.total, 0.0, 0.0, 0.0, 0.0)
    else:
        found, beside = _beside_answer(asked, page, in_question)
    lacks = [(1 - mark) * weight for mark, weight in zip(found, asked.weights)]
    text = variant.text
    order = LCSseq.normalized_similarity(asked.text, text) if text else 0.0
    both_ask = bool(asked.kinds and page.kinds)
    return [
        retrieval,
        relative,
        sum(map(rarity.__getitem__, variant.chars & asked.chars)) / (variant.weight or 1.0),
        order,
        order * order,
        order * bare,
        sound,
        sound * bare,
        float(len(text) >= 3 and text in asked.text),
        float(both_ask and not asked.kinds & page.kinds),
        float(bool(text) and bool(asked.kinds) != bool(page.kinds)),
        *beside,
        sum(lack * (1 - mark) for lack, mark in zip(lacks, found)),
        max(lacks) * (1 - bare),
        bare,
        min(len(asked.text), 30) / 30,
        sum(map(mul, in_question, asked.weights)) / asked.total,
        sum(map(mul, found, asked.weights)) / asked.total,
    ]


def _marks(asked: Asked, field: Field) -> list[float]:
    """How well each character of the question is found in a field, 0 to 1."""
    text, sound = field.text, field.sound
    found = [ALONE if character in text else 0.0 for character in asked.text]
    for at, written, sounded, _, _ in asked.pairs:
        if written in text:
            found[at] = found[at + 1] = 1.0
        elif sounded in sound:
            if found[at] < SOUNDS:
                found[at] = SOUNDS
            if found[at + 1] < SOUNDS:
                found[at + 1] = SOUNDS
    if asked.mentions:
        _add_synonyms(asked, field.groups, found)
    return found


def _add_synonyms(asked, groups, found):
    for mention in asked.mentions:
        if mention.group in groups:
            for at in range(mention.start, mention.end):
                found[at] = max(found[at], MEANS)


def _beside_answer(asked: Asked, page: Page, in_question: Sequence[float]):
    text, sound = page.answer.text, page.answer.sound
    which = page.which
    found = [ALONE if character in text else 0.0 for character in asked.text]
    dot = sum(compress(asked.squares, found))
    dotp = 0.0
    votes = [0.0] * len(page.sentences)
    lead = run = best = 0.0
    for at, written, sounded, weight, square in asked.pairs:
        where = text.find(written)
        if where >= 0:
            found[at] = found[at + 1] = 1.0
            run += weight
            if run > best: best = run
            dotp += square
            votes[which[where]] += weight
            if where < LEAD:
                lead += weight
        else:
            run = 0.0
            if sounded in sound:
                if found[at] < SOUNDS:
                    found[at] = SOUNDS
                if found[at + 1] < SOUNDS:
                    found[at + 1] = SOUNDS
    if asked.mentions:
        _add_synonyms(asked, page.answer.groups, found)
    top = max(votes)
    sentence = votes.index(top)
    weights, total = asked.weights, asked.total
    in_sentence = list(map(max, in_question, _marks(asked, page.sentences[sentence])))
    given = share_given(asked.kinds, page.sentences[sentence].text) if asked.kinds else 0.0
    tp = asked.total_pairs or 1.0
    return list(map(max, in_question, found)), (
        sum(map(mul, found, weights)) / total,
        lead / tp,
        (dot + dotp) / (asked.norm * page.norm),
        best / tp,
        sum(map(mul, in_sentence, weights)) / total,
        given,
        1 - given if asked.kinds else 0.0,
        top / tp,
        dotp / (asked.norm * page.norm),
    )


def group_gram(group: int) -> str:
    """The index term that stands for a group of synonyms; no text contains it."""
    return f"§{group}"
