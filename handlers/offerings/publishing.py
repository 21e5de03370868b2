"""发布活动: one pasted line, what is missing asked, the card shown, then published."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, partial

from bot.clock import moment
from bot.conversation.dialogue import Answers, Ask, Asking, Check, Dialogue, When
from bot.language.naming import among
from bot.message import Again, Reply
from bot.people import audit, offices, places
from bot.people.offices import Office
from bot.people.person import Person
from bot.people.places import Place
from bot.store.tx import Tx
from bot.when import saying
from handlers.offerings import cards, offering
from handlers.offerings.kind import Kind
from handlers.offerings.offering import Offering, Pool
from handlers.pasted import Pasted, asking, line, redrafting
from handlers.pasted.words import is_place, without_wish

PLACE = "在哪里？例如“市委党校报告厅”，没有会场就说“线上”。" + asking.WAYS
AREA = "在哪个社区？请说全名，例如“长安社区”。" + asking.WAYS
NO_AREA = "没有找到这个社区，请说全名，例如“长安社区”。（“取消”不发了）"
NOT_ANY_MORE = "您现在不能以这个名义发布，没有发布。"
PASSED = "{}已经过去了，没有发布。请重新发布，说一个以后的{}。"


@cache
def dialogue(kind: Kind) -> Dialogue:
    """What is asked in this order, as far as it has not been said."""
    made, words = Dialogue(f"publish_{kind.thing}", f"发布{kind.words.published}"), kind.words
    made.ask(partial(_offered_offices, kind), name="office")(partial(_office_chosen, kind))
    made.ask(words.ask_title, free=True, name="title")(partial(_title, kind))
    if "area" in kind.asked:
        made.ask(AREA, when=_area_open, name="area")(partial(_area_chosen, kind))
    made.ask(lambda tx, person, so_far: Ask(asking.asked_start(so_far)), name="start")(
        _read(asking.start)
    )
    made.ask(_doubted("end", asking.END), when=_in_doubt("end"), name="end")(_read(asking.end))
    if "place" in kind.asked:
        made.ask(PLACE, free=True, name="place")(_place)
    made.ask(_doubted("seats", words.ask_seats), name="seats")(partial(_seats, kind))
    always = None if "deadline" in kind.asked else _in_doubt("deadline")
    made.ask(_doubted("deadline", asking.DEADLINE), when=always, name="deadline")(
        _read(asking.deadline)
    )
    made.ask(_again, when=partial(_there_already, kind), name="again")(partial(_again_said, kind))
    made.ask(partial(_preview, kind), name="confirm")(partial(_confirmed, kind))
    made.finish(partial(put, kind))
    return made


def publish(kind: Kind, tx: Tx, person: Person, text: str) -> Reply:
    answers = _answers(kind, tx, line(without_wish(text), moment(tx.now)))
    held = offices.held(tx, person, kind.publishers)
    if len(held) == 1:
        answers["office"] = held[0].place.id
        if not _reaches(held[0], answers.get("area", "")):
            return Reply(_not_your_area(kind))
    return asking.with_unread(dialogue(kind).begin(tx, person, answers), answers)


def _reaches(office: Office, area_id: str) -> bool:
    """A community asks for itself only; whoever is above, for any."""
    return office.place.kind != "community" or area_id in ("", office.place.id)


def _not_your_area(kind: Kind) -> str:
    return f"您只能发布自己社区的{kind.words.published}。"


def _answers(kind: Kind, tx: Tx, found: Pasted) -> dict[str, str]:
    """The area is one of the names; what else was said of the work is its title and its place."""
    if kind.areas is None:
        return asking.begun(found)
    pieces = [piece for piece in (found.title, found.place, *found.unread) if piece]
    area = next((a for piece in pieces if (a := kind.areas.only(tx, piece))), None)
    if area is not None:
        pieces = [rest for piece in pieces if (rest := kind.areas.without(piece, area))]
    sites = [piece for piece in pieces if is_place(piece)]
    spot = sites[0] if sites and len(pieces) > 1 else ""
    title, *left = [piece for piece in pieces if piece != spot] or [""]
    unread = asking.unread(left, found.others, "一项")
    known = {"area": area.id if area else "", "title": title, "place": spot, "unread": unread}
    return {name: value for name, value in (asking.answers(found) | known).items() if value}


# ---------------------------------------------------------------- what is missing


def _offered_offices(kind: Kind, tx: Tx, person: Person, so_far: Answers) -> Ask:
    held = offices.held(tx, person, kind.publishers)
    lines = [f"{n} {office.title}" for n, office in enumerate(held, 1)]
    text = "\n".join(["以哪个身份发布？", *lines, "回复编号。（“取消”不发了）"])
    return Ask(text, tuple(office.place.id for office in held))


def _office(kind: Kind, tx: Tx, person: Person, organisation_id: str) -> Office | None:
    held = offices.held(tx, person, kind.publishers)
    return next((office for office in held if office.place.id == organisation_id), None)


def _office_chosen(kind: Kind, tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    if _office(kind, tx, person, answer) is None:
        raise Again("请回复编号，看以哪个身份发布。（“取消”不发了）")
    return answer


def _title(kind: Kind, tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    answers = asking.title(answer, so_far, moment(tx.now))
    found = _answers(kind, tx, line(answer, moment(tx.now)))
    return {**answers, **found, **so_far} if "area" in found and "title" in found else answers


def _area_open(tx: Tx, so_far: Answers) -> bool:
    """A worker's own community needs no asking."""
    held = places.get(tx, so_far["office"])
    return held is None or held.kind != "community"


def _area_chosen(kind: Kind, tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    found = kind.areas.only(tx, answer) if kind.areas else None
    if found is None:
        raise Again(NO_AREA)
    return found.id


def _doubted(what: str, question: str) -> Asking:
    return lambda tx, person, so_far: Ask(asking.doubted(so_far, what, question))


def _in_doubt(what: str) -> When:
    return lambda tx, so_far: f"doubt.{what}" in so_far


def _read(check: Callable[[str, Answers, datetime], Answers]) -> Check:
    return lambda tx, person, answer, so_far: check(answer, so_far, moment(tx.now))


def _place(tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    return asking.place(answer, so_far)


def _seats(kind: Kind, tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    return asking.seats(answer, so_far, moment(tx.now), kind.words.ask_seats)


def _there_already(kind: Kind, tx: Tx, so_far: Answers) -> bool:
    since, until = asking.day_of(moment(int(so_far["start"])))
    own = so_far["office"] if "area" in kind.asked else ""
    where = {"kind": kind.name, "holder_id": so_far["office"], "area_id": so_far.get("area", own)}
    rows = tx.rows("offerings.titles_of_day", **where, since=since, until=until)
    return among(so_far["title"], (row["title"] for row in rows))


def _again(tx: Tx, person: Person, so_far: Answers) -> Ask:
    day = saying.at(int(so_far["start"]), tx.now).rpartition("）")[0]
    return Ask(
        f"{day}）的“{so_far['title']}”已经发布过了，还要再发一次吗？\n"
        f"1 {asking.AGAIN}\n回复编号，或说新的名称、时间。（“取消”不发了）",
        ("yes",),
    )


def _again_said(kind: Kind, tx: Tx, person: Person, answer: str, so_far: Answers) -> str | Answers:
    if answer == asking.AGAIN:
        return "yes"
    return _confirmed(kind, tx, person, answer, so_far)


# ---------------------------------------------------------------- the card, and the end


def pools(kind: Kind, so_far: Answers) -> Mapping[str, int]:
    """How many places by mode; where there is only one way, whatever it was called."""
    counts = asking.counts(so_far)
    if len(kind.modes) > 1 or not counts:
        return counts
    return {next(iter(kind.modes)): sum(counts.values())}


def _area(kind: Kind, tx: Tx, office: Office, so_far: Answers) -> Place | None:
    """Raises Again unless this office may ask for it."""
    if kind.areas is None:
        return None
    if not _reaches(office, so_far.get("area", "")):
        raise Again(_not_your_area(kind), meant=True)
    own = office.place.id if office.place.kind == "community" else ""
    return places.get(tx, so_far.get("area", own))


def _draft(kind: Kind, tx: Tx, person: Person, so_far: Answers) -> Offering:
    holder = _office(kind, tx, person, so_far["office"])
    if holder is None:
        raise Again(NOT_ANY_MORE, meant=True)
    area = _area(kind, tx, holder, so_far)
    starts_at, ends_at = asking.moments(so_far)
    return Offering(
        holder_id=holder.place.id,
        path=holder.place.path,
        public=kind.everybody or holder.place.kind == "committee",
        area_id=area.id if area else None,
        area=area.name if area else "",
        district=area.parent_name if area else "",
        area_path=area.path if area else "",
        category=kind.category_of(so_far["title"]),
        title=so_far["title"],
        venue=so_far.get("place", ""),
        starts_at=starts_at,
        ends_at=ends_at,
        deadline_at=int(so_far["deadline"]) if "deadline" in so_far else None,
        pools=tuple(Pool(mode, count) for mode, count in pools(kind, so_far).items()),
    )


def _preview(kind: Kind, tx: Tx, person: Person, so_far: Answers) -> Ask:
    drafted = _draft(kind, tx, person, so_far)
    holder = _office(kind, tx, person, so_far["office"])
    whom = "所有人都" if drafted.public or not holder else f"只有{holder.place.title}的党员"
    taken = "；".join([*asking.taken(so_far), *_ends(kind, tx, drafted, so_far)])
    lines = [
        so_far.get("unread", ""),
        f"发布后{whom}看得到这张卡片：",
        *cards.face(kind, tx, drafted),
        f"（{taken}）" if taken else "",
        f"回复 1 发布；要改直接说，如“{kind.words.example}”；“取消”不发了。",
    ]
    return Ask("\n".join(filter(None, lines)), ("yes",))


def _ends(kind: Kind, tx: Tx, drafted: Offering, so_far: Answers) -> list[str]:
    """The card of some says only when they begin."""
    span = cards.span(tx, drafted.starts_at, drafted.ends_at)
    if "end" not in so_far or span in kind.where(tx, drafted, None):
        return []
    return [f"到 {saying.at(drafted.ends_at, tx.now)} 结束"]


def _confirmed(kind: Kind, tx: Tx, person: Person, answer: str, so_far: Answers) -> str | Answers:
    if asking.confirms(answer):
        return "yes"
    area = kind.areas.only(tx, answer) if kind.areas else None
    office = _office(kind, tx, person, so_far["office"])
    if area and office and area != _area(kind, tx, office, so_far):
        moved = {**so_far, "area": area.id}
        _area(kind, tx, office, moved)
        return moved
    change = redrafting.redrafted if len(kind.modes) > 1 else redrafting.revised
    return change(answer, so_far, moment(tx.now))


def put(kind: Kind, tx: Tx, person: Person, answers: Answers) -> Reply:
    drafted = _draft(kind, tx, person, answers)
    if drafted.starts_at <= tx.now:
        raise Again(PASSED.format("开始时间", "时间"))
    if drafted.closes_at <= tx.now:
        raise Again(PASSED.format("报名截止时间", "截止时间"))
    offering.put(kind, tx, drafted)
    name, what = drafted.name, kind.words.published
    audit.note(tx, person.id, f"发布{what}", answers["office"], details=name)
    return Reply(
        f"【已发布】{name}　{saying.at(drafted.starts_at, tx.now)}\n"
        f"看谁报了名回复“名单 {name}”，要改回复“修改{what} {name}”，不办了回复“取消{what} {name}”。"
    )
