"""Names are compared one way: whatever way they are written, they have one key."""

import unicodedata
from hashlib import sha256

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.keys import name_key

PLANES = ((0x3400, 0xA000), (0x20000, 0x323B0))
# Every Han character of Unicode's blocks, so every one of GB2312 and of the general standard list.
HAN = [chr(code) for first, end in PLANES for code in range(first, end)]
CONVERSIONS = ("t2s", "s2t", "s2tw", "s2hk", "t2tw", "t2hk", "tw2s", "hk2s", "tw2t", "hk2t")
DOTS = "·.．⋅・･▪•‧∙…｡"
BRACKETS = ("（）", "()", "〔〕", "[]", "［］", "【】", "「」", "〈〉", "《》")
DASHES = "-‐‑‒–—―－─一"[:-1]
QUOTES = ("“”", '""', "''", "‘’", "「」", "＂＂", "„“")


@pytest.mark.parametrize("how", CONVERSIONS)
def test_a_character_and_its_other_form_have_one_key(how: str) -> None:
    other = opencc.OpenCC(how).convert("\n".join(HAN)).split("\n")
    apart = [(a, b) for a, b in zip(HAN, other, strict=True) if name_key(a) != name_key(b)]
    assert apart == []


def test_every_character_counts_and_its_key_is_its_own_key() -> None:
    keys = {character: name_key(character) for character in HAN if character.isalnum()}
    assert all(len(key) == 1 for key in keys.values())
    assert all(name_key(key) == key for key in keys.values())


def test_few_characters_of_the_common_set_share_a_key() -> None:
    """Of GB2312's 6,763 only old variants: 乾 and 干, 於 and 于."""
    common = [c for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF) if (c := _gb(high, low))]
    assert len(common) == 6763
    assert len(common) - len({name_key(c) for c in common}) < 30


def _gb(high: int, low: int) -> str:
    return bytes((high, low)).decode("gb2312", errors="ignore")


@pytest.mark.parametrize(
    "ways",
    [
        *([f"阿卜力{dot}买买提" for dot in DOTS],),
        *([f"某局{a}东区分局{b}" for a, b in BRACKETS],),
        *([f"某局{dash}某处" for dash in DASHES],),
        *(["“双创”办".replace("“", a).replace("”", b) for a, b in QUOTES],),
        ["测 明", "测　明", "测\u00a0明", "测\u200b明", "测明"],
        ["测〇一", "测○一", "测◯一"],
        ["测试IT中心", "测试ＩＴ中心", "测试it中心"],
        ["第12支部", "第１２支部", "第 1 2 支部"],
        ["第1-2支部", "第1—2支部", "第１．２支部"],
        ["测乾", "测干"],
        ["於测一", "于测一"],
        ["测龑", "测䶮"],
        ["鍾測", "锺测", "钟测", "鐘測"],
    ],
    ids=lambda ways: ways[0],
)
def test_ways_of_writing_one_name(ways: list[str]) -> None:
    assert len({name_key(way) for way in ways}) == 1


@pytest.mark.parametrize(
    ("one", "another"), [("第1-2支部", "第12支部"), ("1.2", "12"), ("测乾", "测坤"), ("测", "测测")]
)
def test_different_names_stay_different(one: str, another: str) -> None:
    assert name_key(one) != name_key(another)


def test_signs_alone_name_nothing() -> None:
    assert {name_key(text) for text in ("", " ", "?", "—", "（）", "%_%", "□", "😀")} == {""}


def test_a_character_of_ones_own_font_is_part_of_the_name() -> None:
    assert name_key("测\ue863") not in (name_key("测"), name_key("测\ue864"))


NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(NAMES, NAMES)
def test_a_piece_of_a_name_has_a_piece_of_its_key(one: str, another: str) -> None:
    """Signs between digits and marks that join letters are all that looks beyond itself."""
    together = name_key(f"{one}\u4e2d{another}")
    assert together == f"{name_key(one)}中{name_key(another)}"


@given(NAMES)
def test_a_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@given(NAMES)
def test_width_never_matters(name: str) -> None:
    assert name_key(unicodedata.normalize("NFKC", name)) == name_key(name)


def test_stored_keys_are_still_those_that_are_asked_for() -> None:
    """Fails when the keys of names change, also by a newer opencc: then a migration must key what
    is stored anew (bot/store/migrations/names.py), and this is the new sum."""
    every = "\n".join(name_key(character) for character in HAN)
    assert sha256(every.encode()).hexdigest() == DIGEST


DIGEST = "2dc820be7a4815a7c3b7d33a3920e08918ad345698bf478a675ca54c8909a6f8"
