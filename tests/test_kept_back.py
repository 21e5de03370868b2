"""Sentences that were kept back until they were measured once: what was reached stays reached."""

from pathlib import Path

from bot.conversation.understanding import Situated, Understanding
from bot.hearing.sentences import ROLES
from tests.town import HOUSE

FILE = Path(__file__).parent / "data" / "heard" / "singles.tsv"
REACHED = 0.93  # by words and role alone, without what the rooms know
EACH = 0.8  # … of each role


def _rows() -> list[tuple[str, str, set[str]]]:
    lines = (line.split("\t") for line in FILE.read_text("utf-8").splitlines())
    return [
        (role, said, {act.split("/")[0] for act in wanted.replace(" + ", "|").split("|")})
        for role, said, wanted in lines
    ]


def test_the_first_guess_is_right_as_often_as_it_was() -> None:
    understanding = Understanding(HOUSE)
    right: dict[str, list[bool]] = {role: [] for role in ROLES}
    for role, said, acts in _rows():
        heard, known = understanding.hear(said), Situated(role)
        first = understanding.weighed(heard.meaning(role).acts, known)[0]
        command = understanding.command(said)
        done = understanding.actions[command[0]].acts if command else ()
        right[role].append(first.label in acts or bool(acts.intersection(done)))
    every = [each for of_role in right.values() for each in of_role]
    assert sum(every) / len(every) >= REACHED
    shares = {role: sum(each) / len(each) for role, each in right.items() if each}
    assert {role: share for role, share in shares.items() if share < EACH} == {}
