"""The notice as its sender sees it: whom it reaches, when it goes out, what it says, what may be done."""

import re

from bot.clock import moment
from bot.conversation.dialogue import Ask
from bot.language.text import TEXT_BYTES, short
from bot.store.tx import Tx
from bot.when import saying
from handlers.notices import notice as notices
from handlers.notices.notice import Reach
from handlers.notices.quiet import next_opening
from handlers.notices.scope import Scope

SEND, SAMPLE, RECEIPTS, NOW, NOW_RECEIPTS = "send", "sample", "receipts", "now", "now receipts"
SHOWN = 40  # characters of the text beside another time
# Said of a day that is another one when it is read.
_DAY = re.compile(r"今[天日晚早]|今[上下]午|(?<!文)明[天日晚早]|明[上下]午|后天")


def composed(text: str, office_title: str, code: str = "") -> str:
    """As members get it."""
    lines = [f"【通知】{text}", f"——{office_title}"]
    if code:
        lines.append(f"请回复“收到 {code}”")
    return "\n".join(lines)


def card(tx: Tx, found: Scope, text: str) -> Ask:
    later = next_opening(tx.now)
    reach = notices.reach(tx, found.to, later or tx.now)
    lines = [f"发给：{found.to.title} {saying.count(reach.members)} 人"]
    lines.append(reach_line(reach, later=later is not None))
    if later:
        warning = _other_day(tx, text, later)
        lines.append(f"现在是休息时间，将在 {saying.at(later, tx.now)} 发出。{warning}")
    said, offers = choices(quiet=later is not None)
    below = f"{said}\n另定时间直接说，例如“明早9点发”；改正文回复“重写”，不发回复“取消”。"
    head = "\n".join(lines)
    room = TEXT_BYTES - len(f"{head}\n――\n\n――\n{below}".encode())
    shown = _cut(composed(text, found.office.title), room)
    return Ask(f"{head}\n――\n{shown}\n――\n{below}", offers)


def reach_line(reach: Reach, *, later: bool) -> str:
    counts = [saying.count(n) for n in (reach.now, reach.later, reach.never)]
    parts = []
    if reach.now:
        parts.append(f"{'照现在看到时能' if later else '现在能'}送到 {counts[0]} 人")
    if reach.later:
        parts.append(f"{'另 ' if parts else ''}{counts[1]} 人下次来访时显示")
    if reach.never:
        parts.append(f"{'其余 ' if parts else ''}{counts[2]} 人还没有关注或确认身份，收不到")
    return "，".join(parts or ["这里还没有人"]) + "。"


def _other_day(tx: Tx, text: str, at: int) -> str:
    """“明天” of a notice that is read on another day than it was written."""
    said = _DAY.search(text)
    if said is None or moment(at).date() == moment(tx.now).date():
        return ""
    return f"注意正文里写着“{said[0]}”，到那天读来就变了。"


# … of one that goes out at a moment of its own.
CHOICES_LATER = Ask("1 发送　2 发送并请回复收到", (SEND, RECEIPTS))


def choices(*, quiet: bool) -> Ask:
    said = "1 发送　2 先发给我看看　3 发送并请回复收到"
    if not quiet:
        return Ask(said, (SEND, SAMPLE, RECEIPTS))
    further = "4 现在就发　5 现在就发并请回复收到"
    return Ask(f"{said}\n{further}", (SEND, SAMPLE, RECEIPTS, NOW, NOW_RECEIPTS))


def _cut(shown: str, room: int) -> str:
    """A long one is shown in full by 先发给我看看."""
    if len(shown.encode()) <= room:
        return shown
    ending = "……（回复 2 看全文）"
    return shown.encode()[: room - len(ending.encode())].decode(errors="ignore") + ending


def at_another_time(tx: Tx, found: Scope, text: str, at: int) -> Ask:
    reach = notices.reach(tx, found.to, at)
    lines = [
        f"将在 {saying.at(at, tx.now)} 发给：{found.to.title} {saying.count(reach.members)} 人",
        reach_line(reach, later=True),
        f"正文：{short(text, SHOWN)}",
    ]
    if opening := next_opening(at):
        lines.append(f"那时是休息时间，会照样发出；到工作时间是 {saying.at(opening, tx.now)}。")
    lines.append(_other_day(tx, text, at))
    lines += [
        CHOICES_LATER[0],
        "改时间直接说，改正文回复“重写”，重选回复“返回”，不发回复“取消”。",
    ]
    return Ask("\n".join(filter(None, lines)), CHOICES_LATER[1])
