"""The roster by file: who is who, and what is shown before anything is done."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.people import binding, contacts
from bot.people.person import Person
from bot.people.roster import commands, scratch
from bot.refusal import Refusal
from bot.store.tx import Tx
from tests.bot.people.desk import FINANCE, HEADER, ROSTER, SECOND, WATER, Desk

PHONE = "13812345678"


def totals(said: str) -> dict[str, int]:
    return {kind: int(count) for kind, count in re.findall(r"(\w+) (\d+)", said.splitlines()[0])}


def bind(tx: Tx, member_id: str, openid: str = "o1") -> None:
    tx._connection.execute(
        "INSERT INTO contact (openid, member_id, created_at) VALUES (:o, :m, 0)",
        {"o": openid, "m": member_id},
    )


def appoint(tx: Tx, member_id: str) -> None:
    branch = tx.row("roster.get_member", id=member_id)
    assert branch is not None
    tx._connection.execute(
        "INSERT INTO office (member_id, organisation_id, role, from_at)"
        " VALUES (:m, :b, 'branch_secretary', 0)",
        {"m": member_id, "b": branch["branch_id"]},
    )


def test_a_dry_run_changes_nothing_and_shows_everything(desk: Desk) -> None:
    desk.organisations(apply=True)
    before = desk.dump()
    said = desk.members()
    assert totals(said)["新增"] == 4
    assert "第 2 行 云川市财政局 第一支部 张三" in said
    assert desk.dump() == before


def test_apply_does_what_was_shown(desk: Desk) -> None:
    desk.organisations(apply=True)
    desk.members(apply=True)
    assert desk.present() == {
        "张三": "第一支部", "李四": "第一支部", "王五": "第二支部", "赵六": "第三支部"
    }  # fmt: skip
    row = desk.member("李四")
    assert (row["digits"], row["staff_number"], row["post"]) == ("0089", None, None)
    assert desk.member("张三")["post"] == "支部书记"


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_the_same_file_twice_changes_nothing_the_second_time(founded: Desk, name: str) -> None:
    before = founded.dump()
    said = founded.members(name=name, apply=True, leavers=True)
    assert totals(said)["不变"] == 4
    assert "没有要改的" in said
    assert founded.dump() == before


def test_twenty_of_each_kind_are_shown_and_all_errors(desk: Desk) -> None:
    desk.organisations(apply=True)
    good = [[*FINANCE, f"张{chr(0x4E00 + n)}", "1234"] for n in range(30)]
    bad = [[*FINANCE, f"李{chr(0x4E00 + n)}", "12"] for n in range(30)]
    said = desk.members([HEADER[:5], *good, *bad])
    assert "第 21 行" in said
    assert "第 22 行" not in said
    assert "还有 10 条" in said
    assert "第 61 行" in said


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ([*FINANCE, "钱七", "12"], "手机后四位不足四位"),
        ([*FINANCE, "钱七", 89], "手机后四位是数字格式，前面的 0 可能丢了，请设为文本格式"),
        ([*FINANCE, "钱七", ""], "手机后四位没有填"),
        ([*FINANCE, "", "1234"], "姓名没有填"),
        ([*FINANCE, "钱七", "1234", PHONE], "工号不能是手机号"),
        (["001", "云川市财政局", "第八支部", "钱七", "1234"], "没有支部“第八支部”，请先导入组织"),
        (["009", "云川市财政局", "第一支部", "钱七", "1234"], "没有单位编号“009”"),
        (
            ["002", "云川市财政局", "第一支部", "钱七", "1234"],
            "“002”是云川市水利局，不是“云川市财政局”",
        ),
        (["", "云川市审计局", "第一支部", "钱七", "1234"], "没有单位“云川市审计局”"),
        (["", "", "第一支部", "钱七", "1234"], "单位编号、单位都没有填"),
        (["001", "云川市财政局", "", "钱七", "1234"], "支部没有填"),
        ([*FINANCE, "钱七", "1234", "A1"], "工号在文件里重复"),
        ([*FINANCE, "李四", "0089"], "同一支部有同名、后四位也相同的人，请填工号"),
    ],
)
def test_a_row_that_is_not_clear_is_an_error_by_its_own_number(
    desk: Desk, row: list[Any], problem: str
) -> None:
    desk.organisations(apply=True)
    said = desk.members([*ROSTER, row])
    line = next(line for line in said.splitlines() if line.startswith("第 6 行"))
    assert problem in line
    assert desk.code == 1


def test_homonyms_with_numbers_of_their_own_are_two_people(desk: Desk) -> None:
    desk.organisations(apply=True)
    rows = [HEADER[:6], *([*FINANCE, "王伟", "1111", number] for number in ("W1", "W2"))]
    desk.members(rows, apply=True)
    assert len(desk.rows("SELECT 1 FROM member")) == 2
    assert "没有要改的" in desk.members(rows, apply=True)


def test_a_unit_is_found_by_name_when_no_number_is_given(desk: Desk) -> None:
    desk.organisations(apply=True)
    desk.members([HEADER[1:5], ["云川市财政局 ", "第 一 支部", "钱　七", "１２３４"]], apply=True)
    assert desk.present() == {"钱七": "第一支部"}


def test_changes_by_staff_number(founded: Desk) -> None:
    before = founded.member("张三")["id"]
    said = founded.members([HEADER, [*FINANCE, "张三", "9999", "A1", "组织委员"]], apply=True)
    assert "职务：支部书记 → 组织委员；手机后四位改了" in said
    row = founded.member("张三")
    assert (row["id"], row["digits"]) == (before, "9999")


def test_a_staff_number_is_added_but_not_taken_away(founded: Desk) -> None:
    founded.members([HEADER, [*FINANCE, "李四", "0089", "A2", ""]], apply=True)
    assert founded.member("李四")["staff_number"] == "A2"
    said = founded.members([HEADER, [*FINANCE, "李四", "0089", "", ""]], apply=True)
    assert totals(said)["不变"] == 1


def test_a_post_is_cleared_by_an_empty_cell_and_kept_without_the_column(founded: Desk) -> None:
    founded.members([HEADER[:6], [*FINANCE, "张三", "6789", "A1"]], apply=True)
    assert founded.member("张三")["post"] == "支部书记"
    founded.members([HEADER, [*FINANCE, "张三", "6789", "A1", ""]], apply=True)
    assert founded.member("张三")["post"] is None


def test_a_slip_in_the_staff_number_does_not_make_somebody_else_of_a_person(
    founded: Desk,
) -> None:
    said = founded.members([HEADER, [*FINANCE, "周八", "1357", "A1", ""]], apply=True)
    assert "这个工号在名册里是另一个人" in said
    assert founded.member("张三")["staff_number"] == "A1"


@pytest.mark.parametrize(
    ("row", "how"),
    [
        ([*SECOND, "张三", "6789", "A1", "支部书记"], "工号"),
        ([*SECOND, "李四", "0089", "", ""], "姓名和后四位"),
    ],
)
def test_a_transfer_keeps_row_and_contact(founded: Desk, row: list[str], how: str) -> None:
    member = founded.member(row[3])["id"]
    founded.change(lambda tx: bind(tx, member))
    said = founded.members([HEADER, row], apply=True)
    assert f"原在云川市财政局第一支部（按{how}认定）" in said
    assert totals(said)["转移"] == 1
    assert founded.member(row[3])["id"] == member
    assert founded.present()[row[3]] == "第二支部"
    assert founded.rows("SELECT member_id FROM contact")[0][0] == member


def test_who_is_still_listed_where_they_were_has_not_moved(founded: Desk) -> None:
    said = founded.members([*ROSTER, [*WATER, "李四", "0089", "", ""]])
    assert (totals(said)["转移"], totals(said)["新增"]) == (0, 1)


def test_two_who_may_have_moved_are_both_new(founded: Desk) -> None:
    rows = [HEADER, *([*place, "李四", "0089", "", ""] for place in (SECOND, WATER))]
    said = founded.members(rows)
    assert (totals(said)["转移"], totals(said)["新增"]) == (0, 2)


def test_leavers_are_shown_and_stay_until_asked_for(founded: Desk) -> None:
    said = founded.members(ROSTER[:2], apply=True)
    assert totals(said)["离开"] == 2, "only of the unit that is in the file"
    assert "云川市财政局 第一支部 李四" in said
    assert len(founded.present()) == 4


def test_a_leaver_keeps_the_row_and_loses_contact_and_offices(founded: Desk) -> None:
    member = founded.member("李四")["id"]
    asking = {"code": "K7M2", "member_id": member, "openid": "o2"}
    founded.change(lambda tx: (bind(tx, member), appoint(tx, member)))
    founded.change(lambda tx: tx.run("people.put_rebinding", **asking))
    founded.members([ROSTER[0], ROSTER[1], ROSTER[3]], apply=True, leavers=True)
    assert founded.member("李四")["left_at"] > 0
    assert founded.rows("SELECT member_id FROM contact")[0][0] is None
    assert founded.rows("SELECT until_at FROM office")[0][0] is not None
    assert not founded.rows("SELECT * FROM rebinding")

    def tries_again(tx: Tx) -> None:
        person = contacts.find(tx, "o1")
        assert isinstance(person, Person)
        assert binding.matches(tx, person, binding.Claim("李四", "0089")) == []

    founded.change(tries_again)


def test_a_returning_leaver_is_the_same_row(founded: Desk) -> None:
    member = founded.member("李四")["id"]
    founded.members([ROSTER[0], ROSTER[1], ROSTER[3]], apply=True, leavers=True)
    assert "回到名册" in founded.members(apply=True)
    row = founded.member("李四")
    assert (row["id"], row["left_at"]) == (member, None)
    founded.members([ROSTER[0], ROSTER[1], ROSTER[3]], apply=True, leavers=True)
    founded.members([HEADER, [*WATER, "李四", "0089", "", ""]], apply=True)
    assert founded.member("李四")["id"] == member, "also in another branch"


def test_somebody_named_in_a_wrong_row_has_not_left(founded: Desk) -> None:
    rows = [*ROSTER[:2], [*FINANCE, "李四", 89, "", ""], ROSTER[3]]
    assert totals(founded.members(rows))["离开"] == 0
    rows[2] = [*FINANCE, "", "0089", "", ""]
    assert totals(founded.members(rows))["离开"] == 0


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_importing_an_export_changes_nothing(founded: Desk, suffix: str) -> None:
    out = founded.folder / f"out.{suffix}"
    assert "已导出 4 人" in founded.does(commands.export_members, founded.settings, out)
    wanted = commands.Wishes(out, apply=True, leavers=True)
    said = founded.does(commands.import_members, founded.settings, wanted)
    assert totals(said)["不变"] == 4
    assert "没有要改的" in said


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_the_template_can_be_filled_in_and_its_example_is_passed_over(
    desk: Desk, suffix: str
) -> None:
    desk.organisations(apply=True)
    out = desk.folder / f"template.{suffix}"
    desk.does(commands.members_template, out)
    said = desk.does(commands.import_members, desk.settings, commands.Wishes(out))
    assert sum(totals(said).values()) == 0
    out = desk.folder / f"organisations.{suffix}"
    desk.does(commands.organisations_template, out)
    said = desk.does(commands.import_organisations, desk.settings, commands.Wishes(out))
    assert sum(totals(said).values()) == 0


def test_the_annotated_copy_names_the_problems_and_is_safe(founded: Desk) -> None:
    out = founded.folder / "b.xlsx"
    rows = [HEADER, [*FINANCE, "=张三", PHONE, "", ""], [*WATER, "钱七", "12", "", "@x"]]
    founded.members(rows, "b.csv", annotate=out)
    found = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True))
    assert found[0] == (*HEADER, "问题")
    assert found[1][3:5] == ("'=张三", PHONE[-4:])
    assert found[2][6:] == ("'@x", "手机后四位不足四位，前面的 0 可能丢了，请设为文本格式后重填")
    assert "不能盖掉" in _refused(founded, founded.folder / "a.xlsx")


def _refused(desk: Desk, out: Path) -> str:
    with pytest.raises(Refusal, match="annotate") as caught:
        desk.members(ROSTER, annotate=out)
    return str(caught.value)


def test_a_whole_phone_number_goes_no_further_than_reading(
    desk: Desk, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.organisations(apply=True)
    kept: list[str] = []
    real = commands.members.match

    def spied(database: Any, *rows: Any) -> Any:
        found = real(database, *rows)
        kept.extend(database.conn.iterdump())
        return found

    monkeypatch.setattr(commands.members, "match", spied)
    rows = [HEADER, [*FINANCE, "张三", PHONE, "", ""], [*FINANCE, "李四", f"0{PHONE}", "", ""]]
    rows += [[*FINANCE[:2], f"支部{PHONE}", f"王{PHONE}", PHONE, PHONE, PHONE]]
    said = desk.members(rows, apply=True, annotate=desk.folder / "b.csv")
    assert desk.member("张三")["digits"] == PHONE[-4:]
    written = (desk.folder / "b.csv").read_text("utf-8-sig")
    database = desk.settings.database_path.read_bytes()
    assert kept
    for text in (said, "".join(kept), written, capfd.readouterr().err, str(database)):
        assert PHONE not in text


def test_the_scratch_file_is_private_and_has_no_name_left() -> None:
    with scratch.scratch() as database:
        database.table("a").insert({"b": 1})
        files = [f for f in Path("/proc/self/fd").iterdir() if "scratch.db" in str(_target(f))]
        assert files, "open, on disk"
        assert all(str(_target(file)).endswith("(deleted)") for file in files)
        assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def _target(file: Path) -> Path | None:
    try:
        return file.readlink()
    except OSError:
        return None
