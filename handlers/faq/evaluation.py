"""Measuring the search: a base and questions with known answers in, figures out."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.refusal import Refusal
from handlers.faq.gate import judge
from handlers.faq.search import Index, Sought

REFUSED_AT_LEAST = 0.95  # of the questions without an answer, for ok_at_95
TOP = 3


class EvaluationFault(Refusal):
    """A line of the base or of the questions is wrong; the message says which and how."""


Stopwatch = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Labelled:
    text: str
    right: frozenset[str]  # ids of the entries that answer it; none: must be refused


@dataclass(frozen=True, slots=True)
class _Outcome:
    answerable: bool
    first_right: bool
    top_right: bool
    answered: bool
    score: float
    seconds: float


def evaluate(
    kb_lines: Iterable[str],
    query_lines: Iterable[str],
    stopwatch: Stopwatch,
    synonyms: Iterable[Sequence[str]] = (),
    pinyin: Callable[[str], str] | None = None,
    simplify: Callable[[str], str] = str,
) -> dict[str, float]:
    """Only a sure answer counts as given: suggestions ("guess") count as refused."""
    index = Index(read_base(kb_lines), synonyms, pinyin, simplify)
    return _figures([_ask(index, question, stopwatch) for question in read_questions(query_lines)])


def read_base(lines: Iterable[str]) -> list[Sought]:
    return [
        Sought(_id(row, where), _text(row, "question", where), _text(row, "answer", where, ""))
        for where, row in _rows(lines, "base")
    ]


def read_questions(lines: Iterable[str]) -> list[Labelled]:
    return [
        Labelled(_text(row, "query", where), _right(row, where))
        for where, row in _rows(lines, "questions")
    ]


def _rows(lines: Iterable[str], what: str) -> Iterator[tuple[str, dict[str, object]]]:
    for number, line in enumerate(lines, 1):
        bare = line.strip().strip("\ufeff\x00").strip()
        if not bare:
            continue
        where = f"{what} 第 {number} 行"
        try:
            row = json.loads(bare)
        except ValueError as error:
            raise EvaluationFault(f"{where}：不是 JSON（{error}）") from error
        if not isinstance(row, dict):
            raise EvaluationFault(f"{where}：不是一个 JSON 对象")
        yield where, row


def _text(row: dict[str, object], key: str, where: str, default: str | None = None) -> str:
    value = row.get(key)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise EvaluationFault(f"{where}：{key!r} 不是文字")
    return value


def _id(row: dict[str, object], where: str) -> str:
    return _as_id(row.get("id"), where)


def _right(row: dict[str, object], where: str) -> frozenset[str]:
    if "id" not in row:
        raise EvaluationFault(f"{where}：没有 'id'（没有答案的写 null）")
    if row["id"] is None:
        return frozenset()
    further = row.get("alt") or []
    if not isinstance(further, list):
        raise EvaluationFault(f"{where}：'alt' 不是列表")
    return frozenset(_as_id(value, where) for value in [row["id"], *further])


def _as_id(value: object, where: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise EvaluationFault(f"{where}：id 应是文字或数字")
    return str(value)


def _ask(index: Index, question: Labelled, stopwatch: Stopwatch) -> _Outcome:
    started = stopwatch()
    candidates = index.search(question.text, TOP)
    seconds = stopwatch() - started
    ids = [candidate.id for candidate in candidates]
    return _Outcome(
        answerable=bool(question.right),
        first_right=bool(ids) and ids[0] in question.right,
        top_right=not question.right.isdisjoint(ids),
        answered=judge(candidates) == "sure",
        score=candidates[0].score if candidates else 0.0,
        seconds=seconds,
    )


def _figures(outcomes: Sequence[_Outcome]) -> dict[str, float]:
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    refusable = [outcome for outcome in outcomes if not outcome.answerable]
    right = sum(outcome.answered and outcome.first_right for outcome in answerable)
    refused = sum(not outcome.answered for outcome in refusable)
    given = sum(outcome.answered for outcome in outcomes)
    bar = _bar(refusable)
    sure_right = sum(outcome.first_right and outcome.score > bar for outcome in answerable)
    times = sorted(outcome.seconds * 1000 for outcome in outcomes)
    return {
        "top1": _share(sum(outcome.first_right for outcome in answerable), len(answerable)),
        "top3": _share(sum(outcome.top_right for outcome in answerable), len(answerable)),
        "acc": _share(right + refused, len(outcomes)),
        "answered_right": _share(right, len(answerable)),
        "refused_right": _share(refused, len(refusable)),
        "false_answers": _share(given - right, given),
        "ok_at_95": _share(sure_right, len(answerable)),
        "ms_median": _quantile(times, 0.5),
        "ms_p99": _quantile(times, 0.99),
    }


def _bar(refusable: Sequence[_Outcome]) -> float:
    """The score that has to be exceeded for enough of the refusable to be refused."""
    scores = sorted((outcome.score for outcome in refusable), reverse=True)
    let_through = int((1 - REFUSED_AT_LEAST) * len(scores) + 1e-9)
    return scores[let_through] if scores else -1.0


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _quantile(ordered: Sequence[float], share: float) -> float:
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 3) if ordered else 0.0
