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
from config.settings import load
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
    assert done.errors == f"{files[missing]}：没有这个文件或文件夹\n"


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
        ("restore", "还要写：备份"),
        ("backup", "还要写：新文件"),
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
        "from bot.terminal import logs\n"
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


# ------------------------------------------------------------------ what cannot be, in one sentence

_ENGLISH = re.compile(r"Errno|Traceback|Illegal|codec|No such|bind\(\)|not a database$")


def test_settings_that_cannot_be_read_are_told_in_a_sentence(tmp_path: Path) -> None:
    broken, bytes_ = tmp_path / "broken.toml", tmp_path / "bytes.toml"
    unended = tmp_path / "unended.toml"
    broken.write_text('port = 1\nhost = "abc\n', "utf-8")
    unended.write_text('port = 1\nhost = "abc', "utf-8")
    bytes_.write_bytes(b"\xff\xfe")
    for file, why in (
        (tmp_path / "none.toml", "没有这个文件"),
        (tmp_path, "这是一个文件夹"),
        (bytes_, "不是 UTF-8"),
        (broken, "第 2 行"),
        (unended, "没有写完"),
    ):
        done = ran("--config", file, "guesses")
        assert why in done.errors
        assert not _ENGLISH.search(done.errors)
        assert done.code == 2


@pytest.mark.parametrize("value", ["ture", "2", "是"])
def test_a_misspelt_yes_is_no_silent_no(value: str) -> None:
    done = ran("guesses", BOT_MAKES_DATABASE=value)
    assert "BOT_MAKES_DATABASE" in done.errors
    assert "true 或 false" in done.errors


NEED_A_DATABASE = [
    ("init",),
    ("backup", "copy.db"),
    ("restore", "copy.db"),
    ("clock",),
    ("guesses",),
    ("invite", "--org", "x"),
    ("members", "import", "x.xlsx"),
    ("members", "export", "x.xlsx"),
    ("organisations", "import", "x.xlsx"),
    ("undo", "1"),
]


@pytest.mark.parametrize("command", NEED_A_DATABASE, ids=" ".join)
@pytest.mark.parametrize("database", ["mysql://bot@db/bot", "sqlite:///", ""])
def test_no_command_takes_what_is_no_database_address(
    command: tuple[str, ...],
    database: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In this process: thirty of them."""
    monkeypatch.setattr(
        run, "load", lambda *files: load(*files, environ={"BOT_DATABASE": database})
    )
    monkeypatch.setattr(run.logs, "start", lambda held: None)
    assert run.main(list(command)) == 2
    assert "BOT_DATABASE 应写成" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["-1", "65536", "99999999"])
def test_a_port_that_no_machine_has(port: str) -> None:
    for done in (ran("simulator", "--port", port), ran("demo", BOT_PORT=port)):
        assert "端口应在 0 到 65535 之间" in done.errors
        assert not _ENGLISH.search(done.errors)
        assert done.code == 2


def test_init_says_what_stands_in_its_place(tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("不是数据库", "utf-8")
    for place in (tmp_path, other):
        done = ran("init", BOT_DATABASE=f"sqlite:///{place}")
        assert "不是数据库，什么也没有改动" in done.errors
        assert "已经有数据库" not in done.errors
        assert done.code == 2
    assert other.read_text("utf-8") == "不是数据库"
    fresh = f"sqlite:///{tmp_path / 'bot.db'}"
    assert ran("init", BOT_DATABASE=fresh).code == 0
    assert "已经有数据库" in ran("init", BOT_DATABASE=fresh).errors


def test_what_the_system_refuses_is_told_in_chinese(tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("不是数据库" * 1000, "utf-8")
    said = [
        ran("init", BOT_DATABASE="sqlite:////proc/none/bot.db").errors,
        ran("guesses", BOT_DATABASE=f"sqlite:///{other}").errors,
        "".join(ran("backup", tmp_path / "x" / "y.db", BOT_DATABASE=f"sqlite:///{other}").out),
    ]
    assert "没有这个文件或文件夹" in said[0]
    assert "这个文件不是数据库" in said[1]
    assert "没有这个文件或文件夹" in said[2]
    assert not any(_ENGLISH.search(each) for each in said)
