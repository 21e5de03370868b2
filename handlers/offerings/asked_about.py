"""Questions about the one just spoken of: 在哪儿啊, 还有位子没, 要带什么."""

from collections.abc import Callable, Mapping

from bot.conversation import focus
from bot.conversation.capability import Found
from bot.hearing.heard import Heard
from bot.hearing.situations import UNDO
from bot.language.text import in_quotes
from bot.message import Focus, Reply
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.offerings import finding, focused, listing, mine, offering, seats, signing_up
from handlers.offerings.kind import Kind
from handlers.offerings.offering import Offering

UNKNOWN = {
    "bring": "要带什么",
    "contact": "找谁",
    "link": "视频链接",
    "companion": "能不能带人",
    "transport": "怎么去",
    "fee": "费用",
    "eligibility": "有没有别的要求",
}


def about(kind: Kind, tx: Tx, person: Person, heard: Heard) -> Reply:
    """几点, 大讲堂10期在哪: the one that is named or was spoken of; else one's own, else which."""
    if finding.find(kind, tx, person, heard):
        return listing.show(kind, tx, person, heard)
    spoken_of = focus.of(tx, person.openid, kind.name)
    field = heard.response(spoken_of.situation).field.label if spoken_of else ""
    if spoken_of and (told := answer(kind, tx, person, spoken_of, heard, field, None)):
        return told
    if person.confirmed and seats.of_member(kind, tx, person.id):
        return mine.show(kind, tx, person, "")
    return listing.show(kind, tx, person, heard)


def answer(
    kind: Kind, tx: Tx, person: Person, spoken_of: Focus, heard: Heard, field: str, _: Found | None
) -> Reply | None:
    """What is known of it in a line; what is not known is said, with whom to ask."""
    of = focused.one(kind, tx, person)
    named = finding.named_in(kind, tx, person, heard)
    if of is None or named:  # what is named is shown whole
        return None
    if field == UNDO:
        return signing_up.restore(kind, tx, person, of.id)
    told = _TOLD.get(field)
    mine = seats.find(tx, of.id, person.id) if person.confirmed else None
    pool = seats.pool_of(mine, of) if mine else None
    lines = [f"{in_quotes(of.heading)}：", kind.where(tx, of, pool)]
    lines.append(told(kind, tx, of) if told else _unknown(field))
    return Reply("\n".join(filter(None, lines)), about=spoken_of)


def _seats(kind: Kind, tx: Tx, of: Offering) -> str:
    if of.closes_at <= tx.now:
        return "报名已经截止。"
    left = [
        f"{kind.label(pool.mode)} {_left(kind, pool)}".lstrip()
        for pool in of.pools
        if not pool.hour
    ]
    return f"已报 {of.taken} 人，{'，'.join(left)}。" if left else f"已约 {of.taken} 人。"


def _left(kind: Kind, pool: offering.Pool) -> str:
    if pool.full:
        return f"已满，{pool.waiting} 人在候补" if kind.waits else "已满"
    return signing_up.places_left(pool)


def _deadline(kind: Kind, tx: Tx, of: Offering) -> str:
    if of.deadline_at is None:
        return "没有另设截止时间，开始前都可以。"
    return f"报名截止：{saying.at(of.deadline_at, tx.now)}"


def _when_and_where(kind: Kind, tx: Tx, of: Offering) -> str:
    """It stands in the line above."""
    return ""


def _modes(kind: Kind, tx: Tx, of: Offering) -> str:
    labels = [kind.label(pool.mode) for pool in of.pools if kind.label(pool.mode)]
    return f"参加方式：{'、'.join(dict.fromkeys(labels))}" if labels else ""


_TOLD: Mapping[str, Callable[[Kind, Tx, Offering], str]] = {
    "time": _when_and_where,
    "duration": _when_and_where,
    "place": _when_and_where,
    "seats": _seats,
    "people": _seats,
    "count": _seats,
    "own_state": _seats,
    "deadline": _deadline,
    "format": _modes,
}


def _unknown(field: str) -> str:
    """Where the question is of a kind that the card has no line for."""
    what = UNKNOWN.get(field)
    said = f"{what}，发布时没有写" if what else "别的发布时没有写"
    return f"{said}；要问请回复“人工”，我转给工委的同志。"
