"""One place given up for another in one sentence, asked about once; both or neither."""

import pytest

from tests.town import Citizen, Town


@pytest.fixture
def member(town: Town) -> Citizen:
    return town.member("张三")


@pytest.mark.parametrize(
    "said",
    [
        "大讲堂第10期不去了 换成第11期",
        "把大讲堂10期换成大讲堂11期",
        "10期那天有事 给我换到大讲堂11期",
    ],
)
def test_one_is_given_up_for_another(member: Citizen, said: str) -> None:
    member.says("报名 大讲堂第10期 视频").shows("【报名成功】")
    member.says(said).shows("退出“大讲堂第10期”，换成", "大讲堂第11期", "视频")
    member.says("我的报名").shows("第10期")  # nothing has changed yet
    member.says(said)
    member.says("1").shows("【已取消】大讲堂第10期", "【报名成功】大讲堂第11期", "视频")


def test_a_no_leaves_everything(member: Citizen) -> None:
    member.says("报名 大讲堂第10期 视频")
    member.says("把大讲堂10期换成大讲堂11期").shows("换成")
    member.says("不用了").shows("什么也没有改动")
    member.says("我的报名").shows("第10期").lacks("第11期")


def test_what_it_is_to_be_changed_for_is_asked(member: Citizen) -> None:
    member.says("报名 乒乓球赛")
    member.says("我报的乒乓球赛想换成另外一个活动").shows("要换成哪一项")


def test_a_title_with_marks_of_its_own_has_single_ones_within(member: Citizen) -> None:
    member.says("报名 乒乓球赛").shows("【报名成功】")
    member.says("取消报名 演讲比赛").lacks("““")
