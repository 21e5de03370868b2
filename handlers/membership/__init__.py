"""Membership: confirming who one is, and one's own data."""

from collections.abc import Mapping
from functools import partial

from bot.conversation.capability import Capability, Said, Speak, actions
from bot.people.offices import SECRETARIES
from handlers.membership import chat, codes, own_data, rebinding
from handlers.membership.own_data import Rooms

SAID = {
    "bind": Said("绑定 确认身份 身份确认 绑定身份 认证", "me.bind", "确认身份"),
    "my_data": Said("我的信息 个人信息", "me", "看我的信息"),
    "erase": Said("注销 解绑 取消绑定 注销账号 撤回同意", "privacy.erase", "注销"),
    "export": Said("导出 导出我的信息", "privacy.export", "导出我的信息"),
    "correct": Said("更正 更正信息"),
    "whether_to_correct": Said("", "me.correct", "更正我的信息"),
    "agree": Said("同意换绑"),
    "code": Said("绑定码"),
    "refuse": Said("不同意换绑"),
}


def _answers(rooms: Rooms) -> Mapping[str, Speak]:
    return {
        "bind": chat.begin,
        "my_data": partial(own_data.show, rooms),
        "erase": own_data.ask_erasure,
        "export": partial(own_data.export, rooms),
        "correct": own_data.correct,
        "whether_to_correct": own_data.whether_to_correct,
        "agree": partial(rebinding.agree, chat.CONSENT),
        "code": codes.code,
        "give_code": codes.give,
        "refuse": rebinding.refuse,
        "erase_now": partial(own_data.erase_now, rooms),
    }


def capability(rooms: Rooms) -> Capability:
    """`rooms` lists every capability, this one included: 我的信息 and 注销 ask them all."""
    return Capability(
        name="membership",
        title="身份与个人信息",
        actions=actions(
            SAID,
            _answers(rooms),
            identity="correct whether_to_correct",
            anywhere="my_data erase export",
            offices={SECRETARIES: "agree give_code refuse"},
            written={"code": f".*(?:{codes.WITH_CODE}).*"},
        ),
        dialogues=(chat.dialogue, own_data.correction),
        personal=own_data.held,
        erase=own_data.erase,
        export=own_data.exported,
        meant=chat.meant,
        help=("我的信息　看存了什么；“导出”“更正”“注销”",),
    )
