"""What whoever keeps a place says: 发布预约点, 开放时间, 停用."""

from collections.abc import Sequence

from bot.clock import moment
from bot.language.naming import chosen
from bot.language.text import in_quotes
from bot.message import Choice, Menu, Reply
from bot.people import audit, offices
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.bookings import opening
from handlers.bookings.booking import KIND
from handlers.bookings.opening import Bookable

HOW = (
    "请一行写全：名称 地点 日子 时段 每小时几人，例如\n"
    "发布预约点 职工理发室 机关大院3号楼 工作日 9点到17点 每小时2人"
)
HOW_HOURS = "请这样说：开放时间 {} 工作日 9点到17点 每小时2人"
NONE = "您管理的范围内没有这个预约点。回复“发布预约点”新建。"
NOT_NOW = "您现在不能以这个名义办理，没有改动。"


def publish(tx: Tx, person: Person, text: str) -> Reply:
    title, venue, hours = opening.said(text, moment(tx.now))
    if not (title and venue and hours):
        return Reply(HOW)
    said = f"将开放预约：\n{title}　{venue}\n{hours.said()}\n回复 1 发布；要改重新发一行。"
    return _sure(said, Choice("bookings.put", text), Choice("bookings.publish", text))


def _sure(said: str, do: Choice, again: Choice) -> Reply:
    return Reply(said, Menu((do,), again, asks=True))


def put(tx: Tx, person: Person, text: str) -> Reply:
    title, venue, hours = opening.said(text, moment(tx.now))
    held = offices.held(tx, person, KIND.publishers)
    if not held or hours is None:
        return Reply(NOT_NOW)
    holder = held[0].place
    place = Bookable(tx.new_id(), holder.id, holder.kind == "committee", title, venue, hours)
    store(tx, place)
    audit.note(tx, person.id, "发布预约点", holder.id, details=title)
    return Reply(f"【已发布】{title}\n改时间“开放时间 {title}”，停一天“停用 {title} 日期”。")


def store(tx: Tx, place: Bookable) -> None:
    """What is there already stays as it is, closed or not."""
    known = {"id": place.id, "holder_id": place.holder_id, "venue": place.venue}
    if tx.run("bookings.put", title=place.title, **known, **place.hours._asdict()):
        opening.open_days(tx, place)


def _found(tx: Tx, person: Person, text: str, place_id: str = "") -> list[Bookable]:
    """Those kept within what the offices cover that the words may mean."""
    held = offices.held(tx, person, KIND.publishers)
    every = [place for each in held for place in opening.kept(tx, each.place.path, place_id)]
    known = list({place.id: place for place in every}.values())
    return chosen(text, known, lambda place: place.title, KIND.words.general) if text else known


def _which(found: Sequence[Bookable], how: str) -> Reply:
    lines = [f"{place.title}　{place.hours.said()}" for place in found[:5]]
    return Reply("\n".join([*lines, how.format(found[0].title)]) if found else NONE)


def change_hours(tx: Tx, person: Person, text: str) -> Reply:
    """开放时间 职工理发室 工作日 9点到12点 每小时2人: days that somebody has booked stay as they are."""
    name, _, hours = opening.said(text, moment(tx.now))
    found = _found(tx, person, name)
    if len(found) != 1 or hours is None:
        return _which(found, HOW_HOURS)
    [place] = found
    tx.run("bookings.set_hours", id=place.id, **hours._asdict())
    kept = opening.close_days(tx, place, booked=False)
    opening.open_days(tx, place._replace(hours=hours))
    audit.note(tx, person.id, "修改预约点", place.holder_id, details=place.title)
    days = f"\n有 {kept} 天已有人预约，照旧。" if kept else ""
    return Reply(f"【已修改】{place.title}\n{place.hours.said()} → {hours.said()}{days}")


def close(tx: Tx, person: Person, text: str) -> Reply:
    """全部停用 职工理发室"""
    found = _found(tx, person, text)
    if len(found) != 1 or not text:
        return _which(found, "停用哪一个，请说“全部停用 {0}”；只停一天回复“停用 {0} 日期”。")
    said = f"{in_quotes(found[0].title)}以后都不再开放？已预约的会告诉本人，不能恢复。"
    end = "确定停用请回复 1；不停用请回复“取消”。"
    do, again = Choice("bookings.close_now", found[0].id), Choice("bookings.close", text)
    return _sure(f"{said}\n{end}", do, again)


def close_now(tx: Tx, person: Person, place_id: str) -> Reply:
    found = _found(tx, person, "", place_id)
    if not found or not tx.run("bookings.close", id=place_id):
        return Reply(NOT_NOW)
    opening.close_days(tx, found[0], booked=True)
    audit.note(tx, person.id, "停用预约点", found[0].holder_id, details=found[0].title)
    return Reply(f"【已停用】{found[0].title}")
