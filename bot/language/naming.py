"""Which of several known names a sentence means: the longest piece they share with it."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from bot.language.keys import name_key
from bot.language.numbers import WORD_OF_PLACE, place_of_word
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
_LINE = re.compile(rf"第{_NUMBER}[个项条号]?|(?<=\D)(\d{{1,2}})$|{WORD_OF_PLACE}|一[个项条]")
# 头一个不去了; of 最后一个工作日 no list is meant.
WORDED = re.compile(
    rf"{WORD_OF_PLACE}(?=$|[不取退删撤改推延调换挪我吧呢也都就给报要去帮看的晚提早, ])"
)
LONGEST_PIECE = 16  # of a name that is told from a shorter one
LONGEST_OF_LINE = 16  # characters that are said of a line of a list
LOOKED_AT = 80  # characters of the sentence that are searched


def meant(text: str, names: Sequence[str], ignoring: Sequence[str] = ()) -> list[int]:
    """The indexes of the names that share the longest piece with `text`, in order.

    Of several, those that share a further piece with the rest of it: “大讲堂10” is “大讲堂第10期”.
    Empty when none shares two characters, or when what is shared tells hardly any of them apart.
    """
    # What was blotted out already stays so: no name reaches over it.
    said = "\0".join(map(levelled, text.split("\0")))[:LOOKED_AT]
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


def levelled(text: str) -> str:
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
        name = levelled(name)
        for start in range(len(name)):
            for end in range(start + SHORTEST, min(start + LONGEST_PIECE, len(name)) + 1):
                found.setdefault(name[start:end], set()).add(index)
    return {piece: frozenset(indexes) for piece, indexes in found.items()}


def number_named(text: str) -> int | None:
    """The place in a list that a sentence names: 2, 第二个, 我要报第2项, 最后那个不去了 (-1)."""
    if (chosen := chosen_number(text)) is not None:
        return chosen
    said = squeezed(text)
    if found := WORDED.search(said):
        return place_of_word(found)
    found = _PLACE.search(said)
    return number_of(found[1]) if found else None


# Several of a list: 1和3, 第1、2个.
_SEVERAL = re.compile(
    rf"第?{_NUMBER}[个项条号]?(?:(?:[,、，;；/+和跟与及 ]|还有)+第?{_NUMBER}[个项条号]?)+"
)
_ONE = re.compile(_NUMBER)
# 1.3.5 are three of a list; 1.3 may be a day, unless nothing else is said.
_DOTTED = re.compile(r"(?<![\d.])\d{1,2}(?:\.\d{1,2}){2,}(?![\d.])|^\d{1,2}\.\d{1,2}$")
_FEW = "两二2三3四4五5"
_FIRST_OR_LAST = re.compile(
    rf"(?:(?P<first>最?前面?|头|打头)|(?:最?后面?|末尾))(?:的|那)?(?P<count>[{_FEW}])[个项条](?![人小月星礼半])"
)
# A figure of these is a time or a size, not a line: 5号到10号, 3个人.
_MEASURED = re.compile(rf"{_NUMBER}(?:[点时分月天人岁元块场期届站次楼年周号]|个[人小月])")


def numbers_named(text: str) -> tuple[int, ...]:
    """The places in a list that a sentence names, two of them or more: 1和3都退, 前两个, 后两个
    (-2, -1)."""
    said = normal(text) if len(text) <= LOOKED_AT else ""
    if found := _DOTTED.search(said):
        return tuple(dict.fromkeys(int(each) for each in found[0].split(".") if int(each)))
    if found := _FIRST_OR_LAST.search(said):
        count = number_of(found["count"]) or 0
        return tuple(range(1, count + 1) if found["first"] else range(-count, 0))
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
    words = said[: found.start()] + said[found.end() :]
    if found["first"] or found["last"] or found["from_end"] or found["middle"]:
        return Line(place_of_word(found), words)
    number = found[1] or found[2]
    return Line(number_of(number) if number else None, words)


def is_a_name(text: str) -> bool:
    """Whether somebody seems to have typed a name to look for, rather than a sentence."""
    said = squeezed(text)
    return SHORTEST <= len(said) <= LONGEST_NAME and not _SENTENCE.search(said)
