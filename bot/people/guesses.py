"""Wrong guesses at who somebody is and at codes: counted by keyed hashes, so that trying grows slow.

Nothing that people do themselves gives fresh tries: the counts stay for thirty days, beyond 注销,
unfollowing and success. docs/threats.md works out what is left to somebody who goes on trying.
"""

from datetime import datetime, timedelta
from typing import Literal

from bot.clock import milliseconds, moment
from bot.language.keys import name_key
from bot.store.tx import Tx
from bot.wechat.window import HOUR

Tried = Literal["openid", "code", "rebinding"]
TRIES = 5  # misses until one has to wait; each time longer
WAITS = (HOUR, 24 * HOUR, 7 * 24 * HOUR, 30 * 24 * HOUR)
NAME = 10  # misses at one name since its last success, until it needs a code
DAY = 200  # misses of everybody on one day, unless there are half as many successes
MONTH = 500  # … and of thirty days, unless there are as many: for whoever stays below a day's
DAYS = 30


# ---------------------------------------------------------------- of one openid, or of one member


def wait(tx: Tx, kind: Tried, whose: str) -> str:
    """How long until this may be tried again, as people say it; "" when it may be now."""
    row = tx.row("guesses.find", subject=_subject(tx, kind, whose))
    left = row["until_at"] - tx.now if row else 0
    return _span(left) if left > 0 else ""


def _span(left: int) -> str:
    hours = -(-left // HOUR)
    return f"{hours} 小时" if hours <= 24 else f"{-(-hours // 24)} 天"


def missed(tx: Tx, openid: str) -> int:
    """How often this openid was wrong about names and codes, as far as it is still kept."""
    rows = (
        tx.row("guesses.find", subject=_subject(tx, kind, openid)) for kind in ("openid", "code")
    )
    return sum(row["times"] for row in rows if row)


def tries_left(tx: Tx, kind: Tried, whose: str) -> int:
    """Before the next wait."""
    row = tx.row("guesses.find", subject=_subject(tx, kind, whose))
    return TRIES - (row["times"] % TRIES if row else 0)


def count(tx: Tx, kind: Tried, whose: str) -> None:
    """One more miss; every fifth has to wait, longer than the one before."""
    subject = _subject(tx, kind, whose)
    times = int(tx.value("guesses.count", subject=subject, kind=kind))
    if times % TRIES == 0:
        span = WAITS[min(times // TRIES, len(WAITS)) - 1]
        tx.run("guesses.lock", subject=subject, until_at=tx.now + span)


def _subject(tx: Tx, kind: str, whose: str) -> str:
    return tx.keyed(f"{kind}:{whose}")


# ---------------------------------------------------------------- of one name, and of all together


def by_code_only(tx: Tx, name: str) -> bool:
    """Whether this name has been missed so often that digits confirm it no longer.

    The same for names that nobody has.
    """
    row = tx.row("guesses.find", subject=_subject(tx, "name", name_key(name)))
    return row is not None and row["times"] >= NAME


def closed(tx: Tx) -> bool:
    """Whether there were so many misses that names never confirmed need a code, until a day has
    passed that had few."""
    return tx.row("guesses.closed", since=_midnight(tx, days_ago=1)) is not None


def miss(tx: Tx, openid: str, name: str, weight: int) -> None:
    """Somebody was wrong about a name and its digits. `weight` is how many people might have been
    hit: a frequent name is as good as many names. Right digits that must not count are 0."""
    count(tx, "openid", openid)
    tx.value("guesses.count", subject=_subject(tx, "name", name_key(name)), kind="name")
    misses, successes = _count_day(tx, misses=weight)
    if misses > max(DAY, 2 * successes) or _too_many_lately(tx):
        tx.run("guesses.close", day=_midnight(tx))


def _too_many_lately(tx: Tx) -> bool:
    row = tx.row("guesses.count_month", since=_midnight(tx, days_ago=DAYS))
    return row is not None and row["misses"] > max(MONTH, row["successes"])


def hit(tx: Tx, name: str, member_id: str) -> None:
    """Somebody is confirmed: their name begins anew. A member counts once in thirty days, for who
    erases and confirms themselves again and again must not cover others' misses."""
    tx.run("guesses.begin_anew", subject=_subject(tx, "name", name_key(name)))
    subject = _subject(tx, "confirmed", member_id)
    if int(tx.value("guesses.count", subject=subject, kind="confirmed")) == 1:
        _count_day(tx, successes=1)


def _count_day(tx: Tx, misses: int = 0, successes: int = 0) -> tuple[int, int]:
    day = _midnight(tx)
    row = tx.row("guesses.count_day", day=day, misses=misses, successes=successes)
    assert row is not None  # noqa: S101 - RETURNING
    return row["misses"], row["successes"]


def _midnight(tx: Tx, days_ago: int = 0) -> int:
    today: datetime = moment(tx.now).replace(hour=0, minute=0, second=0, microsecond=0)
    return milliseconds(today - timedelta(days=days_ago))


# ---------------------------------------------------------------- what an operator sees and may do


def names_tried(tx: Tx) -> int:
    """How many names need a code and were tried within a day."""
    since = tx.now - 24 * HOUR
    return int(tx.value("guesses.count_names", most=NAME, since=since))


def today(tx: Tx) -> tuple[int, int]:
    """The day's misses and successes."""
    row = tx.row("guesses.day", day=_midnight(tx))
    return (row["misses"], row["successes"]) if row else (0, 0)


def open_again(tx: Tx) -> bool:
    """Names never confirmed need no code any more; the days' counts begin anew. False: they needed
    none."""
    was = closed(tx)
    tx.run("guesses.open")
    return was


def put_key(tx: Tx) -> None:
    """At a start: this host counts by its key, and every other should."""
    tx.run("guesses.put_key", fingerprint=tx.keyed("fingerprint"))


def other_key(tx: Tx) -> bool:
    """Whether a host that started later counts by another key."""
    return tx.value("guesses.key") not in (None, tx.keyed("fingerprint"))
