"""Notices: sent by secretaries to those they answer for, confirmed where asked, called back."""

from bot.conversation.capability import Action, Capability, Wording
from bot.people.offices import SECRETARIES
from handlers.notices import chat, progress, receipts, sending, wishes

RECEIPT = Wording(phrases=receipts.CODE, topics=receipts.CODE, unless=r"[没不未]|吗")

CAPABILITY = Capability(
    name="notices",
    title="通知",
    actions=(
        Action("send", chat.begin, starts=("发通知",), offices=SECRETARIES),
        Action("progress", progress.progress, starts=("通知进度",), offices=SECRETARIES),
        Action(
            "withdraw",
            progress.withdraw,
            starts=("撤回通知",),
            listed=r"撤回来?|撤掉?|撤销|收回",
            offices=SECRETARIES,
        ),
        Action("others", progress.others, starts=("下级通知",), offices=SECRETARIES, alone=True),
        Action("withdraw_theirs", progress.withdraw_theirs, offices=SECRETARIES),
        Action("receipt", receipts.receipt, starts=("收到",), wording=RECEIPT, alone=True),
    ),
    dialogues=(chat.dialogue,),
    due={"send": sending.send, "call_back": sending.call_back},
    personal=receipts.personal,
    erase=receipts.erase,
    export=receipts.export,
    meant=wishes.meant,
    duties=((SECRETARIES, "发通知　发给本级以下；“通知进度”“撤回通知 1”"),),
)
