"""What is left of a sentence without its time: the thing to be reminded of."""

import re

_BEFORE = re.compile(
    r"[\s,，。;；:：、!！~～]+|请|麻烦|劳驾|您|你|帮忙|帮我|帮|给我|记得|别忘(?:记|了)?|不要忘(?:记|了)?|到时候?|届时|务必|一定|可以|能不能|能否"
    "|可不可以|设置?(?:个|一个)?(?=提醒|闹)|定个?(?=提醒|闹)|(?:个|一个)?(?:提醒|闹钟|闹铃)(?:[,，:：]|我(?!们)|一下|一声|下)+"
    "|提醒(?!大家|他|她|同志|各|全|党员|群众|支部|书记|委员|所有|小|[事信语人])|[叫喊](?:我(?!们)(?:一下|一声)?|一下|一声)|(?:通知|告诉|催)(?:我(?!们)(?:一下)?|一下)"
    "|一下|一声|一次|我(?=要|想|得|需要|有|在|还|$|[\\s,，])|我(?!们|的|国|市|省|区|县|党|委|局|处|院|校|军|支)|要(?![求点闻])|需要(?!的)|想|得(?=[去交开])|的(?!确)|时候?(?!间)|[在到从于等](?!会|达|期|位|职|岗|场)"
    "|吧|呢|哦|啊|嗯|那个?|再|就|开始(?=提醒|叫)|左右|之前|以前|准时|前(?![台期后往线沿进景])"
)
_AFTER = re.compile(
    r"(?:[\s,，。;；:：、!！?？~～]+|吧|呢|哦|啊|哈|呀|嘛|谢谢(?:您|你|了)?|多谢|辛苦(?:了|您|你)?|好吗|好不好|行吗|可以吗|可以"
    "|(?:请|麻烦)?(?:你|您)?(?:再|就)?(?:请|麻烦)?(?:到时候?|届时)?(?:你|您)?(?:再|就|准时|记得)?(?:请|麻烦|帮我)?(?:(?:提醒|叫|喊)(?:我|一下|一声|下)*|(?:通知|告诉)我(?:一下|一声)?)"
    "|的时候|时候|一下|一声|一次|到时候?|[在到从于等]|记得|请|帮我|要|我|前(?=$)|的(?=$))$"
)


def remainder(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """`text` without `spans` and without the words that only ask to be reminded."""
    kept, place = [], 0
    for start, end in spans:
        kept.append(text[place:start])
        place = max(place, end)
    return _stripped("".join((*kept, text[place:])))


def _stripped(text: str) -> str:
    start = 0
    while (glue := _BEFORE.match(text, start)) and glue.end() > start:
        start = glue.end()
    return _without_end(text[start:])


def _without_end(text: str) -> str:
    """Only the last few characters are looked at again, so that long texts stay cheap."""
    while glue := _AFTER.search(text, max(0, len(text) - 24)):
        if glue.start() == len(text):
            break
        text = text[: glue.start()]
    return text
