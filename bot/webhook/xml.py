"""Fast XML: pushes read by expat into dictionaries, replies written by hand."""

import re
from typing import Any
from xml.parsers import expat

from bot.webhook.mending import mended

DEPTH = 8  # elements inside one another; WeChat's deepest push has five


class Malformed(Exception):
    """Not XML that WeChat would send."""


def _refuse(*_: Any) -> None:
    raise Malformed("DOCTYPE")


def read(body: bytes) -> dict[str, Any]:
    """The fields of `<xml>…</xml>`, elements inside elements as dictionaries, repeated ones below
    the top as lists; mended first when what somebody typed has broken it. Raises Malformed."""
    try:
        return _read(body)
    except Malformed:
        whole = mended(body)
        if whole == body:
            raise
    return _read(whole)


def _read(body: bytes) -> dict[str, Any]:
    around: list[dict[str, Any]] = []  # what is read of the elements around this one
    fields: dict[str, Any] = {}  # … and of this one
    pieces: list[str] = []  # its text, if it has nothing else

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal fields
        if len(around) >= DEPTH:
            raise Malformed("too deep")
        around.append(fields)
        fields = {}
        pieces.clear()

    def end(name: str) -> None:
        nonlocal fields
        value = fields or "".join(pieces)
        fields = around.pop()
        if name in fields:
            _repeated(fields, name, value, len(around))
        else:
            fields[name] = value

    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = pieces.append
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise Malformed("not XML") from error
    root = fields.get("xml")
    if not isinstance(root, dict):
        raise Malformed("no fields")
    return root


def _repeated(parent: dict[str, Any], name: str, value: Any, depth: int) -> None:
    if depth < 2:
        raise Malformed("a field that stands twice")
    if isinstance(parent[name], list):
        parent[name].append(value)
    else:
        parent[name] = [parent[name], value]


# What stands around it is not signed, so it is not even read.
_ENCRYPT = re.compile(rb"<Encrypt>(?:\s*<!\[CDATA\[)?([A-Za-z0-9+/=\s]+)(?:\]\]>\s*)?</Encrypt>")


def encrypted(body: bytes) -> str:
    """The `<Encrypt>` of an envelope with the blanks that stand around it, the last one: before it
    compatible mode repeats what was typed. Raises Malformed."""
    found = _ENCRYPT.findall(body)
    if not found or found[-1].isspace():
        raise Malformed("Encrypt")
    return str(found[-1], "ascii")


def cdata(text: str) -> str:
    """A CDATA section; the one sequence it cannot hold is divided over two."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def text_reply(to: str, account: str, seconds: int, text: str) -> bytes:
    return (
        f"<xml><ToUserName>{cdata(to)}</ToUserName><FromUserName>{cdata(account)}</FromUserName>"
        f"<CreateTime>{seconds}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content>{cdata(text)}</Content></xml>"
    ).encode()


def envelope(encrypted: str, signature: str, timestamp: str, nonce: str) -> bytes:
    return (
        f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt>"
        f"<MsgSignature><![CDATA[{signature}]]></MsgSignature>"
        f"<TimeStamp>{timestamp}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>"
    ).encode()
