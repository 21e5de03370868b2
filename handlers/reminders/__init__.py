"""Reminders: made in a sentence, echoed as a date, fired once."""

from bot.capability import Action, Capability
from handlers.reminders import chat

CAPABILITY = Capability(
    name="reminders",
    title="提醒",
    actions=(
        Action(
            "create",
            chat.create,
            starts=("提醒我", "提醒", "设提醒", "定个提醒", "记得提醒我"),
            examples=(
                "明早8点提醒我交党费",
                "提醒我周五下午开会",
                "到时候叫我一下",
                "每周五下午三点提醒我开支委会",
                "帮我记着下周三交材料",
                "半小时后叫我",
                "设个闹钟",
            ),
            identity=True,
        ),
        Action(
            "list",
            chat.show_mine,
            starts=("我的提醒", "提醒列表", "查看提醒"),
            examples=("我设了哪些提醒", "看看我的提醒", "有什么提醒"),
            identity=True,
        ),
        Action("one", chat.show_one, identity=True),
        Action(
            "delete",
            chat.delete,
            starts=("删除提醒", "取消提醒", "不要提醒", "删提醒"),
            examples=("这个提醒不要了", "把交党费的提醒删了", "不用提醒我了"),
            identity=True,
        ),
        Action(
            "snooze",
            chat.snooze,
            starts=("推迟", "推迟提醒", "稍后提醒", "晚点提醒"),
            examples=("过一小时再提醒我", "等会儿再叫我", "晚点再提醒我一次"),
            identity=True,
        ),
        Action(
            "change",
            chat.change,
            starts=("改时间", "改提醒", "修改提醒"),
            examples=("提醒改到明天下午", "把提醒时间改成9点", "提醒时间不对"),
            identity=True,
        ),
    ),
    dialogues=(chat.dialogue, chat.changing),
    due={"fire": chat.fire},
    personal=chat.personal,
    erase=chat.erase,
    mine=chat.summary,
    help=("提醒　如“明早8点提醒我交材料”，“我的提醒”查看",),
)
