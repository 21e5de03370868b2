"""One place given up for another at the same time, whichever rooms the two are in."""

from collections.abc import Callable, Sequence

from bot.conversation.capability import Action, Capability
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.exchanges import chat


def capability(rooms: Callable[[], Sequence[Capability]]) -> Capability:
    """`rooms` lists every capability: each knows how its places are left and taken."""
    return Capability(
        name="exchanges",
        title="改报",
        actions=(
            Action(
                "exchange",
                lambda tx, person, what: chat.exchange(rooms(), tx, person, what),
                identity=True,
            ),
        ),
        personal=_nothing,
        erase=_keep,
    )


def _nothing(tx: Tx, person: Person) -> Sequence[str]:
    return ()


def _keep(tx: Tx, person: Person) -> None:
    """The places are their rooms'."""
