"""What is left of a sentence without its time: the thing to be reminded of."""

import re

_MARKS = r"[\s,，。;；:：、!！?？~～]+"
# 我妈 is somebody else.
_OWN = "们|[妈爸爷奶姥婆公哥姐弟妹岳]|儿|女|孩|家|爱人|媳妇|老[公婆师板]|同事|领导"
_POLITE = (
    f"请|麻烦|劳驾|您|你|帮忙|[帮给]我(?!{_OWN})|记得|务必|一定|准时|再|就|各|到时候?|届时|别忘记?了?"
    "|不要忘记?了?"
)
# 提醒下 is 提醒一下; 下午三点开会, 下周三交表 and 下楼 are part of the thing.
_DOWN = "[楼班车乡去地单山课]|午(?![饭休睡])|下?个?(?:周[一二三四五六日天末的]|月(?!饼)|星期|礼拜)|次(?!卧)|半年"
_ME = f"(?:我(?!{_OWN})|一[下声遍]|下(?!{_DOWN}))"
# 提醒大家 and 提醒老张 are part of the thing itself.
_OTHERS = "大家|他|她|同志|各|全|党员|群众|支部|书记|委员|所有|小|老|[事信语人张王李刘陈]"
_ASK = (
    f"(?:提醒(?!{_OTHERS}){_ME}{{0,2}}|提个醒|提我(?![名的到们])|(?:叫|喊|通知|告诉|催|说){_ME}{{1,2}}"
    "|(?:设置?|定)?一?个?的?(?:提醒(?=[,，:：]|$)|闹钟|闹铃))"
)
_BEFORE = re.compile(
    f"{_MARKS}|(?:早上|上午|中午|下午|晚上|大家|你|您)好|[帮给]我记一?下|[跟和]我(?=说一?[下声])|{_POLITE}|{_ASK}|可不可以|可以|能不能|能否"
    "|(?:设置?|定)一?个(?=的?$)"
    f"|(?:[每一两三]顿)?饭[前后](?={_ASK})"
    r"|一下|一声|一次|一遍|我(?=要|想|得|需要|有|在|还|$|[\s,，])|我(?=[去到参开交报写])|要(?![求点闻])"
    "|需要(?!的)|想|得(?=[去交开])|的(?!确)|吧|呢|哦|啊|嗯|那个?|左右|之前|以前|为止|前(?=[我提叫,，]|$)"
)
_AFTER = re.compile(
    f"(?:{_MARKS}|吧|呢|哦|啊|哈|呀|嘛|谢谢(?:您|你|了)?|多谢|辛苦(?:了|您|你)?|好吗|好不好|行吗|可以吗|可以"
    f"|(?:{_POLITE}){{0,5}}{_ASK}|的时候|一下|一声|一次|到时候?(?<!报到)|记得|请|麻烦|吗|(?<![纪概摘])要|我|(?<=[,，])前|的)$"
)
_BEFORE_TIME = re.compile(
    "(?:[在从等自赶约]|兹?定?于|(?:改|推迟|延期|提前|调整|挪|顺延)(?:到|成|为|在|至)|大[约概]|差不多|截[止至]|(?<![报签迟达])到|(?<=[我醒])一){1,2}$"
)
_AFTER_TIME = re.compile(
    f"(?:之?内|的(?![时确]|提醒|闹)|之后|以后|之前|以前|前(?![往台期])|左右|的时候)?(?:(?:[,，]|{_POLITE}|的时候|左右|我|都|分别){{0,5}}{_ASK})?"
)
_SEEN = 30


def remainder(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """`text` without `spans` and without the words that only ask to be reminded."""
    kept, place = "", 0
    for start, end in spans:
        kept += text[place : _end(_BEFORE_TIME, text, place, start)]
        asked = _AFTER_TIME.match(text, end)
        place = asked.end() if asked else end
    return _stripped(kept + text[place:])


def _end(glue: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where `text` ends without `glue`; only its last few characters are looked at."""
    found = glue.search(text, max(start, end - _SEEN), end)
    return found.start() if found else end


def _stripped(text: str) -> str:
    start, end = 0, len(text)
    while (glue := _BEFORE.match(text, start)) and glue.end() > start:
        start = glue.end()
    while (shorter := _end(_AFTER, text, start, end)) < end:
        end = shorter
    return text[start:end]
