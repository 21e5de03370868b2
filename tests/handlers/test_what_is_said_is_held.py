"""What the consent card and the privacy entry say is held is what the tables hold."""

import re

import pytest

from bot.content import load
from bot.people.guesses import DAYS
from bot.privacy.retention import RULES
from handlers.membership.chat import CARD, CONSENT
from tests.town import Town

(ENTRY,) = (entry.answer for entry in load().entries if entry.id == "privacy-what")

# Columns that say nothing more about anybody: ids of our own, what names are compared by, moments,
# flags, how WeChat may be used.
SILENT = {
    "member": {"id", "left_at", "name_key"},
    "contact": {
        "member_id", "followed", "unfollowed_at", "window_until", "window_left", "last_key",
        "created_at",
    },
}  # fmt: skip
# What the others say, in the words that are used for it.
SAID = {
    "member": {
        "name": "姓名", "branch_id": "支部", "digits": "后四位", "staff_number": "工号",
        "post": "职务",
    },
    "contact": {"openid": "微信标识"},
}  # fmt: skip
# Every other table with an openid or a member in it, by the word the entry has for it.
KEPT = {
    "seat": "报名",
    "reminder": "提醒",
    "question": "提问",
    "receipt": "回执",
    "consent": "同意",
    "office": "任免",
    "audit": "任免",
    "notice": "通知",
    "commitment": "报名",  # when a place takes somebody's time
    "outbox": "通知",
    "unsubscription": "退订",
}
# On their way from one message to the next, gone within days: README.zh-CN.md names each.
PASSING = {"inbox", "dialogue", "prompt", "focus", "rebinding", "binding_code"}


def _columns_with_people(town: Town) -> dict[str, set[str]]:
    return {
        table: columns
        for table, columns in town.database.tables().items()
        if {"openid", "member_id"} & columns or table == "member"
    }


@pytest.mark.parametrize("said", [CARD, ENTRY], ids=["card", "entry"])
def test_what_is_known_of_a_person_is_what_is_said(town: Town, said: str) -> None:
    """A new column of the roster or of a contact fails here until it is named or known as silent."""
    for table, words in SAID.items():
        assert town.database.tables()[table] == SILENT[table] | set(words)
        for word in words.values():
            assert word in said
    assert "单位" in said  # where the branch belongs


def test_every_table_with_a_person_in_it_is_said_by_the_entry(town: Town) -> None:
    assert set(_columns_with_people(town)) == set(SAID) | set(KEPT) | PASSING
    for word in KEPT.values():
        assert word in ENTRY


@pytest.mark.parametrize("said", [CARD, ENTRY], ids=["card", "entry"])
def test_wrong_guesses_and_what_ends_them_are_said_by_days(said: str) -> None:
    assert re.search(rf"填错的次数加密留 {DAYS} 天，注销、取消关注和确认成功后也留", said)
    (days,) = (rule.days for rule in RULES if rule.query == "retention.guesses")
    assert days == DAYS


def test_one_sees_of_oneself_what_is_held(town: Town) -> None:
    town.database.run("UPDATE member SET staff_number = 'A17', post = '科员' WHERE id = 'm1'")
    stranger = town.stranger()
    stranger.says("绑定")
    stranger.says("张三 0000")
    stranger.says("A2B3C4D5")
    stranger.says("我的信息").shows("填错姓名或码的次数：2（加密计数，留 30 天）")
    stranger.says("绑定")
    stranger.says("张三 6789").shows("【身份已确认】")
    stranger.says("我的信息").shows("手机后四位、工号、职务", "填错姓名或码的次数：2")
    stranger.says("导出").shows("工号：A17", "职务：科员", "填错姓名或码的次数：2")


def test_the_version_agreed_to_is_the_one_of_the_card(town: Town) -> None:
    stranger = town.stranger()
    stranger.says("绑定").shows(*CARD.split("\n"))
    stranger.says("张三 6789").shows("【身份已确认】")
    assert [row["version"] for row in town.rows("SELECT version FROM consent")] == [CONSENT]
    assert CONSENT > "2026-11"  # what that card said was less
