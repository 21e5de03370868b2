"""How people say that something is to be otherwise, in a form that the rest reads: 地点填三楼."""

import re

PART_ENDS = r"\s,，;；。、:："
# What is named, by the label that the rest knows.
_NAMED = {
    "地点": r"(?:活动|举办|服务|培训|会议|上课)?的?(?:地点|地址|地方|地儿|场地|会场|场子|位置)",
    "集合点": r"(?:集合|碰头|上车|乘车|坐车|集中)的?(?:地点|地方|地儿|点儿?|位置)",
    "名称": r"(?:活动|服务)?的?(?:名称|名字|标题|题目|主题)",
}
_BECOMES = (
    r"(?:就|还是|麻烦|请|要|得|给我|帮我|都|也|再)*"
    r"(?:改|换|填|写|弄|搞|整|挪|移|搬|定|设|选|放|叫|调整?|变更?)(?:一?下)?(?:了|成|为|到|至|在|上|是|叫)*"
)
_THEN = r"(?:\s*[,，、:：]?\s*(?:改|换|挪|移|搬)?(?:成|为|到|至|在|叫|是|用)+\s*|\s*[,，、:：]?\s*)"
_SAID = re.compile(
    rf"(?:^|(?<=[{PART_ENDS}]))[^{PART_ENDS}]{{0,14}}?(?:"
    + "|".join(f"(?P<n{n}>{words})" for n, words in enumerate(_NAMED.values()))
    + rf")\s*{_BECOMES}{_THEN}"
)
_AT_HEAD = re.compile(rf"^(?:{_NAMED['集合点']}|{_NAMED['地点']})(?:就|定|是|在|[\s:：])*")
_SLIP = (
    r"(?:(?:日子|时间|刚才|前面|上面)?(?:写|填|说|搞|弄|打|输)?错了?|不对|等等|等一?下|[\s,，。])*"
)
_INSTEAD = re.compile(
    rf"{_SLIP}(?:不是|不在|把|从|由)?(?P<old>[^{PART_ENDS}]{{2,20}}?)了?[\s,，]*(?:而|应该?|应当)?"
    rf"(?:[改换]?(?:成|为|到|叫)|是|[改换])(?P<new>[^{PART_ENDS}]{{1,30}}?)[吧啊呢了]*"
)
_NOT_THIS = re.compile(
    rf"不(?:是|在)[^{PART_ENDS}是]{{1,20}}[\s,，]*(?:而|应该?|应当)?(?:是|在)(?=\S)"
)


def spelled(text: str) -> str:
    """集合的地儿换一下，西门 as 集合点:西门, and 不是14点 是14点半 as the latter alone."""
    labels = list(_NAMED)

    def labelled(found: re.Match[str]) -> str:
        n = next(n for n in range(len(labels)) if found[f"n{n}"])
        return f"\n{labels[n]}:"

    return _NOT_THIS.sub(" ", _SAID.sub(labelled, text))


def without_label(text: str) -> str:
    """Of 集合点北门 北门: what is asked for needs no name."""
    rest = _AT_HEAD.sub("", text)
    return rest if len(rest) > 1 else text


def instead(text: str) -> tuple[str, str]:
    """Of 不是三楼 是四楼 what was said and what it is to be; nothing where that is not said."""
    found = _INSTEAD.fullmatch(text.strip())
    return (found["old"], found["new"]) if found else ("", "")
