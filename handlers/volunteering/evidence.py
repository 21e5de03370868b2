"""What beside the words tells whether a need is meant: that it is named, held, or in one's care."""

from collections.abc import Mapping

from bot.hearing.heard import Heard
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.volunteering import covered, finding, needs

TOLD = ("volunteer.list", "volunteer.about")
OF_NEEDS = ("volunteer.signup", "volunteer.mine")
OF_A_PLACE = ("volunteer.leave", "volunteer.swap")
OF_THE_WHOLE = ("need.change", "need.calloff")
NAMED = 1.2  # for what is done with needs, where one that is ahead is named
ABOUT = 2.0  # for being told about it
HELD, NOT_HELD = 1.0, 2.0  # for and against what is done with a place
COVERED, NOT_COVERED = 2.5, 0.5  # for and against what is done in office


def of(tx: Tx, person: Person, heard: Heard) -> Mapping[str, float]:
    named = {row.id for row in finding.named(tx, finding.titles(tx), heard.typed).titles}
    if not named:
        return {}
    own = {place.need_id for place in needs.of_member(tx, person.id)}
    held = NAMED + (HELD if own.intersection(named) else -NOT_HELD)
    whole = COVERED if covered.named(tx, person, heard.typed) else -NOT_COVERED
    return (
        dict.fromkeys(TOLD, ABOUT)
        | dict.fromkeys(OF_NEEDS, NAMED)
        | dict.fromkeys(OF_A_PLACE, held)
        | dict.fromkeys(OF_THE_WHOLE, whole)
    )
