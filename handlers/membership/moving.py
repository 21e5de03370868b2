"""An identity that moves to another phone: what both phones are told."""

from bot.delivery import outbox, unsubscriptions
from bot.people import binding, contacts
from bot.people.person import Person
from bot.store.tx import Tx

MOVED_AWAY = (
    "您的身份已换到另一个微信上，这里不再办理个人事项。不是您本人换的，请马上告诉支部书记。"
)


def by_code(tx: Tx, person: Person, code: str, member_id: str, version: str) -> bool:
    """The secretary who gave the code has vouched for whoever types it. False: it has been used."""
    old = contacts.of_member(tx, member_id)
    if not binding.bind_by_code(tx, person, code, version):
        return False
    binding.drop_rebindings(tx, member_id)
    if old is not None:
        leave_old_phone(tx, old, person.openid)
    return True


def leave_old_phone(tx: Tx, old: Person, new: str) -> None:
    """What its owner does not want sent is not sent to `new` either."""
    unsubscriptions.take_along(tx, old.openid, new)
    outbox.tell(tx, old.openid, MOVED_AWAY, "rebinding")
