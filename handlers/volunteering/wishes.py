"""取消…, …改到… in words of one's own: of the need, from whose office covers it.

From anybody else 取消 means their own place, and news of a change asks what there is.
"""

from bot.message import Reply
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.pasted.wishes import calls_off
from handlers.volunteering import calling_off, covered, finding, listing, mine, needs, revising
from handlers.volunteering.needs import Need


def leave(tx: Tx, person: Person, argument: str) -> Reply:
    found = _open(tx, person, argument) if calls_off(argument) else []
    if not found:
        return mine.leave(tx, person, argument)
    own = {place.need_id for place in needs.of_member(tx, person.id)}
    taken = next((need for need in found if need.id in own), None)
    if taken is None:
        return calling_off.call_off(tx, person, argument)
    whole = f"要取消整项需求，回复“取消需求 {taken.name}”。"
    return mine.leave(tx, person, argument).after(whole)


def call_off(tx: Tx, person: Person, argument: str) -> Reply:
    """义诊不搞了; who has a place in it is asked about that first."""
    own = {place.need_id for place in needs.of_member(tx, person.id)}
    if own.intersection(need.id for need in _open(tx, person, argument)):
        return leave(tx, person, argument)
    return calling_off.call_off(tx, person, argument)


def change(tx: Tx, person: Person, text: str) -> Reply:
    found = _open(tx, person, text)
    if not found and not finding.named(tx, finding.titles(tx), text).titles:
        found = _open(tx, person, "")
    if not found:
        return listing.show_needs(tx, person, text)
    return revising.among(tx, person, found, text)


def _open(tx: Tx, person: Person, text: str) -> list[Need]:
    return [need for need in covered.named(tx, person, text) if need.open]
