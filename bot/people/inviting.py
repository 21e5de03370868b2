"""The first secretaries: invited from the command line, while the assistant serves on."""

from dataclasses import dataclass

from bot.people import audit, offices, places
from bot.people.offices import OF_KIND, OPERATOR, TITLES
from bot.people.places import Place
from bot.refusal import Refusal
from bot.store.tx import Tx


class NoSuchPlace(Refusal):
    """No organisation, or several, or one that has no such office; the message says which."""


@dataclass(frozen=True, slots=True)
class Invited:
    title: str
    code: str


def invite(tx: Tx, where: str, role: str) -> Invited:
    """`where` is a 单位编号 or a name; `role` "" takes the office that goes with the place."""
    place = _place(tx, where)
    fitting = OF_KIND.get(place.kind)
    if fitting is None or role not in ("", fitting):
        raise NoSuchPlace(f"{place.title}没有这个职务，可以是：{fitting or '无'}")
    code = offices.invite(tx, fitting, place.id, OPERATOR)
    audit.note(tx, OPERATOR, "邀请", place.id, details=TITLES[fitting])
    return Invited(f"{place.title} {TITLES[fitting]}", code)


def _place(tx: Tx, where: str) -> Place:
    root = places.root(tx)
    if root is None:
        raise NoSuchPlace("还没有导入单位和支部：先运行 run.py organisations import")
    if by_number := places.numbered(tx, where):
        return by_number
    found = places.named(tx, root.path, where)
    if len(found) == 1:
        return found[0]
    some = "、".join(place.title for place in found[:5])
    raise NoSuchPlace(f"“{where}”不止一个：{some}" if found else f"没有“{where}”这个单位或支部")
