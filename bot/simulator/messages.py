"""The body of a 客服 message: what it must hold, and what the person will see."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.simulator.account import Account
from bot.simulator.content import Article, Content, menu_content, news_content, text_content
from bot.simulator.errors import ApiError

TEXT_BYTES = 2048
# \uXXXX where the backslash is not itself escaped.
_ESCAPED = re.compile(r"(?<!\\)((?:\\\\)*)\\u([0-9a-fA-F]{4})")
Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A JSON body; `escaped` when it held escapes, which stay as they were written."""

    fields: Fields
    escaped: bool


def parse_json(body: bytes) -> Parsed:
    if not body.strip():
        raise ApiError(44002, "C12")
    try:
        shown, escapes = _ESCAPED.subn(r"\1\\\\u\2", body.decode())
        fields = json.loads(shown)
    except ValueError as wrong:
        raise ApiError(47001, "C12") from wrong
    if not isinstance(fields, dict):
        raise ApiError(47001, "C12")
    return Parsed(fields, bool(escapes))


def message_content(fields: Fields, account: Account, knows: Callable[[str], bool]) -> Content:
    """Raise ApiError for a message that is refused whatever the window."""
    kind = fields.get("msgtype")
    holder = fields.get(kind) if isinstance(kind, str) else None
    if not isinstance(holder, dict):
        raise ApiError(40008)
    if kind == "text":
        return _text(holder)
    if kind == "msgmenu":
        return _menu(holder, account)
    if kind == "news":
        return _news(holder)
    if kind in ("image", "voice"):
        return _media(kind, holder, knows)
    raise ApiError(40008)


def _text(holder: Fields) -> Content:
    text = holder.get("content")
    if not isinstance(text, str) or not text.strip():
        raise ApiError(44004, "C8")
    if len(text.encode()) > TEXT_BYTES:
        raise ApiError(45002, "C8")
    return text_content(text)


def _menu(holder: Fields, account: Account) -> Content:
    if account.kind == "test":
        raise ApiError(40200, "C10")
    entries = holder.get("list")
    if not isinstance(entries, list) or not entries:
        raise ApiError(44004, "C8")
    named = [(str(each.get("id", "")), str(each.get("content", ""))) for each in entries]
    content = menu_content(
        str(holder.get("head_content", "")), named, str(holder.get("tail_content", ""))
    )
    if len(content.text.encode()) > TEXT_BYTES:
        raise ApiError(45002, "C8")
    return content


def _news(holder: Fields) -> Content:
    articles = holder.get("articles")
    if not isinstance(articles, list) or not articles:
        raise ApiError(44004, "C8")
    if len(articles) > 1:
        raise ApiError(45008, "C9")
    names = ("title", "description", "url", "picurl")
    return news_content((Article(*(str(articles[0].get(name, "")) for name in names)),))


def _media(kind: str, holder: Fields, knows: Callable[[str], bool]) -> Content:
    if not knows(str(holder.get("media_id", ""))):
        raise ApiError(40007)
    return Content(kind, "")
