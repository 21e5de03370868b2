"""发布需求: one pasted line of a community's need, what is missing asked, shown, then published."""

import re

from bot.clock import moment
from bot.conversation.dialogue import Answers, Ask, Dialogue
from bot.language.naming import among
from bot.language.text import short
from bot.message import Again, Reply
from bot.people import audit, offices, places
from bot.people.offices import WORKER, Office
from bot.people.person import Person
from bot.people.places import Place
from bot.store.tx import Tx
from bot.when import saying
from handlers.pasted import Pasted, asking, line, redrafting
from handlers.pasted.words import is_place, without_wish
from handlers.volunteering import cards, needs
from handlers.volunteering.covered import PUBLISHERS
from handlers.volunteering.needs import Need

TITLE = (
    "需要做什么？也可以一行写全：社区 服务 时间 人数，例如\n长安社区 义诊 12月6日上午9点到11点 8人"
)
AREA = "在哪个社区？请说全名，例如“长安社区”。" + asking.WAYS
NOT_YOUR_AREA = "您只能发布自己社区的需求。"
SEATS = "需要多少人？例如“8人”。"
NO_DEADLINE = "服务需求没有报名截止，开始前都能报名，截止没有写进去。"
NO_PLACE = "集合地点没有单独一栏；要写就放进名称，如“名称改成{}（{}集合）”。"
_GATHERS = re.compile(r"（[^（）]*集合）$")
NOT_ANY_MORE = "您现在不能以这个名义发布，没有发布。"

dialogue = Dialogue("publish_need", "发布需求")


def publish(tx: Tx, person: Person, text: str) -> Reply:
    held = offices.held(tx, person, PUBLISHERS)
    answers = _answers(tx, line(without_wish(text), moment(tx.now)))
    if len(held) == 1:
        answers["office"] = held[0].place.id
        own = held[0].place.id if held[0].role == WORKER else answers.get("area", "")
        if answers.get("area", own) != own:
            return Reply(NOT_YOUR_AREA)
    return asking.with_unread(dialogue.begin(tx, person, answers), answers)


def _answers(tx: Tx, found: Pasted) -> dict[str, str]:
    """The community is one of the names; what else was said of the work is its title."""
    pieces = [piece for piece in (found.title, found.place, *found.unread) if piece]
    said = asking.answers(found)
    area = next((a for piece in pieces if (a := needs.area_in(tx, piece))), None)
    if area is not None:
        pieces = [rest for piece in pieces if (rest := needs.without_area(piece, area))]
    sites = [piece for piece in pieces if is_place(piece)]
    spot = sites[0] if sites and len(pieces) > 1 else ""
    title, *left = [piece for piece in pieces if piece != spot] or [""]
    unread = asking.unread(left, found.others, "一项")
    known = {"area": area.id if area else "", "title": title, "place": spot, "unread": unread}
    return {name: value for name, value in set_aside(said | known).items() if value}


def set_aside(said: Answers) -> dict[str, str]:
    """A need has neither a place of its own nor a deadline: what was said of them is only told."""
    late = [name for name in said if name.endswith("deadline") or name == "ahead"]
    kept = {name: value for name, value in said.items() if name not in (*late, "place")}
    return kept | {"spot": said.get("place", "")} | ({"until": "said"} if late else {})


def untold(so_far: Answers, title: str) -> list[str]:
    """What a need has no room for, and where it may go instead."""
    spot = so_far.get("spot", "")
    place = [NO_PLACE.format(short(_GATHERS.sub("", title), 12), short(spot, 12))] if spot else []
    return [*place, *([NO_DEADLINE] if "until" in so_far else [])]


# ---------------------------------------------------------------- what is missing


def _offered_offices(tx: Tx, person: Person, so_far: Answers) -> Ask:
    held = offices.held(tx, person, PUBLISHERS)
    lines = [f"{n} {office.title}" for n, office in enumerate(held, 1)]
    return Ask(
        "\n".join(["以哪个身份发布？", *lines, "回复编号。（“取消”不发了）"]),
        tuple(office.place.id for office in held),
    )


def _office(tx: Tx, person: Person, organisation_id: str) -> Office | None:
    held = offices.held(tx, person, PUBLISHERS)
    return next((office for office in held if office.place.id == organisation_id), None)


@dialogue.ask(_offered_offices)
def office(tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    if _office(tx, person, answer) is None:
        raise Again("请回复编号，看以哪个身份发布。（“取消”不发了）")
    return answer


@dialogue.ask(TITLE, free=True)
def title(tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    answers = asking.title(answer, so_far, moment(tx.now))
    found = _answers(tx, line(answer, moment(tx.now)))
    if "area" in found and "title" in found:
        return {**answers, **found, **so_far}
    return answers


def _area(tx: Tx, person: Person, so_far: Answers) -> Place | None:
    """The community, if this office may ask for it: a worker for their own only."""
    held = _office(tx, person, so_far["office"])
    if held is None:
        raise Again(NOT_ANY_MORE, meant=True)
    if held.role == WORKER:
        said = so_far.get("area", held.place.id)
        return held.place if said == held.place.id else None
    return places.get(tx, so_far.get("area", ""))


def _asked_area(tx: Tx, person: Person, so_far: Answers) -> Ask:
    return Ask(AREA)


def _open_area(tx: Tx, so_far: Answers) -> bool:
    """A worker's own community needs no asking."""
    held = places.get(tx, so_far["office"])
    return held is None or held.kind != "community"


@dialogue.ask(_asked_area, when=_open_area)
def area(tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    found = needs.area_in(tx, answer)
    if found is None:
        raise Again("没有找到这个社区，请说全名，例如“长安社区”。（“取消”不发了）")
    return found.id


@dialogue.ask(lambda tx, person, so_far: Ask(asking.asked_start(so_far)))
def start(tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    return asking.start(answer, so_far, moment(tx.now))


@dialogue.ask(
    lambda tx, person, so_far: Ask(asking.doubted(so_far, "end", asking.END)),
    when=lambda tx, so_far: "doubt.end" in so_far,
)
def end(tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    return asking.end(answer, so_far, moment(tx.now))


@dialogue.ask(lambda tx, person, so_far: Ask(asking.doubted(so_far, "seats", SEATS)))
def seats(tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    return asking.seats(answer, so_far, moment(tx.now), SEATS)


def _there_already(tx: Tx, so_far: Answers) -> bool:
    since, until = asking.day_of(moment(int(so_far["start"])))
    where = so_far.get("area", so_far["office"])
    which = {"organisation_id": so_far["office"], "area": where, "since": since, "until": until}
    return among(
        so_far["title"], (r["title"] for r in tx.rows("volunteering.titles_of_day", **which))
    )


def _again(tx: Tx, person: Person, so_far: Answers) -> Ask:
    day = saying.at(int(so_far["start"]), tx.now).rpartition("）")[0]
    return Ask(
        f"{day}）的“{so_far['title']}”已经发布过了，还要再发一次吗？\n"
        f"1 {asking.AGAIN}\n回复编号，或说新的名称、时间。（“取消”不发了）",
        ("yes",),
    )


@dialogue.ask(_again, when=_there_already)
def again(tx: Tx, person: Person, answer: str, so_far: Answers) -> str | Answers:
    if asking.confirms(answer) or answer == asking.AGAIN:
        return "yes"
    return _redrafted(tx, answer, so_far)


# ---------------------------------------------------------------- the card, and the end


def _draft(tx: Tx, person: Person, so_far: Answers) -> Need:
    where = _area(tx, person, so_far)
    if where is None:
        raise Again(NOT_YOUR_AREA, meant=True)
    starts_at, ends_at = asking.moments(so_far)
    return Need(
        id="",
        organisation_id=so_far["office"],
        community_id=where.id,
        title=so_far["title"],
        kind=needs.KIND,
        starts_at=starts_at,
        ends_at=ends_at,
        capacity=sum(asking.counts(so_far).values()),
        taken=0,
        open=True,
        community=where.name,
        district=where.parent_name,
    )


def _preview(tx: Tx, person: Person, so_far: Answers) -> Ask:
    unread = so_far.get("unread", "")
    lines = [
        *([unread] if unread else []),
        *("".join(told) for told in [untold(so_far, so_far["title"])] if told),
        "发布后所有人都看得到这张卡片：",
        *cards.face(tx, _draft(tx, person, so_far)),
        *([f"（{'；'.join(taken)}）"] if (taken := asking.taken(so_far)) else []),
        "回复 1 发布；要改直接说，如“人数改成10人”；“取消”不发了。",
    ]
    return Ask("\n".join(lines), ("yes",))


@dialogue.ask(_preview)
def confirm(tx: Tx, person: Person, answer: str, so_far: Answers) -> str | Answers:
    if asking.confirms(answer):
        return "yes"
    if found := needs.area_in(tx, answer):
        return _moved(tx, person, so_far, found)
    return _redrafted(tx, answer, so_far)


def _redrafted(tx: Tx, answer: str, so_far: Answers) -> Answers:
    new = set_aside(
        {"place": so_far.get("spot", "")} | redrafting.revised(answer, so_far, moment(tx.now))
    )
    return new if new["title"] == so_far["title"] else {**new, "spot": ""}


def _moved(tx: Tx, person: Person, so_far: Answers, to: Place) -> Answers:
    moved = {**so_far, "area": to.id}
    if _area(tx, person, moved) is None:
        raise Again(NOT_YOUR_AREA, meant=True)
    return moved


@dialogue.finish
def put(tx: Tx, person: Person, answers: Answers) -> Reply:
    drafted = _draft(tx, person, answers)
    if drafted.starts_at <= tx.now:
        raise Again("开始时间已经过去了，没有发布。请重新发布，说一个以后的时间。")
    needs.put(tx, drafted)
    audit.note(tx, person.id, "发布需求", answers["office"], details=drafted.name)
    name = drafted.name
    return Reply(
        f"【已发布】{name}　{saying.at(drafted.starts_at, tx.now)}\n"
        f"看谁报了名回复“名单 {name}”，要改回复“修改需求 {name}”，不办了回复“取消需求 {name}”。"
    )
