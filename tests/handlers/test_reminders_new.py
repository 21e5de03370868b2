"""A thing that no reminder is about, with a time: a new reminder, whatever others there are."""

import pytest

from tests.town import Citizen, Town

OPEN = "SELECT text, every FROM reminder WHERE state = 'open' ORDER BY number"
NEW = [
    ("待会儿十一点半再提醒我下楼拿快递", "11月24日（周二）11:30 提醒您：下楼拿快递"),
    ("下礼拜一再提醒我一声 把党费交了", "11月30日（周一）9:00 提醒您：交党费"),
    ("后天一早七点再叫我带上降压药", "11月26日（周四）7:00 提醒您：带上降压药"),
    ("过会儿两点半再催我发邮件", "11月24日（周二）14:30 提醒您：发邮件"),
    ("晚上九点再提醒我一遍锁门", "11月24日（周二）21:00 提醒您：锁门"),
    ("听日下昼提我去银行", "11月25日（周三）15:00 提醒您：去银行"),
    ("再过两周早上八点提醒我拔智齿", "12月8日（周二）8:00 提醒您：拔智齿"),
    ("十天以后晚上八点叫我看直播", "12月4日（周五）20:00 提醒您：看直播"),
]


@pytest.fixture(params=["明天下午3点提醒我开会", "每周五下午4点提醒我写周报"])
def other(request: pytest.FixtureRequest, town: Town) -> Citizen:
    """Somebody who has just set a reminder of something else."""
    member = town.member("张三")
    member.says(request.param).shows("好的")
    return member


@pytest.mark.parametrize(("said", "echo"), NEW)
def test_it_is_set_and_the_other_one_untouched(
    town: Town, other: Citizen, said: str, echo: str
) -> None:
    before = town.rows(OPEN)
    other.says(said).shows(f"好的，{echo}", "改时间 2")
    assert town.rows(OPEN)[:1] == before
    assert len(town.rows(OPEN)) == 2


@pytest.mark.parametrize(("said", "echo"), NEW)
def test_with_no_other_one_it_is_set_as_well(member: Citizen, said: str, echo: str) -> None:
    member.says(said).shows(f"好的，{echo}")


@pytest.mark.parametrize("said", ["如果明天下雨八点提醒我带伞", "明天八点会提醒我带伞吗"])
def test_what_is_supposed_or_asked_sets_none(town: Town, member: Citizen, said: str) -> None:
    member.says(said)
    assert town.rows(OPEN) == []


def test_one_that_has_come_is_no_new_one(town: Town, member: Citizen) -> None:
    member.says("11点提醒我开会")
    town.wait(hours=2)
    member.says("明早八点再提醒我开会").lacks("改时间 2")


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("明天8点提醒我把书还了", "还书"),
        ("明天8点提醒我把体检表填了", "填体检表"),
        ("明天8点叫我把房租都交了", "交房租"),
        ("明天8点提醒我把文件打印了", "把文件打印了"),
        ("明天8点提醒我把门锁好", "把门锁好"),
        ("明天8点提醒我把关", "把关"),
    ],
)
def test_what_is_to_be_done_is_said_plainly(member: Citizen, said: str, text: str) -> None:
    member.says(said).shows(f"11月25日（周三）8:00 提醒您：{text}\n")
