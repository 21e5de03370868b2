"""Offices that sleep: the one sentence for who holds them, and for who may wake them."""

from collections.abc import Collection

from bot.delivery import outbox
from bot.people import offices
from bot.people.offices import EVERY, Office
from bot.people.person import Person
from bot.store.tx import Tx

SHOWN = 2  # superiors named in one sentence


def sentence(tx: Tx, person: Person, roles: Collection[str] = EVERY) -> str:
    """What somebody whose offices sleep is told; "" for everybody else."""
    asleep = offices.asleep(tx, person, roles)
    if not asleep:
        return ""
    who = _who_wakes(tx, person, asleep[0])
    more = f"等 {len(asleep)} 项职务" if len(asleep) > 1 else ""
    return f"您的{asleep[0].title}{more}要重新确认后才能用（换过微信、注销或取消过关注）。{who}"


def _who_wakes(tx: Tx, person: Person, office: Office) -> str:
    above = offices.superiors(tx, office)
    if not above:
        return "请联系负责运行这个服务的同志，由其重新确认。"
    names = "、".join(f"{each.name}（{each.office.title}）" for each in above[:SHOWN])
    return f"请联系{names}，请其在这里回复“恢复任职 {_name(tx, person.id)}”。"


def _name(tx: Tx, member_id: str) -> str:
    row = tx.row("people.get_member", member_id=member_id)
    return str(row["name"]) if row else ""


def tell_superiors(tx: Tx, member_id: str) -> None:
    """Whoever may wake this member's offices learns that somebody has confirmed being them."""
    person = Person("", member_id, True, 0, 0)
    name = _name(tx, member_id)
    for office in offices.asleep(tx, person):
        text = (
            f"{name}刚在一个微信上确认了身份，职务“{office.title}”等您重新确认。\n"
            f"请先向本人核实，是本人就回复“恢复任职 {name}”。"
        )
        for superior in offices.superiors(tx, office):
            outbox.tell_member(tx, superior.member_id, text, "appointments")
