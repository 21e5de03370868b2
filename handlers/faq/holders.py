"""Which entries hold what a question says: one number per gram, one bit of it per entry."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import log

UNITS = 15  # what the heaviest gram of a question counts; the others count a share of it
DAMPING, LENGTHS = 1.0, 0.4  # an entry of mean length counts half; how much longer ones lose

# The binary digits of every number of units: 5 is (0, 2).
_DIGITS = [[at for at in range(UNITS.bit_length()) if n >> at & 1] for n in range(UNITS + 1)]


class Holders:
    """Adding up for all entries at once takes a few operations on long numbers per gram."""

    def __init__(self, counts: Sequence[Mapping[str, int]]) -> None:
        """`counts` says of every entry how often it has which gram."""
        self._masks = _masks(counts)
        self._credit = _credit(counts)
        size = len(counts)
        highest = log(1 + (size + 0.5) / 0.5)
        self.rarity = {
            gram: log(1 + (size - held + 0.5) / (held + 0.5)) / highest
            for gram, held in Counter(gram for grams in counts for gram in grams).items()
        }
        """Of every gram, 0 to 1: 1 is for what no entry has."""

    def best(self, grams: Mapping[str, float], count: int) -> list[tuple[float, int]]:
        """Up to `count` entries that hold most of the weight: the share of it, and the place."""
        scale = UNITS / max(grams.values())
        columns: list[list[int]] = [[] for _ in range(UNITS.bit_length())]
        whole = 0
        for gram, weight in grams.items():
            units = round(weight * scale)
            whole += units
            if mask := self._masks.get(gram):
                for digit in _DIGITS[units]:
                    columns[digit].append(mask)
        digits = _added(columns)
        found = [(self._share(digits, place) / whole, place) for place in _highest(digits, count)]
        return sorted(found, reverse=True)

    def _share(self, digits: Sequence[int], place: int) -> float:
        units = sum(1 << at for at, digit in enumerate(digits) if digit >> place & 1)
        return units * self._credit[place]


def _masks(counts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    places: dict[str, list[int]] = {}
    for place, grams in enumerate(counts):
        for gram in grams:
            places.setdefault(gram, []).append(place)
    return {gram: sum(1 << place for place in held) for gram, held in places.items()}


def _credit(counts: Sequence[Mapping[str, int]]) -> list[float]:
    """What holding a gram is worth, by length: a long entry holds much by chance."""
    lengths = [sum(grams.values()) for grams in counts]
    mean = sum(lengths) / (len(lengths) or 1) or 1
    return [1 / (1 + DAMPING * (1 - LENGTHS + LENGTHS * length / mean)) for length in lengths]


def _added(columns: list[list[int]]) -> list[int]:
    """The sums of all entries, a number for each binary digit, the lowest first."""
    digits = []
    for column in columns:  # grows by what is carried
        carried = []
        while len(column) > 1:
            one, two = column.pop(), column.pop()
            three = column.pop() if column else 0
            half = one ^ two
            column.append(half ^ three)
            carried.append(one & two | half & three)
        digits.extend(column or [0])
        if carried:
            _carry(columns, len(digits), carried)
    return digits


def _carry(columns: list[list[int]], to: int, carried: list[int]) -> None:
    if to == len(columns):
        columns.append([])
    columns[to] += carried


def _highest(digits: Sequence[int], count: int) -> Iterator[int]:
    """The places of up to `count` highest sums; of equal ones at the end the first places."""
    chosen = 0
    level = 0
    for digit in digits:
        level |= digit
    for digit in reversed(digits):
        higher = chosen | level & digit
        if higher.bit_count() > count:
            level &= digit
        else:
            chosen, level = higher, level & ~digit
    yield from _places(chosen)
    for _, place in zip(range(count - chosen.bit_count()), _places(level), strict=False):
        yield place


def _places(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
