"""The demo is killed under an open chat page: what was said stays, what is said meanwhile too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from bot.process.serving import listen
from tests.browser.chromium import ARGUMENTS, CHROMIUM, NEEDS_BROWSER
from tests.browser.test_chat_page import says, types
from tests.survival.process import Process

pytestmark = NEEDS_BROWSER
AGAIN = "没有发出，点一下重发"


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser.new_page(viewport={"width": 390, "height": 844})
        browser.close()


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    with listen("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    return {"BOT_PORT": str(port), "BOT_DATA": str(tmp_path)}


def test_what_is_typed_while_nobody_answers_is_kept_and_sent_by_a_tap(
    page: Page, settings: dict[str, str]
) -> None:
    phone = page.locator(".phone").first
    with Process("demo", settings) as process:
        page.goto(f"http://127.0.0.1:{process.port()}/simulator/")
        expect(phone.get_by_label("键盘")).to_be_visible()  # the menu has come
        says(phone, "活动", "近期可报名的活动")
        process.kill()
    types(phone, "我的提醒")
    expect(phone.get_by_label(AGAIN)).to_be_visible()
    expect(phone.locator(".mine").last).to_contain_text("我的提醒")
    phone.get_by_label(AGAIN).click()
    expect(phone.get_by_label(AGAIN)).to_have_count(1)  # still nobody there
    with Process("demo", settings) as process:
        process.port()
        phone.get_by_label(AGAIN).click()
        expect(phone.locator(".line").last).to_contain_text("提醒")
        expect(phone.get_by_label(AGAIN)).to_have_count(0)
        expect(phone.locator(".mine").filter(has_text="我的提醒")).to_have_count(1, timeout=10_000)
        expect(phone.locator(".line").filter(has_text="近期可报名的活动")).to_have_count(1)
        page.reload()
        expect(phone.locator(".line").filter(has_text="近期可报名的活动")).to_have_count(1)
