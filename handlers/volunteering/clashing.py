"""Two things at one time: which they are, the ways out, and one place given up for another."""

from bot import commitments
from bot.commitments import Commitment
from bot.message import Again, Choice, Menu, Reply
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.volunteering import cards, listing, needs
from handlers.volunteering.needs import Need

STARTED = "这项服务已经开始，不用退出了。确实有变化请回复“人工”。"


def refusal(tx: Tx, person: Person, wanted: Need) -> Reply | None:
    """The reason, the other commitment by name, and the ways out."""
    when = (wanted.starts_at, wanted.ends_at)
    other = commitments.clash(tx, person.id, *when)
    if other is None:
        return None
    lines = [f"这项与您{_named(tx, other)}时间冲突，没有报上。"]
    ways = [("看别的服务需求", Choice("volunteering.list", ""))]
    if also := commitments.clash(tx, person.id, *when, besides=other.source_id):
        lines.append(f"同一时间还有“{also.title}”。要报请先退出，回复“我的报名”“我的志愿”查看。")
    else:
        what = f"{other.source} {other.source_id} {needs.SOURCE} {wanted.id}"
        exchange = Choice("exchanges.exchange", what)
        ways.insert(0, (f"先退出“{other.title}”，再报这项", exchange))
    lines += [f"{n} {said}" for n, (said, _) in enumerate(ways, 1)]
    menu = Menu(tuple(choice for _, choice in ways), Choice("volunteering.mine", ""))
    return Reply("\n".join([*lines, "回复编号，或者不用管。"]), menu)


def _named(tx: Tx, other: Commitment) -> str:
    return f" {saying.at(other.starts_at, tx.now)} 的“{other.title}”"


def check_open(tx: Tx, wanted: Need) -> None:
    if not wanted.open or wanted.starts_at <= tx.now:
        raise Again("这项服务已经取消或开始了。回复“志愿”看别的。")


# ---------------------------------------------------------------- given up for this, or for another


def ready(tx: Tx, person: Person, need_id: str, besides: str) -> None:
    """Raises Again unless a place may be had."""
    needs.hold(tx, need_id)
    wanted = listing.seen(tx, need_id)
    if mine := needs.find(tx, need_id, person.id):
        raise Again(cards.already(tx, mine, wanted))
    check_open(tx, wanted)
    when = (wanted.starts_at, wanted.ends_at)
    if other := commitments.clash(tx, person.id, *when, besides=besides):
        raise Again(f"这项还与您{_named(tx, other)}时间冲突，什么也没有改动。")
    if wanted.left <= 0:
        raise Again(f"{wanted.name}人刚刚够了，什么也没有改动。回复“志愿”看别的。")


def take(tx: Tx, person: Person, need_id: str) -> Reply:
    wanted = listing.seen(tx, need_id)
    place = needs.take(tx, person.id, wanted)
    assert place is not None  # noqa: S101 - the need is held, and one was left
    return cards.taken(tx, place, wanted)


def leave(tx: Tx, person: Person, service_id: str) -> str:
    """What is given up already is not spoken of. Raises Again once it has begun."""
    place = needs.held(tx, service_id)
    if place is None or place.member_id != person.id:
        return ""
    wanted = listing.seen(tx, place.need_id)
    if not wanted.open:
        return ""
    if wanted.starts_at <= tx.now:
        raise Again(f"{STARTED}\n什么也没有改动。")
    needs.leave(tx, place)
    return f"【已取消】{wanted.community}　{wanted.title}"
