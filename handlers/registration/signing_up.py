"""What people say to sign up, and what they are asked until they have a place."""

from bot import commitments, spoken
from bot.dialogue import Answers, Ask, Dialogue
from bot.message import Again, Choice, Menu, Reply
from bot.names import is_a_name
from bot.people import places
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.registration import cards, events, listing, seats
from handlers.registration.events import MODES, Event

dialogue = Dialogue("registration", "活动报名")


def sign_up(tx: Tx, person: Person, text: str) -> Reply:
    """报名 大讲堂 视频, or any sentence that names an event and perhaps a mode."""
    found = events.named(tx, places.path_of(tx, person), text)
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
    scope = places.path_of(tx, person)
    found = [event for i in among if (event := events.find(tx, person, i))] or events.page(
        tx, scope, "", 0
    )[0]
    if not found:
        raise Again(listing.NONE_OPEN)
    title = "您想报哪一项？" if among else "近期可报名的活动，想报哪一项？"
    lines = [title, *cards.lines(tx, found), "回复编号或活动名。（“取消”不报了）"]
    return Ask("\n".join(lines), tuple(event.id for event in found))


@dialogue.ask(_offered_events)
def event(tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    if events.find(tx, person, answer):
        return answer
    found = events.named(tx, places.path_of(tx, person), answer)
    if len(found) == 1:
        return found[0]
    if found:
        raise Again("有几项都像，请回复编号，或把活动名说全一些。")
    raise Again("没有找到这项活动，请回复编号，或直接说活动名。（“返回”上一步，“取消”不报了）")


def _has_two_modes(tx: Tx, so_far: Answers) -> bool:
    chosen = events.get(tx, so_far.get("event", ""))
    return chosen is not None and len(chosen.pools) == 2


def _offered_modes(tx: Tx, person: Person, so_far: Answers) -> Ask:
    chosen = events.seen(tx, person, so_far["event"])
    if mine := seats.find(tx, chosen.id, person.id):
        return Ask(cards.already(tx, mine, chosen) + "\n回复“取消”结束。", (mine.mode,))
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
    chosen = events.seen(tx, person, answers["event"])
    mine = seats.find(tx, chosen.id, person.id)
    if mine and chosen.open:
        return Reply(cards.already(tx, mine, chosen))
    check_open(tx, chosen)
    if refusal := _clash(tx, person, chosen):
        return refusal
    pool = chosen.pool(answers.get("mode", "")) or chosen.pools[0]
    place = seats.book(tx, person.id, chosen, pool.mode)
    return Reply(cards.card(tx, place, chosen))


def check_open(tx: Tx, chosen: Event) -> None:
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
    for other in events.page(tx, places.path_of(tx, person), chosen.kind, 0)[0]:
        free = commitments.clash(tx, person.id, other.starts_at, other.ends_at) is None
        if other.id != chosen.id and free and any(pool.left for pool in other.pools):
            return other
    return None
