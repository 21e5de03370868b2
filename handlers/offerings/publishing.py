"""发布活动: one pasted line, what is missing asked, the card shown, then published."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, partial

from msgspec.structs import replace

from bot.clock import moment
from bot.conversation.dialogue import Ask, Check, Dialogue
from bot.hearing.heard import Heard
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
from handlers.pasted import Pasted, answers, asking, draft, line, redrafting
from handlers.pasted.draft import Draft
from handlers.pasted.wishes import without_wish
from handlers.pasted.words import is_place

PLACE = "在哪里？例如“市委党校报告厅”，没有会场就说“线上”。" + asking.WAYS
AREA = "在哪个社区？请说全名，例如“长安社区”。" + asking.WAYS
NO_AREA = "没有找到这个社区，请说全名，例如“长安社区”。（“取消”不发了）"
# Where people say what: bot.hearing.situations.
NAMES, COUNT, CARD = "ask.place", "ask.capacity", "card.publish"
TIME, UNTIL = "ask.time_of_reminder", "ask.deadline"
NOT_ANY_MORE = "您现在不能以这个名义发布，没有发布。"
PASSED = "{}已经过去了，没有发布。请重新发布，说一个以后的{}。"


class Publication(Draft, frozen=True, omit_defaults=True):
    """What is known of what is to be published."""

    office: str = ""  # the organisation in whose name
    area: str = ""  # for whom, by its id; "": whoever publishes it
    again: str = ""  # yes, although it is there already
    confirm: str = ""


@cache
def dialogue(kind: Kind) -> Dialogue:
    """What is asked in this order, as far as it has not been said."""
    words = kind.words
    made = Dialogue(f"publish_{kind.thing}", f"发布{words.published}", answers=Publication)
    made.ask(partial(_offered_offices, kind), name="office")(partial(_office_chosen, kind))
    made.ask(words.ask_title, free=True, name="title", situation=NAMES)(partial(_title, kind))
    if "area" in kind.asked:
        made.ask(AREA, when=_area_open, name="area", situation=NAMES)(partial(_area_chosen, kind))
    change = _change(kind)
    ask = partial(answers.ask, made, _read(change))
    ask("start", TIME, asking.asked_start, _read(asking.start))
    ask("end", TIME, asking.asked_end, _read(asking.end), answers.doubtful("end"))
    if "place" in kind.asked:
        place = partial(answers.place, change=change, question=PLACE)
        ask("place", NAMES, lambda so_far: Ask(PLACE), _read(place))
    how_many = partial(asking.seats, question=words.ask_seats)
    ask("seats", COUNT, partial(asking.asked_seats, words.ask_seats), _read(how_many))
    until = None if "deadline" in kind.asked else answers.doubtful("deadline")
    ask("deadline", UNTIL, asking.asked_deadline, _read(asking.deadline), until)
    made.ask(_again, when=partial(_there_already, kind), name="again", situation=CARD)(
        partial(_again_said, kind)
    )
    made.ask(partial(_preview, kind), name="confirm", situation=CARD)(partial(_confirmed, kind))
    made.finish(partial(put, kind))
    return made


def _change(kind: Kind) -> Callable[[str, Publication, datetime], Publication]:
    """How words change a draft of this kind."""
    if len(kind.modes) > 1:
        return redrafting.redrafted
    return partial(redrafting.revised, apart="place" in kind.asked)


def _read(check: Callable[[Heard, Publication, datetime], Publication]) -> Check:
    return lambda tx, person, answer, so_far: check(answer, so_far, moment(tx.now))


def publish(kind: Kind, tx: Tx, person: Person, text: str) -> Reply:
    begun = _begun(kind, tx, line(without_wish(text), moment(tx.now)))
    held = offices.held(tx, person, kind.publishers)
    if len(held) == 1:
        begun = replace(begun, office=held[0].place.id)
        if not _reaches(held[0], begun.area):
            return Reply(_not_your_area(kind))
    return asking.with_unread(dialogue(kind).begin(tx, person, begun), begun)


def _reaches(office: Office, area_id: str) -> bool:
    """A community asks for itself only; whoever is above, for any."""
    return office.place.kind != "community" or area_id in ("", office.place.id)


def _not_your_area(kind: Kind) -> str:
    return f"您只能发布自己社区的{kind.words.published}。"


def _begun(kind: Kind, tx: Tx, found: Pasted) -> Publication:
    """The area is one of the names; what else was said of the work is its title and its place."""
    begun = draft.merged(Publication, asking.begun(found))
    if kind.areas is None:
        return begun
    pieces = [piece for piece in (found.title, found.place, *found.unread) if piece]
    area = next((a for piece in pieces if (a := kind.areas.only(tx, piece))), None)
    if area is not None:
        pieces = [rest for piece in pieces if (rest := kind.areas.without(piece, area))]
        begun = replace(begun, area=area.id)
    sites = [piece for piece in pieces if is_place(piece)]
    spot = sites[0] if sites and len(pieces) > 1 else ""
    title, *left = [piece for piece in pieces if piece != spot] or [""]
    unread = asking.unread(left, found.others, "一项")
    return replace(begun, title=title, place=spot, unread=unread)


# ---------------------------------------------------------------- what is missing


def _offered_offices(kind: Kind, tx: Tx, person: Person, so_far: Publication) -> Ask:
    held = offices.held(tx, person, kind.publishers)
    lines = [f"{n} {office.title}" for n, office in enumerate(held, 1)]
    text = "\n".join(["以哪个身份发布？", *lines, "回复编号。（“取消”不发了）"])
    return Ask(text, tuple(office.place.id for office in held))


def _office(kind: Kind, tx: Tx, person: Person, organisation_id: str) -> Office | None:
    held = offices.held(tx, person, kind.publishers)
    return next((office for office in held if office.place.id == organisation_id), None)


def _office_chosen(kind: Kind, tx: Tx, person: Person, answer: Heard, so_far: Publication) -> str:
    if _office(kind, tx, person, answer) is None:
        raise Again("请回复编号，看以哪个身份发布。（“取消”不发了）")
    return answer


def _title(kind: Kind, tx: Tx, person: Person, answer: Heard, so_far: Publication) -> Publication:
    titled = asking.title(answer, so_far, moment(tx.now))
    if kind.areas is None:
        return titled
    found = _begun(kind, tx, line(answer, moment(tx.now)))
    both = found.area and found.title
    return draft.merged(Publication, titled, found, so_far) if both else titled


def _area_open(tx: Tx, so_far: Publication) -> bool:
    """A worker's own community needs no asking."""
    held = places.get(tx, so_far.office)
    return held is None or held.kind != "community"


def _area_chosen(kind: Kind, tx: Tx, person: Person, answer: Heard, so_far: Publication) -> str:
    found = kind.areas.only(tx, answer) if kind.areas else None
    if found is None:
        raise Again(NO_AREA)
    return found.id


def _there_already(kind: Kind, tx: Tx, so_far: Publication) -> bool:
    since, until = asking.day_of(moment(so_far.start))
    own = so_far.office if "area" in kind.asked else ""
    where = {"kind": kind.name, "holder_id": so_far.office, "area_id": so_far.area or own}
    rows = tx.rows("offerings.titles_of_day", **where, since=since, until=until)
    return among(so_far.title, (row["title"] for row in rows))


def _again(tx: Tx, person: Person, so_far: Publication) -> Ask:
    day = saying.at(so_far.start, tx.now).rpartition("）")[0]
    return Ask(
        f"{day}）的“{so_far.title}”已经发布过了，还要再发一次吗？\n"
        f"1 {asking.AGAIN}\n回复编号，或说新的名称、时间。（“取消”不发了）",
        ("yes",),
    )


def _again_said(
    kind: Kind, tx: Tx, person: Person, answer: Heard, so_far: Publication
) -> str | Publication:
    if answer == asking.AGAIN:
        return "yes"
    return _confirmed(kind, tx, person, answer, so_far)


# ---------------------------------------------------------------- the card, and the end


def pools(kind: Kind, seats: Mapping[str, int]) -> Mapping[str, int]:
    """How many places by mode; where there is only one way, whatever it was called."""
    if len(kind.modes) > 1 or not seats:
        return seats
    return {next(iter(kind.modes)): sum(seats.values())}


def _area(kind: Kind, tx: Tx, office: Office, so_far: Publication) -> Place | None:
    """Raises Again unless this office may ask for it."""
    if kind.areas is None:
        return None
    if not _reaches(office, so_far.area):
        raise Again(_not_your_area(kind), meant=True)
    own = office.place.id if office.place.kind == "community" else ""
    return places.get(tx, so_far.area or own)


def _draft(kind: Kind, tx: Tx, person: Person, so_far: Publication) -> Offering:
    holder = _office(kind, tx, person, so_far.office)
    if holder is None:
        raise Again(NOT_ANY_MORE, meant=True)
    area = _area(kind, tx, holder, so_far)
    return Offering(
        holder_id=holder.place.id,
        path=holder.place.path,
        public=kind.everybody or holder.place.kind == "committee",
        area_id=area.id if area else None,
        area=area.name if area else "",
        district=area.parent_name if area else "",
        area_path=area.path if area else "",
        category=kind.category_of(so_far.title),
        title=so_far.title,
        venue=so_far.place,
        starts_at=so_far.start,
        ends_at=so_far.ends_at,
        deadline_at=so_far.deadline or None,
        pools=tuple(Pool(mode, count) for mode, count in pools(kind, so_far.seats).items()),
    )


def _preview(kind: Kind, tx: Tx, person: Person, so_far: Publication) -> Ask:
    drafted = _draft(kind, tx, person, so_far)
    holder = _office(kind, tx, person, so_far.office)
    whom = "所有人都" if drafted.public or not holder else f"只有{holder.place.title}的党员"
    taken = "；".join([*asking.taken(so_far), *_ends(kind, tx, drafted, so_far)])
    lines = [
        so_far.unread,
        f"发布后{whom}看得到这张卡片：",
        *cards.face(kind, tx, drafted),
        f"（{taken}）" if taken else "",
        f"回复 1 发布；要改直接说，如“{kind.words.example}”；“取消”不发了。",
    ]
    return Ask("\n".join(filter(None, lines)), ("yes",))


def _ends(kind: Kind, tx: Tx, drafted: Offering, so_far: Publication) -> list[str]:
    """The card of some says only when they begin."""
    span = cards.span(tx, drafted.starts_at, drafted.ends_at)
    if not so_far.end or span in kind.where(tx, drafted, None):
        return []
    return [f"到 {saying.at(drafted.ends_at, tx.now)} 结束"]


def _confirmed(
    kind: Kind, tx: Tx, person: Person, answer: Heard, so_far: Publication
) -> str | Publication:
    if asking.confirms(answer):
        return "yes"
    area = kind.areas.only(tx, answer) if kind.areas else None
    office = _office(kind, tx, person, so_far.office)
    if area and office and area != _area(kind, tx, office, so_far):
        moved = replace(so_far, area=area.id)
        _area(kind, tx, office, moved)
        return moved
    return replace(_change(kind)(answer, so_far, moment(tx.now)), again="")


def put(kind: Kind, tx: Tx, person: Person, so_far: Publication) -> Reply:
    drafted = _draft(kind, tx, person, so_far)
    if drafted.starts_at <= tx.now:
        raise Again(PASSED.format("开始时间", "时间"))
    if drafted.closes_at <= tx.now:
        raise Again(PASSED.format("报名截止时间", "截止时间"))
    offering.put(kind, tx, drafted)
    name, what = drafted.name, kind.words.published
    audit.note(tx, person.id, f"发布{what}", so_far.office, details=name)
    return Reply(
        f"【已发布】{name}　{saying.at(drafted.starts_at, tx.now)}\n"
        f"看谁报了名回复“名单 {name}”，要改回复“修改{what} {name}”，不办了回复“取消{what} {name}”。"
    )
