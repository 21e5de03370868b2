"""What people say to give their place back or to change how they take part."""

from bot import spoken
from bot.message import Reply
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.registration import cards, own, seats, signing_up
from handlers.registration.events import MODES


def cancel(tx: Tx, person: Person, text: str) -> Reply:
    """取消报名 H3K7 cancels; anything less exact is asked about first."""
    places = own.meant(tx, person, text)
    if len(places) == 1 and places[0].code in text.upper():
        return withdraw(tx, person, places[0].id)
    return own.which(
        tx, places, "registration.withdraw", "取消哪一项？" if len(places) > 1 else "取消这一项吗？"
    )


def withdraw(tx: Tx, person: Person, registration_id: str) -> Reply:
    place = seats.held(tx, registration_id)
    if place is None or place.member_id != person.id:
        return Reply("这项报名已经取消过了，不用重复操作。")
    of = seats.event_of(tx, place)
    if not of.open:
        return Reply(cards.called_off(tx, of))
    if of.deadline_at <= tx.now:
        return Reply(
            f"{of.title}的报名名单已于 {spoken.at(of.deadline_at, tx.now)} 定下，不能在这里取消了。\n"
            "确实来不了，请回复“人工”告诉工委的同志。"
        )
    promoted = seats.cancel(tx, place, of)
    cards.tell_promoted(tx, promoted, of)
    return Reply(
        f"【已取消】{of.title}（{MODES[place.mode]}）\n名额已让出。想再报名回复“报名 {of.title}”。"
    )


def change(tx: Tx, person: Person, text: str) -> Reply:
    """改方式: to the other mode; asked about when several places have two."""
    mine = own.meant(tx, person, text)
    places = [place for place in mine if len(seats.event_of(tx, place).pools) == 2]
    if len(places) == 1:
        return change_to_other(tx, person, places[0].id)
    if not mine:
        return Reply(own.NONE_OF_MINE)
    if not places:
        return Reply("您报名的活动都只有一种参加方式，不用改。回复“我的报名”查看。")
    return own.which(tx, places, "registration.change_to_other", "改哪一项的参加方式？")


def change_to_other(tx: Tx, person: Person, registration_id: str) -> Reply:
    place = seats.held(tx, registration_id)
    if place is None or place.member_id != person.id:
        return Reply("这项报名已经取消了。回复“我的报名”查看现在的。")
    of = seats.event_of(tx, place)
    signing_up.check_open(tx, of)
    to = next(pool.mode for pool in of.pools if pool.mode != place.mode)
    moved = seats.change_mode(tx, place, of, to)
    if moved is None:
        kept = "候补位置" if place.waiting else "名额"
        return Reply(
            f"{MODES[to]}已经满了，没有改，您的{MODES[place.mode]}{kept}还在。\n{cards.card(tx, place, of)}"
        )
    now, promoted = moved
    cards.tell_promoted(tx, promoted, of)
    return Reply(f"已改为{MODES[to]}。\n{cards.card(tx, now, of)}")
