"""The search: an index of entries, and the entries that may answer a question."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log, sqrt

from handlers.faq.features import Asked, Field, Page, Variant, features
from handlers.faq.synonyms import Synonyms
from handlers.faq.wording import asked as asked_text
from handlers.faq.wording import clean, kinds, pairs, sentences, weight_of

K1, B = 1.2, 0.6
SHORTLIST = 40
COMMON = 0.12
COMMON_AT_LEAST = 200


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
    score: float


class Index:
    def __init__(self, entries: Iterable[Entry], synonyms=(), pinyin=None, simplify=None):
        self._simplify = simplify or (lambda t: t)
        entries = list(entries)
        self._synonyms = Synonyms(synonyms)
        self._pinyin = pinyin
        texts = [( [clean(self._simplify(q)) for q in (e.question, *e.also)], [clean(x) for x in sentences(self._simplify(e.answer))]) for e in entries]
        self._table = {}
        self._syll = {}
        if pinyin:
            for c in sorted({c for v, s in texts for t in (*v, *s) for c in t}):
                self._table[ord(c)] = self._syll.setdefault(pinyin(c), c)
        self._pages = []
        self._postings = {}
        counts = []
        for e, (vs, ss) in zip(entries, texts):
            vs = [v for v in dict.fromkeys(vs) if v]
            self._pages.append(None)
            grams = Counter()
            topic = clean(e.topic)
            for t in (*vs, *ss, topic):
                grams.update(t); grams.update(pairs(self._fold(t)))
                grams.update("§%d" % g for g in self._synonyms.groups(t))
            counts.append(grams)
        n = len(entries)
        lengths = [sum(c.values()) for c in counts]
        mean = sum(lengths) / max(n, 1) or 1
        df = Counter()
        for c in counts: df.update(c.keys())
        self._n = n
        top = log(1 + (n + .5) / .5)
        self._top = top
        self._idf = {g: log(1 + (n - d + .5) / (d + .5)) / top for g, d in df.items()}
        for i, c in enumerate(counts):
            k = K1 * (1 - B + B * lengths[i] / mean)
            for g, tf in c.items():
                docs, imp = self._postings.setdefault(g, (array('I'), array('f')))
                docs.append(i); imp.append(tf / (tf + k))
        del counts
        for i, (e, (vs, ss)) in enumerate(zip(entries, texts)):
            vs = [v for v in dict.fromkeys(vs) if v]
            fields = [Field(s, self._fold(s), self._synonyms.groups(s)) for s in ss]
            answer = Field("|".join(ss), "|".join(f.sound for f in fields), frozenset().union(*(f.groups for f in fields)) if fields else frozenset())
            self._pages[i] = Page(e.id, tuple(self._variant(v) for v in vs), answer, tuple(fields), self._norm(answer))

    def _fold(self, t):
        return t.translate(self._table) if self._table else t

    def _fold_query(self, t):
        if not self._pinyin: return t
        return "".join(self._table.get(ord(c)) or self._syll.get(self._pinyin(c), c) for c in t)

    def _cw(self, c): return self._idf.get(c, 1.0) * weight_of(c)
    def _pw(self, written, sounded): return self._idf.get(sounded, 1.0) * weight_of(written)

    def _norm(self, f):
        c = Counter(f.text.replace('|', '')); c2 = Counter(pairs(f.sound))
        return sqrt(sum((self._idf.get(g, 1) * (1 + log(t))) ** 2 for g, t in c.items()) + sum((self._idf.get(g, 1) * (1 + log(t))) ** 2 for g, t in c2.items() if '|' not in g))

    def _variant(self, v):
        s = self._fold(v)
        norm = sqrt(sum(self._cw(c) ** 2 for c in v) + sum(self._pw(w, x) ** 2 for w, x in zip(pairs(v), pairs(s))))
        return Variant(Field(v, s, self._synonyms.groups(v)), norm, kinds(v))

    def ask(self, question):
        bare = self._simplify(question[:600])
        text = asked_text(bare)
        if not text: return None
        sound = self._fold_query(text)
        w = tuple(.02 + self._cw(c) for c in text)
        ps = tuple((a, b, self._pw(a, b)) for a, b in zip(pairs(text), pairs(sound)))
        norm = sqrt(sum(x * x for x in w) + sum(p[2] ** 2 for p in ps))
        return Asked(text, sound, kinds(clean(bare)), w, ps, tuple(self._synonyms.mentions(text)), sum(w), sum(p[2] for p in ps), norm)

    def retrieve(self, asked, limit=SHORTLIST):
        acc = [0.0] * self._n
        best = 0.0
        cut = max(COMMON_AT_LEAST, COMMON * self._n)
        for g, w in self._grams(asked).items():
            best += w
            p = self._postings.get(g)
            if p is None or len(p[0]) > cut: continue
            for d, x in zip(*p): acc[d] += w * x
        if not best: return []
        cut = nlargest(limit, acc)[-1]
        ids = [i for i, s in enumerate(acc) if s >= cut and s > 0][:2*limit]
        return sorted(((acc[i] / best, i) for i in ids), reverse=True)[:limit]

    def _grams(self, asked):
        out = {}
        for c, w in zip(asked.text, asked.weights): out[c] = w*.6
        for a, b, w in asked.pairs: out[b] = w
        for m in asked.mentions:
            g = "§%d" % m.group
            out[g] = .6 * self._idf.get(g, 0)
        return out

    def shortlist(self, question):
        asked = self.ask(question)
        if asked is None: return [], None
        rows = self.retrieve(asked)
        if not rows: return [], asked
        top = rows[0][0]
        return [(self._pages[i].id, features(asked, self._pages[i], s, s / top, self._idf)) for s, i in rows], asked
