"""What people say to delete, put off and move their reminders; what is asked where it is unclear."""

import re

from msgspec import Struct
from msgspec.structs import replace

from bot.clock import moment
from bot.conversation.dialogue import Ask, Dialogue
from bot.conversation.lists import turned
from bot.hearing.clauses import ASKS
from bot.hearing.heard import Heard
from bot.message import Again, Choice, Menu, Reply
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import When, read, saying
from bot.when.mentions import slots_in
from bot.when.slots import DATE_SLOTS
from handlers.reminders import moving, naming, notes, words
from handlers.reminders.chat import NONE_OF_MINE, further, line, on_page, paged, pages
from handlers.reminders.making import (
    NOT_DROPPED,
    chosen,
    confirmation,
    doubt,
    late_note,
    shown,
    thing_in,
    timings_of,
    topic,
)
from handlers.reminders.moving import length, named
from handlers.reminders.naming import NUMBER
from handlers.reminders.notes import Reminder
from handlers.reminders.timing import Timing, at_clock, offered, recurrence, said

GONE = "这条提醒已经删了。回复“我的提醒”看现在有哪些。"
HOW_TO_PUT_OFF = "可以推迟，请说要推迟多久，例如“推迟 1 1小时”（1 是编号，回复“我的提醒”看）。"
NOT_PUT_OFF = "好的，没有推迟，提醒照旧。"
HOUR = 3_600_000
_NUMBERS = re.compile(r"\s*\d{1,3}(?:[\s、,，.和与及跟]+\d{1,3})+\s*[号条]?\s*")
ALL_OF_THEM = re.compile(r"全部|所有|全删|全都|清空|一起|都(?=删|取消|不要|清|撤|去掉)")


class MovedReminder(Struct, frozen=True, omit_defaults=True):
    """What is known of the other time that a reminder gets."""

    which: str = ""  # the reminder, by its id
    later: bool = False  # it is put off, so that a repeating one keeps its own times besides
    new_at: Timing | None = None
    doubt: Ask | None = None  # what is asked about the time, so that 好的 may answer it


dialogue = Dialogue("reminders_change", "改提醒时间", answers=MovedReminder)


# ---------------------------------------------------------------- which one


def _which(tx: Tx, person: Person, action: str, title: str, text: str) -> Reply:
    """Their reminders under their own numbers; what was said besides is kept with each. 算了 and
    whatever else is said close it: a number said after that does nothing."""
    found = notes.of_person(tx, person.openid)
    if not found:
        return Reply(NONE_OF_MINE)
    what, turned_to = turned(text)
    number = on_page(turned_to, found)
    listed, more = paged(found, number)
    choices = [Choice(action, f"{r.number} {what}".strip(), (str(r.number),)) for r in found]
    lines = [title, *(line(r, tx.now) for r in listed), f"回复编号{further(more)}。"]
    return Reply("\n".join(lines), pages(action, what, number, choices, more)).asking()


# ---------------------------------------------------------------- deleting, putting off


def delete(tx: Tx, person: Person, text: Heard) -> Reply:
    """删除提醒 2, 删除提醒 2 3, 删除全部提醒; one that was only guessed is asked about first."""
    if words.drops_nothing(text):
        return Reply(NOT_DROPPED)
    if _NUMBERS.fullmatch(text):
        return delete_several(tx, person, [int(n) for n in re.findall(r"\d+", text)])
    if several := naming.several(tx, person, text):
        return delete_several(tx, person, several)
    found, _ = naming.about(tx, person, text)
    pointed = NUMBER.match(text) or naming.points_out(text)
    if found is not None and (pointed or found.text in text):
        return drop(tx, found)
    if ALL_OF_THEM.search(text):
        return ask_to_clear(tx, person, "")
    return which_to_delete(tx, person, text)


def drop(tx: Tx, found: Reminder) -> Reply:
    notes.drop(tx, found)
    return Reply(f"已删除提醒：{found.text}")


def delete_line(tx: Tx, person: Person, number: Heard) -> Reply:
    """删掉第2个, of the list: its second line, where no other one has the number 2, or the one of the
    line that is pointed at; 把这个删了: not said which."""
    if not number:
        return delete(tx, person, number)
    every = notes.of_person(tx, person.openid)
    pointed = next((reminder for reminder in every if reminder.id == number), None)
    found = pointed or (naming.by_place(int(number), every) if number.isdecimal() else None)
    return drop(tx, found) if found else which_to_delete(tx, person)


def which_to_delete(tx: Tx, person: Person, text: str = "") -> Reply:
    return _which(tx, person, "reminders.delete", "删除哪一条？", text)


def ask_to_clear(tx: Tx, person: Person, argument: str) -> Reply:
    number = len(notes.of_person(tx, person.openid))
    if not number:
        return Reply(NONE_OF_MINE)
    question = f"您的 {number} 条提醒全部删除吗？删除请回“确定”，不删请回“取消”。"
    menu = Menu((Choice("reminders.clear"),), Choice("reminders.ask_to_clear"))
    return Reply(question, menu).asking()


def clear(tx: Tx, person: Person, argument: str) -> Reply:
    found = notes.of_person(tx, person.openid)
    for reminder in found:
        notes.drop(tx, reminder)
    return Reply(f"已删除全部 {len(found)} 条提醒。")


def delete_several(tx: Tx, person: Person, numbers: list[int]) -> Reply:
    asked = {number: notes.numbered(tx, person.openid, number) for number in numbers}
    missing = "、".join(str(number) for number, found in asked.items() if found is None)
    found = [reminder for reminder in asked.values() if reminder is not None]
    if not found:
        raise Again(f"没有 {missing} 号提醒。回复“我的提醒”看编号。")
    for reminder in found:
        notes.drop(tx, reminder)
    deleted = Reply("已删除提醒：" + "、".join(reminder.text for reminder in found))
    return deleted.after(f"没有 {missing} 号提醒。") if missing else deleted


def snooze(tx: Tx, person: Person, text: Heard) -> Reply:
    """推迟 1 1小时; without a number the one that has just come."""
    if words.puts_nothing_off(text):
        return Reply(NOT_PUT_OFF)
    if _only_asks(text, tx.now):
        return Reply(HOW_TO_PUT_OFF)
    found, said = naming.about(tx, person, text)
    if not (NUMBER.match(text) or naming.points_out(text)) and turned(text)[1] is None:
        found = notes.last_fired(tx, person.openid) or found
    if found is None:
        how_long = _span(turned(text)[0], tx.now)
        title = f"推迟哪一条？（{how_long}）" if how_long else "推迟哪一条？"
        return _which(tx, person, "reminders.snooze", title, text)
    return put_off(tx, person, found, said)


def stays(tx: Tx, person: Person, text: Heard) -> Reply:
    """不要推迟, 别删: it stays as it is."""
    return unless(tx, person, text) or Reply(NOT_DROPPED)


def unless(tx: Tx, person: Person, text: Heard) -> Reply | None:
    if words.puts_nothing_off(text):
        return Reply(NOT_PUT_OFF)
    return Reply(NOT_DROPPED) if words.drops_nothing(text) else None


def _only_asks(text: Heard, now: int) -> bool:
    """能推迟吗; 能推迟1小时吗 is a wish."""
    said = text.said
    return bool(re.search(ASKS, said)) and not (length(said) or read(said, moment(now)).spans)


def put_off(tx: Tx, person: Person, found: Reminder, said: Heard) -> Reply:
    """One that has come and no time said: an hour. One still ahead is asked about."""
    when = _put_off(tx, found, said)
    if timing := Timing.of(when):
        return _put_off_until(tx, found, timing.at)
    if when.why == "none" and not found.open:
        return _put_off_until(tx, found, tx.now + HOUR)
    asked = None if when.why == "none" else doubt(tx, said, when)
    return dialogue.begin(tx, person, MovedReminder(found.id, later=True, doubt=asked))


def _put_off(tx: Tx, found: Reminder, said: Heard) -> When:
    return moving.put_off(said, moment(found.timing.at), moment(tx.now), ahead=found.open)


def _put_off_until(tx: Tx, found: Reminder, until: int) -> Reply:
    if until <= tx.now:
        raise Again("这个时间刚刚过去，请另说一个。", question="new_at")
    notes.put_off(tx, found, until)
    done = f"好的，推迟到 {saying.at(until, tx.now)} 提醒您：{found.text}"
    return Reply(done, shown(found), topic(notes.get(tx, found.id) or found))


def _span(said: str, now: int) -> str:
    """How long it will be put off, in their words; "" where nothing was said."""
    for phrase in (f"{said}后", said):
        when = read(phrase, moment(now))
        if when.at is not None:
            return named(phrase, when).strip("过后")
    return ""


# ---------------------------------------------------------------- moving


def change(tx: Tx, person: Person, text: Heard) -> Reply:
    """改时间 1 明天下午3点; what is missing is asked."""
    found, said = naming.about(tx, person, text)
    if found is None:
        return which_to_change(tx, person, text)
    return change_to(tx, person, found, said)


def which_to_change(tx: Tx, person: Person, said: str) -> Reply:
    return _which(tx, person, "reminders.change", "改哪一条的时间？", said)


def change_to(tx: Tx, person: Person, found: Reminder, said: Heard) -> Reply:
    when = moving.moved(said, moment(found.timing.at), moment(tx.now))
    new = _moved(tx, found, said, when) if when.at else MovedReminder(found.id)
    return dialogue.begin(tx, person, new)


def _moved(tx: Tx, found: Reminder, text: Heard, when: When) -> MovedReminder:
    """The new time; what is to be asked where it is unclear whether the recurrence stays.

    Raises Again when no time is said.
    """
    new, old, now = timings_of(tx, text, when)[0], found.timing, moment(tx.now)
    words_of_it = named(text, when)
    names = slots_in(words_of_it)
    if not old.every or new.every or "days" in names:
        return MovedReminder(found.id, new_at=new)
    alone = DATE_SLOTS.isdisjoint(names)
    # With a day beside it 8点半 is in the morning, whatever the hour is now.
    hour = read(f"每天{words_of_it}", now).at if alone else None
    same = at_clock(old, hour or moment(new.at), now, weekday="weekdays" in names)
    if hour and hour.hour:  # 晚上12点 is the next day's: asked about
        return MovedReminder(found.id, new_at=same)
    asked = (
        f"“{found.text}”是{recurrence(old)}的，改成哪一种？\n1 {said(same, tx.now)}\n"
        f"2 只在 {said(new, tx.now)} 提醒一次，不再重复\n回复编号，或说别的时间。"
    )
    return MovedReminder(found.id, doubt=Ask(asked, (offered(same), offered(new))))


def _asked_new_time(tx: Tx, person: Person, so_far: MovedReminder) -> Ask:
    found = notes.get(tx, so_far.which)
    if found is None:
        raise Again(NONE_OF_MINE)
    usual = f"“{found.text}”改到什么时候？例如“明天下午3点”。（“取消”不改了）"
    if so_far.later:
        usual = f"“{found.text}”推迟多久？例如“1小时”“明天下午3点”。（“取消”不改了）"
    return so_far.doubt or Ask(usual)


@dialogue.ask(_asked_new_time, situation="ask.time_of_reminder")
def new_at(tx: Tx, person: Person, answer: Heard, so_far: MovedReminder) -> MovedReminder:
    found = notes.get(tx, so_far.which)
    if found is None:
        raise Again(GONE)
    if timings := chosen(answer, so_far.doubt):
        return replace(so_far, new_at=timings[0], doubt=None)
    if _is_another(found, answer, tx.now):
        raise Again(_asked_new_time(tx, person, so_far).text)
    if so_far.later:
        timings = timings_of(tx, answer, _put_off(tx, found, answer))
        return replace(so_far, new_at=timings[0], doubt=None)
    when = moving.moved(answer, moment(found.timing.at), moment(tx.now))
    return _moved(tx, found, answer, when)


def _is_another(found: Reminder, answer: Heard, now: int) -> bool:
    """A sentence that makes a new reminder, in the middle of moving one."""
    thing = thing_in(answer, answer.time(moment(now)))
    asks = words.asks_to_be_reminded(answer) and words.means_a_thing(thing)
    return asks and thing not in found.text and found.text not in thing


@dialogue.finish
def move(tx: Tx, person: Person, answers: MovedReminder) -> Reply:
    found, timing = notes.get(tx, answers.which), answers.new_at
    if found is None or timing is None:
        raise Again(GONE)
    if answers.later:
        return _put_off_until(tx, found, timing.at)
    if timing.at <= tx.now:
        raise Again("这个时间刚刚过去，请另说一个。", question="new_at")
    if found.open and timing == found.timing and not timing.every:
        return Reply(confirmation(tx, found, "没有变，还是 "), shown(found), topic(found))
    notes.move(tx, found, timing)
    newly_late = "" if late_note(tx, person, found.timing) else late_note(tx, person, timing)
    single = found.timing.every and not timing.every
    ending = f"（只这一次，不再{recurrence(found.timing)}重复）" if single else ""
    done = f"已改：{said(timing, tx.now)} 提醒您：{found.text}{ending}{newly_late}"
    return Reply(done, shown(found), topic(notes.get(tx, found.id) or found))
