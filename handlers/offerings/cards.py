"""How an offering and a place in it read."""

from collections.abc import Sequence

from bot.message import Choice, Menu, Reply
from bot.store.tx import Tx
from bot.when import saying
from handlers.offerings import focused, seats
from handlers.offerings.kind import Kind
from handlers.offerings.offering import Offering, Pool
from handlers.offerings.said_of_a_card import STEPS_OUT, UNDO, WHEN_AND_WHERE
from handlers.offerings.seats import Seat


def lines(kind: Kind, tx: Tx, found: Sequence[Offering]) -> list[str]:
    return [f"{n} {line(tx, of)}　{_left(kind, tx, of)}" for n, of in enumerate(found, 1)]


def line(tx: Tx, of: Offering) -> str:
    return f"{of.area} {of.title}　{saying.at(of.starts_at, tx.now)}".lstrip()


def _left(kind: Kind, tx: Tx, of: Offering) -> str:
    if of.closes_at <= tx.now:
        return "报名已截止"
    if all(pool.full for pool in of.pools):
        return "候补中" if kind.waits else "已满"
    return kind.left(tx, of)


def face(kind: Kind, tx: Tx, of: Offering) -> list[str]:
    """The lines of an offering as whoever has no place in it sees them."""
    what = of.category if kind.by_category else kind.words.called
    return [f"【{what}】{of.heading}", kind.where(tx, of, None), *kind.face(tx, of)]


def deadline(tx: Tx, of: Offering) -> list[str]:
    """Where there is one of its own."""
    return [] if of.deadline_at is None else [f"报名截止：{saying.at(of.deadline_at, tx.now)}"]


def span(tx: Tx, starts_at: int, ends_at: int) -> str:
    """Only the hour of the end, when it is on the same day."""
    start, end = saying.at(starts_at, tx.now), saying.at(ends_at, tx.now)
    day, _, hour = end.rpartition("）")
    return f"{start} 至 {hour if start.startswith(day) else end}"


def called_off(kind: Kind, tx: Tx, of: Offering) -> str:
    words = kind.words
    end = f"这项{words.noun}已经取消，不用来了。回复“{words.listed}”看别的。"
    return "\n".join([f"【已取消】{of.heading}", kind.where(tx, of, None), end])


def taken(kind: Kind, tx: Tx, place: Seat, of: Offering) -> Reply:
    """The card of a place just taken; a slip is mended in a word."""
    choices = (
        Choice(kind.act("ask_to_leave"), place.id, UNDO),
        Choice(kind.act("leave"), "", STEPS_OUT),
        Choice(kind.act("card"), of.id, WHEN_AND_WHERE),
    )
    menu = Menu(choices, Choice(kind.act("list")))
    return Reply(card(kind, tx, place, of), menu, focused.topic(kind, of, focused.TAKEN))


def card(kind: Kind, tx: Tx, place: Seat, of: Offering) -> str:
    """The same card for the same place, however often it is asked for."""
    pool = seats.pool_of(place, of)
    label, where = kind.label(pool.mode), kind.where(tx, of, pool)
    until = saying.at(of.closes_at, tx.now)
    out = kind.words.way_out.format(code=place.code, until=until)
    if place.waiting:
        first = f"【候补第 {seats.position(tx, place)} 位】{of.heading}{bracketed(label)}"
        rest = f"凭号 {place.code}　有空位会按顺序给您留上并告诉您{_elsewhere(kind, of, pool)}。"
        return "\n".join([first, where, rest, out])
    remind = "　提前一天提醒您" if seats.remind_at(place, of) > tx.now else ""
    how = f"　{label}" if label else ""
    other = _other(of, pool)
    change = f"改为{kind.label(other.mode)}回复“改方式”，" if other else ""
    head = f"【{kind.words.act}成功】{of.heading}"
    return "\n".join([head, f"{where}{how}", f"凭号 {place.code}{remind}", change + out])


def _other(of: Offering, pool: Pool) -> Pool | None:
    """The other of two ways of taking part."""
    others = [p for p in of.pools if p.session == pool.session and p.mode != pool.mode]
    return others[0] if len(others) == 1 else None


def _elsewhere(kind: Kind, of: Offering, pool: Pool) -> str:
    """What one may do instead of waiting."""
    other = _other(of, pool)
    if other and not other.full:
        return f"；也可回复“改方式”改为{kind.label(other.mode)}（还有名额）"
    return "" if kind.lists_full else f"；别处还缺人，回复“{kind.words.listed}”看看"


def bracketed(label: str) -> str:
    return f"（{label}）" if label else ""


def already(kind: Kind, tx: Tx, place: Seat, of: Offering) -> Reply:
    return shown(kind, tx, place, of).before(f"您已{kind.words.act}，不用重复操作。")


def shown(kind: Kind, tx: Tx, place: Seat, of: Offering) -> Reply:
    """The card of a place that is held."""
    return Reply(card(kind, tx, place, of), about=focused.topic(kind, of, focused.TAKEN))


def too_late(kind: Kind, tx: Tx, of: Offering, pool: Pool) -> str:
    """Why a place may not be given back any more; "" as long as it may."""
    starts_at, _ = of.hours(pool)
    if of.deadline_at is not None and kind.final and of.deadline_at <= tx.now < starts_at:
        settled = f"{of.name}的报名名单已于 {saying.at(of.deadline_at, tx.now)} 定下"
        return f"{settled}，不能在这里取消了。\n{kind.words.too_late}"
    if starts_at > tx.now:
        return ""
    return f"这项{kind.words.noun}已经开始，不用{kind.words.leaving}了。确实有变化请回复“人工”。"


def given_back(kind: Kind, tx: Tx, place: Seat, of: Offering) -> str:
    """A place that is held goes to who waits for it, and they are told."""
    tell_promoted(kind, tx, seats.cancel(kind, tx, place, of), of)
    return f"【已取消】{of.heading}{bracketed(kind.label(seats.pool_of(place, of).mode))}"


def tell_promoted(kind: Kind, tx: Tx, place: Seat | None, of: Offering) -> None:
    if place is not None:
        text = f"【有空位】候补转成功，不用操作。\n{card(kind, tx, place, of)}"
        seats.tell(kind, tx, place, text)
