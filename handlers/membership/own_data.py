"""One's own data: what is held, taking it along, having it corrected or erased."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from bot import questions
from bot.conversation.capability import Capability
from bot.conversation.dialogue import Ask, Dialogue
from bot.conversation.lists import page, turned
from bot.hearing.heard import Heard
from bot.language.text import redacted, short, squeezed
from bot.message import Again, Choice, Menu, Reply
from bot.people import guesses, places
from bot.people.person import Person
from bot.privacy import erasure
from bot.store.tx import Row, Tx
from bot.when import saying
from handlers.membership import field

PAGE_BYTES = 1_500  # of one page of the export
MANY = "您已有 5 个提问或申请在等答复，请等一等，答复后会在这里告诉您。"
_IF_KNOWN = {"工号": "staff_number", "职务": "post"}  # not everybody has them in the roster
Rooms = Callable[[], Sequence[Capability]]


class OwnCorrection(Struct, frozen=True, omit_defaults=True):
    """What somebody says is wrong in their own data."""

    what: str = ""
    value: str = ""  # what it is to be, where `what` does not say so


correction = Dialogue("correction", "更正个人信息", answers=OwnCorrection)


# ---------------------------------------------------------------- seeing it


def show(rooms: Rooms, tx: Tx, person: Person, argument: str) -> Reply:
    """我的信息: all that is held, room by room."""
    lines = ["这里存着您的："]
    if person.confirmed:
        member = _member(tx, person)
        more = [word for word, key in _IF_KNOWN.items() if member[key]]
        lines.append(
            f"姓名、单位：{member['name']}　{member['unit']}　{member['branch']}；"
            f"{'、'.join(['手机后四位', *more])}"
        )
    else:
        lines.append("微信标识一个，还没有姓名和单位")
    for room in rooms():
        lines += room.personal(tx, person)
    lines.append("对话原文不保存。逐条看回“导出”，有错回“更正”，全部删除回“注销”。")
    return Reply("\n".join(lines))


def _member(tx: Tx, person: Person) -> Row:
    row = tx.row("people.get_member", member_id=person.id)
    assert row is not None  # noqa: S101 - a foreign key
    return row


def held(tx: Tx, person: Person) -> Sequence[str]:
    """Membership's own part: the consent, and wrong guesses."""
    row = tx.row("people.last_consent", openid=person.openid)
    lines = [f"同意记录（说明第 {row['version']} 版）"] if row else []
    return [*lines, *_missed(tx, person)]


def _missed(tx: Tx, person: Person) -> Sequence[str]:
    times = guesses.missed(tx, person.openid)
    return [f"填错姓名或码的次数：{times}（加密计数，留 {guesses.DAYS} 天）"] if times else []


# ---------------------------------------------------------------- taking it along


def export(rooms: Rooms, tx: Tx, person: Person, argument: str) -> Reply:
    """导出: every line that is held, in pages."""
    _, turned_to = turned(argument)
    pages = list(
        _pages([line for room in rooms() for line in (room.export or room.personal)(tx, person)])
    )
    number = min(turned_to or 0, len(pages) - 1)
    head = f"您的全部信息（第 {number + 1} 页，共 {len(pages)} 页）："
    if number + 1 == len(pages):
        return Reply(f"{head}\n{pages[number]}")
    further = Choice("membership.export", page("", number + 1), ("下一页",))
    return Reply(f"{head}\n{pages[number]}\n“下一页”接着看。", Menu((further,)))


def _pages(lines: Sequence[str]) -> Iterator[str]:
    """At least one; a line is never cut."""
    text = ""
    for line in lines:
        longer = f"{text}\n{line}" if text else line
        if text and len(longer.encode()) > PAGE_BYTES:
            yield text
            longer = line
        text = longer
    yield text or "这里没有存您的信息。"


def exported(tx: Tx, person: Person) -> Sequence[str]:
    """Membership's own part of the export: who one is, and the consent."""
    lines = [f"微信标识：{person.openid}"]
    if person.confirmed:
        member = _member(tx, person)
        lines.append(f"姓名：{member['name']}　手机后四位：{member['digits']}")
        lines.append(f"单位：{member['unit']}　{member['branch']}")
        lines += [f"工号：{member['staff_number']}"] if member["staff_number"] else []
        lines += [f"职务：{member['post']}"] if member["post"] else []
    row = tx.row("people.last_consent", openid=person.openid)
    if row:
        lines.append(f"同意：{saying.at(row['given_at'], tx.now)}，说明第 {row['version']} 版")
    return [*lines, *_missed(tx, person)]


# ---------------------------------------------------------------- having it corrected


@correction.ask(
    "哪里不对？请写成一条，例如“手机后四位改为 1234”“已调到水利局水文站支部”。（“取消”不改了）",
    free=True,
)
def what(tx: Tx, person: Person, answer: Heard, so_far: OwnCorrection) -> str:
    if field.lacks_value(answer.squeezed) and not field.NAMED.search(answer):
        raise Again("是姓名、单位、支部、后四位还是职务不对？请写明改成什么。（“取消”不改了）")
    return _written(answer)


def _written(answer: str) -> str:
    if len(answer.strip()) < 2:
        raise Again("请写得具体一些，一两句话就行。（“取消”不改了）")
    return answer.strip()[: questions.LONGEST]


def _value_missing(tx: Tx, so_far: OwnCorrection) -> bool:
    return field.lacks_value(squeezed(so_far.what))


def _ask_value(tx: Tx, person: Person, so_far: OwnCorrection) -> Ask:
    named = field.NAMED.search(so_far.what)
    return Ask(f"{named[0] if named else ''}改成什么？请写新的，我一起转给书记。（“取消”不改了）")


@correction.ask(_ask_value, when=_value_missing, free=True)
def value(tx: Tx, person: Person, answer: Heard, so_far: OwnCorrection) -> str:
    """The field named once more is no value; both together are."""
    if field.lacks_value(answer.squeezed):
        raise Again("请写改成什么，例如新单位的名称、正确的姓名或者后四位。（“取消”不改了）")
    return _written(answer)


@correction.finish
def ask_secretary(tx: Tx, person: Person, answers: OwnCorrection) -> Reply:
    member = _member(tx, person)
    branch = places.get(tx, member["branch_id"])
    assert branch is not None  # noqa: S101 - a foreign key
    asked = redacted(_asked(answers))
    text = f"{member['name']}（{branch.title}）请求更正：{asked}"
    try:
        questions.keep_for(tx, person, text, "更正", branch)
    except questions.TooMany:
        return Reply(MANY)
    return Reply(f"已转给书记：“{short(asked)}”\n名册改好后会在这里告诉您。")


def _asked(answers: OwnCorrection) -> str:
    """One line of both answers: 单位改为市财政局."""
    what, value = answers.what, answers.value
    if not value:
        return what
    return f"{what}改为{value}" if field.NAMED.fullmatch(what) else f"{what}，改为：{value}"


def correct(tx: Tx, person: Person, argument: Heard) -> Reply:
    """更正; with what is wrong on the same line, or said in words of one's own, that is kept."""
    said = argument.strip()[: questions.LONGEST]
    missing = field.lacks_value(squeezed(said)) and not field.NAMED.search(said)
    return correction.begin(tx, person, OwnCorrection("" if len(said) < 2 or missing else said))


def whether_to_correct(tx: Tx, person: Person, said: Heard) -> Reply:
    """In words of one's own: what would go to the secretary is shown first, and goes with a yes."""
    if field.lacks_value(said.squeezed) or _value_missing(tx, OwnCorrection(said.strip())):
        return correct(tx, person, said)
    shown = short(redacted(said.strip()), questions.LONGEST)
    text = f"要请书记照这句更正名册吗：“{shown}”\n1 转给书记\n不是就不用回。"
    return Reply(text, Menu((Choice("membership.correct", said),), about=said)).asking()


# ---------------------------------------------------------------- having it erased


def ask_erasure(tx: Tx, person: Person, argument: str) -> Reply:
    return Reply(
        "注销就是撤回同意：还没开始的报名和志愿服务会让出，提醒、提问和身份确认全部删除，不能恢复；"
        "已经办完的只留数目，不留姓名。\n"
        "名册和任职是工委的组织记录，不在这里删。\n"
        "确定注销请回复 1，不注销请回复“取消”。",
        Menu((Choice("membership.erase_now"),), Choice("membership.erase"), asks=True),
    )


def erase_now(rooms: Rooms, tx: Tx, person: Person, argument: str) -> Reply:
    erasure.erase(tx, person, rooms())
    return Reply("已注销，您的信息都删掉了。以后想用，随时再说一声就行。")


def erase(tx: Tx, person: Person) -> None:
    """Nothing of its own: consent, tries and contact are the carrier's to erase."""
