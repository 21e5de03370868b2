"""Rosters as people really send them: each fault is one sentence with its row, nothing is guessed."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from bot.people.roster import commands
from bot.people.roster.commands import Wishes
from tests.bot.people.desk import Desk
from tests.bot.sheets import packing
from tests.databases import Database

CASES = Path(__file__).parent.parent.parent / "data" / "roster"
UNIT, BRANCH = "云川市委政法委", "第一党支部"
HEAD = ["单位", "支部", "姓名", "手机后四位"]
THERE = (UNIT, BRANCH)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path).once_done(founded)


@pytest.fixture
def either(tmp_path: Path, database: Database) -> Desk:
    """On each engine in turn."""
    return Desk(tmp_path, database).once_done(founded)


def founded(desk: Desk) -> None:
    """With the branches that the files speak of."""
    branches = [BRANCH, "第二党支部", "第三党支部", "第四党支部", "办公室党支部"]
    branches += [f"{section}科党支部" for section in ("组织人事", "政策法规", "计划财务")]
    desk.organisations(
        [["单位编号", "单位", "支部"], *(["001", UNIT, b] for b in branches)], apply=True
    )


def text(folder: Path, content: str, encoding: str = "utf-8-sig") -> Path:
    file = folder / "sent.csv"
    file.write_bytes(content.encode(encoding))
    return file


def people(*pairs: tuple[str, str]) -> list[list[str]]:
    return [HEAD, *([*THERE, name, digits] for name, digits in pairs)]


# ---------------------------------------------------------------- names


def test_names_as_they_are_written_and_the_doubtful_ones_by_their_row(either: Desk) -> None:
    either.reads(CASES / "n1_names.xlsx", apply=True)
    assert either.problems == {
        13: "姓名里有括号，备注请移到别的列",
        14: "姓名里有没打出来的字“?”，请写全",
    }
    assert len(either.present()) == 13
    assert "阿测杜拉·买买提" in either.present()


@pytest.mark.parametrize(
    "name",
    [
        "欧阳 测明", "𠮷测", "尤测·亚森·买合木提", "测　一　二", "Anna Li", "測龍飛", "测\n明", "司马测",
    ],
)  # fmt: skip
def test_other_names_people_have(desk: Desk, name: str) -> None:
    desk.members(people((name, "7001")))
    assert desk.totals["新增"] == 1, desk.said


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("王测？", "没打出来的字"), ("王测*", "没打出来的字"), ("王\ue123", "没打出来的字"), ("▇测", "没打出来的字"),
        ("王测[女]", "括号"), ("王测【退休】", "括号"), ("王测（", "括号"),
        ("—", "不是一个人"), ("／", "不是一个人"), ("。", "不是一个人"),
        ("同前", "不是一个人"), ("〃", "不是一个人"), ("……", "不是一个人"), ("如上", "不是一个人"),
        ("暂缺", "不是一个人"), ("待定", "不是一个人"), ("无", "不是一个人"), ("预备党员", "不是一个人"),
        ("支部书记", "不是一个人"), ("姓名", "不是一个人"),
        ("王测 李测验", "一个人"), ("王测/李测", "一个人"), ("王测\n李测", "两个人"), ("王测;李测", "一个人"),
        ("王一测 李二测", "两个人"), ("王测A", "一个人"), ("王测2", "有数字"), ("Wang Xiaoming", "拼音"),
        ("王", "只有一个字"), ("测" * 13, "太长"), ("＋测", "一个人"),
    ],
)  # fmt: skip
def test_names_nobody_has_are_doubted(desk: Desk, name: str, problem: str) -> None:
    if name == "王测 李测验":
        problem = "两个人"
    desk.members(people(("测好一", "7000"), (name, "7001"), ("测好二", "7002")))
    assert list(desk.problems) == [3], desk.said
    assert problem in desk.problems[3]
    assert desk.totals["新增"] == 2


def test_everything_but_a_spaced_name_is_doubted(either: Desk) -> None:
    either.reads(CASES / "n27_swap.xlsx", apply=True)
    assert list(either.problems) == [2, *range(4, 15)]
    assert either.problems[2] == "姓名和手机后四位填反了"
    assert either.problems[14] == "这是合计行，没有读"
    assert list(either.present()) == ["何一二"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["测一", "13800138000"], ""), (["13800138000", "测一"], "填反了"), (["8001", "买买提·测"], "填反了"),
        ([8001, "测一"], "填反了"), (["8001", "8002"], "姓名里有数字"),
    ],
)  # fmt: skip
def test_columns_the_wrong_way_round_are_said_in_one_sentence(
    desk: Desk, row: list[Any], problem: str
) -> None:
    desk.members([HEAD, [*THERE, *row]])
    assert problem in desk.problems.get(2, ""), desk.said
    assert "138000" not in desk.said


@pytest.mark.parametrize("unit", ["同上", "〃", '""', "-"])
def test_ditto_for_a_unit_or_branch_is_not_looked_up(desk: Desk, unit: str) -> None:
    desk.members([HEAD, [*THERE, "测一", "7001"], [unit, BRANCH, "测二", "7002"]])
    assert desk.problems[3].startswith("单位写的是“")
    desk.organisations([["单位编号", "单位", "支部"], ["002", "云川市测局", unit]])
    assert desk.problems[2].startswith("支部写的是“")


# ---------------------------------------------------------------- line breaks that are letters


def test_an_escaped_line_break_is_none_in_every_column(either: Desk) -> None:
    either.reads(CASES / "n2_x000D.xlsx", apply=True)
    assert set(either.present().items()) == {
        (f"赵{n}", BRANCH) for n in ("一", "二二", "三三", "四四")
    }
    either.reads(CASES / "n2c_x000D_post.xlsx", apply=True)
    assert either.member("赵职务")["post"] == "组织委员 兼纪检委员"


@pytest.mark.parametrize("broken", ["_x000D_", "_x000d_\n", "_x000A_", "\r\n", "_x0009_", "\v"])
def test_other_line_breaks(desk: Desk, broken: str) -> None:
    rows = [[cell + broken for cell in row] for row in people(("赵测", "7103"))]
    with (desk.folder / "b.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    desk.reads(desk.folder / "b.csv", apply=True)
    assert desk.present() == {"赵测": BRANCH}, desk.said


# ---------------------------------------------------------------- who has left

TOTAL_ROWS = ("n3b_leavers_total_row.xlsx", "n3d_leavers_note.xlsx")
THREE = [("测离甲", "9001"), ("测离乙", "9002"), ("测离丙", "9003")]


@pytest.fixture
def settled(either: Desk) -> Desk:
    """Everybody of the file, and three who are not in it."""
    either.reads(CASES / "n3a_leavers_clean.xlsx", apply=True)
    either.members([HEAD, *([UNIT, "第二党支部", n, d] for n, d in THREE)], apply=True)
    assert len(either.present()) == 46
    return either


def test_who_is_missing_has_left_when_that_is_asked_for(settled: Desk) -> None:
    settled.reads(CASES / "n3a_leavers_clean.xlsx")
    assert (settled.totals["离开"], settled.problems) == (3, {})
    assert "没有读出来" not in settled.said
    settled.reads(CASES / "n3a_leavers_clean.xlsx", apply=True, leavers=True)
    assert len(settled.present()) == 43


@pytest.mark.parametrize("file", TOTAL_ROWS)
def test_a_row_that_is_nobody_hides_no_leaver_and_has_them_asked_for_again(
    settled: Desk, file: str
) -> None:
    settled.reads(CASES / file)
    assert settled.totals["离开"] == 3
    assert settled.problems[45] in ("这是合计行，没有读", "这是一句说明，没有读")
    assert "有 1 行没有读出来" in settled.said
    settled.reads(CASES / file, apply=True, leavers=True)
    assert "离开 3 没有办理：有 1 行没有读出来" in settled.said
    assert len(settled.present()) == 46
    settled.reads(CASES / file, apply=True, leavers=True, unread_checked=True)
    assert len(settled.present()) == 43


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["", "合　计：43 人", "", ""], "这是合计行，没有读"),
        ([UNIT, "", "小计", "43"], "这是合计行，没有读"),
        (["总人数", "", "", "43"], "这是合计行，没有读"),
        (["", "", "", "填表人：某某"], "这是一句说明，没有读"),
        (["注1：离退休党员另报", "", "", ""], "这是一句说明，没有读"),
        (["以上人员均已核对，联系人某某；如有遗漏请与我们联系", "", "", ""], "这是一句说明，没有读"),
        (["离退休党员", "", "", ""], "只有一格有字（离退休党员），没有读"),
        ([UNIT, "第二党支部", "", ""], "姓名没有填；手机后四位没有填"),
    ],
)  # fmt: skip
def test_other_rows_that_are_nobody(desk: Desk, row: list[str], problem: str) -> None:
    desk.members(people(("测留", "7000"), *THREE), apply=True)
    desk.members([*people(("测留", "7000")), row])
    assert (desk.problems, desk.totals["离开"]) == ({3: problem}, 3)
    desk.members([*people(("测留", "7000")), row], apply=True, leavers=True)
    assert len(desk.present()) == 4


def test_who_is_named_in_a_doubtful_row_has_not_left(desk: Desk) -> None:
    desk.members(people(("测留", "7000"), *THREE), apply=True)
    rows = people(("测留", "7000"), ("测离甲", "12"), ("测离乙（退休）", "9002"))
    desk.members(rows)
    assert desk.totals["离开"] == 1, "by name, and by branch and digits"


def test_a_total_row_makes_no_unit(desk: Desk) -> None:
    rows = [
        ["单位编号", "单位", "支部"],
        ["002", "云川市测局", BRANCH],
        ["合计", "1个单位", "1个支部"],
    ]
    desk.organisations(rows)
    assert desk.problems == {4: "这是合计行，没有读"} or desk.problems == {3: "这是合计行，没有读"}
    assert "1个单位" not in desk.said.partition("有问题")[0]


# ---------------------------------------------------------------- rows that are not meant


def sheet(folder: Path, rows: Sequence[Sequence[Any]]) -> tuple[Any, Any, Path]:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    return book, book.active, folder / "sent.xlsx"


@pytest.mark.parametrize("file", ["n4_hidden_row.xlsx", "n6_strict.xlsx"])
def test_a_filtered_row_is_said_and_not_read(either: Desk, file: str) -> None:
    """Also in the strict form of the format."""
    either.reads(CASES / file, apply=True)
    assert "筛选掉或隐藏" in either.problems[3]
    assert set(either.present()) == {"钱一一", "钱三三"}


MARKED = people(("测一", "7001"), ("测二", "7002"), ("测三", "7003"))


@pytest.mark.parametrize("how", ["hidden", "folded", "filtered"])
def test_rows_hidden_in_other_ways(desk: Desk, how: str) -> None:
    book, active, file = sheet(desk.folder, MARKED)
    active.row_dimensions[3].hidden = True
    if how == "folded":
        active.row_dimensions[3].outlineLevel = 1
    if how == "filtered":
        active.auto_filter.ref = "A1:D4"
    book.save(file)
    desk.reads(file)
    assert (list(desk.problems), desk.totals["新增"]) == ([3], 2)


def test_of_thousands_that_a_filter_hides_twenty_are_shown(desk: Desk) -> None:
    rows = people(*((f"测{chr(0x4E00 + n)}", "7001") for n in range(60)), ("王测？", "7002"))
    hidden = [f'<row r="{n}">' for n in range(2, 62)]
    data = packing.rows(rows)
    for row in hidden:
        data = data.replace(row, row.replace(">", ' hidden="1">'))
    desk.reads(packing.xlsx(desk.folder / "sent.xlsx", data))
    assert (desk.totals["有问题"], len(desk.problems)) == (61, 21)
    assert "没打出来的字" in desk.problems[62]
    assert "……还有 40 条" in desk.said


def test_a_row_without_height_is_hidden(desk: Desk) -> None:
    data = packing.rows(MARKED).replace('<row r="3">', '<row r="3" ht="0" customHeight="1">')
    desk.reads(packing.xlsx(desk.folder / "sent.xlsx", data))
    assert (list(desk.problems), desk.totals["新增"]) == ([3], 2)


@pytest.mark.parametrize("how", ["row", "name", "part"])
def test_a_row_that_is_struck_out_is_said_and_not_read(desk: Desk, how: str) -> None:
    book, active, file = sheet(desk.folder, MARKED)
    struck = active["C3"] if how == "name" else None
    for cell in [struck] if struck else active[3] if how == "row" else []:
        cell.font = Font(strike=True)
    if how == "part":
        active["C3"] = CellRichText("测", TextBlock(InlineFont(strike=True), "二"))
    active["C2"].font = Font(strike=False, bold=True)
    book.save(file)
    desk.reads(file)
    assert "删除线" in desk.problems[3]
    assert (list(desk.problems), desk.totals["新增"]) == ([3], 2)


def test_struck_letters_in_shared_strings_are_seen(desk: Desk) -> None:
    strings = "".join(f"<si><t>{cell}</t></si>" for cell in [*HEAD, *THERE, "测一", "7001"])
    strings += "<si><r><rPr><strike/></rPr><t>测二</t></r></si>"
    rows = [range(4), (4, 5, 6, 7), (4, 5, 8, 7)]
    cells = ["".join(f'<c t="s"><v>{cell}</v></c>' for cell in row) for row in rows]
    data = "".join(f"<row>{row}</row>" for row in cells)
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    file = packing.xlsx(
        desk.folder / "sent.xlsx", data, sharedStrings=f"<sst {main}>{strings}</sst>"
    )
    desk.reads(file)
    assert "删除线" in desk.problems[3], desk.said
    assert desk.totals["新增"] == 1


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!"])
def test_a_formula_that_failed_is_said(desk: Desk, error: str) -> None:
    book, active, file = sheet(desk.folder, MARKED)
    active["C3"] = error
    assert active["C3"].data_type == "e"
    book.save(file)
    desk.reads(file)
    assert desk.problems == {3: "姓名的单元格里公式出错，请粘贴为数值"}


def test_a_row_of_nothing_but_a_merged_unit_is_no_row(desk: Desk) -> None:
    book, active, file = sheet(desk.folder, people(("测一", "7001"), ("测二", "7002")))
    active["A3"] = None
    active.merge_cells("A2:A6")
    book.save(file)
    desk.reads(file)
    assert (desk.problems, desk.totals["新增"]) == ({}, 2)


# ---------------------------------------------------------------- what the file is


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("名册.xls", b"\xef\xbb\xbf<!DOCTYPE HTML><html><body><table>", "其实是网页（HTML）"),
        ("名册.xlsx", "\n <table border=1><tr><td>姓名".encode("gbk"), "其实是网页（HTML）"),
        ("名册.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "其实是网页"),
        (
            "名册.xls",
            b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook'
            b' xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>',
            "其实是2003 版的 XML 表格",
        ),
        ("名册.xls", b"<?xml version='1.0'?><rows/>", "其实是XML"),
        ("名册.xlsx", b"%PDF-1.7 ...", "是 PDF，不是表格"),
        ("名册.xlsx", packing.zipped(word__document_dot_xml=b"x"), "是 Word 文档，不是表格"),
        ("名册.xlsx", packing.zipped(a_dot_xlsx=b"x"), "是压缩包"),
        ("名册.xlsx", b"Rar!\x1a\x07", "是压缩包"),
        ("名册.xlsx", b"PK\x03\x04 cut off", "不完整"),
        ("名册.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
        ("名册.csv", b"\x00\x01\x02\x03\x04" * 50, "不是表格文件|文字编码认不出"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_called_by_its_name(
    desk: Desk, name: str, content: bytes, said: str
) -> None:
    (desk.folder / name).write_bytes(content)
    refused = desk.refuses(desk.folder / name)
    assert any(each in refused for each in said.split("|")), refused
    assert "表头" not in refused


def test_a_web_page_named_xls_is_called_one(desk: Desk) -> None:
    refused = desk.refuses(CASES / "n10a_html.xls")
    assert "其实是网页（HTML）" in refused
    assert "另存为 .xlsx" in refused


@pytest.mark.parametrize("name", ["old.xls", "old.et"])
def test_the_old_format_is_read_and_what_it_hides_is_said(desk: Desk, name: str) -> None:
    file = desk.folder / name
    file.write_bytes((CASES / "old.xls").read_bytes())
    desk.reads(file, apply=True)
    assert set(desk.present()) == {"郑旧一", "郑旧二"}
    assert "前面的 0 可能丢了" in desk.problems[4]
    assert "看不出哪些行被筛选掉或画了删除线" in desk.said


def test_an_open_document_is_read(desk: Desk) -> None:
    rows = people(("测一", "7001"), ("测？", "7002"))
    file = packing.ods(desk.folder / "a.ods", "".join(packing.ods_row(*row) for row in rows))
    desk.reads(file, apply=True)
    assert list(desk.present()) == ["测一"]
    assert list(desk.problems) == [3]


def test_a_sheet_without_a_header_is_named(desk: Desk) -> None:
    book, _, file = sheet(desk.folder, people(("测一", "7001")))
    other = book.create_sheet("离退休")
    other.append(["测二", "7002"])
    book.create_sheet("填写说明").append(["一人一行"])
    book.save(file)
    assert "没有读这些工作表（没有表头）：离退休" in desk.reads(file).splitlines()


# ---------------------------------------------------------------- text files


def test_separators_are_not_guessed_from_notes(either: Desk) -> None:
    either.reads(CASES / "n7a_notes_fullwidth.csv", apply=True)
    either.reads(CASES / "n7b_tab_commas.csv", apply=True)
    assert set(either.present()) == {"孙一一", "孙二二", "孙三甲", "孙三乙", "孙三丙"}
    assert either.member("孙三甲")["post"].startswith("支部委员，工会主席，")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-8"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "，", "|"])
def test_any_separator_under_notes_full_of_others(
    desk: Desk, encoding: str, separator: str
) -> None:
    notes = "填表说明：一，二，三，四；五；六；七,八,九,十\t\t\t\t\t\n" * 5
    notes = notes.replace(separator, "、")
    rows = "\n".join(separator.join(row) for row in people(("测一", "7001"), ("测二", "7002")))
    desk.reads(text(desk.folder, notes + rows, encoding))
    assert (desk.totals["新增"], desk.problems) == (2, {}), desk.said


def test_an_unclosed_quote_takes_nobody_in(desk: Desk) -> None:
    assert "第 2 行的引号没有成对" in desk.refuses(CASES / "n7m_unclosed_quote.csv")


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        (['测一,7001,"书记', "测二,7002,", '测三,7003,"委员"'], 2),
        (["测一,7001,", '"测二,7002,', "测三,7003,"], 3),
        (['测一,7001,"书记', "测二,7002,", '测三,7003,"'], 2),
        (['测一,7001,"书', '记"某",', "测三,7003,"], 2),
    ],
)
def test_other_quotes_that_do_not_match(desk: Desk, lines: list[str], row: int) -> None:
    head = "单位,支部,姓名,手机后四位,职务"
    rows = [f"{UNIT},{BRANCH},{line}" if line[0] == "测" else line for line in lines]
    assert f"第 {row} 行的引号没有成对" in desk.refuses(text(desk.folder, "\n".join([head, *rows])))


def test_quotes_that_do_match_are_what_they_are(desk: Desk) -> None:
    written = io.StringIO(newline="")
    rows = people(("测一", "7001"), ("测二", "7002"))
    rows = [
        [*row, post] for row, post in zip(rows, ("职务", '"一"号，\n二, 三', "委员"), strict=True)
    ]
    csv.writer(written).writerows(rows)
    desk.reads(text(desk.folder, written.getvalue()), apply=True)
    assert desk.member("测一")["post"] == '"一"号， 二, 三'


# ---------------------------------------------------------------- columns


def test_two_tables_side_by_side_are_refused(desk: Desk) -> None:
    refused = desk.refuses(CASES / "n23_two_blocks.xlsx")
    assert "第 1 行的表头左右并排了几份（从 A 列、F 列起）" in refused


def test_two_columns_of_telephones_are_refused(desk: Desk) -> None:
    refused = desk.refuses(CASES / "n23d_extension_first.xlsx")
    assert "“联系电话”（D 列）" in refused
    assert "“手机号码”（E 列）" in refused


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ([*HEAD, "姓名", "手机"], "左右并排了几份（从 C 列、E 列起）"),
        ([*HEAD, *HEAD, *HEAD], "左右并排了几份（从 A 列、E 列、I 列起）"),
        ([*HEAD, "职务", "党内职务"], "都像是职务：“职务”（E 列）、“党内职务”（F 列）"),
        ([*HEAD, "所在党支部"], "都像是支部：“支部”（B 列）、“所在党支部”（E 列）"),
        ([*HEAD, "工作单位"], "都像是单位"),
        ([*HEAD, "手 机（必填）"], "都像是手机后四位"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("above", [0, 2])
def test_other_columns_that_stand_twice(desk: Desk, head: list[str], said: str, above: int) -> None:
    rows = [["党员名册"]] * above + [head, [*THERE, "测一", "7001"] * (len(head) // 4)]
    refused = desk.refuses(desk.write(rows, "b.xlsx"))
    assert said in refused
    assert f"第 {above + 1} 行" in refused


# ---------------------------------------------------------------- organisations


@pytest.mark.parametrize(
    ("file", "units"), [("n22b_units_control.xlsx", 3), ("n22c_units_punctuation.xlsx", 7)]
)
def test_units_with_signs_in_their_names_are_read(either: Desk, file: str, units: int) -> None:
    wanted = Wishes(CASES / file, apply=True)
    either.does(commands.import_organisations, either.settings, wanted)
    assert (either.problems, either.totals["新增"]) == ({}, 2 * units)
    either.does(commands.import_organisations, either.settings, wanted)
    assert either.totals["不变"] == 2 * units
