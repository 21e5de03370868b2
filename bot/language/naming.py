"""Which of several known names a sentence means: the longest piece they share with it."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from bot.language.keys import name_key
from bot.language.numbers import number as number_of
from bot.language.text import chosen_number, normal, squeezed

T = TypeVar("T")
SHORTEST = 2  # characters of a name that must be said
LONGEST_NAME = 8
# What a name has not, but a sentence nearly always has.
_SENTENCE = re.compile(
    r"[我你您俺咱谁吗呢吧啊嘛]|什么|怎么|哪|有没有|多少|最近|近期|想|看|要|报名|活动|志愿|服务|参加"
)
# 第十期 is 第10期, and so is 十期.
_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,3}(?=[期场届站次讲])")
_NUMBER = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
_PLACE = re.compile(rf"第{_NUMBER}[个项条]")
# Of a list: 第2个, 第2, and digits that end the line: 报2. But 报一个 says not which, and 2号 is a day.
_LINE = re.compile(rf"第{_NUMBER}[个项条号]?|(?<=\D)(\d{{1,2}})$|一[个项条]")
LONGEST_PIECE = 16  # of a name that is told from a shorter one
LONGEST_OF_LINE = 16  # characters that are said of a line of a list
LOOKED_AT = 80  # characters of the sentence that are searched


def meant(text: str, names: Sequence[str], ignoring: Sequence[str] = ()) -> list[int]:
    """The indexes of the names that share the longest piece with `text`, in order.

    Of several, those that share a further piece with the rest of it: “大讲堂10” is “大讲堂第10期”.
    Empty when none shares two characters, or when what is shared tells hardly any of them apart.
    """
    # What was blotted out already stays so: no name reaches over it.
    said = "\0".join(map(_levelled, text.split("\0")))[:LOOKED_AT]
    for word in ignoring:
        said = said.replace(name_key(word), "\0")
    if len(said) < SHORTEST:
        return []
    pieces = _pieces(tuple(names))
    piece, found = _longest_shared(said, pieces, frozenset(range(len(names))))
    if not found or (len(names) > 4 and len(found) * 10 > len(names) * 6):
        return []
    while len(found) > 1:
        said = said.replace(piece, "\0")
        piece, narrower = _longest_shared(said, pieces, found)
        if not narrower:
            break
        found = narrower
    return sorted(found)


def chosen(
    text: str, things: Sequence[T], name: Callable[[T], str], ignoring: Sequence[str] = ()
) -> list[T]:
    """The things whose names are meant. What is there several times is one name: that it is the
    name of most of them says nothing against it."""
    every = list(map(name, things))
    names = list(dict.fromkeys(every))
    found = meant(text, names, ignoring)
    if len(names) == len(every):
        return [things[n] for n in found]
    said = {names[n] for n in found}
    return [each for each, called in zip(things, every, strict=True) if called in said]


def _levelled(text: str) -> str:
    return _ORDINAL.sub(lambda found: str(number_of(found[0]) or found[0]), name_key(text))


def among(title: str, others: Iterable[str]) -> bool:
    """Whether one of `others` is this title, however it is written."""
    return name_key(title) in map(name_key, others)


def _longest_shared(
    said: str, pieces: dict[str, frozenset[int]], among: frozenset[int]
) -> tuple[str, frozenset[int]]:
    for size in range(min(len(said), LONGEST_PIECE), SHORTEST - 1, -1):
        for start in range(len(said) - size + 1):
            piece = said[start : start + size]
            found = pieces.get(piece, frozenset()) & among
            if found:
                alike = [said[n : n + size] for n in range(start + 1, len(said) - size + 1)]
                return piece, found.union(*(pieces.get(p, frozenset()) & among for p in alike))
    return "", frozenset()


@lru_cache(maxsize=64)
def _pieces(names: tuple[str, ...]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for index, name in enumerate(names):
        name = _levelled(name)
        for start in range(len(name)):
            for end in range(start + SHORTEST, min(start + LONGEST_PIECE, len(name)) + 1):
                found.setdefault(name[start:end], set()).add(index)
    return {piece: frozenset(indexes) for piece, indexes in found.items()}


def number_named(text: str) -> int | None:
    """The place in a list that a sentence names: 2, 第二个, 我要报第2项."""
    found = _PLACE.search(squeezed(text))
    return chosen_number(text) or (number_of(found[1]) if found else None)


# Several of a list: 1和3, 第1、2个.
_SEVERAL = re.compile(
    rf"第?{_NUMBER}[个项条号]?(?:(?:[,、，;；/+和跟与及 ]|还有)+第?{_NUMBER}[个项条号]?)+"
)
_ONE = re.compile(_NUMBER)
# A figure of these is a time or a size, not a line: 5号到10号, 3个人.
_MEASURED = re.compile(rf"{_NUMBER}(?:[点时分月天人岁元块场期届站次楼年周号]|个[人小月])")


def numbers_named(text: str) -> tuple[int, ...]:
    """The places in a list that a sentence names, two of them or more: 1和3都退."""
    said = normal(text) if len(text) <= LOOKED_AT else ""
    found = None if _MEASURED.search(said) else _SEVERAL.search(text if said else "")
    numbers = (number_of(each) for each in _ONE.findall(found[0])) if found else ()
    return tuple(dict.fromkeys(number for number in numbers if number))


class Line(NamedTuple):
    """One line of a list, None when it is not said which, and all that is said of it."""

    number: int | None
    words: str


def line_named(text: str) -> Line | None:
    """取消第1个 is 取消 of 1, 我想报第二个 is 我想报 of 2."""
    said = squeezed(text) if len(text) <= LONGEST_OF_LINE else ""
    found = _LINE.search(said)
    if found is None:
        return None
    number = next(filter(None, found.groups()), None)
    return Line(number and number_of(number), said[: found.start()] + said[found.end() :])


def is_a_name(text: str) -> bool:
    """Whether somebody seems to have typed a name to look for, rather than a sentence."""
    said = squeezed(text)
    return SHORTEST <= len(said) <= LONGEST_NAME and not _SENTENCE.search(said)
