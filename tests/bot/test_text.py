"""Text in two forms, the byte limit, and numbers people choose by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.naming import meant
from bot.language.text import TEXT_BYTES, chosen_number, fit, normal, squeezed, typed


@pytest.mark.parametrize(
    ("said", "matched"),
    [
        ("  我要　報名！！ ", "我要 报名"),
        ("ＡＢＣ１２３", "abc123"),
        ("报\u200b名", "报名"),
        ("报名👍🏻", "报名"),
        ("报名/::)", "报名"),
        ("谢谢/:strong[微笑]", "谢谢"),
        ("？", "?"),
        ("…", ""),
        ("12：30", "12:30"),
        ("提醒我，明早8点。交党费", "提醒我 明早8点 交党费"),
        ("\u202e报名", "报名"),
    ],
)
def test_the_normal_form(said: str, matched: str) -> None:
    assert normal(said) == matched


def test_squeezed_has_no_blanks() -> None:
    assert squeezed("bao ming 大 讲堂") == "baoming大讲堂"


@given(st.text())
def test_typed_keeps_what_was_typed_but_control_characters(text: str) -> None:
    kept = typed(text)
    assert not [c for c in kept if ord(c) < 32 and c not in "\t\n"]
    kept.encode()  # no lone surrogates
    assert typed(kept) == kept


@given(st.text(max_size=5000))
def test_normal_never_raises_and_is_stable(text: str) -> None:
    assert normal(normal(text)) == normal(text) or len(normal(text)) < len(text) + 1
    assert normal(text).strip() == normal(text)


@given(st.text(alphabet="报名好的\n a1👍", max_size=3000))
def test_fit_never_exceeds_the_limit_and_cuts_no_character(text: str) -> None:
    fitted = fit(text)
    assert len(fitted.encode()) <= TEXT_BYTES
    assert fitted == text or fitted.endswith("……")


def test_fit_cuts_at_the_end_of_a_line() -> None:
    lines = [f"{n} {'长' * 40}" for n in range(10, 40)]
    *kept, last = fit("\n".join(lines)).splitlines()
    assert last == "……"
    assert kept == lines[: len(kept)]
    room = TEXT_BYTES - len("\n".join([*kept, last]).encode())
    assert room < len(f"\n{lines[0]}".encode()), "as many lines as there is room for"


def test_fit_gives_up_no_half_of_a_text_for_the_end_of_a_line() -> None:
    fitted = fit(f"题目\n{'长' * 2000}")
    assert TEXT_BYTES - 3 <= len(fitted.encode()) <= TEXT_BYTES


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("1", 1), ("１", 1), ("①", 1), ("一", 1), ("第1个", 1), ("1、", 1), ("选3", 3), ("十二", 12),
        ("二十", 20), ("3.", 3), ("第二项", 2), ("1号", 1),
        ("12点", None), ("报名1", None), ("", None), ("一起", None), ("1 2", None),
    ],
)  # fmt: skip
def test_a_bare_choice_is_a_number(said: str, number: int | None) -> None:
    assert chosen_number(said) == number


EVENTS = ["大讲堂第10期", "大讲堂第11期", "党务干部培训班第44期", "“先锋杯”乒乓球赛", "羽毛球赛"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("大讲堂", [0, 1]),
        ("大讲堂第11期", [1]),
        ("大讲堂10", [0]),
        ("我想去打乒乓", [3]),
        ("培训班44期", [2]),
        ("球赛", [3, 4]),
        ("篮球", []),
        ("", []),
    ],
)
def test_the_name_a_sentence_means(said: str, expected: list[int]) -> None:
    assert meant(said, EVENTS) == expected


def test_a_piece_that_all_names_share_means_none() -> None:
    communities = [f"{name}社区" for name in ("长安", "裕华", "翠园", "幸福里", "梅园")]
    assert meant("社区", communities) == []
    assert meant("长安社区", communities) == [0]
