"""Invented people's names, as common and as often repeated as real ones."""

from collections.abc import Iterator
from random import Random

# In thousandths of the people, roughly.
_SURNAMES = {
    "王": 72, "李": 70, "张": 66, "刘": 52, "陈": 44, "杨": 30, "赵": 26, "黄": 22, "周": 20,
    "吴": 19, "徐": 16, "孙": 15, "胡": 13, "朱": 13, "高": 12, "林": 11, "何": 11, "郭": 11,
    "马": 11, "罗": 9, "梁": 9, "宋": 8, "郑": 8, "谢": 7, "韩": 7, "唐": 6, "冯": 6, "于": 6,
    "董": 6, "肖": 3, "程": 6, "曹": 6, "袁": 5, "邓": 5, "许": 5, "傅": 4, "沈": 5, "曾": 4,
    "彭": 4, "吕": 4, "苏": 4, "卢": 4, "蒋": 4, "蔡": 3, "贾": 4, "丁": 4, "魏": 4, "薛": 3,
    "叶": 4, "闫": 2, "余": 4, "潘": 4, "杜": 4, "戴": 3, "夏": 3, "钟": 3, "汪": 3, "田": 3,
    "任": 3, "姜": 3, "范": 3, "方": 3, "石": 3, "姚": 3, "谭": 3, "廖": 3, "邹": 2, "熊": 2,
    "金": 3, "陆": 2, "郝": 2, "孔": 2, "白": 2, "崔": 3, "康": 2, "毛": 1, "邱": 2, "秦": 2,
    "欧阳": 1, "上官": 1, "诸葛": 1,
}  # fmt: skip
_SINGLE = "伟芳娜敏静丽磊军洋勇艳杰娟涛明超霞平刚辉玲华红宁波斌飞健宇浩亮琳颖莉峰莹欣婷"
_FIRST = "建志文晓海国玉春小永思雅子俊佳丽秀雪金明家立德庆淑桂红新宏嘉"
_SECOND = "华明平军峰英兰芳梅霞玲文宇涵怡琪轩杰强伟波林生东辉燕丽红敏洁"
_SINGLE_SHARE = 0.3
# Names known from the newspapers: nobody invented bears them.
_BARRED = {
    "张军", "王勇", "苏辉", "王军", "胡春华", "孙春兰", "袁家军", "张庆伟", "刘志军", "王立军",
    "王小波", "李国英", "王文涛", "许家印", "王建军", "李玉刚", "刘晓波", "王丽萍", "刘德华",
    "何立峰", "汪洋", "秦刚", "李宁", "姚明", "丁宁",
}  # fmt: skip


_BATCH = 1_000  # names drawn at a time, which is several times as fast as one by one


def names(dice: Random) -> Iterator[str]:
    """Without end."""
    given = _given_names()
    while True:
        surnames = dice.choices(list(_SURNAMES), list(_SURNAMES.values()), k=_BATCH)
        firsts = dice.choices(list(given), list(given.values()), k=_BATCH)
        both = (surname + first for surname, first in zip(surnames, firsts, strict=True))
        yield from (name for name in both if name not in _BARRED)


def _given_names() -> dict[str, float]:
    """Weighted; the first of the single ones are several times as common as the last."""
    double = [one + other for one in _FIRST for other in _SECOND]
    single = {name: float(10 + place) for place, name in enumerate(reversed(_SINGLE))}
    each = sum(single.values()) * (1 / _SINGLE_SHARE - 1) / len(double)
    return single | dict.fromkeys(double, each)
