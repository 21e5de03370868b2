"""What is asked of a pasted line's missing parts, as a dialogue's answers: text by name.

`doubt.start` beside a missing `start` is why what was said of it could not be used.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.clock import milliseconds, moment
from bot.language.text import chosen_number, normal, short
from bot.message import Again, Reply
from handlers.pasted import (
    LATE,
    PLACE_CHARACTERS,
    TITLE_CHARACTERS,
    Pasted,
    change,
    line,
)
from handlers.pasted.deadlines import on_the_day
from handlers.pasted.moments import joined
from handlers.pasted.seats import bare
from handlers.pasted.words import without_wish

Answers = Mapping[str, str]
ONLY = "onsite"  # what the only way of taking part is called
TWO_HOURS = 2 * 3_600_000
WAYS = "（“返回”上一步，“取消”不发了）"
WAYS_OF_CHANGE = "（“返回”上一步，“取消”不改了）"
START = "什么时候？请说准，例如“12月5日下午2点半到4点半”。"
HOUR = "几点开始？例如“下午3点”，或“2点半到4点半”。"
END = "几点结束？例如“下午5点”。"
DEADLINE = "报名什么时候截止？例如“12月3日18点”，只说日期就是当天 18:00。"
NO_END = "结束时间没有写，按 2 小时算"
NO_TITLE = "请说名称，2 到 40 个字。"
YES = ("yes", "1", "发布", "确认", "确定", "是", "是的", "可以", "好", "好的", "没问题", "ok")
ABOUT_START = (
    "start",
    "end",
    "lasts",
    "doubt.start",
    "doubt.end",
    "half.start",
    "half.end",
    "taken.start",
)
AGAIN = "再发布一次"


def answers(found: Pasted) -> dict[str, str]:
    """What need not be asked."""
    known = {
        "title": title_of(found.title),
        "place": short(found.place, PLACE_CHARACTERS),
        "start": _text(found.starts_at),
        "end": _text(found.ends_at),
        "deadline": _text(found.deadline_at),
        "seats": " ".join(f"{mode} {count}" for mode, count in seats_of(found).items()),
        "ahead": found.ahead,
        **_of_parts("doubt", found.doubts),
        **_of_parts("half", found.halves),
        **_of_parts("taken", found.taken),
    }
    return {name: value for name, value in known.items() if value}


def _of_parts(kind: str, notes: Mapping[str, str]) -> dict[str, str]:
    return {f"{kind}.{what}": said for what, said in notes.items()}


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def seats_of(found: Pasted) -> dict[str, int]:
    both = {"onsite": found.onsite, "video": found.video}
    return {mode: count for mode, count in both.items() if count is not None}


def counts(so_far: Answers) -> dict[str, int]:
    """How many seats by mode."""
    words = so_far.get("seats", "").split()
    return {mode: int(count) for mode, count in zip(words[::2], words[1::2], strict=True)}


def title_of(piece: str) -> str:
    return short(piece, TITLE_CHARACTERS)


def begun(found: Pasted) -> dict[str, str]:
    """What need not be asked, and what is to be said of the rest."""
    left = unread(found.unread, found.others)
    return answers(found) | ({"unread": left} if left else {})


def unread(pieces: Sequence[str], others: int = 0, one: str = "一场") -> str:
    """Said before the first question, and at the card."""
    rows = f"一次只发{one}，只读了第一行，其余 {others} 行请另发。" if others else ""
    left = f"没有读懂“{short('、'.join(pieces), 30)}”，没有写进去。" if pieces else ""
    return rows + left


def with_unread(reply: Reply, so_far: Answers) -> Reply:
    """The card says it by itself; before a question it is said once."""
    said = so_far.get("unread", "")
    return reply if said in reply.text else reply.before(said)


def doubted(so_far: Answers, what: str, question: str, ways: str = WAYS) -> str:
    return so_far.get(f"doubt.{what}", "") + question + ways


def asked_start(so_far: Answers, ways: str = WAYS) -> str:
    return doubted(so_far, "start", _of_hour(so_far), ways)


def _of_hour(so_far: Answers) -> str:
    return HOUR if "日" in so_far.get("half.start", "") else START


def taken(so_far: Answers) -> list[str]:
    """What the card says of hours that nobody named."""
    found = (so_far.get(f"taken.{what}") for what in ("start", "deadline"))
    return [*filter(None, found), *([] if "end" in so_far else [NO_END])]


def confirms(answer: str) -> bool:
    return normal(answer) in YES


# ---------------------------------------------------------------- checking what is answered


def title(answer: str, so_far: Answers, now: datetime) -> dict[str, str]:
    """A name alone, or a whole line after all."""
    answer = without_wish(answer)
    found = line(answer, now)
    if found.starts_at is None and not found.doubts:
        said = " ".join(answer.split())
        if not 2 <= len(said) <= TITLE_CHARACTERS or chosen_number(answer) is not None:
            raise Again(NO_TITLE, meant=True)
        return {**so_far, "title": said}
    if not found.title:
        raise Again(NO_TITLE, meant=True)
    return {**begun(found), **so_far, "title": title_of(found.title)}


def place(answer: str, so_far: Answers) -> dict[str, str]:
    said = " ".join(answer.split())
    if not 2 <= len(said) <= PLACE_CHARACTERS:
        raise Again("请说地点，2 到 40 个字。", meant=True)
    return {**so_far, "place": said}


def start(answer: str, so_far: Answers, now: datetime, ways: str = WAYS) -> dict[str, str]:
    found = line(joined(so_far.get("half.start", ""), answer), now)
    if "start" in found.halves:
        return {**so_far, **_halved(found, "start")}
    if found.starts_at is None or "end" in found.doubts:
        raise _again(found, ("start", "end"), _of_hour(so_far) + ways)
    known = {name: value for name, value in so_far.items() if name not in ABOUT_START}
    if "lasts" in so_far and found.ends_at is None:
        known["end"] = str(found.starts_at + int(so_far["lasts"]))
    return without_late_deadline(_counted_back(known | _of_start(found), now))


def _of_start(found: Pasted) -> dict[str, str]:
    return {name: said for name, said in answers(found).items() if name in ABOUT_START}


def _counted_back(so_far: dict[str, str], now: datetime) -> dict[str, str]:
    """提前一天截止 was said before anybody knew of what day."""
    ahead = so_far.pop("ahead", "")
    if not ahead or "deadline" in so_far:
        return so_far
    dated = on_the_day(ahead, moment(int(so_far["start"])))
    return so_far | answers(line(f"截止 {dated}", now))


def end(answer: str, so_far: Answers, now: datetime) -> dict[str, str]:
    starts_at = int(so_far["start"])
    said = joined(so_far.get("half.end", ""), answer)
    found = change(f"结束时间 {said}", now, starts_at, starts_at + TWO_HOURS)
    if "end" in found.halves:
        return {**so_far, **_halved(found, "end")}
    if found.ends_at is None or found.ends_at <= starts_at:
        raise _again(found, ("end",), END + WAYS)
    return {**so_far, "end": str(found.ends_at)}


def seats(answer: str, so_far: Answers, now: datetime, question: str) -> dict[str, str]:
    found = line(bare(answer), now)
    if not seats_of(found):
        raise _again(found, ("seats",), question + WAYS)
    return {**so_far, "seats": answers(found)["seats"]}


def deadline(answer: str, so_far: Answers, now: datetime, ways: str = WAYS) -> dict[str, str]:
    said = on_the_day(normal(answer), moment(int(so_far["start"])))
    said = joined(so_far.get("half.deadline", ""), said)
    found = line(said if "截止" in said else f"截止 {said}", now)
    if "deadline" in found.halves:
        return {**so_far, **_halved(found, "deadline")}
    if found.deadline_at is None:
        raise _again(found, ("deadline",), DEADLINE + ways)
    if found.deadline_at > int(so_far["start"]):
        raise Again(LATE + DEADLINE + ways, meant=True)
    return {**so_far, "deadline": str(found.deadline_at), **_of_parts("taken", found.taken)}


def _halved(found: Pasted, what: str) -> dict[str, str]:
    """Half a time is kept, and the other half asked for."""
    return {f"doubt.{what}": found.doubts[what], f"half.{what}": found.halves[what]}


def _again(found: Pasted, parts: tuple[str, ...], question: str) -> Again:
    """What was meant as an answer, but cannot be one, is not taken for another wish."""
    why = next((found.doubts[part] for part in parts if part in found.doubts), "")
    return Again((why or "这句没有读懂。") + question, meant=bool(why))


# ---------------------------------------------------------------- what fits together


def without_late_deadline(so_far: Answers) -> dict[str, str]:
    new = dict(so_far)
    if "start" in new and int(new.get("deadline", 0)) > int(new["start"]):
        del new["deadline"]
        new["doubt.deadline"] = LATE
    return new


def moments(so_far: Answers) -> tuple[int, int]:
    """Start and end; without an end it lasts two hours."""
    starts_at = int(so_far["start"])
    return starts_at, int(so_far.get("end", starts_at + TWO_HOURS))


def day_of(at: datetime) -> tuple[int, int]:
    """Midnight before and midnight after, milliseconds."""
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return milliseconds(midnight), milliseconds(midnight) + 24 * 3_600_000
