"""Notices: sent by secretaries to those they answer for, confirmed where asked, called back."""

from bot.conversation.capability import Capability, Said, actions
from bot.people.offices import SECRETARIES
from handlers.notices import chat, progress, receipts, replies, sending, wishes, withdrawing

SAID = {
    "send": Said("发通知", "notice.create notice.schedule", "发通知"),
    "progress": Said("通知进度", "notice.progress", "看通知进度"),
    "withdraw": Said("撤回通知", "notice.withdraw", "撤回通知"),
    "others": Said("下级通知"),
    "receipt": Said("收到", "receipt", "回执收到"),
    "reply": Said("", "notice.reply", "答复一条通知"),
}
ANSWERS = {
    "send": chat.begin,
    "progress": progress.progress,
    "withdraw": withdrawing.withdraw,
    "withdraw_now": withdrawing.withdraw_now,
    "others": withdrawing.others,
    "withdraw_theirs": withdrawing.withdraw_theirs,
    "no_receipt": receipts.none_meant,
    "receipt": receipts.receipt,
    "reply": replies.reply,
    "tell_sender": replies.tell_sender,
}

CAPABILITY = Capability(
    name="notices",
    title="通知",
    actions=actions(
        SAID,
        ANSWERS,
        alone="others receipt",
        at_once="receipt",
        identity="tell_sender",
        offices={SECRETARIES: "send progress withdraw withdraw_now others withdraw_theirs"},
        written={"receipt": receipts.CODE},
        listed={"withdraw": r"(?:通知|那条)?(?:撤回来?|撤掉?|撤销|收回来?|作废|废掉?)(?:通知)?"},
        unless={"receipt": receipts.not_asked_for},
        instead={
            "receipt": {"asks": "notices.no_receipt", "tells": "notices.no_receipt"},
            # 刚才那条发错了: told, and asked about first.
            "withdraw": dict.fromkeys(("tells", "took_back"), "notices.withdraw"),
            # 跟书记说我不去了: an answer is one whatever it says, and it is asked about first.
            "reply": dict.fromkeys(("rules_out", "tells", "other", "asks"), "notices.reply"),
        },
    ),
    dialogues=(chat.dialogue,),
    due={"send": sending.send, "call_back": sending.call_back, "pass_on": replies.pass_on},
    personal=receipts.personal,
    erase=receipts.erase,
    export=receipts.export,
    meant=wishes.meant,
    evidence=wishes.evidence,
    duties=((SECRETARIES, "发通知　发给本级以下；“通知进度”“撤回通知 1”"),),
)
