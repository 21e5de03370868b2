"""An invented calendar of events, week by week, with people already signed up."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from bot.demo import World
from bot.store.tx import Tx
from handlers.offerings import demo
from handlers.offerings.demo import SPARE
from handlers.offerings.offering import Offering, Pool
from handlers.registration.event import KIND

AHEAD = 20  # events that can still be signed up for
FIRST_WEEKS = 8
MINUTE = 60_000
DAY = 24 * 60 * MINUTE


class Series(NamedTuple):
    """What comes back every few weeks; titles and places take turns, {} is its number."""

    category: str
    titles: tuple[tuple[str, str], ...]
    weekday: int  # 0 is Monday
    start: str
    minutes: int
    every: int  # weeks
    since: int  # its first week
    number: int
    pools: Mapping[str, tuple[int, int]]  # capacity, and how many want a place the first time
    notice: int = 2  # the deadline is at 18:00 so many days before

    def takes_place(self, week: int) -> bool:
        return week >= self.since and (week - self.since) % self.every == 0


CALENDAR = (
    Series("大讲堂", (("大讲堂第{}期", "市委党校报告厅"),), 5, "14:30", 120, 2, 1, 10,
           {"onsite": (300, 264), "video": (2000, 180)}),
    Series("培训班", (("党务干部培训班第{}期", "市委党校三号教室"),), 1, "09:00", 180, 2, 2, 44,
           {"onsite": (60, 48)}),
    Series("培训班", (("机关纪检干部培训班第{}期", "市委党校一号教室"),), 2, "09:00", 450, 4, 3, 7,
           {"onsite": (80, 31)}, 5),
    Series("培训班", (("新党员网络培训班第{}期", "网络直播"),), 0, "14:30", 120, 4, 1, 5,
           {"video": (500, 66)}),
    Series("宣讲", (("宣讲进机关第{}场：创新理论", "市民中心二楼会议厅"),
                    ("宣讲进机关第{}场：先进典型", "市图书馆报告厅"),
                    ("宣讲进机关第{}场：党内法规", "市直机关会堂")), 3, "15:00", 90, 1, 0, 13,
           {"onsite": (120, 40), "video": (1000, 25)}),
    Series("比赛", (("“先锋杯”乒乓球赛", "市体育馆乒乓球馆"), ("“先锋杯”演讲比赛", "市工人文化宫剧场"),
                    ("“先锋杯”羽毛球赛", "市体育馆羽毛球馆"), ("“先锋杯”书法比赛", "市文化馆二楼展厅"),
                    ("“先锋杯”象棋赛", "市老年大学活动室")), 5, "09:00", 180, 2, 2, 1,
           {"onsite": (32, 35)}),
    Series("文体", (("青年读书会第{}期", "市图书馆三楼"),), 2, "18:30", 90, 2, 1, 21,
           {"onsite": (15, 14)}),
    Series("文体", (("滨河健步走", "滨河公园南门"), ("职工合唱排练", "市工人文化宫三楼"),
                    ("太极拳学习班", "市民广场东侧"), ("职工摄影展", "市美术馆一厅")), 6, "09:30", 120,
           2, 0, 1, {"onsite": (100, 22)}, 1),
    Series("文体", (("云上运动会第{}站", "网络直播"),), 4, "19:00", 60, 4, 2, 1,
           {"video": (800, 52)}, 1),
)  # fmt: skip
# What a few units hold for their own people, so that one can see who sees what.
OF_A_UNIT = Series(
    "培训班",
    (("单位业务培训第{}期", "本单位二楼会议室"),),
    3,
    "09:30",
    120,
    2,
    1,
    1,
    {"onsite": (40, 0)},
)
UNITS = 3


def fill(tx: Tx, world: World) -> None:
    """Add the weeks that are missing; the numbering goes on where it stopped."""
    last = tx.value("demo.last_offering", kind=KIND.name)
    week = 0 if last is None else int(last[1:5]) + 1
    regulars = world.regulars if last is None else ()
    while (
        week < FIRST_WEEKS
        or tx.value("demo.open_offerings", kind=KIND.name, free=int(not KIND.lists_full)) < AHEAD
    ):
        for order, series in enumerate(CALENDAR):
            if series.takes_place(week):
                event = _put(tx, world, f"e{week:04}{order:02}", series, week)
                if week == series.since:
                    _sign_up(tx, world, event, series, 1.0, regulars)
                else:
                    share = world.random("share", event.id).uniform(0.1, 0.8)
                    _sign_up(tx, world, event, series, share, ())
        if OF_A_UNIT.takes_place(week):
            for order, unit in enumerate(world.homes[:UNITS], len(CALENDAR)):
                _put(tx, world, f"e{week:04}{order:02}", OF_A_UNIT, week, unit.id)
        week += 1


def _put(
    tx: Tx, world: World, event_id: str, series: Series, week: int, holder: str = ""
) -> Offering:
    """`holder` is the unit it is held by, else the committee."""
    turn = (week - series.since) // series.every
    title, venue = series.titles[turn % len(series.titles)]
    at = partial(world.at, week, series.weekday, working=series.weekday < 5)
    starts_at, deadline_at = at(series.start), at("18:00") - series.notice * DAY
    new = Offering(
        holder_id=holder or world.committee_id,
        public=not holder,
        category=series.category,
        title=title.format(series.number + turn),
        venue=venue,
        starts_at=starts_at,
        ends_at=starts_at + series.minutes * MINUTE,
        deadline_at=deadline_at,
        pools=tuple(Pool(mode, capacity) for mode, (capacity, _) in series.pools.items()),
    )
    return demo.put(KIND, tx, new, event_id)


def _sign_up(
    tx: Tx, world: World, event: Offering, series: Series, share: float, regulars: Sequence[str]
) -> None:
    """Two regulars are the first to come and two the last, so that they wait where it is full."""
    dice = world.random("seats", event.id)
    for mode, (_, wanted) in series.pools.items():
        count = round(wanted * share)
        crowd = dice.sample(world.crowd, count + SPARE)
        known = dice.sample(regulars, min(len(regulars), 4))
        pool = event.pool(mode)
        if pool is not None:
            first, last = [*known[:2], *crowd], [*known[2:], *crowd]
            demo.book(KIND, tx, event, pool, first, count - len(known[2:]))
            demo.book(KIND, tx, event, pool, last, len(known[2:]))
