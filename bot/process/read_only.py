"""While the database takes no changes: what can be said all the same, and nothing done."""

from bot.clock import Clock
from bot.conversation import dialogue, focus, prompts
from bot.conversation.capability import Found, NeedsSearch
from bot.conversation.router import Router
from bot.conversation.situation import Situation
from bot.language.text import TEXT_BYTES, fit
from bot.message import SAID, TAPS, Message
from bot.people import contacts
from bot.people.person import Person
from bot.store.engine import NotCommitted, Store
from bot.store.tx import ByHeart, Looking, OnlyLooking, Tx

NOT_NOW = "刚才没有办成，什么也没有改动：系统正在维护，请过一会儿再发。看“帮助”、问政策现在也可以。"
ONLY_LOOKING = "（系统正在维护，现在只能查看，报名、提醒等办不了，编号也请过一会儿再回。）"
ROOM = TEXT_BYTES - len(f"\n{ONLY_LOOKING}".encode())
ANSWERED = SAID | TAPS  # of anything else nobody reads an answer
REMEMBERED = 10_000  # people whose newest menu could not be kept


class Looker:
    """Answers from what can be read, else from what is known without any database."""

    def __init__(self, router: Router, store: Store, clock: Clock) -> None:
        self._router = router
        self._store = store
        self._clock = clock
        self._unkept: dict[str, None] = {}  # whose newest menu is older than what they saw since

    async def answer(self, message: Message) -> str:
        found = None
        if question := self._router.understanding.question(message):
            found = self._router.answers.search(question)
        try:
            return await self._store.read(lambda tx: self._read(tx, message, found))
        except OnlyLooking:  # it would have been done
            return NOT_NOW
        except NotCommitted:  # nothing can be read either
            return self._by_heart(message, found)

    def resumed(self, tx: Tx, situation: Situation) -> Situation:
        """The first change since: a number must not answer what is older than what they saw."""
        person = situation.person
        if person.openid not in self._unkept:
            return situation
        prompts.expire(tx, person.openid)
        talk = situation.talk
        if talk is not None and talk.open:
            dialogue.park(tx, person)
            talk = talk._replace(open=False)
        return situation._replace(talk=talk, prompt=prompts.find(tx, person.openid), asked=None)

    def caught_up(self, openid: str) -> None:
        """A change of theirs is stored again."""
        if self._unkept:
            self._unkept.pop(openid, None)

    def _read(self, tx: Tx, message: Message, found: Found | None) -> str:
        row = tx.row("situation.find", openid=message.openid, key=message.key)
        if row is not None and row["reply"] is not None:  # it was stored before
            return str(row["reply"])
        person = contacts.person(row) if row is not None else _nobody(message)
        return self._spoken(Looking(tx), person, message, found)

    def _by_heart(self, message: Message, found: Found | None) -> str:
        try:
            return self._spoken(ByHeart(self._clock.now()), _nobody(message), message, found)
        except OnlyLooking:
            return NOT_NOW

    def _spoken(self, tx: Tx, person: Person, message: Message, found: Found | None) -> str:
        """What the router says to these words alone, with nothing open and no menu."""
        dialogue.learn(tx, person.openid, None)
        prompts.learn(tx, person.openid, None)
        focus.learn(tx, person.openid, [])
        situation = Situation(person, False, None, None, None, None)
        try:
            reply = self._router.reply(tx, person, message, situation, found)
        except NeedsSearch as need:
            sought = self._router.answers.search(need.question)
            reply = self._router.reply(tx, person, message, situation, sought)
        if reply.menu is not None and reply.menu.asks:
            raise OnlyLooking  # nobody is asked whether to do what cannot be done
        if not reply.text:
            return ""
        if reply.menu is not None:
            self._note_unkept(person.openid)
        return f"{fit(reply.text, ROOM)}\n{ONLY_LOOKING}"

    def _note_unkept(self, openid: str) -> None:
        self._unkept[openid] = None
        if len(self._unkept) > REMEMBERED:
            self._unkept.pop(next(iter(self._unkept)))


def _nobody(message: Message) -> Person:
    """Whoever has not written before, or cannot be looked up."""
    return Person(message.openid, None, True, 0, 0)
