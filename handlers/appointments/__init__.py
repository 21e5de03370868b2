"""Appointments: inviting secretaries, taking office, dismissing, and the record of it all."""

from bot.conversation.capability import Capability, Said, actions
from bot.people.offices import BRANCH, LEADING, SECRETARIES
from handlers.appointments import chat, waking

SAID = {
    "invite": Said("邀请 邀请书记", "office.invite", "邀请同志任职"),
    "withdraw": Said("撤回邀请"),
    "accept": Said("任职 任职码"),
    "dismiss": Said("免职", "office.dismiss", "免职"),
    "wake": Said("恢复任职 恢复职务"),
    "record": Said("记录 操作记录", "audit", "看操作记录"),
}
ANSWERS = {
    "invite": chat.invite,
    "withdraw": chat.withdraw,
    "accept": chat.accept,
    "dismiss": chat.dismiss,
    "dismiss_now": chat.dismiss_now,
    "wake": waking.wake,
    "wake_now": waking.wake_now,
    "record": chat.record,
}

CAPABILITY = Capability(
    name="appointments",
    title="书记任免",
    actions=actions(
        SAID,
        ANSWERS,
        identity="accept",
        offices={
            LEADING: "invite withdraw dismiss dismiss_now wake wake_now",
            SECRETARIES: "record",
        },
        written={"accept": f".*{chat.WITH_CODE}.*"},
    ),
    dialogues=(chat.dialogue,),
    personal=chat.personal,
    erase=chat.erase,
    duties=(
        (LEADING, "邀请 支部名　请书记任职；“免职 姓名”“恢复任职 姓名”“绑定码 姓名”“记录”"),
        (frozenset({BRANCH}), "绑定码 姓名　帮本人确认身份；“记录”看谁办了什么"),
    ),
)
