"""Bookings: 理发室, 活动室, 妈妈小屋, 会议室 by day and hour."""

from bot.conversation.capability import Said, actions
from handlers.bookings import demo, keeping, opening
from handlers.bookings.booking import KIND
from handlers.offerings import room

OFFICES = KIND.publishers
SAID = {
    "sign_up": Said("预约 我要预约", "booking.list booking.book", "预约"),
    "mine": Said("我的预约", "booking.mine", "看我的预约"),
    "leave": Said("取消预约", "booking.cancel", "取消预约"),
    "call_off": Said("停用"),
}
OWN = {
    "publish": Said("发布预约点"),
    "hours": Said("开放时间 修改预约点"),
    "close": Said("全部停用"),
}
ANSWERS = {
    "publish": keeping.publish,
    "put": keeping.put,
    "hours": keeping.change_hours,
    "close": keeping.close,
    "close_now": keeping.close_now,
}

CAPABILITY = room.capability(
    KIND,
    SAID,
    besides=actions(OWN, ANSWERS, offices={OFFICES: " ".join(ANSWERS)}),
    due={"go_on": opening.go_on},
    title="预约",
    demo=demo.fill,
    duties=((OFFICES, "发布预约点　贴一行：名称 地点 日子 时段 每小时几人"),),
    help=("预约　理发室、活动室、会议室（“预约 理发室 明天10点”）",),
)
