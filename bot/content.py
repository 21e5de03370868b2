"""What staff edit: documents, question-and-answer entries, synonyms; who answers which topic."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.refusal import Refusal

ROOT = Path(__file__).parent.parent
KNOWLEDGE = ROOT / "knowledge"
TOPICS = ROOT / "config" / "topics.toml"


class ContentFault(Refusal):
    """A knowledge file is wrong; the message says which entry and what."""


@dataclass(frozen=True, slots=True)
class Document:
    id: str
    title: str
    issuer: str
    number: str
    published: date | None
    revised: date | None
    in_force: date | None
    proof: str
    checked: date


@dataclass(frozen=True, slots=True)
class Entry:
    """One question, its answer and what the answer rests on."""

    id: str
    topic: str
    question: str
    also: tuple[str, ...]
    answer: str
    document: Document
    article: str  # as in the document: "13", "24、25", "一(1)"; "" when none can be named
    more: tuple[tuple[Document, str], ...]  # what it rests on besides
    checked: date
    until: date | None = None  # its last day: from the next one on it answers nothing

    def holds(self, day: date) -> bool:
        return self.until is None or day <= self.until


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question is about, and the number of the organisation that answers it ("": committee)."""

    name: str
    organisation: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    entries: tuple[Entry, ...]
    synonyms: tuple[tuple[str, ...], ...]
    topics: tuple[Topic, ...] = ()


def load(folder: Path = KNOWLEDGE, topics: Path = TOPICS) -> Knowledge:
    """Raises ContentFault at the first fault."""
    documents = {d.id: d for d in map(_document, _tables(folder / "documents.toml", "document"))}
    entries: dict[str, Entry] = {}
    for file in sorted((folder / "faq").glob("*.toml")):
        for raw in _tables(file, "entry"):
            entry = _entry(raw, documents, file)
            if entry.id in entries:
                raise ContentFault(f"{file.name}: {entry.id} stands twice")
            entries[entry.id] = entry
    groups = [group for topic in _read(folder / "synonyms.toml").values() for group in topic]
    return Knowledge(
        tuple(entries.values()),
        tuple(tuple(group) for group in groups),
        tuple(map(_topic, _tables(topics, "topic"))),
    )


def _topic(raw: Mapping[str, Any]) -> Topic:
    words = raw.get("words", [])
    if not isinstance(words, list) or not words or not all(isinstance(w, str) for w in words):
        raise ContentFault(f'topics.toml: {raw.get("name")}: words = ["…"] expected')
    return Topic(_text(raw, "name"), str(raw.get("organisation", "")), tuple(words))


def _document(raw: Mapping[str, Any]) -> Document:
    return Document(
        _text(raw, "id"),
        _text(raw, "title"),
        _text(raw, "issuer"),
        str(raw.get("number", "")),
        _day(raw, "published"),
        _day(raw, "revised"),
        _day(raw, "in_force"),
        _text(raw, "proof"),
        _checked(raw),
    )


def _entry(raw: Mapping[str, Any], documents: Mapping[str, Document], file: Path) -> Entry:
    name = raw.get("document", "")
    for named in (name, *(m.get("document", "") for m in raw.get("more", ()))):
        if named not in documents:
            raise ContentFault(f"{file.name}: {raw.get('id')}: no document {named!r}")
    return Entry(
        _text(raw, "id"),
        _text(raw, "topic"),
        _text(raw, "question"),
        tuple(raw.get("also", ())),
        _text(raw, "answer").strip(),
        documents[name],
        str(raw.get("article", "")),
        tuple((documents[m["document"]], str(m.get("article", ""))) for m in raw.get("more", ())),
        _checked(raw),
        _day(raw, "until"),
    )


def _tables(file: Path, name: str) -> list[Mapping[str, Any]]:
    tables = _read(file).get(name, [])
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise ContentFault(f"{file.name}: [[{name}]] expected")
    return tables


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ContentFault(f"{file.name}: {error}") from error


def _text(raw: Mapping[str, Any], name: str) -> str:
    value = raw.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ContentFault(f"{raw.get('id', 'an entry without id')}: {name} is missing")
    return value


def _day(raw: Mapping[str, Any], name: str) -> date | None:
    value = raw.get(name)
    if value is not None and type(value) is not date:
        raise ContentFault(f"{raw.get('id')}: {name} must be a date")
    return value


def _checked(raw: Mapping[str, Any]) -> date:
    day = _day(raw, "checked")
    if day is None:
        raise ContentFault(f"{raw.get('id')}: checked is missing")
    return day
