"""Starting: what cannot be is said in one sentence, with exit code 2, before anything is made."""

import contextlib
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.survival import wire
from tests.survival.process import STARTING, Process

NEEDED = (
    "BOT_WECHAT_TOKEN",
    "BOT_WECHAT_APPID",
    "BOT_WECHAT_SECRET",
    "BOT_WECHAT_AES_KEY",
    "BOT_COUNTING_KEY",
)
WRONG = {
    "BOT_WECHAT_TOKEN": "a token with blanks",
    "BOT_WECHAT_AES_KEY": "tooshort",
    "BOT_WECHAT_AES_KEY_PREVIOUS": "tooshort",
    "BOT_COUNTING_KEY": "tooshort",
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


@pytest.mark.parametrize("command", ["serve", "demo", "simulator --port {port}"])
def test_a_taken_port_ends_the_start_before_anything_is_made(tmp_path: Path, command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        given = settings(tmp_path / "unmade.db") | {"BOT_PORT": port, "BOT_DATA": str(tmp_path)}
        with Process(command.format(port=port), given) as process:
            assert_refused(process, port, "已被占用")
    assert not list(tmp_path.iterdir())


SOON = 3.0  # processor seconds until the first answer


def test_a_demo_started_again_answers_soon_with_what_it_had(tmp_path: Path) -> None:
    given = {"BOT_DATA": str(tmp_path), "BOT_PORT": "0"}
    with Process("demo", given) as first:
        assert "已记下" in asked(first, "人工 食堂的烤箱怎么预约")
        first.terminate()
        assert first.code() == 0
    with Process("demo", given) as second:
        assert "提问：食堂的烤箱怎么预约" in asked(second, "导出")
        assert second.busy() <= SOON


def asked(demo: Process, text: str) -> str:
    """What somebody reads in the demo's chat."""
    request = Request(
        f"http://127.0.0.1:{demo.port()}/_sim/user/oSomebody00000000000000001/text",
        json.dumps({"text": text}).encode(),
    )
    with urlopen(request, timeout=STARTING) as answer:
        return str(json.load(answer)["text"])


def test_a_second_serve_on_the_same_file_refuses_and_the_first_goes_on(folder: Path) -> None:
    one = settings(folder / "one.db")
    with Process("serve", one) as first:
        port = first.port()
        with Process("serve", one) as second:
            assert_refused(second, "one.db", "另一个进程")
        assert not first.ended
        with socket.create_connection(("127.0.0.1", port), 5):
            pass
        first.terminate()
        assert first.code() == 0
