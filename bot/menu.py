"""The account's bottom menu, from config/menu.toml, as WeChat's menu/create wants it."""

import tomllib
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent.parent / "config" / "menu.toml"


def buttons(file: Path = FILE) -> dict[str, Any]:
    """A tap pushes CLICK with the sentence as its key, which is answered as if typed."""
    heads = tomllib.loads(file.read_text("utf-8"))["head"]
    return {
        "button": [
            {"name": head["name"], "sub_button": [_button(entry) for entry in head["entries"]]}
            for head in heads
        ]
    }


def _button(entry: dict[str, str]) -> dict[str, str]:
    return {"type": "click", "name": entry["name"], "key": entry["says"]}
