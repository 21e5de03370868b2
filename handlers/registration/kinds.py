"""Of which kind an event is, told from its title; 活动 is narrowed by it."""

import re

ANY = "活动"
# The first that fits.
_KINDS = (
    ("大讲堂", r"大讲堂"),
    ("培训班", r"培训|轮训|研修|学习班|训练营|辅导班"),
    ("比赛", r"赛(?!道|区|事|后)|竞答|擂台"),
    ("宣讲", r"宣讲"),
    ("讲座", r"讲座|报告会|辅导报告|专题辅导"),
    (
        "文体",
        r"读书|健步|徒步|长跑|合唱|歌咏|文艺|汇演|联欢|联谊|摄影|书画|书法|运动会|太极|观影|趣味",
    ),
)


def kind_of(title: str) -> str:
    return next((kind for kind, words in _KINDS if re.search(words, title)), ANY)
