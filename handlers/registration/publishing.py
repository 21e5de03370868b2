"""发布活动: one pasted line, what is missing asked, the card shown, then published."""

from bot.clock import moment
from bot.conversation.dialogue import Answers, Ask, Dialogue
from bot.language.naming import among
from bot.message import Again, Reply
from bot.people import audit, offices
from bot.people.offices import SECRETARIES, Office
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.pasted import asking, line, redrafting
from handlers.pasted.words import without_wish
from handlers.registration import cards, events
from handlers.registration.events import Event, Pool
from handlers.registration.kinds import kind_of

TITLE = (
    "活动叫什么？也可以一行写全：名称 时间 地点 名额 截止，例如\n"
    "大讲堂第10期 12月5日下午2点半 市委党校报告厅 现场200人视频3000人 12月3日截止"
)
PLACE = "在哪里？例如“市委党校报告厅”，没有会场就说“线上”。" + asking.WAYS
SEATS = "多少名额？例如“200人”，或“现场200人视频3000人”。"
NOT_ANY_MORE = "您现在不能以这个单位的名义发布，没有发布。"

dialogue = Dialogue("publish_event", "发布活动")


def publish(tx: Tx, person: Person, text: str) -> Reply:
    found = line(without_wish(text), moment(tx.now))
    held = offices.held(tx, person, SECRETARIES)
    answers = asking.begun(found)
    if len(held) == 1:
        answers["office"] = held[0].place.id
    return asking.with_unread(dialogue.begin(tx, person, answers), answers)


# ---------------------------------------------------------------- what is missing


def _offered_offices(tx: Tx, person: Person, so_far: Answers) -> Ask:
    held = offices.held(tx, person, SECRETARIES)
    lines = [f"{n} {office.place.title}" for n, office in enumerate(held, 1)]
    return Ask(
        "\n".join(["以哪一级的名义发布？", *lines, "回复编号。（“取消”不发了）"]),
        tuple(office.place.id for office in held),
    )


def _office(tx: Tx, person: Person, organisation_id: str) -> Office | None:
    held = offices.held(tx, person, SECRETARIES)
    return next((office for office in held if office.place.id == organisation_id), None)


@dialogue.ask(_offered_offices)
def office(tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    if _office(tx, person, answer) is None:
        raise Again("请回复编号，看以哪一级的名义发布。（“取消”不发了）")
    return answer


@dialogue.ask(TITLE, free=True)
def title(tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    return asking.title(answer, so_far, moment(tx.now))


@dialogue.ask(lambda tx, person, so_far: Ask(asking.asked_start(so_far)))
def start(tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    return asking.start(answer, so_far, moment(tx.now))


@dialogue.ask(
    lambda tx, person, so_far: Ask(asking.doubted(so_far, "end", asking.END)),
    when=lambda tx, so_far: "doubt.end" in so_far,
)
def end(tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    return asking.end(answer, so_far, moment(tx.now))


@dialogue.ask(PLACE, free=True)
def place(tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    return asking.place(answer, so_far)


@dialogue.ask(lambda tx, person, so_far: Ask(asking.doubted(so_far, "seats", SEATS)))
def seats(tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    return asking.seats(answer, so_far, moment(tx.now), SEATS)


@dialogue.ask(lambda tx, person, so_far: Ask(asking.doubted(so_far, "deadline", asking.DEADLINE)))
def deadline(tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    return asking.deadline(answer, so_far, moment(tx.now))


def _there_already(tx: Tx, so_far: Answers) -> bool:
    since, until = asking.day_of(moment(int(so_far["start"])))
    which = {"organisation_id": so_far["office"], "since": since, "until": until}
    return among(
        so_far["title"], (r["title"] for r in tx.rows("registration.titles_of_day", **which))
    )


def _again(tx: Tx, person: Person, so_far: Answers) -> Ask:
    day = saying.at(int(so_far["start"]), tx.now).rpartition("）")[0]
    return Ask(
        f"{day}）的“{so_far['title']}”已经发布过了，还要再发一场吗？\n"
        f"1 {asking.AGAIN}\n回复编号，或说新的名称、时间。（“取消”不发了）",
        ("yes",),
    )


@dialogue.ask(_again, when=_there_already)
def again(tx: Tx, person: Person, answer: str, so_far: Answers) -> str | Answers:
    if asking.confirms(answer) or answer == asking.AGAIN:
        return "yes"
    return redrafting.redrafted(answer, so_far, moment(tx.now))


# ---------------------------------------------------------------- the card, and the end


def _draft(tx: Tx, person: Person, so_far: Answers) -> Event:
    holder = _office(tx, person, so_far["office"])
    if holder is None:
        raise Again(NOT_ANY_MORE, meant=True)
    starts_at, ends_at = asking.moments(so_far)
    return Event(
        id="",
        organisation_id=holder.place.id,
        path=holder.place.path,
        public=holder.place.kind == "committee",
        kind=kind_of(so_far["title"]),
        title=so_far["title"],
        place=so_far["place"],
        starts_at=starts_at,
        ends_at=ends_at,
        deadline_at=int(so_far["deadline"]),
        open=True,
        pools=tuple(Pool(mode, count, 0, 0) for mode, count in asking.counts(so_far).items()),
    )


def _preview(tx: Tx, person: Person, so_far: Answers) -> Ask:
    drafted = _draft(tx, person, so_far)
    holder = _office(tx, person, so_far["office"])
    whom = "所有人都" if drafted.public or not holder else f"只有{holder.place.title}的党员"
    unread = so_far.get("unread", "")
    lines = [
        *([unread] if unread else []),
        f"发布后{whom}看得到这张卡片：",
        *cards.face(tx, drafted),
        _taken(tx, drafted, so_far),
        "回复 1 发布；要改直接说，如“地点改成3楼会议室”；“取消”不发了。",
    ]
    return Ask("\n".join(lines), ("yes",))


def _taken(tx: Tx, drafted: Event, so_far: Answers) -> str:
    ends = [f"到 {saying.at(drafted.ends_at, tx.now)} 结束"] if "end" in so_far else []
    return f"（{'；'.join([*asking.taken(so_far), *ends])}）"


@dialogue.ask(_preview)
def confirm(tx: Tx, person: Person, answer: str, so_far: Answers) -> str | Answers:
    if asking.confirms(answer):
        return "yes"
    return redrafting.redrafted(answer, so_far, moment(tx.now))


@dialogue.finish
def put(tx: Tx, person: Person, answers: Answers) -> Reply:
    drafted = _draft(tx, person, answers)
    if drafted.starts_at <= tx.now:
        raise Again("开始时间已经过去了，没有发布。请重新发布，说一个以后的时间。")
    if drafted.deadline_at <= tx.now:
        raise Again("报名截止时间已经过去了，没有发布。请重新发布，说一个以后的截止时间。")
    events.put(tx, drafted)
    audit.note(tx, person.id, "发布活动", drafted.organisation_id, details=drafted.title)
    name = drafted.title
    return Reply(
        f"【已发布】{name}　{saying.at(drafted.starts_at, tx.now)}\n"
        f"看谁报了名回复“名单 {name}”，要改回复“修改活动 {name}”，不办了回复“取消活动 {name}”。"
    )
