"""How a question is worded: cleaning, politeness to drop, and what kind of answer it asks for."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

LONGEST_QUESTION = 120  # characters that are searched

_NOT_A_WORD = re.compile(r"[^0-9a-z\u3007\u3400-\u4dbf\u4e00-\u9fff]+")
_SENTENCE_END = re.compile(r"[。；;！!？?\n]+")
_PERCENT = re.compile(r"([0-9.]+)%")
_OPENING = re.compile(
    r"^(?:(?:你|您|大家|领导|老师|同志|小编|书记|各位)?(?:们)?好|在吗|在么|在不在|打扰(?:一下|下|了)?|"
    r"不好意思|(?:我)?(?:想|要|来)?(?:请问|请教|咨询|问|了解)(?:一下|1下|下|个事|个问题|你们|您)?|"
    r"麻烦(?:问)?(?:一下|1下|下|您|你)?|劳驾|有个问题|帮(?:我|忙)(?:查|看|问)(?:一下|1下|下)?|"
    r"(?:我)?想(?:问|知道|了解|咨询)(?:一下|1下|下)?|那个|就是)"
)
_CLOSING = re.compile(
    r"(?:谢谢(?:你|您|了|啦)?|多谢|感谢|望(?:回复|告知|解答)|请(?:回复|告知|解答|回答)|"
    r"求(?:解答|回复|告知)|急|在线等|呢|啊|呀|吗|嘛|么|吧|哦|噢|哈|啦|呐|哩)$"
)
_WORDS_ENDING_SO = ("什么", "怎么", "多么", "那么", "这么", "干嘛", "干吗", "甚么")

# Kind of answer asked for: how a question asks for it, and how an answer gives it.
KINDS: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "when": (
        re.compile(
            r"多久|多长时间|几[天年周日]|几个月|几点|什么时[候间]|何时|哪[天年月1日]|期限|时限|"
            r"多少[天年日]|有效期|时间|时长|几月"
        ),
        re.compile(r"[0-9半](?:个)?(?:年|月|天|日|小时|学时|周|季度|工作日)|之日|[每届期]"),
    ),
    "often": (
        re.compile(r"多久.{0,5}次|几次|多少次|频率|频次|每年?.{0,6}几[次回]|隔多久"),
        re.compile(r"每.{0,8}[0-9]+次|每(?:半年|季度|月|年|周|届)|[0-9]+次"),
    ),
    "amount": (
        re.compile(
            r"多少|几个|几[名人次条种项届票成岁位]|多[大高]|比例|标准|百分之|怎么算|如何计算|"
            r"最[多少低高]|名额|人数|次数|金额|费用|价格"
        ),
        re.compile(r"[0-9]+(?:[名人元次条个种项岁票位倍])|百分之|分之|半数|比例|超过|不少于"),
    ),
    "who": (
        re.compile(r"谁|哪[些个位]?(?:人|部门|单位|组织|机构|级)|什么人|由哪|哪1级"),
        re.compile(r"由|向|负责|书记|委员|组织|党委|部门|机关|人员|人"),
    ),
    "where": (
        re.compile(r"哪里|哪儿|在哪|到哪|去哪|什么地方|何处|哪边|向哪|哪个地"),
        re.compile(r"向|到|在|位于|地|窗口|单位"),
    ),
    "how": (
        re.compile(r"怎么|怎样|如何|咋|流程|程序|手续|步骤|办理|材料|方法|办法"),
        re.compile(r"程序|手续|步骤|办理|应当|方式|方法|材料|提交|申请"),
    ),
    "why": (
        re.compile(r"为什么|为何|为啥|原因|凭什么|怎么会"),
        re.compile(r"为了|因|所以|目的"),
    ),
    "may": (
        re.compile(
            r"能不能|能否|可以|可否|能.{0,12}[吗么]|行不行|可不可以|要不要|是否|算不算|必须|应不应|"
            r"会不会|允许|[吗么]$|有没有|需要"
        ),
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
}

# Characters that ask, join or point; they say little about what a question is about.
_LIGHT = frozenset(
    "的了吗呢吧啊呀嘛么哦是在有和与或就都也还又要会能可以不没我你您他她它们这那哪什怎样多少几谁何为"
    "啥咋如请问想个一下得着过把被给对从到于及其之所而则且若该此种些里去来做说让叫很最"
)
# Everyday characters that say something, but not much.
_PLAIN = frozenset(
    "天好上人时道知看点事开用大打作意起出话认觉甚久发告见现行跟再日找成地长小近完次等够更放带当同"
    "拿走算真像后前面边已直别只比需必应搞弄办正原关情况题"
)
_MEANINGS = dict.fromkeys(_PLAIN, 0.625) | dict.fromkeys(_LIGHT, 0.25)

_COUNTED = re.compile(
    r"(?:[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
    r"(?=[个次年月天日人名届倍周季元岁条级项种份票半学小成分])"
)
_FIGURES = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"两": 2}


def clean(text: str) -> str:
    """Bare characters, full-width forms and case levelled, counts in figures: 3个月, 百分之20."""
    level = _PERCENT.sub(r"百分之\1", unicodedata.normalize("NFKC", text).lower())
    return _COUNTED.sub(_in_figures, _NOT_A_WORD.sub("", level))


def _in_figures(counted: re.Match[str]) -> str:
    tens, ten, ones = counted[0].rpartition("十")
    value = 10 * _FIGURES.get(tens, 1) if ten else 0
    return str(value + _FIGURES.get(ones, 0))


def sentences(text: str) -> list[str]:
    return [bare for part in _SENTENCE_END.split(text) if (bare := clean(part))]


@lru_cache(maxsize=64)  # asked three times for one question
def asked_for(bare: str) -> str:
    """The question itself, of a clean text: no greeting, thanks and particles, bounded length."""
    while len(shorter := _OPENING.sub("", bare)) >= 2 and shorter != bare:
        bare = shorter
    while not bare.endswith(_WORDS_ENDING_SO):
        shorter = _CLOSING.sub("", bare)
        if shorter == bare or len(shorter) < 2:
            break
        bare = shorter
    return bare[:LONGEST_QUESTION]


def kinds(bare: str) -> frozenset[str]:
    return frozenset(kind for kind, (asks, _) in KINDS.items() if asks.search(bare))


def share_given(wanted: frozenset[str], text: str) -> float:
    """Of the kinds of answer wanted, the share whose form occurs in a text."""
    return sum(KINDS[kind][1].search(text) is not None for kind in wanted) / len(wanted)


def pairs(text: str) -> list[str]:
    return [left + right for left, right in pairwise(text)]


def meaning(character: str) -> float:
    """How much of its rarity counts, 0.25 to 1: asking and joining words say little."""
    return _MEANINGS.get(character, 1.0)
