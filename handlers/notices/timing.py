"""What is said at the card to choose when a notice goes out: 明早9点发; a bare 9点 may be two times."""

import re
from typing import NamedTuple

from bot.clock import milliseconds, moment
from bot.conversation.dialogue import Ask
from bot.hearing.heard import Heard
from bot.store.tx import Tx
from bot.when import When, rest, saying
from handlers.notices.quiet import next_opening

# A moment; two that may be meant; that another one is wanted, and why.
AT, EITHER, WANTED, PAST, MOVED = "at", "either", "wanted", "past", "moved"
ASKED = {
    WANTED: "请说什么时候发，例如“明早9点发”。",
    PAST: "请说一个以后的时间，例如“明早9点发”。",
    MOVED: "是改发出的时间吗？请说全，例如“明早9点发”；改正文请说“3点改成4点”，或回复“重写”。",
}
HALF_A_DAY = 12 * 3_600_000
EARLIEST, LATEST = 8, 18  # o'clock: within it a bare hour is taken as the next one of its kind
# All that may stand beside a time: a longer line says something else.
_SENDING = re.compile(
    r"(?:[请那就在定到等]|定时|通知)*(?:再|才)?"
    r"(?:群?发送?|发出去?|发布|推送)?(?:吧|好了|就行|就好|即可|通知)?"
)
_OF_THE_TEXT = re.compile(r"错|应该|不是|不对")  # 周三写错了，应该是周四
_SHIFTED = re.compile(r"(?:改|换|推迟|提前|延后?|挪|移|调)(?:成|为|到|至|在)?")
_ITS_TIME = re.compile(r"(?:把|将)?(?:发送|发出|发布|发)的?时间|^时间发")
_ASKED_FOR = re.compile(
    r"(?:改|换个?|改个|另定)(?:发送)?时间(?:发送?)?|定时(?:发送?)?|等.{0,12}再发.{0,2}|晚点(?:再)?发.{0,2}"
)
_BARE = re.compile(r"(?:0?[1-9]|1[0-2]|[一二两三四五六七八九十]{1,2}) ?(?:[点:时].*)")


class Chosen(NamedTuple):
    """One of the words above, and the moments in milliseconds."""

    choice: str
    at: tuple[int, ...] = ()


def sending_time(tx: Tx, said: Heard) -> Chosen | None:
    """None when no time is said, or more than a time."""
    line = said.said
    if _OF_THE_TEXT.search(line):
        return None
    when = said.time(moment(tx.now))
    left = said.part(rest(said, when)).squeezed
    shifted = _SHIFTED.search(line)
    if shifted:  # 发送时间改到9点 says what is shifted as plainly as 改到9点发
        left = _ITS_TIME.sub("发", _SHIFTED.sub("", left))
    timed = when.at is not None or when.guess is not None or "发" in left
    if when.every or when.why == "none" or not _SENDING.fullmatch(left) or not timed:
        return Chosen(WANTED) if _ASKED_FOR.fullmatch(line) else None
    if shifted and "发" not in left:
        return Chosen(MOVED)
    if when.at is None:
        return Chosen(WANTED if when.guess is None else PAST)
    return _dated(said, when, milliseconds(when.at))


def _dated(said: Heard, when: When, at: int) -> Chosen:
    words = said.part("".join(said[start:end] for start, end in when.spans))
    at_night = next_opening(at) and not EARLIEST <= moment(at).hour < LATEST
    bare = at_night and _BARE.fullmatch(words.said)
    return Chosen(EITHER, (at + HALF_A_DAY, at)) if bare else Chosen(AT, (at,))


def asked(tx: Tx, choice: str, at: tuple[int, ...]) -> Ask:
    """What is asked as long as nobody knows when."""
    if choice in ASKED:
        return Ask(ASKED[choice])
    by_day, by_night = at
    return Ask(
        f"是哪个时间？\n1 {saying.at(by_day, tx.now)}\n"
        f"2 {saying.at(by_night, tx.now)}，休息时间\n回复编号，或说别的时间。",
        (str(by_day), str(by_night)),
    )


def is_open(choice: str) -> bool:
    return choice in ASKED or choice == EITHER
