"""The clock moves over what falls due on the way: everything comes at its time."""

import asyncio
from time import perf_counter

import aiohttp

from bot import schedule
from bot.clock import milliseconds, moment
from tests.town import START, Citizen, Town

DAY = {"days": 1}


def advance(town: Town, span: dict[str, float]) -> float:
    """The seconds it took."""

    async def post() -> float:
        began = perf_counter()
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{town.wechat_url}/_sim/clock/advance", json=span) as answer,
        ):
            assert answer.status == 200
        return perf_counter() - began

    return town.run(post())


def times(member: Citizen) -> list[str]:
    return [
        f"{moment(each.at):%d日%H:%M}" for each in member.user.arrivals if each.channel == "客服"
    ]


def test_a_reminder_comes_at_its_time_and_nothing_is_late(town: Town) -> None:
    member = town.member("张三")
    for when in ("半小时后", "明早8点", "明早8点", "每天晚上8点"):
        member.says(f"{when}提醒我做事{when}")
    advance(town, DAY)
    assert [text.split("\n")[0] for text in member.received()] == [
        "【提醒】做事半小时后",
        "【提醒】做事每天晚上8点",
        "【提醒】做事明早8点",
    ]
    assert times(member) == ["24日10:30", "24日20:00", "25日08:00"]
    assert milliseconds(START) + 86_400_000 <= town.clock.now() < milliseconds(START) + 86_460_000


def test_what_was_missed_while_nobody_served_is_still_said_to_be_late(town: Town) -> None:
    member = town.member("张三")
    member.says("半小时后提醒我交材料")
    town.down(hours=2)
    advance(town, {"minutes": 1})
    assert "迟了 1 小时" in member.received()[0]


def test_a_day_full_of_due_work_takes_seconds_and_leaves_none_behind(town: Town) -> None:
    member = town.member("张三")
    member.says("半小时后提醒我交材料")
    now = town.clock.now()
    for start in range(0, 3_000, 500):
        town.change(lambda tx, start=start: _put(tx, now, range(start, start + 500)))
    assert advance(town, DAY) < 20
    assert town.rows("SELECT * FROM due WHERE run_at < ?", now + 86_000_000) == []


def _put(tx: object, now: int, numbers: range) -> None:
    for number in numbers:
        schedule.put(tx, "reminders.fire", now + number * 28_000, f"x{number}", id=f"x{number}")  # type: ignore[arg-type]


def test_two_advances_follow_each_other(town: Town) -> None:
    member = town.member("张三")
    member.says("每天早上8点提醒我看文件")

    async def both() -> None:
        async with aiohttp.ClientSession() as session:
            await asyncio.gather(
                *(session.post(f"{town.wechat_url}/_sim/clock/advance", json=DAY) for _ in "12")
            )

    town.run(both())
    assert times(member) == ["25日08:00", "26日08:00"]
