"""The vocabulary of time: numerals, weekday letters, parts of the day."""

# One character for one, so that places in the normalised text are places in the original.
_NORMAL = str.maketrans(
    "０１２３４５６７８９〇：，．／－–—―～〜（）　、週點時後個兩號鐘開會禮過這對提間晚",
    "0123456789零:,./----~~() ,周点时后个两号钟开会礼过这对提间晚",
)
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_UNITS = {"十": 10, "百": 100}
WEEKDAY = {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6}
WEEKDAY |= {str(n + 1): n for n in range(7)}


def normal(text: str) -> str:
    """Half-width digits and marks, simplified time words, small letters; the length is kept."""
    plain = text.translate(_NORMAL)
    low = plain.lower()
    return low if len(low) == len(text) else plain


def number(text: str) -> int | None:
    """An Arabic or Chinese whole number; None when it is none ("三五" is about three to five)."""
    if text.isdecimal():
        return int(text)
    total, digit = 0, None
    for letter in text.replace("廿", "二十").replace("卅", "三十"):
        if letter in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[letter]
            digit = None
        elif digit or letter not in _DIGITS:
            return None
        else:
            digit = _DIGITS[letter]
    return total + (digit or 0) if text else None


def year_number(text: str) -> int:
    """A year written digit by digit (二零二六, 2026) or by its last two digits (26)."""
    digits = "".join(c if c.isdecimal() else str(_DIGITS[c]) for c in text)
    return int(digits) + (2000 if len(digits) == 2 else 0)
