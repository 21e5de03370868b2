"""A clock that is wrong sends nothing and sweeps nothing; who says sorry has been away."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.process import watch
from tests.town import Citizen, Town

YEAR = timedelta(days=365)
SORRY = "服务刚才中断过"


def milliseconds(span: timedelta) -> int:
    return round(span.total_seconds() * 1000)


def jumps(town: Town, monkeypatch: pytest.MonkeyPatch, span: timedelta) -> None:
    """Wall time alone is set to another time, as a battery or a wrong NTP server does it."""
    wall = town.clock._wall
    monkeypatch.setattr(town.clock, "_wall", lambda: wall() + milliseconds(span))


def sleeps(town: Town, monkeypatch: pytest.MonkeyPatch, span: timedelta) -> None:
    """The process is frozen so long: both clocks go on."""
    jumps(town, monkeypatch, span)
    steady = town.clock._steady
    monkeypatch.setattr(town.clock, "_steady", lambda: steady() + milliseconds(span))


def their_time(town: Town, monkeypatch: pytest.MonkeyPatch, off: timedelta | None) -> None:
    """WeChat's clock, so far from ours; None: it does not answer."""

    async def told() -> int | None:
        return None if off is None else town.clock.now() + milliseconds(off)

    monkeypatch.setattr(town.assistant.watch, "_their_time", told)


def looks(town: Town) -> None:
    town.run(town.assistant.watch.look())


def alarms(town: Town) -> dict[str, str]:
    return town.assistant.alarms.raised


@pytest.fixture
def reminded(town: Town) -> Citizen:
    """Somebody with a reminder in three months, and something that a sweep would take."""
    member = town.member("李四")
    member.says("提醒我 2027年3月5号上午9点 交材料").shows("提醒您")
    town.settle()
    return member


@pytest.mark.parametrize("span", [YEAR, timedelta(days=120)])
def test_a_clock_that_jumps_ahead_sends_nothing_and_sweeps_nothing(
    town: Town, reminded: Citizen, monkeypatch: pytest.MonkeyPatch, span: timedelta
) -> None:
    kept = len(town.rows("SELECT * FROM inbox"))
    their_time(town, monkeypatch, -span)
    jumps(town, monkeypatch, span)
    town.settle()
    assert "jump" in alarms(town)
    assert reminded.pushed == []
    assert len(town.rows("SELECT * FROM inbox")) == kept > 0
    assert town.rows("SELECT state FROM reminder")[0]["state"] == "open"


def test_it_goes_on_by_itself_when_the_clock_is_right_again(
    town: Town, reminded: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    their_time(town, monkeypatch, None)
    jumps(town, monkeypatch, YEAR)
    town.settle()
    assert "jump" in alarms(town)
    jumps(town, monkeypatch, -YEAR)
    looks(town)
    assert "jump" not in alarms(town)
    town.wait(days=120)
    reminded.says("你好").shows("交材料")


def test_what_wechat_says_of_the_time_is_believed(
    town: Town, reminded: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine was suspended: its clock has jumped and is right."""
    their_time(town, monkeypatch, timedelta(0))
    jumps(town, monkeypatch, timedelta(days=120))
    town.settle()
    assert "jump" not in alarms(town)
    reminded.says("你好").shows("【提醒·迟了", "交材料", SORRY)


def test_a_push_with_this_time_shows_that_the_clock_is_right(
    town: Town, reminded: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    their_time(town, monkeypatch, None)
    jumps(town, monkeypatch, timedelta(hours=3))
    town.settle()
    assert "jump" in alarms(town)
    reminded.says("你好")
    town.settle()
    assert "jump" not in alarms(town)


def test_the_operator_may_say_that_it_is_right(
    town: Town, reminded: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    their_time(town, monkeypatch, None)
    jumps(town, monkeypatch, YEAR)
    town.settle()
    looks(town)
    assert "jump" in alarms(town)
    town.change(watch.beat)  # as `run.py clock` does
    looks(town)
    assert "jump" not in alarms(town)
    town.settle()
    reminded.says("你好").shows("交材料")


@pytest.mark.parametrize("off", [timedelta(days=30), -timedelta(days=300)])
def test_a_start_with_another_time_than_the_newest_row_waits_too(
    town: Town, reminded: Citizen, monkeypatch: pytest.MonkeyPatch, off: timedelta
) -> None:
    wrong = milliseconds(off)

    async def told() -> int | None:
        return town.clock.now() - wrong

    town.run(town._close())
    jumps(town, monkeypatch, off)
    with monkeypatch.context() as starting:
        starting.setattr("bot.wechat.client.WeChat.time", lambda wechat: told())
        town.run(town._open())
        town.settle()
    assert "jump" in alarms(town)
    looks(town)
    assert "jump" in alarms(town), "a second look at the same clock is no proof"
    jumps(town, monkeypatch, -off)
    looks(town)
    assert "jump" not in alarms(town)


def test_after_weeks_of_rest_wechat_is_asked_and_all_goes_on(town: Town, reminded: Citizen) -> None:
    town.down(days=120)
    town.settle()
    assert "jump" not in alarms(town)
    reminded.says("你好").shows("交材料", SORRY)


def test_small_corrections_of_the_clock_are_no_jump(
    town: Town, reminded: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    their_time(town, monkeypatch, None)
    for _ in range(10):
        jumps(town, monkeypatch, timedelta(seconds=50))
        looks(town)
        assert "jump" not in alarms(town)


# ---------------------------------------------------------------- who has been away

AWAY: list[Callable[[Town, pytest.MonkeyPatch], None]] = [
    lambda town, monkeypatch: town.down(hours=2, minutes=40),
    lambda town, monkeypatch: sleeps(town, monkeypatch, timedelta(hours=2, minutes=40)),
]


@pytest.mark.parametrize("away", AWAY, ids=["stopped", "frozen"])
def test_sorry_is_said_after_an_interruption(
    town: Town, monkeypatch: pytest.MonkeyPatch, away: Callable[[Town, pytest.MonkeyPatch], None]
) -> None:
    member = town.member("张三")
    member.says("半小时后提醒我交材料")
    town.settle()
    away(town, monkeypatch)
    town.settle()
    assert "迟了 2 小时" in member.received()[0]
    assert SORRY in member.received()[0]


def test_late_for_another_reason_is_late_without_an_interruption(town: Town) -> None:
    member = town.member("张三")
    member.says("半小时后提醒我交材料")
    with town.nothing_due_runs():
        town.run(_passes(town, hours=2))
    (told,) = member.received()
    assert "【提醒·迟了" in told
    assert SORRY not in told


async def _passes(town: Town, **span: float) -> None:
    town.clock.advance(milliseconds(timedelta(**span)))


def test_an_interruption_that_was_over_before_is_not_the_reason(town: Town) -> None:
    town.down(hours=3)
    member = town.member("张三")
    member.says("半小时后提醒我交材料")
    with town.nothing_due_runs():
        town.run(_passes(town, hours=2))
    assert SORRY not in member.received()[0]
