"""What `run.py check` finds before the first message."""

from pathlib import Path

import pytest

from bot import content
from bot.process import checks
from bot.store import queries
from config.settings import Settings


def settings(**changes: object) -> Settings:
    good = {
        "wechat_token": "abc123",
        "wechat_appid": "wx1",
        "wechat_secret": "s",
        "wechat_aes_key": "A" * 43,
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
