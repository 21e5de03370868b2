"""Volunteering: what communities ask for, and whoever takes it."""

from bot.conversation.capability import Said, actions
from handlers.offerings import room
from handlers.volunteering import demo, teams
from handlers.volunteering.need import KIND, PUBLISHERS

SAID = {
    "list": Said(
        "志愿 志愿服务 志愿需求 服务需求 找志愿服务", "volunteer.list", "看哪里需要志愿者"
    ),
    "about": Said("", "volunteer.about", "问一项服务"),
    "sign_up": Said("报名志愿 志愿报名 认领 认领需求", "volunteer.signup", "报名志愿服务"),
    "mine": Said("我的志愿 我的志愿服务 我的服务", "volunteer.mine", "看我的志愿服务"),
    "leave": Said("退出志愿 取消志愿 退出服务 退出志愿服务", "volunteer.leave", "退出志愿服务"),
    "revise": Said("修改需求 改需求"),
    "change": Said("", "need.change", "修改发布的需求"),
    "call_off": Said("取消需求"),
    "call_off_or_leave": Said("", "need.calloff", "取消一项需求"),
    "publish": Said("发布需求 发需求 新建需求", "need.publish", "发布服务需求"),
}
OWN = {"teams": Said("服务队 志愿服务队", "team.join", "看服务队")}

CAPABILITY = room.capability(
    KIND,
    SAID,
    title="志愿服务",
    besides=actions(OWN, {"teams": teams.show}, identity="teams"),
    demo=demo.fill,
    duties=((PUBLISHERS, "发布需求　贴一行：社区 服务 时间 人数"),),
    help=("志愿　找社区服务需求（“志愿 长安社区”）",),
)
