"""Settings: typed, from BOT_… variables over TOML, checked at start. Imports nothing of ours."""

import base64
import binascii
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DATABASES = ("sqlite:///", "postgresql://", "postgres://")


class SettingsError(Exception):
    """A setting is missing or wrong; the message says which and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every one may be set as BOT_<NAME> in the environment or as <name> in a TOML file."""

    host: str = "127.0.0.1"
    port: int = 8080
    database: str = "sqlite:///var/bot.db"
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

    def faults(self) -> list[str]:
        """One sentence for each setting that is missing or wrong."""
        found = [f"BOT_WECHAT_{n.upper()} is not set" for n in self._unset()]
        if not 3 <= len(self.wechat_token) <= 32 or not self.wechat_token.isalnum():
            found.append("BOT_WECHAT_TOKEN must be 3 to 32 letters and digits")
        found += [
            f"BOT_{name.upper()} is not a 43-character EncodingAESKey"
            for name in ("wechat_aes_key", "wechat_aes_key_previous")
            if getattr(self, name) and not _is_aes_key(getattr(self, name))
        ]
        if not 0 <= self.port <= 65535:
            found.append("BOT_PORT must be 0 to 65535")
        if not self.database.startswith(DATABASES) or self.database.strip("/") == "sqlite:":
            found.append("BOT_DATABASE must be sqlite:///PATH or postgresql://USER@HOST/NAME")
        if not self.wechat_api_base.startswith(("https://", "http://")):
            found.append("BOT_WECHAT_API_BASE must be an address such as https://api.weixin.qq.com")
        found += [
            f"BOT_{name.upper()} must be 1 or more"
            for name in ("person_messages", "person_messages_per_minute")
            if getattr(self, name) < 1
        ]
        if self.wechat_plain and self.wechat_aes_key:
            found.append("BOT_WECHAT_PLAIN=1 and BOT_WECHAT_AES_KEY exclude each other")
        return found

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
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file}: {error}") from error
    types = {f.name: f.type for f in fields(Settings)}
    for key, value in values.items():
        if key not in types:
            raise SettingsError(f"{file}: unknown setting {key}")
        if type(value) is not types[key]:
            raise SettingsError(f"{file}: {key} must be {getattr(types[key], '__name__', '')}")
    return values


def _typed(name: str, raw: str, kind: Any) -> Any:
    if kind is bool:
        return raw.strip().lower() in {"1", "true", "yes", "on"}
    try:
        return kind(raw)
    except ValueError as error:
        raise SettingsError(f"{name}={raw!r} is not a whole number") from error


def _is_aes_key(key: str) -> bool:
    try:
        return len(key) == 43 and len(base64.b64decode(key + "=", validate=True)) == 32
    except (ValueError, binascii.Error):
        return False
