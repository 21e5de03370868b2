"""Events of a unit or a branch are there for its own people only: others cannot tell they exist."""

import pytest

from tests.town import Citizen, Town

HIDDEN = "云帆读书沙龙"
LINE = f"发布活动 {HIDDEN} 12月9日下午3点 三楼会议室 20人 12月8日截止"


@pytest.fixture
def secretary(town: Town) -> Citizen:
    """Of b3, which is within u1; the event is b3's."""
    secretary = town.secretary("孙八", "b3")
    secretary.says(LINE).shows("只有云川市财政局第三支部的党员看得到")
    secretary.says("1").shows("【已发布】")
    return secretary


def the_event(town: Town) -> str:
    return str(town.rows("SELECT id FROM offering WHERE title = ?", HIDDEN)[0]["id"])


def strangers_to_it(town: Town) -> list[Citizen]:
    """A member of another branch of the unit, secretaries elsewhere, and somebody unknown."""
    return [
        town.member("李四"),
        town.secretary("张三", "b1"),
        town.secretary("王五", "u2", "unit_secretary"),
        town.secretary("郑安", "k1", "community_worker"),
        town.stranger(),
    ]


def test_its_own_people_see_it_and_register(town: Town, secretary: Citizen) -> None:
    secretary.says("活动").shows("共 5 项", HIDDEN)
    secretary.says(f"报名 {HIDDEN}").shows("【报名成功】")


def test_a_units_event_is_seen_by_all_its_branches(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    head.says(LINE)
    head.says("1").shows("【已发布】")
    town.member("孙八").says("活动").shows(HIDDEN)
    town.member("王五").says("活动").lacks(HIDDEN)


COMMANDS = (
    "活动", "下一页", "活动 {}", "报名", "报名 {}", "我想报名{}", "{}", "名单", "名单 {}", "修改活动",
    "修改活动 {} 地点改成3楼会议室", "修改 {} 地点改成3楼会议室", "取消活动", "取消活动 {}",
    "取消报名 {}", "活动 12月9日", "报名 12月9日的活动", "{}什么时候开", "改方式 {}", "活动 文体",
    "我的报名", "最近有什么活动",
)  # fmt: skip


def test_to_others_everything_is_as_before_it_was_published(town: Town) -> None:
    people = strangers_to_it(town)

    def heard() -> list[tuple[str, str]]:
        found = []
        for person in people:
            for command in COMMANDS:
                person.says("取消")
                found.append((command, person.says(command.format(HIDDEN)).text))
        return found

    heard()  # what is said for the first time only
    before = heard()
    secretary = town.secretary("孙八", "b3")
    secretary.says(LINE)
    secretary.says("1").shows("【已发布】")
    assert heard() == before


@pytest.mark.parametrize("command", ["名单", "修改", "修改活动", "取消活动"])
def test_numbers_of_a_secretarys_list_serve_only_while_their_office_does(
    town: Town, secretary: Citizen, command: str
) -> None:
    for n in ("e1", "e2", "e3", "e4"):  # one alone would be asked about at once
        town.change(
            lambda tx, n=n: tx._connection.execute(
                "UPDATE offering SET holder_id = 'b3', public = 0 WHERE id = :id", {"id": n}
            )
        )
    listed = secretary.says(command).shows(HIDDEN).text.splitlines()
    number = next(line[0] for line in listed if HIDDEN in line)
    town.change(
        lambda tx: tx.run(
            "offices.end", member_id="m9", organisation_id="b3", role="branch_secretary"
        )
    )
    town.secretary("孙八", "b1")
    secretary.says(number).lacks(HIDDEN, "会议室")
    secretary.says("1").lacks("【已修改】", "【已取消】")
    assert town.rows("SELECT state FROM offering WHERE title = ?", HIDDEN)[0]["state"] == "open"


def test_numbers_of_a_list_from_before_a_transfer_open_nothing(
    town: Town, secretary: Citizen
) -> None:
    secretary.says("活动")
    number = next(line[0] for line in secretary.says("活动").text.splitlines() if HIDDEN in line)
    town.change(
        lambda tx: tx._connection.execute(
            "UPDATE member SET branch_id = 'b1' WHERE id = :id", {"id": "m9"}
        )
    )
    secretary.says(number).shows("这项活动已经不在了").lacks(HIDDEN)


def test_an_id_typed_as_an_answer_opens_nothing(town: Town, secretary: Citizen) -> None:
    member = town.member("李四")
    member.says("报名")
    there = the_event(town)
    nowhere = there[:-1] + ("A" if there[-1] != "A" else "B")
    by_id = member.says(there).text
    member.says("取消")
    member.says("报名")
    assert by_id == member.says(nowhere).text


def test_a_choice_begun_before_a_transfer_ends_nowhere(town: Town, secretary: Citizen) -> None:
    secretary.says("发布活动 月光沙龙 12月10日下午3点 三楼会议室 现场20人视频20人 12月8日截止")
    secretary.says("1")
    secretary.says("报名 月光沙龙").shows("现场参加还是看视频")
    town.change(
        lambda tx: tx._connection.execute(
            "UPDATE member SET branch_id = 'b1' WHERE id = :id", {"id": "m9"}
        )
    )
    secretary.says("1").lacks("报名成功", "月光")


def test_it_is_no_alternative_for_others(town: Town, secretary: Citizen) -> None:
    def more(tx):  # type: ignore[no-untyped-def]
        from tests.town import event

        event(tx, "x1", "文体", "公开读书会", "2026-12-05 14:30", onsite=9)

    town.change(more)
    member = town.member("李四")
    member.says("报名志愿 义诊")
    member.says("报名 公开读书会").shows("时间冲突").lacks(HIDDEN)
    own = town.member("孙八")
    own.says("报名志愿 义诊")
    own.says("报名 公开读书会").shows("时间冲突", f"2 改报 {HIDDEN}")


def test_whoever_has_a_place_keeps_seeing_it(town: Town, secretary: Citizen) -> None:
    secretary.says(f"报名 {HIDDEN}").shows("【报名成功】")
    town.change(
        lambda tx: tx._connection.execute(
            "UPDATE member SET branch_id = 'b1' WHERE id = :id", {"id": "m9"}
        )
    )
    secretary.says("活动").lacks(HIDDEN)
    secretary.says("我的报名").shows(HIDDEN)
    secretary.says("1").shows(f"【报名成功】{HIDDEN}")
    secretary.says("取消报名").shows(HIDDEN)
    secretary.says("1").shows("【已取消】")


def test_those_above_manage_it_and_those_beside_do_not(town: Town, secretary: Citizen) -> None:
    town.secretary("张三", "u1", "unit_secretary").says(f"名单 {HIDDEN}").shows(f"【名单】{HIDDEN}")
    town.secretary("周九", "c", "committee_secretary").says(f"取消活动 {HIDDEN}").shows("回复 1")
    town.secretary("李四", "b1").says("修改活动").lacks(HIDDEN)
