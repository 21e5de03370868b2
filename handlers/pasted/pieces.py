"""What is left of a pasted line once a part has been read."""

import re

BREAK = "\x1f"  # where something was taken out


def without(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + BREAK + text[found.end() :]
