"""Who somebody says they are, whatever a keyboard puts between the letters."""

import pytest

from bot.people.claims import LONGEST_UNASKED, Claim, claim, unasked


@pytest.mark.parametrize("unseen", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e"])
def test_what_nobody_sees_is_no_part_of_a_claim(unseen: str) -> None:
    assert claim(f"张{unseen}三 67{unseen}89{unseen}") == Claim("张三", "6789")


def test_a_name_longer_than_any_is_something_else_unasked() -> None:
    said = "姓名：{} 手机后四位：6789"
    assert unasked(said.format("测" * LONGEST_UNASKED))
    assert not unasked(said.format("测" * (LONGEST_UNASKED + 1)))
    assert claim(said.format("测" * (LONGEST_UNASKED + 1))) is not None
