"""What one action brought a person, and what stands in the chat afterwards."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from bot.simulator.content import Content, Tap
from bot.simulator.pusher import Try

Channel = Literal["reply", "客服", "系统"]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that appeared in the chat; `left` is how many 客服 messages may still follow."""

    channel: Channel
    text: str
    at: int
    left: int
    content: Content

    @property
    def taps(self) -> tuple[Tap, ...]:
        return self.content.taps


@dataclass(frozen=True, slots=True)
class Seen:
    """What one action brought: the person's view, and what happened on the wire."""

    kind: Literal["chat", "failure_text", "nothing"]
    text: str
    tries: tuple[Try, ...]
    reply: dict[str, Any]
    why: str = ""
    content: Content | None = None

    @property
    def taps(self) -> tuple[Tap, ...]:
        return self.content.taps if self.content else ()

    def as_json(self) -> dict[str, Any]:
        tries = [
            {
                "status": each.status,
                "seconds": round(each.seconds, 4),
                "body_bytes": each.body_bytes,
            }
            for each in self.tries
        ]
        return {
            "kind": self.kind,
            "text": self.text,
            "tries": tries,
            "reply": self.reply,
            "why": self.why,
            "taps": [asdict(tap) for tap in self.taps],
        }


@dataclass(frozen=True, slots=True)
class WindowState:
    open: bool
    left: int
    until: int
