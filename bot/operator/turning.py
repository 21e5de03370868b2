"""Wishes turned into what is none: 别帮我报名, 帮老周报名, 要是报名呢 of 帮我报名.

Whatever is wished, these words turn it, so they are taught with every act and not with a few only.
"""

import re
from collections.abc import Iterator, Sequence

from bot.hearing.sentences import Sentence
from bot.language.text import normal

_POLITE = re.compile(
    r"^(?:您好|你好|请问|请|麻烦您?|劳驾|帮忙|那|就| )*(?:我(?:想|要|想要)|想|要)?(?=..)"
)
_FOR_ME = re.compile(r"[帮给替]我|把我")
_TURNED = re.compile(r"[不别没甭勿莫吗怎]|要是|如果|再说|忘|[?？]")
_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶谭"
_GIVEN = ("建国", "嘉涵", "秀东", "波", "玉梅", "敏", "志强", "春兰", "浩然", "晓燕", "伟", "桂芬")
_OTHERS = ("老{}", "小{}", "{}主任", "{}大姐", "我爱人", "我同事", "他", "我们科长", "我妈")
_FRAMES = {
    "rules_out": (
        *(
            "别{}",
            "不要{}",
            "先别{}",
            "不用{}",
            "先不要{}",
            "不想{}",
            "我不{}",
            "千万别{}",
            "不是要{}",
        ),
        *("没说要{}", "谁说要{}了", "{}就算了", "{}，不用了", "暂时不{}", "请不要{}"),
    ),
    "asks": (
        "怎么{}",
        "如何{}",
        "{}要什么条件",
        "{}会怎么样",
        "在哪里{}",
        "{}以后还能改吗",
        "可以{}吗",
    ),
    "supposes": ("要是{}会怎样", "假如{}呢", "万一{}怎么办", "如果{}，算不算数"),
    "tells": ("他们说{}了", "昨天已经{}了", "书记说{}", "我早就{}了", "我刚{}过了"),
    "took_back": ("点错了，不是要{}", "说错了，没要{}", "刚才那句{}不算", "手滑，不是{}"),
    "postpones": ("等我想想再{}", "改天再{}", "过几天再{}", "问问家里再{}", "回头再{}"),
}
_HARD_TO_PUT_OFF = "reminder."  # 过几天再提醒我 is a wish


def turned(wishes: Sequence[Sentence]) -> Iterator[Sentence]:
    """Of each of these plain wishes one or two that are none, each kind in turn."""
    for at, wish in enumerate(wishes):
        if len(wish.said) > 24 or _TURNED.search(wish.said):
            continue
        yield from _framed(at, wish)
        if said := _for_another(at, wish.said):
            yield wish._replace(said=said, stance="other")


def _framed(at: int, wish: Sentence) -> Iterator[Sentence]:
    # Every second one is ruled out: that is what must never be missed.
    stance = "rules_out" if at % 2 else list(_FRAMES)[at // 2 % len(_FRAMES)]
    if stance == "postpones" and wish.act.startswith(_HARD_TO_PUT_OFF):
        return
    frames = _FRAMES[stance]
    core = _POLITE.sub("", normal(wish.said))
    yield wish._replace(said=frames[at % len(frames)].format(core), stance=stance)


def _for_another(at: int, said: str) -> str:
    if not _FOR_ME.search(said):
        return ""
    family = _FAMILY[at % len(_FAMILY)]
    named = at % 2 == 0
    other = (
        family + _GIVEN[at % len(_GIVEN)] if named else _OTHERS[at % len(_OTHERS)].format(family)
    )
    return _FOR_ME.sub(lambda found: found[0].replace("我", other), said, count=1)
