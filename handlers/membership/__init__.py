"""Membership: confirming who one is, and one's own data."""

from functools import partial

from bot.conversation.capability import Action, Capability
from bot.people.offices import SECRETARIES
from handlers.membership import chat, codes, own_data, rebinding
from handlers.membership.own_data import Rooms


def capability(rooms: Rooms) -> Capability:
    """`rooms` lists every capability, this one included: 我的信息 and 注销 ask them all."""
    return Capability(
        name="membership",
        title="身份与个人信息",
        actions=(
            Action(
                "bind",
                chat.begin,
                called="确认身份",
                acts=("me.bind",),
                starts=("绑定", "确认身份", "身份确认", "绑定身份", "认证"),
            ),
            Action(
                "my_data",
                lambda tx, person, argument: own_data.show(rooms, tx, person),
                called="看我的信息",
                acts=("me",),
                starts=("我的信息", "个人信息"),
                anywhere=True,
            ),
            Action(
                "erase",
                own_data.ask_erasure,
                called="注销",
                acts=("privacy.erase",),
                starts=("注销", "解绑", "取消绑定", "注销账号", "撤回同意"),
                anywhere=True,
            ),
            Action(
                "export",
                lambda tx, person, argument: own_data.export(rooms, tx, person, argument),
                called="导出我的信息",
                acts=("privacy.export",),
                starts=("导出", "导出我的信息"),
                anywhere=True,
            ),
            Action(
                "correct",
                own_data.correct,
                called="更正我的信息",
                acts=("me.correct",),
                starts=("更正", "更正信息"),
                identity=True,
            ),
            Action(
                "agree",
                partial(rebinding.agree, chat.CONSENT),
                starts=("同意换绑",),
                offices=SECRETARIES,
            ),
            Action("code", codes.code, starts=("绑定码",), written=f".*(?:{codes.WITH_CODE}).*"),
            Action("give_code", codes.give, offices=SECRETARIES),
            Action("refuse", rebinding.refuse, starts=("不同意换绑",), offices=SECRETARIES),
            Action("erase_now", lambda tx, person, argument: own_data.erase_now(rooms, tx, person)),
        ),
        dialogues=(chat.dialogue, own_data.correction),
        personal=own_data.held,
        erase=own_data.erase,
        export=own_data.exported,
        meant=chat.meant,
        help=("我的信息　看存了什么；“导出”“更正”“注销”",),
    )
