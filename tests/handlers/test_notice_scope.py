"""To whom a notice goes: what sounds like a place is never taken for the text of one to everybody."""

import pytest

from tests.town import Town

UNKNOWN = "您管理的范围里没有“{}”。发给哪里？"


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("水利局，请收看直播", "请收看直播"),
        ("水利局：请收看直播", "请收看直播"),
        ("给水利局 请收看直播", "请收看直播"),
        ("发给 云川市水利局：请收看直播", "请收看直播"),
        ("通知水利局 请收看直播", "请收看直播"),
        ("水利局请收看直播", "请收看直播"),
        ("水利局全体党员：请收看直播", "水利局全体党员：请收看直播"),
    ],
)
def test_a_name_is_heard_however_it_is_put(town: Town, said: str, body: str) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says(f"发通知 {said}").shows("发给：云川市水利局 5 人", f"――\n【通知】{body}\n——")


def test_a_branch_goes_by_its_long_and_its_short_name(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    head.says("发通知 第三党支部 请交党费").shows("发给：云川市财政局第三支部 1 人")


@pytest.mark.parametrize(
    "name", ["水利院", "水利居", "云川市气象局", "第九支部", "组织人事科支部", "张三"]
)
def test_what_sounds_like_a_place_and_is_none_never_goes_further(town: Town, name: str) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    said = f"给{name}" if name in ("张三", "水利居") else name
    head.says(f"发通知 {said} 请收看直播").shows(UNKNOWN.format(name), "云川市直机关工委（“")
    head.says("云川市财政局").shows("发给：云川市财政局 5 人", "――\n【通知】请收看直播\n——")


def test_what_is_nearly_called_so_is_offered(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    asked = head.says("发通知 水利院，请收看直播")
    asked.shows("1 云川市水利局\n", "2 云川市直机关工委（“水利院”算在正文里）")
    head.says("1").shows("发给：云川市水利局 5 人", "――\n【通知】请收看直播\n——")


def test_what_was_no_place_after_all_stays_in_the_text(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says("发通知 市委办公室 要求本周报数").shows("1 云川市财政局第一支部（“市委办公室”")
    secretary.says("1").shows("发给：云川市财政局第一支部 4 人", "【通知】市委办公室 要求本周报数")


def test_anothers_unit_is_not_ones_own(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    there = head.says("发通知 云川市水利局 测试").shows(UNKNOWN.format("云川市水利局"))
    nowhere = head.says("发通知 云川市水文局 测试")
    assert there.text.replace("水利", "水文") == nowhere.text


@pytest.mark.parametrize(
    "said",
    [
        "云川市财政局和云川市水利局 请收看直播",
        "财政局、水利局：请收看直播",
        "财政局 水利局 请收看直播",
    ],
)
def test_of_two_places_one_is_sent_to_at_a_time(town: Town, said: str) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says(f"发通知 {said}").shows("一次只发给一个地方", "1 云川市财政局", "2 云川市水利局")
    head.says("2").shows("发给：云川市水利局 5 人", "――\n【通知】请收看直播\n——")


def test_a_unit_and_its_branch_are_one_place(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says("发通知 水利局 第三支部 请交党费").shows("发给：云川市水利局第三支部 4 人")


@pytest.mark.parametrize(
    "text",
    [
        "周五召开组织生活会，请准时参加。",
        "党员大会 明天下午三点",
        "围绕中心 服务大局",
        "各支部：请交党费。",
        "第1次学习。",
        "请大家周三前交思想汇报",
        "今天下午四点到三楼会议中心 开会",
        "第一批 材料请周五前报送",
    ],
)
def test_a_sentence_is_no_place(town: Town, text: str) -> None:
    town.secretary("张三", "u1", "unit_secretary").says(f"发通知 {text}").shows(
        "发给：云川市财政局 5 人", f"【通知】{text}"
    )


def test_everybody_may_be_named_too(town: Town) -> None:
    town.secretary("张三", "u1", "unit_secretary").says("发通知 给大家 明天开会").shows(
        "发给：云川市财政局 5 人", "【通知】明天开会"
    )
