"""名单 and 修改: of whatever was published, whichever room it is in."""

from collections.abc import Callable, Sequence

from bot.conversation.capability import Action, Capability
from bot.people.offices import EVERY
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.publications import chat


def capability(rooms: Callable[[], Sequence[Capability]]) -> Capability:
    """`rooms` lists every capability: each knows what it has published."""
    return Capability(
        name="publications",
        title="已发布的",
        actions=(
            Action(
                "roll",
                lambda tx, person, text: chat.roll(rooms(), tx, person, text),
                called="看报名名单",
                acts=("roster",),
                starts=("名单", "报名名单", "查名单", "导出名单"),
                offices=EVERY,
            ),
            Action(
                "revise",
                lambda tx, person, text: chat.revise(rooms(), tx, person, text),
                starts=("修改",),
                offices=EVERY,
            ),
        ),
        personal=_nothing,
        erase=_keep,
        duties=((EVERY, "名单 名称　看谁报了名；“修改”改时间地点名额"),),
    )


def _nothing(tx: Tx, person: Person) -> Sequence[str]:
    return ()


def _keep(tx: Tx, person: Person) -> None:
    """What was published is the organisation's, not the person's."""
