"""Reminders: made in a sentence, echoed as a date, fired once."""

from bot.conversation.capability import Capability, Said, actions
from bot.conversation.lists import GIVEN_UP
from handlers.reminders import afterwards, changing, chat, evidence, making, words

SAID = {
    "create": Said(words.CREATE, "reminder.create", "设一个提醒"),
    "list": Said(words.LIST, "reminder.list", "看我的提醒"),
    "delete": Said(words.DELETE, "reminder.delete", "删除提醒"),
    "snooze": Said(words.SNOOZE, "reminder.snooze", "晚点再提醒"),
    "change": Said(words.CHANGE, "reminder.change", "改提醒"),
}
ANSWERS = {
    "create": making.create,
    "list": chat.show_mine,
    "how": chat.explain,
    "stays": changing.stays,
    "one": chat.show_one,
    "delete": changing.delete,
    "delete_line": changing.delete_line,
    "ask_to_clear": changing.ask_to_clear,
    "clear": changing.clear,
    "snooze": changing.snooze,
    "change": changing.change,
}
_HOW = {"asks": "reminders.how", "tells": "reminders.list"}
_STAYS = {"rules_out": "reminders.stays"}

CAPABILITY = Capability(
    name="reminders",
    title="提醒",
    actions=actions(
        SAID,
        ANSWERS,
        identity="create list one delete delete_line ask_to_clear clear snooze change",
        at_once="create delete snooze change",
        listed={"delete_line": GIVEN_UP},
        unsure={"create": making.whether},
        unless={"delete": changing.unless, "snooze": changing.unless},
        instead={
            "create": _HOW,
            "delete": _HOW | _STAYS,
            "snooze": _HOW | _STAYS | {"asks": "reminders.snooze"},
            "change": _HOW | _STAYS,
        },
    ),
    dialogues=(making.dialogue, changing.dialogue),
    due={"fire": chat.fire},
    meant=afterwards.meant,
    evidence=evidence.of,
    personal=chat.personal,
    erase=chat.erase,
    export=chat.export,
    mine=chat.summary,
    help=("提醒　如“明早8点提醒我交材料”，“我的提醒”查看",),
)
