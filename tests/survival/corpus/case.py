"""A hostile case: bytes for the socket, and what must become of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.simulator.wire import Push
from tests.survival import wire
from tests.survival.sockets import posted

# refused: 4xx and nothing stored. answered: a text for the person. silent: `success`, nothing
# shown. dropped: 4xx or a closed connection, as the HTTP server sees fit, and nothing stored.
# either: refused or answered.
Fate = Literal["refused", "answered", "silent", "dropped", "either"]


@dataclass(frozen=True, slots=True)
class Sending:
    """Bytes for the socket; with `push` the answer can be opened."""

    raw: bytes
    push: Push | None = None
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    fate: Fate
    make: Callable[[str], Sending]  # from the openid it pretends to come from
    shows: str = ""  # what the answer must hold


def well_signed(clear: str | bytes, openid: str) -> Sending:
    """Signed and encrypted as it should be, whatever it is."""
    push = wire.sealed(clear, openid)
    return Sending(posted(push), push)
