"""The demo: assistant, simulated WeChat and a fictional committee on one port and one clock."""

import asyncio
import contextlib
import os
import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from aiohttp import web

from bot.clock import Clock
from bot.conversation.capability import House
from bot.process import serving
from bot.process.assistant import Assistant
from bot.simulator import Account, Diary, Limits, Simulator
from bot.wechat import menu
from config.settings import COUNTING_KEY, Settings

Say = Callable[[str], None]


def account(settings: Settings) -> Account:
    return Account(
        token=settings.wechat_token,
        appid=settings.wechat_appid,
        secret=settings.wechat_secret,
        aes_key=settings.wechat_aes_key,
        aes_key_previous=settings.wechat_aes_key_previous,
        original_id=settings.wechat_account,
    )


async def run_demo(settings: Settings, house: House, say: Say) -> int:
    """Serve the demo until told to stop. Its files lie in BOT_DATA, never in serve's database."""
    from bot import demo

    listening = serving.listen(settings.host, settings.port)
    port = listening.getsockname()[1]
    here = f"http://{settings.host}:{port}"
    data = Path(settings.data)
    began_before = (data / "demo.db").exists()
    settings = replace(
        settings,
        port=port,
        database=f"sqlite:///{data / 'demo.db'}",
        wechat_api_base=here,
        counting_key=settings.counting_key or _counting_key(data / "counting.key"),
        public_url=here,
    )
    clock = Clock()
    assistant = Assistant(settings, house, clock)
    assistant.open()
    diary = Diary(data / "phones.jsonl")
    diary.open(anew=not began_before)
    clock.advance(diary.ahead)
    app = serving.application()
    assistant.mount(app)
    simulator = Simulator(
        account(settings),
        bot_url=f"{here}/wechat",
        clock=clock,
        people=lambda: demo.people(assistant.store),
        settle=assistant.settle,
        next_due=assistant.schedule.next_due,
        menu=menu.buttons(),
        diary=diary,
    )
    simulator.mount(app)
    app.router.add_get("/", _to_simulator)

    async def ready() -> None:
        await demo.prepare(assistant.store, house, clock)
        assistant.start()
        say(f"聊天页面：{here}/simulator/")
        say("试试：活动 · 报名 大讲堂 · 志愿 · 党费怎么交 · 明早8点提醒我交材料 · 帮助")

    return await serving.run(app, assistant, listening, ready)


def _counting_key(file: Path) -> str:
    """The demo's own, made once: it lies beside the demo's database, where only fiction is counted."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError), open(file, "x", opener=_for_me) as made:
        made.write(secrets.token_hex(COUNTING_KEY))
    return file.read_text("utf-8").strip()


def _for_me(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


async def _to_simulator(request: web.Request) -> web.Response:
    raise web.HTTPFound("/simulator/")


async def run_simulator(settings: Settings, bot_url: str, port: int, say: Say) -> int:
    """WeChat alone, on its own port, for a bot that runs elsewhere; wall-clock time only."""
    listening = serving.listen(settings.host, port)
    here = f"http://{settings.host}:{listening.getsockname()[1]}"
    app = web.Application()
    simulator = Simulator(
        account(settings),
        bot_url=bot_url,
        clock=Clock(),
        limits=Limits(shift_timestamps=False),
        menu=menu.buttons(),
    )
    simulator.mount(app)
    app.router.add_get("/", _to_simulator)

    async def ready() -> None:
        say(f"BOT_WECHAT_API_BASE={here}")
        say(f"聊天页面：{here}/simulator/　消息推送到 {bot_url}")
        await asyncio.sleep(0)

    return await serving.run(app, None, listening, ready)
