"""修改活动: what is to change is shown with how many will be told, then done once confirmed."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache, partial

from msgspec.structs import asdict, replace

from bot.clock import milliseconds, moment
from bot.conversation.dialogue import Ask, Dialogue
from bot.hearing.heard import Heard
from bot.message import Again, Reply
from bot.people import audit
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.offerings import cards, covered, offering, publishing, telling
from handlers.offerings.covered import Covered
from handlers.offerings.kind import Kind
from handlers.offerings.offering import PAGE, Offering, Pool
from handlers.offerings.publishing import CARD, TIME, UNTIL
from handlers.pasted import answers, asking, redrafting
from handlers.pasted.draft import Draft, Note, merged

NOTHING = "这样就和现在一样，没有要改的。"
FIXED_AREA = "所在社区不能改；要换社区，请取消后重新发布。"


class Revision(Draft, frozen=True, omit_defaults=True):
    """What is to become of what is published; somebody else may change the rest meanwhile."""

    offering: str = ""
    among: tuple[str, ...] = ()  # those that are asked about
    more: int = 0  # how many more there are
    said: str = ""  # with the wish, before it was known of which
    confirm: str = ""


@cache
def dialogue(kind: Kind) -> Dialogue:
    made = Dialogue(f"revise_{kind.thing}", f"修改{kind.words.published}", answers=Revision)
    made.ask(partial(_offered, kind), name="offering", situation="ask.which_event")(
        partial(_chosen, kind)
    )
    # What answers it fills the fields of the draft.
    made.ask(partial(_what, kind), when=_nothing_yet, name="changes", situation=CARD)(
        partial(_changes, kind)
    )
    ask = partial(answers.ask, made, partial(_changes, kind))
    asked_start = partial(asking.asked_start, ways=asking.WAYS_OF_CHANGE)
    ask("start", TIME, asked_start, partial(_start, kind), answers.doubtful("start"))
    made.ask(
        partial(_late, kind),
        when=answers.doubtful("deadline"),
        name="deadline",
        situation=UNTIL,
    )(answers.checked(partial(_changes, kind), UNTIL, partial(_deadline, kind)))
    made.ask(partial(_preview, kind), name="confirm", situation=CARD)(partial(_confirmed, kind))
    made.finish(partial(put, kind))
    return made


def revise(kind: Kind, tx: Tx, person: Person, text: str) -> Reply:
    """修改活动 大讲堂第10期 地点改成3楼"""
    found = covered.named(kind, tx, person, text)
    if not found:
        return Reply(covered.none(kind, text))
    return among(kind, tx, person, found, text)


def among(kind: Kind, tx: Tx, person: Person, found: Sequence[Covered], text: str) -> Reply:
    """Which of them, if there are several; then what of it."""
    if len(found) == 1:
        return revise_this(kind, tx, person, f"{found[0].id} {text}")
    ids = tuple(each.id for each in found[:PAGE])
    several = Revision(among=ids, more=len(found) - len(ids), said=text)
    return dialogue(kind).begin(tx, person, several)


def revise_this(kind: Kind, tx: Tx, person: Person, argument: str) -> Reply:
    """`argument` is its id and what was said with it."""
    offering_id, _, text = argument.partition(" ")
    begin = partial(dialogue(kind).begin, tx, person)
    try:
        return begin(_said(kind, tx, person, offering_id, text))
    except Again as again:  # what was said with the name does not do
        return begin(Revision(offering=offering_id)).before(again.sentence)


def _said(kind: Kind, tx: Tx, person: Person, offering_id: str, text: str) -> Revision:
    """What is chosen, with what was said of it if that is a change."""
    of = _covered(kind, tx, person, offering_id)
    rest = text.replace(of.title, " ")
    rest = (rest.replace(of.area, " ") if of.area else rest).strip()
    chosen = Revision(offering=of.id)
    if not rest:
        return chosen
    try:
        return _changed(kind, tx, of, chosen, rest, named=True)
    except Again as again:
        if again.meant:
            raise
        return chosen  # no more than its name


def _covered(kind: Kind, tx: Tx, person: Person, offering_id: str) -> Offering:
    found = covered.ahead(kind, tx, person, offering_id)
    if found is None:
        what = kind.words.published
        said = f"这项{what}现在不能改了（已取消、已结束，或不归您管），没有改动。"
        raise Again(said, meant=True)
    return found


# ---------------------------------------------------------------- which, and what of it


def _offered(kind: Kind, tx: Tx, person: Person, so_far: Revision) -> Ask:
    found = [of for i in so_far.among if (of := covered.find(kind, tx, person, i))]
    lines = [f"{n} {of.name}　{saying.at(of.starts_at, tx.now)}" for n, of in enumerate(found, 1)]
    left = f"；还有 {so_far.more} 项没有列出，可直接说{kind.words.published}名"
    more = left if so_far.more else ""
    return Ask("\n".join(["改哪一项？", *lines, f"回复编号{more}。"]), tuple(of.id for of in found))


def _chosen(kind: Kind, tx: Tx, person: Person, answer: Heard, so_far: Revision) -> str | Revision:
    if answer in so_far.among:
        return _said(kind, tx, person, answer, so_far.said)
    found = covered.named(kind, tx, person, answer)
    if len(found) != 1:
        raise Again(f"请回复编号，或{kind.words.fuller}。（“取消”不改了）")
    return found[0].id


def _nothing_yet(tx: Tx, so_far: Revision) -> bool:
    known = (so_far.title, so_far.start, so_far.end, so_far.place, so_far.seats, so_far.deadline)
    return not any((*known, so_far.of_start.doubt, so_far.of_deadline.doubt))


def _how(kind: Kind) -> str:
    example = f"“时间 12月6日下午3点”“{kind.words.example}”"
    return f"要改什么？请直接说，如{example}。（“取消”不改了）"


def _what(kind: Kind, tx: Tx, person: Person, so_far: Revision) -> Ask:
    of = _covered(kind, tx, person, so_far.offering)
    return Ask("\n".join([*cards.face(kind, tx, of), _how(kind)]))


def _changes(kind: Kind, tx: Tx, person: Person, answer: Heard, so_far: Revision) -> Revision:
    return _changed(kind, tx, _covered(kind, tx, person, so_far.offering), so_far, answer)


def _start(kind: Kind, tx: Tx, person: Person, answer: Heard, so_far: Revision) -> Revision:
    now = _as_draft(_covered(kind, tx, person, so_far.offering))
    known = merged(Draft, now, so_far)
    return _kept(so_far, now, asking.start(answer, known, moment(tx.now), asking.WAYS_OF_CHANGE))


def _late(kind: Kind, tx: Tx, person: Person, so_far: Revision) -> Ask:
    """What there is now, and one that would do: the evening before, else the start itself."""
    old = _covered(kind, tx, person, so_far.offering)
    starts_at = so_far.start or old.starts_at
    evening = moment(starts_at).replace(hour=18, minute=0) - timedelta(days=1)
    other = evening if milliseconds(evening) > tx.now else moment(starts_at)
    lines = [
        f"{so_far.changed}{so_far.of_deadline.doubt}现在：报名截止 {saying.at(old.closes_at, tx.now)}，"
        f"开始时间 {saying.at(starts_at, tx.now)}。",
        f"1 截止改为 {saying.at(milliseconds(other), tx.now)}",
        f"回复 1，或说别的时间，只说日期就是当天 18:00。{asking.WAYS_OF_CHANGE}",
    ]
    return Ask("\n".join(lines), (f"{other:%Y年%m月%d日 %H:%M}",))


def _deadline(kind: Kind, tx: Tx, person: Person, answer: Heard, so_far: Revision) -> Revision:
    starts_at = so_far.start or _covered(kind, tx, person, so_far.offering).starts_at
    known = replace(so_far, start=starts_at)
    new = asking.deadline(answer, known, moment(tx.now), asking.WAYS_OF_CHANGE)
    return replace(new, start=so_far.start)


def _as_draft(of: Offering) -> Draft:
    return Draft(
        title=of.title,
        start=of.starts_at,
        end=of.ends_at,
        place=of.venue,
        seats={p.mode or asking.ONLY: p.capacity for p in of.pools if p.capacity is not None},
        deadline=of.deadline_at or 0,
    )


def _changed(
    kind: Kind, tx: Tx, of: Offering, so_far: Revision, words: str, *, named: bool = False
) -> Revision:
    area = kind.areas.only(tx, words) if kind.areas else None
    if area and area.id != of.area_id:
        raise Again(FIXED_AREA, meant=True)
    now = _as_draft(of)
    drafted = replace(merged(Draft, now, so_far), of_deadline=Note())
    apart = "place" in kind.asked
    new = redrafting.revised(words, drafted, moment(tx.now), named=named, apart=apart)
    kept = _kept(so_far, now, new)
    if _nothing_yet(tx, kept):
        raise Again(NOTHING + _how(kind), meant=True)
    _check_seats(kind, of, publishing.pools(kind, kept.seats))
    return kept


def _kept(so_far: Revision, now: Draft, new: Draft) -> Revision:
    """Only what differs from what there is now."""
    was, known, blank = map(asdict, (now, new, Draft()))
    return replace(so_far, **{n: blank[n] if known[n] == was[n] else known[n] for n in known})


def _check_seats(kind: Kind, of: Offering, counts: Mapping[str, int]) -> None:
    for mode, count in counts.items():
        pool, label = of.pool(mode), kind.label(mode)
        if pool is not None and count < pool.taken:
            few = f"{kind.words.seats}不能少于 {pool.taken}，没有改动。"
            raise Again(f"{label}已有 {pool.taken} 人报名，{few}", meant=True)


# ---------------------------------------------------------------- shown, and done


def _revised(kind: Kind, of: Offering, so_far: Revision) -> Offering:
    new = merged(Draft, _as_draft(of), so_far)
    counts = publishing.pools(kind, new.seats)
    kept = [pool._replace(capacity=counts.get(pool.mode, pool.capacity)) for pool in of.pools]
    more = [Pool(mode, count) for mode, count in counts.items() if of.pool(mode) is None]
    return of._replace(
        category=of.category if new.title == of.title else kind.category_of(new.title),
        title=new.title,
        venue=new.place,
        starts_at=new.start,
        ends_at=new.end,
        deadline_at=new.deadline or None,
        pools=(*kept, *more),
    )


def _told(tx: Tx, old: Offering, new: Offering) -> list[str]:
    """What those who have a place or wait are told: old → new, changed lines only."""
    one, other = ([*_facts(tx, of)] for of in (old, new))
    names = ("名称", "时间", "地点", "报名截止")
    changed = zip(names, one, other, strict=True)
    return [f"{name}：{was or '无'} → {now}" for name, was, now in changed if was != now]


def _facts(tx: Tx, of: Offering) -> Sequence[str]:
    until = "" if of.deadline_at is None else saying.at(of.deadline_at, tx.now)
    return of.title, cards.span(tx, of.starts_at, of.ends_at), of.venue, until


def _seats_line(kind: Kind, old: Offering, new: Offering) -> list[str]:
    one, other = (
        " ".join(f"{kind.label(p.mode)}{saying.count(p.capacity or 0)}" for p in of.pools)
        for of in (old, new)
    )
    return [f"{kind.words.seats}：{one} → {other}"] if one != other else []


def _preview(kind: Kind, tx: Tx, person: Person, so_far: Revision) -> Ask:
    old = _covered(kind, tx, person, so_far.offering)
    new = _revised(kind, old, so_far)
    told = _told(tx, old, new)
    lines = [
        f"{old.name}要这样改：",
        *told,
        *_seats_line(kind, old, new),
        _reach(kind, old, told),
        "回复 1 确认修改；还要改别的直接说；“取消”不改了。",
    ]
    return Ask("\n".join(lines), ("yes",))


def _reach(kind: Kind, old: Offering, told: Sequence[str]) -> str:
    if not told:
        return f"只改{kind.words.seats}，候补的按顺序补上并告诉本人。"
    people = old.concerned
    return f"改后会告诉已报名和候补的 {people} 人。" if people else "还没有人报名，不用通知。"


def _confirmed(
    kind: Kind, tx: Tx, person: Person, answer: Heard, so_far: Revision
) -> str | Revision:
    if asking.confirms(answer):
        return "yes"
    return _changes(kind, tx, person, answer, so_far)


def put(kind: Kind, tx: Tx, person: Person, so_far: Revision) -> Reply:
    offering.hold(tx, so_far.offering)
    old = _covered(kind, tx, person, so_far.offering)
    new = _revised(kind, old, so_far)
    if new.starts_at != old.starts_at and new.starts_at <= tx.now:
        raise Again("新的开始时间已经过去了，没有改动。")
    _check_seats(kind, old, publishing.pools(kind, so_far.seats))
    times = {name: getattr(new, name) for name in ("starts_at", "ends_at", "deadline_at")}
    said = {"category": new.category, "title": new.title, "venue": new.venue}
    tx.run("offerings.change", id=new.id, **said, **times)
    told = _told(tx, old, new)
    moved = (old.title, old.starts_at, old.ends_at) != (new.title, new.starts_at, new.ends_at)
    if told:
        telling.start(kind, tx, new, told, moved=moved)
    for pool in new.pools:
        telling.set_capacity(kind, tx, old, pool)
    what = f"修改{kind.words.published}"
    audit.note(tx, person.id, what, old.audited, details=new.name)
    end = ["正在告诉已报名和候补的人。"] if told and old.concerned else []
    return Reply("\n".join([f"【已修改】{new.name}", *told, *_seats_line(kind, old, new), *end]))
