"""The volunteer teams of the units."""

from bot.message import Reply
from bot.people.person import Person
from bot.store.tx import Tx


def show(tx: Tx, person: Person, argument: str) -> Reply:
    member = tx.row("people.get_member", member_id=person.id)
    unit = member["unit_id"] if member else ""
    teams = [str(row["name"]) for row in tx.rows("volunteering.teams_of_unit", unit_id=unit)]
    total = tx.value("volunteering.count_teams")
    mine = "您单位的服务队：" + "、".join(teams) if teams else "您单位还没有登记服务队。"
    return Reply(f"全市机关共有服务队 {total} 支。\n{mine}\n回复“志愿”看哪里需要人。")
