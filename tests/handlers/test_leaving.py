"""Whoever gives a place back is not told any more what was promised about it."""

from tests.town import Town


def test_of_an_event_that_was_left_nothing_more_is_told(town: Town) -> None:
    head, member = town.secretary("周九", "c", "committee_secretary"), town.member("张三")
    code = member.says("报名 乒乓球赛").shows("【报名成功】").code
    town.wait(days=3)  # WeChat lets nobody write to them any more: it waits
    head.says("修改活动 乒乓球赛 地点改成市体育馆二楼")
    head.says("1").shows("【已修改】")
    town.settle()
    assert town.rows("SELECT state FROM outbox WHERE openid = ?", member.openid)
    member.says(f"取消报名 {code}").shows("【已取消】").lacks("活动有变化", "您的名额还在")
    member.says("谢谢").lacks("活动有变化", "您的名额还在")


def test_who_stays_is_told_of_the_change(town: Town) -> None:
    head, member = town.secretary("周九", "c", "committee_secretary"), town.member("张三")
    member.says("报名 乒乓球赛")
    town.wait(days=3)
    head.says("修改活动 乒乓球赛 地点改成市体育馆二楼")
    head.says("1")
    town.settle()
    member.says("谢谢").shows("【活动有变化】", "您的名额还在")


def test_a_seat_that_came_free_and_was_given_back_is_not_offered_again(town: Town) -> None:
    placed, waiting = town.member("张三"), town.member("李四")
    held = placed.says("报名 乒乓球赛").code
    code = waiting.says("报名 乒乓球赛").shows("【候补第 1 位】").code
    town.wait(days=3)
    placed.says(f"取消报名 {held}").shows("【已取消】")
    town.settle()
    assert "有空位" in town.rows("SELECT text FROM outbox")[0]["text"]
    waiting.says(f"取消报名 {code}").shows("【已取消】").lacks("有空位")
    waiting.says("谢谢").lacks("有空位")


def test_of_a_service_that_was_left_nothing_more_is_told(town: Town) -> None:
    worker = town.secretary("郑安", "k2", "community_worker")
    member = town.member("张三")
    code = member.says("报名志愿 图书整理").code
    town.wait(days=3)
    worker.says("修改需求 图书整理 推迟一小时")
    worker.says("1").shows("【已修改】")
    town.settle()
    assert town.rows("SELECT state FROM outbox WHERE openid = ?", member.openid)
    member.says(f"退出志愿 {code}").shows("【已取消】").lacks("志愿服务有变化")
    member.says("谢谢").lacks("志愿服务有变化")
