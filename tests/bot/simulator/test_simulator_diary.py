"""A simulator that was killed goes on where it was: what the phones show, and how late it is."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import ZONE, Clock
from bot.simulator import Diary, Simulator, diary
from bot.simulator.feed import Feed
from tests.bot.simulator.toy_bot import ACCOUNT, Stage, stage

OPENID = "oDiary0000000000000000000001"
GONE = "oDiary0000000000000000000002"


_opened: list[Diary] = []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while _opened:
        _opened.pop().close()


def opened(path: Path, *, anew: bool = False) -> Diary:
    """As a start does it. The one before was killed: nobody closed its file."""
    kept = Diary(path)
    _opened.append(kept)
    kept.open(anew=anew)
    return kept


def at_the_time_of(kept: Diary) -> Clock:
    return Clock(datetime.now(ZONE) + timedelta(milliseconds=kept.ahead))


async def played(path: Path) -> tuple[Any, ...]:
    async with stage(diary=opened(path)) as on:
        await on.call("POST", f"/_sim/user/{OPENID}/text", json={"text": "你好 <a>\n二"})
        await on.custom(OPENID, "后来，见 https://example.org/")
        await on.custom(
            OPENID,
            msgtype="msgmenu",
            msgmenu={"head_content": "办好了吗", "list": [{"id": "1", "content": "好了"}]},
        )
        await on.call("POST", f"/_sim/user/{GONE}/text", json={"text": "再见"})
        await on.call("POST", f"/_sim/user/{GONE}/unfollow", json={})
        await on.call("POST", "/_sim/clock/advance", json={"days": 1, "hours": 20})
        return await shown(on)


async def shown(on: Stage) -> tuple[Any, ...]:
    chats = [await on.call("GET", f"/_sim/history?openid={each}") for each in (OPENID, GONE)]
    box = await on.call("GET", f"/_sim/outbox?openid={OPENID}")
    return chats, box


async def shown_again(path: Path) -> tuple[Any, ...]:
    kept = opened(path)
    async with stage(diary=kept, clock=at_the_time_of(kept)) as on:
        return await shown(on)


def test_chats_windows_followers_and_the_clock_are_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "phones.jsonl"
    before = asyncio.run(played(path))
    chats, box = before
    assert [len(chat["lines"]) for chat in chats] == [4, 2]
    assert [chat["following"] for chat in chats] == [True, False]
    assert box["window"]["left"] == 3
    assert asyncio.run(shown_again(path)) == before


def test_numbers_of_lines_go_on_so_that_an_open_page_hears_what_is_new(tmp_path: Path) -> None:
    path = tmp_path / "phones.jsonl"
    chats, _ = asyncio.run(played(path))
    kept = opened(path)
    simulator = Simulator(ACCOUNT, bot_url="", clock=at_the_time_of(kept), diary=kept)
    feed = simulator._world.feed
    last = chats[1]["lines"][-1]
    line = feed.add(OPENID, "user", last["at"], "", feed.lines(OPENID)[-1].content)
    assert line.number == last["number"] + 1


def test_the_clock_is_as_late_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "phones.jsonl"
    kept = opened(path)
    kept.note_ahead(86_400_000)
    kept.note_ahead(4 * 86_400_000)
    assert opened(path).ahead == 4 * 86_400_000


def test_a_line_cut_in_the_middle_costs_that_line_alone(tmp_path: Path) -> None:
    path = tmp_path / "phones.jsonl"
    asyncio.run(played(path))
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.rindex("办好".encode()) + 4] + b"\n[1]\nnull\n")
    again = opened(path)
    assert len(again.lines) == 3
    again.note_ahead(1)
    assert opened(path).ahead == 1


def test_only_the_newest_lines_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diary, "MOST_LINES", 10)
    path = tmp_path / "phones.jsonl"
    kept = opened(path)
    for number in range(100):
        kept.note_line({"number": number})
    assert [line["number"] for line in opened(path).lines] == list(range(90, 100))
    assert len(path.read_text("utf-8").splitlines()) == 11


def test_a_new_story_knows_nothing_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "phones.jsonl"
    asyncio.run(played(path))
    kept = opened(path, anew=True)
    assert (kept.ahead, list(kept.lines), kept.following) == (0, [], {})


def test_without_a_file_nothing_is_kept(tmp_path: Path) -> None:
    kept = Diary()
    kept.open()
    feed = Feed(kept)
    assert list(tmp_path.iterdir()) == []
    assert feed.openids == []
