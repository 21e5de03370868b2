"""What people say to change how they take part, where there are two ways."""

import re
from collections.abc import Sequence

from bot.conversation import lists
from bot.conversation.lists import Page
from bot.hearing.heard import Heard
from bot.language.text import in_quotes
from bot.message import Choice, Menu, Reply
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.courtesies import ONLY_ONESELF
from handlers.offerings import cards, focused, mine, offering, seats, signing_up
from handlers.offerings.kind import Kind
from handlers.offerings.seats import Seat

_CHANGED = re.compile(r"(?:改|换|转|调|切|变)(.{2,8})")


def change(kind: Kind, tx: Tx, person: Person, argument: Heard) -> Reply:
    """改方式: to the other mode, or to the one that is named; asked about when several have two."""
    if _somebody_elses(kind, tx, person, argument):
        return Reply(ONLY_ONESELF)
    return _change(kind, tx, person, argument, _mode_wanted(kind, argument), "change_mode")


def whether(kind: Kind, tx: Tx, person: Person, text: Heard) -> Reply:
    """Where it is not sure that it is to be changed: asked about, also the only one."""
    if _somebody_elses(kind, tx, person, text):
        return Reply(ONLY_ONESELF)
    found = mine.meant(kind, tx, person, text)
    _, places = _changeable(kind, tx, found.places, _mode_wanted(kind, text))
    if len(places) != 1:
        return change(kind, tx, person, text)
    [place], of = places, seats.of(kind, tx, places[0])
    now = seats.pool_of(place, of).mode
    to = next(pool.mode for pool in of.pools if pool.mode != now)
    here, there = kind.label(now), kind.label(to)
    said = f"{in_quotes(of.name)}现在是{here}，改成{there}吗？\n1 改成{there}\n不改就不回。"
    return Reply(said, Menu((Choice(kind.act("change_to_other"), place.id),))).asking()


def _somebody_elses(kind: Kind, tx: Tx, person: Person, text: Heard) -> bool:
    """把周伟改成视频, 李静改到视频去; but 高烧去不了 改视频 names nobody."""
    name = signing_up.somebody_else(kind, tx, person, text, of_a_title=False)
    return bool(name) and re.search(f"[把给帮替]{name}|{name}的?[改换调转]", text.said) is not None


def to_mode(kind: Kind, mode: str, tx: Tx, person: Person, argument: Heard) -> Reply:
    """改视频"""
    return _change(kind, tx, person, argument, mode, f"to_{mode}")


def _mode_wanted(kind: Kind, text: Heard) -> str | None:
    """Of both modes in 现场改成视频, the one it is changed to."""
    changed = _CHANGED.search(text.squeezed)
    return (changed and kind.mode_in(changed[1])) or kind.mode_in(text)


def _change(
    kind: Kind, tx: Tx, person: Person, argument: Heard, to: str | None, action: str
) -> Reply:
    text, number = lists.turned(argument)
    found = mine.meant(kind, tx, person, argument.part(text))
    if not found.places:
        return Reply(kind.words.none_mine)
    both, places = _changeable(kind, tx, found.places, to)
    if found.spoken_of and not places:  # then any other may be meant
        both, places = _changeable(kind, tx, seats.of_member(kind, tx, person.id), to)
    if not places:
        return _nothing_to_change(kind, tx, person, both).before(found.amiss)
    if len(both) == 1 and number is None and not found.amiss:
        return change_to_other(kind, tx, person, places[0].id)
    spoken_of = focused.own(kind, tx, person)
    if spoken_of and spoken_of in places and not text:  # 改现场, right after it was taken
        return change_to_other(kind, tx, person, spoken_of.id)
    title, at = "改哪一项的参加方式？", Page(kind.act(action), text, number or 0)
    changed = found._replace(places=places)
    return mine.which(kind, tx, changed, "change_to_other", title, at)


def _changeable(
    kind: Kind, tx: Tx, places: Sequence[Seat], to: str | None
) -> tuple[Sequence[Seat], Sequence[Seat]]:
    """Those of which there are two ways, and of these those that are not the wanted one yet."""
    both = [place for place in places if len(seats.of(kind, tx, place).pools) == 2]
    return both, [place for place in both if _mode(kind, tx, place) != to]


def _mode(kind: Kind, tx: Tx, place: Seat) -> str:
    return seats.pool_of(place, seats.of(kind, tx, place)).mode


def _nothing_to_change(kind: Kind, tx: Tx, person: Person, both: Sequence[Seat]) -> Reply:
    words = kind.words
    if not both:
        only = f"您报名的{words.noun}都只有一种参加方式，不用改。"
        return Reply(f"{only}回复“{words.mine}”查看。")
    said = kind.label(_mode(kind, tx, both[0]))
    if len(both) == 1:
        of = seats.of(kind, tx, both[0])
        return Reply(f"已经是{said}，不用改。\n{cards.card(kind, tx, both[0], of)}")
    return mine.show(kind, tx, person, "").before(f"都已经是{said}，不用改。")


def change_to_other(kind: Kind, tx: Tx, person: Person, seat_id: str) -> Reply:
    place = seats.own(tx, seat_id, person.id)
    if place is None:
        return Reply(f"这项报名已经取消了。回复“{kind.words.mine}”查看现在的。")
    of = seats.of(kind, tx, place)
    offering.check_open(kind, tx, of)
    now = seats.pool_of(place, of)
    to = next(pool for pool in of.pools if pool.mode != now.mode)
    moved = seats.change_mode(kind, tx, place, of, to)
    if moved is None:
        full, kept = kind.label(to.mode), "候补位置" if place.waiting else "名额"
        said = f"{full}已经满了，没有改，您的{kind.label(now.mode)}{kept}还在。"
        return Reply(f"{said}\n{cards.card(kind, tx, place, of)}")
    place, promoted = moved
    cards.tell_promoted(kind, tx, promoted, of)
    return cards.taken(kind, tx, place, of).before(f"已改为{kind.label(to.mode)}。")
