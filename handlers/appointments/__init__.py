"""Appointments: inviting secretaries, taking office, dismissing, and the record of it all."""

from bot.conversation.capability import Action, Capability
from bot.people.offices import BRANCH, LEADING, SECRETARIES
from handlers.appointments import chat, waking

CAPABILITY = Capability(
    name="appointments",
    title="书记任免",
    actions=(
        Action(
            "invite",
            chat.invite,
            called="邀请同志任职",
            acts=("office.invite",),
            starts=("邀请", "邀请书记"),
            offices=LEADING,
        ),
        Action("withdraw", chat.withdraw, starts=("撤回邀请",), offices=LEADING),
        Action(
            "accept",
            chat.accept,
            starts=("任职", "任职码"),
            written=f".*{chat.WITH_CODE}.*",
            identity=True,
        ),
        Action(
            "dismiss",
            chat.dismiss,
            called="免职",
            acts=("office.dismiss",),
            starts=("免职",),
            offices=LEADING,
        ),
        Action("dismiss_now", chat.dismiss_now, offices=LEADING),
        Action("wake", waking.wake, starts=("恢复任职", "恢复职务"), offices=LEADING),
        Action("wake_now", waking.wake_now, offices=LEADING),
        Action(
            "record",
            chat.record,
            called="看操作记录",
            acts=("audit",),
            starts=("记录", "操作记录"),
            offices=SECRETARIES,
        ),
    ),
    dialogues=(chat.dialogue,),
    personal=chat.personal,
    erase=chat.erase,
    duties=(
        (LEADING, "邀请 支部名　请书记任职；“免职 姓名”“恢复任职 姓名”“绑定码 姓名”“记录”"),
        (frozenset({BRANCH}), "绑定码 姓名　帮本人确认身份；“记录”看谁办了什么"),
    ),
)
