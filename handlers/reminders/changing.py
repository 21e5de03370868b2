"""What people say to delete, put off and move their reminders; what is asked where it is unclear."""

import re

from bot import spoken
from bot.clock import moment
from bot.dialogue import Answers, Ask, Dialogue
from bot.message import Again, Choice, Reply
from bot.pages import turned
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import When, read
from handlers.reminders import notes, words
from handlers.reminders.chat import NONE_OF_MINE, further, line, on_page, paged, pages
from handlers.reminders.making import kept_time, late_note, thing_in
from handlers.reminders.notes import Reminder
from handlers.reminders.timing import Timing, at_clock, recurrence, said

GONE = "这条提醒已经删了。回复“我的提醒”看现在有哪些。"
HOUR = 3_600_000
# A number of a reminder, not the beginning of a time: “2 1小时”, but not “1小时”.
_NUMBER = re.compile(r"[ \u3000]*(\d{1,3})(?![\d:：.点时小分刻天周个月日号年])\s*(.*)", re.DOTALL)
_NUMBERS = re.compile(r"\s*\d{1,3}(?:[\s、,，和与及跟]+\d{1,3})+\s*[号条]?\s*")
# Of the words of a time: no day is named, only an hour of it; a day is named in full.
_HOUR_ALONE = re.compile(
    r"[早上中下午傍晚凌晨夜里半清点时钟分刻整过差零一二两三四五六七八九十百\d:：\s]+"
)
_FULL_DATE = re.compile(r"[月/.-] ?[\d一二三四五六七八九十]|[日号]")
_WEEKDAY = re.compile(r"周|星期|礼拜")

dialogue = Dialogue("reminders_change", "改提醒时间")


# ---------------------------------------------------------------- which one


def _meant(tx: Tx, person: Person, text: str) -> tuple[Reminder | None, str]:
    """The reminder a line is about, and the rest of the line: by number, by its words, the only
    one. Raises Again for a number that is none of theirs."""
    if turned(text)[1] is not None:  # the next page of the question which one
        return None, text
    if match := _NUMBER.match(text):
        found = notes.numbered(tx, person.openid, int(match[1]))
        if found is None:
            raise Again(f"没有 {match[1]} 号提醒。回复“我的提醒”看编号。")
        return found, match[2]
    mine = notes.of_person(tx, person.openid)
    named = [reminder for reminder in mine if reminder.text in text]
    if len(named) == 1 or len(mine) == 1:
        return (named or mine)[0], text
    return None, text


def _which(tx: Tx, person: Person, action: str, title: str, text: str) -> Reply:
    """Their reminders under their own numbers; what was said besides is kept with each."""
    found = notes.of_person(tx, person.openid)
    if not found:
        return Reply(NONE_OF_MINE)
    what, turned_to = turned(text)
    number = on_page(turned_to, found)
    shown, more = paged(found, number)
    choices = [Choice(action, f"{r.number} {what}".strip(), (str(r.number),)) for r in found]
    lines = [title, *(line(r, tx.now) for r in shown), f"回复编号{further(more)}。"]
    return Reply("\n".join(lines), pages(action, what, number, choices, more))


# ---------------------------------------------------------------- deleting, putting off


def delete(tx: Tx, person: Person, text: str) -> Reply:
    """删除提醒 2, 删除提醒 2 3; one that was only guessed is asked about first."""
    if _NUMBERS.fullmatch(text):
        return _delete_several(tx, person, [int(n) for n in re.findall(r"\d+", text)])
    found, _ = _meant(tx, person, text)
    if found is None or not (_NUMBER.match(text) or found.text in text):
        return _which(tx, person, "reminders.delete", "删除哪一条？", text)
    notes.drop(tx, found)
    return Reply(f"已删除提醒：{found.text}")


def _delete_several(tx: Tx, person: Person, numbers: list[int]) -> Reply:
    asked = {number: notes.numbered(tx, person.openid, number) for number in numbers}
    missing = "、".join(str(number) for number, found in asked.items() if found is None)
    found = [reminder for reminder in asked.values() if reminder is not None]
    if not found:
        raise Again(f"没有 {missing} 号提醒。回复“我的提醒”看编号。")
    for reminder in found:
        notes.drop(tx, reminder)
    deleted = Reply("已删除提醒：" + "、".join(reminder.text for reminder in found))
    return deleted.after(f"没有 {missing} 号提醒。") if missing else deleted


def snooze(tx: Tx, person: Person, text: str) -> Reply:
    """推迟 1 1小时; without a number the one that has just come, without a time one hour."""
    found, how_long = _meant(tx, person, text)
    if not _NUMBER.match(text) and turned(text)[1] is None:
        found = notes.last_fired(tx, person.openid) or found
    if found is None:
        title = f"推迟哪一条？（{_span(turned(text)[0], tx.now)}）"
        return _which(tx, person, "reminders.snooze", title, text)
    # One still to come is put off from its own time, one that has come from now.
    until = _put_off_until(how_long, max(tx.now, found.timing.at if found.open else 0))
    notes.put_off(tx, found, until)
    return Reply(f"好的，推迟到 {spoken.at(until, tx.now)} 提醒您：{found.text}")


def _put_off_until(said: str, since: int) -> int:
    for phrase in (f"{said}后", said):
        if timing := Timing.of(read(phrase, moment(since))):
            return timing.at
    return since + HOUR


def _span(said: str, now: int) -> str:
    """How long it will be put off, in their words."""
    for phrase in (f"{said}后", said):
        when = read(phrase, moment(now))
        if when.at is not None:
            return "".join(phrase[start:end] for start, end in when.spans).strip("过后")
    return "1小时"


# ---------------------------------------------------------------- moving


def change(tx: Tx, person: Person, text: str) -> Reply:
    """改时间 1 明天下午3点; what is missing is asked."""
    found, said = _meant(tx, person, text)
    if found is None:
        return _which(tx, person, "reminders.change", "改哪一条的时间？", text)
    when = read(said, moment(tx.now))
    new = _moved(tx, found, said, when) if when.at else {}
    return dialogue.begin(tx, person, {"which": found.id, **new})


def _moved(tx: Tx, found: Reminder, text: str, when: When) -> dict[str, str]:
    """The new time; what is to be asked where it is unclear whether the recurrence stays.

    Raises Again when no time is said.
    """
    kept = kept_time(tx, text, when)
    new, old, now = Timing.unpacked(kept), found.timing, moment(tx.now)
    named = "".join(text[start:end] for start, end in when.spans)
    if kept == text or not old.every or new.every or _FULL_DATE.search(named):
        return {"new_at": kept}
    alone = _HOUR_ALONE.fullmatch(named)
    # With a day beside it 8点半 is in the morning, whatever the hour is now.
    hour = read(f"每天{named}", now).at if alone else None
    same = at_clock(old, hour or moment(new.at), now, weekday=bool(_WEEKDAY.search(named)))
    if hour and hour.hour:  # 晚上12点 is the next day's: asked about
        return {"new_at": same.packed}
    doubt = (
        f"“{found.text}”是{recurrence(old)}的，改成哪一种？\n1 {said(same, tx.now)}\n"
        f"2 只在 {said(new, tx.now)} 提醒一次，不再重复\n回复编号，或说别的时间。"
    )
    return {"doubt": doubt, "offers": f"{same.packed} {new.packed}"}


def _asked_new_time(tx: Tx, person: Person, so_far: Answers) -> Ask:
    found = notes.get(tx, so_far.get("which", ""))
    if found is None:
        raise Again(NONE_OF_MINE)
    usual = f"“{found.text}”改到什么时候？例如“明天下午3点”。（“取消”不改了）"
    return Ask(so_far.get("doubt", usual), tuple(so_far.get("offers", "").split()))


@dialogue.ask(_asked_new_time)
def new_at(tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    found = notes.get(tx, so_far["which"])
    if found is None:
        raise Again(GONE)
    when = read(answer, moment(tx.now))
    if _is_another(found, answer, when):
        raise Again(_asked_new_time(tx, person, so_far).text)
    return {"which": found.id, **_moved(tx, found, answer, when)}


def _is_another(found: Reminder, answer: str, when: When) -> bool:
    """A sentence that makes a new reminder, in the middle of moving one."""
    thing = thing_in(answer, when)
    asks = words.asks_to_be_reminded(answer) and words.means_a_thing(thing)
    return asks and thing not in found.text and found.text not in thing


@dialogue.finish
def move(tx: Tx, person: Person, answers: Answers) -> Reply:
    found, timing = notes.get(tx, answers["which"]), Timing.unpacked(answers["new_at"])
    if found is None:
        raise Again(GONE)
    if timing.at <= tx.now:
        raise Again("这个时间刚刚过去，请另说一个。", question="new_at")
    notes.move(tx, found, timing)
    newly_late = "" if late_note(tx, person, found.timing) else late_note(tx, person, timing)
    single = found.timing.every and not timing.every
    ending = f"（只这一次，不再{recurrence(found.timing)}重复）" if single else ""
    return Reply(f"已改：{said(timing, tx.now)} 提醒您：{found.text}{ending}{newly_late}")
