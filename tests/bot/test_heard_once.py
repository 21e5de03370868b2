"""A message is read once: its normal form is made a single time, however many rooms look at it."""

from collections import Counter

import pytest

from bot.language import text
from tests.town import Town

SAID = "我想报名大讲堂第10期看视频，谢谢啦"


def test_a_sentence_is_normalised_once(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    text._normal.cache_clear()
    member, made, half_width = town.member("张三"), Counter[str](), text._half_width

    def counted(words: str) -> str:
        made[words] += 1
        return half_width(words)

    monkeypatch.setattr(text, "_half_width", counted)
    member.says(SAID).shows("【报名成功】大讲堂第10期", "视频")
    assert made[SAID] == 1
