"""Which of somebody's reminders a sentence is about."""

import re
from collections.abc import Sequence

from bot.conversation.lists import turned
from bot.hearing.heard import Heard
from bot.language.naming import WORDED
from bot.language.numbers import number, place_of_word, placed
from bot.message import Again
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.reminders import notes
from handlers.reminders.notes import Reminder
from handlers.reminders.timing import recurrence

# A number of a reminder, not the beginning of a time: “2 1小时”, but not “1小时”.
NUMBER = re.compile(r"[ \u3000]*(\d{1,3})(?![\d:：.点时小分刻天周个月日号年])\s*(.*)", re.DOTALL)
NTH = re.compile(r"第 ?(\d{1,2}|[一二三四五六七八九十]{1,3}) ?[个条项]")
RECURRING = re.compile(r"每[^ 删改推]{1,8}?(?:那[个条]|的提醒|的)")


def about(tx: Tx, person: Person, text: Heard) -> tuple[Reminder | None, Heard]:
    """The reminder a line is about, and the rest of the line: by number, by its place, by its
    words, the only one. Raises Again for a number that is none of theirs."""
    if turned(text)[1] is not None:  # the next page of the question which one
        return None, text
    if match := NUMBER.match(text):
        found = notes.numbered(tx, person.openid, int(match[1]))
        if found is None:
            raise Again(f"没有 {match[1]} 号提醒。回复“我的提醒”看编号。")
        return found, text.part(match[2])
    mine = notes.of_person(tx, person.openid)
    if place := points_out(text):
        return _pointed_out(place, mine), text.part(text.replace(place[0], "", 1))
    called = [reminder for reminder in mine if reminder.text in text]
    if len(called) == 1 or len(mine) == 1:
        return (called or mine)[0], text
    return None, text


def several(tx: Tx, person: Person, text: Heard) -> list[int]:
    """The numbers of those whose places are said in words: 前两条, 后两个."""
    mine = notes.of_person(tx, person.openid) if not re.search(r"\d", text.said) else []
    places = [placed(place, len(mine)) for place in text.places] if mine else []
    return [mine[place - 1].number for place in places if place] if all(places) else []


def points_out(text: str) -> re.Match[str] | None:
    """第一个, 最后一个, 每天的那个."""
    return WORDED.search(text) or NTH.search(text) or RECURRING.search(text)


def _pointed_out(place: re.Match[str], mine: Sequence[Reminder]) -> Reminder | None:
    if place.re is NTH:
        return by_place(number(place[1]) or 0, mine)
    if place.re is WORDED:
        return by_place(place_of_word(place), mine)
    found = [r for r in mine if r.timing.every and place[0][:2] == recurrence(r.timing)[:2]]
    return found[0] if len(found) == 1 else None


def by_place(nth: int, mine: Sequence[Reminder]) -> Reminder | None:
    """The N-th line; None where another one has the number N, so that it is to be asked."""
    if not mine:
        return None
    at = placed(nth, len(mine))
    found = {r for n, r in enumerate(mine, 1) if n == at or r.number == nth}
    if not found and nth < 1:
        return None
    if not found:
        raise Again(f"没有第 {nth} 条提醒。回复“我的提醒”看编号。")
    return found.pop() if len(found) == 1 else None
