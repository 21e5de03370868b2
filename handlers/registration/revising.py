"""修改活动: what is to change is shown with how many will be told, then done once confirmed."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot import schedule
from bot.clock import milliseconds, moment
from bot.conversation.dialogue import Answers, Ask, Dialogue
from bot.message import Again, Reply
from bot.people import audit
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.pasted import asking, redrafting
from handlers.registration import cards, covered, events, telling
from handlers.registration.events import MODES, Event, Pool
from handlers.registration.kinds import kind_of

KNOWN = ("event", "among", "more", "said")
FIELDS = ("title", "start", "end", "place", "seats", "deadline")
# What is still to be asked, with what was said of it.
OPEN = ("doubt.start", "half.start", "lasts", "doubt.deadline", "half.deadline")
GONE = "这项活动现在不能改了（已取消、已结束，或不归您管），没有改动。"
HOW = "要改什么？请直接说，如“地点改成3楼会议室”“时间 12月6日下午3点”。（“取消”不改了）"
NOTHING = "这样就和现在一样，没有要改的。"
BELOW_TAKEN = "{}已有 {} 人报名，名额不能少于 {}，没有改动。"

dialogue = Dialogue("revise_event", "修改活动")


def revise(tx: Tx, person: Person, text: str) -> Reply:
    """修改活动 大讲堂第10期 地点改成3楼"""
    found = covered.named(tx, person, text)
    if not found:
        return Reply(covered.NOT_FOUND if text else covered.NONE)
    return among(tx, person, found, text)


def among(tx: Tx, person: Person, found: Sequence[Event], text: str) -> Reply:
    """Which of them, if there are several; then what of it."""
    if len(found) == 1:
        return revise_this(tx, person, f"{found[0].id} {text}")
    ids = " ".join(event.id for event in found[: events.PAGE])
    more = len(found) - events.PAGE
    left = {"more": str(more)} if more > 0 else {}
    return dialogue.begin(tx, person, {"among": ids, "said": text, **left})


def revise_this(tx: Tx, person: Person, argument: str) -> Reply:
    """`argument` is the event's id and what was said with it."""
    event_id, _, text = argument.partition(" ")
    try:
        return dialogue.begin(tx, person, _said(tx, person, event_id, text))
    except Again as again:  # what was said with the name does not do
        return dialogue.begin(tx, person, {"event": event_id}).before(again.sentence)


def _said(tx: Tx, person: Person, event_id: str, text: str) -> Answers:
    """What is chosen, with what was said of it if that is a change."""
    event = _covered(tx, person, event_id)
    rest = text.replace(event.title, " ").strip()
    answers = {"event": event.id}
    if not rest:
        return answers
    try:
        return _changed(tx, event, answers, rest, named=True)
    except Again as again:
        if again.meant:
            raise
        return answers  # no more than its name


def _covered(tx: Tx, person: Person, event_id: str) -> Event:
    event = covered.find(tx, person, event_id)
    if event is None or not event.open or event.ends_at <= tx.now:
        raise Again(GONE, meant=True)
    return event


# ---------------------------------------------------------------- which, and what of it


def _offered(tx: Tx, person: Person, so_far: Answers) -> Ask:
    found = [e for i in so_far["among"].split() if (e := covered.find(tx, person, i))]
    lines = [f"{n} {e.title}　{saying.at(e.starts_at, tx.now)}" for n, e in enumerate(found, 1)]
    end = (
        f"回复编号；还有 {so_far['more']} 项没有列出，可直接说活动名。"
        if "more" in so_far
        else "回复编号。"
    )
    return Ask("\n".join(["改哪一项？", *lines, end]), tuple(e.id for e in found))


@dialogue.ask(_offered)
def event(tx: Tx, person: Person, answer: str, so_far: Answers) -> str | Answers:
    if answer in so_far.get("among", "").split():
        return _said(tx, person, answer, so_far.get("said", ""))
    found = covered.named(tx, person, answer)
    if len(found) != 1:
        raise Again("请回复编号，或把活动名说全。（“取消”不改了）")
    return found[0].id


def _nothing_yet(tx: Tx, so_far: Answers) -> bool:
    return not any(name in so_far for name in (*FIELDS, "doubt.start", "doubt.deadline"))


def _what(tx: Tx, person: Person, so_far: Answers) -> Ask:
    return Ask("\n".join([*cards.face(tx, _covered(tx, person, so_far["event"])), HOW]))


@dialogue.ask(_what, when=_nothing_yet)
def changes(tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    return _changed(tx, _covered(tx, person, so_far["event"]), so_far, answer)


@dialogue.ask(
    lambda tx, person, so_far: Ask(asking.asked_start(so_far, asking.WAYS_OF_CHANGE)),
    when=lambda tx, so_far: "doubt.start" in so_far,
)
def start(tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    now = _as_answers(_covered(tx, person, so_far["event"]))
    new = asking.start(answer, {**now, **so_far}, moment(tx.now), asking.WAYS_OF_CHANGE)
    return _kept(so_far, now, new)


def _late(tx: Tx, person: Person, so_far: Answers) -> Ask:
    """What there is now, and one that would do: the evening before, else the start itself."""
    old = _covered(tx, person, so_far["event"])
    starts_at = int(so_far.get("start", old.starts_at))
    evening = moment(starts_at).replace(hour=18, minute=0) - timedelta(days=1)
    other = evening if milliseconds(evening) > tx.now else moment(starts_at)
    lines = [
        f"{so_far['doubt.deadline']}现在：报名截止 {saying.at(old.deadline_at, tx.now)}，"
        f"开始时间 {saying.at(starts_at, tx.now)}。",
        f"1 截止改为 {saying.at(milliseconds(other), tx.now)}",
        f"回复 1，或说别的时间，只说日期就是当天 18:00。{asking.WAYS_OF_CHANGE}",
    ]
    return Ask("\n".join(lines), (f"{other:%Y年%m月%d日 %H:%M}",))


@dialogue.ask(_late, when=lambda tx, so_far: "doubt.deadline" in so_far)
def deadline(tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    now = _as_answers(_covered(tx, person, so_far["event"]))
    known = {name: value for name, value in now.items() if name != "deadline"} | dict(so_far)
    new = asking.deadline(answer, known, moment(tx.now), asking.WAYS_OF_CHANGE)
    return {**so_far, **{name: new[name] for name in ("deadline", *OPEN) if name in new}}


def _as_answers(event: Event) -> dict[str, str]:
    return {
        "title": event.title,
        "start": str(event.starts_at),
        "end": str(event.ends_at),
        "place": event.place,
        "seats": " ".join(f"{pool.mode} {pool.capacity}" for pool in event.pools),
        "deadline": str(event.deadline_at),
    }


def _changed(tx: Tx, event: Event, so_far: Answers, words: str, *, named: bool = False) -> Answers:
    """Only what differs from the event is kept: somebody else may change it meanwhile."""
    now = _as_answers(event)
    drafted = now | {name: so_far[name] for name in FIELDS if name in so_far}
    kept = _kept(so_far, now, redrafting.revised(words, drafted, moment(tx.now), named=named))
    if _nothing_yet(tx, kept):
        raise Again(NOTHING + HOW, meant=True)
    _check_seats(event, asking.counts(kept))
    return kept


def _kept(so_far: Answers, now: Answers, new: Answers) -> Answers:
    known = {name: so_far[name] for name in KNOWN if name in so_far}
    differs = {name: new[name] for name in FIELDS if name in new and new[name] != now[name]}
    return known | differs | {name: new[name] for name in OPEN if name in new}


def _check_seats(event: Event, counts: Mapping[str, int]) -> None:
    for mode, count in counts.items():
        pool = event.pool(mode)
        if pool is not None and count < pool.taken:
            said = BELOW_TAKEN.format(MODES[mode], pool.taken, pool.taken)
            raise Again(said, meant=True)


# ---------------------------------------------------------------- shown, and done


def _revised(event: Event, answers: Answers) -> Event:
    new = _as_answers(event) | {name: answers[name] for name in FIELDS if name in answers}
    pools = [
        (event.pool(mode) or Pool(mode, 0, 0, 0))._replace(capacity=count)
        for mode, count in asking.counts(new).items()
    ]
    title = new["title"]
    return event._replace(
        kind=event.kind if title == event.title else kind_of(title),
        title=title,
        place=new["place"],
        starts_at=int(new["start"]),
        ends_at=int(new["end"]),
        deadline_at=int(new["deadline"]),
        pools=tuple(pools),
    )


def _told(tx: Tx, old: Event, new: Event) -> list[str]:
    """What those who have a place or wait are told: old → new, changed lines only."""
    pairs = (
        ("名称", old.title, new.title),
        ("时间", cards.span(tx, old), cards.span(tx, new)),
        ("地点", old.place, new.place),
        ("报名截止", saying.at(old.deadline_at, tx.now), saying.at(new.deadline_at, tx.now)),
    )
    return [f"{name}：{one} → {other}" for name, one, other in pairs if one != other]


def _seats_line(old: Event, new: Event) -> list[str]:
    one, other = (
        " ".join(f"{MODES[p.mode]}{saying.count(p.capacity)}" for p in event.pools)
        for event in (old, new)
    )
    return [f"名额：{one} → {other}"] if one != other else []


def _preview(tx: Tx, person: Person, so_far: Answers) -> Ask:
    old = _covered(tx, person, so_far["event"])
    new = _revised(old, so_far)
    told = _told(tx, old, new)
    lines = [
        f"{old.title}要这样改：",
        *told,
        *_seats_line(old, new),
        _reach(old, told),
        "回复 1 确认修改；还要改别的直接说；“取消”不改了。",
    ]
    return Ask("\n".join(lines), ("yes",))


def _reach(old: Event, told: Sequence[str]) -> str:
    if not told:
        return "只改名额，候补的按顺序补上并告诉本人。"
    people = _concerned(old)
    return f"改后会告诉已报名和候补的 {people} 人。" if people else "还没有人报名，不用通知。"


def _concerned(event: Event) -> int:
    return sum(pool.taken + pool.waiting for pool in event.pools)


@dialogue.ask(_preview)
def confirm(tx: Tx, person: Person, answer: str, so_far: Answers) -> str | Answers:
    if asking.confirms(answer):
        return "yes"
    return _changed(tx, _covered(tx, person, so_far["event"]), so_far, answer)


@dialogue.finish
def put(tx: Tx, person: Person, answers: Answers) -> Reply:
    events.hold(tx, answers["event"])
    old = _covered(tx, person, answers["event"])
    new = _revised(old, answers)
    if new.starts_at != old.starts_at and new.starts_at <= tx.now:
        raise Again("新的开始时间已经过去了，没有改动。")
    _check_seats(old, asking.counts(answers))
    _put(tx, new)
    told = _told(tx, old, new)
    moved = (old.title, old.starts_at, old.ends_at) != (new.title, new.starts_at, new.ends_at)
    if told:
        telling.start(tx, new, told, moved=moved)
    for pool in new.pools:
        _set_capacity(tx, old, pool)
    audit.note(tx, person.id, "修改活动", old.organisation_id, details=new.title)
    end = ["正在告诉已报名和候补的人。"] if told and _concerned(old) else []
    return Reply("\n".join([f"【已修改】{new.title}", *told, *_seats_line(old, new), *end]))


def _put(tx: Tx, new: Event) -> None:
    tx.run(
        "registration.change_event",
        event_id=new.id,
        kind=new.kind,
        title=new.title,
        place=new.place,
        starts_at=new.starts_at,
        ends_at=new.ends_at,
        deadline_at=new.deadline_at,
    )


def _set_capacity(tx: Tx, old: Event, pool: Pool) -> None:
    before = old.pool(pool.mode)
    which = {"event_id": old.id, "mode": pool.mode, "capacity": pool.capacity}
    if before is None:
        tx.run("registration.put_pool", **which)
    elif before.capacity != pool.capacity:
        schedule.drop(tx, telling.widening(old.id, pool.mode))
        telling.widen(tx, {"event": old.id, "mode": pool.mode, "capacity": pool.capacity})
