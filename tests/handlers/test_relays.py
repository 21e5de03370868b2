"""Whatever a person can type, in chat or in a file, neither acts nor poses where it is read.

Each field is typed with a text that would do both; then everything that anybody was shown is read.
A question of a dialogue, a column of a file or of the database that is not named here fails the test.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bot.people.roster import columns, commands
from bot.people.roster.commands import Wishes
from bot.simulator.users import User
from tests.town import HOUSE, Citizen, Town

SIGN = "伪造"
# One line, without a blank or a comma that would divide it.
MARK = f"【报名成功】{SIGN}<a/href=weixin://x>\u202e\u2066\u200b\x07"
LINES = (
    f"请看{MARK}\n【身份已确认】{SIGN}\n――――――\n︻任 职︼{SIGN}\u2028【答复】{SIGN}\n"
    f"https://example.gov.cn/a\n<a href='weixin://x'>{SIGN}</a>"
)
UNSEEN = {"Cc", "Cf", "Cs"}

Reached = Sequence[Citizen]  # those who were to read it


def shown(town: Town) -> list[str]:
    """All that anybody saw, as a reply or unasked."""
    users: list[User] = list(town.simulator._crowd._users.values())
    return [arrival.text for user in users for arrival in user.arrivals]


def reads_harmless(text: str) -> None:
    assert "<a" not in text.lower(), text
    assert "weixin://" not in text.lower(), text
    assert not [c for c in text if unicodedata.category(c) in UNSEEN and c != "\n"], repr(text)
    assert not re.search(rf"[】︼〗]{SIGN}", text), text
    assert "――――――" not in text.splitlines(), text


def head_of(town: Town) -> Citizen:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says("你好")
    return head


# ---------------------------------------------------------------- fields of conversations


def event_title(town: Town) -> Reached:
    head = head_of(town)
    head.says("发布活动")
    head.says(f"{MARK}读书会")
    for said in ("12月8日下午3点到5点", "市图书馆三楼", "20", "12月7日"):
        head.says(said)
    head.says("1").shows("【已发布】")
    reader, other = town.member("张三"), town.stranger()
    other.says("活动")
    other.says(f"活动 {SIGN}")
    reader.says(f"报名 {SIGN}").shows("【报名成功】")
    for said in ("我的", "我的报名", "1", "导出"):
        reader.says(said)
    head.says(f"名单 {SIGN}")
    head.says("记录")
    head.says(f"取消活动 {SIGN} 下雨{MARK}")
    head.says("1")
    return [reader, other]


def event_place(town: Town) -> Reached:
    head = head_of(town)
    head.says("发布活动 读书会 12月8日下午3点到5点")
    for said in (f"{MARK}报告厅", "20", "12月7日", "1"):
        head.says(said)
    reader = town.member("张三")
    reader.says("活动 读书会")
    reader.says("报名 读书会")
    reader.says("我的报名")
    reader.says("1")
    return [reader]


def event_line(town: Town) -> Reached:
    head = head_of(town)
    head.says(f"发布活动 {MARK}读书会 12月8日下午3点到5点 {MARK}报告厅 20人 12月7日截止")
    head.says("1")
    reader = town.member("张三")
    reader.says(f"报名 {SIGN}")
    return [reader]


def event_changes(town: Town) -> Reached:
    head, reader = head_of(town), town.member("张三")
    reader.says("报名 乒乓球赛")
    head.says("修改活动 乒乓球赛")
    head.says(f"地点改成{MARK}体育馆")
    head.says("1").shows("【已修改】")
    head.says(f"修改活动 乒乓球赛 名称改成{MARK}球赛")
    head.says("1")
    reader.says("我的报名")
    return [reader]


def need_title(town: Town) -> Reached:
    worker = town.secretary("郑安", "k1", "community_worker")
    worker.says("发布需求")
    worker.says(f"{MARK}理发")
    for said in ("12月6日9点到11点", "3", "1"):
        worker.says(said)
    reader = town.member("张三")
    reader.says("志愿")
    reader.says(f"志愿 {SIGN}")
    reader.says("1")
    reader.says("我的志愿")
    worker.says(f"名单 {SIGN}")
    worker.says(f"修改需求 {SIGN} 名称改成{MARK}洗衣")
    worker.says("1")
    return [reader]


def need_changes(town: Town) -> Reached:
    worker, reader = town.secretary("郑安", "k1", "community_worker"), town.member("张三")
    reader.says("报名 清扫积雪")
    worker.says("修改需求 清扫积雪")
    worker.says(f"名称改成{MARK}扫雪")
    worker.says("1")
    reader.says("志愿")
    return [reader]


def notice_text(town: Town) -> Reached:
    head, reader, above = town.secretary("张三", "b1"), town.member("李四"), head_of(town)
    reader.says("你好")
    head.says("发通知")
    head.says(LINES).shows("1 发送")
    head.says("2")
    head.says("1").shows("【通知 1】")
    town.settle()
    reader.says("谢谢")  # before it is called back
    above.says("下级通知")
    for said in ("通知进度", "通知进度 1", "撤回通知 1"):
        head.says(said)
    return [reader, above]


def notice_correction(town: Town) -> Reached:
    """Put together in two steps: what was harmless by itself becomes a head."""
    head, reader = town.secretary("张三", "b1"), town.member("李四")
    reader.says("你好")
    head.says(f"发通知 开会 【身份甲乙已确认】×{SIGN}")
    head.says("把甲乙已确认】×改成已确认】")
    head.says("1")
    return [reader]


def notice_put_right(town: Town) -> Reached:
    """What it should be is said by itself."""
    head, reader = town.secretary("张三", "b1"), town.member("李四")
    reader.says("你好")
    head.says("发通知 28日开会")
    head.says("28日不对").shows("“28日”改成什么？")
    head.says(f"{MARK}").shows("1 发送")
    head.says("1").shows("【通知 1】")
    return [reader]


def notice_answer(town: Town) -> Reached:
    """What is told to the sender of a notice."""
    head, reader = town.secretary("张三", "b1"), town.member("李四")
    reader.says("你好")
    head.says("发通知 周五开会")
    head.says("1").shows("【通知 1】")
    town.settle()
    reader.says("谢谢")
    reader.says(f"请假，那天出差 {MARK}").shows("1 转告张三")
    reader.says("1").shows("已转告张三")
    return [head]


def notice_where(town: Town) -> Reached:
    head_of(town).says(f"发通知 给{MARK}局：明天开会")
    return []


def question(town: Town) -> Reached:
    head, asker = head_of(town), town.stranger()
    asker.says("人工")
    asker.says(LINES).shows("已记下")
    head.says("问题").shows(" ｜")
    card = head.says("答复 1").text.splitlines()
    assert [line[0] for line in card[1:-1]] == ["｜"] * 5, card
    assert "://" not in "".join(card)
    head.says("好的")
    return [head, asker]


def question_at_once(town: Town) -> Reached:
    head = head_of(town)
    town.stranger().sends("voice", Recognition=f"人工 {LINES}").shows("已记下")
    head.says("问题")
    head.says("答复 1")
    return [head]


def answer(town: Town) -> Reached:
    head, asker = head_of(town), town.member("李四")
    asker.says("人工 组织关系转出要带什么")
    head.says("答复 1")
    head.says(LINES).shows("已答复")
    town.settle()
    assert any("https://example.gov.cn/a" in text for text in asker.received()), "can be used"
    return [asker]


def correction(town: Town) -> Reached:
    head, member = town.secretary("张三", "b1"), town.member("李四")
    member.says("更正")
    member.says(f"单位{LINES}").shows("已转给书记")
    assert "://" not in head.says("问题").text
    head.says("答复 1")
    return [head]


def correction_value(town: Town) -> Reached:
    head, member = town.secretary("张三", "b1"), town.member("李四")
    member.says("更正 姓名")
    member.says("姓名")
    member.says(LINES).shows("已转给书记")
    head.says("问题")
    head.says("答复 1")
    return [head]


def reminder(town: Town) -> Reached:
    member = town.member("李四")
    member.says("提醒我")
    member.says("明天上午9点")
    member.says(LINES).shows("提醒您")
    member.says("我的提醒")
    member.says("导出")
    town.wait(days=1)
    return []


def reminder_line(town: Town) -> Reached:
    member = town.member("李四")
    member.says(f"提醒我 明天上午9点 {MARK}")
    member.says("改提醒 1")
    member.says(f"{MARK}后天9点")
    return []


def whoever(town: Town) -> Reached:
    """Where a person is asked who they are, and everything that nobody understands."""
    stranger, head = town.stranger(), head_of(town)
    stranger.follows(MARK)
    for said in (MARK, f"绑定 {MARK}", LINES, f"报名 {MARK}", f"志愿 {MARK}", f"取消报名 {MARK}"):
        stranger.says(said)
    for said in ("免职", "名单", "记录", "邀请", "修改", "撤回通知", "同意换绑", "答复 1"):
        head.says(f"{said} {MARK}")
    return []


FIELDS: dict[str, Callable[[Town], Reached]] = {
    "publish_event.title": event_title,
    "publish_event.place": event_place,
    "publish_event.title, one line": event_line,
    "revise_event.changes": event_changes,
    "publish_need.title": need_title,
    "revise_need.changes": need_changes,
    "notices.text": notice_text,
    "notices.choice": notice_correction,
    "notices.instead": notice_put_right,
    "notices.choice, an answer": notice_answer,
    "notices.where": notice_where,
    "reception.question": question,
    "reception.question, by voice": question_at_once,
    "answering.words": answer,
    "correction.what": correction,
    "correction.value": correction_value,
    "reminders.text": reminder,
    "reminders_change.new_at": reminder_line,
    "membership.who": whoever,
}
# Answered by a number, a day, a count or a name of ours: nothing of what is typed is kept.
CHOSEN = {
    "registration.offering", "registration.mode", "bookings.offering", "bookings.mode",
    "publish_event.office", "publish_event.start",
    "publish_event.end", "publish_event.seats", "publish_event.deadline", "publish_event.again",
    "publish_event.confirm", "revise_event.offering", "revise_event.start", "revise_event.deadline",
    "revise_event.confirm", "volunteering.offering", "volunteering.mode", "publish_need.office", "publish_need.area",
    "publish_need.start", "publish_need.end", "publish_need.seats", "publish_need.deadline", "publish_need.again",
    "publish_need.confirm", "revise_need.offering", "revise_need.start", "revise_need.deadline", "revise_need.confirm",
    "reminders.at", "membership.which", "appointments.place", "appointments.until", "notices.moment",
    "notices.confirmed", "notices.again", "notices.place",
}  # fmt: skip
# Columns that keep what somebody typed; what leaves from them is read here.
KEPT = {
    "organisation.name", "organisation.name_key", "organisation.number", "member.name", "member.name_key",
    "member.post", "member.staff_number",
    "question.text", "question.answer", "offering.title", "offering.venue", "notice.text",
    "reminder.text", "commitment.title", "audit.details", "due.details", "outbox.text",
    "inbox.reply", "dialogue.answers", "dialogue.offers", "dialogue.after_argument",
    "dialogue.outer_answers", "prompt.choices", "prompt.again_argument", "prompt.about",
    "focus.title",
    "import_batch.file", "import_row.before",
}  # fmt: skip


def test_every_question_of_a_dialogue_is_known_here() -> None:
    asked = {
        f"{dialogue.name}.{question.name}"
        for room in HOUSE.capabilities
        for dialogue in room.dialogues
        for question in dialogue.questions
    }
    named = {field.split(",")[0] for field in FIELDS} | CHOSEN
    assert asked == named, "a field that somebody can type: say here who reads it"


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_typed_is_harmless_to_whoever_reads_it(town: Town, field: str) -> None:
    for reader in FIELDS[field](town):
        town.settle()
        reader.says("谢谢")
        assert any(SIGN in arrival.text for arrival in reader.user.arrivals), "it was to be read"
    texts = shown(town)
    assert any(SIGN in text for text in texts)
    for text in texts:
        reads_harmless(text)
    assert kept(town) <= KEPT, "a column that keeps what somebody typed: say here that it is read"


def kept(town: Town) -> set[str]:
    """The columns of the database that hold the sign."""
    if town.database.engine != "sqlite":
        return set()
    found = set()
    for table in town.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        for column in town.rows(f"PRAGMA table_info({table['name']})"):
            where = f"{table['name']}.{column['name']}"
            sql = f"SELECT 1 FROM {table['name']} WHERE {column['name']} LIKE ?"
            if town.rows(sql, f"%{SIGN}%"):
                found.add(where)
    return found


# ---------------------------------------------------------------- columns of files

# What poses is no name, and is refused with its row; what nobody sees is left out of one.
NAMED, NO_NAME = f"{SIGN}\u202e\u200b\x07", f"【名单】{SIGN}<a>\u202e"
CELLS: dict[str, str] = {
    columns.NUMBER: "9901",
    columns.UNIT: f"{MARK}局",
    columns.BRANCH: f"{MARK}支部",
    columns.NAME: NAMED,
    columns.DIGITS: "4455",
    columns.STAFF: f"A{MARK}",
    columns.POST: f"{MARK}委员",
    columns.DISTRICT: f"{MARK}区",
    columns.COMMUNITY: f"{MARK}社区",
}
FILES = (columns.UNITS, columns.COMMUNITIES, columns.MEMBERS)


def test_every_column_of_a_file_is_known_here() -> None:
    assert {column.name for file in FILES for column in file} == set(CELLS)


def test_what_a_file_says_is_harmless_to_whoever_reads_it(town: Town, tmp_path: Path) -> None:
    imports = (
        commands.import_organisations,
        commands.import_organisations,
        commands.import_members,
    )
    for number, (file, take) in enumerate(zip(FILES, imports, strict=True)):
        path = tmp_path / f"{number}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            names = [column.name for column in file]
            posing = dict.fromkeys(names, "第一支部") | {columns.NAME: NO_NAME}
            rows = [[cells[name] for name in names] for cells in (CELLS, posing)]
            csv.writer(out).writerows([names, *rows[: 1 + (columns.NAME in names)]])
        said: list[str] = []
        take(town.settings, Wishes(path, apply=True), said.append)
    head = head_of(town)
    rows = town.rows("SELECT id, name, post FROM member WHERE digits = '4455'")
    heard = [head.says(f"发通知 {SIGN}：请看"), head.says("取消"), head.says(f"邀请 {SIGN}")]
    heard += [head.says("取消"), head.says("发布需求 理发 12月6日9点到11点 3人"), head.says(SIGN)]
    assert [row["name"] for row in rows] == [SIGN]
    member = town.member(SIGN)
    for saying in ("我的信息", "导出", "更正 单位改为市水利局", "报名 乒乓球赛"):
        member.says(saying)
    heard += [head.says("名单 乒乓球赛"), head.says("问题"), head.says("答复 1")]
    texts = shown(town)
    assert sum(SIGN in text for text in texts) > 5
    for text in texts:
        reads_harmless(text)
    assert kept(town) <= KEPT
