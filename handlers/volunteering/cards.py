"""How a need and a place in it read."""

from collections.abc import Sequence

from bot.message import Choice, Menu, Reply
from bot.store.tx import Tx
from bot.when import saying
from handlers.speech import STEPS_OUT, UNDO, WHEN_AND_WHERE
from handlers.volunteering import needs
from handlers.volunteering.needs import Need, Service


def lines(tx: Tx, found: Sequence[Need]) -> list[str]:
    return [
        f"{n} {need.community} {need.title}　{saying.at(need.starts_at, tx.now)}　缺 {need.left} 人"
        for n, need in enumerate(found, 1)
    ]


def face(tx: Tx, wanted: Need) -> list[str]:
    """The lines of a need as whoever has no place in it sees them."""
    return [
        f"【服务需求】{wanted.community}　{wanted.title}",
        f"{span(tx, wanted)}　{wanted.district}",
        f"要 {wanted.capacity} 人，还缺 {wanted.left} 人",
    ]


def span(tx: Tx, wanted: Need) -> str:
    return f"{saying.at(wanted.starts_at, tx.now)} 至 {_end(tx, wanted)}"


def _end(tx: Tx, wanted: Need) -> str:
    """Only the time, when it ends on the day it starts."""
    start, end = (saying.at(at, tx.now) for at in (wanted.starts_at, wanted.ends_at))
    day, _, time = end.rpartition("）")
    return time if start.startswith(day) else end


def called_off(tx: Tx, wanted: Need) -> str:
    when = saying.at(wanted.starts_at, tx.now)
    return (
        f"【已取消】{wanted.community}　{wanted.title}\n{when}\n"
        "这项服务已经取消，不用来了。回复“志愿”看别的。"
    )


def taken(tx: Tx, place: Service, wanted: Need) -> Reply:
    """The card of a place just taken; a slip is mended in a word."""
    choices = (
        Choice("volunteering.ask_to_leave", place.id, UNDO),
        Choice("volunteering.leave", "", STEPS_OUT),
        Choice("volunteering.card", wanted.id, WHEN_AND_WHERE),
    )
    return Reply(card(tx, place, wanted), Menu(choices, Choice("volunteering.list")))


def card(tx: Tx, place: Service, wanted: Need) -> str:
    remind = "　提前一天提醒您" if needs.remind_at(wanted) > tx.now else ""
    return "\n".join(
        [
            f"【报名成功】{wanted.community}　{wanted.title}",
            f"{span(tx, wanted)}　{wanted.district}",
            f"凭号 {place.code}{remind}",
            f"去不了请回复“退出志愿 {place.code}”，好让别人补上",
        ]
    )


def already(tx: Tx, place: Service, wanted: Need) -> str:
    return "您已报名，不用重复操作。\n" + card(tx, place, wanted)
