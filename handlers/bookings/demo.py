"""Invented places to book, two weeks ahead."""

from bot.demo import World
from bot.store.tx import Tx
from handlers.bookings import keeping
from handlers.bookings.opening import Bookable, Hours

PLACES = (
    ("职工理发室", "机关大院3号楼一层", Hours("work", 9 * 60, 17 * 60, 60, 2)),
    ("职工书屋活动室", "机关大院2号楼四层", Hours("0123456", 9 * 60, 21 * 60, 120, 20)),
    ("爱心妈妈小屋", "市民中心二楼", Hours("work", 8 * 60 + 30, 17 * 60 + 30, 30, 1)),
    ("党员活动会议室", "机关大院1号楼三层", Hours("work", 8 * 60, 18 * 60, 120, 1)),
)


def fill(tx: Tx, world: World) -> None:
    """Once; their days go on by themselves."""
    for number, (title, venue, hours) in enumerate(PLACES):
        whose = f"p{number}", world.committee_id
        keeping.store(tx, Bookable(*whose, True, title, venue, hours))
