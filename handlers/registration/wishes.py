"""取消…, …改到… in words of one's own: of the event, from whose office covers it.

From anybody else 取消 means their own place, and news of a change asks what there is.
"""

from bot.message import Reply
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.pasted.wishes import calls_off
from handlers.registration import (
    calling_off,
    changing,
    covered,
    finding,
    listing,
    mine,
    revising,
    seats,
)
from handlers.registration.events import Event


def cancel(tx: Tx, person: Person, argument: str) -> Reply:
    found = covered.named(tx, person, argument) if calls_off(argument) else []
    if not found:
        return changing.cancel(tx, person, argument)
    own = {place.event_id for place in seats.of_member(tx, person.id)}
    taken = next((event for event in found if event.id in own), None)
    if taken is None:
        return calling_off.call_off(tx, person, argument)
    whole = f"要取消整场活动，回复“取消活动 {taken.title}”。"
    return changing.cancel(tx, person, argument).after(whole)


def mine_of(tx: Tx, person: Person, text: str) -> Reply:
    """我报的健步走几点, 我报上健步走没有: the one that is named."""
    one = len(finding.named_in(tx, person, text)) == 1
    return listing.show_events(tx, person, text) if one else mine.show(tx, person, text)


def call_off(tx: Tx, person: Person, argument: str) -> Reply:
    """参观活动不搞了; who has a place in it is asked about that first."""
    own = {place.event_id for place in seats.of_member(tx, person.id)}
    if own.intersection(event.id for event in covered.named(tx, person, argument)):
        return cancel(tx, person, argument)
    return calling_off.call_off(tx, person, argument)


def change(tx: Tx, person: Person, text: str) -> Reply:
    found = _meant(tx, person, text)
    if not found:
        return listing.show_events(tx, person, text)
    return revising.among(tx, person, found, text)


def _meant(tx: Tx, person: Person, text: str) -> list[Event]:
    """What the office covers of that name; all it covers, when no event is named: 活动延期."""
    found = covered.named(tx, person, text)
    if found or finding.named(finding.titles(tx, person), text).rows:
        return found
    return covered.named(tx, person, "")
