"""The drill: a copy made under load, the process killed, the disk lost, the copy put back."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from tests.bot.operator.command import Done, running
from tests.survival import committee
from tests.survival.double import wechat
from tests.survival.ledger import CONTRADICTIONS, Books, Told
from tests.survival.phones import Line, Phone, Sent
from tests.survival.process import Process
from tests.survival.test_kill import PEOPLE, fill

SEED = 20261125


@dataclass
class Drill:
    database: Path
    phones: list[Phone]
    before: list[Sent] = field(default_factory=list)  # answered before the copy was begun
    meanwhile: int = 0  # messages answered while it was made
    backup: Done | None = None
    refused: Done | None = None  # restoring while it is served
    restored: Done | None = None
    books: dict[str, str] = field(default_factory=dict)  # the stored replies, once restored
    told: Told | None = None
    places: object = None
    contradictions: dict[str, object] = field(default_factory=dict)

    def answered(self) -> list[Sent]:
        return [sent for phone in self.phones for sent in phone.all if sent.replies]


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Drill:
    database = committee.prepared(tmp_path_factory.mktemp("drill"), fill)
    return asyncio.run(_drilled(database, Random(SEED)))


async def _drilled(database: Path, dice: Random) -> Drill:
    async with wechat() as (simulator, settings):
        settings |= {"BOT_DATABASE": committee.url(database)}
        line = Line(simulator)
        drill = Drill(database, [Phone(number, line, dice) for number in range(PEOPLE)])
        copy = database.with_name("copy.db")
        with Process("serve", settings) as process:
            line.port = await asyncio.to_thread(process.port)
            await _copied_under_load(drill, settings, copy)
            drill.refused = await running("restore", copy, "--replace", **settings)
            process.kill()
        for part in ("", "-wal", "-shm"):
            database.with_name(database.name + part).unlink(missing_ok=True)
        drill.restored = await running("restore", copy, **settings)
        _read(drill)
        with Process("serve", settings) as process:
            line.port = await asyncio.to_thread(process.port)
            await asyncio.gather(*(line.deliver(sent) for sent in drill.before))
            await asyncio.gather(*(phone.settle() for phone in drill.phones))
            await asyncio.gather(*(phone.says("我的报名") for phone in drill.phones))
        return drill


async def _copied_under_load(drill: Drill, settings: dict[str, str], copy: Path) -> None:
    lives = [asyncio.create_task(phone.live()) for phone in drill.phones]
    await asyncio.sleep(1)
    drill.before = drill.answered()
    drill.backup = await running("backup", copy, **settings)
    drill.meanwhile = len(drill.answered()) - len(drill.before)
    for life in lives:
        life.cancel()
    await asyncio.gather(*lives, return_exceptions=True)


def _read(drill: Drill) -> None:
    """How things stand in the restored file, before anybody writes again."""
    books = Books(drill.database)
    drill.books = books.inbox()
    known = [s for phone in drill.phones for s in phone.all if s.key in drill.books]
    for sent in known:
        sent.replies = sent.replies or [drill.books[sent.key]]
    promoted = books.promoted()
    drill.told = Told.by(known)
    for place in drill.told.places.keys() & promoted:
        drill.told.places[place] = "confirmed", drill.told.places[place][1]
    drill.places = {
        place: ("confirmed", mode) if state == "waiting" and place in promoted else (state, mode)
        for place, (state, mode) in books.places().items()
    }
    drill.contradictions = {claim: books.rows(sql) for claim, sql in CONTRADICTIONS.items()}


def test_there_was_load_before_and_while_the_copy_was_made(drill: Drill) -> None:
    assert len(drill.before) > PEOPLE
    assert drill.meanwhile > 0
    assert drill.backup is not None
    assert (drill.backup.code, drill.backup.errors) == (0, "")


def test_nothing_is_restored_over_a_served_database(drill: Drill) -> None:
    assert drill.refused is not None
    assert drill.refused.code == 1
    assert "请先停服务" in drill.refused.out[0]


def test_everything_answered_before_the_copy_is_in_it(drill: Drill) -> None:
    assert drill.restored is not None
    assert (drill.restored.code, drill.restored.errors) == (0, "")
    for sent in drill.before:
        assert drill.books.get(sent.key) == sent.replies[0], sent.text


def test_every_place_is_what_the_replies_in_it_say(drill: Drill) -> None:
    assert drill.told is not None
    assert drill.told.places
    assert drill.places == drill.told.places


@pytest.mark.parametrize("claim", CONTRADICTIONS)
def test_the_restored_books_agree(drill: Drill, claim: str) -> None:
    assert drill.contradictions[claim] == []


def test_a_retry_of_an_old_message_gets_the_stored_reply(drill: Drill) -> None:
    for sent in drill.before:
        assert len(sent.replies) >= 2, sent.text
        assert len(set(sent.replies)) == 1, sent.text


def test_the_service_answers_again(drill: Drill) -> None:
    for phone in drill.phones:
        assert phone.all[-1].text == "我的报名"
        assert phone.all[-1].replies
