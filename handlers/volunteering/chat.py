"""What people say to find service needs, take a place, see theirs and leave; and what they hear."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot import commitments, spoken
from bot.delivery import outbox
from bot.dialogue import Answers, Ask, Dialogue
from bot.message import Again, Choice, Menu, Reply
from bot.names import is_a_name
from bot.pages import page, turned
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.volunteering import cards, needs
from handlers.volunteering.needs import Need, Service

NONE_OPEN = "{}近期没有待认领的服务需求。回复“志愿”看全市的。"
NONE_ANYWHERE = "近期没有待认领的服务需求，有了会在这里公布。"
NONE_OF_MINE = "您近期没有认领志愿服务。回复“志愿”看哪里需要人。"

dialogue = Dialogue("volunteering", "报名志愿服务")


# ---------------------------------------------------------------- seeing what is needed


def show_needs(tx: Tx, person: Person, argument: str) -> Reply:
    """志愿, 志愿 长安, 志愿 桥东区: `argument` is a place, or a page."""
    area, number = turned(argument)
    if number is not None:
        return _page(tx, area, number)
    found = needs.areas_named(tx, argument) if argument else []
    if len(found) > 1:
        return _which_area(found)
    if not found and (ids := needs.named(tx, argument)):
        return show_card(tx, person, ids[0]) if len(ids) == 1 else _chosen(tx, ids)
    if found:
        return _page(tx, found[0][0], 0, found[0][1])
    all_ = _page(tx, "", 0)
    return all_.before(f"没有找到“{argument}”。") if is_a_name(argument) else all_


def _which_area(found: Sequence[tuple[str, str]]) -> Reply:
    lines = ["您说的是哪里？", *(f"{n} {name}" for n, (_, name) in enumerate(found[:5], 1))]
    choices = tuple(Choice("volunteering.list", page(area, 0)) for area, _ in found[:5])
    return Reply("\n".join([*lines, "回复编号。"]), Menu(choices, Choice("volunteering.list", "")))


def _page(tx: Tx, area: str, number: int, name: str = "") -> Reply:
    found, total = needs.page(tx, area, number)
    if not found:
        return Reply(NONE_OPEN.format(name or "这里") if area else NONE_ANYWHERE)
    more = total > (number + 1) * needs.PAGE
    lines = [f"{name}待认领的服务需求（共 {total} 项）：", *cards.lines(tx, found)]
    lines.append(
        "回复编号看详情"
        + ("，“下一页”看更多" if more else "")
        + "；也可说社区名，如“志愿 "
        + found[0].community
        + "”。"
    )
    choices = [Choice("volunteering.card", need.id) for need in found]
    if more:
        choices.append(Choice("volunteering.list", page(area, number + 1), ("下一页",)))
    return Reply(
        "\n".join(lines), Menu(tuple(choices), Choice("volunteering.list", page(area, number)))
    )


def _chosen(tx: Tx, ids: Sequence[str]) -> Reply:
    found = [need for i in ids[: needs.PAGE] if (need := needs.get(tx, i))]
    lines = ["您说的是哪一项？", *cards.lines(tx, found), "回复编号看详情。"]
    choices = tuple(Choice("volunteering.card", need.id) for need in found)
    return Reply("\n".join(lines), Menu(choices, Choice("volunteering.list", "")))


def show_card(tx: Tx, person: Person, need_id: str) -> Reply:
    wanted = _need(tx, need_id)
    if not wanted.open:
        return Reply(cards.called_off(tx, wanted))
    mine = needs.find(tx, wanted.id, person.id) if person.confirmed else None
    if mine is not None:
        return Reply(cards.card(tx, mine, wanted))
    lines = cards.face(tx, wanted)
    menu = Menu((Choice("volunteering.take", wanted.id),), Choice("volunteering.card", wanted.id))
    return Reply("\n".join([*lines, "回复 1 报名，回复“志愿”回到列表。"]), menu)


def _need(tx: Tx, need_id: str) -> Need:
    wanted = needs.get(tx, need_id)
    if wanted is None:
        raise Again("这项需求已经不在了。回复“志愿”看现在有哪些。")
    return wanted


# ---------------------------------------------------------------- taking a place


def sign_up(tx: Tx, person: Person, text: str) -> Reply:
    """报名志愿 义诊, or any sentence that names a need or a community."""
    found = needs.named(tx, text)
    if len(found) == 1:
        return dialogue.begin(tx, person, {"need": found[0]})
    return dialogue.begin(tx, person, {"among": " ".join(found[: needs.PAGE])} if found else {})


def take(tx: Tx, person: Person, need_id: str) -> Reply:
    return dialogue.begin(tx, person, {"need": need_id})


def _offered(tx: Tx, person: Person, so_far: Answers) -> Ask:
    among = so_far.get("among", "").split()
    found = [need for i in among if (need := needs.get(tx, i))] or needs.page(tx, "", 0)[0]
    if not found:
        raise Again(NONE_ANYWHERE)
    lines = [
        "想认领哪一项？",
        *cards.lines(tx, found),
        "回复编号，或说社区名、服务名。（“取消”不报了）",
    ]
    return Ask("\n".join(lines), tuple(need.id for need in found))


@dialogue.ask(_offered)
def need(tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    if needs.get(tx, answer):
        return answer
    found = needs.named(tx, answer)
    if len(found) == 1:
        return found[0]
    if found:
        raise Again(
            "有几项都像，请回复编号，或把社区和服务一起说，例如“长安社区义诊”。", meant=True
        )
    raise Again("没有找到这项需求，请回复编号，或说社区名。（“返回”上一步，“取消”不报了）")


@dialogue.finish
def book(tx: Tx, person: Person, answers: Answers) -> Reply:
    needs.hold(tx, answers["need"])
    wanted = _need(tx, answers["need"])
    mine = needs.find(tx, wanted.id, person.id)
    if mine and wanted.open:
        return Reply("您已报名，不用重复操作。\n" + cards.card(tx, mine, wanted))
    if not wanted.open or wanted.starts_at <= tx.now:
        raise Again("这项服务已经取消或开始了。回复“志愿”看别的。")
    if refusal := _clash(tx, person, wanted):
        return refusal
    place = needs.take(tx, person.id, wanted)
    return Reply(cards.card(tx, place, wanted)) if place else _full(tx, person, wanted)


def _clash(tx: Tx, person: Person, wanted: Need) -> Reply | None:
    other = commitments.clash(tx, person.id, wanted.starts_at, wanted.ends_at)
    if other is None:
        return None
    when = spoken.at(other.starts_at, tx.now)
    choices = [Choice(f"{other.source}.withdraw", other.source_id), Choice("volunteering.list", "")]
    lines = [
        f"这项与您 {when} 的“{other.title}”时间冲突，没有报上。",
        f"1 先退出“{other.title}”",
        "2 看别的服务需求",
        "回复编号，或者不用管。",
    ]
    return Reply("\n".join(lines), Menu(tuple(choices), Choice("volunteering.mine", "")))


def _full(tx: Tx, person: Person, wanted: Need) -> Reply:
    """The reason and the next best: other needs this person has time for."""
    free = [
        other
        for other in needs.page(tx, "", 0)[0]
        if commitments.clash(tx, person.id, other.starts_at, other.ends_at) is None
    ][:3]
    lines = [f"{wanted.name}人已经够了，没有报上。"]
    if not free:
        return Reply("\n".join([*lines, "回复“志愿”看别的。"]))
    lines += ["这些还缺人：", *cards.lines(tx, free), "回复编号看详情。"]
    choices = tuple(Choice("volunteering.card", other.id) for other in free)
    return Reply("\n".join(lines), Menu(choices, Choice("volunteering.list", "")))


# ---------------------------------------------------------------- what one has, and leaving


def show_mine(tx: Tx, person: Person, argument: str) -> Reply:
    places = needs.of_member(tx, person.id)
    if not places:
        return Reply(NONE_OF_MINE)
    lines = [
        f"您认领的志愿服务（{len(places)} 项）：",
        *_mine_lines(tx, places[:5]),
        "回复编号看凭号或退出。",
    ]
    choices = tuple(Choice("volunteering.card", place.need_id) for place in places[:5])
    return Reply("\n".join(lines), Menu(choices, Choice("volunteering.mine", "")))


def _mine_lines(tx: Tx, places: Sequence[Service]) -> list[str]:
    found = [_need(tx, place.need_id) for place in places]
    return [
        f"{n} {wanted.community} {wanted.title}　{spoken.at(wanted.starts_at, tx.now)}"
        for n, wanted in enumerate(found, 1)
    ]


def summary(tx: Tx, person: Person) -> Sequence[str]:
    places = needs.of_member(tx, person.id)
    return [f"志愿服务 {len(places)} 项（回复“我的志愿”）"] if places else []


def leave(tx: Tx, person: Person, text: str) -> Reply:
    """退出志愿 H3K7 leaves; anything less exact is asked about first."""
    places = needs.of_member(tx, person.id)
    if by_code := [place for place in places if place.code in text.upper()]:
        return withdraw(tx, person, by_code[0].id)
    if not places:
        return Reply(NONE_OF_MINE)
    named = set(needs.named(tx, text)) if text else set()
    places = [place for place in places if place.need_id in named] or places
    lines = ["退出哪一项？" if len(places) > 1 else "退出这一项吗？", *_mine_lines(tx, places[:5])]
    choices = tuple(Choice("volunteering.withdraw", place.id) for place in places[:5])
    menu = Menu(choices, Choice("volunteering.mine", ""))
    return Reply("\n".join([*lines, "回复编号；不用了就不回。"]), menu)


def withdraw(tx: Tx, person: Person, service_id: str) -> Reply:
    place = needs.held(tx, service_id)
    if place is None or place.member_id != person.id:
        return Reply("这项服务已经退出过了，不用重复操作。")
    wanted = _need(tx, place.need_id)
    if not wanted.open:
        return Reply(cards.called_off(tx, wanted))
    if wanted.starts_at <= tx.now:
        return Reply("这项服务已经开始，不用退出了。确实有变化请回复“人工”。")
    needs.leave(tx, place)
    return Reply(
        f"【已取消】{wanted.community}　{wanted.title}\n已退出，名额让给别人。谢谢您提前说一声。"
    )


def show_teams(tx: Tx, person: Person, argument: str) -> Reply:
    member = tx.row("people.get_member", member_id=person.id)
    unit = member["unit_id"] if member else ""
    teams = [str(row["name"]) for row in tx.rows("volunteering.teams_of_unit", unit_id=unit)]
    total = tx.value("volunteering.count_teams")
    mine = "您单位的服务队：" + "、".join(teams) if teams else "您单位还没有登记服务队。"
    return Reply(f"全市机关共有服务队 {total} 支。\n{mine}\n回复“志愿”看哪里需要人。")


# ---------------------------------------------------------------- what is due, what is held


def remind_the_day_before(tx: Tx, details: Mapping[str, Any]) -> None:
    place = needs.service(tx, details["id"])
    wanted = needs.get(tx, place.need_id) if place else None
    if place is None or wanted is None or not wanted.open or wanted.starts_at <= tx.now:
        return
    lines = [
        f"【提醒】志愿服务　{spoken.at(wanted.starts_at, tx.now)}",
        f"{wanted.community}　{wanted.title}　凭号 {place.code}",
        f"去不了请回复“退出志愿 {place.code}”",
    ]
    text = "\n".join(lines)
    outbox.tell_member(tx, place.member_id, text, needs.subject(place))


def personal(tx: Tx, person: Person) -> Sequence[str]:
    if not person.confirmed:
        return []
    total = tx.value("volunteering.count_of_member", member_id=person.id)
    return [f"志愿服务记录 {total} 条"] if total else []


_STATES = {"confirmed": "成功", "cancelled": "已取消"}


def export(tx: Tx, person: Person) -> Sequence[str]:
    """Every service, past and cancelled ones too."""
    if not person.confirmed:
        return []
    return [
        f"志愿服务：{row['community']}{row['title']}　{spoken.at(row['starts_at'], tx.now)}　"
        f"{_STATES[row['state']]}　凭号 {row['code']}"
        for row in tx.rows("volunteering.every_of_member", member_id=person.id)
    ]


def erase(tx: Tx, person: Person) -> None:
    """Coming places are given back; the rest keep counting, without the person."""
    if not person.confirmed:
        return
    for coming in needs.of_member(tx, person.id):
        if place := needs.held(tx, coming.id):
            needs.leave(tx, place)
    tx.run("volunteering.forget_member", member_id=person.id)
