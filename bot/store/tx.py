"""What work inside a transaction sees of storage, time and chance; nothing else is allowed it."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from msgspec import json

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Without what is mistaken for something else when read aloud or typed back: 0 O 1 I L.
_CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_DIGITS = "23456789"


class Row(Protocol):
    """One row: values by column name, and in their order when it is gone through."""

    def __getitem__(self, name: str, /) -> Any: ...
    def __iter__(self) -> Iterator[Any]: ...
    def keys(self) -> Any: ...


class Connection(Protocol):
    """The part of a database driver that a transaction needs."""

    def execute(self, sql: str, parameters: Mapping[str, Any], /) -> Any: ...


class OnlyLooking(Exception):
    """This cannot be done, or not be looked up, while the database takes no changes."""


class Tx:
    """One message's transaction. Queries are named `room.query`; every one is given `:now`."""

    __slots__ = ("_chance", "_connection", "_counting_key", "_queries", "known", "now", "stirred")

    def __init__(
        self,
        connection: Connection,
        queries: Mapping[str, str],
        now: int,
        counting_key: str = "",
    ) -> None:
        self._connection = connection
        self._queries = queries
        self._counting_key = counting_key
        self._chance = 0  # in the newest id of this change
        self.now = now  # milliseconds since the epoch, the same throughout
        self.stirred = False  # whether something was scheduled or put into the outbox
        # What has been read of somebody and is asked for again and again: (what, openid) -> it.
        # Whoever changes it changes it here too.
        self.known: dict[tuple[str, str], Any] = {}

    def _execute(self, name: str, parameters: dict[str, Any]) -> Any:
        parameters["now"] = self.now
        return self._connection.execute(self._queries[name], parameters)

    def row(self, name: str, /, **parameters: Any) -> Row | None:
        found: Row | None = self._execute(name, parameters).fetchone()
        return found

    def rows(self, name: str, /, **parameters: Any) -> list[Row]:
        found: list[Row] = self._execute(name, parameters).fetchall()
        return found

    def run(self, name: str, /, **parameters: Any) -> int:
        """The number of rows changed."""
        return int(self._execute(name, parameters).rowcount)

    def value(self, name: str, /, **parameters: Any) -> Any:
        """The first column of the first row, None without a row."""
        row = self.row(name, **parameters)
        return None if row is None else next(iter(row))

    def new_id(self) -> str:
        """Sixteen characters that sort by time, and within one change by their order: 48 bits of
        milliseconds, 32 of chance."""
        self._chance = (self._chance or secrets.randbits(31)) + 1 + secrets.randbits(8)
        number = (self.now << 32) | self._chance
        return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(75, -1, -5))

    def keyed(self, words: str) -> str:
        """What stands for `words` in a count: whoever has the database alone cannot find them."""
        if not self._counting_key:
            raise LookupError("BOT_COUNTING_KEY is not set")
        return hmac.new(self._counting_key.encode(), words.encode(), hashlib.sha256).hexdigest()

    def new_code(self) -> str:
        """A short code a person can type back, such as H3K7."""
        letters, digits = secrets.choice, secrets.choice
        return (
            letters(_CODE_LETTERS)
            + digits(_CODE_DIGITS)
            + letters(_CODE_LETTERS)
            + digits(_CODE_DIGITS)
        )


# What a reply would leave behind for the next message: it is said all the same.
UNKEPT = ("prompts.", "focus.")


class Looking(Tx):
    """Of a transaction that may only look: what a number answers next is not kept, and every other
    change is refused. (Whatever else tried to write, its connection would refuse too.)"""

    __slots__ = ()

    def __init__(self, tx: Tx) -> None:
        super().__init__(tx._connection, tx._queries, tx.now)

    def run(self, name: str, /, **parameters: Any) -> int:
        if name.startswith(UNKEPT):
            return 0
        raise OnlyLooking(name)


class ByHeart(Tx):
    """Without any database: what would have to be looked up cannot be said either."""

    __slots__ = ()

    def __init__(self, now: int) -> None:
        super().__init__(_Nowhere(), {}, now)

    def _execute(self, name: str, parameters: dict[str, Any]) -> Any:
        if name.startswith(UNKEPT):
            return _Nowhere
        raise OnlyLooking(name)


class _Nowhere:
    """The connection of who has no database."""

    rowcount = 0

    def execute(self, sql: str, parameters: Mapping[str, Any], /) -> Any:
        raise OnlyLooking


def bare(value: object) -> str:
    """For msgspec: a text that knows more about itself is stored as the text alone."""
    if isinstance(value, str):
        return str(value)
    raise NotImplementedError(f"{type(value).__name__} is not stored")


_encoder, _decoder = json.Encoder(enc_hook=bare), json.Decoder()


def packed(value: Any) -> str:
    """JSON for a TEXT column."""
    return _encoder.encode(value).decode()


def unpacked(text: str) -> Any:
    return _decoder.decode(str(text))
