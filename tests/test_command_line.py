"""What the command line prints for other programs to read, line by line."""

import json
from pathlib import Path

import pytest

from tests.bot.operator.command import ran

NOW = "2026-11-24T10:00"
LINES = [
    '{"phrase": "明早8点", "at": "2026-11-25T08:00+08:00"}',
    (
        '{"phrase": "每周五下午三点", "at": "2026-11-27T15:00+08:00", "every": "WEEKLY",'
        ' "rule": "FREQ=WEEKLY;BYDAY=FR;BYHOUR=15;BYMINUTE=0"}'
    ),
    '{"phrase": "每个工作日9点", "at": "2026-11-25T09:00+08:00", "every": "WORKDAY"}',
    '{"phrase": "昨天下午三点", "at": null, "why": "past"}',
    '{"phrase": "交党费", "at": null, "why": "none"}',
    '{"phrase": "13月1日", "at": null, "why": "impossible"}',
]
FIGURES = {
    "top1",
    "top3",
    "acc",
    "answered_right",
    "refused_right",
    "false_answers",
    "ok_at_95",
    "ms_median",
    "ms_p99",
}


def test_when_prints_a_line_of_json_for_each_phrase() -> None:
    phrases = [json.loads(line)["phrase"] for line in LINES]
    done = ran("when", "--now", NOW, *phrases)
    assert done.out == LINES
    assert done.code == 0


def test_evaluate_prints_its_figures_as_one_line_of_json(tmp_path: Path) -> None:
    knowledge, queries = tmp_path / "knowledge.jsonl", tmp_path / "queries.jsonl"
    knowledge.write_text('{"id": "a", "question": "预备期多长", "answer": "一年"}\n', "utf-8")
    queries.write_text('{"query": "预备期多长", "id": "a"}\n{"query": "诗", "id": null}\n', "utf-8")
    done = ran("faq", "evaluate", knowledge, queries)
    (line,) = done.out
    assert set(json.loads(line)) == FIGURES
    assert json.loads(line)["top1"] == 1.0
    assert done.code == 0


@pytest.mark.parametrize("missing", ["knowledge", "queries"])
def test_evaluate_without_a_file_says_so_in_one_sentence(tmp_path: Path, missing: str) -> None:
    files = {name: tmp_path / f"{name}.jsonl" for name in ("knowledge", "queries")}
    for name, file in files.items():
        if name != missing:
            file.touch()
    done = ran("faq", "evaluate", *files.values())
    assert (done.code, done.out) == (2, [])
    assert done.errors == f"{files[missing]}：No such file or directory\n"
