"""What people say to be reminded, what is asked about it, and how it is confirmed."""

import re
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from bot.clock import milliseconds, moment
from bot.conversation.dialogue import Ask, Dialogue
from bot.delivery import outbox
from bot.hearing.clauses import told_of_another
from bot.hearing.heard import Heard
from bot.language.text import short, typed
from bot.message import Again, Choice, Focus, Menu, Reply
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import When, read, rest, saying
from bot.when.calendar import say
from handlers.reminders import ahead, notes, several, words
from handlers.reminders.moving import named
from handlers.reminders.notes import Reminder
from handlers.reminders.timing import Timing, offered, said, taken

ASK_TIME = "什么时候提醒您？例如“明早8点”“12月5日下午3点”“每周五下午3点”。（“取消”不设了）"
ASK_THING = "到时候提醒您什么事？（“取消”不设了）"
AHEAD_OF_WHAT = "它几点开始我不知道，请直接说提醒的时间，例如“明早8点”。报了名的活动，前一天会自动提醒您，不用另设。"
NOT_SET = "好的，没有设提醒。要设直接说时间和事，例如“明早8点提醒我交材料”。"
NOT_DROPPED = "好的，没有删，提醒照旧。"
TEXT_CHARACTERS = 120
SHOWN = 3  # of several made at once
# A thing that sounded like a question and is one all the same.
_QUOTED = re.compile(r"“(.+)”", re.DOTALL)


class NewReminder(Struct, frozen=True, omit_defaults=True):
    """What is known of what somebody wants to be reminded of."""

    text: str = ""
    at: tuple[Timing, ...] = ()  # a reminder each
    doubt: Ask | None = None  # what is asked about the time, so that 好的 may answer it
    given_up: str = ""  # for this one: the text of another, said once
    beside: bool = False  # it is of what was spoken of before, which still is


dialogue = Dialogue("reminders", "设提醒", answers=NewReminder)


# ---------------------------------------------------------------- what a sentence says


def create(tx: Tx, person: Person, text: Heard) -> Reply:
    """提醒我…, or any sentence with a time and a thing."""
    when = text.time(moment(tx.now))
    if when.why == "none" and words.drops_nothing(text):  # 别删提醒
        return Reply(NOT_DROPPED)
    if told_of_another(text):
        return Reply(NOT_SET)
    return dialogue.begin(tx, person, _known(tx, person, text, when))


def whether(tx: Tx, person: Person, text: Heard) -> Reply:
    """Where it is not sure that a reminder is meant: what it would be is asked about first."""
    known = _known(tx, person, text, text.time(moment(tx.now)))
    if not known.text or not known.at:
        return create(tx, person, text)
    when = "、".join(said(timing, tx.now) for timing in known.at)
    asked = f"是要设提醒吗：{when} 提醒您：{known.text}\n1 设上　不用就不回"
    return Reply(asked, Menu((Choice("reminders.create", text),))).asking()


def _known(tx: Tx, person: Person, text: Heard, when: When) -> NewReminder:
    if of_it := ahead.of(tx, person, text):
        return _ahead(tx, text, *of_it)
    return _understood(tx, text, when)


def _ahead(tx: Tx, text: Heard, when: When, thing: str) -> NewReminder:
    """Before what was just spoken of, which still is."""
    at = several.all_meant(when)
    return NewReminder(thing, at, None if at else doubt(tx, text, when), beside=True)


def _understood(tx: Tx, text: Heard, when: When) -> NewReminder:
    """What it is about and when; what there is to ask about the time, instead."""
    thing = thing_in(text, when)
    says_what = thing and not words.names_nothing(thing)
    known = NewReminder(thing if says_what else "", several.all_meant(when))
    return known if known.at else replace(known, doubt=doubt(tx, text, when))


def one_more(tx: Tx, person: Person, text: Heard, other: Reminder) -> Reply:
    """再加一个中午十二点吃药: an hour alone is of the day of the `other` one."""
    return dialogue.begin(tx, person, _beside(tx, text, moment(other.timing.at)))


def _beside(tx: Tx, text: Heard, day: datetime) -> NewReminder:
    when = text.time(moment(tx.now))
    known = _understood(tx, text, when)
    if not when.timed or when.dated:
        return known
    same_day = read(f"{day:%Y年%-m月%-d日}{named(text, when)}", moment(tx.now))
    timing = Timing.of(same_day)
    return NewReminder(known.text, (timing,)) if timing and known.text else known


def thing_in(text: Heard, when: When) -> Heard:
    thing = typed(rest(text, when)).strip()[:TEXT_CHARACTERS]
    return text.part(words.without_frame(thing))


def doubt(tx: Tx, text: Heard, when: When) -> Ask:
    """What is asked for a time that is not clear."""
    time = named(text, when)
    if when.also:
        return several.asked(when, time, tx.now)
    if when.guess is not None:
        guess = say(when.guess, moment(tx.now))
        why = f"“{time}”已经过了。" if when.why == "past" else f"“{time}”说得不太准。"
        timing = Timing(milliseconds(when.guess), when.every or "", when.rule or "")
        return Ask(f"{why}是 {guess} 吗？回复 1 确认，或说别的时间。", (offered(timing),))
    if when.why == "vague" and words.is_ahead_of_something(text):
        return Ask(AHEAD_OF_WHAT)
    if when.why == "impossible":
        return Ask(f"没有“{time}”这个时间，请再说一次，例如“11月30日上午9点”。")
    return Ask(ASK_TIME)


def timings_of(tx: Tx, answer: Heard, when: When) -> tuple[Timing, ...]:
    """The times an answer gives. Raises Again with what is to be asked."""
    if timings := several.all_meant(when):
        return timings
    asked = doubt(tx, answer, when)
    raise Again(asked.text, offers=asked.offers, meant=when.why != "none")


def chosen(answer: Heard, asked: Ask | None) -> tuple[Timing, ...]:
    """What a number chose; 好的 to 是 11月29日 9:00 吗 is its only offer."""
    offers = asked.offers if asked and words.says_yes(answer) else ()
    return taken(offers[0] if len(offers) == 1 else answer)


# ---------------------------------------------------------------- asking for what is missing


def _asked_time(tx: Tx, person: Person, so_far: NewReminder) -> Ask:
    ask = so_far.doubt or Ask(ASK_TIME)
    return ask._replace(text=f"{_given_up(so_far)}{ask.text}")


@dialogue.ask(_asked_time, situation="ask.time_of_reminder")
def at(tx: Tx, person: Person, answer: Heard, so_far: NewReminder) -> NewReminder:
    """A time; with what it is for, where that is still open. A whole new sentence is a new one."""
    if so_far.doubt and words.says_no(answer):
        return replace(so_far, doubt=None)
    known = replace(so_far, given_up="")
    if timings := chosen(answer, so_far.doubt):
        return replace(known, at=timings)
    when = answer.time(moment(tx.now))
    if so_far.text and when.at is None and (of_it := ahead.of(tx, person, answer)):
        return _ahead(tx, answer, of_it[0], so_far.text)
    thing = thing_in(answer, when)
    if words.means_a_thing(thing):
        if thing != so_far.text and words.asks_to_be_reminded(answer):
            return _afresh(tx, answer, when, so_far)
        known = replace(known, text=known.text or thing)
        if not so_far.text and when.why == "none":
            return known
    if when.guess is not None:  # asked about as well, and kept, so that 好的 may answer it
        return replace(known, doubt=doubt(tx, answer, when))
    return replace(known, at=timings_of(tx, answer, when))


def _asked_thing(tx: Tx, person: Person, so_far: NewReminder) -> Ask:
    return Ask(f"{_given_up(so_far)}{ASK_THING}")


@dialogue.ask(_asked_thing, situation="ask.reminder_text")
def text(tx: Tx, person: Person, answer: Heard, so_far: NewReminder) -> NewReminder:
    """Any words but a command and a whole new sentence, which brings a time of its own."""
    if words.is_command(answer) or words.is_no_thing(answer):
        raise Again(ASK_THING)
    thing = answer.part(typed(answer).strip()[:TEXT_CHARACTERS])
    if quoted := _QUOTED.fullmatch(thing):
        return replace(so_far, text=quoted[1], given_up="")
    if words.calls_me(answer):
        when = answer.time(moment(tx.now))
        if when.why != "none":
            return _afresh(tx, answer, when, so_far)
        thing = thing_in(answer, when)
    if not thing:
        raise Again("请说一下提醒什么事，例如“交党费”。")
    if words.is_asked(thing):
        really = f"是到时候提醒您“{short(thing, 20)}”吗？是请回复 1，不是请说要提醒什么事。"
        raise Again(really, offers=(f"“{thing}”",))
    return replace(so_far, text=thing, given_up="")


def _afresh(tx: Tx, answer: Heard, when: When, so_far: NewReminder) -> NewReminder:
    """The new one; what is given up for it is said once."""
    return replace(_understood(tx, answer, when), given_up=short(so_far.text, 20))


def _given_up(so_far: NewReminder) -> str:
    return f"刚才的“{so_far.given_up}”没有设。\n" if so_far.given_up else ""


@dialogue.finish
def keep(tx: Tx, person: Person, answers: NewReminder) -> Reply:
    timing, *others = answers.at
    if timing.at <= tx.now:
        raise Again("这个时间刚刚过去，请另说一个。", question="at")
    if notes.full(tx, person.openid, 1 + len(others)):
        raise Again(f"您已有 {notes.MOST} 条提醒，请先回复“我的提醒”删掉不用的。")
    if others:
        return _keep_all(tx, person, answers)
    made, new = notes.add(tx, person.openid, answers.text, timing)
    about = None if answers.beside else topic(made)
    if not new:
        done = confirmation(tx, made, "已经设过了，不用重复。")
        return Reply(_given_up(answers) + done, shown(made), about)
    note = late_note(tx, person, timing)
    done = confirmation(tx, made, "好的，") + note
    return Reply(_given_up(answers) + done, shown(made), about)


def _keep_all(tx: Tx, person: Person, answers: NewReminder) -> Reply:
    """下午3点和5点各提醒我一次: a reminder each."""
    made = [notes.add(tx, person.openid, answers.text, timing)[0] for timing in answers.at]
    lines = [f"{each.number} {said(each.timing, tx.now)}" for each in made[:SHOWN]]
    rest = f"……到 {saying.at(made[-1].timing.at, tx.now)}" if len(made) > SHOWN else ""
    numbers = " ".join(str(each.number) for each in made)
    opening = f"好的，{len(made)} 次提醒您：{answers.text}"
    ending = f"不要了请回“删除提醒 {numbers}”。"
    note = late_note(tx, person, answers.at[0])
    text = "\n".join(filter(None, (opening, *lines, rest, ending)))
    about = None if answers.beside else topic(made[0])
    return Reply(_given_up(answers) + text + note, shown(made[0]), about)


def confirmation(tx: Tx, made: Reminder, opening: str = "") -> str:
    return (
        f"{opening}{said(made.timing, tx.now)} 提醒您：{made.text}\n"
        f"不对请回“改时间 {made.number}”，不要了请回“删除提醒 {made.number}”。"
    )


def topic(made: Reminder) -> Focus:
    """What a sentence that names nothing is about, after it was set or shown."""
    return Focus("reminders", made.id, "after.reminder_set", made.text, made.timing.at)


def shown(made: Reminder) -> Menu:
    """What is said next may be about this one."""
    one = Choice("reminders.one", made.id, (str(made.number),))
    undo = Choice("reminders.delete", "", ("取消", "撤销", "撤回"))  # which, is asked
    return Menu((one, undo), Choice("reminders.list"))


def late_note(tx: Tx, person: Person, timing: Timing) -> str:
    """Said where it may have to wait for their next contact, at the first of its times."""
    if outbox.shut(tx):
        return "\n（现在发不了主动消息，会在您下次来时先告诉您。）"
    if outbox.reachable(tx, person, at=timing.at):
        return ""
    return "\n（到时微信限制主动发送的话，会在您下次来时先告诉您。）"
