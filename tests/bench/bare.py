"""The measure: aiohttp and the envelope alone. Checks, decrypts, parses, echoes; keeps nothing."""

import asyncio
import secrets
import time
from xml.parsers import expat

from aiohttp import web

from bot.process import serving
from bot.webhook import xml
from bot.webhook.crypto import check, signature
from tests.bench.figures import say
from tests.bench.wire import CIPHER, TOKEN


def fields(body: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    pieces: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        pieces.clear()

    def end(name: str) -> None:
        found[name] = "".join(pieces)

    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = pieces.append
    parser.Parse(body, True)
    return found


async def push(request: web.Request) -> web.Response:
    query = request.query
    encrypted = fields(await request.read())["Encrypt"]
    check(query["msg_signature"], TOKEN, query["timestamp"], query["nonce"], encrypted)
    message = fields(CIPHER.decrypt(encrypted))
    seconds, nonce = int(time.time()), secrets.token_hex(5)
    reply = CIPHER.encrypt(
        xml.text_reply(message["FromUserName"], message["ToUserName"], seconds, message["Content"])
    )
    signed = signature(TOKEN, str(seconds), nonce, reply)
    body = xml.envelope(reply, signed, str(seconds), nonce)
    return web.Response(body=body, content_type="text/xml")


async def main() -> int:
    listening = serving.listen("127.0.0.1", 0)
    app = serving.application()
    app.router.add_post("/wechat", push)

    async def ready() -> None:
        say(f"listening on http://127.0.0.1:{listening.getsockname()[1]}/wechat")

    return await serving.run(app, None, listening, ready)


if __name__ == "__main__":
    asyncio.run(main())
