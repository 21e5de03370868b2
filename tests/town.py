"""A small fictional town for conversations: assistant and simulator in one thread, real HTTP."""

import asyncio
import functools
import re
import threading
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from aiohttp import web

from bot.clock import ZONE, Clock, milliseconds
from bot.content import load
from bot.hearing import weights
from bot.language.keys import name_key
from bot.language.sound import syllable
from bot.people import offices
from bot.process.assistant import Assistant
from bot.process.rehearsal import account
from bot.process.serving import application, listen
from bot.simulator import Limits, Seen, Simulator
from bot.simulator.users import User
from bot.store import queries
from bot.store.tx import Tx
from bot.wechat import menu
from config.settings import HERE, Settings
from config.settings import load as load_settings
from handlers import house as build_house
from handlers.offerings import offering
from handlers.offerings.offering import Offering, Pool
from handlers.registration.event import KIND as EVENT
from handlers.volunteering.need import KIND as NEED
from tests.databases import COUNTING_KEY, Database, SqliteFile

T = TypeVar("T")
START = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)  # a Tuesday
HOUSE = build_house(load(), syllable)
_WEIGHTS, _NAMED = functools.cache(weights.read), functools.cache(queries.load)
MET: Counter[str] = Counter()  # WeChat's rules that any town of this run has met


def at(text: str) -> int:
    """Milliseconds of “2026-12-05 14:30”."""
    return milliseconds(datetime.fromisoformat(text).replace(tzinfo=ZONE))


@dataclass(frozen=True)
class Heard:
    """What a person saw after saying something."""

    text: str
    seen: Seen

    def __contains__(self, piece: str) -> bool:
        return piece in self.text

    def shows(self, *pieces: str) -> "Heard":
        for piece in pieces:
            assert piece in self.text, f"expected {piece!r} in:\n{self.text}"
        return self

    def lacks(self, *pieces: str) -> "Heard":
        for piece in pieces:
            assert piece not in self.text, f"unexpected {piece!r} in:\n{self.text}"
        return self

    @property
    def code(self) -> str:
        found = re.search(r"凭号 (\w{4})", self.text)
        assert found, f"no 凭号 in:\n{self.text}"
        return found[1]


class Citizen:
    """Somebody with a phone. Each method waits for what they see."""

    def __init__(
        self, town: "Town", openid: str, name: str = "", digits: str = "", member_id: str = ""
    ) -> None:
        self.town = town
        self.openid = openid
        self.name = name
        self.digits = digits
        self.member_id = member_id
        self._digest: dict[str, str] = {}

    @property
    def user(self) -> User:
        return self.town.simulator.user(self.openid)

    def _do(self, work: Coroutine[Any, Any, Seen]) -> Heard:
        seen = self.town.run(work)
        if not self.town.verified:
            self._note_digest(seen.text)
        return Heard(seen.text, seen)

    def _note_digest(self, text: str) -> None:
        """On an unverified account what comes unasked stands before the next reply."""
        for row in self.town.rows(
            "SELECT id, text FROM outbox WHERE openid = ? AND state = 'shown' ORDER BY id",
            self.openid,
        ):
            if row["text"] in text:
                self._digest[row["id"]] = row["text"]

    def says(self, text: str) -> Heard:
        return self._do(self.user.says(text))

    def follows(self, scene: str = "") -> Heard:
        return self._do(self.user.follow(scene))

    def unfollows(self) -> Heard:
        return self._do(self.user.unfollow())

    def clicks(self, key: str) -> Heard:
        return self._do(self.user.clicks(key))

    def sends(self, kind: str, **fields: Any) -> Heard:
        return self._do(self.user.sends(kind, **fields))

    @property
    def pushed(self) -> list[str]:
        """What WeChat brought by itself; never anything on an unverified account."""
        return [a.text for a in self.user.arrivals if a.channel == "客服"]

    def received(self) -> list[str]:
        """What came unasked, oldest first; on an unverified account at the next contact."""
        self.town.settle()
        if not self.town.verified:
            self.says("谢谢")
            return list(self._digest.values())
        return self.pushed


class Town:
    """Open it as a context; everything runs on a loop in a thread of its own."""

    def __init__(
        self,
        folder: Path,
        database: Database | None = None,
        *,
        start: datetime = START,
        fill: Callable[[Tx], None] | None = None,
        limits: Limits | None = None,
        answer_seconds: float = 4.5,
        verified: bool = True,
        **settings: Any,
    ) -> None:
        self.folder = folder
        self.database = database or SqliteFile(folder / "town.db")
        self._start = start
        self.clock = Clock(start)
        self._fill = fill
        self._limits = limits or Limits(reply_seconds=5)
        self._answer_seconds = answer_seconds
        self.verified = verified
        self._settings = settings
        self.settings: Settings
        self.assistant: Assistant
        self.simulator: Simulator

    def __enter__(self) -> "Town":
        if self._fill is not None:
            self.database.found(self._fill, milliseconds(self._start))
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        self.run(self._found())
        with pytest.MonkeyPatch.context() as patched:
            if self._fill is not None:  # every query was explained when it was founded
                patched.setattr(queries, "faults", lambda *_: [])
            self.run(self._open())
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self._close())
        MET.update(self.simulator.rules.hits)
        self.run(self._wechat.cleanup())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)

    async def _found(self) -> None:
        """WeChat first: it outlives the assistant's restarts."""
        app = web.Application()
        listening = listen("127.0.0.1", 0)
        self.wechat_url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        self.settings = self._set()
        self.simulator = Simulator(
            replace(account(self.settings), verified=self.verified),
            bot_url="",
            clock=self.clock,
            limits=self._limits,
            settle=self.settle_assistant,
            next_due=self.next_due,
            people=self.people,
            menu=menu.buttons(),
        )
        self.simulator.mount(app)
        self._wechat = web.AppRunner(app, access_log=None)
        await self._wechat.setup()
        await web.SockSite(self._wechat, listening).start()

    def _set(self) -> Settings:
        demo = load_settings(HERE / "demo.toml", environ={})
        base = {name: getattr(demo, name) for name in Settings.__dataclass_fields__}
        base["database"] = self.database.url
        base["wechat_api_base"] = self.wechat_url
        base["person_messages"] = 1_000_000  # these citizens talk faster than people do
        base["counting_key"] = COUNTING_KEY
        return Settings(**{**base, **self._settings})

    async def _open(self) -> None:
        with pytest.MonkeyPatch.context() as patched:  # files that are the same for every town
            patched.setattr(weights, "read", _WEIGHTS)
            patched.setattr(queries, "load", _NAMED)
            self.assistant = Assistant(
                self.settings, HOUSE, self.clock, answer_seconds=self._answer_seconds
            )
        self.assistant.open()
        app = application()
        self.assistant.mount(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        listening = listen("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        self.simulator.bot_url = f"{self.url}/wechat"
        await web.SockSite(self._runner, listening).start()
        await self.assistant.start()

    async def people(self) -> list[dict[str, Any]]:
        """The ready-made people of the chat page: three, still to be confirmed."""
        return [
            {"openid": f"oReady{name}", "name": name, "digits": digits, "unit": unit}
            | {"branch": "", "role": "党员", "bound": False}
            for name, digits, unit in (
                ("李四", "1234", "云川市财政局"),
                ("钱七", "7777", "云川市财政局"),
                ("赵六", "4321", "云川市水利局"),
            )
        ]

    async def settle_assistant(self) -> None:
        await self.assistant.settle()

    async def next_due(self) -> int | None:
        return await self.assistant.schedule.next_due()

    async def _close(self) -> None:
        await self._runner.cleanup()
        await self.assistant.close()

    def restart(self) -> None:
        """Stop the assistant and start it again on the same file."""
        self.down()

    def down(self, **span: float) -> None:
        """Stop, let time pass with nobody there, start again on the same file."""
        self.run(self._close())
        self.loop.call_soon_threadsafe(self.clock.advance, _span(span))
        self.run(self._open())

    # ---------------------------------------------------------------- time

    def wait(self, **span: float) -> None:
        """Let time pass, and everything due run."""

        async def advance() -> None:
            self.clock.advance(_span(span))
            await self.assistant.settle()

        self.run(advance())

    def settle(self) -> None:
        self.run(self.assistant.settle())

    @contextmanager
    def nothing_due_runs(self) -> Iterator[None]:
        """What is due stays so meanwhile: to speak between two slices. At the end all of it runs."""
        lock = self.assistant.schedule._one_at_a_time
        self.run(lock.acquire())
        try:
            yield
        finally:
            self.loop.call_soon_threadsafe(lock.release)
        self.settle()

    # ---------------------------------------------------------------- what is stored

    def change(self, work: Callable[[Tx], T]) -> T:
        async def change() -> T:
            return await self.assistant.store.change(work)

        return self.run(change())

    def rows(self, sql: str, *parameters: Any) -> list[Any]:
        return self.database.rows(sql, *parameters)

    # ---------------------------------------------------------------- people

    def secretary(self, name: str, of: str, role: str = "branch_secretary") -> Citizen:
        """A member who also holds an office."""
        citizen = self.member(name)
        self.change(lambda tx: offices.appoint(tx, citizen.member_id, of, role, until_at=None))
        return citizen

    def stranger(self, openid: str = "oStranger0000000000000000001") -> Citizen:
        return Citizen(self, openid)

    def member(self, name: str = "张三") -> Citizen:
        """A member of the roster who has confirmed who they are."""
        row = self.rows("SELECT id, digits FROM member WHERE name = ? ORDER BY id", name)[0]
        openid = f"oMember{row['id']:0>21}"
        self.change(lambda tx: _confirm(tx, openid, row["id"]))
        return Citizen(self, openid, name, row["digits"], row["id"])


def _span(span: dict[str, float]) -> int:
    return round(timedelta(**span).total_seconds() * 1000)


def _confirm(tx: Tx, openid: str, member_id: str) -> None:
    connection = tx._connection
    connection.execute(
        "INSERT INTO contact (openid, member_id, created_at) VALUES (:openid, :member, :now)"
        " ON CONFLICT (openid) DO NOTHING",
        {"openid": openid, "member": member_id, "now": tx.now},
    )
    connection.execute(
        "INSERT INTO consent (id, openid, version, given_at) VALUES (:id, :openid, 'test', :now)",
        {"id": tx.new_id(), "openid": openid, "now": tx.now},
    )


# ------------------------------------------------------------------ who and what is in town

PEOPLE = [
    # id, branch, name, digits
    ("m1", "b1", "张三", "6789"),
    ("m2", "b1", "李四", "1234"),
    ("m3", "b2", "王五", "5678"),
    ("m4", "b2", "赵六", "4321"),
    ("m5", "b1", "王伟", "1111"),
    ("m6", "b2", "王伟", "1111"),
    ("m7", "b2", "王伟", "2222"),
    ("m8", "b1", "钱七", "7777"),
    ("m9", "b3", "孙八", "8888"),
    ("m10", "b4", "周九", "9999"),
    ("m11", "b5", "吴十", "1010"),
    ("m12", "k1", "郑安", "1212"),
]


def fill(tx: Tx) -> None:
    """Three units, five branches, two communities, a dozen people, four events, four needs."""
    places = [
        ("c", None, "committee", "云川市直机关工委", "/c/"),
        ("u1", "c", "unit", "云川市财政局", "/c/u1/"),
        ("u2", "c", "unit", "云川市水利局", "/c/u2/"),
        ("b1", "u1", "branch", "第一支部", "/c/u1/b1/"),
        ("b2", "u2", "branch", "第三支部", "/c/u2/b2/"),
        ("b3", "u1", "branch", "第三支部", "/c/u1/b3/"),
        ("u3", "c", "unit", "云川市直机关工委机关", "/c/u3/"),
        ("b4", "u3", "branch", "机关第一支部", "/c/u3/b4/"),
        ("b5", "u2", "branch", "水文站支部", "/c/u2/b5/"),
        ("d1", "c", "district", "桥东区", "/c/d1/"),
        ("k1", "d1", "community", "长安社区", "/c/d1/k1/"),
        ("k2", "d1", "community", "裕华社区", "/c/d1/k2/"),
    ]
    run = tx._connection.execute
    for row in places:
        run(
            "INSERT INTO organisation (id, parent_id, kind, name, path, name_key)"
            " VALUES (:a, :b, :c, :d, :e, :k)",
            dict(zip("abcdek", (*row, name_key(row[3])), strict=True)),
        )
    for row in PEOPLE:
        run(
            "INSERT INTO member (id, branch_id, name, digits, name_key)"
            " VALUES (:a, :b, :c, :d, :k)",
            dict(zip("abcdk", (*row, name_key(row[2])), strict=True)),
        )
    event(tx, "e1", "大讲堂", "大讲堂第10期", "2026-12-05 14:30", onsite=2, video=100)
    event(tx, "e2", "培训班", "党务干部培训班第44期", "2026-12-08 09:00", onsite=12, hours=6)
    event(tx, "e3", "比赛", "“先锋杯”乒乓球赛", "2026-12-12 09:00", onsite=1)
    event(tx, "e4", "大讲堂", "大讲堂第11期", "2026-12-19 14:30", onsite=2, video=100)
    need(tx, "n1", "k1", "义诊", "2026-12-05 14:00", 8)
    need(tx, "n2", "k1", "清扫积雪", "2026-12-06 09:00", 2)
    need(tx, "n3", "k2", "助老理发", "2026-12-07 09:00", 3)
    need(tx, "n4", "k2", "图书整理", "2026-12-13 09:00", 1)


def event(
    tx: Tx,
    event_id: str,
    kind: str,
    title: str,
    when: str,
    *,
    onsite: int = 0,
    video: int = 0,
    hours: float = 2,
) -> None:
    starts_at = at(when)
    pools = (("onsite", onsite), ("video", video))
    new = Offering(
        holder_id="c",
        public=True,
        category=kind,
        title=title,
        venue="市委党校报告厅",
        starts_at=starts_at,
        ends_at=starts_at + round(hours * 3_600_000),
        deadline_at=at(f"{when[:8]}{int(when[8:10]) - 2:02} 18:00"),
        pools=tuple(Pool(mode, capacity) for mode, capacity in pools if capacity),
    )
    offering.put(EVENT, tx, new, event_id)


def need(tx: Tx, need_id: str, community: str, title: str, when: str, capacity: int) -> None:
    starts_at = at(when)
    new = Offering(
        public=True,
        area_id=community,
        category="便民服务",
        title=title,
        starts_at=starts_at,
        ends_at=starts_at + 2 * 3_600_000,
        pools=(Pool("", capacity),),
    )
    offering.put(NEED, tx, new, need_id)
