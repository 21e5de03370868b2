"""One thing, one word: docs/words.md against the names in the tree."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "words.md").read_text("utf-8")
PYTHON = sorted(
    [ROOT / "run.py", *(p for room in ("bot", "handlers", "config") for p in (ROOT / room).rglob("*.py"))]
)  # fmt: skip
MIGRATIONS = sorted((ROOT / "bot" / "store" / "migrations").glob("*.sql"))
# WeChat on this machine, and the story of the demo: they have words of their own.
BESIDE = re.compile(r"bot/(?:simulator|demo)/|handlers/\w+/demo\.py")
RECORD = re.compile(r"NamedTuple|TypedDict|Struct\b|dataclass")

# Records, tables and rooms that are no words of the domain, by the reason why.
TECHNICAL = {
    "a part of how a time is written, known to bot/when and to whoever takes its slots": (
        "beside, clock, days, pattern, phrase, piece, ref, slots, span, when, rule"
    ),
    "what one step of a room found or read, handed to its next step": (
        "addressed, areas, change, chosen, covered, found, head, marked, meant, named, note, notes, spot, "
        "title, told, wanted, wish"
    ),
    "what a table of the code has in a row": "row, said, words",
    "what one dialogue has been told so far": (
        "confirming, given answer, moved reminder, new invitation, new notice, "
        "new question, new reminder, own correction"
    ),
    "tables in files, which come from outside": "column, limits, line, marks, reading, sheet",
    "a row or the whole of an import, before it is a batch": "reader, shape, step, wishes",
    "how the search sees an entry, a question, a synonym": (
        "asked, field, labelled, sought, touched"
    ),
    "how hearing is learnt and kept": "header, learnt, ranked, situated, task",
    "what a command shows the operator": "findings, invited",
    "the process, its file, its settings and its network": "account, claimed, settings, signed",
    "how long what is kept": "rule, year rule",
    "a wing of the carrier that is named for its work; the list of rooms says what lives there": (
        "alarms, content, conversation, delivery, demo, hearing, language, operator, people, "
        "privacy, process, refusal, schedule, sheets, simulator, store, terminal, webhook, "
        "wechat, when, clock"
    ),
}
# Classes of one name that are two things. Nothing may join them; whoever renames one takes it out.
TWICE = {
    "Choice": "a line of a menu, and the slots chosen of a time",
    "Clock": "what tells the time, and an hour as written",
    "Found": "what a search found, the offerings meant, and a match of a time",
    "Hearing": "what tells meanings, and what knows Chinese words by their sound",
    "Hours": "when a bookable is open, and the readings of an hour",
    "Line": "a row of a file, a line of a list, and the connection of a thread",
    "NoSuchPlace": "in a file, and where somebody is invited",
    "Page": "a part of a list, and an entry as the search reads it",
    "Question": "one kept for a human, and one that a dialogue asks",
    "Reach": "how many a notice can reach, and whether the database can be reached",
    "Row": "of a table of the database (its promise and its psycopg form), and of the router's",
    "Rule": "how a reminder repeats, and how long rows are kept",
    "Said": "what people say for an action, and a time as it was written",
    "Step": "what came of an answer, and a row of an import",
}


def words(name: str) -> str:
    """NameKey, name_key: name key."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_", " ", name).strip().lower()


def listed(text: str) -> list[str]:
    return [word.strip() for word in text.split(",")]


def first_column(part: str) -> list[str]:
    rows = [line.split("|")[1].strip() for line in part.splitlines() if line.startswith("|")]
    return rows[2:]  # without the head and the line below it


GLOSSARY, ACTS = PAGE.split("\n## Acts")
TERMS = [term for cell in first_column(GLOSSARY) for term in listed(cell)]
UNLISTED = {word for reason in TECHNICAL.values() for word in listed(reason)}


def classes() -> Iterator[tuple[str, ast.ClassDef]]:
    """Every public class of a module outside the demo, with its file."""
    for file in PYTHON:
        name = str(file.relative_to(ROOT))
        if not BESIDE.match(name):
            for node in ast.parse(file.read_text("utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    yield name, node


def records() -> set[str]:
    """Classes that only hold fields."""
    return {
        words(node.name)
        for _, node in classes()
        if any(RECORD.search(ast.unparse(each)) for each in (*node.bases, *node.decorator_list))
    }


def tables() -> set[str]:
    """Those of the schema once all migrations are through."""
    there: set[str] = set()
    change = re.compile(r"(CREATE|DROP) TABLE (\w+)|ALTER TABLE (\w+) RENAME TO (\w+)")
    for file in MIGRATIONS:
        sql = re.sub(r"--.*", "", file.read_text("utf-8"))
        for verb, table, old, new in change.findall(sql):
            there = there | {table or new} if verb != "DROP" else there - {table}
            there -= {old}
    return {words(table) for table in there}


def rooms() -> set[str]:
    """The rooms of `handlers` and the wings of `bot`; `notices` is the room of the word notice."""
    rooms = [path.parent.name for path in (ROOT / "handlers").glob("*/__init__.py")]
    wings = [path.parent.name for path in (ROOT / "bot").glob("*/*.py")]
    modules = [path.stem for path in (ROOT / "bot").glob("*.py") if path.stem != "__init__"]
    found = {words(name) for name in (*rooms, *wings, *modules)}
    return {name.removesuffix("s") if name.removesuffix("s") in TERMS else name for name in found}


def names() -> set[str]:
    """Of tables, modules, classes, functions, fields and parameters."""
    found = {part for f in PYTHON for part in f.relative_to(ROOT).with_suffix("").parts}
    for file in PYTHON:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                    found.add(node.name)
                case ast.arg():
                    found.add(node.arg)
                case ast.AnnAssign(target=ast.Name(id=name)):
                    found.add(name)
    return {words(name) for name in found} | tables()


def test_each_word_of_the_glossary_is_a_name_in_the_code() -> None:
    assert len(TERMS) > 100, "the page is not read as it is written"
    assert sorted(set(TERMS) - names()) == []
    assert sorted(term for term in set(TERMS) if TERMS.count(term) > 1) == []


def test_what_the_code_has_stands_in_the_glossary() -> None:
    there = records() | tables() | rooms()
    assert len(tables()) > 30
    assert len(records()) > 90
    assert sorted(there - set(TERMS) - UNLISTED) == []


def test_the_list_of_technical_words_has_no_others() -> None:
    assert sorted(UNLISTED - records() - tables() - rooms()) == []
    assert sorted(UNLISTED & set(TERMS)) == []


def test_each_act_has_its_sentences_and_the_reverse() -> None:
    sentences = {file.stem for file in (ROOT / "knowledge" / "wishes").glob("*.tsv")}
    acts = first_column(ACTS)
    assert len(acts) == len(set(acts))
    assert set(acts) == sentences


def test_no_two_classes_have_one_name() -> None:
    """But those of old."""
    files = defaultdict(list)
    for file, node in classes():
        files[node.name].append(file)
    assert {name for name, where in files.items() if len(where) > 1} == set(TWICE)
