"""Changing and calling off without the formula: by whose office covers it, and by members."""

import pytest

from tests.town import Citizen, Town

LINE = "发布活动 学习会三 12月3日9点到11点 三楼会议室 20人 提前一天截止"


@pytest.fixture
def secretary(town: Town) -> Citizen:
    """Of a branch that holds one event."""
    person = town.secretary("孙八", "b3")
    person.says(LINE)
    person.says("1").shows("【已发布】学习会三")
    return person


@pytest.mark.parametrize(
    "said", ["取消学习会三", "学习会三取消了", "学习会三不办了", "学习会三停办"]
)
def test_calling_off_reaches_the_event_that_the_office_covers(
    secretary: Citizen, said: str
) -> None:
    secretary.says(said).shows("取消“学习会三”（12月3日（周四）9:00）？", "1")


@pytest.mark.parametrize("said", ["修改学习会", "活动延期", "改一下活动时间", "学习会三改期"])
def test_changing_asks_what_is_to_become_different(secretary: Citizen, said: str) -> None:
    secretary.says(said).shows("【活动】学习会三", "要改什么？")
    secretary.says("推迟一小时").shows("→ 12月3日（周四）10:00 至 12:00")


def test_what_is_to_become_different_is_taken_along(secretary: Citizen) -> None:
    secretary.says("学习会三改到12月4日下午5点").shows("→ 12月4日（周五）17:00 至 19:00")
    secretary.says("取消")
    secretary.says("学习会三的地点改到二楼会议室").shows("三楼会议室 → 二楼会议室")


def test_whoever_has_a_place_in_it_is_asked_about_that_first(secretary: Citizen) -> None:
    secretary.says("报名 学习会三").shows("【报名成功】")
    secretary.says("取消学习会三").shows(
        "取消这一项吗？", "要取消整场活动，回复“取消活动 学习会三”"
    )
    secretary.says("取消活动 学习会三").shows("取消“学习会三”")


def test_of_what_the_office_does_not_cover_nothing_can_be_changed(secretary: Citizen) -> None:
    secretary.says("大讲堂第10期改到12月6日").shows("1 大讲堂第10期").lacks("要改什么", "→")
    secretary.says("取消大讲堂第10期").shows("您近期没有报名活动")


def test_from_members_it_means_their_own_place_or_asks_what_there_is(town: Town) -> None:
    member = town.member("李四")
    member.says("活动延期").shows("近期可报名的活动")
    member.says("大讲堂第10期改到12月6日").shows("1 大讲堂第10期").lacks("办不了")
    member.says("报名 大讲堂第10期 视频").shows("【报名成功】")
    member.says("取消大讲堂第10期").shows("取消这一项吗？").lacks("整场")
    member.says("义诊改到周日").shows("长安社区 义诊").lacks("办不了")
    town.stranger().says("活动延期").shows("近期可报名的活动")


def test_a_worker_changes_and_calls_off_the_needs_of_the_community(town: Town) -> None:
    worker = town.secretary("郑安", "k1", "community_worker")
    worker.says("清扫积雪改到12月8日9点").shows("→ 12月8日（周二）9:00 至 11:00")
    worker.says("取消")
    worker.says("清扫积雪的人数改成5人").shows("人数：2 → 5")
    worker.says("取消")
    worker.says("取消清扫积雪").shows("取消“长安社区清扫积雪”")
    worker.says("报名志愿 清扫积雪").shows("【报名成功】")
    worker.says("取消清扫积雪").shows(
        "退出这一项吗？", "要取消整项需求，回复“取消需求 长安社区清扫积雪”"
    )


def test_another_communitys_needs_are_not_the_workers_to_change(town: Town) -> None:
    worker = town.secretary("郑安", "k1", "community_worker")
    worker.says("裕华社区图书整理改到12月8日9点").shows("图书整理").lacks("要改什么", "→")
