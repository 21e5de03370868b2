"""The demo's log is as discreet as that of `serve`, though it plays both sides."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from config.settings import HERE, load
from tests.survival.discretion import Confidences
from tests.survival.process import Process

SAID = (
    "活动",
    "1",
    "1",
    "报名 大讲堂",
    "取消",
    "志愿",
    "1",
    "1",
    "我的",
    "1小时后提醒我把钥匙交给门卫",
    "预备党员的预备期多长",
    "这句话谁也听不懂",
    "人工 我的电话是13800001111",
    "取消",
)


@dataclass
class Demo:
    process: Process
    confidences: Confidences


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return asyncio.run(_played(tmp_path_factory.mktemp("demo")))


async def _played(folder: Path) -> Demo:
    with Process("demo", {"BOT_PORT": "0", "BOT_DATA": str(folder)}) as process:
        url = f"http://127.0.0.1:{await asyncio.to_thread(process.port)}/_sim"
        async with aiohttp.ClientSession() as http:
            demo = Demo(process, await _talked(http, url))
        process.terminate()
        assert await asyncio.to_thread(process.code) == 0
        return demo


async def _talked(http: aiohttp.ClientSession, url: str) -> Confidences:
    people = await _got(http, f"{url}/people")
    speakers = people[:6]
    heard: list[str] = []
    for person in speakers:
        for text in SAID:
            seen = await _did(http, f"{url}/user/{person['openid']}/text", text=text)
            heard += [text, *seen["text"].splitlines()]
        await _did(http, f"{url}/user/{person['openid']}/voice")
    await _did(http, f"{url}/fault", http_500=1)
    await _did(http, f"{url}/clock/advance", hours=2)
    assert any("钥匙" in line for line in await _unasked(http, url, speakers))
    return Confidences(
        people=[each[name] for each in people for name in ("openid", "name") if each[name]],
        digits=[each["digits"] for each in speakers if each["digits"]],
        texts=heard,
        secrets=_secrets(),
    )


def _secrets() -> tuple[str, ...]:
    settings = load(HERE / "demo.toml", environ={})
    return settings.wechat_token, settings.wechat_secret, settings.wechat_aes_key


async def _got(http: aiohttp.ClientSession, url: str) -> Any:
    async with http.get(url) as answer:
        assert answer.status == 200
        return await answer.json()


async def _did(http: aiohttp.ClientSession, url: str, **body: Any) -> Any:
    async with http.post(url, json=body) as answer:
        assert answer.status == 200
        return await answer.json()


async def _unasked(http: aiohttp.ClientSession, url: str, people: list[Any]) -> list[str]:
    boxes = [await _got(http, f"{url}/outbox?openid={each['openid']}") for each in people]
    return [a["text"] for box in boxes for a in box["arrivals"] if a["channel"] == "客服"]


def test_the_log_of_the_demo_tells_nothing_about_anybody(demo: Demo) -> None:
    assert len(demo.confidences.people) > 4
    assert demo.confidences.told_by(demo.process.facts()) == []


def test_the_demo_says_aloud_where_to_look_and_what_to_try(demo: Demo) -> None:
    first, second = demo.process.out.splitlines()
    assert "/simulator/" in first
    assert second.startswith("试试：")


def test_the_demo_has_no_fault_in_its_log(demo: Demo) -> None:
    faults = [fact for fact in demo.process.facts() if "_failed" in fact["event"]]
    assert faults == []
