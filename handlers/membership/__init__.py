"""Membership: confirming who one is, and one's own data."""

from bot.capability import Action, Capability
from handlers.membership import chat
from handlers.membership.chat import Rooms


def capability(rooms: Rooms) -> Capability:
    """`rooms` lists every capability, this one included: 我的信息 and 注销 ask them all."""
    return Capability(
        name="membership",
        title="身份与个人信息",
        actions=(
            Action(
                "bind",
                chat.begin,
                starts=("绑定", "确认身份", "身份确认", "绑定身份", "认证"),
                examples=(
                    "怎么绑定身份",
                    "我要绑定",
                    "怎么确认我的身份",
                    "我换单位了怎么改",
                    "重新绑定",
                ),
            ),
            Action(
                "my_data",
                lambda tx, person, argument: chat.show_data(rooms, tx, person),
                starts=("我的信息", "个人信息"),
                examples=("你们存了我什么信息", "查看我的个人信息", "我的资料"),
                anywhere=True,
            ),
            Action(
                "erase",
                chat.ask_erasure,
                starts=("注销", "解绑", "取消绑定", "注销账号"),
                examples=("删除我的信息", "我要注销", "把我的数据删掉", "解除绑定"),
                anywhere=True,
            ),
            Action("erase_now", lambda tx, person, argument: chat.erase_now(rooms, tx, person)),
        ),
        dialogues=(chat.dialogue,),
        personal=chat.held,
        erase=chat.erase,
        help=("我的信息　看存了什么；“注销”全部删除",),
    )
