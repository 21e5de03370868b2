"""What holds for every text and moment."""

import re
import time
from collections.abc import Iterable
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clock import ZONE
from bot.when import following, lexer, patterns, read, rest
from bot.when.words import plain
from tests.bot.when.tables import NOW, rows

PHRASES = [row[0] for row in rows("phrases.tsv", 3)] + [row[0] for row in rows("sentences.tsv", 4)]
LETTERS = sorted(set("".join(PHRASES)))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2040, 12, 31)).map(  # noqa: DTZ001
    lambda at: at.replace(tzinfo=ZONE)
)
texts = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=LETTERS, max_size=40),
    st.lists(st.sampled_from(PHRASES), min_size=1, max_size=4).map("".join),
    st.lists(st.sampled_from(PHRASES), min_size=2, max_size=3).map("，".join),
)


@settings(max_examples=400)
@given(texts, moments)
def test_no_time_lies_in_the_past_and_every_answer_is_whole(text, now):
    when = read(text, now)
    assert (when.at is None) == (when.why is not None)
    for at in filter(None, (when.at, when.guess)):
        assert at > now
        assert at.tzinfo is ZONE
    assert when.at is None or when.guess is None
    assert (when.why == "none") == (not when.spans)
    if when.every is not None and (first := when.at or when.guess):
        assert (when.rule is None) == (when.every == "WORKDAY")
        assert following(when.every, when.rule, first) > first


@settings(max_examples=200)
@given(texts)
def test_what_is_left_is_of_the_text_and_not_longer(text):
    when = read(text, NOW)
    left = rest(text, when)
    assert len(left) <= len(text)
    letters = iter(text)
    assert all(letter in letters for letter in left)
    assert all(0 <= start < end <= len(text) for start, end in when.spans)


@given(st.sampled_from(PHRASES), st.text(alphabet="的了是党员支部书记😀\x00 ", max_size=8))
def test_reading_depends_on_nothing_but_text_and_moment(phrase, tail):
    assert read(phrase + tail, NOW) == read(phrase + tail, NOW)


UNITS = [
    "明天", "1", "一", "下", "我", "请", "零", "12,", "1.", "周一二三四五六", "3天零", "每周五下午三点",
    "明天和", "9:00-", "到", "a ", "　", "😀", "\x00", "第一个", "提醒我，", "半", "12月5日", "前",
    "除了周一，", "周三，不对，", "，哦", "提醒我一下周三", "国庆后第", "两周一次", "母亲节上午九点", "一三五", "除",
]  # fmt: skip


def seconds(unit: str, length: int) -> float:
    text = (unit * length)[:length]
    begun = time.process_time()
    rest(text, read(text, NOW))
    return time.process_time() - begun


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_text_takes_time_in_proportion(unit):
    assert seconds(unit, 32_000) < 10 * seconds(unit, 8_000) + 0.3


def test_a_hundred_thousand_characters_are_read():
    assert seconds("我下周三下午两点半要去党校听课，你到时候叫我一下。", 100_000) < 5


def test_no_word_of_a_phrase_begins_with_an_unexpected_character():
    others = [body for name, body in patterns.PATTERNS.items() if name not in patterns.LOOSE]
    assert begins(patterns.PATTERNS.values()) <= set(patterns.FIRST)
    assert begins(others) <= set(patterns.FIRST_OF_OTHERS)


def begins(bodies: Iterable[str]) -> set[str]:
    anywhere = re.compile("|".join(bodies))
    texts = [plain(phrase)[0] for phrase in PHRASES]
    return {text[match.start()] for text in texts for match in anywhere.finditer(text)}


def test_a_sentence_is_read_in_half_a_millisecond():
    begun = time.process_time()
    for phrase in PHRASES:
        read(phrase, NOW)
    assert (time.process_time() - begun) / len(PHRASES) < 0.0005


def test_every_pattern_has_its_reader():
    assert patterns.PATTERNS.keys() == lexer.BUILDERS.keys()
