"""取消活动: shown with how many will be told, done by the number."""

from collections.abc import Sequence

from bot.hearing.heard import Heard
from bot.language.text import in_quotes
from bot.message import Choice, Menu, Reply
from bot.people import audit, offices
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from bot.when.period import told
from handlers.offerings import covered, finding, leaving, offering, telling
from handlers.offerings.covered import Covered
from handlers.offerings.kind import Kind
from handlers.offerings.offering import PAGE
from handlers.pasted.wishes import calls_off, what_is_off


def call_off(kind: Kind, tx: Tx, person: Person, text: Heard) -> Reply:
    """取消活动 大讲堂第10期; from whoever holds no office it means their own place in it."""
    if not offices.held(tx, person, kind.publishers):
        return leaving.leave(kind, tx, person, text)
    found = covered.named(kind, tx, person, what_is_off(text))
    if not found and calls_off(text) and not finding.named_in(kind, tx, person, text):
        # 看电影这个黄了: of all there are.
        found = covered.named(kind, tx, person, "")
    if not found:
        return Reply(covered.none(kind, text))
    found = _on_the_day(tx, found, text)
    if len(found) == 1 and text:
        return ask(kind, tx, person, found[0].id)
    shown = found[:PAGE]
    lines = [f"{n} {each.line(tx.now)}" for n, each in enumerate(shown, 1)]
    head, end = f"取消哪一项{kind.words.published}？", "回复编号；不取消就不用回。"
    choices = tuple(Choice(kind.act("ask_call_off"), each.id) for each in shown)
    return Reply("\n".join([head, *lines, end]), Menu(choices, Choice(kind.act("call_off"), text)))


def _on_the_day(tx: Tx, found: Sequence[Covered], text: Heard) -> Sequence[Covered]:
    """Of several with one name, those of the day that is said."""
    period, _ = told(text, tx.now, [each.name for each in found])
    then = [each for each in found if period is None or period.holds(each.starts_at)]
    return then or found


def _gone(kind: Kind) -> Reply:
    return Reply(f"这项{kind.words.published}已经取消、结束，或不归您管，没有改动。")


def ask(kind: Kind, tx: Tx, person: Person, offering_id: str) -> Reply:
    found = covered.ahead(kind, tx, person, offering_id)
    if found is None:
        return _gone(kind)
    sure = (Choice(kind.act("call_off_now"), found.id),)
    return Reply(
        f"取消{in_quotes(found.name)}（{saying.at(found.starts_at, tx.now)}）？\n"
        f"会告诉已报名和候补的 {found.concerned} 人，取消后不能恢复。\n"
        "确定取消请回复 1；不取消请回复“取消”。",
        Menu(sure, Choice(kind.act("ask_call_off"), found.id), asks=True),
    )


def call_off_now(kind: Kind, tx: Tx, person: Person, offering_id: str) -> Reply:
    offering.hold(tx, offering_id)
    found = covered.ahead(kind, tx, person, offering_id)
    if found is None or not tx.run("offerings.call_off", id=found.id):
        return _gone(kind)
    telling.start(kind, tx, found, (), moved=False)
    audit.note(tx, person.id, f"取消{kind.words.published}", found.audited, details=found.name)
    told = "\n正在告诉已报名和候补的人。" if found.concerned else ""
    return Reply(f"【已取消】{found.name}{told}")
