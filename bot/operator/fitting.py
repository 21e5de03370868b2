"""run.py wishes fit and check: weights from labelled sentences, and what is doubtful about these.

scikit-learn is wanted by these two commands alone; it comes with the group `fit` (make fit).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.hearing import pieces, sentences, situations, weights
from bot.hearing.acts import CHANGING
from bot.hearing.sentences import STANCES, Sentence
from bot.hearing.situations import Said
from bot.hearing.weights import Header, Task, Weights
from bot.language.text import normal
from bot.operator.turning import turned

if TYPE_CHECKING:
    import numpy as np

FEWEST = 200  # sentences of an act, below which it counts as thin
FOLDS = 4
MOST_APART = 0.002  # of the sentences, that two fits may decide otherwise
TURNED = 1_500  # of them that are turned into what is none
PLAIN_WISHES = 3_000  # that teach what a sentence does
DECEPTIVE = "stance"  # the source whose wishes look like something else: 别忘了给我报上
SITUATED = "context"  # how the sources begin whose sentences were said where something was shown
# Each of them is judged by what all others taught: how sure one may be of a stranger's sentence.
STRANGERS = ("second", "third")
_FIRMNESS = 1.0  # how closely the sentences are followed; less is smoother
_QUIET = 2  # of 127: a weight below it tells nothing and is left out
_TEMPERATURES = (0.12, 0.14, 0.16, 0.18, 0.2, 0.22, 0.27, 0.33, 0.4, 0.5, 0.65)
Say = Callable[[str], None]


class Learnt(NamedTuple):
    """Of one task: labels, a weight per label and piece, a bias per label."""

    labels: list[str]
    coefficients: "np.ndarray[Any, Any]"
    biases: "np.ndarray[Any, Any]"


def fit(say: Say) -> int:
    """Write knowledge/wishes.weights and knowledge/situations.weights."""
    known = sentences.load()
    header, body = _fitted(known)
    weights.write(sentences.WEIGHTS, header, body)
    size = sentences.WEIGHTS.stat().st_size / 1e6
    say(f"学了 {len(known)} 句，{len(header.tasks['act'].labels)} 种意思，权重 {size:.2f} MB")
    said = situations.load()
    weights.write(situations.WEIGHTS, *_situated(said))
    size = situations.WEIGHTS.stat().st_size / 1e6
    say(f"学了 {len(said)} 句情形里的话，权重 {size:.2f} MB")
    return 0


def compare(say: Say) -> int:
    """Fit once more, write nothing: processors round differently, but decide alike."""
    known = sentences.load()
    header, body = _fitted(known)
    both = weights.read(sentences.WEIGHTS), Weights.unpacked(header, body)
    apart: list[Sentence | Said] = [
        each for each in known if len({_taken_for(one, each) for one in both}) > 1
    ]
    for each in apart[:20]:
        say(f"两次学得不一样：{each.said}")
    every = len(known)
    said = situations.load()
    both = weights.read(situations.WEIGHTS), Weights.unpacked(*_situated(said))
    apart += [each for each in said if len({_does(one, each) for one in both}) > 1]
    every += len(said)
    say(f"{every} 句里 {len(apart)} 句两次学得不一样")
    return 1 if len(apart) > MOST_APART * every else 0


def _does(fitted: Weights, said: Said) -> str:
    scores = fitted.scores(pieces.said_in(normal(said.said), said.situation))
    return fitted.header.tasks["does"].ranked(scores)[0].label


def _taken_for(fitted: Weights, sentence: Sentence) -> tuple[str, str]:
    heard = pieces.of(normal(sentence.said))
    scores = fitted.scores([*heard, pieces.number(pieces.spoken_by(sentence.role))])
    act, stance = (fitted.header.tasks[task].ranked(scores)[0].label for task in ("act", "stance"))
    return act, stance


def _fitted(known: Sequence[Sentence]) -> tuple[Header, bytes]:
    tasks: dict[str, Task] = {}
    rows: list[Learnt] = []
    first = 0
    for name, (taught, told) in _told_apart(known).items():
        matrix = _matrix(taught)
        learnt = _learn(matrix, told)
        # What a sentence does is taught by one writer's sentences nearly alone.
        sources = [each.source for each in taught] if name == "act" else []
        tasks[name] = Task(tuple(learnt.labels), first, _temperature(matrix, told, sources))
        rows.append(learnt)
        first += len(learnt.labels)
    return _packed(tasks, rows, sentences.digest())


def _situated(said: Sequence[Said]) -> tuple[Header, bytes]:
    """What is said in a situation: what it does there, and what a question is about."""
    asking = [each for each in said if each.does == situations.ASKS]
    told_apart = {
        "does": (list(said), [each.does for each in said]),
        "field": (asking, [each.field for each in asking]),
    }
    tasks: dict[str, Task] = {}
    rows: list[Learnt] = []
    first = 0
    for name, (taught, told) in told_apart.items():
        matrix = _rows([pieces.said_in(normal(each.said), each.situation) for each in taught])
        learnt = _learn(matrix, told)
        tasks[name] = Task(tuple(learnt.labels), first, _temperature(matrix, told, []))
        rows.append(learnt)
        first += len(learnt.labels)
    return _packed(tasks, rows, situations.digest())


def check(say: Say) -> int:
    """Sentences with two labels, thin acts, and what is taken for what by whoever did not read it."""
    known = sentences.load()
    for said, acts in _labelled_twice(known):
        say(f"一句两种意思：{said}　{'、'.join(acts)}")
    for act, count in sorted(Counter(sentence.act for sentence in known).items()):
        if count < FEWEST:
            say(f"句子太少：{act} {count}")
    for (right, taken), count in _confusions(known).most_common(40):
        say(f"容易听错：{right} 听成 {taken}　{count} 次")
    return 0


def _told_apart(known: Sequence[Sentence]) -> dict[str, tuple[list[Sentence], list[str]]]:
    """Of each task the sentences that teach it, and what each of them is."""
    plain = [
        each
        for each in known
        if each.stance == STANCES[0]
        and each.source != DECEPTIVE
        and each.act in CHANGING
        and not each.source.startswith(SITUATED)
    ]
    # Plain wishes would drown the rest: every so many of them, whichever act they are of.
    wishes = plain[:: max(1, len(plain) // PLAIN_WISHES)]
    doing = [each for each in known if each.stance != STANCES[0] or each.source == DECEPTIVE]
    doing += turned(plain[1 :: max(1, len(plain) // TURNED)])
    return {
        "act": (list(known), [each.act for each in known]),
        "stance": ([*doing, *wishes], [each.stance for each in (*doing, *wishes)]),
    }


def _matrix(known: Sequence[Sentence]) -> Any:
    """A row per sentence: its pieces and who may say it."""
    return _rows(
        [
            sorted({*pieces.of(normal(each.said)), pieces.number(pieces.spoken_by(each.role))})
            for each in known
        ]
    )


def _rows(heard: Sequence[Sequence[int]]) -> Any:
    import numpy as np
    from scipy import sparse

    sizes = np.array([len(numbers) for numbers in heard])
    ends = np.concatenate([[0], np.cumsum(sizes)])
    shares = np.repeat(1 / np.sqrt(sizes), sizes)
    numbers = [number for each in heard for number in each]
    return sparse.csr_matrix((shares, numbers, ends), shape=(len(heard), pieces.PIECES))


def _learn(matrix: Any, told: Sequence[str]) -> Learnt:
    from sklearn.svm import LinearSVC

    fitted = LinearSVC(C=_FIRMNESS, random_state=0).fit(matrix, told)
    return Learnt([str(label) for label in fitted.classes_], fitted.coef_, fitted.intercept_)


def _unread(matrix: Any, told: Sequence[str], sources: Sequence[str] = ()) -> Any:
    """Scores of sentences by whoever has not read them, a column for each label in order; of
    each stranger's by whoever has read none of theirs. Of what is not asked for, zeros."""
    import numpy as np
    from sklearn.model_selection import StratifiedKFold
    from sklearn.svm import LinearSVC

    right, labels = np.array(told), sorted(set(told))
    scores = np.zeros((len(told), len(labels)))
    folds: Any = StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(matrix, right)
    if sources:
        of = np.array(sources)
        folds = [(np.flatnonzero(of != each), np.flatnonzero(of == each)) for each in STRANGERS]
    for taught, asked in folds:
        fitted = LinearSVC(C=_FIRMNESS, random_state=0).fit(matrix[taught], right[taught])
        known = np.searchsorted(labels, fitted.classes_)
        scores[np.ix_(asked, known)] = fitted.decision_function(matrix[asked])
    return scores


def _temperature(matrix: Any, told: Sequence[str], sources: Sequence[str]) -> float:
    """The one by which the likelihoods of unread sentences come true."""
    import numpy as np

    scores, labels = _unread(matrix, told, sources), sorted(set(told))
    right = np.array([labels.index(label) for label in told])
    if sources:  # of acts that only one writer knew the others can tell nothing
        known = Counter(told)
        own = Counter(zip(told, sources, strict=True))
        asked = [
            source in STRANGERS and known[act] - own[act, source] >= FEWEST
            for act, source in zip(told, sources, strict=True)
        ]
        scores, right = scores[np.array(asked)], right[np.array(asked)]

    def surprise(temperature: float) -> float:
        shares = scores / temperature
        shares = shares - shares.max(1, keepdims=True)
        logs = shares - np.log(np.exp(shares).sum(1, keepdims=True))
        return float(-logs[np.arange(len(right)), right].mean())

    return min(_TEMPERATURES, key=surprise)


def _packed(tasks: dict[str, Task], learnt: Sequence[Learnt], digest: str) -> tuple[Header, bytes]:
    import numpy as np

    every = np.vstack([each.coefficients for each in learnt])
    biases = np.concatenate([each.biases for each in learnt])
    scales = np.abs(every).max(1) / 127
    whole = np.round(every / scales[:, None])
    whole[np.abs(whole) <= _QUIET] = 0
    header = Header(tasks, tuple(scales.tolist()), tuple(biases.tolist()), digest)
    return header, whole.astype(np.int8).T.tobytes()


def _labelled_twice(known: Sequence[Sentence]) -> list[tuple[str, list[str]]]:
    acts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for sentence in known:
        acts[normal(sentence.said), sentence.role].add(sentence.act)
    return [(said, sorted(found)) for (said, _), found in acts.items() if len(found) > 1]


def _confusions(known: Sequence[Sentence]) -> Counter[tuple[str, str]]:
    matrix, told = _matrix(known), [sentence.act for sentence in known]
    scores, labels = _unread(matrix, told), sorted(set(told))
    taken = [labels[at] for at in scores.argmax(1)]
    return Counter((r, t) for r, t in zip(told, taken, strict=True) if r != t)
