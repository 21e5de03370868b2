"""Starting: what cannot be is said in one sentence, with exit code 2, before anything is made."""

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.survival import wire
from tests.survival.process import Process

NEEDED = ("BOT_WECHAT_TOKEN", "BOT_WECHAT_APPID", "BOT_WECHAT_SECRET", "BOT_WECHAT_AES_KEY")
WRONG = {
    "BOT_WECHAT_TOKEN": "a token with blanks",
    "BOT_WECHAT_AES_KEY": "tooshort",
    "BOT_WECHAT_AES_KEY_PREVIOUS": "tooshort",
    "BOT_DATABASE": "mysql://localhost/bot",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("starting")


def settings(database: Path) -> dict[str, str]:
    return wire.SETTINGS | {"BOT_DATABASE": f"sqlite:///{database}"}


@pytest.fixture(scope="module")
def refused(folder: Path) -> Iterator[dict[str, Process]]:
    """Starts that must fail, all at once: by what is wrong."""
    (folder / "plain.txt").write_text("no folder, and no database")
    good = settings(folder / "never.db")
    tries = {
        "missing": {name: value for name, value in good.items() if name not in NEEDED},
        "wrong": good | WRONG,
        "no number": good | {"BOT_PORT": "eighty"},
        "no host": good | {"BOT_HOST": "999.1.1.1"},
        "no folder": settings(folder / "plain.txt" / "never.db"),
        "no database": settings(folder / "plain.txt"),
    }
    with contextlib.ExitStack() as started:
        yield {n: started.enter_context(Process("serve", each)) for n, each in tries.items()}


def assert_refused(process: Process, *pieces: str) -> None:
    assert process.code() == 2
    (sentence,) = process.errors.splitlines()
    assert process.out == ""
    for piece in pieces:
        assert piece in sentence


@pytest.mark.parametrize(
    ("what", "named"),
    [
        ("missing", NEEDED),
        ("wrong", tuple(WRONG)),
        ("no number", ("BOT_PORT", "eighty")),
        ("no host", ("BOT_HOST", "999.1.1.1")),
        ("no folder", ("plain.txt",)),
        ("no database", ("plain.txt",)),
    ],
)
def test_what_is_wrong_is_named(refused: dict[str, Process], what: str, named: list[str]) -> None:
    assert_refused(refused[what], *named)


def test_a_refused_start_has_made_nothing(refused: dict[str, Process], folder: Path) -> None:
    for process in refused.values():
        process.code()
    assert not list(folder.glob("never.db*"))


def test_a_taken_port_ends_the_start_before_anything_is_made(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        database = folder / "unmade.db"
        with Process("serve", settings(database) | {"BOT_PORT": port}) as process:
            assert_refused(process, port, "BOT_PORT")
    assert not list(folder.glob("unmade.db*"))


def test_a_second_serve_on_the_same_file_refuses_and_the_first_goes_on(folder: Path) -> None:
    one = settings(folder / "one.db")
    with Process("serve", one) as first:
        port = first.port()
        with Process("serve", one) as second:
            assert_refused(second, "one.db", "another process")
        assert not first.ended
        with socket.create_connection(("127.0.0.1", port), 5):
            pass
        first.terminate()
        assert first.code() == 0
