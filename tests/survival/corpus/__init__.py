"""The hostile corpus: what nobody honest sends, and what must become of each of it."""

from collections.abc import Iterator

from tests.survival.corpus import bodies, envelopes, fields, requests, sentences
from tests.survival.corpus.case import Case, Sending

__all__ = ["Case", "Sending", "cases"]


def cases() -> Iterator[Case]:
    for room in (bodies, fields, sentences, envelopes, requests):
        yield from room.cases()
