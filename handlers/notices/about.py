"""What is answered at the card about the notice that is to go out: who sees it, when, under whose name."""

from bot.store.tx import Tx
from bot.when import saying
from handlers.notices import notice as notices
from handlers.notices import preview
from handlers.notices.quiet import next_opening
from handlers.notices.scope import Scope

_WHOM = frozenset({"audience", "count", "eligibility", "people"})
_WHEN = frozenset({"time", "deadline"})
_NAME = frozenset({"contact", "source"})
_LOOKS = frozenset({"format", "detail", "meaning"})
RECEIPT = "要大家回复收到的话选 3；收到多少回复“通知进度”看，只有总数。"
RULE = "发出后回复“撤回通知”可以撤回还没送到的，已经送到的撤不回来。"
LOOKS = "收到的和上面的样子一样，选 2 先发给您自己看。链接照样能点，附件和图片发不了。"
STATE = "还没有发出，选 1 才发。"


def answered(tx: Tx, found: Scope, field: str, at: int | None) -> str:
    """ "" where nothing is known of it; `at` is the moment that was chosen for it."""
    if field in _WHOM:
        return _whom(tx, found, at)
    if field in _WHEN:
        return _when(tx, at)
    if field in _NAME:
        return f"落款是“——{found.office.title}”，不写您的姓名。"
    if field in _LOOKS:
        return LOOKS
    return {"receipt": RECEIPT, "rule": RULE, "state": STATE}.get(field, "")


def _whom(tx: Tx, found: Scope, at: int | None) -> str:
    later = at or next_opening(tx.now)
    reach = notices.reach(tx, found.to, later or tx.now)
    line = preview.reach_line(reach, later=later is not None)
    return f"只发给{found.to.title}的 {saying.count(reach.members)} 人，别人看不到。\n{line}"


def _when(tx: Tx, at: int | None) -> str:
    opens = at or next_opening(tx.now)
    when = f"在 {saying.at(opens, tx.now)}" if opens else "马上"
    return f"选 1 就{when}发出；另定时间直接说，例如“明早9点发”。"
