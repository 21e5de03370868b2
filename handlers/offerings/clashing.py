"""Two things at one time: which they are, the ways out, and one place given up for another."""

from collections.abc import Mapping

from bot import commitments
from bot.commitments import Commitment
from bot.language.text import in_quotes
from bot.message import Again, Choice, Menu, Reply
from bot.people import places
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.offerings import cards, offering, seats
from handlers.offerings.kind import Kind
from handlers.offerings.offering import Offering, Pool

SEAT, QUEUE = "seat", "queue"  # what is offered instead
EXCHANGE = "offerings.exchange"


def refusal(kind: Kind, tx: Tx, person: Person, chosen: Offering, pool: Pool) -> Reply | None:
    """Why this person cannot have it: no place, a rule of its own, or something at that time."""
    if pool.full and not kind.waits:
        return Reply(f"{_named_pool(kind, chosen, pool)}已经满了，没有报上。{_others(kind)}")
    if kind.refusal and (reply := kind.refusal(tx, person, chosen, pool)):
        return reply
    other = commitments.clash(tx, person.id, *chosen.hours(pool))
    return _clash(kind, tx, person, chosen, pool, other) if other else None


def _clash(
    kind: Kind, tx: Tx, person: Person, chosen: Offering, pool: Pool, other: Commitment
) -> Reply:
    """The reason, the other commitment by name, and the ways out."""
    words, when = kind.words, chosen.hours(pool)
    lines = [f"{words.this}与您{_named(tx, other)}时间冲突，没有报上。"]
    ways = []
    if also := commitments.clash(tx, person.id, *when, besides=other.source_id):
        lines.append(f"同一时间还有{in_quotes(also.title)}。要报请先退出，回复“我的”查看。")
    else:
        ways.append(_exchange(kind, chosen, pool, other))
    ways.append(_alternative(kind, tx, person, chosen))
    lines += [f"{n} {said}" for n, (said, _) in enumerate(ways, 1)]
    menu = Menu(tuple(choice for _, choice in ways), Choice(kind.act("mine"), ""))
    return Reply("\n".join([*lines, "回复编号，或者不用管。"]), menu)


def _named(tx: Tx, other: Commitment) -> str:
    return f" {saying.at(other.starts_at, tx.now)} 的{in_quotes(other.title)}"


def _exchange(kind: Kind, chosen: Offering, pool: Pool, other: Commitment) -> tuple[str, Choice]:
    had, how = (QUEUE, "候补") if pool.full else (SEAT, "报")
    what = f"{other.source} {other.source_id} {kind.name} {chosen.id} {pool.id} {had}"
    return f"先退出{in_quotes(other.title)}，再{how}{kind.words.this}", Choice(EXCHANGE, what)


def _alternative(kind: Kind, tx: Tx, person: Person, chosen: Offering) -> tuple[str, Choice]:
    """Another one of the same category that this person has time for, else all there are."""
    scope = places.path_of(tx, person)
    alike = offering.page(kind, tx, scope, chosen.category, 0)[0] if kind.by_category else []
    for other in alike:
        free = commitments.clash(tx, person.id, other.starts_at, other.ends_at) is None
        if other.id != chosen.id and free and not all(pool.full for pool in other.pools):
            said = f"改报 {other.title}（{saying.at(other.starts_at, tx.now)}）"
            return said, Choice(kind.act("take"), other.id)
    return f"看别的{kind.words.called}", Choice(kind.act("list"), "")


def _named_pool(kind: Kind, chosen: Offering, pool: Pool) -> str:
    which = pool.hour or kind.label(pool.mode)
    return f"{chosen.name}{f'的{which}' if which else ''}名额"


def _others(kind: Kind) -> str:
    return f"回复“{kind.words.listed}”看别的。"


# ---------------------------------------------------------------- given up for this, or for another


def exchange(kinds: Mapping[str, Kind], tx: Tx, person: Person, what: str) -> Reply:
    """`what` is the commitment to give up, then the kind, id and pool of the place wanted. Both or
    neither: whatever may refuse does so before anything is written."""
    source, seat_id, name, offering_id, *rest = what.split(" ")
    key, had = rest if len(rest) == 2 else ("", SEAT)
    kind = kinds[name]
    chosen, pool = _ready(kind, tx, person, offering_id, key, had, seat_id)
    left = _left(kinds[source], tx, person, seat_id)
    chosen = offering.seen(kind, tx, person, chosen.id)
    place = seats.book(kind, tx, person.id, chosen, pool)
    return cards.taken(kind, tx, place, chosen).before(left)


def _ready(
    kind: Kind, tx: Tx, person: Person, offering_id: str, key: str, had: str, besides: str
) -> tuple[Offering, Pool]:
    """Raises Again unless the seat, or the place in the queue, that was offered may be had."""
    offering.hold(tx, offering_id)
    chosen = offering.seen(kind, tx, person, offering_id)
    if mine := seats.find(tx, offering_id, person.id):
        raise Again(cards.already(kind, tx, mine, chosen).text)
    pool = chosen.pool(key) or chosen.pools[0]
    offering.check_open(kind, tx, chosen, pool)
    if kind.refusal and (reply := kind.refusal(tx, person, chosen, pool)):
        raise Again(reply.text)
    if other := commitments.clash(tx, person.id, *chosen.hours(pool), besides=besides):
        raise Again(f"{kind.words.this}还与您{_named(tx, other)}时间冲突，什么也没有改动。")
    if pool.full and (had == SEAT or not kind.waits):
        said = f"{_named_pool(kind, chosen, pool)}刚刚满了，什么也没有改动。"
        wait = f"要候补请再发“{kind.words.sign_up} {chosen.name}”。"
        raise Again(f"{said}\n{wait if kind.waits else _others(kind)}")
    return chosen, pool


def _left(kind: Kind, tx: Tx, person: Person, seat_id: str) -> str:
    """What is given up already is not spoken of. Raises Again once it is settled or has begun."""
    place = seats.own(tx, seat_id, person.id)
    of = seats.of(kind, tx, place) if place else None
    if place is None or of is None or not of.open:
        return ""
    if late := cards.too_late(kind, tx, of, seats.pool_of(place, of)):
        raise Again(f"{late}\n什么也没有改动。")
    return cards.given_back(kind, tx, place, of)
