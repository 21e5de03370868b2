"""Phrases and sentences, read as a person here reads them."""

from datetime import UTC, datetime

import pytest

from bot.clock import ZONE
from bot.when import read, rest
from tests.bot.when.tables import DEV, NOW, moment, recurrence, rows, said


@pytest.mark.parametrize(("phrase", "at", "every"), rows(DEV, 3))
def test_the_ruling_table_is_read_right(phrase, at, every):
    when = read(phrase, NOW)
    assert said(when).split()[0] == at
    assert (when.every or "") == every


@pytest.mark.parametrize(("phrase", "at", "again"), rows("phrases.tsv", 3))
def test_a_phrase_is_read_as_people_mean_it(phrase, at, again):
    when = read(phrase, NOW)
    assert said(when) == at
    assert recurrence(when) == again


@pytest.mark.parametrize(("now", "phrase", "at", "again"), rows("moments.tsv", 4))
def test_a_phrase_is_read_from_the_moment_it_is_said(now, phrase, at, again):
    when = read(phrase, moment(now))
    assert said(when) == at
    assert recurrence(when) == again


@pytest.mark.parametrize(("sentence", "at", "again", "left"), rows("sentences.tsv", 4))
def test_a_sentence_gives_its_time_and_its_thing(sentence, at, again, left):
    when = read(sentence, NOW)
    assert said(when) == at
    assert recurrence(when) == again
    assert rest(sentence, when) == left


def test_the_time_comes_in_shanghai_whatever_now_is_given_in():
    when = read("明天下午三点", datetime(2026, 11, 24, 2, tzinfo=UTC))
    assert when.at == datetime(2026, 11, 25, 15, tzinfo=ZONE)
    assert when.at.tzinfo is ZONE


def test_seconds_of_now_are_kept_only_where_they_count():
    now = datetime(2026, 11, 24, 10, 0, 40, 123, tzinfo=ZONE)
    assert read("1分钟后", now).at == datetime(2026, 11, 24, 10, 1, 40, tzinfo=ZONE)
    assert read("三天后", now).at == datetime(2026, 11, 27, 9, tzinfo=ZONE)


def test_spans_are_places_of_the_text_as_written():
    text = "麻烦 下 周三 下午 ２ 点半 叫我去义诊"
    ((start, end),) = read(text, NOW).spans
    assert text[start:end] == "下 周三 下午 ２ 点半"


def test_words_apart_are_both_cut():
    text = "明天要交党费，早上8点提醒我"
    assert [text[a:b] for a, b in read(text, NOW).spans] == ["明天", "早上8点"]


def test_a_time_that_is_part_of_the_thing_stays():
    text = "今晚8点提醒我明天上午9点开会"
    assert rest(text, read(text, NOW)) == "明天上午9点开会"


def test_without_a_time_only_the_asking_words_go():
    assert rest("麻烦提醒我一下交党费，谢谢", read("麻烦提醒我一下交党费，谢谢", NOW)) == "交党费"
    assert rest("提醒大家交党费", read("提醒大家交党费", NOW)) == "提醒大家交党费"


def test_a_confirmed_guess_knows_how_it_recurs():
    when = read("每周提醒我写周报", NOW)
    assert (when.at, when.every) == (None, "WEEKLY")
    assert when.guess == datetime(2026, 11, 30, 9, tzinfo=ZONE)
