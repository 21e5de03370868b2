"""What a booking is: an hour in a place of the committee's or of one's unit; one at a time."""

from collections.abc import Sequence

from bot.message import Reply
from bot.people.offices import SECRETARIES
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.offerings import cards
from handlers.offerings.kind import Kind, Mode, Words
from handlers.offerings.offering import Offering, Pool


def _where(tx: Tx, of: Offering, pool: Pool | None) -> str:
    return f"{cards.span(tx, *of.hours(pool))}　{of.venue}"


def _free(tx: Tx, of: Offering) -> int:
    return sum(not pool.full and (pool.starts_at or 0) > tx.now for pool in of.pools)


def _face(tx: Tx, of: Offering) -> Sequence[str]:
    return [f"每个时段 {of.pools[0].capacity} 人，还可约 {_free(tx, of)} 个时段"]


def _left(tx: Tx, of: Offering) -> str:
    return f"可约 {_free(tx, of)} 个时段"


def _refusal(tx: Tx, person: Person, of: Offering, pool: Pool) -> Reply | None:
    """One open booking per person and place; what is over counts no longer, used or not."""
    row = tx.row("bookings.open_one", member_id=person.id, series=of.series)
    if row is None:
        return None
    at = saying.at(row["starts_at"], tx.now)
    return Reply(
        f"您在{of.title}已约了 {at}，一次约一个。\n要换时间请先回复“取消预约 {row['code']}”。"
    )


WORDS = Words(
    noun="预约", called="时段", published="预约点", this="这个时段", listed="预约",
    sign_up="预约", mine="我的预约", leave="取消预约", taking="预约", verb="预约", act="预约",
    leaving="取消", say="说地方和时间", fuller="把地方和日子一起说", open="可预约", seats="名额",
    count="预约", record="预约", own="您的预约", on_card="回复编号看凭号或取消",
    changed="预约有变化", unable="来不了", which_mode="约哪个时段？",
    none_open="现在没有可预约的时段，开放了会在这里公布。",
    none_mine="您现在没有预约。回复“预约”看哪里可约。",
    only_oneself="预约只能给本人办理，没有约。请他本人在这里说一声“预约”。",
    gone="这个预约已经取消过了，不用重复操作。",
    given_up="时段已让出，谢谢您提前说一声。",
    way_out="来不了请回复“取消预约 {code}”，好让别人使用",
    reminder="【提醒】{heading}　{when}\n{venue}　凭号 {code}",
    general=("预约", "时段", "职工"),
    verbs=("预约",),
)  # fmt: skip
KIND = Kind(
    name="bookings",
    thing="booking",
    words=WORDS,
    by_hour=True,
    waits=False,
    modes={"": Mode("")},
    everybody=False,
    publishers=SECRETARIES,
    category_of=lambda title: title,
    refusal=_refusal,
    lists_full=False,
    final=False,
    where=_where,
    left=_left,
    face=_face,
)
