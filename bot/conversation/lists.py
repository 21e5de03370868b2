"""Pages of a list: as an action's argument what is listed and which page, and how one turns."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from bot.language.numbers import number as number_of
from bot.language.text import normal
from bot.message import Choice, Menu, Reply

T = TypeVar("T")

TURNS = FURTHER, BACK = "下一页", "上一页"
# Said of a line of a list: 报第2个, 取消第1个.
TAKEN_UP = r"报名?|报名参加|参加|去|认领|领|接"
GIVEN_UP = r"取消(?:报名)?|退出?|撤销?|不(?:用|想)?(?:要|去|报|参加)|去不[了成]|删除?|放弃"
# A control character: nobody can type it, so no sentence is taken for a page.
_PAGE = "\x1f"
LONGEST_WAY = 12  # characters of a wish to turn the page
_ASKED_FOR = r"(?:请|麻烦|那|再|就|给我|帮我|我要?|想|看看?|翻到?|到|接着|继续|来|往| )*"
_FORWARD = re.compile(
    rf"{_ASKED_FOR}(?:下一?[页篇]|[后下](?:头|面|边)?(?:的|还有|看|翻|走)*|更多|几[条个]|翻[篇页]|继续|接[着到][看翻来])"
    r"(?:呢|吧|咧|嘛|的|没|吗|没有|看看)*"
    r"|(?:后[头面边]?|下[头面边]?)?还?有(?:没得|没有|冇|么|吗|没|别的|其他的?|更多的?)+(?:呢|吗)*"
)
_BACKWARD = re.compile(
    rf"{_ASKED_FOR}(?:回到?|返回到?|退回到?)*(?:上一?[页篇]|[前上](?:头|面|边)(?:的|看|翻)*)(?:呢|吧|嘛)*"
)
_NUMBERED = re.compile(r"第? ?(\d{1,2}|[一二三四五六七八九十]{1,3}) ?页$")


class Page(NamedTuple):
    """Which page of which list: the action that shows it, what it lists, and the number from 0."""

    action: str
    what: str = ""
    number: int = 0


def page(what: str, number: int) -> str:
    """The argument for page `number` (from 0) of `what`."""
    return f"{what}{_PAGE}{number}"


def turned(argument: str) -> tuple[str, int | None]:
    """What is listed and the page; None when the argument is words, not a page."""
    what, mark, number = argument.partition(_PAGE)
    return (what, int(number)) if mark else (argument, None)


def said(text: str) -> tuple[str, int | None]:
    """第2页 at the end of what is typed: what stands before it, and the page (from 0)."""
    words = normal(text)
    found = _NUMBERED.search(words)
    number = number_of(found[1]) if found else None
    return (words[: found.start()].strip(), number - 1) if found and number else (text, None)


def way(said: str) -> str:
    """下一页 or 上一页, as a normal form asks for it in other words: 往后翻, 还有没有, 回上页; else ""."""
    if len(said) > LONGEST_WAY:
        return ""
    clauses = said.split(" ")
    if all(map(_FORWARD.fullmatch, clauses)):
        return FURTHER
    return BACK if all(map(_BACKWARD.fullmatch, clauses)) else ""


def turn(text: str, number: int) -> int | None:
    """The page that 下一页, 上一页 or 第2页 turns to from `number`; None when it is none of them."""
    words = normal(text)
    if way(words):
        return max(0, number + (1 if way(words) == FURTHER else -1))
    before, to = said(words)
    return None if before else to


def number(argument: str) -> int:
    """The page (from 0) of an argument of either form, the first where none is said."""
    what, turned_to = turned(argument)
    return turned_to if turned_to is not None else said(what)[1] or 0


def cut(items: Sequence[T], number: int, size: int) -> tuple[Sequence[T], bool]:
    """The items of one page, and whether more follow."""
    return items[number * size : (number + 1) * size], len(items) > (number + 1) * size


def numbered(
    at: Page,
    items: Sequence[T],
    line: Callable[[T], str],
    choice: Callable[[T], Choice],
    size: int,
    head: str = "",
    last: str = "回复编号",
) -> Reply:
    """One page of numbered lines; of what has fewer pages by now the first."""
    shown, more = cut(items, at.number, size)
    if not shown and at.number:
        return numbered(at._replace(number=0), items, line, choice, size, head, last)
    lines = [f"{n} {line(item)}" for n, item in enumerate(shown, 1)]
    last += f"，“{FURTHER}”看更多。" if more else "。"
    text = "\n".join(filter(None, [head, *lines, last]))
    return Reply(text, menu([choice(item) for item in shown], at, more))


def menu(choices: Sequence[Choice], at: Page, more: bool) -> Menu:
    """Numbers for what is shown, 下一页 and 上一页 where there are any, and afresh the same page."""
    ways = [(at.number + 1, FURTHER)] * more + [(at.number - 1, BACK)] * (at.number > 0)
    turning = [Choice(at.action, page(at.what, to), (word,)) for to, word in ways]
    return Menu((*choices, *turning), Choice(at.action, page(at.what, at.number)))
