"""What people say to see events, register, change their mode and cancel; and what they hear."""

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
from handlers.registration import events, seats
from handlers.registration.events import MODES, Event
from handlers.registration.seats import Registration

NONE_OPEN = "近期没有可报名的活动。有新活动会在这里公布，回复“活动”随时查看。"
NONE_OF_MINE = "您近期没有报名活动。回复“活动”看有哪些可报。"

dialogue = Dialogue("registration", "活动报名")


# ---------------------------------------------------------------- seeing what is on


def show_events(tx: Tx, person: Person, argument: str) -> Reply:
    """活动, 活动 培训班, 活动 乒乓: `argument` is a kind, a piece of a title, or a page."""
    what, number = turned(argument)
    if number is not None:
        return _page(tx, what, number)
    if kind := _kind_in(tx, argument):
        return _page(tx, kind, 0)
    found = events.named(tx, argument)
    if len(found) == 1:
        return show_card(tx, person, found[0])
    if found:
        return _chosen(tx, found)
    all_ = _page(tx, "", 0)
    return all_.before(f"没有找到“{argument}”。") if is_a_name(argument) else all_


def _kind_in(tx: Tx, text: str) -> str:
    if not text:
        return ""
    kinds = [str(row["kind"]) for row in tx.rows("registration.kinds")]
    return next((kind for kind in kinds if kind in text or (text and text in kind)), "")


def _page(tx: Tx, kind: str, number: int) -> Reply:
    found, total = events.page(tx, kind, number)
    if not found:
        return Reply(NONE_OPEN) if number == 0 else _page(tx, kind, 0)
    more = total > (number + 1) * events.PAGE
    lines = [f"近期可报名的{kind or '活动'}（共 {total} 项）：", *_lines(tx, found)]
    lines.append("回复编号看详情" + ("，“下一页”看更多。" if more else "。"))
    choices = [Choice("registration.card", event.id) for event in found]
    if more:
        choices.append(Choice("registration.list", page(kind, number + 1), ("下一页",)))
    again = Choice("registration.list", page(kind, number))
    return Reply("\n".join(lines), Menu(tuple(choices), again))


def _lines(tx: Tx, found: Sequence[Event]) -> list[str]:
    return [
        f"{n} {event.title}　{spoken.at(event.starts_at, tx.now)}　{_left(event)}"
        for n, event in enumerate(found, 1)
    ]


def _left(event: Event) -> str:
    free = [pool for pool in event.pools if pool.left]
    if not free:
        return "候补中"
    if len(event.pools) == 1:
        return f"余 {spoken.count(free[0].left)}"
    return "余 " + " ".join(f"{MODES[p.mode]}{spoken.count(p.left)}" for p in event.pools)


def _chosen(tx: Tx, ids: Sequence[str]) -> Reply:
    """Several events a sentence may mean, at most a page of them."""
    found = [event for i in ids[: events.PAGE] if (event := events.get(tx, i))]
    lines = ["您说的是哪一项？", *_lines(tx, found), "回复编号看详情。"]
    choices = tuple(Choice("registration.card", event.id) for event in found)
    return Reply("\n".join(lines), Menu(choices, Choice("registration.list", "")))


def show_card(tx: Tx, person: Person, event_id: str) -> Reply:
    """One event as anybody may see it; the person's own place, if they have one."""
    event = _event(tx, event_id)
    mine = seats.find(tx, event.id, person.id) if person.confirmed else None
    if mine is not None:
        return Reply(card(tx, mine, event))
    lines = [
        f"【{event.kind}】{event.title}",
        f"{spoken.at(event.starts_at, tx.now)}　{event.place}",
        f"名额：{_capacities(event)}",
        f"报名截止：{spoken.at(event.deadline_at, tx.now)}",
    ]
    if not event.open or event.deadline_at <= tx.now:
        return Reply("\n".join([*lines, "报名已经截止。回复“活动”看别的。"]))
    menu = Menu(
        (Choice("registration.sign_up_for", event.id),), Choice("registration.card", event.id)
    )
    return Reply("\n".join([*lines, "回复 1 报名，回复“活动”回到列表。"]), menu)


def _capacities(event: Event) -> str:
    return "，".join(
        f"{MODES[p.mode]} {spoken.count(p.capacity)} 人"
        + (f"（余 {spoken.count(p.left)}）" if p.left else f"（已满，{p.waiting} 人候补）")
        for p in event.pools
    )


def _event(tx: Tx, event_id: str) -> Event:
    event = events.get(tx, event_id)
    if event is None:
        raise Again("这项活动已经不在了。回复“活动”看现在有哪些。")
    return event


# ---------------------------------------------------------------- signing up


def sign_up(tx: Tx, person: Person, text: str) -> Reply:
    """报名 大讲堂 视频, or any sentence that names an event and perhaps a mode."""
    found = events.named(tx, text)
    answers: dict[str, str] = {}
    if len(found) == 1:
        answers["event"] = found[0]
    elif found:
        answers["among"] = " ".join(found[: events.PAGE])
    if mode := events.mode_in(text):
        answers["mode"] = mode
    reply = dialogue.begin(tx, person, answers)
    return reply.before(f"没有找到“{text}”。") if not found and is_a_name(text) else reply


def sign_up_for(tx: Tx, person: Person, event_id: str) -> Reply:
    return dialogue.begin(tx, person, {"event": event_id})


def _offered_events(tx: Tx, person: Person, so_far: Answers) -> Ask:
    among = so_far.get("among", "").split()
    found = [event for i in among if (event := events.get(tx, i))] or events.page(tx, "", 0)[0]
    if not found:
        raise Again(NONE_OPEN)
    title = "您想报哪一项？" if among else "近期可报名的活动，想报哪一项？"
    lines = [title, *_lines(tx, found), "回复编号或活动名。（“取消”不报了）"]
    return Ask("\n".join(lines), tuple(event.id for event in found))


@dialogue.ask(_offered_events)
def event(tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    if events.get(tx, answer):
        return answer
    found = events.named(tx, answer)
    if len(found) == 1:
        return found[0]
    if found:
        raise Again("有几项都像，请回复编号，或把活动名说全一些。")
    raise Again("没有找到这项活动，请回复编号，或直接说活动名。（“返回”上一步，“取消”不报了）")


def _has_two_modes(tx: Tx, so_far: Answers) -> bool:
    chosen = events.get(tx, so_far.get("event", ""))
    return chosen is not None and len(chosen.pools) == 2


def _offered_modes(tx: Tx, person: Person, so_far: Answers) -> Ask:
    chosen = _event(tx, so_far["event"])
    if mine := seats.find(tx, chosen.id, person.id):
        return Ask(_already(tx, mine, chosen) + "\n回复“取消”结束。", (mine.mode,))
    lines = [f"{chosen.title}　{spoken.at(chosen.starts_at, tx.now)}", "现场参加还是看视频？"]
    for number, pool in enumerate(chosen.pools, 1):
        left = (
            f"余 {spoken.count(pool.left)}"
            if pool.left
            else f"已满，可候补（{pool.waiting} 人在等）"
        )
        lines.append(f"{number} {MODES[pool.mode]}　{left}")
    return Ask(
        "\n".join([*lines, "回复编号。（“返回”上一步，“取消”不报了）"]),
        tuple(p.mode for p in chosen.pools),
    )


@dialogue.ask(_offered_modes, when=_has_two_modes)
def mode(tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    chosen = answer if answer in MODES else events.mode_in(answer)
    if chosen is None:
        raise Again("请回复 1 现场，或 2 视频。（“返回”上一步，“取消”不报了）")
    return chosen


@dialogue.finish
def book(tx: Tx, person: Person, answers: Answers) -> Reply:
    events.hold(tx, answers["event"])
    chosen = _event(tx, answers["event"])
    if mine := seats.find(tx, chosen.id, person.id):
        return Reply(_already(tx, mine, chosen))
    _check_open(tx, chosen)
    if refusal := _clash(tx, person, chosen):
        return refusal
    pool = chosen.pool(answers.get("mode", "")) or chosen.pools[0]
    place = seats.book(tx, person.id, chosen, pool.mode)
    return Reply(card(tx, place, chosen))


def _check_open(tx: Tx, chosen: Event) -> None:
    if not chosen.open:
        raise Again("这项活动已经取消。回复“活动”看别的。")
    if chosen.deadline_at <= tx.now:
        raise Again(f"报名已于 {spoken.at(chosen.deadline_at, tx.now)} 截止。回复“活动”看别的。")


def _clash(tx: Tx, person: Person, chosen: Event) -> Reply | None:
    """The reason, the other commitment by name, and the two ways out."""
    other = commitments.clash(tx, person.id, chosen.starts_at, chosen.ends_at)
    if other is None:
        return None
    when = spoken.at(other.starts_at, tx.now)
    lines = [f"这场与您 {when} 的“{other.title}”时间冲突，没有报上。"]
    choices = [Choice(f"{other.source}.withdraw", other.source_id)]
    lines.append(f"1 先退出“{other.title}”")
    if instead := _alternative(tx, person, chosen):
        lines.append(f"2 改报 {instead.title}（{spoken.at(instead.starts_at, tx.now)}）")
        choices.append(Choice("registration.sign_up_for", instead.id))
    lines.append("回复编号，或者不用管。")
    return Reply("\n".join(lines), Menu(tuple(choices), Choice("registration.mine", "")))


def _alternative(tx: Tx, person: Person, chosen: Event) -> Event | None:
    """Another open event of the same kind that this person has time for."""
    for other in events.page(tx, chosen.kind, 0)[0]:
        free = commitments.clash(tx, person.id, other.starts_at, other.ends_at) is None
        if other.id != chosen.id and free and any(pool.left for pool in other.pools):
            return other
    return None


# ---------------------------------------------------------------- cards


def card(tx: Tx, place: Registration, of: Event) -> str:
    """The same card for the same place, however often it is asked for."""
    where = f"{spoken.at(of.starts_at, tx.now)}　{of.place}　{MODES[place.mode]}"
    if place.waiting:
        first = f"【候补第 {seats.position(tx, place)} 位】{of.title}（{MODES[place.mode]}）"
        other = next((p for p in of.pools if p.mode != place.mode and p.left), None)
        change = f"；也可回复“改方式”改为{MODES[other.mode]}（还有名额）" if other else ""
        return "\n".join(
            [
                first,
                where,
                f"凭号 {place.code}　有空位会按顺序给您留上并告诉您{change}。",
                _ways_out(tx, place, of, False),
            ]
        )
    remind = "　提前一天提醒您" if seats.remind_at(of) > tx.now else ""
    return "\n".join(
        [
            f"【报名成功】{of.title}",
            where,
            f"凭号 {place.code}{remind}",
            _ways_out(tx, place, of, len(of.pools) == 2),
        ]
    )


def _ways_out(tx: Tx, place: Registration, of: Event, two_modes: bool) -> str:
    other = next((m for m in MODES if m != place.mode), "")
    change = f"改为{MODES[other]}回复“改方式”，" if two_modes else ""
    return f"{change}取消回复“取消报名 {place.code}”（{spoken.at(of.deadline_at, tx.now)} 前）"


def _already(tx: Tx, place: Registration, of: Event) -> str:
    return "您已报名，不用重复操作。\n" + card(tx, place, of)


# ---------------------------------------------------------------- what one has


def show_mine(tx: Tx, person: Person, argument: str) -> Reply:
    places = seats.of_member(tx, person.id)
    if not places:
        return Reply(NONE_OF_MINE)
    lines = [
        f"您报名的活动（{len(places)} 项）：",
        *_mine_lines(tx, places[:5]),
        "回复编号看凭号、改方式或取消。",
    ]
    choices = tuple(Choice("registration.card", place.event_id) for place in places[:5])
    return Reply("\n".join(lines), Menu(choices, Choice("registration.mine", "")))


def _mine_lines(tx: Tx, places: Sequence[Registration]) -> list[str]:
    return [f"{n} {_mine_line(tx, place)}" for n, place in enumerate(places, 1)]


def _mine_line(tx: Tx, place: Registration) -> str:
    of = _event(tx, place.event_id)
    state = f"候补第 {seats.position(tx, place)} 位" if place.waiting else "成功"
    return f"{of.title}　{spoken.at(of.starts_at, tx.now)}　{MODES[place.mode]}　{state}"


def summary(tx: Tx, person: Person) -> Sequence[str]:
    """The line of 我的."""
    places = seats.of_member(tx, person.id)
    return [f"活动 {len(places)} 项（回复“我的报名”）"] if places else []


def _places(tx: Tx, person: Person, text: str) -> list[Registration]:
    """Which of one's own places a sentence means: by code, by name, else all of them."""
    places = seats.of_member(tx, person.id)
    if by_code := [place for place in places if place.code in text.upper()]:
        return by_code
    named = set(events.named(tx, text)) if text else set()
    return [place for place in places if place.event_id in named] or places


def _which(tx: Tx, places: Sequence[Registration], action: str, title: str) -> Reply:
    if not places:
        return Reply(NONE_OF_MINE)
    lines = [title, *_mine_lines(tx, places[:5]), "回复编号；不用了就不回。"]
    choices = tuple(Choice(action, place.id) for place in places[:5])
    return Reply("\n".join(lines), Menu(choices, Choice("registration.mine", "")))


# ---------------------------------------------------------------- cancelling, changing


def cancel(tx: Tx, person: Person, text: str) -> Reply:
    """取消报名 H3K7 cancels; anything less exact is asked about first."""
    places = _places(tx, person, text)
    if len(places) == 1 and places[0].code in text.upper():
        return withdraw(tx, person, places[0].id)
    return _which(
        tx, places, "registration.withdraw", "取消哪一项？" if len(places) > 1 else "取消这一项吗？"
    )


def withdraw(tx: Tx, person: Person, registration_id: str) -> Reply:
    place = seats.held(tx, registration_id)
    if place is None or place.member_id != person.id:
        return Reply("这项报名已经取消过了，不用重复操作。")
    of = _event(tx, place.event_id)
    if of.deadline_at <= tx.now:
        return Reply(
            f"{of.title}的报名名单已于 {spoken.at(of.deadline_at, tx.now)} 定下，不能在这里取消了。\n"
            "确实来不了，请回复“人工”告诉工委的同志。"
        )
    promoted = seats.cancel(tx, place, of)
    _tell_promoted(tx, promoted, of)
    return Reply(
        f"【已取消】{of.title}（{MODES[place.mode]}）\n名额已让出。想再报名回复“报名 {of.title}”。"
    )


def _tell_promoted(tx: Tx, place: Registration | None, of: Event) -> None:
    if place is not None:
        text = f"【有空位】候补转成功，不用操作。\n{card(tx, place, of)}"
        outbox.tell_member(tx, place.member_id, text, seats.subject(place))


def change(tx: Tx, person: Person, text: str) -> Reply:
    """改方式: to the other mode; asked about when several places have two."""
    mine = _places(tx, person, text)
    places = [place for place in mine if len(_event(tx, place.event_id).pools) == 2]
    if len(places) == 1:
        return change_to_other(tx, person, places[0].id)
    if not mine:
        return Reply(NONE_OF_MINE)
    if not places:
        return Reply("您报名的活动都只有一种参加方式，不用改。回复“我的报名”查看。")
    return _which(tx, places, "registration.change_to_other", "改哪一项的参加方式？")


def change_to_other(tx: Tx, person: Person, registration_id: str) -> Reply:
    place = seats.held(tx, registration_id)
    if place is None or place.member_id != person.id:
        return Reply("这项报名已经取消了。回复“我的报名”查看现在的。")
    of = _event(tx, place.event_id)
    _check_open(tx, of)
    to = next(pool.mode for pool in of.pools if pool.mode != place.mode)
    moved = seats.change_mode(tx, place, of, to)
    if moved is None:
        kept = "候补位置" if place.waiting else "名额"
        return Reply(
            f"{MODES[to]}已经满了，没有改，您的{MODES[place.mode]}{kept}还在。\n{card(tx, place, of)}"
        )
    now, promoted = moved
    _tell_promoted(tx, promoted, of)
    return Reply(f"已改为{MODES[to]}。\n{card(tx, now, of)}")


# ---------------------------------------------------------------- what is due, what is held


def remind_the_day_before(tx: Tx, details: Mapping[str, Any]) -> None:
    place = seats.get(tx, details["id"])
    of = events.get(tx, place.event_id) if place else None
    if place is None or of is None or not of.open or of.starts_at <= tx.now:
        return
    when = spoken.at(of.starts_at, tx.now)
    text = f"【提醒】{of.title}　{when}\n{of.place}　{MODES[place.mode]}　凭号 {place.code}"
    outbox.tell_member(tx, place.member_id, text, seats.subject(place))


def personal(tx: Tx, person: Person) -> Sequence[str]:
    if not person.confirmed:
        return []
    total = tx.value("registration.count_of_member", member_id=person.id)
    return [f"报名记录 {total} 条"] if total else []


def erase(tx: Tx, person: Person) -> None:
    """Coming places are given back; the rest keep counting, without the person."""
    if not person.confirmed:
        return
    for coming in seats.of_member(tx, person.id):
        if place := seats.held(tx, coming.id):
            of = _event(tx, place.event_id)
            _tell_promoted(tx, seats.cancel(tx, place, of), of)
    tx.run("registration.forget_member", member_id=person.id)
