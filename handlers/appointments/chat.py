"""What leading secretaries say to invite and dismiss, and what the invited answer."""

import re
from collections.abc import Sequence

from bot.clock import milliseconds, moment
from bot.conversation.dialogue import Answers, Ask, Dialogue
from bot.conversation.lists import page, turned
from bot.delivery import outbox
from bot.language.text import normal, short
from bot.message import Again, Choice, Menu, Reply
from bot.people import audit, binding, offices, places
from bot.people.offices import LEADING, SECRETARIES, TITLES, Holder, Office
from bot.people.person import Person
from bot.people.places import Place
from bot.store.tx import Row, Tx
from bot.when import read, saying

ROWS = 5  # of the record on one page
NOT_BELOW = (
    "没有找到这个支部或单位，请说全名，例如“邀请 财政局第三支部”。只能邀请您管理范围以内的。"
)
WRONG_CODE = "这个任职码不对，或已用过、过期、撤回。请核对后再发“任职 码”，或请上级重新邀请。"
NO_CODE = "请把上级书记给您的任职码一起发来，例如“任职 A2B3C4D5”；也可以把那条邀请整条发来。"
LOCKED = "任职码试的次数多了，请 1 小时后再试，或请上级重新邀请。"
WITHOUT_END = "不定"
_ROLE = re.compile(r"(?:党?支部|机关党委|总支)?书记|社区工作者|工作者")
# 任职C8U2H9J8, and a whole invitation with words before it.
WITH_CODE = r"任职[^a-z0-9]{0,8}(?:[a-z][2-9]){4}(?![a-z0-9])"
_PLACE = re.compile(r".*(?:局|委|办|会|院|馆|中心|处|科|室|支部|总支|社区|街道|公司)")
_CODE = re.compile(r"[A-Z][2-9][A-Z][2-9][A-Z][2-9][A-Z][2-9]")

_WORD = re.compile(r"[^\s，,、。；;]+")
LONGEST_NAME = 6  # words

dialogue = Dialogue("appointments", "邀请书记")


# ---------------------------------------------------------------- inviting


def invite(tx: Tx, person: Person, text: str) -> Reply:
    """邀请 财政局第三支部 2029年6月30日: the office follows from the kind of place."""
    called, rest = _called(tx, person, text)
    if called:
        return _invite_to(tx, person, called, rest)
    when = read(text, moment(tx.now))
    named = _ROLE.sub(" ", "".join(_without(text, when.spans))).split()
    answers: dict[str, str] = {}
    if named:
        longest = max(named, key=len)
        answers |= {"whom": whom} if (whom := _whom(named, longest)) else {}
        found = _below(tx, person, longest)
        answers |= {"place": found[0].id} if len(found) == 1 else {"among": _ids(found)}
        if not found:
            return Reply(NOT_BELOW)
    return dialogue.begin(tx, person, answers | _until(tx, text))


def _called(tx: Tx, person: Person, text: str) -> tuple[list[Place], str]:
    """The places below whose whole name stands at the head, and the rest: a name may look like a
    moment (二分局), so it is looked for first."""
    for office in offices.held(tx, person, LEADING):
        found, rest = places.heading(tx, office.place.path, text)
        if below := [each for each in found if _to_be_held(office, each)]:
            return below, rest
    return [], text


def _to_be_held(office: Office, place: Place) -> bool:
    return place.path != office.place.path and place.kind in offices.OF_KIND


def _invite_to(tx: Tx, person: Person, found: Sequence[Place], rest: str) -> Reply:
    when = read(rest, moment(tx.now))
    named = _ROLE.sub(" ", "".join(_without(rest, when.spans))).split()
    answers = {"place": found[0].id} if len(found) == 1 else {"among": _ids(found)}
    answers |= {"whom": whom} if (whom := _whom(named, "")) else {}
    return dialogue.begin(tx, person, answers | _until(tx, rest))


def _until(tx: Tx, text: str) -> dict[str, str]:
    when = read(text, moment(tx.now))
    if when.at is None:
        return {}
    return {"until": str(milliseconds(when.at.replace(hour=23, minute=59)))}


def _whom(named: Sequence[str], place: str) -> str:
    """邀请 第三支部 谭嘉涵: who is to take office."""
    others = [word for word in named if word != place and not _PLACE.fullmatch(word)]
    return others[0] if len(others) == 1 else ""


def _without(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The characters outside `spans`."""
    return [
        " " if any(start <= at < end for start, end in spans) else character
        for at, character in enumerate(text)
    ]


def _below(tx: Tx, person: Person, words: str) -> list[Place]:
    """What `words` may mean of that which can be given an office by this person."""
    found = [
        place
        for office in offices.held(tx, person, LEADING)
        for place in places.named(tx, office.place.path, words)
        if _to_be_held(office, place)
    ]
    return list(dict.fromkeys(found))


def _ids(found: Sequence[Place]) -> str:
    return " ".join(place.id for place in found[:5])


def _offered_places(tx: Tx, person: Person, so_far: Answers) -> Ask:
    among = [p for i in so_far.get("among", "").split() if (p := places.get(tx, i))]
    if not among:
        return Ask("请哪个支部或单位的书记任职？请说全名，例如“财政局第三支部”。（“取消”不办了）")
    lines = [f"{n} {place.title}" for n, place in enumerate(among, 1)]
    return Ask(
        "\n".join(["您说的是哪一个？", *lines, "回复编号，或把名称说全。"]),
        tuple(place.id for place in among),
    )


@dialogue.ask(_offered_places)
def place(tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    if answer in so_far.get("among", "").split():
        return answer
    found = _below(tx, person, answer)
    if len(found) == 1:
        return found[0].id
    if found:
        lines = [f"{n} {each.title}" for n, each in enumerate(found[:5], 1)]
        raise Again(
            "\n".join(["有几个都像，是哪一个？", *lines]),
            offers=tuple(each.id for each in found[:5]),
        )
    raise Again(NOT_BELOW)


def _asked_until(tx: Tx, person: Person, so_far: Answers) -> Ask:
    where = places.get(tx, so_far["place"])
    if where is None:
        raise Again(NOT_BELOW)
    role = offices.OF_KIND[where.kind]
    asked = f"{where.title} {TITLES[role]}，任期到哪天？例如“2029年6月30日”；没有定期的回复“不定”。"
    now = offices.names(tx, where.id)
    if not now:
        return Ask(asked)
    return Ask(
        f"{asked}\n现任：{'、'.join(now)}。新任职后都能办；不再担任的请回复“免职 {now[0]}”。"
    )


@dialogue.ask(_asked_until)
def until(tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    if normal(answer) in (WITHOUT_END, "不定期", "没有", "长期"):
        return ""
    when = read(answer, moment(tx.now))
    if when.at is None:
        raise Again("请说一个以后的日期，例如“2029年6月30日”，或回复“不定”。")
    return str(milliseconds(when.at.replace(hour=23, minute=59)))


@dialogue.finish
def give_code(tx: Tx, person: Person, answers: Answers) -> Reply:
    where = next((p for p in _reach(tx, person, answers["place"])), None)
    if where is None:
        raise Again(NOT_BELOW)
    role = offices.OF_KIND[where.kind]
    until_at = int(answers["until"]) if answers["until"] else None
    code = offices.invite(tx, role, where.id, person.id, until_at)
    audit.note(tx, person.id, "邀请", where.id, details=TITLES[role])
    return Reply(
        f"【任职】请您担任：{where.title} {TITLES[role]}（{_term(tx, until_at)}）\n任职码 {code}\n"
        f"请在这里确认身份后发“任职 {code}”，或把这条整条发来。7 天内有效，只能用一次。\n"
        f"（请邀请人把这条转给{answers.get('whom', '本人')}：任职码不认名字，谁先发就是谁任职。"
        f"转错了回复“撤回邀请 {code}”。）"
    )


def _reach(tx: Tx, person: Person, organisation_id: str) -> list[Place]:
    """The place, if it is below what this person leads."""
    found = places.get(tx, organisation_id)
    held = offices.held(tx, person, LEADING)
    if found is None or not offices.covers(held, found.path):
        return []
    return [found] if all(found.path != each.place.path for each in held) else []


def _term(tx: Tx, until_at: int | None) -> str:
    return f"任期到 {saying.at(until_at, tx.now)}" if until_at else "不定期"


def withdraw(tx: Tx, person: Person, text: str) -> Reply:
    code = _code_in(text)
    if not code or not offices.withdraw(tx, code, person.id):
        return Reply("没有这个还能用的邀请。如果对方已经任职，请用“免职 姓名”。")
    return Reply("邀请已撤回，这个任职码不能用了。")


# ---------------------------------------------------------------- taking office


def accept(tx: Tx, person: Person, text: str) -> Reply:
    """任职 码: tries are counted, so that nobody finds a code by trying."""
    if not _code_in(text):
        return Reply(NO_CODE)
    subject = f"office:{person.openid}"
    if not binding.may_try(tx, subject):
        return Reply(LOCKED)
    invitation = offices.accept(tx, _code_in(text))
    if invitation is None:
        binding.count_try(tx, subject)
        return Reply(WRONG_CODE)
    where = places.get(tx, invitation.organisation_id)
    assert where is not None  # noqa: S101 - a foreign key
    offices.appoint(tx, person.id, where.id, invitation.role, invitation.until_at)
    audit.note(tx, person.id, "任职", where.id, person.id, TITLES[invitation.role])
    title = Office(invitation.role, where).title
    if invitation.given_by != offices.OPERATOR:
        row = tx.row("people.get_member", member_id=person.id)
        who = row["name"] if row else ""
        outbox.tell_member(tx, invitation.given_by, f"{who}已任职：{title}。", "appointments")
    return Reply(
        f"【已任职】{title}（{_term(tx, invitation.until_at)}）\n回复“帮助”看现在可以办什么。"
    )


def _code_in(text: str) -> str:
    found = _CODE.search(normal(text).upper().replace(" ", ""))
    return found[0] if found else ""


# ---------------------------------------------------------------- dismissing


def dismiss(tx: Tx, person: Person, text: str) -> Reply:
    """免职 姓名: shown first, done by the number."""
    words = _WORD.findall(text)[:LONGEST_NAME]
    if not words:
        return Reply("请说姓名，例如“免职 张三”。")
    found, name = _holders(tx, person, words)
    if not found:
        return Reply(f"您管理的范围以下没有叫“{short(name)}”的书记或社区工作者。")
    lines = [f"{n} {each.name}　{each.office.title}" for n, each in enumerate(found[:5], 1)]
    choices = tuple(Choice("appointments.dismiss_now", _argument(each)) for each in found[:5])
    return Reply(
        "\n".join(["免去哪一项？回复编号后马上生效。", *lines, "不免就不用回。"]),
        Menu(choices, Choice("appointments.dismiss", name), asks=True),
    )


def _holders(tx: Tx, person: Person, words: Sequence[str]) -> tuple[list[Holder], str]:
    """Who is called so, a name in several words too; else who acts for the place that is."""
    held = offices.held(tx, person, LEADING)
    for end in range(len(words), 0, -1):
        name = " ".join(words[:end])
        if found := offices.below(tx, held, name) or _acting_for(tx, person, name):
            return found, name
    return [], words[0]


def _acting_for(tx: Tx, person: Person, name: str) -> list[Holder]:
    found, rest = _called(tx, person, name)
    return [] if rest else [holder for place in found for holder in offices.acting_for(tx, place)]


def _argument(holder: Holder) -> str:
    return f"{holder.member_id} {holder.office.place.id} {holder.office.role}"


def dismiss_now(tx: Tx, person: Person, argument: str) -> Reply:
    member_id, organisation_id, role = argument.split(" ")
    where = next((p for p in _reach(tx, person, organisation_id)), None)
    if where is None or not offices.dismiss(tx, member_id, organisation_id, role):
        return Reply("这项职务已经不在了，没有改动。")
    title = Office(role, where).title
    audit.note(tx, person.id, "免职", organisation_id, member_id, TITLES[role])
    outbox.tell_member(
        tx, member_id, f"您的职务已免去：{title}。有疑问请问上级书记。", "appointments"
    )
    return Reply(f"已免去：{title}。从现在起生效。")


# ---------------------------------------------------------------- the record


def record(tx: Tx, person: Person, argument: str) -> Reply:
    """记录: of the highest office held, newest first."""
    _, number = turned(argument)
    office = offices.held(tx, person, SECRETARIES)[0]
    rows = audit.page(tx, office.place.path, ROWS + 1, ROWS * (number or 0))
    if not rows:
        return Reply("还没有记录。" if not number else "没有更早的记录了。")
    lines = [f"{office.place.title}以下的记录：", *(_record_line(tx, row) for row in rows[:ROWS])]
    if len(rows) <= ROWS:
        return Reply("\n".join(lines))
    further = Choice("appointments.record", page("", (number or 0) + 1), ("下一页",))
    return Reply("\n".join([*lines, "“下一页”看更早的。"]), Menu((further,)))


def _record_line(tx: Tx, row: Row) -> str:
    who = "运维" if row["actor"] == offices.OPERATOR else row["actor_name"] or "（已离开）"
    whom = f"　{row['subject_name']}" if row["subject_name"] else ""
    details = f"　{row['details']}" if row["details"] else ""
    return f"{saying.at(row['at'], tx.now)}　{who}　{row['action']}　{row['place']}{whom}{details}"


# ---------------------------------------------------------------- what is held


def personal(tx: Tx, person: Person) -> Sequence[str]:
    return [f"职务：{office.title}" for office in offices.held(tx, person)]


def erase(tx: Tx, person: Person) -> None:
    """Offices and the audit are the committee's record, like the roster; nothing here is erased."""
