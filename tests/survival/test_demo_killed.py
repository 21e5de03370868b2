"""`run.py demo` killed without a word: the next start shows the same phones at the same time."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from tests.survival.process import Process

DAY = 86_400_000


@dataclass
class Shown:
    """What a demo shows: its clock and one phone."""

    ms: int
    history: Any
    seconds: float  # until it could be asked


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Shown, Shown]:
    """A demo before it is killed, and the next one on its files."""
    settings = {"BOT_PORT": "0", "BOT_DATA": str(tmp_path_factory.mktemp("demo"))}
    with Process("demo", settings) as process:
        before = asyncio.run(_looked_at(process, play=True))
        process.kill()
    with Process("demo", settings) as process:
        return before, asyncio.run(_looked_at(process, play=False))


async def _looked_at(process: Process, *, play: bool) -> Shown:
    url = f"http://127.0.0.1:{await asyncio.to_thread(process.port)}/_sim"
    async with aiohttp.ClientSession() as http:
        openid = (await _asked(http, f"{url}/people"))[0]["openid"]
        seconds = time.monotonic() - process.began
        if play:
            text = {"text": "明早8点提醒我把钥匙交给门卫"}
            await _asked(http, f"{url}/user/{openid}/text", **text)
            await _asked(http, f"{url}/clock/advance", days=4)
        clock = await _asked(http, f"{url}/clock")
        history = await _asked(http, f"{url}/history?openid={openid}")
        return Shown(clock["ms"], history, seconds)


async def _asked(http: aiohttp.ClientSession, url: str, **body: Any) -> Any:
    asked = http.post(url, json=body) if body else http.get(url)
    async with asked as answer:
        assert answer.status == 200
        return await answer.json()


def test_the_phones_show_what_they_showed(killed: tuple[Shown, Shown]) -> None:
    before, after = killed
    said = [line["content"]["text"] for line in before.history["lines"]]
    assert said[0] == "明早8点提醒我把钥匙交给门卫"
    assert any(text.startswith("【提醒】把钥匙交给门卫") for text in said)
    assert after.history == before.history


def test_the_clock_has_not_fallen_back(killed: tuple[Shown, Shown]) -> None:
    before, after = killed
    assert 0 <= after.ms - before.ms < DAY / 24


def test_the_second_start_is_quick(killed: tuple[Shown, Shown]) -> None:
    assert killed[1].seconds < killed[0].seconds
