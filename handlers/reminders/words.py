"""The start words of this room, and which sentences inside its dialogues are meant for it anew."""

import re

from bot.hearing.clauses import ASKS
from bot.hearing.heard import Heard

CREATE = "提醒我 提醒 设提醒 定个提醒 记得提醒我"
LIST = "我的提醒 提醒列表 查看提醒"
DELETE = "删除提醒 取消提醒 不要提醒 删提醒"
SNOOZE = "推迟 推迟提醒 稍后提醒 晚点提醒"
CHANGE = "改时间 改提醒 修改提醒"


def _any_of(*words: str) -> str:
    return "|".join(" ".join(words).split())


_CALLS_ME = re.compile(r"(?:提醒|叫醒?|喊|催)我(?!们)|提个醒|提我(?![名的到们])|^(?:设|定)个提醒")
_STARTS = re.compile(rf"(?:{_any_of(CREATE)})(?!时间|的|一?下$)")
_COMMAND = re.compile(
    rf"(?:{_any_of(LIST)})$|(?:{_any_of(DELETE, SNOOZE, CHANGE)})(?=[ :\d]|$)"
    r"|(?:看看?|查看?|列出)[^ ]{0,2}我的提醒|[^ ]{0,4}(?:哪些|什么|几[个条])提醒$"
)
# What is said without meaning a thing to be reminded of; taken as it comes, never tried anew.
_FILLER = re.compile(
    r"(?:还是|那|就|改成?|行|好[的吧]?|可以|嗯|哦|是的?|对的?|不是|不对|谢谢|[您你]好?|在吗"
    r"|不知道|随便|都行|算了|不用了?|不要了?|不设了?|没有了?|[稍请]?等等|[稍请]?等一?[下会]儿?|稍[等后])++"
)
# 每天都提醒: what is left names nothing.
_NOTHING = re.compile(r"(?:也|都|再|还|要|一次|一遍)+")
# 把党费交了 is 交党费; what is done in two characters (打印, 收拾) or to an end (锁好) stays as it is said.
_FRAMED = re.compile(
    r"(?:把|将)(?P<what>[^把将,，。 ]{1,24}?)(?:都|也|给)?"
    r"(?P<done>[交填还寄送领取拿买办写洗关锁倒换缴发报退订喂收打改签付修充接做浇晒存查约拖扫擦倒投寄煮炖])了"
)
_YES = re.compile(r"(?:是|对|好|行|可以|嗯|没错|确[定认]|就这样|ok)(?:的|吧|了|啊|嗯|对|是)*")
_NO = re.compile(r"不(?:是|对|行|要|好)?(?:的|吧|了|啊|这个)*|否|[错没]了?")
_NOT_OFF = re.compile(r"(?:不|别|甭)(?:用|要|想|需要)?再?(?:推|延|拖)")
_NOT_GONE = re.compile(r"(?:不|别|甭|莫|唔)(?:用|要|想|需要)?(?:删|取消)")
_AHEAD = re.compile(
    r"前[^ ]{0,6}(?:小时|分钟|钟头|刻钟|天)|提前|早[^ 上晨]{1,4}(?:小时|分钟|钟头|刻钟)"
)
# Words that open other rooms.
_ELSEWHERE = re.compile(
    r"(?:活动|报名|志愿|政策|通知|名单|问题|统计|志愿服务|我的[^ ]{0,2})(?= |$)"
)


def is_command(answer: Heard) -> bool:
    """A list, a deletion, a postponement: no answer to any question."""
    return _COMMAND.match(answer.said) is not None


def calls_me(answer: Heard) -> bool:
    """…提醒我…: a sentence that stands by itself."""
    return _CALLS_ME.search(answer.said) is not None


def asks_to_be_reminded(answer: Heard) -> bool:
    """Also 提醒张三…, which may as well be the thing itself."""
    return calls_me(answer) or _STARTS.match(answer.said) is not None


def is_no_thing(thing: Heard) -> bool:
    """等一下, 活动: said in between, or a word that opens another room."""
    if names_nothing(thing.said) or _ELSEWHERE.match(thing.said):
        return True
    return _FILLER.fullmatch(thing.squeezed) is not None


def without_frame(thing: str) -> str:
    """把党费交了 said plainly: 交党费."""
    framed = _FRAMED.fullmatch(thing)
    return f"{framed['done']}{framed['what']}" if framed else thing


def names_nothing(thing: str) -> bool:
    return _NOTHING.fullmatch(thing) is not None


def is_asked(thing: Heard) -> bool:
    """党费怎么交: more likely a question than what somebody wants to be reminded of."""
    return re.search(ASKS, thing.said) is not None


def means_a_thing(thing: Heard) -> bool:
    """Whether words without a time can be what somebody wants to be reminded of."""
    if len(thing.said) < 2 or is_no_thing(thing):
        return False
    return not (is_command(thing) or is_asked(thing))


def says_yes(answer: Heard) -> bool:
    return _YES.fullmatch(answer.said) is not None


def says_no(answer: Heard) -> bool:
    return _NO.fullmatch(answer.said) is not None


def puts_nothing_off(text: Heard) -> bool:
    return _NOT_OFF.search(text.said) is not None


def drops_nothing(text: Heard) -> bool:
    return _NOT_GONE.search(text.said) is not None


def is_ahead_of_something(text: Heard) -> bool:
    """健步走开始前一小时."""
    return _AHEAD.search(text.said) is not None
