"""The chat page in a real browser: what people see and touch."""

from contextlib import asynccontextmanager
from urllib.parse import quote

from playwright.async_api import async_playwright, expect
from toy_bot import run, stage, text

from tests.browser.chromium import CHROMIUM, NEEDS_BROWSER

ONE, OTHER = "oPerson0000000000000000000001", "oPerson0000000000000000000002"
PEOPLE = [
    {"openid": ONE, "name": "周某", "unit": "市财政局", "role": "书记", "bound": True},
    {"openid": OTHER, "name": "李某", "unit": "市教育局", "role": "", "bound": False},
]
MENU = {
    "button": [
        {"type": "click", "name": "活动", "key": "EVENTS"},
        {"name": "我的", "sub_button": [{"type": "click", "name": "提醒", "key": "REMIND"}]},
    ]
}
MORE = f'<a href="weixin://bizmsgmenu?msgmenucontent={quote("下一页")}&msgmenuid=1">下一页</a>'
MARKUP = "<img src=x onerror=\"document.title='broken'\"><b>粗</b>"
EVERYWHERE = ["--no-sandbox", "--disable-gpu"]

pytestmark = NEEDS_BROWSER


def speak(incoming):
    words = incoming.get("Content") or incoming.get("EventKey")
    words = words or incoming.get("Event") or incoming["MsgType"]
    answers = {"活动": f"第一页 {MORE}", "标记": MARKUP, "坏": None, "subscribe": "欢迎"}
    answer = answers.get(words, f"收到：{words}")
    return "oops" if answer is None else text(incoming, answer)


async def people():
    return PEOPLE


@asynccontextmanager
async def browsing(width, height):
    async with (
        stage(speak, people=people, menu=MENU) as on,
        async_playwright() as playwright,
    ):
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=EVERYWHERE)
        page = await browser.new_page(viewport={"width": width, "height": height})
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        await page.goto(str(on.server.make_url("/simulator/")))
        await expect(page.locator(".phone footer").first).to_be_visible()
        try:
            yield on, page
        finally:
            await browser.close()
        assert wrong == []


async def say(phone, words):
    await expect(phone.locator("footer button").first).to_be_visible()  # its foot is drawn late
    if await phone.get_by_label("键盘").count():
        await phone.get_by_label("键盘").click()
    await phone.get_by_label("消息", exact=True).fill(words)
    await phone.get_by_label("消息", exact=True).press("Enter")


@run
async def test_chat_on_a_desk_with_two_phones():
    async with browsing(1280, 800) as (on, page):
        one, other = page.locator(".phone").nth(0), page.locator(".phone").nth(1)
        await say(one, "活动")
        await one.get_by_role("button", name="下一页").click()
        await expect(one.locator(".line").last).to_have_text("收到：下一页")
        assert on.bot.received[-1]["bizmsgmenuid"] == "1"

        await say(one, "标记")
        await expect(one.locator(".bubble").last).to_have_text(MARKUP)
        assert await page.title() == "微信模拟器"
        assert await one.locator(".chat b").count() == 0

        await say(one, "坏")
        await expect(one.locator(".system")).to_have_text("该公众号提供的服务出现故障，请稍后再试")

        await other.get_by_text("我的").click()
        assert not [each for each in on.bot.received if each["FromUserName"] == OTHER]
        await other.get_by_text("提醒").click()
        await expect(other.locator(".line").last).to_have_text("收到：REMIND")

        await on.custom(OTHER, "晚到的")
        await expect(other.locator(".line").last).to_have_text("晚到的")
        assert await one.get_by_text("晚到的").count() == 0

        await page.reload()
        await expect(page.locator(".phone").nth(1).locator(".line").last).to_have_text("晚到的")


@run
async def test_plus_sends_a_place_a_voice_and_a_picture():
    async with browsing(1280, 800) as (on, page):
        phone = page.locator(".phone").first
        await phone.get_by_label("键盘").click()
        await phone.get_by_label("更多功能").click()
        await phone.get_by_text("发图片").click()
        await phone.get_by_label("更多功能").click()
        await phone.get_by_text("发位置").click()
        await phone.get_by_text("市图书馆").click()
        await phone.get_by_label("更多功能").click()
        await phone.get_by_text("发语音").click()
        await phone.get_by_label("语音识别的文字").fill("明早提醒我")
        await phone.get_by_label("语音识别的文字").press("Enter")
        await expect(phone.locator(".said")).to_have_text("明早提醒我")
        kinds = [each["MsgType"] for each in on.bot.received]
        assert sorted(kinds) == ["image", "location", "voice"]


@run
async def test_time_is_moved_and_shown():
    async with browsing(1280, 800) as (_, page):
        await expect(page.locator("#now")).to_contain_text("11月24日（周二） 10:00")
        await page.get_by_role("button", name="＋1天").click()
        await expect(page.locator("#now")).to_contain_text("11月25日（周三） 10:00")
        await page.get_by_role("button", name="到明早8点").click()
        await expect(page.locator("#now")).to_contain_text("11月26日（周四） 08:00")
        await expect(page.locator(".status-bar time").first).to_have_text("08:00")


@run
async def test_stranger_follows_first_on_a_phone_and_may_leave():
    async with browsing(390, 844) as (on, page):
        assert await page.locator(".phone:visible").count() == 1
        await page.locator("#open-people").click()
        await page.get_by_placeholder("找姓名、单位").fill("教育局")
        await expect(page.locator("#people li")).to_have_count(1)
        await page.get_by_role("button", name="＋ 陌生人").click()
        phone = page.locator(".phone.front")
        await phone.get_by_text("关注公众号").click()
        await expect(phone.locator(".line").last).to_have_text("欢迎")
        await phone.get_by_label("更多", exact=True).click()
        await phone.get_by_text("取消关注").click()
        await expect(phone.get_by_text("关注公众号")).to_be_visible()
        assert on.bot.received[-1]["Event"] == "unsubscribe"
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390
