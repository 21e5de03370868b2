"""Reminders: made in a sentence, echoed as a date, fired once."""

from bot.conversation.capability import Action, Capability
from bot.conversation.lists import GIVEN_UP
from handlers.reminders import afterwards, changing, chat, evidence, making, words

_HOW = {"asks": "reminders.how", "tells": "reminders.list"}

CAPABILITY = Capability(
    name="reminders",
    title="提醒",
    actions=(
        Action(
            "create",
            making.create,
            called="设一个提醒",
            acts=("reminder.create",),
            starts=words.CREATE,
            at_once=True,
            instead=_HOW,
            identity=True,
        ),
        Action(
            "list",
            chat.show_mine,
            called="看我的提醒",
            acts=("reminder.list",),
            starts=words.LIST,
            identity=True,
        ),
        Action(
            "how",
            chat.explain,
        ),
        Action("stays", changing.stays),
        Action("one", chat.show_one, identity=True),
        Action(
            "delete",
            changing.delete,
            called="删除提醒",
            acts=("reminder.delete",),
            starts=words.DELETE,
            at_once=True,
            unless=changing.unless,
            instead=_HOW | {"rules_out": "reminders.stays"},
            identity=True,
        ),
        Action("delete_line", changing.delete_line, listed=GIVEN_UP, identity=True),
        Action("ask_to_clear", changing.ask_to_clear, identity=True),
        Action("clear", changing.clear, identity=True),
        Action(
            "snooze",
            changing.snooze,
            called="晚点再提醒",
            acts=("reminder.snooze",),
            starts=words.SNOOZE,
            at_once=True,
            unless=changing.unless,
            instead={
                "asks": "reminders.snooze",
                "tells": "reminders.list",
                "rules_out": "reminders.stays",
            },
            identity=True,
        ),
        Action(
            "change",
            changing.change,
            called="改提醒",
            acts=("reminder.change",),
            starts=words.CHANGE,
            at_once=True,
            instead=_HOW | {"rules_out": "reminders.stays"},
            identity=True,
        ),
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
