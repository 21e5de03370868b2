"""One's own place given up for another thing, in one sentence: 大讲堂不去了 换成宣讲."""

from collections.abc import Sequence

from bot.hearing.heard import Heard
from bot.language.text import in_quotes
from bot.message import Choice, Menu, Reply
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when.period import told
from handlers.offerings import cards, finding, focused, listing, mine, offering, seats
from handlers.offerings.clashing import EXCHANGE, QUEUE, SEAT
from handlers.offerings.kind import Kind
from handlers.offerings.offering import Offering, Pool
from handlers.offerings.seats import Seat


def swap(kind: Kind, tx: Tx, person: Person, text: Heard) -> Reply:
    """Which place and which other thing are told by their names; it is asked about once."""
    places = seats.of_member(kind, tx, person.id)
    if not places:
        return Reply(kind.words.none_mine)
    wanted = _wanted(kind, tx, person, text, places)
    if wanted is None:
        return listing.show(kind, tx, person, text.part("")).before(
            f"要换成哪一项{kind.words.noun}？"
        )
    given_up = _given_up(kind, tx, person, text, places)
    if given_up is None:
        return mine.show(kind, tx, person, "").before(
            f"换成{in_quotes(wanted.name)}，要退哪一项？请说全一些。"
        )
    return _asked(kind, tx, given_up, wanted, text)


def _wanted(
    kind: Kind, tx: Tx, person: Person, text: Heard, places: Sequence[Seat]
) -> Offering | None:
    """The one thing named that the person has no place in; of a series the last one named."""
    held = {place.offering_id for place in places}
    for clause in reversed(text.clauses):
        found = finding.find(kind, tx, person, text.part(clause))
        others = [i for i in found.ids if i not in held] if found and not found.amiss else []
        if len(others) == 1:
            return offering.seen(kind, tx, person, others[0])
    others = [i for i in finding.named_in(kind, tx, person, text) if i not in held]
    return offering.seen(kind, tx, person, others[0]) if len(others) == 1 else None


def _given_up(
    kind: Kind, tx: Tx, person: Person, text: Heard, places: Sequence[Seat]
) -> Seat | None:
    """The place that is named, the only one, or the one just spoken of."""
    if len(places) == 1:
        return places[0]
    known = finding.titles(kind, tx, person, [place.offering_id for place in places])
    own = [title for title in known if any(place.offering_id == title.id for place in places)]
    _, rest = told(text, tx.now, [title.name for title in own])
    ids = {title.id for title in finding.named(kind, tx, own, rest).titles}
    named = [place for place in places if place.offering_id in ids]
    return named[0] if len(named) == 1 else focused.own(kind, tx, person)


def _asked(kind: Kind, tx: Tx, given_up: Seat, wanted: Offering, text: Heard) -> Reply:
    of = seats.of(kind, tx, given_up)
    pool = _pool(kind, tx, given_up, wanted, text)
    offering.check_open(kind, tx, wanted, pool)
    how = f"（{kind.label(pool.mode)}）" if kind.label(pool.mode) else ""
    queue = "，这边满了，先候补" if pool.full else ""
    said = f"退出{in_quotes(of.name)}，换成：\n{cards.line(tx, wanted)}{how}{queue}\n1 换　不换就不用回"
    what = f"{kind.name} {given_up.id} {kind.name} {wanted.id} {pool.id} {QUEUE if pool.full else SEAT}"
    return Reply(said, Menu((Choice(EXCHANGE, what),))).asking()


def _pool(kind: Kind, tx: Tx, given_up: Seat, wanted: Offering, text: Heard) -> Pool:
    """In the way that is said, else in the way of the place given up, else in any."""
    now = seats.pool_of(given_up, seats.of(kind, tx, given_up)).mode
    ways = (kind.mode_in(text), now)
    found = (wanted.pool(mode) for mode in ways if mode is not None)
    return next((pool for pool in found if pool is not None), wanted.pools[0])
