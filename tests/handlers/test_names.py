"""Whoever and whatever has a name is found by it, however it was stored and however it is typed."""

from pathlib import Path

import openpyxl
import pytest

from bot.language.keys import name_key
from bot.people import offices
from bot.people.roster import batches, columns, commands, members, organisations
from bot.people.roster.places import Places
from bot.people.roster.rows import Members, Organisations
from bot.sheets import header, reading
from bot.store.tx import Tx
from tests.town import Citizen, Town, at

FILES = Path(__file__).parent.parent / "data" / "roster"
DOTS = ".⋅▪"
ANY_DOT = "·.．⋅・▪•‧…"


def rows_of(file: str) -> list[list[str]]:
    sheet = openpyxl.load_workbook(FILES / file).active
    assert sheet is not None
    return [[str(cell or "") for cell in row] for row in sheet.iter_rows(2, values_only=True)]


def import_organisations(town: Town, file: str) -> None:
    shape = organisations.UNITS
    lines = header.lines(reading.sheets(FILES / file), shape.columns, file)

    async def work() -> None:
        store = town.assistant.store
        rows, peopled = await store.read(commands._tree)
        plan = organisations.plan(shape, lines, rows, "云川市直机关工委", peopled)
        await batches.apply(store, Organisations(), file, plan.work(leavers=False))

    town.run(work())


def import_members(town: Town, file: str) -> None:
    lines = header.lines(reading.sheets(FILES / file), columns.MEMBERS, file)

    async def work() -> None:
        store = town.assistant.store
        places, roster = await store.read(commands._roster)
        plan = members.plan(lines, Places(places), roster)
        await batches.apply(store, Members(), file, plan.work(leavers=False))

    town.run(work())


def put(tx: Tx, parent: str, kind: str, name: str, id_: str) -> None:
    above = tx.value("roster.path_of", id=parent)
    named = {"name": name, "name_key": name_key(name), "number": None}
    tx.run(
        "roster.put_organisation",
        id=id_, parent_id=parent, kind=kind, path=f"{above}{id_}/", **named,
    )  # fmt: skip


def put_unit(tx: Tx) -> None:
    put(tx, "c", "unit", "云川市委政法委", "u9")
    put(tx, "u9", "branch", "第一党支部", "b9")


def confirm(town: Town, number: int, said: str) -> None:
    stranger = town.stranger(f"oNamed{number:022}")
    stranger.says("绑定").shows("同意请回复")
    stranger.says(said).shows("【身份已确认】", "云川市委政法委　第一党支部")


PEOPLE = rows_of("n1_names.xlsx")


def test_every_name_of_a_roster_can_be_confirmed_as_it_is_written(town: Town) -> None:
    town.change(put_unit)
    import_members(town, "n1_names.xlsx")
    stored = {
        row["digits"] for row in town.rows("SELECT digits FROM member WHERE branch_id = 'b9'")
    }
    for number, (_, _, name, digits, _) in enumerate(PEOPLE):
        # What is doubted when it is read is nobody's identity.
        if digits in stored:
            confirm(town, number, f"{name} {digits}")
    assert len(stored) >= 13


@pytest.mark.parametrize("dot", [*ANY_DOT, ""])
def test_any_dot_stands_between_the_parts_of_a_name(town: Town, dot: str) -> None:
    town.change(put_unit)
    import_members(town, "n1_names.xlsx")
    dotted = [row for row in PEOPLE if any(each in row[2] for each in DOTS)]
    assert len(dotted) == 3
    for number, (_, _, name, digits, _) in enumerate(dotted):
        typed = name.translate({ord(each): dot for each in DOTS})
        confirm(town, number, f"{typed} {digits}")


def test_what_people_see_is_as_it_was_written(town: Town) -> None:
    town.change(put_unit)
    import_members(town, "n1_names.xlsx")
    stranger = town.stranger()
    stranger.says("绑定")
    stranger.says("于测一 7003").shows("【身份已确认】於测一")


def test_two_names_with_one_key_are_asked_about(town: Town) -> None:
    town.change(put_unit)
    for number, name in enumerate(("测干", "测乾")):
        values = {"branch_id": "b9", "name": name, "name_key": name_key(name), "digits": "7001"}
        member = {"id": f"t{number}", "staff_number": None, "post": None, **values}
        town.change(lambda tx, member=member: tx.run("roster.put_member", **member))
    stranger = town.stranger()
    stranger.says("绑定")
    stranger.says("测乾 7001").shows("有重名").lacks("【身份已确认】")


WAYS = [
    "李四 1234",
    "李 四 1234",
    "李四１２３４",
    "李四 13800001234",
    "李四 138-0000-1234",
    "李四，电话 +86 138 0000 1234",
    "姓名：李四 手机后四位：1234",
    "姓名：李四\n手机号码：13800001234",
    "李四 尾号是1234",
    "1234 李四",
    "手机尾号1234，姓名李四",
    "本人李四，手机尾数是 1234",
    "我是李四1234",
    "同意，我叫李四，后四位是1234，谢谢",
    "我的名字是李四，电话尾号1234",
    "李四 一二三四",
    "李四 幺三八零零零零幺二三四",
    "李四（1234）",
]


@pytest.mark.parametrize("said", WAYS)
def test_who_one_is_may_be_said_in_many_ways(town: Town, said: str) -> None:
    stranger = town.stranger()
    stranger.says("绑定")
    heard = stranger.says(said).shows("【身份已确认】李四").lacks("1380000")
    assert "138" not in heard.text
    kept = [
        row
        for table in ("inbox", "dialogue", "question")
        for row in town.rows(f"SELECT * FROM {table}")
    ]
    assert not [row for row in kept if "13800001234" in "".join(map(str, row))]


@pytest.mark.parametrize(
    "said", ["我的手机是13800001234", "李四 13800001234 你们认识吗", "13800001234"]
)
def test_a_telephone_number_is_kept_nowhere(town: Town, said: str) -> None:
    stranger = town.stranger()
    stranger.says(said).lacks("13800001234")
    stranger.says("绑定")
    stranger.says(said).lacks("13800001234")
    assert not [
        (table, row)
        for table in town.database.tables()
        for row in town.rows(f"SELECT * FROM {table}")
        if "13800001234" in "".join(map(str, row))
    ]


@pytest.mark.parametrize("said", WAYS)
def test_who_says_so_unasked_is_told_first_what_is_kept(town: Town, said: str) -> None:
    stranger = town.stranger()
    stranger.says(said).shows("同意请回复").lacks("1380000")
    assert town.rows("SELECT * FROM question") == []
    stranger.says(said).shows("【身份已确认】李四")


@pytest.mark.parametrize("said", ["党费基数 5600", "2027 春节放假", "我工资8000"])
def test_a_few_words_and_a_number_say_of_nobody_who_they_are(town: Town, said: str) -> None:
    town.stranger().says(said).lacks("同意请回复")


@pytest.mark.parametrize(
    "said",
    ["李四", "1234", "李四 123", "李四 12345", "李四 130102199001011234", "李四 1234 张三 6789"],
)
def test_what_is_no_name_with_four_digits_is_not_counted_as_a_guess(town: Town, said: str) -> None:
    stranger = town.stranger()
    stranger.says("绑定")
    stranger.says(said).lacks("【身份已确认】", "没有对上")
    assert town.rows("SELECT * FROM attempt") == []


def test_a_spoken_telephone_number_is_not_said_back(town: Town) -> None:
    stranger = town.stranger()
    stranger.says("绑定")
    stranger.sends("voice", Recognition="李四，13800001234").lacks("13800001234")


# ---------------------------------------------------------------- units and branches

TREE = [
    *((row, "n22b_units_control.xlsx") for row in rows_of("n22b_units_control.xlsx")),
    *((row, "n22c_units_punctuation.xlsx") for row in rows_of("n22c_units_punctuation.xlsx")),
]
HALF = str.maketrans("（）“”", '()""')
FULL = str.maketrans('()""', "（）“”")
OTHERS = str.maketrans("（）()—·“”", "【】【】-•「」")


def ways(name: str) -> list[str]:
    """As written, half-width, full-width, with other signs; each once."""
    return list(dict.fromkeys((name, *(name.translate(t) for t in (HALF, FULL, OTHERS)))))


@pytest.fixture
def head(town: Town) -> Citizen:
    for file in ("n22b_units_control.xlsx", "n22c_units_punctuation.xlsx"):
        import_organisations(town, file)
    return town.secretary("周九", "c", "committee_secretary")


@pytest.mark.parametrize(("row", "file"), TREE, ids=lambda each: each[1] if each else "")
def test_a_unit_and_its_branch_are_found_by_their_whole_names(
    town: Town, head: Citizen, row: list[str], file: str
) -> None:
    _, unit, branch = row
    unit_id = town.rows("SELECT id FROM organisation WHERE name = ?", unit)[0]["id"]
    for typed in ways(unit):
        head.says(f"发通知 {typed}：明天开会").shows(f"发给：{unit} 0 人", "【通知】明天开会")
        head.says("取消")
        head.says(f"发通知 {typed}明天开会").shows(f"发给：{unit} 0 人", "【通知】明天开会")
        head.says("取消")
        head.says(f"发通知 {typed} 明天开会").shows(f"发给：{unit} 0 人", "【通知】明天开会")
        head.says("取消")
        head.says(f"邀请 {typed} 2029年6月30日").shows(f"{unit} 机关党委书记", "2029年6月30日")
    for typed in ways(f"{unit}{branch}"):
        head.says(f"发通知 {typed}：明天开会").shows(f"发给：{unit}{branch} 0 人")
        head.says("取消")
        head.says(f"邀请 {typed}").shows(f"{unit}{branch} 支部书记，任期到哪天")
        head.says("取消")
    _hold(town, unit_id)
    for typed in ways(unit):
        head.says(f"免职 {typed}").shows(f"1 李四　{unit} 机关党委书记")
        head.says("不")
        head.says(f"名单 {typed}").shows("【名单】某处的会")


def _hold(town: Town, unit_id: str) -> None:
    """李四 acts for it, and it holds an event."""
    town.secretary("李四", unit_id, "unit_secretary")
    starts = at("2026-12-05 14:30")
    town.change(
        lambda tx: tx.run(
            "registration.put_event",
            id="x1", organisation_id=unit_id, kind="活动", title="某处的会", place="某处",
            starts_at=starts, ends_at=starts + 3_600_000, deadline_at=starts - 3_600_000,
        )
    )  # fmt: skip


def test_two_units_with_one_key_are_asked_about(town: Town, head: Citizen) -> None:
    town.change(lambda tx: put(tx, "c", "unit", "测试丙局东区分局", "u8"))
    asked = head.says("发通知 测试丙局（东区分局）：明天开会").shows("发给哪里？")
    asked.shows("测试丙局（东区分局）", "测试丙局东区分局")
    head.says("取消")
    head.says("邀请 测试丙局东区分局").shows("您说的是哪一个？")


def test_a_secretary_is_dismissed_by_a_name_in_two_words(town: Town) -> None:
    town.change(put_unit)
    import_members(town, "n1_names.xlsx")
    head = town.secretary("周九", "c", "committee_secretary")
    found = town.rows("SELECT id FROM member WHERE digits = ?", "7008")[0]["id"]
    town.change(lambda tx: offices.appoint(tx, found, "b9", "branch_secretary", until_at=None))
    for typed in ("阿测卜拉·买买提", "阿测卜拉 买买提", "阿测卜拉⋅买买提 第一党支部"):
        head.says(f"免职 {typed}").shows("1 阿测卜拉", "云川市委政法委第一党支部 支部书记")
        head.says("不")


@pytest.mark.parametrize("said", ["大讲堂·第10期", "大講堂第１０期", "“大讲堂”第10期"])
def test_an_event_is_found_by_its_title_in_other_signs(town: Town, said: str) -> None:
    town.member().says(f"报名 {said}").shows("大讲堂第10期")
