"""What leading secretaries say to invite and dismiss, and what the invited answer."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from bot.clock import milliseconds, moment
from bot.conversation.dialogue import Ask, Dialogue
from bot.conversation.lists import page, turned
from bot.delivery import outbox
from bot.hearing.heard import Heard
from bot.language.keys import name_key
from bot.language.text import short
from bot.message import Again, Choice, Menu, Reply
from bot.people import audit, guesses, offices, places
from bot.people.offices import LEADING, SECRETARIES, TITLES, Holder, Invitation, Office
from bot.people.person import Person
from bot.people.places import Place
from bot.store.tx import Row, Tx
from bot.when import When, saying

ROWS = 5  # of the record on one page
NOT_BELOW = (
    "没有找到这个支部或单位，请说全名，例如“邀请 财政局第三支部”。只能邀请您管理范围以内的。"
)
WRONG_CODE = "这个任职码不对，或已用过、过期、撤回。请核对后再发“任职 码”，或请上级重新邀请。"
NO_CODE = "请把上级书记给您的任职码一起发来，例如“任职 A2B3C4D5”；也可以把那条邀请整条发来。"
NOT_RECORDED = "您管理的范围里没有“{}”这个单位或支部；记录不按人查。回复“记录”看全部。"
SEVERAL = "叫“{}”的不止一个，请说全名，例如“记录 财政局第三支部”。"
LOCKED = "任职码试的次数多了，请 {}后再试，或请上级重新邀请。"
GONE = "这项职务已经不在了，没有改动。"
WITHOUT_END = "不定"
# All that may stand beside the day a term ends on.
_OF_A_TERM = re.compile(
    r"(?:任期|任职|任到|任满|届满|期满|换届|截止|截至|为止|结束|日期|时间|大概|大约|应该"
    r"|[ ,。:~到至在于任止是为就那吧的期满日天了呢哦嗯前])*"
)
_ROLE = re.compile(r"(?:党?支部|机关党委|总支)?书记|社区工作者|工作者")
# 任职C8U2H9J8, and a whole invitation with words before it.
WITH_CODE = r"任职[^a-z0-9]{0,8}(?:[a-z][2-9]){4}(?![a-z0-9])"
_PLACE = re.compile(r".*(?:局|委|办|(?<!开)会|院|馆|中心|处|科|室|支部|总支|社区|街道|公司)")
_CODE = re.compile(r"[A-Z][2-9][A-Z][2-9][A-Z][2-9][A-Z][2-9]")


class NewInvitation(Struct, frozen=True, omit_defaults=True):
    """What is known of an invitation."""

    place: str = ""  # by its id
    until: int | None = None  # milliseconds; 0: without an end
    among: tuple[str, ...] = ()  # the places that are asked about
    whom: str = ""  # as the sender calls them


dialogue = Dialogue("appointments", "邀请书记", answers=NewInvitation)


# ---------------------------------------------------------------- inviting


def invite(tx: Tx, person: Person, text: Heard) -> Reply:
    """邀请 财政局第三支部 2029年6月30日: the office follows from the kind of place."""
    called, rest = _called(tx, person, text)
    when = text.part(rest).time(moment(tx.now))
    words = _ROLE.sub(" ", "".join(_without(rest, when.spans))).split()
    named = [word for word in words if not _OF_A_TERM.fullmatch(word)]
    if not (called or named):
        return dialogue.begin(tx, person, NewInvitation(until=_day(when)))
    meant = _of_whole_name(called, named) if called else _meant(tx, person, named)
    if not meant.found:
        return Reply(NOT_BELOW)
    return dialogue.begin(tx, person, _understood(tx, meant, when))


def _known(tx: Tx, others: Sequence[str]) -> bool:
    """Whether what was said beside the place is one name of the roster."""
    rows = tx.rows("people.members_named", name=name_key(others[0])) if len(others) == 1 else ()
    return bool(rows)


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


class _Meant(NamedTuple):
    """Where somebody is to act, and what was said beside it; not `surely` where a place was said
    that was not found."""

    found: list[Place]
    others: Sequence[str]
    surely: bool = True

    @property
    def alone(self) -> bool:
        return self.surely and not self.others


def _understood(tx: Tx, meant: _Meant, when: When) -> NewInvitation:
    one = len(meant.found) == 1 and meant.surely
    known = _known(tx, meant.others)
    return NewInvitation(
        place=meant.found[0].id if one else "",
        # 来开会 in the stead of a name says something else: then no day in it is a term.
        until=_day(when) if known or meant.alone else None,
        among=() if one else _ids(meant.found),
        whom=meant.others[0] if known else "",
    )


def _of_whole_name(found: list[Place], others: Sequence[str]) -> _Meant:
    return _Meant(found, others, surely=not any(map(_PLACE.fullmatch, others)))


def _meant(tx: Tx, person: Person, named: Sequence[str]) -> _Meant:
    return _in_full(tx, person, named) or _longest(tx, person, named)


def _in_full(tx: Tx, person: Person, named: Sequence[str]) -> _Meant | None:
    """Some of the words, one after the other, are a whole name: with its blanks, dots, brackets."""
    size = len(named)
    for length in range(size, 0, -1):
        for start in range(size - length + 1):
            words = "".join(named[start : start + length])
            if found := _below(tx, person, words, places.called):
                return _of_whole_name(found, [*named[:start], *named[start + length :]])
    return None


def _longest(tx: Tx, person: Person, named: Sequence[str]) -> _Meant:
    longest = max(named, key=len)
    others = [word for word in named if word != longest]
    places_too = [word for word in others if _PLACE.fullmatch(word)]
    together = _below(tx, person, "".join(named)) if places_too else []
    found = together or _below(tx, person, longest)
    surely = bool(together) or not places_too or all(_is_of(p, found) for p in places_too)
    return _Meant(found, [word for word in others if word not in places_too], surely)


def _is_of(word: str, found: Sequence[Place]) -> bool:
    """邀请 财政局 第三支部: both words say where."""
    return any(name_key(word) in name_key(each.title) for each in found)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The characters outside `spans`."""
    return [
        " " if any(start <= at < end for start, end in spans) else character
        for at, character in enumerate(text)
    ]


def _below(
    tx: Tx, person: Person, words: str, look: Callable[[Tx, str, str], list[Place]] = places.named
) -> list[Place]:
    """What `words` may mean of that which can be given an office by this person."""
    found = [
        place
        for office in offices.held(tx, person, LEADING)
        for place in look(tx, office.place.path, words)
        if _to_be_held(office, place)
    ]
    return list(dict.fromkeys(found))


def _ids(found: Sequence[Place]) -> tuple[str, ...]:
    return tuple(place.id for place in found[:5])


def _offered_places(tx: Tx, person: Person, so_far: NewInvitation) -> Ask:
    among = [p for i in so_far.among if (p := places.get(tx, i))]
    if not among:
        return Ask("请哪个支部或单位的书记任职？请说全名，例如“财政局第三支部”。（“取消”不办了）")
    lines = [f"{n} {place.title}" for n, place in enumerate(among, 1)]
    text = "\n".join(["您说的是哪一个？", *lines, "回复编号，或把名称说全。"])
    return Ask(text, _ids(among))


@dialogue.ask(_offered_places, situation="ask.which_event")
def place(tx: Tx, person: Person, answer: Heard, so_far: NewInvitation) -> str:
    if answer in so_far.among:
        return answer
    found = _below(tx, person, answer)
    if len(found) == 1:
        return found[0].id
    if found:
        lines = [f"{n} {each.title}" for n, each in enumerate(found[:5], 1)]
        raise Again("\n".join(["有几个都像，是哪一个？", *lines]), offers=_ids(found))
    raise Again(NOT_BELOW)


def _asked_until(tx: Tx, person: Person, so_far: NewInvitation) -> Ask:
    where = places.get(tx, so_far.place)
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


@dialogue.ask(_asked_until, situation="ask.term")
def until(tx: Tx, person: Person, answer: Heard, so_far: NewInvitation) -> NewInvitation:
    if answer.said in (WITHOUT_END, "不定期", "没有", "长期"):
        return replace(so_far, until=0)
    when = answer.time(moment(tx.now))
    beside = answer.part("".join(_without(answer, when.spans)))
    end = _day(when) if _OF_A_TERM.fullmatch(beside.said) else None
    if end is None:
        raise Again("任期请只回一个以后的日期，例如“2029年6月30日”，或回复“不定”。")
    return replace(so_far, until=end)


def _day(when: When) -> int | None:
    """The end of a day that a term may last to, None when a sentence names none: 明天上午10点 is
    when something happens, and so is 每周五."""
    if when.at is None or when.timed or when.every is not None or when.rule is not None:
        return None
    return milliseconds(when.at.replace(hour=23, minute=59))


@dialogue.finish
def give_code(tx: Tx, person: Person, answers: NewInvitation) -> Reply:
    where = reached(tx, person, answers.place)
    if where is None:
        raise Again(NOT_BELOW)
    role = offices.OF_KIND[where.kind]
    until_at = answers.until or None
    code = offices.invite(tx, role, where.id, person.id, until_at)
    audit.note(tx, person.id, "邀请", where.id, details=TITLES[role])
    return Reply(
        f"【任职】请您担任：{where.title} {TITLES[role]}（{_term(tx, until_at)}）\n任职码 {code}\n"
        f"请在这里确认身份后发“任职 {code}”，或把这条整条发来。7 天内有效，只能用一次。\n"
        f"（请邀请人把这条转给{answers.whom or '本人'}：任职码不认名字，谁先发就是谁任职。"
        f"转错了回复“撤回邀请 {code}”。）"
    )


def reached(tx: Tx, person: Person, organisation_id: str) -> Place | None:
    """The place, if it is below what this person leads."""
    found = places.get(tx, organisation_id)
    held = offices.held(tx, person, LEADING)
    if found is None or not offices.covers(held, found.path):
        return None
    return found if all(found.path != each.place.path for each in held) else None


def _term(tx: Tx, until_at: int | None) -> str:
    return f"任期到 {saying.at(until_at, tx.now)}" if until_at else "不定期"


def withdraw(tx: Tx, person: Person, text: Heard) -> Reply:
    code = _code_in(text)
    if not code or not offices.withdraw(tx, code, person.id):
        return Reply("没有这个还能用的邀请。如果对方已经任职，请用“免职 姓名”。")
    return Reply("邀请已撤回，这个任职码不能用了。")


# ---------------------------------------------------------------- taking office


def accept(tx: Tx, person: Person, text: Heard) -> Reply:
    """任职 码: tries are counted, so that nobody finds a code by trying."""
    code = _code_in(text)
    if not code:
        return Reply(NO_CODE)
    if wait := guesses.wait(tx, "code", person.openid):
        return Reply(LOCKED.format(wait))
    invitation = offices.accept(tx, person.id, code)
    if invitation is None:
        guesses.count(tx, "code", person.openid)
        return Reply(WRONG_CODE)
    where = places.get(tx, invitation.organisation_id)
    assert where is not None  # noqa: S101 - a foreign key
    until_at = _until(tx, person, invitation)
    offices.appoint(tx, person.id, where.id, invitation.role, until_at)
    audit.note(tx, person.id, "任职", where.id, person.id, TITLES[invitation.role])
    title = Office(invitation.role, where).title
    if invitation.given_by != offices.OPERATOR:
        row = tx.row("people.get_member", member_id=person.id)
        who = row["name"] if row else ""
        outbox.tell_member(tx, invitation.given_by, f"{who}已任职：{title}。", "appointments")
    return Reply(f"【已任职】{title}（{_term(tx, until_at)}）\n回复“帮助”看现在可以办什么。")


def _until(tx: Tx, person: Person, invitation: Invitation) -> int | None:
    """From the command line no term is given: one there is goes on."""
    if invitation.given_by != offices.OPERATOR:
        return invitation.until_at
    return offices.term(tx, person.id, invitation.organisation_id, invitation.role)


def _code_in(text: Heard) -> str:
    found = _CODE.search(text.squeezed.upper())
    return found[0] if found else ""


# ---------------------------------------------------------------- dismissing


def dismiss(tx: Tx, person: Person, text: Heard) -> Reply:
    """免职 姓名, or the name of a place: shown first, done by the number."""
    name = text.strip()
    if not text.said:
        return Reply("请说姓名，例如“免职 张三”。")
    found = _holders(tx, person, name)
    if not found:
        return Reply(f"您管理的范围以下没有叫“{short(name, 20)}”的书记或社区工作者。")
    lines = [f"{n} {each.name}　{each.office.title}" for n, each in enumerate(found[:5], 1)]
    choices = tuple(Choice("appointments.dismiss_now", argument(each)) for each in found[:5])
    return Reply(
        "\n".join(["免去哪一项？回复编号后马上生效。", *lines, "不免就不用回。"]),
        Menu(choices, Choice("appointments.dismiss", name), asks=True),
    )


def _holders(tx: Tx, person: Person, said: str) -> list[Holder]:
    """Who is called so, a name in several words too; else who acts for the place that is. 张三
    第一支部 is the one who acts there, nobody elsewhere."""
    held = offices.held(tx, person, LEADING)
    if found := offices.below(tx, held, said) or _acting_for(tx, person, said):
        return found
    name, _, where = said.partition(" ")
    found = offices.below(tx, held, name) if where else []
    if not _PLACE.fullmatch(where):
        return found
    there = name_key(where)
    return [each for each in found if there in name_key(each.office.place.title)]


def _acting_for(tx: Tx, person: Person, name: str) -> list[Holder]:
    found, rest = _called(tx, person, name)
    return [] if rest else [holder for place in found for holder in offices.acting_for(tx, place)]


def argument(holder: Holder) -> str:
    return f"{holder.member_id} {holder.office.place.id} {holder.office.role}"


def dismiss_now(tx: Tx, person: Person, argument: str) -> Reply:
    member_id, organisation_id, role = argument.split(" ")
    where = reached(tx, person, organisation_id)
    if where is None or not offices.dismiss(tx, member_id, organisation_id, role):
        return Reply(GONE)
    title = Office(role, where).title
    audit.note(tx, person.id, offices.DISMISSED, organisation_id, member_id, TITLES[role])
    outbox.tell_member(
        tx, member_id, f"您的职务已免去：{title}。有疑问请问上级书记。", "appointments"
    )
    return Reply(f"已免去：{title}。从现在起生效。")


# ---------------------------------------------------------------- the record


def record(tx: Tx, person: Person, argument: Heard) -> Reply:
    """记录: of the highest office held, or of a place below that is named; newest first."""
    what, number = turned(argument)
    found = _recorded(tx, person, argument.part(what))
    if len(found) != 1:
        return Reply((SEVERAL if found else NOT_RECORDED).format(short(what, 20)))
    where = found[0]
    rows = audit.page(tx, where.path, ROWS + 1, ROWS * (number or 0))
    if not rows:
        return Reply("还没有记录。" if not number else "没有更早的记录了。")
    lines = [f"{where.title}以下的记录：", *(_record_line(tx, row) for row in rows[:ROWS])]
    if len(rows) <= ROWS:
        return Reply("\n".join(lines))
    further = Choice("appointments.record", page(what, (number or 0) + 1), ("下一页",))
    return Reply("\n".join([*lines, "“下一页”看更早的。"]), Menu((further,)))


def _recorded(tx: Tx, person: Person, words: Heard) -> list[Place]:
    held = offices.held(tx, person, SECRETARIES)
    if not words.said:
        return [held[0].place]
    exactly = [p for each in held for p in places.called(tx, each.place.path, words)]
    found = exactly or [p for each in held for p in places.named(tx, each.place.path, words)]
    return list(dict.fromkeys(found))


def _record_line(tx: Tx, row: Row) -> str:
    who = "运维" if row["actor"] == offices.OPERATOR else row["actor_name"] or "（已离开）"
    whom = f"　{row['subject_name']}" if row["subject_name"] else ""
    details = f"　{row['details']}" if row["details"] else ""
    return f"{saying.at(row['at'], tx.now)}　{who}　{row['action']}　{row['place']}{whom}{details}"


# ---------------------------------------------------------------- what is held


def personal(tx: Tx, person: Person) -> Sequence[str]:
    held = [f"职务：{office.title}" for office in offices.held(tx, person)]
    return [*held, *(f"职务：{each.title}（待重新确认）" for each in offices.asleep(tx, person))]


def erase(tx: Tx, person: Person) -> None:
    """Offices and the audit are the committee's record, like the roster; nothing here is erased."""
