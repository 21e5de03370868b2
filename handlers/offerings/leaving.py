"""What people say to give their place back."""

from collections.abc import Sequence

from bot.conversation import lists
from bot.conversation.lists import Page
from bot.hearing.heard import Heard
from bot.message import Choice, Menu, Reply
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.offerings import cards, focused, mine, seats
from handlers.offerings.kind import Kind
from handlers.offerings.said_of_a_card import RESTORE
from handlers.offerings.seats import Seat


def leave(kind: Kind, tx: Tx, person: Person, argument: Heard) -> Reply:
    """取消报名 H3K7 leaves; anything less exact is asked about first."""
    text, number = lists.turned(argument)
    found = mine.meant(kind, tx, person, argument.part(text))
    if not found.places:
        return Reply(kind.words.none_mine + kind.words.elsewhere)
    if found.amiss:  # a number in a hurry must not cancel another one
        return mine.show(kind, tx, person, "").before(found.amiss)
    if found.together:
        return _all_asked(kind, tx, found.places)
    if number is None and found.exact:
        return withdraw(kind, tx, person, found.places[0].id)
    return _asked(kind, tx, found, Page(kind.act("leave"), text, number or 0))


def _asked(kind: Kind, tx: Tx, found: mine.Meant, at: Page) -> Reply:
    which = "哪一项？" if len(found.places) > 1 else "这一项吗？"
    return mine.which(kind, tx, found, "withdraw", kind.words.leaving + which, at).asking()


def _all_asked(kind: Kind, tx: Tx, places: Sequence[Seat]) -> Reply:
    """Several at once are asked about once."""
    lines = [f"· {mine.line(kind, tx, place)}" for place in places]
    text = "\n".join(
        [f"这 {len(places)} 项都{kind.words.leaving}吗？", *lines, "回复 1 确认；不用了就不回。"]
    )
    every = Choice(kind.act("withdraw_all"), " ".join(place.id for place in places))
    return Reply(text, Menu((every,), Choice(kind.act("leave"), ""))).asking()


def withdraw_all(kind: Kind, tx: Tx, person: Person, seat_ids: str) -> Reply:
    """One after the other; what cannot be given back is said, and hinders no other."""
    replies = [withdraw(kind, tx, person, seat_id) for seat_id in seat_ids.split(" ")]
    return Reply("\n".join(reply.text.partition("\n")[0] for reply in replies))


def ask_to_leave(kind: Kind, tx: Tx, person: Person, argument: Heard) -> Reply:
    """Said right after it was taken; of all, when it is gone by now."""
    seat_id, _ = lists.turned(argument)
    own = [place for place in seats.of_member(kind, tx, person.id) if place.id == seat_id]
    if not own:
        return leave(kind, tx, person, argument.part(""))
    return _asked(kind, tx, mine.Meant(own), Page(kind.act("ask_to_leave"), seat_id))


def withdraw(kind: Kind, tx: Tx, person: Person, seat_id: str) -> Reply:
    place = seats.own(tx, seat_id, person.id)
    if place is None:
        return Reply(kind.words.gone)
    of = seats.of(kind, tx, place)
    if not of.open:
        return Reply(cards.called_off(kind, tx, of))
    if late := cards.too_late(kind, tx, of, seats.pool_of(place, of)):
        return Reply(late)
    said = cards.given_back(kind, tx, place, of)
    text = f"{said}\n{kind.words.given_up.format(of.name)}"
    back = Menu((Choice(kind.act("restore"), of.id, RESTORE),))
    return Reply(text, back, focused.topic(kind, of, focused.GIVEN_BACK))
