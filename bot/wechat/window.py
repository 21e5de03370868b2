"""How long and how often WeChat lets the account write back, after what a person does (platform §4.4)."""

from bot.message import SAID, TAPS, Message

HOUR = 3_600_000
# Customer-service messages allowed: (milliseconds, how many).
AFTER_MESSAGE = (48 * HOUR, 5)
AFTER_TAP = (60_000, 3)
NONE = (0, 0)


def opened_by(message: Message) -> tuple[int, int]:
    """The window that a push opens: milliseconds, and how many messages."""
    if message.kind in TAPS or message.tapped:
        return AFTER_TAP
    return AFTER_MESSAGE if message.kind in SAID else NONE
