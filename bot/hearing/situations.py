"""Labelled sentences of knowledge/situations.tsv: what is said where something is shown or asked.

A line is situation ⇥ who may say it ⇥ sentence ⇥ what it does there ⇥ what it asks about ⇥ who wrote it.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bot.hearing.sentences import FOLDER, ROLES, BadLine
from bot.hearing.weights import Ranked

FILE = FOLDER.parent / "situations.tsv"
WEIGHTS = FOLDER.parent / "situations.weights"
NOTHING = "nothing"
SITUATIONS = (
    NOTHING,
    # What was shown last: a list, the card of one thing, a place just taken or given back, an
    # answer, guesses, a reminder just set, a notice just sent or one that asks for a receipt.
    *("list", "list.mine", "list.reminders", "list.notices", "list.questions"),
    *("card", "card.taken", "after.cancelled", "answer.faq", "guesses.faq"),
    *("after.reminder_set", "after.sent", "receipt.open"),
    # What is asked now: by a dialogue, a preview, a menu that wants a yes or no.
    *("ask.which_event", "ask.mode", "ask.name_digits", "consent", "ask.time_of_reminder"),
    *("ask.reminder_text", "ask.notice_text", "ask.place", "ask.capacity", "ask.deadline"),
    *("ask.term", "ask.confirm", "card.notice", "card.publish"),
)
ANSWERS, CHANGES, ASKS, CHOOSES = "answers", "changes", "asks", "chooses"
LEAVES, TALKS, WISHES = "leaves", "talks", "wishes"
DOES = (ANSWERS, CHANGES, ASKS, CHOOSES, LEAVES, TALKS, WISHES)
OTHER = "other"
UNDO = "undo"  # instead of a field: what was just done is to be undone
# What of the thing that is shown a question is about.
FIELDS = (
    *("time", "place", "bring", "seats", "deadline", "contact", "link", "people", "duration"),
    *("detail", "format", "eligibility", "companion", "transport", "fee", "state", "receipt"),
    *("source", "meaning", "rule", "count", "own_state", "audience", "options", "doubt", OTHER),
)


class Said(NamedTuple):
    situation: str
    role: str
    said: str
    does: str
    field: str  # of FIELDS where `does` is ASKS, else ""
    source: str


def undoes(situation: str, does: Ranked) -> bool:
    """退错了，给我加回去: what is said of a place just given back to have it again."""
    return situation == "after.cancelled" and does.label == CHANGES


def load(file: Path = FILE) -> list[Said]:
    """Every sentence. Raises BadLine."""
    return list(_lines(file))


def _lines(file: Path) -> Iterator[Said]:
    for at, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        parts = line.split("\t")
        if len(parts) != 6 or not _is_known(Said._make(parts)):
            raise BadLine(
                f"{file.name} 第 {at} 行：要有六栏：情形、谁说、说的话、做什么、问什么、谁写的"
            )
        yield Said._make(parts)


def _is_known(line: Said) -> bool:
    field = line.field in FIELDS if line.does == ASKS else not line.field
    known = line.situation in SITUATIONS and line.role in ROLES and line.does in DOES
    return bool(known and field and line.said)


def digest(file: Path = FILE) -> str:
    """What the weights were fitted on, told by its hash."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]
