"""Notices: sent by secretaries to those they answer for, confirmed where asked, called back."""

from bot.conversation.capability import Action, Capability
from bot.people.offices import SECRETARIES
from handlers.notices import chat, progress, receipts, sending, wishes

CAPABILITY = Capability(
    name="notices",
    title="通知",
    actions=(
        Action(
            "send",
            chat.begin,
            called="发通知",
            acts=(
                "notice.create",
                "notice.schedule",
            ),
            starts=("发通知",),
            offices=SECRETARIES,
        ),
        Action(
            "progress",
            progress.progress,
            called="看通知进度",
            acts=("notice.progress",),
            starts=("通知进度",),
            offices=SECRETARIES,
        ),
        Action(
            "withdraw",
            progress.withdraw,
            called="撤回通知",
            acts=("notice.withdraw",),
            starts=("撤回通知",),
            listed=r"撤回来?|撤掉?|撤销|收回",
            offices=SECRETARIES,
        ),
        Action("others", progress.others, starts=("下级通知",), offices=SECRETARIES, alone=True),
        Action("withdraw_theirs", progress.withdraw_theirs, offices=SECRETARIES),
        Action("no_receipt", receipts.none_meant),
        Action(
            "receipt",
            receipts.receipt,
            called="回执收到",
            acts=("receipt",),
            starts=("收到",),
            written=receipts.CODE,
            alone=True,
            at_once=True,
            instead={"asks": "notices.no_receipt", "tells": "notices.no_receipt"},
        ),
    ),
    dialogues=(chat.dialogue,),
    due={"send": sending.send, "call_back": sending.call_back},
    personal=receipts.personal,
    erase=receipts.erase,
    export=receipts.export,
    meant=wishes.meant,
    evidence=wishes.evidence,
    duties=((SECRETARIES, "发通知　发给本级以下；“通知进度”“撤回通知 1”"),),
)
