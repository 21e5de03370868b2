"""The vocabulary of time: one form for its letters, weekdays, years."""

from collections.abc import Sequence

from bot.language.numbers import number

# One character for one, so that places in the normalised text are places in the original.
_NORMAL = str.maketrans(
    "０１２３４５６７８９〇：，．／－–—―～〜（）　、；！？週點時後個兩號鐘開會禮過這對提間晚",
    "0123456789零:,./----~~() ,;!?周点时后个两号钟开会礼过这对提间晚",
)
WEEKDAY = {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6}
WEEKDAY |= {str(n + 1): n for n in range(7)}


def plain(text: str) -> tuple[str, Sequence[int]]:
    """Half-width, simplified, small letters, and the place in `text` of every character left.

    Spaces go, except between two Latin letters or figures ("下午 3 点", but "12-05 14:00").
    """
    same = text.translate(_NORMAL)
    small = same.lower()
    low = small if len(small) == len(same) else same
    if " " not in low:
        return low, range(len(low))
    places = [at for at, letter in enumerate(low) if letter != " " or _parts(low, at)]
    return "".join(low[at] for at in places), places


def _parts(text: str, at: int) -> bool:
    around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return len(around) == 2 and around.isascii() and around.isalnum()


def year_number(text: str) -> int:
    """A year written digit by digit (二零二六, 2026) or by its last two digits (26)."""
    digits = "".join(c if c.isdecimal() else str(number(c)) for c in text)
    return int(digits) + (2000 if len(digits) == 2 else 0)
