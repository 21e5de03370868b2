"""取消…, …改到… in words of one's own: of the thing itself, from whose office covers it.

From anybody else 取消 means their own place, and news of a change asks what there is.
"""

from collections.abc import Sequence

from bot.hearing.clauses import after_the_no, stays_out
from bot.hearing.heard import Heard
from bot.message import Reply
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.offerings import (
    calling_off,
    covered,
    finding,
    leaving,
    listing,
    mine,
    revising,
    seats,
    signing_up,
)
from handlers.offerings.covered import Covered
from handlers.offerings.kind import Kind
from handlers.pasted.wishes import calls_off


def leave(kind: Kind, tx: Tx, person: Person, argument: Heard) -> Reply:
    if wanted := _wanted_instead(kind, tx, person, argument):
        return signing_up.sign_up(kind, tx, person, wanted)
    found = covered.named(kind, tx, person, argument) if calls_off(argument) else []
    if not found:
        return leaving.leave(kind, tx, person, argument)
    own = {place.offering_id for place in seats.of_member(kind, tx, person.id)}
    taken = next((each for each in found if each.id in own), None)
    if taken is None:
        return calling_off.call_off(kind, tx, person, argument)
    words = kind.words
    whole = f"要取消整{words.this[1:]}{words.published}，回复“取消{words.published} {taken.name}”。"
    return leaving.leave(kind, tx, person, argument).after(whole)


def mine_of(kind: Kind, tx: Tx, person: Person, text: Heard) -> Reply:
    """我报的健步走几点, 我报上健步走没有: the one that is named."""
    one = len(finding.named_in(kind, tx, person, text)) == 1
    return listing.show(kind, tx, person, text) if one else mine.show(kind, tx, person, text)


def call_off(kind: Kind, tx: Tx, person: Person, argument: Heard) -> Reply:
    """参观活动不搞了; who has a place in it is asked about that first."""
    own = {place.offering_id for place in seats.of_member(kind, tx, person.id)}
    if own.intersection(each.id for each in covered.named(kind, tx, person, argument)):
        return leave(kind, tx, person, argument)
    return calling_off.call_off(kind, tx, person, argument)


def _wanted_instead(kind: Kind, tx: Tx, person: Person, text: Heard) -> Heard | None:
    """Of 我不报健步走了，报读书会 the end, unless there is a place to be given back first."""
    wanted = text.part(after_the_no(text) if stays_out(text) else "")
    if not wanted or not finding.named_in(kind, tx, person, wanted):
        return None
    ruled_out = text.part(text.said.removesuffix(wanted))
    holds = {place.offering_id for place in seats.of_member(kind, tx, person.id)}
    return None if holds.intersection(finding.named_in(kind, tx, person, ruled_out)) else wanted


def change(kind: Kind, tx: Tx, person: Person, text: Heard) -> Reply:
    found = _meant(kind, tx, person, text)
    if not found:
        return listing.show(kind, tx, person, text)
    return revising.among(kind, tx, person, found, text)


def _meant(kind: Kind, tx: Tx, person: Person, text: Heard) -> Sequence[Covered]:
    """What the office covers of that name; all it covers, when none is named: 活动延期."""
    found = covered.named(kind, tx, person, text)
    if found or finding.named(kind, tx, finding.titles(kind, tx, person), text).titles:
        return found
    return covered.named(kind, tx, person, "")
