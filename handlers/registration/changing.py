"""What people say to give their place back or to change how they take part."""

import re
from collections.abc import Sequence

from bot.conversation import lists
from bot.conversation.lists import Page
from bot.language.text import squeezed
from bot.message import Reply
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.registration import cards, events, mine, seats
from handlers.registration.events import MODES
from handlers.registration.seats import Registration

_CHANGED = re.compile(r"(?:改|换|转|调|切|变)(.{2,8})")


def cancel(tx: Tx, person: Person, argument: str) -> Reply:
    """取消报名 H3K7 cancels; anything less exact is asked about first."""
    text, number = lists.turned(argument)
    found = mine.meant(tx, person, text)
    if not found.places:
        return Reply(f"{mine.NONE_OF_MINE}要退志愿服务请回复“退出志愿”。")
    if found.amiss:  # a number in a hurry must not cancel another one
        return mine.show(tx, person, "").before(found.amiss)
    if number is None and found.exact:
        return withdraw(tx, person, found.places[0].id)
    return _asked(tx, found, Page("registration.cancel", text, number or 0))


def _asked(tx: Tx, found: mine.Meant, at: Page) -> Reply:
    title = "取消哪一项？" if len(found.places) > 1 else "取消这一项吗？"
    return mine.which(tx, found, "registration.withdraw", title, at).asking()


def ask_to_cancel(tx: Tx, person: Person, registration_id: str) -> Reply:
    """Said right after it was taken; of all, when it is gone by now."""
    place_id, _ = lists.turned(registration_id)
    own = [place for place in seats.of_member(tx, person.id) if place.id == place_id]
    if not own:
        return cancel(tx, person, "")
    return _asked(tx, mine.Meant(own), Page("registration.ask_to_cancel", place_id))


def withdraw(tx: Tx, person: Person, registration_id: str) -> Reply:
    place = seats.held(tx, registration_id)
    if place is None or place.member_id != person.id:
        return Reply("这项报名已经取消过了，不用重复操作。")
    of = seats.event_of(tx, place)
    if not of.open:
        return Reply(cards.called_off(tx, of))
    if of.deadline_at <= tx.now:
        return Reply(cards.too_late(tx, of))
    said = cards.given_back(tx, place, of)
    return Reply(f"{said}\n名额已让出。想再报名回复“报名 {of.title}”。")


def change(tx: Tx, person: Person, argument: str) -> Reply:
    """改方式: to the other mode, or to the one that is named; asked about when several have two."""
    return _change(tx, person, argument, _mode_wanted(argument), "registration.change_mode")


def to_video(tx: Tx, person: Person, argument: str) -> Reply:
    return _change(tx, person, argument, "video", "registration.to_video")


def to_onsite(tx: Tx, person: Person, argument: str) -> Reply:
    return _change(tx, person, argument, "onsite", "registration.to_onsite")


def _mode_wanted(text: str) -> str | None:
    """Of both modes in 现场改成视频, the one it is changed to."""
    changed = _CHANGED.search(squeezed(text))
    return (changed and events.mode_in(changed[1])) or events.mode_in(text)


def _change(tx: Tx, person: Person, argument: str, to: str | None, action: str) -> Reply:
    text, number = lists.turned(argument)
    found = mine.meant(tx, person, text)
    if not found.places:
        return Reply(mine.NONE_OF_MINE)
    both = [place for place in found.places if len(seats.event_of(tx, place).pools) == 2]
    places = [place for place in both if place.mode != to]
    if not places:
        return _nothing_to_change(tx, person, both).before(found.amiss)
    if len(both) == 1 and number is None and not found.amiss:
        return change_to_other(tx, person, places[0].id)
    title, at = "改哪一项的参加方式？", Page(action, text, number or 0)
    changed = found._replace(places=places)
    return mine.which(tx, changed, "registration.change_to_other", title, at)


def _nothing_to_change(tx: Tx, person: Person, both: Sequence[Registration]) -> Reply:
    if not both:
        return Reply("您报名的活动都只有一种参加方式，不用改。回复“我的报名”查看。")
    said = MODES[both[0].mode]
    if len(both) == 1:
        of = seats.event_of(tx, both[0])
        return Reply(f"已经是{said}，不用改。\n{cards.card(tx, both[0], of)}")
    return mine.show(tx, person, "").before(f"都已经是{said}，不用改。")


def change_to_other(tx: Tx, person: Person, registration_id: str) -> Reply:
    place = seats.held(tx, registration_id)
    if place is None or place.member_id != person.id:
        return Reply("这项报名已经取消了。回复“我的报名”查看现在的。")
    of = seats.event_of(tx, place)
    events.check_open(tx, of)
    to = next(pool.mode for pool in of.pools if pool.mode != place.mode)
    moved = seats.change_mode(tx, place, of, to)
    if moved is None:
        kept = "候补位置" if place.waiting else "名额"
        return Reply(
            f"{MODES[to]}已经满了，没有改，您的{MODES[place.mode]}{kept}还在。\n{cards.card(tx, place, of)}"
        )
    now, promoted = moved
    cards.tell_promoted(tx, promoted, of)
    return cards.taken(tx, now, of).before(f"已改为{MODES[to]}。")
