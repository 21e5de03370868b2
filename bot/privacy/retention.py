"""What is kept how long: one table, swept every night in slices."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from bot.clock import milliseconds, moment
from bot.conversation.capability import Capability
from bot.people import contacts
from bot.privacy import erasure, yearly
from bot.store.tx import Row, Tx, packed

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

    def before(self, now: int) -> int:
        return now - self.days * DAY

    @property
    def term(self) -> str:
        return f"{self.days} 天"


@dataclass(frozen=True, slots=True)
class YearRule:
    """Rows of a year go so many years after its end; or whom they name does."""

    query: str
    years: int
    what: str

    def before(self, now: int) -> int:
        return yearly.begins(moment(now).year - self.years)

    @property
    def term(self) -> str:
        return f"当年年底后 {self.years} 年"


RULES = (
    Rule("retention.inbox", 3, "已发出的回复（供微信重试）"),
    Rule("retention.nonces", 1, "明文模式用过的签名"),
    Rule("retention.dialogues", 2, "没有办完的办理"),
    Rule("retention.prompts", 2, "最近一次的编号列表"),
    Rule("retention.focuses", 2, "刚说到的是哪一项（半小时内有效）"),
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
    Rule("retention.outages", 90, "服务中断的起止时间"),
)
# In this order: people before the rows that named them, what refers before what it refers to.
YEAR_RULES = (
    YearRule(
        "yearly.seats_without_people", 2, "报名、参加志愿服务的是谁（注销时立即；以后只留数）"
    ),
    YearRule("retention.receipts_without_people", 1, "回执是谁回的（注销时立即；以后只留数）"),
    YearRule("yearly.old_seats", 5, "没有姓名的报名和志愿服务"),
    YearRule("yearly.old_pools", 5, "活动和服务需求的名额"),
    YearRule("yearly.old_offerings", 5, "活动和服务需求"),
    YearRule("retention.receipts", 3, "没有姓名的回执"),
    YearRule("retention.notices", 3, "通知"),
    YearRule("retention.audit", 5, "职务和办理的记录（谁对谁做了什么）"),
)
UNFOLLOWED_DAYS = 30  # after which somebody who stopped following is erased
SILENT_DAYS = 730  # … and somebody who follows and never says anything
LOOKED_AT = 1000  # contacts in one change
BACKUP_DAYS = 30  # as deploy/lianxin-backup.service deletes copies


def table() -> list[str]:
    """What is kept how long, as README.zh-CN.md shows it."""
    stated = [
        *((rule.what, rule.term) for rule in (*RULES, *YEAR_RULES)),
        ("退订了哪几类消息", "到恢复订阅或注销"),
        ("取消关注的人的全部个人信息", f"{UNFOLLOWED_DAYS} 天"),
        ("关注着、但一直没有来过消息的人的全部个人信息", f"{SILENT_DAYS} 天"),
        ("已过去的预约", "30 天"),
        ("每年、每个组织的人次（没有个人）", "一直"),
        ("备份文件", f"{BACKUP_DAYS} 天"),
    ]
    return ["| 存了什么 | 留多久 |", "|---|---|", *(f"| {w} | {term} |" for w, term in stated)]


# One slice of it: where to go on, None when nothing is left to do.
Step = Callable[[Tx, str], str | None]


class Retention:
    """The sweep as due work: one slice per change, then the next, then tomorrow night."""

    def __init__(self, rooms: Sequence[Capability], nightly: Sequence[Step] = ()) -> None:
        """`nightly` is what else is done in slices at this hour."""
        self._rooms = rooms
        rules: tuple[Rule | YearRule, ...] = (*RULES, *YEAR_RULES)
        self._steps: list[Step] = [
            yearly.freeze,
            *(partial(_delete, rule) for rule in rules),
            self._erase_gone,
            self._erase_silent,
            *nightly,
        ]

    @property
    def works(self) -> Mapping[str, Callable[[Tx, Mapping[str, Any]], None]]:
        return {WORK: self._sweep}

    def begin(self, tx: Tx) -> None:
        """Have the first night swept, unless that is settled already."""
        self._next(tx, 0, "", _tonight(tx.now))

    def _sweep(self, tx: Tx, details: Mapping[str, Any]) -> None:
        at: int = details["rule"]
        after = self._steps[at](tx, details.get("after", "")) if at < len(self._steps) else None
        if after is not None:
            self._next(tx, at, after, tx.now)
        elif at + 1 < len(self._steps):
            self._next(tx, at + 1, "", tx.now)
        else:
            self._next(tx, 0, "", _tonight(tx.now))

    def _erase_gone(self, tx: Tx, after: str) -> str | None:
        """As 注销 does, for whoever stopped following a month ago."""
        rows = tx.rows("retention.gone", before=tx.now - UNFOLLOWED_DAYS * DAY, count=PEOPLE)
        self._erase(tx, rows)
        return after if len(rows) >= PEOPLE else None

    def _erase_silent(self, tx: Tx, after: str) -> str | None:
        """… and for whoever has said nothing for two years, looking at some contacts at a time."""
        until = tx.value("retention.contacts", after=after, count=LOOKED_AT)
        if until is None:
            return None
        before = tx.now - SILENT_DAYS * DAY
        rows = tx.rows("retention.silent", after=after, until=until, before=before, count=PEOPLE)
        self._erase(tx, rows)
        return after if len(rows) >= PEOPLE else str(until)

    def _erase(self, tx: Tx, rows: Sequence[Row]) -> None:
        for row in rows:
            person = contacts.find(tx, row["openid"])
            if person is not None:
                erasure.erase(tx, person, self._rooms)

    @staticmethod
    def _next(tx: Tx, rule: int, after: str, run_at: int) -> None:
        details = packed({"rule": rule, "after": after})
        tx.run("retention.begin", work=WORK, details=details, run_at=run_at)
        tx.stirred = True


def _delete(rule: Rule | YearRule, tx: Tx, after: str) -> str | None:
    before = rule.before(tx.now)
    if rule.query == "retention.audit":  # its trigger lets nobody else
        tx.run("retention.open_audit", before=before)
    done = tx.run(rule.query, before=before, count=ROWS)
    if rule.query == "retention.audit":
        tx.run("retention.close_audit")
    return after if done >= ROWS else None


def _tonight(now: int) -> int:
    """The coming three o'clock in the morning, milliseconds."""
    today = moment(now).replace(hour=HOUR_OF_NIGHT, minute=0, second=0, microsecond=0)
    return milliseconds(today if milliseconds(today) > now else today + timedelta(days=1))
