"""Who is simulated: the account's settings, the network's limits, the faults to switch on."""

import re
from dataclasses import dataclass, fields
from typing import Any, Literal

from bot.simulator.odd import ODD

Mode = Literal["safe", "compatible", "plain"]
Kind = Literal["service", "subscription", "test"]
MODES: tuple[Mode, ...] = ("safe", "compatible", "plain")
ODDLY = ("token_answer", "send_answer")
IN_SECONDS = ("slow", "shuffle_seconds")
_SECONDS = re.compile(r"(\d+(?:\.\d+)?)s")  # also said with their unit: "7s"


@dataclass(frozen=True, slots=True)
class Account:
    """`kind="test"` is the sandbox account of the platform: no msgmenu."""

    token: str
    appid: str
    secret: str
    aes_key: str
    original_id: str
    aes_key_previous: str = ""
    verified: bool = True
    kind: Kind = "service"
    mode: Mode = "safe"
    name: str = "机关党建连心"


@dataclass(slots=True)
class Limits:
    """The network's limits in real seconds; windows, tokens and quotas run on the clock instead."""

    reply_seconds: float = 5.0
    tries: int = 3
    retry_pause: float = 0.0
    same_nonce_on_retry: bool = False
    retry_errors: bool = True  # ask again after HTTP != 200 or a closed connection
    shift_timestamps: bool = True  # False: pushes carry wall time wherever the clock stands
    old_token_seconds: int = 300  # how long a token of /cgi-bin/token outlives its successor


@dataclass(slots=True)
class Faults:
    """What goes wrong at present. Counts run down; the rest stays until switched off."""

    mode: Mode = "safe"
    json_mode: bool = False  # pushes are JSON, as the console's other data format
    key_rotate: bool = False  # pushes are still encrypted with the previous key
    shuffle_seconds: float = 0.0  # a random pause before each push, so that one overtakes another
    ip_block: bool = False  # the caller's address is not on the whitelist
    minus_one: float = 0.0  # share of API calls answered -1
    slow: float = 0.0  # real seconds before each API answer
    http_500: int = 0  # this many API calls answered with an HTML error page
    drop_reply: int = 0  # this many messages delivered, their API answer lost
    cut: int = 0  # this many API calls whose connection ends unanswered, with nothing done
    storm: bool = False  # every token is refused when it is used, however fresh
    token_quota: bool = False  # the day's tokens are used up
    daily_sends: int = 500_000  # customer-service messages the account may send in a day
    token_answer: str = ""  # what is answered instead of a token, by its name in `odd.ODD`
    send_answer: str = ""  # … instead of what became of a message, which is delivered

    def change(self, name: str, value: Any) -> None:
        """Raise ValueError for an unknown fault or a value it cannot have."""
        kinds = {field.name: type(getattr(self, field.name)) for field in fields(self)}
        if name not in kinds:
            raise ValueError(f"unknown fault {name!r}")
        if name == "mode" and value not in MODES:
            raise ValueError(f"mode is one of {', '.join(MODES)}")
        if name in ODDLY and value not in ("", *ODD):
            raise ValueError(f"{name} is one of {', '.join(ODD)}")
        kind = kinds[name]
        if name in IN_SECONDS and (said := _SECONDS.fullmatch(str(value))):
            value = float(said[1])
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not (isinstance(value, kind) or (kind is float and whole)):
            raise ValueError(f"{name} takes a value like {getattr(self, name)!r}")
        if kind is int and not whole:
            raise ValueError(f"{name} takes a whole number")
        setattr(self, name, kind(value))  # so that a whole number leaves a fraction allowed
