"""Running the assistant as a process: the port first, then the database; drained on SIGTERM."""

import asyncio
import errno
import gc
import logging
import signal
import socket
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from bot.process.assistant import Assistant
from bot.refusal import Refusal, cause
from bot.webhook.server import BODY

DRAIN_SECONDS = 4.0
KEEP_ALIVE_SECONDS = 75.0  # also how long a request line may take to arrive
LINGERING_SECONDS = 1.0  # what a refused sender still sends is read for so long
# New objects: more than are in hand while many write at once, of which none is left in a circle.
COLLECT_AFTER = 3_000
KEPT = 8  # requests that were none, until their remains are collected


class CannotListen(Refusal):
    """The message says where, and why not."""


class Tidying(logging.LoggerAdapter[logging.Logger]):
    """What aiohttp says of bytes that are no request, without keeping them.

    Each such error stands in a circle with the frame that read it, and that holds what was read, up
    to a quarter megabyte: they must not pile up until enough new objects bring the collector.
    """

    def __init__(self) -> None:
        super().__init__(logging.getLogger("aiohttp.server"), {})
        self._kept = 0

    def log(
        self, level: int, msg: object, *args: object, exc_info: Any = None, **named: Any
    ) -> None:
        super().log(level, msg, *args, exc_info=exc_info, **named)
        if isinstance(exc_info, HttpProcessingError):
            self._kept = (self._kept + 1) % KEPT
            if not self._kept:
                gc.collect(1)


def listen(host: str, port: int) -> socket.socket:
    """Take the port before anything else is made; 0 takes a free one. Raises CannotListen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    where = f"{host}:{port}"
    if not 0 <= port < 1 << 16:
        raise CannotListen(f"{where}：端口应在 0 到 65535 之间")
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
        taken.listen(1024)
    except OSError as error:
        taken.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            sentence = f"{where} 已被占用：停掉占用它的程序，或改 BOT_PORT（模拟器用 --port）"
            raise CannotListen(sentence) from error
        raise CannotListen(f"BOT_HOST：不能在 {where} 上监听：{cause(error)}") from error
    taken.setblocking(False)
    return taken


def application() -> web.Application:
    return web.Application(client_max_size=BODY)


async def run(
    app: web.Application,
    assistant: Assistant | None,
    listening: socket.socket,
    ready: Callable[[], Awaitable[None]],
) -> int:
    """Serve until SIGTERM, SIGINT or a dead writer; the process's exit code."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    runner = web.AppRunner(
        app,
        access_log=None,
        shutdown_timeout=DRAIN_SECONDS,
        keepalive_timeout=KEEP_ALIVE_SECONDS,
        lingering_time=LINGERING_SECONDS,
        logger=Tidying(),
        auto_decompress=False,  # WeChat compresses nothing; others' bombs stay packed
    )
    await runner.setup()
    await web.SockSite(runner, listening).start()
    await ready()
    gc.collect()
    gc.freeze()  # what stands until the end need not be looked through again and again
    gc.set_threshold(COLLECT_AFTER)
    dead = assistant.store.stopped if assistant else asyncio.Event()
    waits = [asyncio.create_task(event.wait()) for event in (stop, dead)]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for task in waits:
        task.cancel()
    await runner.cleanup()
    if assistant is not None:
        await assistant.close()
    return 1 if dead.is_set() else 0
