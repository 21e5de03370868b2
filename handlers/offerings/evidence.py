"""Signs beside the words that one of a kind may be meant: it is named, held, or in one's care."""

from collections.abc import Mapping, Sequence

from bot.hearing.heard import Heard
from bot.people import offices
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.offerings import covered, finding, focused, seats
from handlers.offerings.kind import Kind
from handlers.pasted.wishes import organises, says_off, what_is_off

NAMED = 1.2  # for what is done with one, where one that is ahead is named
ABOUT = 2.0  # for being told about it
ALONE = 3.0  # … and more, where nothing is said but its name: its card says how all else is done
HELD, NOT_HELD = 1.0, 2.0  # for and against what is done with a place
COVERED, NOT_COVERED = 2.5, 2.0  # for and against what is done in office
AREA = 1.5  # more for a kind that has areas, where one is named: others have none
ORGANISED, OFF = 5.0, 2.5  # for what an organiser says of something to be held, or called off
SPOKEN_OF = 1.5  # for what can be done with the one that was just spoken of
# By the actions of the engine whose acts they are.
TOLD = ("list", "about")
TAKEN = ("sign_up", "mine")
OF_A_PLACE = ("leave", "change_mode")
SWAPPED = ("swap",)
OF_THE_WHOLE = ("change", "call_off_or_leave")


def of(
    kind: Kind, acts: Mapping[str, Sequence[str]], tx: Tx, person: Person, heard: Heard
) -> Mapping[str, float]:
    """`acts`: by what the engine calls an action, what is asked for with it."""
    named = finding.named_in(kind, tx, person, heard)
    said = _said_in_office(kind, acts, tx, person, heard, bool(named))
    if not named:
        return {**_of_the_one_spoken_of(kind, acts, tx, person), **said}
    places = seats.of_member(kind, tx, person.id) if person.confirmed else []
    own = {place.offering_id for place in places}
    held = NAMED + (HELD if own.intersection(named) else -NOT_HELD)
    whole = COVERED if covered.named(kind, tx, person, heard) else -NOT_COVERED
    about = ABOUT + (ALONE if finding.is_a_name(kind, tx, person, heard) else 0.0)
    there = AREA if kind.areas and kind.areas.named(tx, heard) else 0.0
    weights: dict[tuple[str, ...], float] = {
        TOLD: about + there,
        TAKEN: NAMED + there,
        OF_A_PLACE: held + there,
        OF_THE_WHOLE: whole,
        SWAPPED: NAMED,
    }
    return {**_by_act(acts, weights), **said}


def _said_in_office(
    kind: Kind, acts: Mapping[str, Sequence[str]], tx: Tx, person: Person, heard: Heard, named: bool
) -> Mapping[str, float]:
    """组织大家看电影, 看电影黄了: from whom may publish, or has published what takes place."""
    plans, off = organises(heard), says_off(heard)
    if not (plans or off) or not offices.held(tx, person, kind.publishers):
        return {}
    found = {("publish",): ORGANISED} if plans else {}
    theirs = off and covered.named(kind, tx, person, what_is_off(heard) if named else "")
    return _by_act(acts, found | ({OF_THE_WHOLE[1:]: OFF * (1 + named)} if theirs else {}))


def _of_the_one_spoken_of(
    kind: Kind, acts: Mapping[str, Sequence[str]], tx: Tx, person: Person
) -> Mapping[str, float]:
    """Where nothing is named: 还是视频吧, 取消吧, right after a place was taken."""
    of = focused.one(kind, tx, person)
    if of is None:
        return {}
    if person.confirmed and seats.find(tx, of.id, person.id):
        return _by_act(acts, {TOLD: SPOKEN_OF, OF_A_PLACE: SPOKEN_OF})
    return _by_act(acts, {TOLD: SPOKEN_OF, TAKEN[:1]: 2 * SPOKEN_OF, OF_A_PLACE: -SPOKEN_OF})


def _by_act(
    acts: Mapping[str, Sequence[str]], weights: Mapping[tuple[str, ...], float]
) -> Mapping[str, float]:
    return {
        act: weight
        for actions, weight in weights.items()
        for action in actions
        for act in acts.get(action, ())
    }
