"""The account's bottom menu: config/menu.toml as WeChat's menu/create wants it, and its limits."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.refusal import Refusal

FILE = Path(__file__).parent.parent.parent / "config" / "menu.toml"
HEADS, ENTRIES = 3, 5
HEAD_NAME, ENTRY_NAME, KEY, URL = 16, 60, 128, 1024  # bytes of UTF-8, not characters

Menu = dict[str, Any]
Button = dict[str, Any]


class MenuFault(Refusal):
    """The file is not a list of heads with entries; the message says what it is instead."""


def buttons(file: Path = FILE) -> Menu:
    """A tap pushes CLICK with the sentence as its key, which is answered as if typed.

    Raises MenuFault for a file of another form; what WeChat refuses is found by `faults`.
    """
    try:
        read = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise MenuFault(f"{file.name}：{error}") from error
    heads = _tables(read.get("head", []), f"{file.name}：head")
    return {"button": [_head(head, f"{file.name}：第 {n} 栏") for n, head in enumerate(heads, 1)]}


def _head(head: Button, place: str) -> Button:
    if "entries" not in head:
        return _button(head, place)
    entries = _tables(head["entries"], f"{place}：entries")
    below = [_button(entry, f"{place}第 {n} 项") for n, entry in enumerate(entries, 1)]
    return {"name": _text(head, "name", place), "sub_button": below}


def _button(entry: Button, place: str) -> Button:
    name = _text(entry, "name", place)
    if "url" in entry:
        return {"type": "view", "name": name, "url": _text(entry, "url", place)}
    return {"type": "click", "name": name, "key": _text(entry, "says", place)}


def _tables(value: Any, place: str) -> list[Button]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise MenuFault(f"{place} 不是一组表")
    return value


def _text(table: Button, name: str, place: str) -> str:
    value = table.get(name, "")
    if not isinstance(value, str):
        raise MenuFault(f"{place}：{name} 不是文字")
    return value


# ---------------------------------------------------------------- what WeChat would refuse


def faults(menu: Menu) -> list[str]:
    """One line for each limit of menu/create that is passed."""
    heads = menu["button"]
    found = [*_count("栏", len(heads), HEADS)]
    for number, head in enumerate(heads, 1):
        found += _head_faults(head, f"第 {number} 栏“{head['name']}”")
    return found


def _head_faults(head: Button, place: str) -> Iterator[str]:
    yield from _size(place, "name", head["name"], HEAD_NAME)
    if "sub_button" not in head:
        yield from _action_faults(head, place)
        return
    yield from (f"{place}：{line}" for line in _count("项", len(head["sub_button"]), ENTRIES))
    for entry in head["sub_button"]:
        within = f"{place}的“{entry['name']}”"
        yield from _size(within, "name", entry["name"], ENTRY_NAME)
        yield from _action_faults(entry, within)


def _action_faults(button: Button, place: str) -> Iterator[str]:
    if button["type"] == "click":
        yield from _size(place, "says", button["key"], KEY)
        return
    yield from _size(place, "url", button["url"], URL)
    if not button["url"].startswith(("https://", "http://")):
        yield f"{place}：url 没有以 https:// 或 http:// 开头"


def _count(what: str, number: int, most: int) -> Iterator[str]:
    if not 1 <= number <= most:
        yield f"{number} {what}，微信要 1 到 {most} {what}"


def _size(place: str, what: str, text: str, most: int) -> Iterator[str]:
    size = len(text.encode())
    if not size:
        yield f"{place}：没有 {what}"
    elif size > most:
        yield f"{place}：{what} 有 {size} 字节，微信最多 {most}"


# ---------------------------------------------------------------- two menus beside each other


def lines(menu: Menu) -> list[str]:
    """The menu as a person reads it, an entry a line."""
    found = []
    for head in menu.get("button", []):
        below = head.get("sub_button") or []
        found += [head.get("name", "") if below else _line(head), *(f"  {_line(b)}" for b in below)]
    return found


def _line(button: Button) -> str:
    leads_to = button.get("key") or button.get("url") or button.get("type", "")
    return f"{button.get('name', '')} → {leads_to}"


def same(one: Menu, other: Menu) -> bool:
    """WeChat adds fields of its own (an empty sub_button), so only what is shown is compared."""
    return lines(one) == lines(other)
