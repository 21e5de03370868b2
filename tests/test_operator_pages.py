"""The pages for operators say what is so: commands, files, alarms, events, days kept."""

import re
import shlex
from pathlib import Path

import pytest

import run
from bot.people.offices import TITLES
from bot.privacy import retention

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "README.zh-CN.md").read_text("utf-8")
MANUAL = (ROOT / "docs" / "operations.md").read_text("utf-8")
SOURCE = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "bot").rglob("*.py")))


def commands(page: str) -> list[list[str]]:
    """The arguments of every `run.py …` and `lianxin …` that is to be typed."""
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", page, re.DOTALL))
    lines = re.findall(r"(?:run\.py|-u lianxin lianxin|^\s*lianxin) (.+)$", blocks, re.MULTILINE)
    return [shlex.split(line) for line in lines]


TYPED = commands(GUIDE) + commands(MANUAL)


def test_the_pages_have_commands_to_type() -> None:
    assert {arguments[0] for arguments in TYPED} >= {"check", "menu", "backup", "restore", "invite"}


@pytest.mark.parametrize("arguments", TYPED, ids=" ".join)
def test_every_command_is_one_that_run_py_takes(arguments: list[str]) -> None:
    run._parser().parse_args(arguments)


def test_commands_named_in_a_sentence_are_known() -> None:
    known = set(re.findall(r"^    ([a-z]+)  +\S", run._parser().format_help(), re.MULTILINE))
    assert "check" in known
    named = set(re.findall(r"`(?:run\.py|lianxin) ([a-z]+)", GUIDE + MANUAL))
    assert named <= known


def test_every_file_named_is_there() -> None:
    named = set(re.findall(r"\b((?:deploy|config|docs)/[\w.*/-]+)", GUIDE + MANUAL))
    assert named
    for name in named:
        assert list(ROOT.glob(name)), name
    for name in re.findall(r"\]\(([^)h][^)]*)\)", GUIDE):
        assert (ROOT / name).exists(), name


def test_make_targets_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"\bmake (?:-C \S+ )?([a-z]+)$", GUIDE, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_roles_are_those_an_invitation_knows() -> None:
    assert set(re.findall(r"`((?:\w+_secretary|community_worker))`", GUIDE)) == set(TITLES)


def test_what_is_kept_how_long_is_the_table_of_the_sweep() -> None:
    section = GUIDE.partition("## 存多久\n")[2].partition("\n## ")[0]
    shown = [line for line in section.splitlines() if line.startswith("|")]
    assert shown == retention.table()
    unit = (ROOT / "deploy" / "lianxin-backup.service").read_text("utf-8")
    assert f"-mtime +{retention.BACKUP_DAYS} " in unit


def rows(heading: str) -> set[str]:
    """What stands in code type in the first column of the first table below a heading."""
    section = MANUAL.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| ([^|]+) \|", section, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


def test_every_alarm_is_explained() -> None:
    raised = set(re.findall(r'raise_\(\s*"(\w+)"', SOURCE)) | {"database"}
    assert raised >= {"clock", "json", "plain", "door"}
    assert rows("每个警报和怎么办") == raised


def test_every_event_of_the_log_is_explained() -> None:
    logged = set(re.findall(r'"event": "(\w+)"', SOURCE))
    assert len(logged) > 5
    assert rows("日志") - {"event"} == logged
