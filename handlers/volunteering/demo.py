"""Invented needs of the communities, week by week, and the units' volunteer teams."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.clock import moment
from bot.demo import Place, World
from bot.store.tx import Tx
from handlers.offerings import demo
from handlers.offerings.offering import Offering, Pool
from handlers.volunteering.need import KIND

AHEAD = 40
FIRST_WEEKS = 8
A_WEEK = 17  # eight weeks of them are the 136 of a year's list
TEAMS = 188
SPARE = 10  # of a crowd, for those who are busy then
HOUR = 3_600_000
WEEKEND = ((5, "09:00"), (5, "14:00"), (6, "09:00"), (6, "14:30"))
AFTER_SCHOOL = ((2, "16:30"), (3, "16:30"), (4, "16:30"))
EVENING = ((2, "18:30"), (3, "18:30"), (4, "18:30"))
THEMES = ("先锋", "春风", "暖阳", "星火", "同行", "微光", "青松", "连心")


@dataclass(frozen=True, slots=True)
class Work:
    title: str
    kind: str
    capacity: int
    times: tuple[tuple[int, str], ...] = WEEKEND
    months: tuple[int, ...] = tuple(range(1, 13))


WORKS = (
    Work("义诊", "健康", 8),
    Work("义务理发", "便民", 6),
    Work("扫雪除冰", "环境", 20, months=(12, 1, 2)),
    Work("普法宣传", "法律", 8),
    Work("防诈骗宣传", "平安", 10, EVENING),
    Work("书法课", "文化", 3),
    Work("看望独居老人", "助老", 6),
    Work("作业辅导", "助学", 5, AFTER_SCHOOL),
    Work("楼道清洁", "环境", 15),
    Work("家电维修", "便民", 4),
    Work("教用智能手机", "助老", 6),
    Work("文明交通劝导", "平安", 12, AFTER_SCHOOL),
    Work("垃圾分类引导", "环境", 8, EVENING),
    Work("消防安全检查", "平安", 6),
    Work("图书整理", "文化", 5),
    Work("老年食堂送餐", "助老", 6),
    Work("心理疏导", "健康", 3, EVENING),
    Work("写春联", "文化", 6, months=(1, 2)),
    Work("植树护绿", "环境", 30, months=(3, 4)),
    Work("防汛巡查", "平安", 12, EVENING, months=(6, 7, 8)),
    Work("清凉驿站值守", "便民", 6, months=(7, 8)),
)


def fill(tx: Tx, world: World) -> None:
    """Add the weeks that are missing; the teams once."""
    if tx.value("volunteering.count_teams") == 0:
        _put_teams(tx, world)
    last = tx.value("demo.last_offering", kind=KIND.name)
    week = 0 if last is None else int(last[1:5]) + 1
    regulars = world.regulars if last is None else ()
    while (
        week < FIRST_WEEKS
        or tx.value("demo.open_offerings", kind=KIND.name, free=int(not KIND.lists_full)) < AHEAD
    ):
        for order in range(A_WEEK):
            _take(tx, world, _put(tx, world, week, order), regulars if order % 6 == 0 else ())
        week += 1


def _put_teams(tx: Tx, world: World) -> None:
    """One for every unit, a second one for some."""
    dice = world.random("teams")
    more = dice.sample(world.units, TEAMS - len(world.units))
    named: dict[Place, list[str]] = {unit: dice.sample(THEMES, 2) for unit in world.units}
    for number, unit in enumerate((*world.units, *more), 1):
        name = f"{unit.name}“{named[unit].pop()}”志愿服务队"
        tx.run("volunteering.put_team", id=f"t{number:03}", organisation_id=unit.id, name=name)


def _put(tx: Tx, world: World, week: int, order: int) -> Offering:
    need_id = f"n{week:04}{order:02}"
    work, starts_at = _work(world, need_id, week, order)
    new = Offering(
        public=True,
        area_id=_community(world, week, order).id,
        category=work.kind,
        title=work.title,
        starts_at=starts_at,
        ends_at=starts_at + 2 * HOUR,
        pools=(Pool("", work.capacity),),
    )
    return demo.put(KIND, tx, new, need_id)


def _community(world: World, week: int, order: int) -> Place:
    """The first community asks every week, the others in turn."""
    first, *others = world.communities
    turn = week * (A_WEEK - 1) + order - 1
    return others[turn % len(others)] if order else first


def _work(world: World, need_id: str, week: int, order: int) -> tuple[Work, int]:
    """What is asked for, as the season has it, and when."""
    month = moment(world.at(week, 5, "09:00")).month
    fitting = [work for work in WORKS if month in work.months]
    if order == 0:
        return fitting[(week - 1) % len(fitting)], world.at(week, 5, "14:00")
    dice = world.random("need", need_id)
    work = dice.choice(fitting)
    return work, world.at(week, *dice.choice(work.times))


def _take(tx: Tx, world: World, need: Offering, regulars: Sequence[str]) -> None:
    """Some places are taken, never all."""
    dice, [pool] = world.random("places", need.id), need.pools
    capacity = pool.capacity or 0
    known = dice.sample(regulars, min(len(regulars), 2))
    people = [*known, *dice.sample(world.crowd, capacity + SPARE)]
    demo.book(KIND, tx, need, pool, people, dice.randrange(capacity))
