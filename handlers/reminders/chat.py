"""What people say to be reminded, to see, put off, change and drop reminders; what they hear."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot import spoken
from bot.calendar import say, say_span
from bot.clock import milliseconds, moment
from bot.delivery import outbox
from bot.dialogue import Answers, Ask, Dialogue
from bot.message import Again, Choice, Menu, Reply
from bot.pages import page, turned
from bot.people.person import Person
from bot.store.tx import Tx, packed, unpacked
from bot.text import typed
from bot.when import When, read, rest
from handlers.reminders import notes
from handlers.reminders.notes import Reminder, Timing

NONE_OF_MINE = "您还没有设提醒。直接说就行，例如“明早8点提醒我交材料”。"
ASK_TIME = "什么时候提醒您？例如“明早8点”“12月5日下午3点”“每周五下午3点”。（“取消”不设了）"
TEXT_CHARACTERS = 120
LATE = 2 * 60_000  # milliseconds after which a reminder says that it is late
EVERY = {
    "DAILY": "每天",
    "WEEKLY": "每周",
    "MONTHLY": "每月",
    "QUARTERLY": "每季度",
    "YEARLY": "每年",
    "WORKDAY": "每个工作日",
}
# A number of a reminder, not the beginning of a time: “2 1小时”, but not “1小时”.
_NUMBER = re.compile(r"\s*(\d{1,3})(?![\d:：.点时小分刻天周个月日号年])\s*(.*)", re.DOTALL)
# A Timing as it is kept among the answers of a dialogue.
_KEPT = re.compile(r'\[\d{12,14},"[A-Z]*","[A-Z0-9;=,-]*"\]')

dialogue = Dialogue("reminders", "设提醒")
changing = Dialogue("reminders_change", "改提醒时间")


# ---------------------------------------------------------------- making one


def create(tx: Tx, person: Person, text: str) -> Reply:
    """提醒我…, or any sentence with a time and a thing."""
    when = read(text, moment(tx.now))
    thing = _thing(text, when)
    answers = {"text": thing} if thing else {}
    if timing := Timing.of(when):
        return dialogue.begin(tx, person, {**answers, "at": _kept(timing)})
    doubt, offers = _doubt(when, text, tx)
    return dialogue.begin(tx, person, {**answers, "doubt": doubt, "offers": " ".join(offers)})


def _thing(text: str, when: When) -> str:
    return typed(rest(text, when)).strip()[:TEXT_CHARACTERS]


def _kept(timing: Timing) -> str:
    return packed([timing.at, timing.every, timing.rule])


def _timing(kept: str) -> Timing:
    return Timing(*unpacked(kept))


def _doubt(when: When, text: str, tx: Tx) -> tuple[str, tuple[str, ...]]:
    """The sentence that asks for a time, and what its number 1 stands for."""
    said = "".join(text[start:end] for start, end in when.spans)
    if when.guess is not None:
        guess = say(when.guess, moment(tx.now))
        why = f"“{said}”已经过了。" if when.why == "past" else f"“{said}”说得不太准。"
        timing = Timing(milliseconds(when.guess), when.every or "", when.rule or "")
        return f"{why}是 {guess} 吗？回复 1 确认，或说别的时间。", (_kept(timing),)
    if when.why == "impossible":
        return f"没有“{said}”这个时间，请再说一次，例如“11月30日上午9点”。", ()
    return ASK_TIME, ()


def _asked_time(tx: Tx, person: Person, so_far: Answers) -> Ask:
    return Ask(so_far.get("doubt") or ASK_TIME, tuple(so_far.get("offers", "").split()))


def _check_time(tx: Tx, answer: str) -> str:
    if _KEPT.fullmatch(answer):  # a number chose the time offered
        return answer
    when = read(answer, moment(tx.now))
    if timing := Timing.of(when):
        return _kept(timing)
    sentence, offers = _doubt(when, answer, tx)
    raise Again(sentence, offers=offers, meant=when.why != "none")


@dialogue.ask(_asked_time)
def at(tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    return _check_time(tx, answer)


@dialogue.ask("到时候提醒您什么事？（“取消”不设了）", free=True, verbatim=True)
def text(tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    if thing := typed(answer).strip()[:TEXT_CHARACTERS]:
        return thing
    raise Again("请说一下提醒什么事，例如“交党费”。")


@dialogue.finish
def keep(tx: Tx, person: Person, answers: Answers) -> Reply:
    timing = _timing(answers["at"])
    if timing.at <= tx.now:
        raise Again("这个时间刚刚过去，请另说一个。", question="at")
    if notes.full(tx, person.openid):
        raise Again(f"您已有 {notes.MOST} 条提醒，请先回复“我的提醒”删掉不用的。")
    made, new = notes.add(tx, person.openid, answers["text"], timing)
    return Reply(_confirmation(tx, person, made, "好的，" if new else "已经设过了，不用重复。"))


def _confirmation(tx: Tx, person: Person, made: Reminder, opening: str) -> str:
    lines = [
        f"{opening}{_spoken(made.timing, tx.now)} 提醒您：{made.text}",
        f"不对请回“改时间 {made.number}”，不要了请回“删除提醒 {made.number}”。",
    ]
    if not outbox.reachable(tx, person, at=made.timing.at):
        lines.append("（您 48 小时内没有来过消息时，微信限制主动发送，会在您下次来时先告诉您。）")
    return "\n".join(lines)


def _spoken(timing: Timing, now: int) -> str:
    first = spoken.at(timing.at, now)
    if not timing.every:
        return first
    if timing.every in ("DAILY", "WORKDAY"):
        clock = f"{moment(timing.at):%-H:%M}"
        return f"{EVERY[timing.every]} {clock}（第一次 {first}）"
    return f"{EVERY[timing.every]}（第一次 {first}）"


# ---------------------------------------------------------------- seeing them


def show_mine(tx: Tx, person: Person, argument: str) -> Reply:
    found = notes.of_person(tx, person.openid)
    if not found:
        return Reply(NONE_OF_MINE)
    number = turned(argument)[1] or 0
    shown = found[number * 5 : number * 5 + 5] or found[:5]
    first = shown[0].number
    lines = [f"您的提醒（{len(found)} 条，前面是编号）：", *(_line(r, tx.now) for r in shown)]
    more = len(found) > number * 5 + 5
    lines.append(
        f"“删除提醒 {first}”“推迟 {first} 1小时”“改时间 {first}”"
        + ("，“下一页”看更多" if more else "")
    )
    choices = [Choice("reminders.one", r.id, (str(r.number),)) for r in shown]
    if more:
        choices.append(Choice("reminders.list", page("", number + 1), ("下一页",)))
    return Reply("\n".join(lines), Menu(tuple(choices), Choice("reminders.list", page("", number))))


def show_one(tx: Tx, person: Person, reminder_id: str) -> Reply:
    found = notes.get(tx, reminder_id)
    if found is None or found.openid != person.openid:
        return Reply("这条提醒已经删了。回复“我的提醒”看现在有哪些。")
    return Reply(_confirmation(tx, person, found, ""))


def _line(reminder: Reminder, now: int) -> str:
    every = EVERY.get(reminder.timing.every, "")
    return f"{reminder.number} {reminder.text}　{every}{'，下次 ' if every else ''}{spoken.at(reminder.timing.at, now)}"


def summary(tx: Tx, person: Person) -> Sequence[str]:
    found = notes.of_person(tx, person.openid)
    return [f"提醒 {len(found)} 条（回复“我的提醒”）"] if found else []


# ---------------------------------------------------------------- changing them


def _meant(tx: Tx, person: Person, text: str) -> tuple[Reminder | None, str]:
    """The reminder a line is about, and the rest of the line: by number, by its words, the only
    one. Raises Again for a number that is none of theirs."""
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


def _which(tx: Tx, person: Person, action: str, title: str) -> Reply:
    found = notes.of_person(tx, person.openid)[:8]
    if not found:
        return Reply(NONE_OF_MINE)
    lines = [
        title,
        *(f"{n} {r.text}　{spoken.at(r.timing.at, tx.now)}" for n, r in enumerate(found, 1)),
    ]
    choices = tuple(Choice(action, str(reminder.number)) for reminder in found)
    return Reply("\n".join([*lines, "回复编号。"]), Menu(choices, Choice("reminders.list", "")))


def delete(tx: Tx, person: Person, text: str) -> Reply:
    """删除提醒 2; one that was only guessed is asked about first."""
    found, _ = _meant(tx, person, text)
    if found is None or not (_NUMBER.match(text) or found.text in text):
        return _which(tx, person, "reminders.delete", "删除哪一条？")
    notes.drop(tx, found)
    return Reply(f"已删除提醒：{found.text}")


def snooze(tx: Tx, person: Person, text: str) -> Reply:
    """推迟 1 1小时; without a number the one that has just come, without a time one hour."""
    found, how_long = _meant(tx, person, text)
    if not _NUMBER.match(text):
        found = notes.last_fired(tx, person.openid) or found
    if found is None:
        return _which(tx, person, "reminders.snooze", "推迟哪一条？（推迟 1 小时）")
    # One still to come is put off from its own time, one that has come from now.
    until = _put_off_until(how_long, max(tx.now, found.timing.at if found.open else 0))
    notes.put_off(tx, found, until)
    return Reply(f"好的，推迟到 {spoken.at(until, tx.now)} 提醒您：{found.text}")


def _put_off_until(said: str, since: int) -> int:
    for phrase in (f"{said}后", said):
        if timing := Timing.of(read(phrase, moment(since))):
            return timing.at
    return since + 3_600_000


def change(tx: Tx, person: Person, text: str) -> Reply:
    """改时间 1 明天下午3点; what is missing is asked."""
    found, said = _meant(tx, person, text)
    if found is None:
        return _which(tx, person, "reminders.change", "改哪一条的时间？")
    answers = {"which": found.id}
    if timing := Timing.of(read(said, moment(tx.now))):
        answers["new_at"] = _kept(timing)
    return changing.begin(tx, person, answers)


def _asked_new_time(tx: Tx, person: Person, so_far: Answers) -> Ask:
    found = notes.get(tx, so_far.get("which", ""))
    if found is None:
        raise Again(NONE_OF_MINE)
    return Ask(f"“{found.text}”改到什么时候？例如“明天下午3点”。（“取消”不改了）")


@changing.ask(_asked_new_time)
def new_at(tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    return _check_time(tx, answer)


@changing.finish
def move(tx: Tx, person: Person, answers: Answers) -> Reply:
    found, timing = notes.get(tx, answers["which"]), _timing(answers["new_at"])
    if found is None:
        raise Again("这条提醒已经删了。回复“我的提醒”看现在有哪些。")
    if timing.at <= tx.now:
        raise Again("这个时间刚刚过去，请另说一个。", question="new_at")
    notes.move(tx, found, timing)
    return Reply(f"已改：{_spoken(timing, tx.now)} 提醒您：{found.text}")


# ---------------------------------------------------------------- what is due, what is held


def fire(tx: Tx, details: Mapping[str, Any]) -> None:
    """Tell the person, once; said so when it is late."""
    reminder = notes.get(tx, details["id"])
    if reminder is None or not reminder.open:
        return
    late = tx.now - int(details["run_at"])
    title = f"【提醒·迟了 {say_span(late)}】" if late > LATE else "【提醒】"
    sorry = "服务刚才中断过，抱歉。" if late > LATE else ""
    ending = "。" if sorry and not reminder.text.endswith("。") else ""
    outbox.tell(
        tx,
        reminder.openid,
        f"{title}{reminder.text}{ending}{sorry}\n要再提醒请回“推迟 1小时”。",
        f"reminders:{reminder.id}",
    )
    if not details.get("extra"):
        notes.advance(tx, reminder)


def personal(tx: Tx, person: Person) -> Sequence[str]:
    total = len(tx.rows("reminders.all_of", openid=person.openid))
    return [f"提醒 {total} 条"] if total else []


def export(tx: Tx, person: Person) -> Sequence[str]:
    return [
        f"提醒：{row['text']}　{spoken.at(row['next_at'], tx.now)}"
        for row in tx.rows("reminders.all_of", openid=person.openid)
    ]


def erase(tx: Tx, person: Person) -> None:
    notes.drop_all(tx, person.openid)
