"""The first secretaries: invited from the command line, while the assistant serves on."""

from dataclasses import dataclass

from bot.language.keys import name_key
from bot.people import audit, binding, guesses, offices, places
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
    binding_code: str = ""


def invite(tx: Tx, where: str, role: str, name: str = "") -> Invited:
    """`where` is a 单位编号 or a name; `role` "" takes the office that goes with the place. With the
    `name` (or 工号) of somebody of that place there is a code too that confirms who they are."""
    place = _place(tx, where)
    fitting = OF_KIND.get(place.kind)
    if fitting is None or role not in ("", fitting):
        raise NoSuchPlace(f"{place.title}没有这个职务，可以是：{fitting or '无'}")
    binding_code = _binding_code(tx, place, name) if name else ""
    code = offices.invite(tx, fitting, place.id, OPERATOR)
    audit.note(tx, OPERATOR, "邀请", place.id, details=TITLES[fitting])
    return Invited(f"{place.title} {TITLES[fitting]}", code, binding_code)


def _binding_code(tx: Tx, place: Place, name: str) -> str:
    found = tx.rows("people.members_named_below", name=name, key=name_key(name), path=place.path)
    if len(found) != 1:
        some = "、".join(f"{row['unit']}{row['branch']}" for row in found[:5])
        raise NoSuchPlace(
            f"“{name}”在{place.title}不止一位：{some}，请改用工号"
            if found
            else f"{place.title}的名册里没有“{name}”"
        )
    audit.note(tx, OPERATOR, "绑定码", found[0]["branch_id"], found[0]["id"])
    return binding.give_code(tx, found[0]["id"], OPERATOR)


def open_again(tx: Tx) -> bool:
    """Names never confirmed need no code any more. False: they needed none."""
    root = places.root(tx)
    was = guesses.open_again(tx)
    if was and root is not None:
        audit.note(tx, OPERATOR, "不再要绑定码", root.id)
    return was


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


def guessed(tx: Tx) -> list[str]:
    """How things stand, line by line."""
    misses, successes = guesses.today(tx)
    return [
        f"今天填错 {misses} 次，新确认 {successes} 人。",
        f"一天内被试且只能凭绑定码确认的姓名：{guesses.names_tried(tx)} 个。",
        f"没有确认过的姓名：{'都要凭绑定码' if guesses.closed(tx) else '可以用后四位确认'}。",
    ]
