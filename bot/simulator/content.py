"""What a bubble holds: text with its links, articles, pictures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

_ANCHOR = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL | re.IGNORECASE)
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_BARE = re.compile(r"https?://[\w\-.~:/?#@!$&'()*+,;=%]+", re.ASCII)
MENU_LINK = "weixin://bizmsgmenu?"


@dataclass(frozen=True, slots=True)
class Tap:
    """What is sent when the link is tapped."""

    content: str
    menu_id: str


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text; a link when `href` is set, a tappable answer when `tap` is."""

    text: str
    href: str = ""
    tap: Tap | None = None


@dataclass(frozen=True, slots=True)
class Article:
    title: str
    description: str = ""
    url: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """`text` is what the bot sent, links and all; `parts` the same as a reader sees it."""

    kind: str
    text: str
    parts: tuple[Part, ...] = ()
    articles: tuple[Article, ...] = ()

    @property
    def taps(self) -> tuple[Tap, ...]:
        return tuple(part.tap for part in self.parts if part.tap)


def recalled(kept: dict[str, Any]) -> Content:
    """From what `asdict` made of it."""
    parts = (
        Part(part["text"], part["href"], Tap(**part["tap"]) if part["tap"] else None)
        for part in kept["parts"]
    )
    articles = tuple(Article(**article) for article in kept["articles"])
    return Content(kept["kind"], kept["text"], tuple(parts), articles)


def text_content(text: str) -> Content:
    return Content("text", text, tuple(_parts(text)))


def news_content(articles: tuple[Article, ...]) -> Content:
    text = "\n".join(f"{each.title}\n{each.description}".strip() for each in articles)
    return Content("news", text, articles=articles)


def menu_content(head: str, entries: list[tuple[str, str]], tail: str) -> Content:
    """A msgmenu: head, one tappable line per (id, content), tail."""
    lines: list[list[Part]] = [list(_parts(head))] if head else []
    lines += [[Part(content, tap=Tap(content, menu_id))] for menu_id, content in entries]
    lines += [list(_parts(tail))] if tail else []
    parts: list[Part] = []
    for number, line in enumerate(lines):
        parts += [Part("\n"), *line] if number else line
    return Content("msgmenu", "".join(part.text for part in parts), tuple(parts))


def _parts(text: str) -> Iterator[Part]:
    at = 0
    for anchor in _ANCHOR.finditer(text):
        yield from _bare_links(text[at : anchor.start()])
        yield _anchored(anchor[1], anchor[2])
        at = anchor.end()
    yield from _bare_links(text[at:])


def _anchored(attributes: str, label: str) -> Part:
    found = _HREF.search(attributes)
    href = (found[1] or found[2] or "") if found else ""
    if href.startswith(MENU_LINK):
        return Part(label, tap=_tap(href.removeprefix(MENU_LINK)))
    return Part(label, href=href if href.startswith(("http://", "https://")) else "")


def _tap(query: str) -> Tap:
    """An unencoded & cuts the content short here, as it does in WeChat."""
    values: dict[str, str] = {}
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        values.setdefault(name, unquote(value))
    return Tap(values.get("msgmenucontent", ""), values.get("msgmenuid", ""))


def _bare_links(text: str) -> Iterator[Part]:
    at = 0
    for link in _BARE.finditer(text):
        if link.start() > at:
            yield Part(text[at : link.start()])
        yield Part(link[0], href=link[0])
        at = link.end()
    if at < len(text):
        yield Part(text[at:])
