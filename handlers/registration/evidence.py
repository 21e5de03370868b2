"""What beside the words tells whether an event is meant: that it is named, held, or in one's care."""

from collections.abc import Mapping

from bot.hearing.heard import Heard
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.registration import covered, finding, seats

TOLD = ("events.list", "events.about")
OF_EVENTS = ("events.register", "events.mine", "events.checkin")
OF_A_PLACE = ("events.cancel", "events.change_mode", "events.swap")
OF_THE_WHOLE = ("event.change", "event.calloff", "event.poster")
NAMED = 1.2  # for what is done with events, where one that is ahead is named
ABOUT = 2.0  # for being told about it
HELD, NOT_HELD = 1.0, 2.0  # for and against what is done with a place
COVERED, NOT_COVERED = 2.5, 0.5  # for and against what is done in office


def of(tx: Tx, person: Person, heard: Heard) -> Mapping[str, float]:
    named = finding.named_in(tx, person, heard.typed)
    if not named:
        return {}
    own = {place.event_id for place in seats.of_member(tx, person.id)}
    held = NAMED + (HELD if own.intersection(named) else -NOT_HELD)
    whole = COVERED if covered.named(tx, person, heard.typed) else -NOT_COVERED
    return (
        dict.fromkeys(TOLD, ABOUT)
        | dict.fromkeys(OF_EVENTS, NAMED)
        | dict.fromkeys(OF_A_PLACE, held)
        | dict.fromkeys(OF_THE_WHOLE, whole)
    )
