"""A newcomer's quarter of an hour on the chat page, with the real assistant behind it."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

from bot.people import offices
from tests.browser.chromium import ARGUMENTS, CHROMIUM, NEEDS_BROWSER
from tests.town import Town

pytestmark = NEEDS_BROWSER
PICTURES = Path(__file__).parent.parent.parent / "docs" / "screenshots"


@pytest.fixture
def desk(town: Town) -> Iterator[Page]:
    with Browsing(town, 1280, 860) as page:
        yield page


@pytest.fixture
def hand(town: Town) -> Iterator[Page]:
    with Browsing(town, 390, 844) as page:
        yield page


class Browsing:
    def __init__(self, town: Town, width: int, height: int) -> None:
        self.town, self.size = town, {"width": width, "height": height}

    def __enter__(self) -> Page:
        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = self.browser.new_page(viewport=self.size, device_scale_factor=2)
        self.wrong: list[str] = []
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.goto(f"{self.town.wechat_url}/simulator/")
        expect(page.get_by_label("键盘").first).to_be_visible()  # the menu has come
        return page

    def __exit__(self, *_: object) -> None:
        self.browser.close()
        self.playwright.stop()
        assert self.wrong == []


def types(phone: Locator, words: str) -> None:
    if phone.get_by_label("键盘").count():
        phone.get_by_label("键盘").click()
    phone.get_by_label("消息", exact=True).fill(words)
    phone.get_by_label("消息", exact=True).press("Enter")


def says(phone: Locator, words: str, hears: str) -> None:
    types(phone, words)
    expect(phone.locator(".line").last).to_contain_text(hears)


def picture(page: Page, name: str, tmp_path: Path) -> None:
    folder = PICTURES if os.environ.get("LIANXIN_SCREENSHOTS") else tmp_path
    page.screenshot(path=folder / name)


def test_a_newcomer_registers_asks_and_is_reminded(desk: Page, tmp_path: Path) -> None:
    first, second = desk.locator(".phone").nth(0), desk.locator(".phone").nth(1)
    says(first, "报名 大讲堂第10期", "手机后四位")
    says(first, "李四 1234", "现场参加还是看视频？")
    says(first, "1", "【报名成功】大讲堂第10期")
    says(first, "提醒我 明早8点 带身份证", "11月25日（周三）8:00 提醒您：带身份证")
    says(second, "志愿", "长安社区 义诊")
    says(second, "预备期多长", "依据：《中国共产党发展党员工作细则》第31条")
    desk.get_by_role("button", name="到明早8点").click()
    expect(first.locator(".line").last).to_contain_text("【提醒】带身份证")
    picture(desk, "chat.png", tmp_path)


def test_a_secretary_publishes_and_notifies_and_a_member_takes_part(
    town: Town, desk: Page, tmp_path: Path
) -> None:
    """Both on one page: what one sends the other gets, and the totals come back."""
    secretary, member = desk.locator(".phone").nth(0), desk.locator(".phone").nth(1)
    code = town.change(lambda tx: offices.invite(tx, offices.BRANCH, "b1", offices.OPERATOR))
    says(secretary, f"任职 {code}", "手机后四位")
    says(secretary, "李四 1234", "【已任职】云川市财政局第一支部 支部书记")
    says(member, "绑定", "手机后四位")
    says(member, "钱七 7777", "【身份已确认】钱七")
    says(
        secretary,
        "发布活动 支部读书会 12月4日下午3点 财政局三楼会议室 现场20人 12月3日截止",
        "回复 1 发布",
    )
    says(secretary, "1", "支部读书会")
    says(member, "报名 读书会", "【报名成功】支部读书会")
    says(secretary, "发通知 本周五主题党日改到下午4点，地点不变。", "现在能送到")
    says(secretary, "3", "收到")
    expect(member.locator(".line").last).to_contain_text("本周五主题党日改到下午4点")
    receipt = re.search(r"收到 \w{4}", member.locator(".line").last.inner_text())
    assert receipt
    says(member, receipt[0], "【已回执】")
    says(secretary, "通知进度 1", "收到")
    picture(desk, "secretary.png", tmp_path)


def test_the_bottom_menu_works_on_a_phone(hand: Page, tmp_path: Path) -> None:
    phone = hand.locator(".phone.front")
    if phone.get_by_label("菜单").count():
        phone.get_by_label("菜单").click()
    phone.get_by_text("我要办").click()
    phone.get_by_text("活动报名").click()
    expect(phone.locator(".line").last).to_contain_text("近期可报名的活动")
    picture(hand, "phone.png", tmp_path)


def test_a_failing_assistant_shows_wechats_own_sentence(
    town: Town, desk: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> str:
        return "坏" * 2000  # WeChat refuses a text of more than 2,048 bytes

    monkeypatch.setattr(town.assistant, "_walk", broken)
    phone = desk.locator(".phone").first
    types(phone, "活动")
    expect(phone.locator(".system")).to_contain_text("该公众号提供的服务出现故障，请稍后再试")
