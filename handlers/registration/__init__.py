"""Event registration: 大讲堂, 培训班, 比赛 and the like, in the room, by video or both."""

from bot.conversation.capability import Said
from bot.people.offices import SECRETARIES
from handlers.offerings import room
from handlers.registration import demo
from handlers.registration.event import KIND

SAID = {
    "list": Said("活动 活动列表 查活动 最近活动 近期活动", "events.list", "看有哪些活动"),
    "about": Said("", "events.about", "问一场活动"),
    "sign_up": Said("报名 我要报名 我想报名 活动报名 报名参加", "events.register", "报名参加活动"),
    "mine": Said("我的报名 我的活动 已报名", "events.mine", "看我报名的活动"),
    "leave": Said("取消报名 退出报名 撤销报名", "events.cancel", "取消报名"),
    "change_mode": Said("改方式 改参加方式", "events.change_mode", "改参加方式（现场、视频）"),
    "swap": Said("", "events.swap", "换成另一项活动"),
    "to_video": Said("改视频 改线上"),
    "to_onsite": Said("改现场 改线下"),
    "revise": Said("修改活动 改活动"),
    "change": Said("", "event.change", "修改发布的活动"),
    "call_off": Said("取消活动"),
    "call_off_or_leave": Said("", "event.calloff", "取消一场活动"),
    "publish": Said("发布活动 发活动 新建活动", "event.publish", "发布活动"),
}

CAPABILITY = room.capability(
    KIND,
    SAID,
    title="活动报名",
    demo=demo.fill,
    duties=((SECRETARIES, "发布活动　贴一行：名称 时间 地点 名额 截止"),),
    help=("活动　查活动、报名（“报名 大讲堂 视频”）",),
)
