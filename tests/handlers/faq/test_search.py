"""The question search: what it finds, what it refuses, and that nothing throws it off."""

import json
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import opencc
import pytest

from bot.language.sound import syllable
from handlers.faq.evaluation import EvaluationFault, evaluate
from handlers.faq.gate import GUESS, SURE
from handlers.faq.search import Candidate, Index, Sought, judge
from handlers.faq.synonyms import Synonyms
from handlers.faq.wording import asked_for, clean

SAMPLES = Path(__file__).parents[2] / "data" / "faq"
SIMPLIFIED = opencc.OpenCC("t2s").convert
SYNONYMS = [["交党费", "缴纳党费", "党费收缴"], ["换届", "任期届满", "每届任期"]]
ENTRIES = [
    Sought(
        "rate",
        "党费按什么比例交？",
        "按月工资收入分四档，从0.5%到2%。",
        ("党费标准是多少", "党费交几个点"),
    ),
    Sought("late", "忘了交党费可以补吗？", "经支部同意可以补交，一般不超过6个月。"),
    Sought("probation", "预备期多长？", "预备期一年，从党员大会通过之日算起。", ("预备期要多久",)),
    Sought("extend", "预备期可以延长吗？", "可以延长一次，不少于半年，最长不超过一年。"),
    Sought("term", "支部委员会每届任期几年？", "一般三年，届满应当按期改选。"),
    Sought("committee", "支委会多久开一次？", "一般每月一次，根据需要可以随时召开。"),
    Sought("group", "党小组会多久开一次？", "一般每月一次。"),
    Sought("transfer", "组织关系怎么转？", "工作单位变动，应当及时转移党员组织关系。"),
    Sought("letter", "介绍信丢了怎么办？", "及时报告原开具单位，说明情况后申请补办。"),
    Sought("proof", "志愿服务证明找谁开？", "由活动的组织者无偿出具，如实记载服务时长。"),
]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(ENTRIES, SYNONYMS, syllable, SIMPLIFIED)


def first(index: Index, question: str) -> str:
    return index.search(question)[0].id


@pytest.mark.parametrize(
    ("question", "entry_id"),
    [
        ("预备期要多长时间", "probation"),
        ("支委会几个月开一次", "committee"),
        ("预被期多长", "probation"),  # homophone
        ("祖织关系怎么赚", "transfer"),  # two
        ("介绍信丢怎么办", "letter"),  # dropped character
        ("預備期可以延長嗎", "extend"),  # traditional
        ("领导好，请问一下介绍信丢了怎么办呢？谢谢", "letter"),  # politeness
        ("ＤＡＮＧ费按什么比例交", "rate"),  # full width
        ("换届是几年一次", "term"),  # synonym
        ("党费交几个点", "rate"),  # another wording
    ],
)
def test_question_finds_its_entry(index: Index, question: str, entry_id: str) -> None:
    assert first(index, question) == entry_id


@pytest.mark.parametrize(
    ("question", "entry_id", "about"),
    [
        ("预备期怎么算", "probation", True),
        ("预被期怎么算", "probation", True),  # by sound
        ("换届是几年一次", "term", True),  # a synonym
        ("我们走完程序了", "extend", False),
        ("我随时有空", "committee", False),  # of the answer alone
        ("标准动作", "rate", False),  # of another wording alone
    ],
)
def test_a_question_is_about_what_the_entry_itself_asks(
    index: Index, question: str, entry_id: str, about: bool
) -> None:
    assert index.about(question, entry_id) is about


@pytest.mark.parametrize("question", ["预备期多长", "组织关系怎么转？", "介绍信丢了怎么办"])
def test_the_entrys_own_words_are_answered(index: Index, question: str) -> None:
    assert judge(index.search(question)) == "sure"


@pytest.mark.parametrize(
    "question", ["今天天气怎么样", "附近有什么好吃的", "谁是世界杯冠军", "帮我写一首诗", "abc"]
)
def test_question_off_the_topic_is_refused(index: Index, question: str) -> None:
    assert judge(index.search(question)) == "none"


@pytest.mark.parametrize("question", ["", "   ", "？！……", "😀🎉👍", "\n\t", "\x00"])
def test_nothing_asked_finds_nothing(index: Index, question: str) -> None:
    assert index.search(question) == ()


def test_very_long_question_is_bounded_in_time(index: Index) -> None:
    began = time.thread_time()
    found = index.search("预备期多长" * 20_000)
    assert time.thread_time() - began < 0.2
    assert len(found) <= 3


def test_single_character_is_no_certainty(index: Index) -> None:
    assert judge(index.search("党")) != "sure"


def test_empty_base_answers_nothing() -> None:
    assert Index([]).search("预备期多长") == ()


def test_scores_are_probabilities_in_falling_order(index: Index) -> None:
    scores = [candidate.score for candidate in index.search("预备期", 5)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_same_question_same_answer_from_a_second_index(index: Index) -> None:
    again = Index(ENTRIES, SYNONYMS, syllable, SIMPLIFIED)
    assert index.search("党费怎么交") == again.search("党费怎么交")


def test_homophones_need_the_sounds() -> None:
    question = "借少信"
    assert Index(ENTRIES, pinyin=syllable).search(question)[0].id == "letter"
    assert not Index(ENTRIES).search(question) or Index(ENTRIES).search(question)[0].score < SURE


def test_synonym_too_short_is_a_fault() -> None:
    with pytest.raises(ValueError, match="交"):
        Synonyms([["交", "缴纳"]])


# ------------------------------------------------------------------ wording


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("请问党费怎么交", "党费怎么交"),
        ("你好，想问一下预备期多长呢？", "预备期多长"),
        ("麻烦问下，介绍信丢了怎么办啊，谢谢", "介绍信丢了怎么办"),
        ("这是什么", "这是什么"),
        ("你好", "你好"),
    ],
)
def test_politeness_is_no_part_of_the_question(typed: str, question: str) -> None:
    assert asked_for(clean(typed)) == question


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("六个月", "6个月"),
        ("十二月", "12月"),
        ("二十天", "20天"),
        ("两名党员", "2名党员"),
        ("一般", "一般"),
        ("20％", "百分之20"),
        ("ＡＢＣ １", "abc1"),
    ],
)
def test_counts_and_widths_are_levelled(written: str, level: str) -> None:
    assert clean(written) == level


# ------------------------------------------------------------------ verdict


@pytest.mark.parametrize(
    ("scores", "verdict"),
    [
        ((), "none"),
        ((0.9,), "sure"),
        ((0.9, 0.05), "sure"),
        ((0.45, 0.4), "guess"),
        (((SURE + GUESS) / 2,), "guess"),
        ((GUESS / 2,), "none"),
    ],
)
def test_two_thresholds_and_a_gap(scores: tuple[float, ...], verdict: str) -> None:
    assert judge([Candidate(str(at), score) for at, score in enumerate(scores)]) == verdict


# ------------------------------------------------------------------ figures


def lines(name: str) -> list[str]:
    return (SAMPLES / name).read_text(encoding="utf-8").splitlines()


def ticks() -> Iterator[float]:
    return (tick / 1000 for tick in count())


def figures(name: str) -> dict[str, float]:
    return evaluate(
        lines(f"{name}_base.jsonl"),
        lines(f"{name}_questions.jsonl"),
        time.thread_time,
        (),
        syllable,
        SIMPLIFIED,
    )


FLOORS = {
    "pairs": {"top1": 0.80, "top3": 0.85, "acc": 0.80, "ok_at_95": 0.55},
    "passages": {"top1": 0.95, "top3": 0.97, "acc": 0.90, "ok_at_95": 0.80},
}


@pytest.mark.parametrize("name", FLOORS)
def test_figures_on_the_samples_do_not_fall(name: str) -> None:
    measured = figures(name)
    assert {
        key: measured[key] for key, floor in FLOORS[name].items() if measured[key] < floor
    } == {}
    assert measured["ms_median"] < 20


def test_evaluation_says_exactly_these_figures() -> None:
    base = [json.dumps({"id": "a", "question": "预备期多长", "answer": ""})]
    questions = [json.dumps({"query": q, "id": i}) for q, i in [("预备期多长", "a"), ("诗", None)]]
    clock = ticks()
    assert evaluate(base, questions, lambda: next(clock)) == {
        "top1": 1.0,
        "top3": 1.0,
        "acc": 1.0,
        "answered_right": 1.0,
        "refused_right": 1.0,
        "false_answers": 0.0,
        "ok_at_95": 1.0,
        "ms_median": 1.0,
        "ms_p99": 1.0,
    }


def test_further_right_ids_count_as_right() -> None:
    base = [json.dumps({"id": i, "question": q}) for i, q in [(1, "预备期多长"), (2, "党费")]]
    asked = json.dumps({"query": "预备期多长", "id": 2, "alt": [1]})
    assert evaluate(base, [asked], time.perf_counter)["top1"] == 1.0


def test_blank_lines_and_a_byte_order_mark_are_passed_over() -> None:
    base = ['\ufeff{"id": "a", "question": "预备期多长"}\n', "\n", "  "]
    assert evaluate(base, ['{"query": "预备期多长", "id": "a"}'], time.perf_counter)["top1"] == 1.0


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "不是 JSON"),
        ("[]", "不是一个 JSON 对象"),
        ('{"query": 1, "id": "a"}', "query"),
        ('{"query": "x"}', "id"),
        ('{"query": "x", "id": ["a"]}', "id"),
        ('{"query": "x", "id": "a", "alt": "b"}', "alt"),
    ],
)
def test_bad_line_is_named(line: str, fault: str) -> None:
    with pytest.raises(EvaluationFault, match=f"questions 第 2 行：.*{fault}"):
        evaluate(['{"id": "a", "question": "x"}'], ["", line], time.perf_counter)
