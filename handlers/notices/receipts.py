"""Receipts: “收到 K7M2” counts a member once; a bare “收到” where only one is asked for."""

import re
from collections.abc import Mapping, Sequence

from bot.hearing.heard import Heard
from bot.hearing.situations import ANSWERS
from bot.language.text import short
from bot.message import Reply
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.courtesies import NOT_AT_ALL
from handlers.notices import notice as notices
from handlers.notices import replies
from handlers.notices.notice import DAY, Notice

LATELY = 7 * DAY  # a bare 收到 is for a notice of these days
LONGEST, PROMISED = 24, 0.6  # characters of a promise to come, and how likely it must be one
UNKNOWN = "没有找到这个回执码，请照通知末尾的码回复，例如“收到 K7M2”。"
NO_RECEIPT = "没有给您记回执。要回执请回复“收到”加通知末尾的码，例如“收到 K7M2”。"
ASKED_FOR = 1.5  # for a receipt, where a notice asks for one
WHICH = "您有几条通知请回复收到，请带上通知末尾的码，例如“收到 K7M2”。"
# Also the code alone.
CODE = r"(?:收到 ?)?[a-z][2-9][a-z][2-9]"
# 收到 in a whole line of one's own words: 好的，已收到，谢谢. Of plain wording.
_SAID = re.compile(
    r"(?:[好的嗯行是了嘞都也 ]|ok|明白|知道|没问题|我们?|已经?|通知)*收[到悉]了?"
    r"(?: ?(?:谢谢|谢了|多谢|感谢|辛苦了?|明白|知道了?|好的?)[^ ]{0,3}){0,2}"
)
_ASKED = re.compile(r"吗|[没未]")  # 收到没有啊: asked about, or not got
_CODE = re.compile(r"(?:收到)?([a-z][2-9][a-z][2-9])")


def receipt(tx: Tx, person: Person, said: Heard) -> Reply:
    """With a code, or a bare 收到: small talk unless it can only be meant for one notice."""
    match = _CODE.fullmatch(said.squeezed)
    if match:
        found = _with_code(tx, person, match[1].upper())
        return _counted(tx, person, found) if found else Reply(UNKNOWN)
    if _ASKED.search(said.squeezed):
        return none_meant(tx, person, said)
    asked = _open(tx, person)
    if len(asked) == 1:
        return _counted(tx, person, asked[0])
    return Reply(NOT_AT_ALL).after(WHICH) if asked else Reply(NOT_AT_ALL)


def in_other_words(tx: Tx, person: Person, said: Heard) -> Reply | None:
    """好的收到: a receipt where one is asked for, else thanks. 明白 一定参加: only where one is."""
    if _SAID.fullmatch(said.plain):
        return receipt(tx, person, said.part("收到"))
    asked = _open(tx, person) if _may_promise(said) else []
    return _counted(tx, person, asked[0]) if len(asked) == 1 and _promises(said) else None


def not_asked_for(tx: Tx, person: Person, said: Heard) -> Reply | None:
    """收到 准时参加 where nothing asks for a receipt: a courtesy."""
    if _ASKED.search(said.squeezed) or not _SAID.fullmatch(said.clauses[0]):
        return None
    return None if _open(tx, person) else Reply(NOT_AT_ALL)


def _may_promise(said: Heard) -> bool:
    """A few words that ask and excuse nothing."""
    return said.has_words and len(said.said) <= LONGEST and not _ASKED.search(said.squeezed)


def _promises(said: Heard) -> bool:
    """Whether it answers a notice that asks for a receipt."""
    return said.response("receipt.open").likely(ANSWERS) >= PROMISED


def none_meant(tx: Tx, person: Person, said: str) -> Reply:
    """没收到, 收到的通知在哪里看: it is spoken of only."""
    asked = _open(tx, person)
    if not asked:
        return Reply(NO_RECEIPT)
    return Reply("\n".join([NO_RECEIPT, *(f"{each.code}　{_head(each)}" for each in asked[:3])]))


def evidence(tx: Tx, person: Person, heard: Heard) -> Mapping[str, float]:
    """Where nothing asks for a receipt, none is given."""
    return {"receipt": ASKED_FOR if _open(tx, person) else -ASKED_FOR}


def _head(found: Notice) -> str:
    return short(found.text.splitlines()[0])


def _with_code(tx: Tx, person: Person, code: str) -> Notice | None:
    if not person.confirmed:
        return None
    found = tx.value("notices.meant", openid=person.openid, code=code)
    return notices.known(tx, found) if found else None


def _open(tx: Tx, person: Person) -> list[Notice]:
    if not person.confirmed:
        return []
    rows = tx.rows(
        "notices.open_receipts",
        openid=person.openid,
        member_id=person.id,
        since=tx.now - LATELY,
    )
    return [notices.known(tx, row["id"]) for row in rows]


def _counted(tx: Tx, person: Person, found: Notice) -> Reply:
    """The same card however often."""
    if found.withdrawn:
        return Reply("这条通知已经撤回，不用回复了。")
    tx.run("notices.put_receipt", id=tx.new_id(), notice_id=found.id, member_id=person.id)
    first = found.text.splitlines()[0]
    return Reply(f"【已回执】{found.code}\n{first}")


# ---------------------------------------------------------------- what is held


def personal(tx: Tx, person: Person) -> Sequence[str]:
    total = len(_of(tx, person))
    return [f"通知回执 {total} 条"] if total else []


def export(tx: Tx, person: Person) -> Sequence[str]:
    return [f"通知回执：{saying.at(at, tx.now)}" for at in _of(tx, person)]


def _of(tx: Tx, person: Person) -> list[int]:
    if not person.confirmed:
        return []
    return [row["at"] for row in tx.rows("notices.receipts_of", member_id=person.id)]


def erase(tx: Tx, person: Person) -> None:
    """A receipt still counts for its branch; the notices one sent are the committee's record."""
    replies.erase(tx, person)
    if person.confirmed:
        tx.run("notices.forget_member", member_id=person.id)
