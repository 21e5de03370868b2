"""Two things at one time: which they are, the ways out, and one place given up for another."""

from bot import commitments
from bot.commitments import Commitment
from bot.message import Again, Choice, Menu, Reply
from bot.people import places
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.registration import cards, events, seats
from handlers.registration.events import MODES, Event, Pool

SEAT, QUEUE = "seat", "queue"  # what is offered instead


def refusal(tx: Tx, person: Person, chosen: Event, pool: Pool) -> Reply | None:
    """The reason, the other commitment by name, and the ways out."""
    when = (chosen.starts_at, chosen.ends_at)
    other = commitments.clash(tx, person.id, *when)
    if other is None:
        return None
    lines = [f"这场与您{_named(tx, other)}时间冲突，没有报上。"]
    ways = []
    if also := commitments.clash(tx, person.id, *when, besides=other.source_id):
        lines.append(f"同一时间还有“{also.title}”。要报请先退出，回复“我的报名”“我的志愿”查看。")
    else:
        ways.append(_exchange(chosen, pool, other))
    if instead := _alternative(tx, person, chosen):
        said = f"改报 {instead.title}（{saying.at(instead.starts_at, tx.now)}）"
        ways.append((said, Choice("registration.sign_up_for", instead.id)))
    lines += [f"{n} {said}" for n, (said, _) in enumerate(ways, 1)]
    if ways:
        lines.append("回复编号，或者不用管。")
    menu = Menu(tuple(choice for _, choice in ways), Choice("registration.mine", ""))
    return Reply("\n".join(lines), menu)


def _named(tx: Tx, other: Commitment) -> str:
    return f" {saying.at(other.starts_at, tx.now)} 的“{other.title}”"


def _exchange(chosen: Event, pool: Pool, other: Commitment) -> tuple[str, Choice]:
    had, how = (SEAT, "报") if pool.left else (QUEUE, "候补")
    what = f"{other.source} {other.source_id} {seats.SOURCE} {chosen.id} {pool.mode} {had}"
    return f"先退出“{other.title}”，再{how}这场", Choice("exchanges.exchange", what)


def _alternative(tx: Tx, person: Person, chosen: Event) -> Event | None:
    """Another open event of the same kind that this person has time for."""
    for other in events.page(tx, places.path_of(tx, person), chosen.kind, 0)[0]:
        free = commitments.clash(tx, person.id, other.starts_at, other.ends_at) is None
        if other.id != chosen.id and free and any(pool.left for pool in other.pools):
            return other
    return None


# ---------------------------------------------------------------- given up for this, or for another


def ready(tx: Tx, person: Person, wanted: str, besides: str) -> None:
    """Raises Again unless the seat, or the place in the queue, that was offered may be had."""
    event_id, mode, had = wanted.split()
    events.hold(tx, event_id)
    chosen = events.seen(tx, person, event_id)
    if mine := seats.find(tx, event_id, person.id):
        raise Again(cards.already(tx, mine, chosen))
    events.check_open(tx, chosen)
    when = (chosen.starts_at, chosen.ends_at)
    if other := commitments.clash(tx, person.id, *when, besides=besides):
        raise Again(f"这场还与您{_named(tx, other)}时间冲突，什么也没有改动。")
    pool = chosen.pool(mode)
    if pool is None or (had == SEAT and not pool.left):
        said = f"{chosen.title}的{MODES[mode]}名额刚刚满了，什么也没有改动。"
        raise Again(f"{said}\n要候补请再发“报名 {chosen.title}”。")


def take(tx: Tx, person: Person, wanted: str) -> Reply:
    event_id, mode, _ = wanted.split()
    chosen = events.seen(tx, person, event_id)
    return cards.taken(tx, seats.book(tx, person.id, chosen, mode), chosen)


def leave(tx: Tx, person: Person, registration_id: str) -> str:
    """What is given up already is not spoken of. Raises Again once the list is made."""
    place = seats.held(tx, registration_id)
    if place is None or place.member_id != person.id:
        return ""
    of = seats.event_of(tx, place)
    if not of.open:
        return ""
    if of.deadline_at <= tx.now:
        raise Again(f"{cards.too_late(tx, of)}\n什么也没有改动。")
    return cards.given_back(tx, place, of)
