"""What `run.py check` learns from WeChat: one line per fault, and what the account may do."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import ZONE, Clock
from bot.operator import connection
from bot.operator.connection import Findings
from bot.simulator import Account, Simulator
from bot.wechat import menu
from config.settings import load
from tests.bot.operator.command import Done, ran, running
from tests.survival import wire
from tests.survival.double import wechat

UNVERIFIED = replace(wire.ACCOUNT, verified=False)
SUBSCRIPTION = replace(UNVERIFIED, kind="subscription")
Arrange = Callable[[Simulator], object]


def published(simulator: Simulator) -> None:
    simulator._api.menu = menu.buttons()


def inspected(
    account: Account = wire.ACCOUNT,
    arrange: Arrange = published,
    ahead: float = 0,
    **changes: str,
) -> Findings:
    """`ahead`: by how many seconds this host's clock is fast."""

    async def asking() -> Findings:
        clock = Clock(datetime.now(ZONE) + timedelta(seconds=ahead))
        async with wechat(account) as (simulator, environment):
            arrange(simulator)
            found = await connection.inspect(
                load(environ=environment | changes), menu.buttons(), clock
            )
            assert not simulator.rules.broken
            return found

    return asyncio.run(asking())


def test_all_is_well_and_it_says_what_the_account_may_do() -> None:
    found = inspected()
    assert found.faults == []
    assert [line for line in found.notes if "可以主动发消息" in line]


def test_asking_what_the_account_may_do_sends_nobody_anything() -> None:
    async def asking() -> None:
        async with wechat() as (simulator, environment):
            member = simulator.user("oSomebody")
            member.windows.after_message(wire.seconds() * 1000)
            await connection.inspect(load(environ=environment), menu.buttons(), Clock())
            assert member.arrivals == []

    asyncio.run(asking())


def test_an_unverified_account_is_no_fault_and_its_members_read_at_the_next_contact() -> None:
    found = inspected(UNVERIFIED)
    assert found.faults == []
    (note,) = found.notes
    assert "没有认证" in note
    assert "下次来时告诉" in note


def test_an_unverified_subscription_account_has_no_menu_either() -> None:
    found = inspected(SUBSCRIPTION)
    assert found.faults == []
    assert any(note.startswith("菜单：没有认证") for note in found.notes)


def other_menu(simulator: Simulator) -> None:
    published(simulator)
    simulator._api.menu["button"][0]["sub_button"][0]["key"] = "报名"


FAULTS: list[tuple[dict[str, str], Arrange, tuple[str, ...]]] = [
    ({}, lambda s: s.faults.change("ip_block", True), ("40164", "127.0.0.1", "白名单")),
    ({"BOT_WECHAT_APPID": "wxother"}, published, ("40013", "BOT_WECHAT_APPID")),
    ({"BOT_WECHAT_SECRET": "other"}, published, ("40125", "BOT_WECHAT_SECRET")),
    ({"BOT_WECHAT_API_BASE": "http://127.0.0.1:9"}, published, ("http://127.0.0.1:9 没有回答",)),
    ({}, lambda s: None, ("菜单：还没有发布", "menu publish")),
    ({}, other_menu, ("菜单：", "config/menu.toml", "menu publish")),
]


@pytest.mark.parametrize(("changes", "arrange", "said"), FAULTS)
def test_each_fault_is_one_line(
    changes: dict[str, str], arrange: Arrange, said: tuple[str, ...]
) -> None:
    (line,) = inspected(arrange=arrange, **changes).faults
    assert all(piece in line for piece in said), line


@pytest.mark.parametrize(("ahead", "said"), [(90, "快"), (-90, "慢")])
def test_a_clock_more_than_a_minute_off_is_a_fault(ahead: float, said: str) -> None:
    (line,) = inspected(ahead=ahead).faults
    assert line.startswith("时钟：")
    assert said in line
    assert "NTP" in line


@pytest.mark.parametrize("ahead", [50, -50])
def test_a_clock_less_than_a_minute_off_is_none(ahead: float) -> None:
    assert inspected(ahead=ahead).faults == []


VERIFIED = {"BOT_ACCOUNT": "service", "BOT_VERIFIED": "1"}


def test_an_account_that_the_settings_call_verified_and_wechat_does_not_is_a_fault() -> None:
    (line,) = inspected(UNVERIFIED, **VERIFIED).faults
    assert "verified" in line
    assert "年审" in line
    assert inspected(**VERIFIED).faults == []


def test_an_account_verified_since_is_worth_a_line() -> None:
    assert [n for n in inspected(BOT_ACCOUNT="service").notes if "verified = true" in n]


# ---------------------------------------------------------------- the command line


def checked(*options: str, clock: Clock | None = None, arrange: Arrange = published) -> Done:
    async def talk() -> Done:
        async with wechat(clock=clock) as (simulator, environment):
            arrange(simulator)
            environment |= {"BOT_DATABASE": "sqlite:////nowhere/at/all.db"}
            return await running("check", *options, **environment)

    return asyncio.run(talk())


def test_check_is_online_by_itself_and_ends_well() -> None:
    done = checked()
    assert done.code == 0
    assert all(line.startswith("提示：") for line in done.out[:-1])
    assert done.out[-1] == "没有问题。"


def test_check_finds_its_host_an_hour_behind_wechat() -> None:
    done = checked(clock=Clock(datetime.now(ZONE) + timedelta(hours=1)))
    assert done.code == 1
    assert [line for line in done.out if line.startswith("时钟：") and "慢" in line]


def test_offline_asks_nothing() -> None:
    done = checked("--offline", arrange=lambda s: s.faults.change("ip_block", True))
    assert done.code == 0
    assert not [line for line in done.out if line.startswith(("微信：", "提示：账号："))]


def test_without_an_account_nobody_is_asked(tmp_path: Path) -> None:
    done = ran("check", BOT_DATABASE=f"sqlite:///{tmp_path}/none.db")
    assert done.code == 1
    assert all(line.startswith(("设置：", "提示：")) for line in done.out)
