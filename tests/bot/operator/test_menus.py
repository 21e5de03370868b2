"""Publishing the bottom menu: WeChat's limits before anything is sent, then what WeChat says."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.operator import menus
from bot.simulator import Account, Simulator
from bot.simulator.menu import check_menu
from bot.wechat import menu
from config.settings import Settings, load
from tests.bot.operator.command import running
from tests.survival import wire
from tests.survival.double import wechat

UNVERIFIED = replace(wire.ACCOUNT, verified=False)
SUBSCRIPTION = replace(UNVERIFIED, kind="subscription")
OUR_MENU = menu.lines(menu.buttons())


def toml(folder: Path, text: str) -> Path:
    file = folder / "menu.toml"
    file.write_text(text, "utf-8")
    return file


def head(name: str, *entries: str) -> str:
    return f'[[head]]\nname = "{name}"\nentries = [{", ".join(entries)}]\n'


def entry(name: str = "活动", says: str = "活动") -> str:
    return f'{{ name = "{name}", says = "{says}" }}'


def asked(
    work: Callable[[Settings, menus.Say], Any],
    account: Account = wire.ACCOUNT,
    arrange: Callable[[Simulator], object] = lambda simulator: None,
    **changes: str,
) -> tuple[int, list[str], Simulator]:
    """Exit code, what was said, and WeChat afterwards."""

    async def asking() -> tuple[int, list[str], Simulator]:
        said: list[str] = []
        async with wechat(account) as (simulator, environment):
            arrange(simulator)
            code = await work(load(environ=environment | changes), said.append)
            return code, said, simulator

    return asyncio.run(asking())


# ---------------------------------------------------------------- sent and shown


def test_our_menu_is_published_and_what_is_live_is_printed() -> None:
    code, said, simulator = asked(menus.publish)
    assert (code, said) == (0, [menus.PUBLISHED, *OUR_MENU])
    assert simulator.menu == menu.buttons()
    assert "  活动报名 → 活动" in said


def test_an_unverified_service_account_may_publish_too() -> None:
    assert asked(menus.publish, UNVERIFIED)[0] == 0


def test_a_head_may_act_itself_and_an_entry_may_be_a_link(tmp_path: Path) -> None:
    link = '{ name = "学习", url = "https://www.12371.cn/" }'
    file = toml(tmp_path, f'[[head]]\nname = "帮助"\nsays = "帮助"\n{head("更多", link)}')
    code, said, simulator = asked(lambda s, say: menus.publish(s, say, file))
    assert (code, said[1:]) == (0, ["帮助 → 帮助", "更多", "  学习 → https://www.12371.cn/"])
    assert simulator.menu == menu.buttons(file)


def test_showing_a_menu_that_is_not_there() -> None:
    assert asked(menus.show)[:2] == (0, ["没有已发布的菜单"])


def test_the_command_line_publishes_and_shows() -> None:
    async def talk() -> None:
        async with wechat() as (_, environment):
            published = await running("menu", "publish", **environment)
            shown = await running("menu", "show", **environment)
            assert (published.code, published.out) == (0, [menus.PUBLISHED, *OUR_MENU])
            assert (shown.code, shown.out) == (0, OUR_MENU)

    asyncio.run(talk())


def test_an_unverified_subscription_account_publishes_nothing() -> None:
    code, said, simulator = asked(menus.publish, BOT_ACCOUNT="subscription")
    assert code == 1
    assert "没有发布" in said[0]
    assert not simulator.rules.hits  # nothing was even asked
    verified = {"BOT_ACCOUNT": "subscription", "BOT_VERIFIED": "1"}
    assert asked(menus.publish, **verified)[0] == 0


# ---------------------------------------------------------------- WeChat's limits, in bytes

TOO_MUCH = [
    ("".join(head(f"头{n}", entry()) for n in range(4)), "4 栏，微信要 1 到 3 栏"),
    ("", "0 栏，微信要 1 到 3 栏"),
    (head("更多", *[entry(f"第{n}") for n in range(6)]), "6 项，微信要 1 到 5 项"),
    (head("更多"), "0 项，微信要 1 到 5 项"),
    (head("六个汉字太长", entry()), "name 有 18 字节，微信最多 16"),
    (head("", entry()), "没有 name"),
    (head("更多", entry("字" * 21)), "name 有 63 字节，微信最多 60"),
    (head("更多", entry(says="党" * 43)), "says 有 129 字节，微信最多 128"),
    (head("更多", '{ name = "党费" }'), "没有 says"),
    (head("更多", f'{{ name = "网", url = "https://{"x" * 1017}" }}'), "url 有 1025 字节"),
    (head("更多", '{ name = "网", url = "www.12371.cn" }'), "没有以 https://"),
]


@pytest.mark.parametrize(("text", "said"), TOO_MUCH)
def test_each_limit_is_one_line_and_nothing_is_sent(tmp_path: Path, text: str, said: str) -> None:
    file = toml(tmp_path, text)
    code, lines, simulator = asked(lambda s, say: menus.publish(s, say, file))
    assert code == 1
    assert len(lines) == 1
    assert said in lines[0]
    assert simulator.menu is None
    assert not simulator.rules.hits  # not even a token was asked for


def test_every_fault_is_named_not_the_first_alone() -> None:
    wanted = {"button": [{"type": "click", "name": "字" * 6, "key": ""}] * 4}
    assert len(menu.faults(wanted)) == 1 + 4 * 2


def test_exactly_at_the_limits_is_fine_for_us_and_for_wechat(tmp_path: Path) -> None:
    longest = entry("名" * 20, "k" * 128)
    heads = head("五个汉字a", *[longest] * 4, f'{{ name = "网", url = "https://{"x" * 1016}" }}')
    wanted = menu.buttons(toml(tmp_path, heads * 3))
    assert menu.faults(wanted) == []
    check_menu(wanted)


@pytest.mark.parametrize("text", ["not toml", "head = 1", "[[head]]\nname = 1\nsays = 'a'"])
def test_a_file_of_another_form_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(menu.MenuFault, match=r"menu\.toml"):
        menu.buttons(toml(tmp_path, text))


# ---------------------------------------------------------------- refused by WeChat

REFUSED: list[tuple[dict[str, str], Account, Callable[[Simulator], object], list[str]]] = [
    ({}, SUBSCRIPTION, lambda s: None, ["48001", "认证", "大家打字"]),
    ({}, wire.ACCOUNT, lambda s: s.faults.change("ip_block", True), ["40164", "127.0.0.1"]),
    ({}, wire.ACCOUNT, lambda s: s.faults.change("minus_one", 1.0), ["-1", "再试"]),
    ({}, wire.ACCOUNT, lambda s: s.faults.change("http_500", 9), ["HTTP 500"]),
    ({"BOT_WECHAT_SECRET": "wrong"}, wire.ACCOUNT, lambda s: None, ["40125", "BOT_WECHAT_SECRET"]),
    ({"BOT_WECHAT_APPID": "wxother"}, wire.ACCOUNT, lambda s: None, ["40013", "BOT_WECHAT_APPID"]),
    (
        {"BOT_WECHAT_API_BASE": "http://127.0.0.1:9"},
        wire.ACCOUNT,
        lambda s: None,
        ["没有回答", "DNS"],
    ),
]


@pytest.mark.parametrize(("changes", "account", "arrange", "said"), REFUSED)
def test_a_refusal_is_one_sentence_that_says_what_to_do(
    changes: dict[str, str],
    account: Account,
    arrange: Callable[[Simulator], object],
    said: list[str],
) -> None:
    for work in (menus.publish, menus.show):
        code, lines, _ = asked(work, account, arrange, **changes)
        assert code == 1
        (line,) = lines
        assert all(piece in line for piece in said), line


def test_a_limit_that_wechat_alone_knows_is_explained() -> None:
    """WeChat's limits may change before ours do."""

    async def work(settings: Settings, say: menus.Say) -> int:
        wanted = {"button": [{"type": "click", "name": "字" * 6, "key": "活动"}]}
        return await menus._asked(settings, say, wanted)

    code, lines, _ = asked(work)
    assert code == 1
    assert "40018" in lines[0]
    assert "改短" in lines[0]
