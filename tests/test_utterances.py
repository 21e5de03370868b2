"""How many natural sentences reach what they ask for; tests/data/utterances holds them labelled.

A line is `label, hard (0 or 1), sentence`; the label is an action's full name, or faq or reception
for any of theirs. All but held_out.tsv may be read while wordings are improved.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import content
from bot.conversation.understanding import Understanding
from tests.town import HOUSE

FOLDER = Path(__file__).parent / "data" / "utterances"


@pytest.fixture(scope="module")
def wishes() -> Understanding:
    return Understanding(HOUSE)


def labelled(file: str) -> Iterator[tuple[str, str]]:
    for line in (FOLDER / file).read_text("utf-8").splitlines():
        label, _, sentence = line.split("\t")
        yield label, sentence


def understood(wishes: Understanding, sentence: str) -> str:
    room, _, action = wishes.understood(sentence).partition(".")
    return room if room in ("faq", "reception") else f"{room}.{action}"


def misses(wishes: Understanding, file: str) -> list[str]:
    return [
        f"{label}, not {heard}: {sentence}"
        for label, sentence in labelled(file)
        if (heard := understood(wishes, sentence)) != label
    ]


@pytest.mark.parametrize(
    ("file", "least"), [("tune.tsv", 0.95), ("more.tsv", 0.92), ("second.tsv", 0.95)]
)
def test_sentences_reach_what_they_ask_for(wishes: Understanding, file: str, least: float) -> None:
    missed = misses(wishes, file)
    share = 1 - len(missed) / len(list(labelled(file)))
    assert share >= least, "\n".join([f"{file}: {share:.3f}", *missed])


REACHED = 0.92


def test_held_out_sentences_reach_what_they_ask_for(wishes: Understanding) -> None:
    """Tells the score only, so that the sentences stay unseen.

    Opened for the first time they reached 0.913; after wordings were improved by the sentences of
    tune.tsv and more.tsv alone, a later look gave 138 of 150: the 0.92 that they are to reach, and no more.
    second.tsv was written after that by somebody who knew nothing of the matcher; opened for the first time
    it reached 0.942 (210 of 223), of its hard quarter 0.875. Its misses have taught since.
    """
    right = [understood(wishes, said) == label for label, said in labelled("held_out.tsv")]
    share = sum(right) / len(right)
    assert share >= REACHED, f"{share:.3f} of {len(right)}"


def test_a_question_in_an_entrys_own_words_is_a_question(wishes: Understanding) -> None:
    """Not the wish that some of its words would be elsewhere; commands alone go before it."""
    worded = [words for entry in content.load().entries for words in (entry.question, *entry.also)]
    assert [words for words in worded if understood(wishes, words) != "faq"] == []
