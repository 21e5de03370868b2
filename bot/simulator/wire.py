"""A push as it goes over the wire: XML or JSON, signature, encryption, in the three modes."""

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from wechatpy.crypto import PrpCrypto, WeChatCrypto
from wechatpy.utils import WeChatSigner

from bot.simulator.account import Account, Faults, Mode

# Fields that hold what somebody typed, said or scanned.
TYPED = {"Content", "Recognition", "Label", "Poiname", "Title", "Description", "ScanResult"}
BLOCK = 32
Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Push:
    """One POST to the bot. `key` is the AES key it was encrypted with, empty when it was not."""

    body: bytes
    query: dict[str, str]
    mode: Mode
    key: str = ""
    pad: int = 0


def cdata(name: str, text: str) -> str:
    """What somebody typed stands in it as it was typed: characters that no XML may hold, ends of
    CDATA; anything else is written as it should be."""
    written = text if name in TYPED else text.replace("]]>", "]]]]><![CDATA[>")
    return f"<![CDATA[{written}]]>"


def as_bytes(text: str) -> bytes:
    """UTF-8, but for halves of surrogate pairs, which have none."""
    return text.encode("utf-8", "surrogatepass")


def element(name: str, value: Any) -> str:
    """A list becomes `item` children, as in PicList, but a `List` repeats itself; numbers stand
    bare, strings in CDATA."""
    listed = isinstance(value, Sequence) and not isinstance(value, str)
    if listed and name == "List":
        return "".join(element(name, each) for each in value)
    if isinstance(value, Mapping):
        inner = elements(value)
    elif listed:
        inner = "".join(element("item", each) for each in value)
    else:
        inner = cdata(name, value) if isinstance(value, str) else escape(str(value))
    return f"<{name}>{inner}</{name}>"


def elements(fields: Fields) -> str:
    return "\n".join(element(name, value) for name, value in fields.items())


def as_json(fields: Fields) -> str:
    return json.dumps({name: _plainly(name, value) for name, value in fields.items()})


def _plainly(name: str, value: Any) -> Any:
    """A `List` of one is that one, as in XML."""
    if isinstance(value, Mapping):
        return {each: _plainly(each, held) for each, held in value.items()}
    return value[0] if name == "List" and len(value) == 1 else value


def signature(*words: str) -> str:
    signer = WeChatSigner()
    signer.add_data(*words)
    return str(signer.signature)


def prp(key: str) -> Any:
    """wechatpy's cipher for an EncodingAESKey."""
    return PrpCrypto(WeChatCrypto("", key, "").key)


class Envelope:
    """Seals messages in the mode and with the key of the moment."""

    def __init__(self, account: Account, faults: Faults, seconds: Callable[[], int]) -> None:
        self._account = account
        self._faults = faults
        self._seconds = seconds
        self._dice = random.Random()  # noqa: S311 - varies lengths and nonces, hides nothing
        self._pads: list[int] = []
        self._sealed = 0

    def current_key(self) -> str:
        rotating = self._faults.key_rotate and self._account.aes_key_previous
        return self._account.aes_key_previous if rotating else self._account.aes_key

    def seal(self, fields: Fields) -> Push:
        """A message, filled with blanks so that every pad value 1..32 has its turn."""
        written, end = f"<xml>{elements(fields)}", "\n</xml>"
        if self._faults.json_mode:
            written, end = as_json(fields)[:-1], "}"
        fill = (self._pad_of(as_bytes(f"{written}{end}")) - self._next_pad()) % BLOCK
        return self.wrap(f"{written}{' ' * fill}{end}", openid=str(fields["FromUserName"]))

    def wrap(
        self,
        xml: str | bytes,
        *,
        openid: str = "",
        mode: Mode | None = None,
        key: str | None = None,
        appid: str | None = None,
        timestamp: int | None = None,
        nonce: str | None = None,
    ) -> Push:
        """Any body, signed and (unless plain) encrypted; the arguments make it a wrong one."""
        body = as_bytes(xml) if isinstance(xml, str) else xml
        mode = mode or self._faults.mode
        if mode == "plain":
            return Push(body, self._plain_query(timestamp, nonce, openid), mode)
        key = key or self.current_key()
        suffix = self._account.appid if appid is None else appid
        encrypt = prp(key).encrypt(body, suffix).decode()
        query = self.sign(timestamp, nonce, encrypt=encrypt, openid=openid)
        return Push(self._sealed_body(body, encrypt, mode), query, mode, key, self._pad_of(body))

    def sign(
        self,
        timestamp: int | None = None,
        nonce: str | None = None,
        *,
        encrypt: str | None = None,
        openid: str = "",
    ) -> dict[str, str]:
        """The query of a push; with `encrypt` also encrypt_type and msg_signature."""
        stamp = str(self._seconds() if timestamp is None else timestamp)
        nonce = nonce or str(self._dice.randrange(10**8, 10**10))
        token = self._account.token
        query = {
            "signature": signature(token, stamp, nonce),
            "timestamp": stamp,
            "nonce": nonce,
        }
        if openid:
            query["openid"] = openid
        if encrypt is not None:
            sealed = signature(token, stamp, nonce, encrypt)
            query |= {"encrypt_type": "aes", "msg_signature": sealed}
        return query

    def _plain_query(self, timestamp: int | None, nonce: str | None, openid: str) -> dict[str, str]:
        """Every other plain push says `encrypt_type=raw`, as WeChat does now and then."""
        self._sealed += 1
        query = self.sign(timestamp, nonce, openid=openid)
        return query | {"encrypt_type": "raw"} if self._sealed % 2 else query

    def _sealed_body(self, clear: bytes, encrypt: str, mode: Mode) -> bytes:
        if self._faults.json_mode and clear.startswith(b"{"):
            shown = json.loads(clear) if mode == "compatible" else self._receiver()
            return json.dumps(shown | {"Encrypt": encrypt}).encode()
        sealed = element("Encrypt", encrypt).encode()
        if mode == "compatible":
            return clear.removesuffix(b"</xml>") + sealed + b"</xml>"
        return b"<xml>" + elements(self._receiver()).encode() + b"\n" + sealed + b"</xml>"

    def _receiver(self) -> dict[str, str]:
        return {"ToUserName": self._account.original_id}

    def _pad_of(self, body: bytes) -> int:
        return BLOCK - (20 + len(body) + len(self._account.appid.encode())) % BLOCK

    def _next_pad(self) -> int:
        if not self._pads:
            self._pads = list(range(1, BLOCK + 1))
            self._dice.shuffle(self._pads)
        return self._pads.pop()
