"""run.py heard: how sentences are heard, and which of their pieces spoke for it."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime

from bot.conversation.capability import House
from bot.conversation.understanding import (
    ASKS,
    RULED_OUT,
    UNCLEAR,
    Decision,
    Situated,
    Understanding,
)
from bot.hearing import vetoes
from bot.hearing.acts import CHANGING
from bot.hearing.heard import WANTS, Heard, Meaning
from bot.hearing.sentences import ROLES
from bot.hearing.weights import Ranked

LINES = 3  # acts that are told
# Acts of ours that are a part of a listed one.
LISTED = {"me.bind": "me", "mine": "events.mine", "today": "offtopic"}
Say = Callable[[str], None]


def in_words(house: House, sentence: str, role: str, now: datetime, say: Say) -> None:
    """One sentence with all that is read in it."""
    understanding = Understanding(house)
    heard = understanding.hear(sentence)
    meaning, known = heard.meaning(role), Situated(role)
    ranked = understanding.weighed(meaning.acts, known)
    say(f"{sentence}　（{heard.said}）")
    if command := understanding.command(sentence):
        say(f"口令：{command[0]}　{command[1]}")
    for each in ranked[:LINES]:
        say(f"{each.p:.3f} {each.label}　{understanding.acts.get(each.label, '')}")
    spoke = understanding.hearing.spoke(heard.said, role, ranked[0].label, ranked[1].label)
    say(f"{ranked[0].label} 比 {ranked[1].label}：" + "　".join(spoke))
    say(f"想办 {meaning.wants:.2f}，不然多半是 {meaning.stance}")
    for span in _spans(heard, now):
        say(f"时间：{span}")
    say(f"会：{_does(understanding, heard, role)}")


def in_json(house: House, lines: Iterable[str], role: str, now: datetime, say: Say) -> None:
    """A line of JSON for each line `role⇥sentence`."""
    understanding = Understanding(house)
    for line in lines:
        said_by, tab, sentence = line.rstrip("\n").partition("\t")
        who = said_by if tab and said_by in ROLES else role
        told = _told(understanding, sentence if tab else said_by, who, now)
        say(json.dumps(told, ensure_ascii=False))


def _told(
    understanding: Understanding, sentence: str, role: str, now: datetime
) -> dict[str, object]:
    heard = understanding.hear(sentence)
    meaning = heard.meaning(role)
    acts = _listed(
        _first(understanding, heard, role), understanding.weighed(meaning.acts, Situated(role))
    )
    return {
        "said": sentence,
        "acts": [{"act": act, "p": round(p, 4)} for act, p in acts.items()],
        "stance": _stance(heard, meaning, next(iter(acts))),
        "does": _does(understanding, heard, role),
        "spans": _spans(heard, now),
    }


def _stance(heard: Heard, meaning: Meaning, act: str) -> str:
    if act in CHANGING and vetoes.ruled_out(heard.said, act):
        return RULED_OUT
    return meaning.stance if meaning.plain else WANTS


def _first(understanding: Understanding, heard: Heard, role: str) -> list[Ranked]:
    """What a command asks for goes before what its words were learnt to mean."""
    command = understanding.command(heard)
    name = command[0] if command else understanding.written(heard.said)
    acts = understanding.actions[name].acts if name in understanding.actions else ()
    return [Ranked(acts[0], 1.0)] if acts else []


def _listed(*ranked: list[Ranked]) -> dict[str, float]:
    acts: dict[str, float] = {}
    for each in (one for many in ranked for one in many):
        acts.setdefault(LISTED.get(each.label, each.label), each.p)
    return acts


def _does(understanding: Understanding, heard: Heard, role: str) -> str:
    """act: it is done; ask: asked back; answer: a rule is told; none: nothing is understood."""
    if understanding.command(heard) or understanding.written(heard.said):
        return "act"
    if not heard.has_words:
        return "none"
    known = Situated(role)
    exact = understanding.answers.exactly(heard)
    decision = None if exact else understanding.decide(heard, known)
    if decision is None:
        found = understanding.answers.search(heard)
        decision = understanding.decide(heard, known, found) or Decision("")
    if decision.choices or decision.stance in (ASKS, UNCLEAR):
        return "ask"
    if decision.action == understanding.asking:
        return "answer"
    return (
        "act"
        if decision.action in understanding.acts.values() and decision.stance == WANTS
        else "none"
    )


def _spans(heard: Heard, now: datetime) -> list[str]:
    return [heard[start:end] for start, end in heard.time(now).spans]
