"""A reply offers only words that work: every quoted word is said right after the reply with it."""

import re

from handlers.reception import chat as reception
from tests.town import Citizen, Town

# What is offered stands in quotes behind one of these.
_OFFER = re.compile(r"(?:回复|请回|例如|如|说|可以说|也可说|直接说|“|”|、)*((?:“[^”]{1,20}”)+)")
_QUOTED = re.compile(r"“([^”]{1,20})”")
# Quoted, but the name of a thing or what somebody said.
_NAMES = {
    "先锋杯",
    "大讲堂第10期",
    "大讲堂第11期",
    "义诊",
    "长安社区义诊",
    "昨天下午三点",
    "活动报名",
    "交党费",
    "开例会",
}
_USELESS = (
    reception.LOST,
    "现在没有办到一半的事",
    "没有可评价的回答",
    "没有查到依据",
    "刚才没有办成",
)

OPENINGS = [
    ["帮助"], ["活动"], ["活动", "1"], ["报名"], ["报名 大讲堂第10期"],
    ["报名 大讲堂第10期 视频"], ["我的报名"], ["取消报名"], ["改方式"], ["志愿"], ["志愿", "1"],
    ["志愿 长安"], ["报名志愿 清扫积雪"], ["我的志愿"], ["退出志愿"], ["服务队"], ["提醒我"],
    ["提醒我 明早8点 交党费"], ["我的提醒"], ["提醒我 昨天下午三点 开会"], ["改时间 1"],
    ["删除提醒 1"], ["预备期多长"], ["预备期多长", "没用"], ["人工"], ["我的"], ["我的信息"],
    ["注销"], ["你好"], ["谢谢"], ["绑定"], ["政策"], ["你真笨"], ["讲个笑话"], ["我要投诉"],
    ["报名", "取消"], ["报名", "帮助"], ["提醒我 明早8点 开例会", "推迟 10分钟"], ["删除提醒"], ["改时间"],
    ["提醒我 每周一 开例会", "删除提醒", "改时间 3 周三"],
]  # fmt: skip

DUTIES = [
    ["帮助"], ["发通知"], ["发通知 学习改期。"], ["发通知 学习改期。", "2"], ["发通知 学习改期。", "明早9点发"],
    ["发通知 学习改期。", "1"], ["通知进度"], ["通知进度 1"], ["撤回通知"], ["下级通知"],
    ["发通知 学习改期。", "3"], ["通知进度 2"], ["通知进度 2", "各支部"],
    ["发通知 学习改期。", "写错了"], ["发通知 学习改期。", "改到9点"], ["发通知 学习改期。", "改时间"],
    ["发通知 水利局 学习改期。"], ["怎么发通知"], ["谁没收到"], ["发错了"], ["把预备党员的材料汇总起来"],
    ["邀请 第三支部"], ["任职"],
]  # fmt: skip


def offered(text: str) -> list[str]:
    text = text.split("办事中途")[0]  # those words are for the middle of a dialogue
    words = [w for run in _OFFER.findall(text) for w in _QUOTED.findall(run)]
    return [word for word in words if word not in _NAMES]


def brought_to(member: Citizen, opening: list[str]) -> str:
    member.says("取消")
    return [member.says(words).text for words in opening][-1]


def said_of(citizen: Citizen, openings: list[list[str]]) -> dict[str, str]:
    """Every word that these openings offer, said right after its opening, and the reply to it."""
    said: dict[str, str] = {}
    for opening in openings:
        for word in offered(brought_to(citizen, opening)):
            brought_to(citizen, opening)
            reply = citizen.says(word).text
            assert not any(useless in reply for useless in _USELESS), (opening, word, reply)
            said[word] = reply
    return said


def test_every_offered_word_works(town: Town) -> None:
    said = said_of(town.member("张三"), OPENINGS)
    assert len(said) > 25, sorted(said)


def test_a_strangers_offered_words_work_too(town: Town) -> None:
    openings = [["我的报名"], ["报名"], ["活动"], ["志愿"], ["帮助"], ["我的信息"]]
    said = said_of(town.stranger(), openings)
    assert said.keys() >= {"张三 6789", "党费怎么交", "导出", "更正", "注销"}, sorted(said)
    assert len(said) >= 10, sorted(said)


def test_a_secretarys_offered_words_work_too(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    line = "发布活动 廉政报告会 12月10日15:00 市直机关会堂 60人 12月8日截止"
    openings = [
        [line], [line, "1"], ["修改活动 乒乓球赛"], ["修改活动"], ["名单"], ["名单 无此活动"],
        ["修改活动 无此活动"], ["取消活动 无此活动"], ["发布需求 长安社区 义诊 12月9日9点 3人"],
        ["发布活动 读书会"], ["帮助"], ["发布活动 读书会 下周五下午 三楼"], ["名单", "下一页"],
        ["发布活动 读书会 12月8日9点 三楼 不限 提前一天截止"], ["大讲堂第10期改到12月2日9点"],
        ["发布需求 长安社区 义诊 活动室 12月9日9点 3人 12月4日截止"], ["取消大讲堂第10期"],
    ]  # fmt: skip
    said = said_of(head, openings)
    of_it = {f"{word} 廉政报告会" for word in ("名单", "修改活动", "取消活动")}
    assert said.keys() >= of_it | {"返回", "记录", "通知进度"}, sorted(said)
    assert len(said) >= 15, sorted(said)


def test_the_words_of_notices_work_too(town: Town) -> None:
    secretary = town.secretary("张三", "u1", "unit_secretary")
    sent = town.secretary("李四", "b1")
    for words in ("发通知 学习改期。", "1"):
        sent.says(words)
    said = said_of(secretary, DUTIES)
    of_one = {f"{word} 1" for word in ("撤回通知", "通知进度")}
    assert said.keys() >= of_one | {"重写", "明早9点发", "下级通知"}, sorted(said)
    assert len(said) >= 15, sorted(said)
