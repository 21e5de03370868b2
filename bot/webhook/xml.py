"""Fast XML: pushes read by expat into dictionaries, replies written by hand."""

from typing import Any
from xml.parsers import expat

DEPTH = 8  # elements inside one another; WeChat's deepest push has five


class Malformed(Exception):
    """Not XML that WeChat would send."""


class _Reader:
    """Collects elements into nested dictionaries; repeated ones below the top become lists."""

    def __init__(self) -> None:
        self._stack: list[tuple[str, dict[str, Any], list[str]]] = [("", {}, [])]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._stack) > DEPTH:
            raise Malformed("too deep")
        self._stack.append((name, {}, []))

    def text(self, data: str) -> None:
        self._stack[-1][2].append(data)

    def end(self, name: str) -> None:
        _, children, pieces = self._stack.pop()
        value: Any = children or "".join(pieces)
        parent = self._stack[-1][1]
        if name not in parent:
            parent[name] = value
        elif len(self._stack) <= 2:
            raise Malformed("a field that stands twice")
        elif isinstance(parent[name], list):
            parent[name].append(value)
        else:
            parent[name] = [parent[name], value]

    def fields(self) -> dict[str, Any]:
        root = self._stack[0][1].get("xml")
        if not isinstance(root, dict):
            raise Malformed("no fields")
        return root


def _refuse(*_: Any) -> None:
    raise Malformed("DOCTYPE")


def read(body: bytes) -> dict[str, Any]:
    """The fields of `<xml>…</xml>`. Raises Malformed."""
    reader = _Reader()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise Malformed("not XML") from error
    return reader.fields()


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
