"""Natural sentences: wordings, plain wording, and words meant by their sound."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.capability import Wording
from bot.conversation.intents import Intents, Wish
from bot.conversation.understanding import SURE, Wishes
from bot.language.hearing import Hearing
from bot.language.levelling import plain
from bot.language.sound import spelled
from bot.language.text import normal
from tests.town import HOUSE

FRUIT = "苹果|香蕉"
WISHES = Wishes(HOUSE)


def wish(action: str, **wording: str | float) -> Wish:
    return Wish(action, FRUIT, Wording(**wording), ())  # type: ignore[arg-type]


def best(intents: Intents, said: str) -> str:
    guesses = intents.guesses(normal(said))
    return guesses[0].action if guesses and guesses[0].score >= SURE else ""


# ---------------------------------------------------------------- wordings


def test_a_cue_says_a_wish_only_beside_its_topic() -> None:
    shop = Intents([wish("shop.buy", cues="想买")])
    assert best(shop, "我想买苹果") == "shop.buy"
    assert best(shop, "我想买房子") == ""


def test_a_phrase_needs_no_topic() -> None:
    assert best(Intents([wish("shop.buy", phrases="下单")]), "给我下单") == "shop.buy"


def test_a_cue_outweighs_a_hint_and_what_speaks_against_a_wish_ends_it() -> None:
    shop = Intents([wish("shop.see", hints="."), wish("shop.buy", cues="想买", unless="先看")])
    assert best(shop, "想买苹果") == "shop.buy"
    assert shop.guesses("先看看苹果 想买")[0].action == "shop.see"


def test_a_wish_that_gives_way_loses_against_an_equal_one() -> None:
    shop = Intents([wish("shop.chat", cues="想买", weight=-5.0), wish("shop.buy", cues="想买")])
    assert best(shop, "想买苹果") == "shop.buy"


def test_a_timed_cue_needs_a_time() -> None:
    shop = Intents([wish("shop.call", timed="叫我")])
    assert best(shop, "明早八点叫我") == "shop.call"
    assert best(shop, "叫我小张") == ""


def test_an_example_is_recognised_in_other_words_around_it() -> None:
    shop = Intents([Wish("shop.hours", FRUIT, None, ("你们几点关门",))])
    assert best(shop, "你们店几点关门") == "shop.hours"


def test_what_speaks_against_a_wish_ends_its_examples_too() -> None:
    shop = Intents([Wish("shop.call", FRUIT, Wording(unless="再叫"), ("半小时后叫我",))])
    assert best(shop, "半小时后叫我") == "shop.call"
    assert best(shop, "半小时后再叫我") == ""


# ---------------------------------------------------------------- plain wording


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("俺想问问咋报名呀", "我想问问怎么报名"),
        ("您好 请问最近有啥讲座", "最近有什么讲座"),
        ("我先不报名 看看都有啥", "我 看看都有什么"),
        ("别删 时间往后调一天", "时间往后调一天"),
        ("能不能帮我取消吗", "帮我取消"),
        ("运动会今年搞不搞", "运动会今年搞吗"),
        ("活动取没取消呀", "活动取没取消吗"),
        ("还有没有名额", "还有没有名额"),
        ("能退吧我那天有事", "能退 我那天有事"),
        ("讲座没兴趣 给我报义诊", "给我报义诊"),
        ("不去了", "不去了"),
        ("不取消 看看时间", "看看时间"),
        ("没说要退啊 看看时间", "看看时间"),
        ("不报名了 看看时间", "不报名了 看看时间"),
        ("没报名 看看时间", "没报名 看看时间"),
        ("谢谢", "谢谢"),
        ("帮我报个名 谢谢您", "帮我报个名"),
    ],
)
def test_plain_wording(said: str, left: str) -> None:
    assert " ".join(plain(said).split()) == left


def test_of_a_long_text_both_ends_are_looked_at() -> None:
    assert plain("报名" + "。" * 500 + "谢了").endswith("谢了")
    assert len(plain("话" * 2000)) < 130


# ---------------------------------------------------------------- by sound


@pytest.fixture(scope="module")
def hearing() -> Hearing:
    return Hearing(["报名|大讲堂", "(?:提醒|取消)我", "明天"])


def test_one_wrong_character_is_mended(hearing: Hearing) -> None:
    assert hearing.corrected("报明大讲糖") == "报名大讲堂"


def test_a_word_that_only_sounds_alike_is_left(hearing: Hearing) -> None:
    assert hearing.corrected("抱明") == "抱明"  # no character of 报名


def test_pinyin_is_read_with_and_without_blanks(hearing: Hearing) -> None:
    assert hearing.spelled_out("bao ming dajiangtang") == "报名大讲堂"
    assert hearing.spelled_out("mingtian 9 tixing") == "明天9提醒"


def test_what_is_no_pinyin_stays(hearing: Hearing) -> None:
    assert hearing.spelled_out("asdfghjk") is None
    assert hearing.spelled_out("下载app") is None


# ---------------------------------------------------------------- the whole house


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("报名 大讲堂 视频", "registration.sign_up"),
        ("报名3", "registration.sign_up"),
        ("删除提醒 1", "reminders.delete"),
        ("删除提醒1", "reminders.delete"),
        ("提醒3点开会", "reminders.create"),
        ("提醒1改成9点", "reminders.change"),
        ("您好，最近有讲座吗", "registration.list"),
        ("您好", "reception.greeting"),
    ],
)
def test_commands_come_first_but_an_opening_is_none(said: str, action: str) -> None:
    assert WISHES.understood(said) == action


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("取肖报名", "registration.cancel"),
        ("我得报名", "registration.mine"),
        ("认证", "membership.bind"),
    ],
)
def test_a_whole_line_that_sounds_like_a_start_word_is_that_word(said: str, action: str) -> None:
    assert WISHES.understood(said) == action


def test_a_line_of_quite_other_characters_is_no_start_word() -> None:
    assert WISHES.understood("游泳") != WISHES.understood("有用")


def test_start_words_of_different_actions_sound_different() -> None:
    sounds: dict[str, str] = {}
    for name, action in WISHES.actions.items():
        for word in action.starts:
            assert sounds.setdefault(spelled(word), name) == name, word


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("报名需要什么条件", "faq.ask"),
        ("帮我报名大讲堂", "registration.sign_up"),
        ("取消预备党员资格要什么程序", "faq.ask"),
        ("明早8点提醒我交党费", "reminders.create"),
        ("志愿服务时长怎么算", "faq.ask"),
        ("哪个社区缺志愿者", "volunteering.list"),
        ("驾校报名多少钱", "reception.off_topic"),
        ("提醒我取快递", "reminders.create"),
        ("不用提醒我了", "reminders.delete"),
        ("别忘了明早八点提醒我", "reminders.create"),
        ("志愿者们辛苦了", "reception.thanks"),
    ],
)
def test_the_same_words_mean_different_things(said: str, action: str) -> None:
    assert WISHES.understood(said) == action


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("我的全部", "reception.mine"),
        ("跟我有关的都给我看看", "reception.mine"),
        ("我名下报的、设的都有哪些", "reception.mine"),
        ("看看我所有的提醒", "reminders.list"),
        ("你们存了跟我有关的什么信息", "membership.my_data"),
        ("功能菜单", "reception.help"),
        ("菜单在哪", "reception.help"),
        ("食堂菜单", "reception.guess"),
    ],
)
def test_all_that_is_mine_is_asked_of_all_rooms_one_thing_of_its_own(
    said: str, action: str
) -> None:
    assert WISHES.understood(said) == action


@pytest.mark.parametrize(
    "said",
    ["报名大讲堂", "報名大講堂", "报明大讲堂", "bao ming dajiangtang", "baoming da jiang tang"],
)
def test_however_it_is_spelled(said: str) -> None:
    assert WISHES.understood(said) == "registration.sign_up"


@given(st.text(max_size=60))
def test_any_text_is_understood_somehow(text: str) -> None:
    assert WISHES.understood(text) in {*WISHES.actions, "faq.ask"}


@pytest.mark.parametrize(
    "piece", ["我想去", "报名", "不", "ba ", "提醒", "现场", "你好", " 的", "（"]
)
def test_a_long_text_costs_little(piece: str) -> None:
    text = normal(piece * 2000)
    start = time.thread_time()
    WISHES.intents.guesses(text)
    assert time.thread_time() - start < 0.1
