"""What is kept how long: one table, swept every night in slices."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.clock import milliseconds, moment
from bot.conversation.capability import Capability
from bot.people import contacts
from bot.privacy import erasure
from bot.store.tx import Tx, packed

WORK = "retention.sweep"
HOUR_OF_NIGHT = 3
ROWS = 100  # deleted in one change
PEOPLE = 5  # erased in one change: each asks every room
DAY = 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class Rule:
    """Rows of `query` go once they are so many days old."""

    query: str
    days: int
    what: str


RULES = (
    Rule("retention.inbox", 3, "已发出的回复（供微信重试）"),
    Rule("retention.nonces", 1, "明文模式用过的签名"),
    Rule("retention.dialogues", 2, "没有办完的办理"),
    Rule("retention.prompts", 2, "最近一次的编号列表"),
    Rule("retention.guesses", 30, "姓名、绑定码、任职码填错的次数（加密计数，注销后也保留）"),
    Rule("retention.guess_days", 31, "每天共填错几次、确认几人（不分人）"),
    Rule("retention.binding_codes", 1, "过期的绑定码"),
    Rule("retention.told", 30, "已经送到或看到的消息"),
    Rule("retention.untold", 90, "一直没有来看的消息"),
    Rule("retention.questions", 180, "提问和答复"),
    Rule("retention.invitations", 30, "过期的任职邀请"),
    Rule("retention.rebindings", 7, "没有决定的换绑申请"),
    Rule("retention.undoing", 7, "导入名册的撤销数据"),
    Rule("retention.commitments", 30, "已过去的时间占用"),
)
UNFOLLOWED_DAYS = 30  # after which somebody who stopped following is erased


class Retention:
    """The sweep as due work: one slice per change, then the next, then tomorrow night."""

    def __init__(self, rooms: Sequence[Capability]) -> None:
        self._rooms = rooms

    @property
    def works(self) -> Mapping[str, Callable[[Tx, Mapping[str, Any]], None]]:
        return {WORK: self._sweep}

    def begin(self, tx: Tx) -> None:
        """Have the first night swept, unless that is settled already."""
        self._next(tx, 0, _tonight(tx.now))

    def _sweep(self, tx: Tx, details: Mapping[str, Any]) -> None:
        at: int = details["rule"]
        if at < len(RULES):
            rule = RULES[at]
            done = tx.run(rule.query, before=tx.now - rule.days * DAY, count=ROWS)
            again = done >= ROWS
        else:
            again = self._erase_gone(tx) >= PEOPLE
        if again:
            self._next(tx, at, tx.now)
        elif at < len(RULES):
            self._next(tx, at + 1, tx.now)
        else:
            self._next(tx, 0, _tonight(tx.now))

    def _erase_gone(self, tx: Tx) -> int:
        """As 注销 does, for whoever stopped following a month ago."""
        rows = tx.rows("retention.gone", before=tx.now - UNFOLLOWED_DAYS * DAY, count=PEOPLE)
        for row in rows:
            person = contacts.find(tx, row["openid"])
            if person is not None:
                erasure.erase(tx, person, self._rooms)
        return len(rows)

    @staticmethod
    def _next(tx: Tx, rule: int, run_at: int) -> None:
        tx.run("retention.begin", work=WORK, details=packed({"rule": rule}), run_at=run_at)
        tx.stirred = True


def _tonight(now: int) -> int:
    """The coming three o'clock in the morning, milliseconds."""
    today = moment(now).replace(hour=HOUR_OF_NIGHT, minute=0, second=0, microsecond=0)
    return milliseconds(today if milliseconds(today) > now else today + timedelta(days=1))
