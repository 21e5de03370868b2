"""Settings: typed, documented, refused when wrong."""

import re
import tomllib
from pathlib import Path

import pytest

from config.settings import HERE, Settings, SettingsError, load

EXAMPLE = HERE / "example.toml"
GOOD = {
    "BOT_WECHAT_TOKEN": "abc123",
    "BOT_WECHAT_APPID": "wx0000000000000000",
    "BOT_WECHAT_SECRET": "x" * 32,
    "BOT_WECHAT_AES_KEY": "A" * 43,
    "BOT_COUNTING_KEY": "k" * 32,
}


def test_every_setting_stands_in_the_example_with_a_sentence() -> None:
    assert set(tomllib.loads(EXAMPLE.read_text("utf-8"))) == set(Settings.__dataclass_fields__)
    for name in Settings.__dataclass_fields__:
        assert re.search(rf"^# .+\n{name} = ", EXAMPLE.read_text("utf-8"), re.MULTILINE), name


def test_the_examples_values_are_the_defaults() -> None:
    assert load(EXAMPLE, environ={}) == Settings()


def test_the_environment_wins_over_the_file() -> None:
    assert load(EXAMPLE, environ={"BOT_PORT": "9"}).port == 9


def test_good_settings_have_no_faults() -> None:
    assert load(environ=GOOD).faults() == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"BOT_WECHAT_TOKEN": "a"}, "BOT_WECHAT_TOKEN"),
        ({"BOT_WECHAT_TOKEN": ""}, "BOT_WECHAT_TOKEN"),
        ({"BOT_WECHAT_AES_KEY": "A" * 42}, "BOT_WECHAT_AES_KEY"),
        ({"BOT_WECHAT_AES_KEY": ""}, "BOT_WECHAT_AES_KEY"),
        ({"BOT_WECHAT_AES_KEY_PREVIOUS": "!" * 43}, "BOT_WECHAT_AES_KEY_PREVIOUS"),
        ({"BOT_COUNTING_KEY": ""}, "BOT_COUNTING_KEY"),
        ({"BOT_COUNTING_KEY": "k" * 31}, "BOT_COUNTING_KEY"),
        ({"BOT_PORT": "70000"}, "BOT_PORT"),
        ({"BOT_DATABASE": "mysql://x"}, "BOT_DATABASE"),
        ({"BOT_DATABASE": "sqlite:///"}, "BOT_DATABASE"),
        ({"BOT_WECHAT_API_BASE": "not an address"}, "BOT_WECHAT_API_BASE"),
        ({"BOT_WECHAT_PLAIN": "1"}, "BOT_WECHAT_PLAIN"),
    ],
)
def test_each_wrong_setting_is_named(change: dict[str, str], named: str) -> None:
    assert any(named in fault for fault in load(environ={**GOOD, **change}).faults())


def test_a_port_that_is_no_number_is_refused() -> None:
    with pytest.raises(SettingsError, match="BOT_PORT"):
        load(environ={"BOT_PORT": "http"})


@pytest.mark.parametrize(
    ("database", "lite"), [("sqlite:///x.db", True), ("postgresql://bot@db/bot", False)]
)
def test_either_engine_may_be_named(database: str, lite: bool) -> None:
    settings = load(environ={**GOOD, "BOT_DATABASE": database})
    assert settings.faults() == []
    assert settings.on_sqlite is lite


@pytest.mark.parametrize("text", ["unknown = 1", 'port = "8080"', "not toml"])
def test_a_wrong_file_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=r"x\.toml"):
        load(file, environ={})


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match=r"x\.toml"):
        load(file, environ={})


# ---------------------------------------------------------------- what later pages and doors need


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"BOT_ACCOUNT": "personal"}, "BOT_ACCOUNT"),
        ({"BOT_VERIFIED": "1"}, "BOT_ACCOUNT"),
        ({"BOT_PUBLIC_URL": "bot.example.cn"}, "BOT_PUBLIC_URL"),
        ({"BOT_PUBLIC_URL": "http://bot.example.cn"}, "BOT_PUBLIC_URL"),
        ({"BOT_PUBLIC_URL": "https://"}, "BOT_PUBLIC_URL"),
        ({"BOT_PUBLIC_URL": "https://bot.example.cn/?a=1"}, "BOT_PUBLIC_URL"),
        ({"BOT_PUBLIC_URL": "https://user@bot.example.cn"}, "BOT_PUBLIC_URL"),
        ({"BOT_PUBLIC_URL": "https://bot.example.cn:port"}, "BOT_PUBLIC_URL"),
    ],
)
def test_what_is_said_of_the_account_must_make_sense(change: dict[str, str], named: str) -> None:
    (fault,) = load(environ={**GOOD, **change}).faults()
    assert named in fault


@pytest.mark.parametrize(
    "change",
    [
        {"BOT_ACCOUNT": "service", "BOT_VERIFIED": "1"},
        {"BOT_ACCOUNT": "subscription"},
        {"BOT_PUBLIC_URL": "https://bot.example.cn"},
        {"BOT_PUBLIC_URL": "https://bot.example.cn:8443/lianxin/"},
        {"BOT_PUBLIC_URL": "http://127.0.0.1:8080"},
    ],
)
def test_what_makes_sense_is_taken(change: dict[str, str]) -> None:
    assert load(environ={**GOOD, **change}).faults() == []


@pytest.mark.parametrize("base", ["https://bot.example.cn", "https://bot.example.cn/"])
def test_a_page_has_an_address_below_the_public_one(base: str) -> None:
    settings = load(environ={"BOT_PUBLIC_URL": base})
    assert settings.address("/page/x") == "https://bot.example.cn/page/x"


def test_without_it_whatever_needs_it_is_refused_with_what_to_write() -> None:
    with pytest.raises(SettingsError, match="没有设置 BOT_PUBLIC_URL"):
        load(environ={}).address("page")
    with pytest.raises(SettingsError, match="没有设置 BOT_ACCOUNT"):
        load(environ={}).needed("account")
    assert load(environ={"BOT_ACCOUNT": "service"}).needed("account") == "service"


def test_what_is_missing_is_told_though_it_is_no_fault() -> None:
    assert [m.split("：")[0] for m in load(environ=GOOD).missed()] == [
        "没有设置 BOT_PUBLIC_URL",
        "没有设置 BOT_ACCOUNT",
    ]
    full = {"BOT_ACCOUNT": "service", "BOT_PUBLIC_URL": "https://bot.example.cn"}
    assert load(environ={**GOOD, **full}).missed() == []
