"""Settings: typed, from BOT_… variables over TOML, checked at start. Imports nothing of ours."""

import base64
import binascii
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

HERE = Path(__file__).parent
COUNTING_KEY = 32  # characters at least
DATABASES = ("sqlite:///", "postgresql://", "postgres://")
LOCAL = ("127.0.0.1", "localhost", "::1")
ACCOUNTS = {"service": "服务号", "subscription": "订阅号"}
YES, NO = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}
UNREADABLE: dict[Any, str] = {
    FileNotFoundError: "没有这个文件",
    IsADirectoryError: "这是一个文件夹",
    PermissionError: "没有权限",
}
KINDS: dict[Any, str] = {str: "加引号的文字", int: "整数", bool: "true 或 false"}
MISSED = {
    "public_url": "要让大家打开的网页发不出网址",
    "account": "不知道是服务号还是订阅号，按微信每次的回答办",
}


class SettingsError(Exception):
    """A setting is missing or wrong; the message says which and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every one may be set as BOT_<NAME> in the environment or as <name> in a TOML file."""

    host: str = "127.0.0.1"
    port: int = 8080
    database: str = "sqlite:///var/bot.db"
    makes_database: bool = True
    data: str = "var/demo"
    wechat_token: str = ""
    wechat_appid: str = ""
    wechat_secret: str = ""
    wechat_aes_key: str = ""
    wechat_aes_key_previous: str = ""
    wechat_plain: bool = False
    wechat_account: str = ""
    wechat_api_base: str = "https://api.weixin.qq.com"
    committee: str = "市直机关工委"
    person_messages: int = 30
    person_messages_per_minute: int = 60
    counting_key: str = ""
    public_url: str = ""
    account: str = ""
    verified: bool = False

    def faults(self) -> list[str]:
        """One sentence for each setting that is missing or wrong."""
        found = [f"没有设置 BOT_WECHAT_{n.upper()}" for n in self._unset()]
        if not 3 <= len(self.wechat_token) <= 32 or not self.wechat_token.isalnum():
            found.append("BOT_WECHAT_TOKEN 应是 3 到 32 位字母和数字")
        found += [
            f"BOT_{name.upper()} 不是 43 位的 EncodingAESKey"
            for name in ("wechat_aes_key", "wechat_aes_key_previous")
            if getattr(self, name) and not _is_aes_key(getattr(self, name))
        ]
        if len(self.counting_key) < COUNTING_KEY:
            found.append(
                f"BOT_COUNTING_KEY 应有 {COUNTING_KEY} 个以上随机字符，各台主机相同："
                "用 openssl rand -hex 32 生成"
            )
        if not 0 <= self.port <= 65535:
            found.append("BOT_PORT 应在 0 到 65535 之间")
        if fault := self.database_fault():
            found.append(fault)
        if not self.wechat_api_base.startswith(("https://", "http://")):
            found.append("BOT_WECHAT_API_BASE 应是网址，例如 https://api.weixin.qq.com")
        found += [
            f"BOT_{name.upper()} 应是 1 或更大的数"
            for name in ("person_messages", "person_messages_per_minute")
            if getattr(self, name) < 1
        ]
        if self.wechat_plain and self.wechat_aes_key:
            found.append("BOT_WECHAT_PLAIN=1 和 BOT_WECHAT_AES_KEY 只能留一个")
        return [*found, *self._account_faults()]

    def database_fault(self) -> str:
        """What commands that need nothing else look at."""
        if self.database.startswith(DATABASES) and self.database.strip("/") != "sqlite:":
            return ""
        return "BOT_DATABASE 应写成 sqlite:///路径 或 postgresql://用户@主机/库名"

    def _account_faults(self) -> list[str]:
        found = []
        if self.account not in ("", *ACCOUNTS):
            found.append("BOT_ACCOUNT 应是 service（服务号）或 subscription（订阅号）")
        if self.verified and not self.account:
            found.append("写了 BOT_VERIFIED，还要写 BOT_ACCOUNT：service（服务号）或 subscription")
        if self.public_url and not _is_public(self.public_url):
            found.append("BOT_PUBLIC_URL 应是大家能打开的网址，例如 https://bot.example.gov.cn")
        return found

    def needed(self, name: str) -> str:
        """A text that something cannot do without. Raises SettingsError where it is missing."""
        if value := str(getattr(self, name)):
            return value
        raise SettingsError(f"没有设置 BOT_{name.upper()}：{MISSED[name]}")

    def address(self, path: str) -> str:
        """Where people open a page of ours. Raises SettingsError without a public_url."""
        return f"{self.needed('public_url').rstrip('/')}/{path.lstrip('/')}"

    def missed(self) -> list[str]:
        """What cannot be done because a setting is missing, a sentence each: no fault."""
        return [
            f"没有设置 BOT_{name.upper()}：{what}"
            for name, what in MISSED.items()
            if not getattr(self, name)
        ]

    def _unset(self) -> list[str]:
        needed = ["token", "appid", "secret"] + ([] if self.wechat_plain else ["aes_key"])
        return [name for name in needed if not getattr(self, f"wechat_{name}")]

    @property
    def on_sqlite(self) -> bool:
        return self.database.startswith("sqlite:///")

    @property
    def database_path(self) -> Path:
        """Of a SQLite database."""
        return Path(self.database.removeprefix("sqlite:///"))


def load(*files: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """The environment over the TOML files, the first file over the later ones.

    Raises SettingsError for an unknown name or a value of the wrong type.
    """
    values: dict[str, Any] = {}
    for file in reversed(files):
        values |= _read(file)
    known = {f.name: f.type for f in fields(Settings)}
    for name, raw in environ.items():
        key = name.removeprefix("BOT_").lower()
        if name.startswith("BOT_") and key in known:
            values[key] = _typed(name, raw, known[key])
    return Settings(**values)


def _read(file: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        why = UNREADABLE.get(type(error), error.strerror)
        raise SettingsError(f"读不了设置文件 {file}：{why}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"读不了设置文件 {file}：不是 UTF-8 编码") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"设置文件 {file} 写得不对{_where(error)}") from error
    types = {f.name: f.type for f in fields(Settings)}
    for key, value in values.items():
        if key not in types:
            raise SettingsError(f"{file}：没有 {key} 这个设置")
        if type(value) is not types[key]:
            raise SettingsError(f"{file}：{key} 应是{KINDS[types[key]]}")
    return values


def _where(error: tomllib.TOMLDecodeError) -> str:
    """The place, which is all of its sentence that needs no English."""
    if "at end of document" in str(error):
        return "，最后没有写完（文字两边都要有引号）"
    found = re.search(r"at line (\d+), column (\d+)", str(error))
    return (
        f"，第 {found[1]} 行第 {found[2]} 个字附近（文字两边都要有引号）" if found else f"：{error}"
    )


def _typed(name: str, raw: str, kind: Any) -> Any:
    if kind is bool:
        if raw.strip().lower() in YES | NO:
            return raw.strip().lower() in YES
        raise SettingsError(f"{name}={raw!r} 应是 {KINDS[bool]}")
    try:
        return kind(raw)
    except ValueError as error:
        raise SettingsError(f"{name}={raw!r} 不是整数") from error


def _is_aes_key(key: str) -> bool:
    try:
        return len(key) == 43 and len(base64.b64decode(key + "=", validate=True)) == 32
    except (ValueError, binascii.Error):
        return False


def _is_public(url: str) -> bool:
    """HTTPS with a host and no more than a path; plain only on this machine, for the demo."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in LOCAL)
    return (
        safe and bool(host) and port != 0 and not (parts.query or parts.fragment or parts.username)
    )
