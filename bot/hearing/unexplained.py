"""What a sentence says beyond what was understood of it: 献血 of 给我报名周日的献血.

It is named, never dropped so that the rest can be done.
"""

import re
from collections.abc import Iterable

from bot.language.keys import name_key
from bot.people.claims import is_like_a_name

SHORTEST = 2  # characters of a word that tells something
# What any sentence may say around what it is about.
_AROUND = re.compile(
    r"[我你您俺咱他她它们的地得了着过吧呢啊呀哦嘛吗么哈啦嘞呐哎唉嗯一个场次期项这那哪第请把将被让给帮替跟和与在是有就也都还再又才先后"
    r"到去来上下里中前为要想能会可以行好想说听看做办弄整搞报名登记参加入加接领取算进占留安排]"
    r"|麻烦|谢谢|感谢|辛苦|不好意思|活动|服务|志愿者?|需求|认领|名额|位[子置]|同志|老师|领导好|您好|大家"
    r"|时间|时候|什么|哪些|怎么|多少|上午|下午|晚上|早上|中午|早晨|今天|明天|后天|周末|星期|礼拜|公众号|微信"
    r"|改[成到为]|换[成到]|调[成到]"
    r"|方便|有空|没事|有时间|可能|应该|一定|必须|愿意|打算|准备|希望|需要|喜欢|感兴趣|兴趣|试试|一起|本人|党员"
)
_WORD = re.compile(r"[\u4e00-\u9fff]+")
_NUMBERED = re.compile(r"[\d一二三四五六七八九十两几]+(?:个?[人名位])?")


def unexplained(said: str, names: Iterable[str] = ()) -> str:
    """The longest word of a normal form that neither a name it was understood by nor anything
    that is said around one explains; "" where there is none."""
    for name in sorted(map(name_key, names), key=len, reverse=True):
        said = _without(said, name)
    words = [word for word in _words(said) if len(word) >= SHORTEST]
    return max(words, key=len, default="")


def people_in(said: str) -> list[str]:
    """Every word of a normal form that is like somebody's name."""
    return [word for word in _words(said) if is_like_a_name(word)]


def _words(said: str) -> list[str]:
    return _WORD.findall(_AROUND.sub(" ", _NUMBERED.sub(" ", said)))


def person_in(said: str, names: Iterable[str] = ()) -> str:
    """Somebody's name, as far as a name can be told from other words."""
    word = unexplained(said, names)
    return word if is_like_a_name(word) else ""


def _without(said: str, name: str) -> str:
    """Without the pieces that the sentence shares with a name."""
    for size in range(len(name), SHORTEST - 1, -1):
        for start in range(len(name) - size + 1):
            said = said.replace(name[start : start + size], " ")
    return said
