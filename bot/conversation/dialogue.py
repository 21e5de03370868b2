"""Multi-turn dialogues: a list of questions and one row per person.

The next step is the first question without an answer, so no separate state can contradict the
answers. A question stands beside its check; nothing but wrong guesses is counted before the end.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from msgspec import Struct, ValidationError, convert, to_builtins

from bot.hearing import situations
from bot.hearing.heard import Heard, Response
from bot.language.numbers import placed
from bot.language.text import short
from bot.message import Again, Choice, Reply
from bot.people import offices
from bot.people.person import Person
from bot.store.tx import Row, Tx, bare, packed, unpacked

LONGEST_TRAIL = 12  # answers that 返回 can take back
KEPT = 24 * 3_600_000  # how long a parked dialogue may be taken up again
# How likely words are an answer (docs/hearing.md): below which they surely are none, where any text
# answers and where a check has understood them; below which a name is doubted, and how likely it
# must be a wish then, or whatever it is.
NO_TEXT, NOT_MEANT, DOUBTED, WISHED, UNLIKELY = 0.1, 0.05, 0.99, 0.9, 0.5
_ELSEWHERE = (situations.ASKS, situations.WISHES)
# Where the check itself tells an answer (视频可以吗, a code in a sentence) from everything else.
_TOLD_APART = ("", "ask.name_digits", "consent", "card.notice", "card.publish")
_TAKEN = (situations.ANSWERS, situations.CHANGES, situations.CHOOSES)
_REALLY = "“{}”像是另一件事。就这样填请回复 1；不是请重说：\n{}"


class Ask(NamedTuple):
    """A question as asked now: its text, and what the numbers 1, 2, … in it stand for."""

    text: str
    offers: tuple[str, ...] = ()


Asking = Callable[[Tx, Person, Any], Ask]
# The answer to keep; or all answers as they are now, when it changes others: what they leave open
# is asked next, and that may be the same question.
Check = Callable[[Tx, Person, Heard, Any], Any]
When = Callable[[Tx, Any], bool]
Finish = Callable[[Tx, Person, Any], Reply]


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    ask: Asking
    check: Check  # raises Again
    when: When | None
    free: bool  # any text is an answer: only 取消 返回 帮助 人工 and a bare start word interrupt
    called: str = (
        ""  # of a free one: how its answer is called, if a plain wish is asked about first
    )
    situation: str = ""  # of bot.hearing.situations: what is said where this is asked

    def refuses(self, heard: Heard) -> bool:
        """Whether the words are surely no answer, although the check would take them."""
        if self.situation in _TOLD_APART or heard.number is not None:
            return False
        response, taken = self._response(heard)
        if self.free:
            return taken < NO_TEXT
        # 视频可以吗 asks and chooses.
        elsewhere = _ELSEWHERE[1:] if self.situation == "ask.mode" else _ELSEWHERE
        return taken < NOT_MEANT and response.first.label in elsewhere

    def doubts(self, heard: Heard, role: str) -> bool:
        """Whether words that would be taken are a wish as well, or hardly a name."""
        if self.situation in (*_TOLD_APART, "ask.notice_text") or heard.number is not None:
            return False
        _, taken = self._response(heard)
        wish = heard.meaning(role).acts[0].p >= WISHED
        return taken < (DOUBTED if self.free and wish else UNLIKELY) and (self.free or wish)

    def _response(self, heard: Heard) -> tuple[Response, float]:
        response = heard.response(self.situation)
        return response, sum(map(response.likely, _TAKEN))


class Talk(NamedTuple):
    """One person's row: where they are in which dialogue."""

    name: str
    answers: dict[str, Any]
    offers: tuple[str, ...]
    expires_at: int
    open: bool
    after: Choice | None = None
    outer_name: str = ""
    outer_answers: str = ""
    trail: tuple[dict[str, Any], ...] = ()  # what was known before each answer


class Step(NamedTuple):
    """What came of an answer; `after` is what the dialogue was a detour from, once finished."""

    reply: Reply
    after: Choice | None = None


class Dialogue:
    """Declared by its room: `@dialogue.ask(…)` per question, `@dialogue.finish` at the end.

    `answers` is a msgspec.Struct with a field for each question and whatever else is known, all
    with defaults: a question whose field has its default is still open.
    """

    def __init__(
        self,
        name: str,
        title: str,
        *,
        answers: type[Struct],
        expires_in: int = 30 * 60_000,
    ) -> None:
        self.name = name
        self.title = title
        self.expires_in = expires_in
        self._answers = answers
        self.questions: list[Question] = []
        self._finish: Finish | None = None

    def ask(
        self,
        asking: Asking | str,
        *,
        when: When | None = None,
        free: bool = False,
        name: str = "",
        called: str = "",
        situation: str = "",
    ) -> Callable[[Check], Check]:
        """Declare a question; the function below it checks the answer, and names it unless `name`
        does."""

        def declare(check: Check) -> Check:
            ask = (lambda tx, person, so_far: Ask(asking)) if isinstance(asking, str) else asking
            known_by = name or check.__name__
            self.questions.append(Question(known_by, ask, check, when, free, called, situation))
            return check

        return declare

    def finish(self, work: Finish) -> Finish:
        self._finish = work
        return work

    # ---------------------------------------------------------------- what is known, as its value

    def fits(self, talk: Talk) -> bool:
        """Whether its answers are such as this release takes: an earlier one may have kept others."""
        try:
            self._typed(talk.answers)
        except ValidationError:
            return False
        return True

    def _typed(self, answers: Mapping[str, Any]) -> Any:
        return convert(to_builtins(answers, enc_hook=bare), self._answers, strict=False)

    @staticmethod
    def _plain(answers: Any) -> dict[str, Any]:
        bare_answers: dict[str, Any] = to_builtins(answers, enc_hook=bare)
        return bare_answers

    # ---------------------------------------------------------------- walking through it

    def begin(self, tx: Tx, person: Person, answers: Any, after: Choice | None = None) -> Reply:
        """Ask the first question that `answers` leaves open, or finish at once."""
        outer = _outer(tx, person, self.name)
        talk = Talk(self.name, self._plain(answers), (), 0, True, after, *outer)
        try:
            return self._proceed(tx, person, talk).reply
        except Again as again:  # there is nothing to ask about
            return Reply(again.sentence)

    def answer(self, tx: Tx, person: Person, talk: Talk, heard: Heard) -> Step:
        """Take the answer to the open question. Raises Again, with nothing changed, unless it
        names an earlier question: then that one is asked anew."""
        question = self.pending(tx, talk)
        if question is None:  # a release took the question away
            return self._proceed(tx, person, talk)
        try:
            kept = question.check(tx, person, _chosen(talk, heard), self._typed(talk.answers))
        except Again as again:
            if not again.question:
                again.apart = question.refuses(heard)
                raise
            return self._ask_again(tx, person, talk, again)
        if isinstance(kept, str):
            kept = {**talk.answers, question.name: kept}
        answers = self._plain(kept)
        self._doubt(tx, person, talk, question, heard, answers)
        trail = (*talk.trail, talk.answers)[-LONGEST_TRAIL:]
        return self._proceed(tx, person, talk._replace(answers=answers, trail=trail))

    def _doubt(
        self,
        tx: Tx,
        person: Person,
        talk: Talk,
        question: Question,
        heard: Heard,
        answers: Mapping[str, Any],
    ) -> None:
        """Raises Again where the words are no answer, or may be none and nothing but a name was
        heard in them."""
        refused = question.refuses(heard)
        alone = {n for n in answers if answers[n] != talk.answers.get(n)} == {question.name}
        if not refused and not (alone and question.doubts(heard, offices.speaks_as(tx, person))):
            return
        asked = question.ask(tx, person, self._typed(talk.answers)).text
        if refused:
            raise Again(asked, apart=True)
        really = _REALLY.format(short(heard.typed, 20), asked)
        raise Again(really, offers=(heard.typed,), apart=True)

    def back(self, tx: Tx, person: Person, talk: Talk) -> Reply:
        """Take back all that the last answer said, and ask its question again."""
        if talk.trail:
            *trail, answers = talk.trail
            talk = talk._replace(answers=answers, trail=tuple(trail))
        elif given := [q.name for q in self.questions if q.name in talk.answers]:
            # Of what was said before the dialogue began, the last.
            answers = {k: v for k, v in talk.answers.items() if k != given[-1]}
            talk = talk._replace(answers=answers)
        return self._proceed(tx, person, talk).reply

    def repeat(self, tx: Tx, person: Person, talk: Talk) -> Reply:
        """Ask the open question once more, as it stands now."""
        return self._proceed(tx, person, talk).reply

    def pending(self, tx: Tx, talk: Talk) -> Question | None:
        for question in self.questions:
            if question.name not in talk.answers and (
                question.when is None or question.when(tx, self._typed(talk.answers))
            ):
                return question
        return None

    def _proceed(self, tx: Tx, person: Person, talk: Talk) -> Step:
        question = self.pending(tx, talk)
        if question is None:
            return self._end(tx, person, talk)
        ask = question.ask(tx, person, self._typed(talk.answers))
        put(tx, person, talk._replace(offers=ask.offers, expires_at=tx.now + self.expires_in))
        return Step(Reply(ask.text))

    def _ask_again(self, tx: Tx, person: Person, talk: Talk, again: Again) -> Step:
        """Back to an earlier question: its answer no longer holds."""
        answers = {k: v for k, v in talk.answers.items() if k != again.question}
        step = self._proceed(tx, person, talk._replace(answers=answers))
        return Step(step.reply.before(again.sentence))

    def _end(self, tx: Tx, person: Person, talk: Talk) -> Step:
        assert self._finish is not None, f"{self.name} has no end"  # noqa: S101
        try:
            reply = self._finish(tx, person, self._typed(talk.answers))
        except Again as again:
            if not again.question:
                drop(tx, person, talk)
                return Step(Reply(again.sentence))
            return self._ask_again(tx, person, talk, again)
        drop(tx, person, talk)
        if talk.outer_name:
            reply = reply.after("刚才没办完的事，回复“继续”接着办。")
        return Step(reply, talk.after)


def _chosen(talk: Talk, heard: Heard) -> Heard:
    """What a number stands for. Raises Again when there is no such."""
    number = heard.number
    if number is None or not talk.offers:
        return heard
    place = placed(number, len(talk.offers))
    if place is not None:
        return heard.part(talk.offers[place - 1])
    last = f"–{len(talk.offers)}" if len(talk.offers) > 1 else ""
    none = f"第 {number} 项" if number > 0 else "这一项"
    raise Again(f"没有{none}，请回复 1{last}。")


def find(tx: Tx, person: Person) -> Talk | None:
    if ("dialogue", person.openid) not in tx.known:
        learn(tx, person.openid, tx.row("dialogue.find", openid=person.openid))
    found: Talk | None = tx.known["dialogue", person.openid]
    return found


def learn(tx: Tx, openid: str, row: Row | None) -> None:
    """What `find` will say, from what is known of the row already."""
    tx.known["dialogue", openid] = _talk(row) if row else None


def _talk(row: Row) -> Talk:
    after = Choice(row["after_action"], row["after_argument"]) if row["after_action"] else None
    return Talk(
        row["name"],
        unpacked(row["answers"]),
        tuple(unpacked(row["offers"])),
        row["expires_at"],
        row["state"] == "open",
        after,
        row["outer_name"],
        row["outer_answers"],
        tuple(unpacked(row["trail"])),
    )


def put(tx: Tx, person: Person, talk: Talk) -> None:
    tx.known.pop(("dialogue", person.openid), None)
    tx.run(
        "dialogue.put",
        openid=person.openid,
        name=talk.name,
        answers=packed(talk.answers),
        offers=packed(talk.offers),
        expires_at=talk.expires_at,
        state="open" if talk.open else "parked",
        after_action=talk.after.action if talk.after else "",
        after_argument=talk.after.argument if talk.after else "",
        outer_name=talk.outer_name,
        outer_answers=talk.outer_answers,
        trail=packed(talk.trail),
    )


def park(tx: Tx, person: Person) -> None:
    """Put it aside; 继续 takes it up again."""
    tx.known.pop(("dialogue", person.openid), None)
    tx.run("dialogue.park", openid=person.openid)


def drop(tx: Tx, person: Person, talk: Talk) -> None:
    """End it; the dialogue it interrupted, if any, waits to be continued."""
    forget(tx, person.openid)
    if talk.outer_name:
        answers = unpacked(talk.outer_answers)
        put(tx, person, Talk(talk.outer_name, answers, (), tx.now, False))


def forget(tx: Tx, openid: str) -> None:
    """End it, and what it interrupted too."""
    learn(tx, openid, None)
    tx.run("dialogue.drop", openid=openid)


def _outer(tx: Tx, person: Person, name: str) -> tuple[str, str]:
    talk = find(tx, person)
    if talk is None or talk.name == name or tx.now > talk.expires_at + KEPT:
        return "", ""
    return talk.name, packed(talk.answers)
