"""What beside the words tells whether reminders are meant: theirs, and a time that is named."""

import re
from collections.abc import Mapping

from bot.clock import moment
from bot.conversation import prompts
from bot.hearing.heard import Heard
from bot.language.text import normal
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.reminders import notes

OF_ONES_OWN = ("reminder.delete", "reminder.change", "reminder.snooze", "reminder.skip")
NAMED = 1.5  # for what is done with reminders, where one of theirs is named
SHOWN = 1.0  # … where they were shown last, or one has come
TIMED = 2.5  # for a new one, where a time is named and somebody is to be told
UNNAMED = 4.0  # against what is done with one, where nothing says that reminders are meant
NONE = 5.0  # … and where there are none
_REMINDS = re.compile("提醒|闹钟|闹铃|叫我|喊我|叫醒|催我")


def of(tx: Tx, person: Person, heard: Heard) -> Mapping[str, float]:
    spoken_of = _REMINDS.search(heard.said) is not None
    own = _of_ones_own(tx, person, heard, spoken_of)
    found = dict.fromkeys(OF_ONES_OWN, own)
    if own < 0 and notes.last_fired(tx, person.openid):
        found["reminder.snooze"] = SHOWN
    if spoken_of and heard.time(moment(tx.now)).spans:
        found["reminder.create"] = TIMED
        found["reminder.delete"] = min(own, 0.0)  # nobody says when to delete it
    return found


def _of_ones_own(tx: Tx, person: Person, heard: Heard, spoken_of: bool) -> float:
    reminders = notes.of_person(tx, person.openid)
    if not (reminders or spoken_of):
        return -NONE
    if any(normal(each.text) in heard.said for each in reminders):
        return NAMED
    shown = prompts.find(tx, person.openid)
    if shown and shown.fresh and shown.room == "reminders":
        return SHOWN
    return 0.0 if spoken_of else -UNNAMED
