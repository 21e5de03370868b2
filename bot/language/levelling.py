"""Plain wording: dialect and variants levelled, politeness and what is not meant dropped.

Only what any Chinese sentence may contain; the words of a capability stand with it.
"""

import re
from functools import lru_cache

HEAD, TAIL = 80, 40  # characters of a long text that are looked at: a wish opens or closes it

_LEVELLED = (
    ("俺们|咱们|我们|俺|咱|本人", "我"),
    ("您们|你们|您", "你"),
    ("啥时候?|什么时间|几时|何时|哪会儿?|多会儿?|哪个时候", "什么时候"),
    ("昨儿个?", "昨天"),
    ("今儿个?", "今天"),
    ("明儿个?", "明天"),
    ("啥|甚么|神马", "什么"),
    ("怎样|如何|咋[样个]|咋|啷个|怎个", "怎么"),
    ("哪儿|哪块儿?|哪旮旯?|哪个地方|什么地方|哪边", "哪里"),
    ("木有|没得|冇得?|么得", "没有"),
    ("甭|(?<!需)不需要|不必|无需|用不着|没有?必要", "不用"),
    ("(?<![什怎多那这要])么(?= |$)", "吗"),
    ("礼拜|星期", "周"),
    ("[咧啦喽咯](?![a-z])", "了"),
    ("瞅瞅?|瞧瞧?", "看"),
    ("一下下?|下子", ""),
)
_VARIANTS = re.compile("|".join(f"({variant})" for variant, _ in _LEVELLED))
_LEVEL = [level for _, level in _LEVELLED]
# 能不能帮我取消吗 is 帮我取消: asked politely, but asked to do.
_REQUEST = re.compile(
    r"(?:能不能|能否|可不可以|可否|可以|能)(?:请你?|麻烦你?|再)?"
    r"((?:[帮给替让把]我|帮忙)(?![做干办]些?什么)[^ ]*?)[吗不]?(?= |$)"
)
# 搞不搞 asks what 搞吗 asks.
_OR_NOT = re.compile(r"([搞办开来去招收改])[不没]\1(?= |$)")
# 还要不要志愿者, 取没取消: asked like 要志愿者吗; without 吗 its 不 would read as a no, which
# that of 有没有 never does.
_OR_NOT_WHAT = re.compile(r"((?!有)([\u4e00-\u9fff])[不没]\2[^ ]*[^ 吗])(?= |$)")
# 啊 and its like close a clause even where nothing is written after them.
_PARTICLES = re.compile(r"[呢呀啊哦噢哈嘛呗哎嗯哩嘞哟呐吧]+(?= |$)|(?<!酒)(?<!网)[呢呀啊哦嘛呗吧]+")
_POLITE = re.compile(
    r"^(?:(?:你|大家|领导|老师|(?:小)?同志|书记|小编|各位)*好|在吗|打扰|不好意思|对不起|抱歉|劳驾|"
    r"请问|请教|咨询|麻烦(?:你|问|帮)?|辛苦(?=帮|给|你帮|你给)|小?同志| )+"
    r"|[ ]?(?:非常|十分)?(?:谢谢|多谢|感谢)(?:你|大家|各位|老师|同志|领导|了| )*$"
)
# 先不报名, 别删, 不是要取消: said only to rule it out, and a plain 不取消 before something else.
# 不去了, 先不去了 and 不报名了 are meant, and 没报名 is told.
_RULED_OUT = re.compile(
    r"(?:先|暂时|暂|还)(?:别|不用|不想|没想|不)(?!.{0,5}了)[^ ]{1,3}"
    r"|(?:别|不用|不要)(?:删|取消|改|退|动|清|注销)(?!.{0,3}了)"
    r"|不是(?:要|想)[^ ]{1,4}|不是说?(?:删|取消|改|退|换|清|注销|解绑)[^ ]{0,3}"
    r"|(?:^| )我?(?:(?:不|没说?要?)(?:取消|退|删|改|注销)|(?:不|没说?要|没说)报名)[^ 了]{0,3}(?= +[^ ])"
)
# 讲座没兴趣，…: a whole clause of it, beside another one.
_LEFT_OUT = re.compile(
    r"[^ ]{1,14}?(?:没有?兴趣|不感兴趣|不动|不变|照旧|就算了|不用管|先不管|不考虑|的?不看了)(?= |$)"
)


@lru_cache(maxsize=256)  # a sentence is looked at twice at most, but then soon
def plain(said: str) -> str:
    """Of a text in its normal form: what is left to be matched, never nothing."""
    if len(said) > HEAD + TAIL:
        said = f"{said[:HEAD]} {said[-TAIL:]}"
    said = _VARIANTS.sub(lambda found: _LEVEL[(found.lastindex or 1) - 1], said)
    said = _REQUEST.sub(r"\1", said)
    for dropped in (_PARTICLES, _POLITE, _LEFT_OUT, _RULED_OUT):
        left = dropped.sub(" ", said).strip()
        said = left if len(left) > 1 else said
    return _OR_NOT_WHAT.sub(r"\1吗", _OR_NOT.sub(r"\1吗", said))
