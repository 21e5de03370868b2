"""How a question is worded: cleaning, politeness to drop, and what kind of answer it asks for."""

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

LONGEST_QUESTION = 120

Fold = Callable[[str], str]

_NOT_A_WORD = re.compile(r"[^0-9a-z\u3007\u3400-\u4dbf\u4e00-\u9fff]+")
_OPENING = re.compile(
    r"^(?:(?:你|您|大家|领导|老师|同志|小编|书记|各位)?(?:们)?好|在吗|在么|在不在|打扰(?:一下|下|了)?|"
    r"不好意思|(?:我)?(?:想|要|来)?(?:请问|请教|咨询|问|了解)(?:一下|下|个事|个问题|你们|您)?|"
    r"麻烦(?:问)?(?:一下|下|您|你)?|劳驾|有个问题|帮(?:我|忙)(?:查|看|问)(?:一下|下)?|"
    r"(?:我)?想(?:问|知道|了解|咨询)(?:一下|下)?|那个|就是)"
)
_CLOSING = re.compile(
    r"(?:谢谢(?:你|您|了|啦)?|多谢|感谢|望(?:回复|告知|解答)|请(?:回复|告知|解答|回答)|"
    r"求(?:解答|回复|告知)|急|在线等|呢|啊|呀|吗|嘛|么|吧|哦|噢|哈|啦|呐|哩)$"
)
_KEPT_ENDINGS = ("什么", "怎么", "多么", "那么", "这么", "干嘛", "干吗", "甚么")

KINDS: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "when": (
        re.compile(r"多久|多长时间|几[天年周日]|几个月|几点|什么时[候间]|何时|哪[天年月一日]|期限|时限|"
                   r"多少[天年日]|有效期|时间|时长|几月"),
        re.compile(r"[0-9一二三四五六七八九十半两][0-9一二三四五六七八九十百]*(?:个)?"
                   r"(?:年|月|天|日|小时|学时|周|季度|工作日)|之日|[每届期]"),
    ),
    "often": (
        re.compile(r"多久.{0,5}次|几次|多少次|频率|频次|[每1]年?.{0,6}几[次回]|隔多久"),
        re.compile(r"每.{0,8}[0-9]+次|每(?:半年|季度|月|年|周|届)|[0-9]+次"),
    ),
    "amount": (
        re.compile(r"多少|几个|几[名人次条种项届票成岁位]|多[大高]|比例|标准|百分之|怎么算|如何计算|最[多少低高]|"
                   r"名额|人数|次数|金额|费用|价格"),
        re.compile(r"[0-9一二三四五六七八九十两]+(?:%|[名人元次条个种项岁票位倍])|百分之|分之|半数|比例|超过|不少于"),
    ),
    "who": (
        re.compile(r"谁|哪[些个位]?(?:人|部门|单位|组织|机构|级)|什么人|由哪|哪一级"),
        re.compile(r"由|向|负责|书记|委员|组织|党委|部门|机关|人员|人"),
    ),
    "where": (
        re.compile(r"哪里|哪儿|在哪|到哪|去哪|什么地方|何处|哪边|向哪|哪个地"),
        re.compile(r"向|到|在|所在|位于|地|窗口|单位"),
    ),
    "how": (
        re.compile(r"怎么|怎样|如何|咋|流程|程序|手续|步骤|办理|材料|方法|办法"),
        re.compile(r"程序|手续|步骤|办理|应当|方式|方法|材料|提交|申请|后，|一）"),
    ),
    "why": (
        re.compile(r"为什么|为何|为啥|原因|凭什么|怎么会"),
        re.compile(r"因为|由于|为了|因此|所以|原因|因|目的"),
    ),
    "may": (
        re.compile(r"能不能|能否|可以|可否|能.{0,12}[吗么]|行不行|可不可以|要不要|是否|算不算|必须|应不应|会不会|"
                   r"允许|[吗么]$|有没有|需要"),
        re.compile(r"可以|不得|不能|应当|必须|允许|禁止|不宜|一般|需要|经.{1,10}同意|均|须"),
    ),
    "terms": (
        re.compile(r"条件|资格|要求|满足|符合|对象|范围"),
        re.compile(r"条件|应当|具备|符合|下列|年满|以上|要求|范围"),
    ),
    "what": (
        re.compile(r"什么|啥|哪[些几]|是指|含义|定义|内容|区别"),
        re.compile(r"是|指|包括|主要|内容|称"),
    ),
}  # fmt: skip

# Characters that ask, join or point; they say little about what a question is about.
_LIGHT = frozenset(
    "的了吗呢吧啊呀嘛么哦是在有和与或就都也还又要会能可以不没我你您他她它们这那哪什怎样多少几谁何为"
    "啥咋如请问想个一下得着过把被给对从到于及其之所而则且若该此种些里去来做说让叫很最"
)


_PLAIN = frozenset(
    "天好上下人时道知看点事开用大打作意起出话认觉甚久发告见现行跟再日找成地长小近完次等够更放带当同"
    "拿走算真像后前面边已直别只比需必应该搞弄办正原来有关情况问题"
)
_COUNTED = re.compile(
    r"([一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
    r"(?=[个次年月天日人名届倍周季元岁条级项种份票半学小成分])"
)
_FIGURES = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"两": 2}


def _figure(match):
    tens, ten, ones = match[0].rpartition("十")
    if not ten: return str(_FIGURES[ones])
    return str(10 * (_FIGURES[tens] if tens else 1) + (_FIGURES[ones] if ones else 0))


def clean(text: str) -> str:
    """Bare characters and digits, full-width forms and case levelled, counts in figures."""
    text = re.sub(r"([0-9.]+)[%％]", r"百分之\1", unicodedata.normalize("NFKC", text).lower())
    return _COUNTED.sub(_figure, _NOT_A_WORD.sub("", text))


def sentences(text: str) -> tuple[str, ...]:
    parts = re.split(r"[。；;！!？?\n]+", text)
    return tuple(bare for part in parts if (bare := clean(part)))


def asked(text: str) -> str:
    """The question itself, without greeting, thanks and particles, and bounded in length."""
    bare = clean(text[: 4 * LONGEST_QUESTION])
    while (shorter := _OPENING.sub("", bare)) != bare and len(shorter) >= 2:
        bare = shorter
    while len(bare) > 2 and not bare.endswith(_KEPT_ENDINGS):
        shorter = _CLOSING.sub("", bare)
        if shorter == bare or len(shorter) < 2:
            break
        bare = shorter
    return bare[:LONGEST_QUESTION]


def kinds(text: str) -> frozenset[str]:
    return frozenset(name for name, (asks, _) in KINDS.items() if asks.search(text))


def answers_kind(kind: str, text: str) -> bool:
    return KINDS[kind][1].search(text) is not None


def weight_of(gram: str) -> float:
    """How much of a gram's rarity counts: asking and joining characters say little."""
    heavy = sum(0.0 if c in _LIGHT else 0.5 if c in _PLAIN else 1.0 for c in gram) / len(gram)
    return 0.25 + 0.75 * heavy


def pairs(text: str) -> list[str]:
    return [left + right for left, right in pairwise(text)]
