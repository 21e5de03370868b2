"""The search: an index of entries, and the entries that may answer a question."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain
from math import sqrt

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from handlers.faq.features import NOWHERE, Asked, Field, Page, features, group_gram
from handlers.faq.gate import Verdict, judge, weigh
from handlers.faq.holders import Holders
from handlers.faq.synonyms import Synonyms
from handlers.faq.wording import LONGEST_QUESTION, asked_for, clean, kinds, meaning, pairs
from handlers.faq.wording import sentences as split

__all__ = ["Candidate", "Entry", "Index", "Verdict", "judge"]

COARSE=int(os.environ.get('COARSE','24'))
CLOSE=int(os.environ.get('CLOSE','12'))
RW=float(os.environ.get('RW','0.5'))
SHORTLIST = 24  # entries that are looked at closely …
WITH_ANSWER = 12  # … and of those, from here on only such as are a question alone
COMMON = 0.3  # share of the entries from which on a gram selects none of them …
COMMON_AT_LEAST = 200  # … in a base that is not small …
RAREST = 4  # … unless it is among so many rarest of the question
SATURATION, LENGTHS = 1.0, 0.4  # the constants k1 and b of BM25
CHARACTER, SYNONYM = 0.8, 0.6  # worth of a lone character and of a synonym beside a pair
NEVER_NOTHING = 0.02  # weight that every character of a question has


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    question: str
    answer: str
    also: tuple[str, ...] = ()
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    id: str
    score: float  # probability that this entry answers the question


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
        entries: Iterable[Entry],
        synonyms: Iterable[Sequence[str]] = (),
        pinyin: Callable[[str], str] | None = None,
        simplify: Callable[[str], str] = _as_it_is,
    ) -> None:
        """`pinyin` gives the syllable of one character, `simplify` turns traditional ones."""
        self._simplify = simplify
        self._synonyms = Synonyms([clean(term) for term in group] for group in synonyms)
        drafts = [self._draft(entry) for entry in entries]
        texts = chain.from_iterable((*draft.variants, *draft.sentences) for draft in drafts)
        self._sounds = Sounds(pinyin, chain.from_iterable(texts))
        self._holders = Holders([self._count(draft) for draft in drafts])
        self._rarity = self._holders.rarity
        self._pages = [self._page(draft) for draft in drafts]

    def search(self, question: str, limit: int = 3) -> tuple[Candidate, ...]:
        rows = self.shortlist(question)
        scores = weigh([row for _, row in rows])
        best = nlargest(limit, range(len(rows)), key=scores.__getitem__)
        return tuple(Candidate(rows[at][0], scores[at]) for at in best)

    def shortlist(self, question: str) -> list[tuple[str, list[float]]]:
        """The entries worth a look, by id, with what they have in common with the question."""
        asked = self._asked(question)
        if not asked.text or not self._pages:
            return []
        found = self._holders.best(self._grams(asked), COARSE)
        if not found: return []
        top = found[0][0]
        pages = [self._pages[place] for _, place in found]
        owners = [at for at, page in enumerate(pages) for _ in page.variants]
        variants = [v for page in pages for v in page.variants]
        closest = {}
        for _, score, index in process.extract(asked.sound, [v.sound for v in variants], scorer=ratio, limit=None):
            closest.setdefault(owners[index], (score / 100, variants[index]))
        cheap = sorted(((score / top + RW * closest.get(at, (0.0,))[0], at) for at, (score, _) in enumerate(found)), reverse=True)
        rows = []
        for _, at in cheap[:CLOSE]:
            score = found[at][0]
            sound, variant = closest.get(at, (0.0, NOWHERE))
            rows.append((pages[at].id, features(asked, pages[at], variant, sound, score, score / top, self._rarity)))
        return rows

    def _draft(self, entry: Entry) -> _Draft:
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
        sentences = tuple(map(self._field, draft.sentences))
        which = bytes(min(at, 255) for at, text in enumerate(draft.sentences) for _ in range(len(text) + 1))
        return Page(draft.id, variants, asks, answer, sentences, which, self._norm(answer))

    def _field(self, text: str) -> Field:
        chars = frozenset(text) - {"|"}
        return Field(text, self._sounds.of_known(text), self._synonyms.groups(text), chars, sum(self._rarity[c] for c in chars))

    def _norm(self, field: Field) -> float:
        grams = set(field.text) | set(pairs(field.sound))
        rarity = self._rarity
        return sqrt(sum(rarity[gram] ** 2 for gram in grams if gram in rarity)) or 1.0

    def _asked(self, question: str) -> Asked:
        bare = clean(self._simplify(question[: 4 * LONGEST_QUESTION]))
        text = asked_for(bare)
        sound = self._sounds.of_any(text)
        rarity = self._rarity
        weights = tuple(NEVER_NOTHING + self._weight(character, character) for character in text)
        weighed = tuple(
            (at, written, sounded, weight := self._weight(written, sounded), weight * rarity.get(sounded, 1.0))
            for at, (written, sounded) in enumerate(zip(pairs(text), pairs(sound), strict=True))
        )
        squares = sum(w * w for w in weights) + sum(p[3] * p[3] for p in weighed)
        return Asked(
            text,
            sound,
            kinds(bare),
            frozenset(text),
            weights,
            tuple(w * rarity.get(c, 1.0) for w, c in zip(weights, text)),
            weighed,
            tuple(self._synonyms.mentions(text)),
            sum(weights),
            sum(p[3] for p in weighed),
            sqrt(squares),
        )

    def _weight(self, written: str, sounded: str) -> float:
        return self._rarity.get(sounded, 1.0) * meaning(written)

    def _grams(self, asked: Asked) -> dict[str, float]:
        grams = {
            character: CHARACTER * weight
            for character, weight in zip(asked.text, asked.weights, strict=True)
        }
        grams |= {sounded: weight for _, _, sounded, weight, _ in asked.pairs}
        for mention in asked.mentions:
            gram = group_gram(mention.group)
            grams[gram] = SYNONYM * self._rarity.get(gram, 0.0)
        return grams


