"""What the command line prints for other programs to read, line by line."""

import contextlib
import io
import json
import re
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

import run
from tests.bot.operator.command import ROOT, ran

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


# ---------------------------------------------------------------- the language of commands

COMMANDS = [
    "",
    *[
        "serve",
        "init",
        "demo",
        "simulator",
        "check",
        "backup",
        "restore",
        "clock",
        "invite",
        "guesses",
        "when",
        "heard",
        "undo",
    ],
] + [
    f"{group} {verb}".strip()
    for group, verbs in {
        "menu": ("", "publish", "show"),
        "organisations": ("", "import", "template"),
        "members": ("", "import", "export", "template"),
        "wishes": ("", "fit", "check", "compare"),
        "faq": ("", "ask", "check", "evaluate"),
    }.items()
    for verb in verbs
]
# What stands in a page of help and is no sentence: names of options, files, formats, values.
NAMES = re.compile(
    r"\[.*?\]|--?[\w-]+|\{.*?\}|config/\w+\.toml|\.\w+|https?://\S+|run\.py|TOML|JSON|ISO|(?<=  )[a-z_]+(?= |$)"
    r"|[A-Z]{2,}"
)


@pytest.fixture(scope="module")
def helps() -> dict[str, str]:
    """Asked of the parser itself: a process each would take half a minute."""
    found = {}
    for command in COMMANDS:
        said = io.StringIO()
        with contextlib.redirect_stdout(said), pytest.raises(SystemExit) as ended:
            run._parser().parse_args([*command.split(), "--help"])
        assert ended.value.code == 0
        found[command] = said.getvalue()
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_chinese(helps: dict[str, str], command: str) -> None:
    usage, _, explained = helps[command].partition("\n\n")
    assert usage.startswith("用法：run.py")
    assert usage.count("用法：") == 1
    assert not re.search(r"[a-z]{3,} [a-z]{2,}", NAMES.sub("", explained)), explained
    assert "usage" not in helps[command]
    assert "options" not in helps[command]


def test_every_command_is_looked_at(helps: dict[str, str]) -> None:
    for page, names in (
        (c, re.findall(r"^    ([a-z]+) ", h, re.MULTILINE)) for c, h in helps.items()
    ):
        assert {f"{page} {name}".strip() for name in names if page or name} <= set(COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("", "还要写：命令"),
        ("restore", "还要写：backup"),
        ("backup", "还要写：out"),
        ("serve now", "不认识：now"),
        ("nothing", "没有 'nothing'"),
        ("simulator --port eighty", "--port：'eighty' 写得不对"),
        ("simulator --port", "--port：后面要写一个值"),
        ("invite --org c --role king", "--role：没有 'king'"),
        ("check --offline=yes", "--offline：后面不写值"),
    ],
)
def test_what_is_typed_wrongly_is_answered_in_chinese(
    arguments: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run._parser().parse_args(arguments.split())
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_the_log_of_a_command_waits_for_its_end() -> None:
    script = (
        "import logging, sys\n"
        "from bot.process import logs\n"
        "logs.start(held=True)\n"
        "sys.stderr.write('#')\n"
        "logging.getLogger('x').warning('slow change')\n"
        "sys.stderr.write('##\\n')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    bar, line = done.stderr.splitlines()
    assert bar == "###"
    assert json.loads(line)["message"] == "slow change"


def test_a_sound_knowledge_is_said_to_be_so() -> None:
    done = ran("faq", "check")
    assert done.code == 0
    assert "没有问题" in done.out[0]


def test_the_operators_word_about_the_clock_is_kept(tmp_path: Path) -> None:
    given = {"BOT_DATABASE": f"sqlite:///{tmp_path}/bot.db"}
    assert ran("init", **given).code == 0
    done = ran("clock", **given)
    assert (done.code, done.errors) == (0, "")
    assert "已记下现在是" in done.out[0]
    with contextlib.closing(sqlite3.connect(tmp_path / "bot.db")) as connection:
        ((at,),) = connection.execute("SELECT at FROM pulse").fetchall()
    assert abs(at - time.time() * 1000) < 60_000


def test_a_command_that_cannot_write_says_so_in_one_sentence(tmp_path: Path) -> None:
    given = {"BOT_DATABASE": f"sqlite:///{tmp_path}/bot.db"}
    assert ran("init", **given).code == 0
    with contextlib.closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as busy:
        busy.execute("BEGIN IMMEDIATE")
        done = ran("clock", **given)
    assert done.code == 2
    assert done.errors.startswith("没有办成")
    assert "Traceback" not in done.errors
