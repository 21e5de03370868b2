"""What `run.py check` finds before the first message."""

import asyncio
import os
import time
from pathlib import Path

import pytest

from bot import content
from bot.operator import upkeep
from bot.process import checks
from bot.store import queries
from config.settings import Settings


def settings(**changes: object) -> Settings:
    good = {
        "wechat_token": "abc123",
        "wechat_appid": "wx1",
        "wechat_secret": "s",
        "wechat_aes_key": "A" * 43,
        "counting_key": "k" * 32,
        "database": "sqlite:////nowhere/at/all.db",
    }
    return Settings(**{**good, **changes})


def test_a_sound_house_has_no_faults() -> None:
    assert checks.all_faults(settings) == []


def test_a_wrong_setting_is_one_line() -> None:
    found = checks.all_faults(lambda: settings(wechat_token=""))
    assert any(line.startswith("设置：BOT_WECHAT_TOKEN") for line in found)


def test_a_broken_database_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    file.write_bytes(b"not a database at all" * 100)
    found = checks.all_faults(lambda: settings(database=f"sqlite:///{file}"))
    assert [line for line in found if line.startswith("数据库：")]


def test_a_query_that_does_not_fit_the_schema_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "load", lambda: {"room.bad": "SELECT a FROM nowhere"})
    assert checks.query_faults() == ["query room.bad: no such table: nowhere"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[entry]]\nid = 'a'", "没有 '' 这份文件"),
        ("not toml", "bad.toml"),
        ("[entry]\nid = 'a'", "应有"),
    ],
)
def test_a_fault_in_the_knowledge_names_file_or_entry(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "faq").mkdir()
    for file in ("documents.toml", "synonyms.toml"):
        (tmp_path / file).write_text((content.KNOWLEDGE / file).read_text("utf-8"))
    (tmp_path / "faq" / "bad.toml").write_text(text)
    with pytest.raises(content.ContentFault, match=said):
        content.load(tmp_path)


# ---------------------------------------------------------------- what is kept up, what is stated


def told(settings: Settings) -> tuple[list[str], list[str]]:
    found = asyncio.run(checks.findings(lambda: settings, offline=True))
    return found.faults, found.notes


def with_copy(folder: Path, hours: int) -> Settings:
    upkeep.note_backup(folder / "bot.db")
    then = time.time() - hours * 3600
    os.utime(folder / "bot.db.copied", (then, then))
    return settings(database=f"sqlite:///{folder}/bot.db")


def test_the_age_of_the_last_copy_is_told_and_too_old_a_one_is_a_fault(tmp_path: Path) -> None:
    faults, notes = told(with_copy(tmp_path, 5))
    assert faults == []
    assert "备份：最近一次在 5 小时前" in notes
    faults, notes = told(with_copy(tmp_path, 60))
    assert [line for line in faults if line.startswith("备份：最近一次在 60 小时前")]
    assert not [line for line in notes if line.startswith("备份：")]


def test_that_there_is_no_copy_yet_is_worth_a_line(tmp_path: Path) -> None:
    faults, notes = told(settings(database=f"sqlite:///{tmp_path}/bot.db"))
    assert faults == []
    assert "备份：还没有做过" in notes
    assert [line for line in notes if line.startswith("磁盘：") and line.endswith(" MB")]


def test_a_disk_that_is_nearly_full_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "free", lambda path: 12)
    faults, _ = told(settings(database=f"sqlite:///{tmp_path}/bot.db"))
    assert faults == ["磁盘：数据库那里只剩 12 MB"]


def test_the_account_and_the_address_have_a_line_each(tmp_path: Path) -> None:
    where = f"sqlite:///{tmp_path}/bot.db"
    _, notes = told(settings(database=where))
    assert [n for n in notes if "BOT_PUBLIC_URL" in n]
    assert [n for n in notes if "BOT_ACCOUNT" in n]
    stated = {"account": "subscription", "public_url": "https://bot.example.cn"}
    _, notes = told(settings(database=where, **stated))
    assert "设置：订阅号，没有认证" in notes
    assert "设置：大家打开的网址以 https://bot.example.cn/ 开头" in notes
    assert not [n for n in notes if "没有设置" in n]


def test_a_missing_database_that_serve_would_refuse_is_a_fault(tmp_path: Path) -> None:
    faults, _ = told(settings(database=f"sqlite:///{tmp_path}/bot.db", makes_database=False))
    assert [line for line in faults if line.startswith("数据库：") and "run.py init" in line]
