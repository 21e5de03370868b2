"""What beside the words tells whether reminders are meant: theirs, and a time that is named."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.clock import moment
from bot.conversation import prompts
from bot.hearing import vetoes
from bot.hearing.heard import Heard
from bot.language.naming import meant
from bot.language.text import normal
from bot.people import offices
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import rest
from handlers.reminders import notes, words
from handlers.reminders.making import thing_in
from handlers.reminders.notes import Reminder

OF_ONES_OWN = ("reminder.delete", "reminder.change", "reminder.snooze", "reminder.skip")
NAMED = 1.5  # for what is done with reminders, where one of theirs is named
SHOWN = 1.0  # … where they were shown last, or one has come
TIMED = 2.5  # for a new one, where a time is named and somebody is to be told
NEW = 4.5  # … and a thing that none of theirs is about
# How likely a sentence must be a wish that says when and what, and nothing else: one that is asked
# about first may be so less.
PLAIN, ASKED = 0.35, 0.1
UNNAMED = 4.0  # against what is done with one, where nothing says that reminders are meant
_MADE_BY = ("reminder.create", "reminder.snooze")  # 再 is said of both
NONE = 5.0  # … and where there are none
# Before what somebody is to be reminded of.
_AGAIN = re.compile(
    r"^(?:晚[点些上]|等会儿?|回头|过会儿?|再|也|还|然后|另外|,| )*(?:提醒|叫|喊|催)?(?:一下)?我?"
)
# What is done with one: 提醒改到九点, 推迟提醒, 那个提醒不要了, 第2个提醒, 提醒还有几个.
_OF_REMINDERS = re.compile(
    r"改|推|延|清|关掉|停掉|取消|删|不[要用]|别|第 ?[\d一二三四五六七八九十]|[个条]提醒|提醒[个条]"
    r"|的(?:提醒|闹钟)|提醒\d|往后|提前|[吗哪几谁]|什么|怎么"
)
_REMINDS = re.compile("提醒|提个醒|提我|闹钟|闹铃|叫我|喊我|叫醒|催我")


def of(tx: Tx, person: Person, heard: Heard) -> Mapping[str, float]:
    spoken_of = _REMINDS.search(heard.said) is not None
    reminders = notes.of_person(tx, person.openid)
    came = notes.last_fired(tx, person.openid)
    if words.calls_me(heard) and _is_new(heard, [*reminders, *([came] if came else ())], tx.now):
        timed = heard.time(moment(tx.now)).spans
        new = NEW if timed else TIMED
        return dict.fromkeys(OF_ONES_OWN, -UNNAMED) | {"reminder.create": new}
    own = _of_ones_own(tx, person, heard, reminders, spoken_of)
    found = dict.fromkeys(OF_ONES_OWN, own)
    if came and own < 0:
        found["reminder.snooze"] = SHOWN
    if spoken_of and heard.time(moment(tx.now)).spans:
        found["reminder.create"] = TIMED
        found["reminder.delete"] = min(own, 0.0)  # nobody says when to delete it
        if not (reminders or came):
            found |= dict.fromkeys(OF_ONES_OWN, -UNNAMED)
    return found


def asks_for_one(tx: Tx, person: Person, heard: Heard) -> bool:
    """明早8点再提醒我带伞: when, the call and a thing that none of theirs is about, nothing else."""
    if not (person.confirmed and words.calls_me(heard)):
        return False
    when = heard.time(moment(tx.now))
    known = when.at or when.guess or when.also
    if not known or rest(heard[: when.spans[0][0]], replace(when, spans=())):
        return False
    meaning = heard.meaning(offices.speaks_as(tx, person))
    enough = PLAIN if when.at else ASKED
    if meaning.wants < enough or meaning.acts[0].label not in _MADE_BY:
        return False
    came = notes.last_fired(tx, person.openid)
    theirs = notes.of_person(tx, person.openid) + ([came] if came else [])
    return not vetoes.ruled_out(heard.said, "reminder.create") and _is_new(heard, theirs, tx.now)


def _is_new(heard: Heard, reminders: Sequence[Reminder], now: int) -> bool:
    """过两天再提醒我交材料: a thing is named that none of theirs is about."""
    when = heard.time(moment(now))
    thing = heard.part(_AGAIN.sub("", thing_in(heard, when)))
    if not words.means_a_thing(thing) or _OF_REMINDERS.search(heard.said):
        return False
    return not meant(thing.said, [each.text for each in reminders])


def _of_ones_own(
    tx: Tx, person: Person, heard: Heard, reminders: Sequence[Reminder], spoken_of: bool
) -> float:
    if not (reminders or spoken_of):
        return -NONE
    if any(normal(each.text) in heard.said for each in reminders):
        return NAMED
    shown = prompts.find(tx, person.openid)
    if shown and shown.fresh and shown.room == "reminders":
        return SHOWN
    return 0.0 if spoken_of else -UNNAMED
