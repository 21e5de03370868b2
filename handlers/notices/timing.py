"""What is said at the card to choose when a notice goes out: 明早9点发; a bare 9点 may be two times."""

import re

from bot import spoken
from bot.clock import milliseconds, moment
from bot.message import Again
from bot.store.tx import Tx
from bot.text import normal
from bot.when import When, read, rest
from handlers.notices.quiet import next_opening

EXAMPLE = "例如“明早9点发”"
HALF_A_DAY = 12 * 3_600_000
EARLIEST, LATEST = 8, 18  # o'clock: within it a bare hour is taken as the next one of its kind
# All that may stand beside a time: a longer line says something else.
_SENDING = re.compile(
    r"(?:请|那?就|那|在|定在?|定时|到|等到?|通知)*(?:再|才)?"
    r"(?:群?发送?|发出去?|发布|推送)?(?:吧|好了|就行|就好|即可|通知)?"
)
_MOVED = re.compile(r"(?:改|换|推迟|提前|延后?)(?:成|为|到|至|在)?")
_ITS_TIME = re.compile(r"(?:把|将)?(?:发送|发出|发布|发)的?时间|^时间发")
_ASKED_FOR = re.compile(
    r"(?:改|换个?|改个|另定)(?:发送)?时间(?:发送?)?|定时(?:发送?)?|等一?[下会]再发"
)
_BARE = re.compile(r"(?:0?[1-9]|1[0-2]|[一二两三四五六七八九十]{1,2}) ?(?:[点:时].*)")
_KEPT = re.compile(r"at (\d{13})")


def sending_time(tx: Tx, said: str) -> int | None:
    """Milliseconds; None when no time is said, or more than a time. Raises Again for one that
    has passed, and for an hour that may be of the morning or of the night."""
    if kept := _KEPT.fullmatch(said):
        return int(kept[1])
    line = normal(said)
    if _ASKED_FOR.fullmatch(line):
        raise Again(f"请说什么时候发，{EXAMPLE}。", meant=True)
    when = read(said, moment(tx.now))
    left = normal(rest(said, when)).replace(" ", "")
    moved = _MOVED.search(line)
    if moved:
        left = _of_the_sending(_MOVED.sub("", left))
    if when.every or when.why == "none" or not _SENDING.fullmatch(left):
        return None
    if moved and "发" not in left:
        raise Again(f"是改发出的时间吗？请说全，{EXAMPLE}；改正文回复“重写”。", meant=True)
    if when.at is None and when.guess is None and "发" not in left:
        return None  # 等一下
    if when.at is None:
        raise Again(f"请说一个以后的时间，{EXAMPLE}。", meant=True)
    return _one_of_two(tx, said, when, milliseconds(when.at))


def _of_the_sending(left: str) -> str:
    """发送时间改到9点 says what is moved as plainly as 改到9点发."""
    return _ITS_TIME.sub("发", left)


def _one_of_two(tx: Tx, said: str, when: When, at: int) -> int:
    words = "".join(said[start:end] for start, end in when.spans)
    at_night = next_opening(at) and not EARLIEST <= moment(at).hour < LATEST
    if not at_night or not _BARE.fullmatch(normal(words)):
        return at
    later = at + HALF_A_DAY
    raise Again(
        f"“{words}”是哪个时间？\n1 {spoken.at(later, tx.now)}\n"
        f"2 {spoken.at(at, tx.now)}，休息时间\n回复编号。",
        meant=True,
        offers=(f"at {later}", f"at {at}"),
    )
