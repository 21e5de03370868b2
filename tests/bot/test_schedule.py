"""What is due: done in the transaction that claims it; what fails is put off and holds up nobody."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bot.store.tx import Tx
from tests.town import Town


@contextmanager
def fails(town: Town, work: str, due_id: str) -> Iterator[None]:
    """At its end, so that all it did has to be undone."""
    schedule = town.assistant.schedule
    works = schedule._works

    def failing(tx: Tx, details: Mapping[str, Any]) -> None:
        works[work](tx, details)
        if details["id"] == due_id:
            raise RuntimeError("at the end of due work")

    schedule._works = {**works, work: failing}
    yield
    schedule._works = works


def test_what_fails_is_put_off_and_holds_up_nobody(town: Town) -> None:
    first, second = town.member("张三"), town.member("李四")
    first.says("提醒我 今天12点 交材料").shows("12:00")
    second.says("提醒我 今天12点1分 开会").shows("12:01")
    reminder = town.rows("SELECT id FROM reminder WHERE openid = ?", first.openid)[0]["id"]
    with fails(town, "reminders.fire", reminder):
        town.wait(hours=2, minutes=2)
        assert "开会" in second.received()[0]
        assert first.received() == []
    town.wait(minutes=7)
    assert first.received() == []
    town.wait(minutes=4)
    assert "交材料" in first.received()[0]
    town.wait(hours=1)
    assert len(first.received()) == len(second.received()) == 1
