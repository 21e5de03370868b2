"""What is asked of a pasted line's missing parts, and what an answer makes of the draft so far."""

import re
from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from bot.clock import milliseconds, moment
from bot.conversation.dialogue import Ask
from bot.hearing import clauses
from bot.hearing.heard import Heard
from bot.hearing.situations import ANSWERS
from bot.language.text import short
from bot.message import Again, Reply
from handlers.pasted import LATE, TITLE_CHARACTERS, Pasted, change, draft, line
from handlers.pasted.deadlines import on_the_day
from handlers.pasted.draft import TWO_HOURS, D, Draft, Note, merged, note, seats_of
from handlers.pasted.moments import joined
from handlers.pasted.seats import bare, counts_people, mode_of
from handlers.pasted.wishes import without_wish

ONLY = "onsite"  # what the only way of taking part is called
WAYS = "（“返回”上一步，“取消”不发了）"
WAYS_OF_CHANGE = "（“返回”上一步，“取消”不改了）"
START = "什么时候？请说准，例如“12月5日下午2点半到4点半”。"
HOUR = "几点开始？例如“下午3点”，或“2点半到4点半”。"
END = "几点结束？例如“下午5点”。"
DEADLINE = "报名什么时候截止？例如“12月3日18点”，只说日期就是当天 18:00。"
NO_END = "结束时间没有写，按 2 小时算"
NO_TITLE = "请说名称，2 到 40 个字。"
# 就这么发布, 挂出去吧: a yes in more words, as learnt; whatever names a figure changes one.
LONGEST_YES, SURE = 10, 0.9
_FIGURE = re.compile(r"[\d一二三四五六七八九十百]")
YES = ("yes", "1", "发布", "确认", "确定", "是", "是的", "可以", "好", "好的", "没问题", "ok")
AGAIN = "再发布一次"


def begun(found: Pasted) -> Draft:
    """What need not be asked, and what is to be said of the rest."""
    return replace(draft.of(found), unread=unread(found.unread, found.others))


def unread(pieces: Sequence[str], others: int = 0, one: str = "一场") -> str:
    """Said before the first question, and at the card."""
    rows = f"一次只发{one}，只读了第一行，其余 {others} 行请另发。" if others else ""
    left = f"没有读懂“{short('、'.join(pieces), 30)}”，没有写进去。" if pieces else ""
    return rows + left


def with_unread(reply: Reply, so_far: Draft) -> Reply:
    """The card says it by itself; before a question it is said once."""
    return reply if so_far.unread in reply.text else reply.before(so_far.unread)


def doubted(about: Note, question: str, ways: str = WAYS) -> Ask:
    return Ask(about.doubt + question + ways)


def asked_start(so_far: Draft, ways: str = WAYS) -> Ask:
    return doubted(so_far.of_start, _of_hour(so_far), ways)


def asked_end(so_far: Draft) -> Ask:
    return doubted(so_far.of_end, END)


def asked_seats(question: str, so_far: Draft) -> Ask:
    return doubted(so_far.of_seats, question)


def asked_deadline(so_far: Draft) -> Ask:
    return doubted(so_far.of_deadline, DEADLINE)


def _of_hour(so_far: Draft) -> str:
    return HOUR if "日" in so_far.of_start.half else START


def taken(so_far: Draft) -> list[str]:
    """What the card says of hours that nobody named."""
    end = "" if so_far.end else NO_END
    return [said for said in (so_far.of_start.taken, so_far.of_deadline.taken, end) if said]


def confirms(answer: Heard) -> bool:
    if answer.said in YES:
        return True
    if len(answer.said) > LONGEST_YES or _FIGURE.search(answer.said) or clauses.refuses(answer):
        return False
    return answer.response("card.publish").likely(ANSWERS) >= SURE


# ---------------------------------------------------------------- checking what is answered


def title(answer: Heard, so_far: D, now: datetime) -> D:
    """A name alone, or a whole line after all."""
    answer = answer.part(without_wish(answer))
    found = line(answer, now)
    if found.starts_at is None and not found.doubts:
        said = " ".join(answer.split())
        none = answer.number is not None or mode_of(said) or says_no_name(said, now)
        if none or not 2 <= len(said) <= TITLE_CHARACTERS:
            raise Again(NO_TITLE, meant=True)
        return replace(so_far, title=said)
    if not found.title:
        raise Again(NO_TITLE, meant=True)
    return merged(type(so_far), begun(found), so_far)


def says_no_name(words: str, now: datetime) -> bool:
    """Whether they say a time or how many, and nothing else."""
    if counts_people(words):
        return True
    found = line(words, now)
    return not (found.empty or found.title or found.place or found.unread)


def start(answer: Heard, so_far: D, now: datetime, ways: str = WAYS) -> D:
    found = line(joined(so_far.of_start.half, answer), now)
    if "start" in found.halves:
        return replace(so_far, of_start=note(found, "start"))
    if found.starts_at is None or "end" in found.doubts:
        raise _again(found, ("start", "end"), _of_hour(so_far) + ways)
    end = found.ends_at or (so_far.lasts and found.starts_at + so_far.lasts)
    known = replace(so_far, start=found.starts_at, end=end, lasts=0, of_end=Note())
    return without_late_deadline(_counted_back(replace(known, of_start=note(found, "start")), now))


def _counted_back(so_far: D, now: datetime) -> D:
    """提前一天截止 was said before anybody knew of what day."""
    known = replace(so_far, ahead="")
    if not so_far.ahead or so_far.deadline:
        return known
    dated = on_the_day(so_far.ahead, moment(so_far.start))
    return merged(type(so_far), known, draft.of(line(f"截止 {dated}", now)))


def end(answer: Heard, so_far: D, now: datetime) -> D:
    said = joined(so_far.of_end.half, answer)
    found = change(f"结束时间 {said}", now, so_far.start, so_far.start + TWO_HOURS)
    if "end" in found.halves:
        return replace(so_far, of_end=note(found, "end"))
    if found.ends_at is None or found.ends_at <= so_far.start:
        raise _again(found, ("end",), END + WAYS)
    return replace(so_far, end=found.ends_at)


def seats(answer: Heard, so_far: D, now: datetime, *, question: str) -> D:
    found = line(bare(answer), now)
    if not seats_of(found):
        raise _again(found, ("seats",), question + WAYS)
    return replace(so_far, seats=seats_of(found))


def deadline(answer: Heard, so_far: D, now: datetime, ways: str = WAYS) -> D:
    said = joined(so_far.of_deadline.half, on_the_day(answer.said, moment(so_far.start)))
    found = line(said if "截止" in said else f"截止 {said}", now)
    about = note(found, "deadline")
    if about.half:
        return replace(so_far, of_deadline=about)
    if found.deadline_at is None:
        raise _again(found, ("deadline",), DEADLINE + ways)
    if found.deadline_at > so_far.start:
        raise Again(LATE + DEADLINE + ways, meant=True)
    about = replace(so_far.of_deadline, taken=about.taken)
    return replace(so_far, deadline=found.deadline_at, of_deadline=about)


def _again(found: Pasted, parts: tuple[str, ...], question: str) -> Again:
    """What was meant as an answer, but cannot be one, is not taken for another wish."""
    why = next((found.doubts[part] for part in parts if part in found.doubts), "")
    return Again((why or "这句没有读懂。") + question, meant=bool(why))


# ---------------------------------------------------------------- what fits together


def without_late_deadline(so_far: D) -> D:
    if not so_far.start or so_far.deadline <= so_far.start:
        return so_far
    return replace(so_far, deadline=0, of_deadline=replace(so_far.of_deadline, doubt=LATE))


def day_of(at: datetime) -> tuple[int, int]:
    """Midnight before and midnight after, milliseconds."""
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return milliseconds(midnight), milliseconds(midnight) + 24 * 3_600_000
