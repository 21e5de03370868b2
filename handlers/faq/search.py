"""The search: an index of entries, and the entries that may answer a question."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import chain, pairwise
from math import log, sqrt
from operator import mul
from typing import NamedTuple, TypeAlias

from handlers.faq.features import NOWHERE, Asked, Field, Page, features, group_gram
from handlers.faq.gate import Verdict, judge, weigh
from handlers.faq.synonyms import Synonyms
from handlers.faq.wording import LONGEST_QUESTION, asked_for, clean, kinds, meaning, pairs
from handlers.faq.wording import sentences as split

__all__ = ["Candidate", "Index", "Sought", "Verdict", "judge"]

SHORTLIST = 24  # entries that are looked at closely in a base of bare questions …
WITH_ANSWER = 6  # … and in one with answers, where looks cost more and the order is better
NEAR = 0.5  # share of the best one's score from which on an entry with an answer is worth a look
LEAST = 0.15  # share of a question's grams below which nothing with an answer is about it
COMMON = 0.3  # share of the entries from which on a gram selects none of them …
COMMON_AT_LEAST = 50  # … in a base that is not small …
RAREST = 4  # … unless it is among so many rarest of the question
SATURATION, LENGTHS = 1.0, 0.4  # the constants k1 and b of BM25
CHARACTER, SYNONYM = 0.8, 0.6  # worth of a lone character and of a synonym beside a pair
NEVER_NOTHING = 0.02  # weight that every character of a question has


@dataclass(frozen=True, slots=True)
class Sought:
    id: str
    question: str
    answer: str
    also: tuple[str, ...] = ()
    topic: str = ""


class Candidate(NamedTuple):
    id: str
    score: float  # probability that this entry answers the question
    exact: bool = False  # the question is in its very words


def _as_it_is(text: str) -> str:
    return text


class Sounds:
    """Texts with one character for all that sound alike, of those the base knows."""

    def __init__(self, pinyin: Callable[[str], str] | None, known: Iterable[str]) -> None:
        self._pinyin = pinyin
        self._first: dict[str, str] = {}
        self._table: dict[int, str] = {}
        if pinyin:
            for character in sorted(set(known)):
                first = self._first.setdefault(pinyin(character), character)
                self._table[ord(character)] = first

    def of_known(self, text: str) -> str:
        return text.translate(self._table) if self._table else text

    def of_any(self, text: str) -> str:
        return "".join(map(self._sound, text))

    def _sound(self, character: str) -> str:
        if self._pinyin is None:
            return character
        known = self._table.get(ord(character))
        return known or self._first.get(self._pinyin(character), character)


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry cleaned."""

    id: str
    topic: str
    variants: tuple[str, ...]
    sentences: tuple[str, ...]


class Index:
    """Read-only once built, so any number of threads may search."""

    def __init__(
        self,
        entries: Iterable[Sought],
        synonyms: Iterable[Sequence[str]] = (),
        pinyin: Callable[[str], str] | None = None,
        simplify: Callable[[str], str] = _as_it_is,
    ) -> None:
        """`pinyin` gives the syllable of one character, `simplify` turns traditional ones."""
        self._simplify = simplify
        # A question is looked at twice: is it in an entry's own words, and what answers it.
        self.bare = lru_cache(maxsize=64)(self._bare)
        self._synonyms = Synonyms([clean(term) for term in group] for group in synonyms)
        drafts = [self._draft(entry) for entry in entries]
        texts = chain.from_iterable((*draft.variants, *draft.sentences) for draft in drafts)
        self._sounds = Sounds(pinyin, chain.from_iterable(texts))
        counts = [self._count(draft) for draft in drafts]
        self._rarity = _rarity(counts)
        self._postings = _postings(counts)
        self._pages = [self._page(draft) for draft in drafts]
        self._worded = _worded(drafts)
        self._own = {page.id: next(iter(page.variants), NOWHERE) for page in self._pages}
        self._kinds = {page.id: page.kinds for page in self._pages}
        self._answered = all(draft.sentences for draft in drafts)

    def alike(self, one: str, other: str) -> bool:
        """Whether both are searched for the same: signs, greetings and thanks say nothing."""
        return asked_for(self.bare(one)) == asked_for(self.bare(other))

    def exactly(self, question: str) -> bool:
        """Whether one entry has these very words, greetings and thanks apart."""
        return asked_for(self.bare(question)) in self._worded

    def about(self, question: str, entry_id: str) -> bool:
        """Whether the question has a word, by sound or meaning, of the entry's own question.

        What only a part of its answer or of another wording has says little (我的全部, 要帮忙的),
        and its topic is that of other entries too.
        """
        text, own = asked_for(self.bare(question)), self._own[entry_id]
        return (
            any(pair in own.text for pair in pairs(text))  # the quickest look, mostly enough
            or any(pair in own.sound for pair in pairs(self._sounds.of_any(text)))
            or not own.groups.isdisjoint(self._synonyms.groups(text))
        )

    def gives(self, question: str, entry_id: str) -> bool:
        """Whether the entry is ever asked for the kind of answer that the question wants."""
        return not kinds(self.bare(question)).isdisjoint(self._kinds[entry_id])

    def search(self, question: str, limit: int = 3) -> tuple[Candidate, ...]:
        bare = self.bare(question)
        if (worded := self._worded.get(asked_for(bare))) is not None:
            return (Candidate(worded, 1.0, exact=True),)
        rows = self.shortlist(bare)
        scores = weigh([row for _, row in rows])
        best = nlargest(limit, range(len(rows)), key=scores.__getitem__)
        return tuple(Candidate(rows[at][0], scores[at]) for at in best)

    def shortlist(self, bare: str) -> list[tuple[str, list[float]]]:
        """The entries worth a look, by id, with what they have in common with a bare question."""
        asked = self._asked(bare)
        if not asked.text or not self._pages:
            return []
        found = self._retrieve(asked)
        return [
            (page.id, features(asked, page, score, score / found[0][0], self._rarity))
            for score, page in found
        ]

    def _draft(self, entry: Sought) -> _Draft:
        wordings = (clean(self._simplify(text)) for text in (entry.question, *entry.also))
        return _Draft(
            entry.id,
            clean(self._simplify(entry.topic)),
            tuple(dict.fromkeys(filter(None, wordings))),
            tuple(split(self._simplify(entry.answer))),
        )

    def _count(self, draft: _Draft) -> Counter[str]:
        counts: Counter[str] = Counter()
        for text in (*draft.variants, *draft.sentences, draft.topic):
            counts.update(text)
            counts.update(pairs(self._sounds.of_known(text)))
            counts.update(map(group_gram, self._synonyms.groups(text)))
        return counts

    def _page(self, draft: _Draft) -> Page:
        variants = tuple(map(self._field, draft.variants))
        asks = frozenset[str]().union(*map(kinds, draft.variants))
        answer = self._field("|".join(draft.sentences))
        sounds = tuple(variant.sound for variant in variants)
        return Page(draft.id, variants, sounds, asks, answer, draft.sentences, self._norm(answer))

    def _field(self, text: str) -> Field:
        return Field(text, self._sounds.of_known(text), self._synonyms.groups(text))

    def _norm(self, field: Field) -> float:
        grams = dict.fromkeys((*field.text, *pairs(field.sound)))
        return sqrt(sum(self._rarity.get(gram, 0.0) ** 2 for gram in grams))

    def _bare(self, question: str) -> str:
        """Simplified, without signs and blanks, of bounded length."""
        return clean(self._simplify(question[: 4 * LONGEST_QUESTION]))

    def _asked(self, bare: str) -> Asked:
        text = asked_for(bare)
        sound = self._sounds.of_any(text)
        written, sounded = pairs(text), pairs(sound)
        meanings = list(map(meaning, text))
        rarities = [self._rarity.get(gram, 1.0) for gram in (*text, *sounded)]
        weights = [NEVER_NOTHING + weight for weight in map(mul, meanings, rarities)]
        pair_weights = [
            (left + right) / 2 * rarity
            for (left, right), rarity in zip(pairwise(meanings), rarities[len(text) :], strict=True)
        ]
        both = weights + pair_weights
        return Asked(
            text=text,
            sound=sound,
            kinds=kinds(bare),
            weights=weights,
            pairs=written,
            pair_sounds=sounded,
            pair_weights=pair_weights,
            grams=[*text, *written],
            worths=list(map(mul, both, rarities)),
            touched=self._synonyms.touched(text),
            total=sum(weights),
            pair_total=sum(pair_weights) or 1.0,
            norm=sqrt(sum(map(mul, both, both))),
        )

    def _retrieve(self, asked: Asked) -> list[tuple[float, Page]]:
        """The entries that share the most and rarest grams, as shares of all there is to share."""
        grams = self._grams(asked)
        scores = [0.0] * len(self._pages)
        for gram in self._selecting(grams):
            weight = grams[gram]
            for place, impact in zip(*self._postings[gram], strict=True):
                scores[place] += weight * impact
        whole = sum(grams.values())
        best = self._best(scores, whole)
        return [(scores[place] / whole, self._pages[place]) for place in best if scores[place]]

    def _best(self, scores: Sequence[float], whole: float) -> Sequence[int]:
        """The places worth a close look, best first; with answers most are far behind the best."""
        if not self._answered:
            return nlargest(SHORTLIST, range(len(scores)), key=scores.__getitem__)
        highest = max(scores)
        if highest < LEAST * whole:
            return ()
        near = [place for place, score in enumerate(scores) if score >= NEAR * highest]
        return nlargest(WITH_ANSWER, near, key=scores.__getitem__)

    def _selecting(self, grams: Iterable[str]) -> list[str]:
        common = max(COMMON_AT_LEAST, COMMON * len(self._pages))
        held = {gram: len(self._postings[gram][0]) for gram in grams if gram in self._postings}
        rare = [gram for gram, holders in held.items() if holders <= common]
        return rare if len(rare) >= RAREST else sorted(held, key=held.__getitem__)[:RAREST]

    def _grams(self, asked: Asked) -> dict[str, float]:
        grams = {
            character: CHARACTER * weight
            for character, weight in zip(asked.text, asked.weights, strict=True)
        }
        grams |= zip(asked.pair_sounds, asked.pair_weights, strict=True)
        for each in asked.touched:
            gram = group_gram(each.group)
            grams[gram] = SYNONYM * self._rarity.get(gram, 0.0)
        return grams


def _worded(drafts: Iterable[_Draft]) -> dict[str, str]:
    """The entry of every wording that is one entry's alone: in its own words nobody need search."""
    found: dict[str, set[str]] = {}
    for draft in drafts:
        for variant in draft.variants:
            found.setdefault(asked_for(variant), set()).add(draft.id)
    return {wording: ids.pop() for wording, ids in found.items() if len(ids) == 1}


_Postings: TypeAlias = "tuple[array[int], array[float]]"


def _rarity(counts: Sequence[Mapping[str, int]]) -> dict[str, float]:
    """Of every gram, 0 to 1: 1 is for what no entry has."""
    holders: Counter[str] = Counter()
    for grams in counts:
        holders.update(grams.keys())
    size = len(counts)
    highest = log(1 + (size + 0.5) / 0.5)
    return {
        gram: log(1 + (size - held + 0.5) / (held + 0.5)) / highest
        for gram, held in holders.items()
    }


def _postings(counts: Sequence[Mapping[str, int]]) -> dict[str, _Postings]:
    """For every gram the places of the entries that have it, and its impact there (BM25)."""
    postings: dict[str, _Postings] = {}
    lengths = [sum(grams.values()) for grams in counts]
    mean = sum(lengths) / (len(lengths) or 1) or 1
    for place, (grams, length) in enumerate(zip(counts, lengths, strict=True)):
        damping = SATURATION * (1 - LENGTHS + LENGTHS * length / mean)
        for gram, times in grams.items():
            places, impacts = postings.setdefault(gram, (array("I"), array("f")))
            places.append(place)
            impacts.append(times / (times + damping))
    return postings
