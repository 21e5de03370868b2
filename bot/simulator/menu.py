"""The account's menu: what was published, checked against the limits of menu/create."""

from typing import Any

from bot.simulator.errors import ApiError

TOP, SUB = 3, 5
TOP_NAME, SUB_NAME, KEY, URL = 16, 60, 128, 1024  # bytes of UTF-8, not characters
WITH_URL = {"view", "miniprogram"}
WITH_KEY = {
    "click",
    "scancode_push",
    "scancode_waitmsg",
    "pic_sysphoto",
    "pic_photo_or_album",
    "pic_weixin",
    "location_select",
}
WITH_ID = {"media_id", "view_limited", "article_id", "article_view_limited"}
Button = dict[str, Any]


def check_menu(menu: Any) -> None:
    """Raise ApiError for a menu that WeChat refuses."""
    buttons = menu.get("button") if isinstance(menu, dict) else None
    _require(isinstance(buttons, list) and 1 <= len(buttons) <= TOP, 40016)
    for button in buttons or []:
        _require(isinstance(button, dict), 40016)
        _require(1 <= _size(button.get("name")) <= TOP_NAME, 40018)
        below = button.get("sub_button")
        if below:
            _check_below(below)
        else:
            _check_action(button, kind=40017, key=40019, url=40020)


def as_told(menu: Button) -> Button:
    """As menu/get gives it back: every button has a sub_button, if an empty one."""
    return {"button": [_told(button) for button in menu["button"]]}


def _told(button: Button) -> Button:
    return {**button, "sub_button": [_told(each) for each in button.get("sub_button") or []]}


def _check_below(buttons: Any) -> None:
    _require(isinstance(buttons, list) and len(buttons) <= SUB, 40023)
    for button in buttons:
        _require(isinstance(button, dict), 40023)
        _require(1 <= _size(button.get("name")) <= SUB_NAME, 40025)
        _check_action(button, kind=40024, key=40026, url=40027)


def _check_action(button: Button, *, kind: int, key: int, url: int) -> None:
    called = button.get("type")
    _require(called in WITH_KEY | WITH_URL | WITH_ID, kind)
    if called in WITH_KEY:
        _require(1 <= _size(button.get("key")) <= KEY, key)
    if called in WITH_URL:
        _require(1 <= _size(button.get("url")) <= URL, url)


def _size(value: Any) -> int:
    return len(value.encode()) if isinstance(value, str) else 0


def _require(holds: bool, code: int) -> None:
    if not holds:
        raise ApiError(code, "D1")
