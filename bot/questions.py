"""Questions that people answer: kept, brought to whoever is in charge, and their answers.

Both are kept without telephone and identity numbers, for half a year.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.content import Topic
from bot.delivery import outbox
from bot.hearing.unexplained import people_in
from bot.language.keys import name_key
from bot.language.relay import received
from bot.language.text import normal, redacted, short, simplified
from bot.people import claims, offices, places
from bot.people.person import Person
from bot.people.places import Place
from bot.store.tx import Row, Tx

LONGEST = 500  # characters
MOST = 5  # that one person may have open
PAGE = 5
HANDED_ON = 20  # looked at in one change
NAME_LEFT_OUT = "〔姓名略〕"
NEW = "有新的提问等答复，回复“问题”查看。"


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    openid: str
    number: int
    text: str
    open: bool
    path: str  # of the organisation in charge
    organisation_id: str


class TooMany(Exception):
    """This person has so many open questions that no more are taken."""


class NobodyInCharge(Exception):
    """There is no organisation yet that could answer."""


def presentable(tx: Tx, person: Person, text: str) -> str:
    """What may be offered to be passed on: without the names of others, without the numbers of
    telephones and identity cards. The person's own name stays."""
    text = redacted(text).strip()[:LONGEST]
    read = simplified(text)
    if len(read) != len(text):  # hardly ever: then it is shown as it was read
        text = read
    for name in _others_named(tx, person, read):
        while (at := read.find(name)) >= 0:
            rest = at + len(name)
            text = text[:at] + NAME_LEFT_OUT + text[rest:]
            read = read[:at] + NAME_LEFT_OUT + read[rest:]
    return text


def _others_named(tx: Tx, person: Person, text: str) -> list[str]:
    """Whoever is named in the roster, and what is said as a name is; longer ones first."""
    row = tx.row("people.get_member", member_id=person.id) if person.confirmed else None
    own = name_key(row["name"]) if row else ""
    known = [name for name in claims.names_possible(text) if _is_in_roster(tx, name)]
    found = {name for name in (*known, *people_in(normal(text))) if name_key(name) != own}
    return sorted(found, key=lambda name: (-len(name), name))


def _is_in_roster(tx: Tx, name: str) -> bool:
    return tx.row("people.is_named", name=name_key(name)) is not None


def keep(tx: Tx, person: Person, text: str, topics: Sequence[Topic]) -> str:
    """Keep a question and have those in charge told; its topic, "" for none.

    The same question while it is open is kept once. Raises TooMany or NobodyInCharge.
    """
    topic = next((t for t in topics if any(word in text for word in t.words)), None)
    number = topic.organisation if topic else ""
    start = (places.numbered(tx, number) if number else None) or places.root(tx)
    if start is None:
        raise NobodyInCharge
    name = topic.name if topic else ""
    keep_for(tx, person, text, name, start)
    return name


def keep_for(tx: Tx, person: Person, text: str, topic: str, start: Place) -> None:
    """The same, for the organisation `start` or the next one above it that has somebody."""
    text = received(redacted(text)).strip()[:LONGEST]
    if tx.row("questions.same", openid=person.openid, text=text) is not None:
        return
    if tx.value("questions.open_of", openid=person.openid) >= MOST:
        raise TooMany
    where = in_charge(tx, start)
    tx.run("questions.line_up")
    tx.run(
        "questions.put",
        id=tx.new_id(),
        openid=person.openid,
        text=text,
        topic=topic,
        organisation_id=where.id,
    )
    if tx.value("questions.open_at", organisation_id=where.id) == 1:  # one hint, not one each
        _tell(tx, where)


def _tell(tx: Tx, where: Place) -> None:
    for member_id in offices.holders(tx, where.id):
        outbox.tell_member(tx, member_id, NEW, "questions")


def hand_on(tx: Tx, after: str) -> str | None:
    """Every night: what waits where nobody acts any more goes to the next one above. One slice; where
    to go on, None when all have been looked at."""
    rows = tx.rows("questions.unattended", after=after, count=HANDED_ON)
    for row in rows:
        start = places.get(tx, row["organisation_id"])
        where = in_charge(tx, start) if start else None
        if where is not None and where.id != row["organisation_id"]:
            first = not tx.value("questions.open_at", organisation_id=where.id)
            tx.run("questions.hand_on", id=row["id"], organisation_id=where.id)
            if first:
                _tell(tx, where)
    return str(rows[-1]["id"]) if len(rows) == HANDED_ON else None


def in_charge(tx: Tx, start: Place) -> Place:
    """The nearest organisation upwards that somebody acts for; the committee, if nobody does."""
    upwards = places.upwards(tx, start.id)
    return next((place for place in upwards if offices.holders(tx, place.id)), upwards[-1])


def page(tx: Tx, path: str, number: int) -> list[Row]:
    """One page (from 0) of the open questions within a subtree, each with the `total`."""
    return tx.rows("questions.open_below", path=path, count=PAGE, skip=PAGE * number)


def numbered(tx: Tx, number: int) -> Question | None:
    row = tx.row("questions.numbered", number=number)
    if row is None:
        return None
    return Question(
        row["id"],
        row["openid"],
        row["number"],
        row["text"],
        row["state"] == "open",
        row["path"],
        row["organisation_id"],
    )


def answer(tx: Tx, question: Question, person: Person, text: str, sender: str) -> bool:
    """Store the answer and have the asker told. False: somebody answered before."""
    done = tx.run("questions.answer", id=question.id, member_id=person.id, answer=redacted(text))
    if not done:
        return False
    text = received(text)
    said = f"【答复】您问：“{short(question.text)}”\n{text}\n——{sender}"
    outbox.tell(tx, question.openid, said, f"questions:{question.id}")
    return True


def reachable(tx: Tx, question: Question) -> bool:
    """Whether the asker can be told at once."""
    return outbox.reaches(tx, question.openid)
