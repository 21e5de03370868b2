"""Who may know whom: handlers speak, bot carries, knowledge knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store import queries

ROOT = Path(__file__).parent.parent.parent
FORBIDDEN_IN_HANDLERS = {
    "aiohttp", "wechatpy", "sqlite3", "psycopg", "asyncio", "time", "random", "os", "pathlib",
    "logging", "threading", "socket", "subprocess", "secrets", "requests",
}  # fmt: skip
# What does input or output here, or holds it together: a handler gets a `tx` and hands back a reply.
BEYOND_HANDLERS = (
    "bot.alarms", "bot.clock.Clock", "bot.conversation.router", "bot.delivery.courier", "bot.operator",
    "bot.people.roster", "bot.privacy.retention", "bot.process", "bot.sheets", "bot.simulator", "bot.store",
    "bot.terminal", "bot.webhook", "bot.wechat", "config",
)  # fmt: skip
# The wings of the carrier, each with what stands on a level with it: a wing knows what is below, and nothing above.
WINGS = (
    ("refusal", "clock", "alarms", "language", "terminal"),
    ("store", "message", "content", "when", "sheets", "simulator"),
    ("schedule", "commitments", "wechat", "webhook"),
    ("people",),
    ("hearing", "delivery"),
    ("questions", "conversation"),
    ("privacy", "demo", "operator"),
    ("process",),
)
# Tokens that one of the two engines does not know; see docs/promises.md.
FORBIDDEN_IN_SQL = re.compile(
    r"AUTOINCREMENT|INSERT OR|\bnow\(\)|::|\browid\b|datetime\(|strftime|json_|ILIKE|IDENTITY"
    r"|\biif\(|group_concat|string_agg|SKIP LOCKED|FOR UPDATE|WITHOUT ROWID|\bSTRICT\b|COLLATE"
    r"|\bANY\s*\(|\?|GLOB\b|PRAGMA",
    re.IGNORECASE,
)
PYTHON = sorted(p for room in ("bot", "handlers", "config") for p in (ROOT / room).rglob("*.py"))
SQL = sorted(p for room in ("bot", "handlers") for p in (ROOT / room).rglob("*.sql"))


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, *rooms: str) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("file", PYTHON, ids=named)
def test_each_room_imports_only_what_it_may(file: Path) -> None:
    room, *rest = file.relative_to(ROOT).parts
    for name in imports(file):
        top = name.split(".")[0]
        if room == "bot":
            assert top != "handlers", f"the carrier knows no speaker: {name}"
        if room == "config":
            assert top not in {"bot", "handlers"}, f"settings import nothing of ours: {name}"
        if room == "handlers":
            beyond = within(name, *BEYOND_HANDLERS) and not within(name, "bot.store.tx")
            assert top not in FORBIDDEN_IN_HANDLERS, f"handlers do no input or output: {name}"
            assert not beyond, f"a handler touches nothing but tx: {name}"
            if top == "handlers" and len(rest) > 1:
                # How people say and write things is no room: any may read the same. The engine of
                # what has places is known to its rooms, and knows none of them.
                assert name.split(".")[1] in (rest[0], "courtesies", "pasted", "offerings"), (
                    f"no handler knows another: {name}"
                )
        if room == "bot" and rest[0] != "simulator" and rest[-1] != "rehearsal.py":
            assert not name.startswith("bot.simulator"), f"the simulator is for the demo: {name}"


@pytest.mark.parametrize("file", [f for f in PYTHON if "bot/" in named(f)], ids=named)
def test_no_arrow_leads_back(file: Path) -> None:
    height = {wing: level for level, wings in enumerate(WINGS) for wing in wings}
    here = file.relative_to(ROOT / "bot").parts[0].removesuffix(".py")
    known = {name.split(".")[1] for name in imports(file) if name.startswith("bot.")}
    for wing in known - {here, "__init__"}:
        assert height[wing] < height[here], f"{here} stands below {wing}, or beside it"


@pytest.mark.parametrize("file", PYTHON, ids=named)
def test_every_module_says_what_lives_there(file: Path) -> None:
    assert ast.get_docstring(ast.parse(file.read_text("utf-8")))


@pytest.mark.parametrize("file", SQL, ids=named)
def test_sql_is_the_common_dialect(file: Path) -> None:
    text = re.sub(r"--.*", "", file.read_text("utf-8"))
    found = FORBIDDEN_IN_SQL.search(text)
    assert found is None, f"{found and found[0]!r} is not in both engines"


def test_handlers_have_no_async_functions() -> None:
    for file in (ROOT / "handlers").rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        assert not [n for n in ast.walk(tree) if isinstance(n, ast.AsyncFunctionDef)], named(file)


def test_every_query_is_asked_and_every_asked_query_exists() -> None:
    asked = set()
    for file in PYTHON:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                asked.add(node.value)
    known = set(queries.load())
    unused = known - asked
    assert not unused, f"nobody asks: {sorted(unused)}"
    rooms = {name.split(".")[0] for name in known}
    calls = {
        node.args[0].value
        for file in PYTHON
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"row", "rows", "run", "value"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
        and node.args[0].value.split(".")[0] in rooms
    }
    assert calls <= known, f"no such query: {sorted(calls - known)}"


def test_the_engine_never_asks_which_kind_it_has() -> None:
    asks = re.compile(r"kind(?:\.name)? (?:is|==|!=|in)\b")
    for file in (ROOT / "handlers" / "offerings").glob("*.py"):
        found = [line for line in file.read_text("utf-8").splitlines() if asks.search(line)]
        assert not [line for line in found if " for kind in " not in line], named(file)


def test_only_one_room_talks_to_wechatpys_client() -> None:
    users = [named(f) for f in PYTHON if any(n.startswith("wechatpy.client") for n in imports(f))]
    assert users == ["bot/wechat/client.py"]


def test_nothing_heavy_is_imported_by_serve() -> None:
    import subprocess
    import sys

    script = (
        "import sys, run, bot.process.assistant;"
        "bad = {'jieba', 'numpy', 'pandas', 'sqlite_utils', 'python_calamine', 'xlsxwriter',"
        "       'playwright', 'psycopg',"
        "       'bot.simulator'}"
        " & set(sys.modules); sys.exit(str(bad) if bad else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def folders_with_code() -> set[str]:
    rooms = [ROOT / "bot", ROOT / "handlers"]
    found = {str(f.parent.relative_to(ROOT)) for room in rooms for f in room.rglob("*.py")}
    found |= {str(f.parent.relative_to(ROOT)) for f in (ROOT / "bot").rglob("*.sql")}
    return found - {"bot", "handlers"}


def test_the_list_of_rooms_is_the_tree() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    listed = page.split("## Rooms")[1].split("\n## ")[0]
    cells = [line.split("|")[1] for line in listed.splitlines() if line.startswith("| `")]
    rooms = {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}
    assert {r for r in rooms if "/" in r and "." not in r} == folders_with_code()
    assert all((ROOT / r).exists() for r in rooms if "*" not in r)


PAGES = [*sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    path = re.compile(r"`((?:bot|handlers|knowledge|config|tests|docs|deploy)/[\w/.-]+)`")
    for name in path.findall(page.read_text("utf-8")):
        file = ROOT / name
        # `bot/language/keys` and `bot/hearing/heard.Heard` name a module.
        assert file.exists() or file.with_suffix(".py").exists(), name
