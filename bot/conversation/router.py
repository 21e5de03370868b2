"""Which speaker answers: one table, read from its top; the first row that fits answers.

`ROWS` is that table. A row says when it fits; what `when` finds is handed to `does`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from bot.clock import moment
from bot.conversation import dialogue as dialogues
from bot.conversation import focus, lists, prompts, waking, yes_and_no
from bot.conversation.capability import Found, House, NeedsSearch, Speak, meant
from bot.conversation.dialogue import Dialogue, Question, Talk
from bot.conversation.prompts import Prompt
from bot.conversation.situation import Situation
from bot.conversation.turn import Turn
from bot.conversation.understanding import (
    LIKELY,
    QUESTIONS,
    Decision,
    Situated,
    Understanding,
)
from bot.conversation.yes_and_no import BACK, NO, READ, RESUME, YES
from bot.hearing import clauses, parts, situations
from bot.hearing.acts import CHANGING, ENDING, FOLLOWING, TALK
from bot.hearing.heard import WANTS, Response
from bot.hearing.parts import Wish
from bot.hearing.weights import Ranked
from bot.language.naming import line_named
from bot.language.text import REMEMBERED, redacted
from bot.message import SILENCE, Again, Choice, Menu, Message, Reply
from bot.people import contacts, offices
from bot.people.person import Person
from bot.store.tx import Tx

SHORTEST_QUESTION = 4  # characters
LONGEST_OF_IT = 24  # characters of a question about what was just spoken of
TALKED = 0.75  # how likely small talk must be where something was just spoken of
LEAVES_IT = 0.9  # how likely an open question must be left, where its answer does not fit
LEFT = 0.8  # how likely a menu that asks must be left alone, where more is said than no
ASKED = 0.6  # … and how likely it must be that it is one
LONGEST_OFFERED = 8  # characters of a word that a menu offers
# … of another wish in the middle of something, and where what was said was nearly an answer.
IN_BETWEEN, IN_DOUBT = 0.9, 0.98
ANSWERED = 0.8  # likelihood of a question from which on its answer is all that is looked at
CLEAR = 0.97  # likelihood of an act from which on nothing beside the words is asked for
NOT_DONE = "好的，没有办，什么也没有改动。"
NOTHING_ASKED = "现在没有等您答复的事。要办什么直接说，或回复“帮助”看能办什么。"
NOT_OFFERED = (
    "点的这一项不是这里刚给您的，或已经过时，什么也没有办。要办什么请打字说，或回复“帮助”。"
)
NOTHING_OPEN = "现在没有办到一半的事。回复“帮助”看能办什么。"
SAY_PLAINLY = "要办请回复“确定”，不办请回复“取消”。"
HALF_DONE = "（“{}”办到一半，回复“继续”接着办）"
NOT_FOR_OTHERS = "这件事只能由本人办，没有办。请他本人在这里说一声。"
NOT_YOURS = (
    "这件事要由担任相应职务的同志办理，您这里办不了。要转告请回复“人工”，回复“帮助”看您能办什么。"
)
ASKING = "查政策"  # as the wish to have a question answered is called
WHICH_OF = "是{0}，还是要{1}？\n1 是{0}\n2 {1}\n回复编号，或重新发一遍。（“取消”不办了）"
EXPIRED = "刚才的“{}”放了太久，已先收起；回复“继续”可接着办。"
LATER = "另一件“{}”还没办，这件办完请再说一次。"
UPDATED = "系统刚更新过，刚才办到一半的事请重新开始。"


class Row(NamedTuple):
    """A row of the table: `when` finds what it needs, or None where the row does not fit."""

    name: str
    when: Callable[["Router", Turn], Any]
    does: Callable[["Router", Turn, Any], Reply]


class Router:
    """Built once from the visible list of capabilities."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.understanding = Understanding(house)
        self.answers, self.actions = self.understanding.answers, self.understanding.actions
        self.dialogues: dict[str, Dialogue] = {
            dialogue.name: dialogue for room in house.capabilities for dialogue in room.dialogues
        }
        self._about = {room.name: room.about for room in house.capabilities if room.about}
        room = house.guess.partition(".")[0]
        self._small_talk = {
            name for name, a in self.actions.items() if a.small and name.startswith(f"{room}.")
        }
        self._never_offered = {
            word
            for word, name in self.understanding.starts.items()
            if not self.actions[name].offered
        }

    # ---------------------------------------------------------------- by kind of push

    def reply(
        self, tx: Tx, person: Person, message: Message, situation: Situation, found: Found | None
    ) -> Reply:
        """Raises NeedsSearch when the answers must be searched first."""
        match message.kind:
            case "text" | "voice" if message.text:
                reply = self.say(tx, person, message.text, situation, found)
                return (
                    reply.before(f"听到的是：{redacted(message.text)}")
                    if message.kind == "voice"
                    else reply
                )
            case "text" | "voice" | "image" | "video" | "shortvideo" | "location" | "link":
                return self.act(tx, person, self._house.unreadable, message.kind)
            case "file" | "unknown":
                return self.act(tx, person, self._house.unreadable, "file")
            case "follow" | "scan":
                return self.act(tx, person, self._house.welcome, message.argument)
            case "tap":
                return self._menu_tapped(tx, person, message, situation)
            case "click":
                return self._tapped(tx, person, message.argument, situation, found)
            case _:
                return SILENCE

    def _tapped(
        self, tx: Tx, person: Person, key: str, situation: Situation, found: Found | None
    ) -> Reply:
        """What is tapped is what the button says, never an answer to an open question."""
        command, talk = self.understanding.command(key), situation.talk
        if command is None or talk is None or not talk.open or talk.expires_at <= tx.now:
            return self.say(tx, person, key, situation, found)
        return self._park(tx, person, talk, *command)

    def _menu_tapped(self, tx: Tx, person: Person, message: Message, situation: Situation) -> Reply:
        """Anybody can write a link that says 发通知 …: a tap does what a menu of ours offers to
        this very person now, and nothing else."""
        prompt, talk = situation.prompt, situation.talk
        choice = prompt.tapped(message.argument, message.said) if prompt else None
        if choice is None:
            return Reply(NOT_OFFERED)
        if talk is not None and talk.open and talk.expires_at > tx.now:
            return self._park(tx, person, talk, choice.action, choice.argument)
        return self.act(tx, person, choice.action, choice.argument)

    # ---------------------------------------------------------------- by words

    def say(
        self, tx: Tx, person: Person, text: str, situation: Situation, found: Found | None
    ) -> Reply:
        talk = situation.talk
        expired = ""
        if talk is not None and talk.open and talk.expires_at <= tx.now:
            dialogues.park(tx, person)
            situation = situation._replace(talk=talk._replace(open=False))
            expired = EXPIRED.format(self._title(talk))
        turn = Turn(tx, person, self.understanding.hear(text), situation, found)
        try:
            row, value = self.row(turn)
            reply = row.does(self, turn, value)
        except Again as again:  # what is asked once more may have gone meanwhile
            reply = Reply(again.sentence)
        if situation.asked and reply.menu is None:  # whatever was said, it waits no longer
            prompts.drop(tx, person.openid)
        return reply.before(expired)

    def row(self, turn: Turn) -> tuple[Row, Any]:
        """The first row of the table that fits, with what it found."""
        for row in ROWS:
            if (value := row.when(self, turn)) is not None:
                return row, value
        raise AssertionError("the last row fits everything")

    # ---------------------------------------------------------------- words that steer

    def _stops(self, turn: Turn) -> bool | None:
        return yes_and_no.stops(turn.said, midst=turn.midst) or None

    def _stop(self, turn: Turn, _: bool) -> Reply:
        """取消 退出: of what is open, what is nearest; a number said next must do nothing."""
        tx, person, talk, prompt = turn.tx, turn.person, turn.talk, turn.fresh
        dialogue = self._kept(tx, talk)
        waits = HALF_DONE.format(dialogue.title) if dialogue else ""
        choice = prompt.worded(turn.said) if prompt else None
        if choice and not turn.open_talk:  # the newest menu itself has this word
            return self.act(tx, person, choice.action, choice.argument).after(waits)
        if talk and dialogue and (talk.open or not turn.situation.asked):
            dialogues.drop(tx, person, talk)
            prompts.expire(tx, person.openid)
            return Reply(f"好的，“{dialogue.title}”不办了，什么也没有改动。")
        if prompt is None or not (prompt.numbered or self._does_at_once(prompt)):
            prompts.expire(tx, person.openid)
            return Reply(NOTHING_OPEN)
        prompts.drop(tx, person.openid)
        return Reply(NOT_DONE).after(waits)

    def _does_at_once(self, prompt: Prompt) -> bool:
        """Whether a number would change something: 删除哪一条, whose lines have their own."""
        return any(self.actions[choice.action].at_once for choice in prompt.lines)

    def _steers(self, turn: Turn) -> str | None:
        return turn.said if turn.said in (BACK, RESUME) else None

    def _steer(self, turn: Turn, word: str) -> Reply:
        """返回 继续: the words that move within any dialogue."""
        dialogue = self._kept(turn.tx, turn.talk)
        if turn.talk is None or dialogue is None:
            return Reply(NOTHING_OPEN)
        if word == BACK:
            return dialogue.back(turn.tx, turn.person, turn.talk)
        return dialogue.repeat(turn.tx, turn.person, turn.talk._replace(open=True))

    def _kept(self, tx: Tx, talk: Talk | None) -> Dialogue | None:
        """The dialogue of `talk`, open or parked, unless it was parked too long ago."""
        if talk is None or tx.now > talk.expires_at + dialogues.KEPT:
            return None
        dialogue = self.dialogues.get(talk.name)
        return dialogue if dialogue and dialogue.fits(talk) else None

    def _works_anywhere(self, turn: Turn) -> str | None:
        name = self.understanding.starts.get(turn.said)
        return name if name is not None and self.actions[name].anywhere else None

    def _detour(self, turn: Turn, name: str) -> Reply:
        """A global word: inside a dialogue it is answered too, and the place is kept."""
        talk = turn.open_talk
        if talk is None:
            return self.act(turn.tx, turn.person, name, "")
        return self._park(turn.tx, turn.person, talk, name, "")

    def _park(
        self,
        tx: Tx,
        person: Person,
        talk: Talk,
        name: str,
        argument: str,
        *,
        in_words: bool = False,
    ) -> Reply:
        """Something else comes between; that the dialogue waits is said. `in_words`: of one's own,
        which a room may understand alone."""
        dialogues.park(tx, person)
        heard = self.understanding.hear(argument)
        alone = meant(self._house.capabilities, tx, person, heard) if in_words else None
        reply = self._offered(tx, person, alone) if alone else self.act(tx, person, name, heard)
        after = dialogues.find(tx, person)
        if after is None or after.open:  # it opened a dialogue of its own
            return reply
        return reply.after(HALF_DONE.format(self._title(talk)))

    def _title(self, talk: Talk) -> str:
        dialogue = self.dialogues.get(talk.name)
        return dialogue.title if dialogue else "办理"

    # ---------------------------------------------------------------- inside a dialogue

    def _talks(self, turn: Turn) -> Talk | None:
        return turn.open_talk

    def _in_dialogue(self, turn: Turn, talk: Talk) -> Reply:
        tx, person = turn.tx, turn.person
        dialogue = self.dialogues.get(talk.name)
        if dialogue is None or not dialogue.fits(talk):
            dialogues.drop(tx, person, talk)
            return Reply(UPDATED)
        name = self.understanding.starts.get(turn.said)
        question = dialogue.pending(tx, talk)
        if name and question and question.free:
            return self._park(tx, person, talk, name, "")
        if question and question.called and (doubted := self._doubted(turn, talk, question)):
            return doubted
        try:
            step = dialogue.answer(tx, person, talk, turn.heard)
        except Again as again:
            return self._astray(turn, talk, again)
        if step.after is None:
            return self._offered(tx, person, step.reply)
        now = contacts.find(tx, person.openid) or person
        if dialogue.name == self._house.identify and not now.confirmed:
            return self._offered(tx, person, step.reply)  # it was for nothing
        reply = self.act(tx, now, step.after.action, step.after.argument)
        return reply.before(step.reply.text)

    def _doubted(self, turn: Turn, talk: Talk, question: Question) -> Reply | None:
        """Where any text is an answer, what plainly wishes for something else is asked about: 1 is
        the answer then, 2 the wish. Only such a question back has something to choose from there."""
        tx, person, number = turn.tx, turn.person, turn.heard.number
        said, name = talk.offers or ("", "")
        if number is not None and said:
            return self._wished(turn, talk, said, name) if number == len(talk.offers) else None
        role = offices.speaks_as(tx, person)
        wish = self.understanding.beside(turn.heard, role, question.situation)
        if wish is None:
            return None
        if wish[0] == name:  # the same in other words
            return self._wished(turn, talk, turn.heard, name)
        dialogues.put(tx, person, talk._replace(offers=(turn.heard.typed, wish[0])))
        action = self.actions.get(wish[0])
        called = (action.called or action.starts[0]) if action else ASKING
        return Reply(WHICH_OF.format(question.called, called))

    def _wished(self, turn: Turn, talk: Talk, said: str, name: str) -> Reply:
        """It was no answer: the wish is heard, and the dialogue waits."""
        if name in self.actions:
            command = self.understanding.command(said) or (name, said)
            return self._park(turn.tx, turn.person, talk, *command)
        reply = self._understood(replace(turn, heard=turn.heard.part(said)), True)
        dialogues.park(turn.tx, turn.person)
        return reply.after(HALF_DONE.format(self._title(talk)))

    def _astray(self, turn: Turn, talk: Talk, again: Again) -> Reply:
        """The answer does not fit: another wish, a question in between, or a slip."""
        tx, person, heard = turn.tx, turn.person, turn.heard
        if again.offers:
            dialogues.put(tx, person, talk._replace(offers=again.offers))
        question = self.dialogues[talk.name].pending(tx, talk)
        if question is not None and question.situation and self._wants_none(turn, question):
            return self._stop(turn, True)
        any_text = question is not None and question.free and not again.apart
        if again.meant or any_text or heard.number is not None:
            return Reply(again.sentence)
        wish = self._another(turn, IN_DOUBT if again.offers else IN_BETWEEN)
        if wish and not self.actions[wish[0]].small:
            return self._park(tx, person, talk, *wish, in_words=True)
        if wish or len(heard.said) < SHORTEST_QUESTION:
            return Reply(again.sentence)
        if turn.found is None:
            raise NeedsSearch(heard.typed)
        if turn.found.verdict != "sure":
            return Reply(again.sentence)
        answer = self._answer(turn, turn.found)
        return answer.after("――\n" + self.dialogues[talk.name].repeat(tx, person, talk).text)

    def _wants_none(self, turn: Turn, question: Question) -> bool:
        """我再想想, 不想给你们看: the question is left, in more words than 算了."""
        if question.situation.startswith("card."):
            return False  # a card says itself what stays as it is
        first = turn.heard.response(question.situation).first
        return first.label == situations.LEAVES and first.p >= LEAVES_IT

    def _another(self, turn: Turn, sure: float) -> tuple[str, str] | None:
        """A wish for something else: a few characters in the middle of it are an answer that went
        wrong, unless they are a command."""
        if len(turn.said) < SHORTEST_QUESTION:
            return self.understanding.command(turn.heard.typed)
        long = len(turn.said) > REMEMBERED
        known = Situated(offices.speaks_as(turn.tx, turn.person)) if long else self._known(turn)
        return self.understanding.of(turn.heard.typed, sure, known)

    # ---------------------------------------------------------------- what the newest menu offers

    def _wordless(self, turn: Turn) -> bool | None:
        return None if turn.said else True

    def _face(self, turn: Turn, _: bool) -> Reply:
        return self.act(turn.tx, turn.person, self._house.wordless, turn.heard)

    def _refused(self, turn: Turn) -> bool | None:
        """A no to a menu that asks."""
        refuses = turn.said in NO or yes_and_no.leaves_it(turn.said)
        return True if turn.situation.asked and refuses else None

    def _leaves(self, turn: Turn) -> bool | None:
        """算了都留着吧: a no to a menu that asks in more words, as learnt."""
        if turn.situation.asked is None:
            return None
        first = turn.heard.response("ask.confirm").first
        return True if first.label == situations.LEAVES and first.p >= LEFT else None

    def _not_done(self, turn: Turn, _: bool) -> Reply:
        return Reply(NOT_DONE)

    def _agreed(self, turn: Turn) -> Choice | None:
        """A plain yes to a menu that asks about one thing."""
        asked = turn.situation.asked
        only = asked.numbered[0] if asked and len(asked.numbered) == 1 else None
        return only if yes_and_no.agrees(turn.said) else None

    def _perhaps(self, turn: Turn) -> Prompt | None:
        """A yes to a menu of several, or a word that may only mean that it was read."""
        asked = turn.situation.asked
        return asked if asked and asked.again and turn.said in YES | READ else None

    def _ask_again(self, turn: Turn, asked: Prompt) -> Reply:
        assert asked.again is not None  # noqa: S101 - it would not have been found
        reply = self.act(turn.tx, turn.person, asked.again.action, asked.again.argument)
        return reply.after(SAY_PLAINLY) if len(asked.numbered) == 1 else reply

    def _line(self, turn: Turn) -> tuple[str, int | None]:
        """The number that chooses a line of the newest list, and what else is asked for of it."""
        number = turn.heard.number
        line = line_named(turn.said) if number is None else None
        prompt = turn.situation.prompt
        if line is None or prompt is None or self.understanding.command(turn.said):
            return "", number
        name = self.understanding.of_line(line.words, prompt.room)
        if name is None or (line.number is None and not prompt.fresh):
            return "", None
        return name, line.number

    def _some_line(self, turn: Turn) -> str | None:
        """我想报一个: of the newest list, but not which."""
        name, number = self._line(turn)
        return name if name and number is None else None

    def _which(self, turn: Turn, name: str) -> Reply:
        return self.act(turn.tx, turn.person, name, "")

    def _chosen(self, turn: Turn) -> Choice | None:
        """What a number or a word does in the newest menu."""
        name, number = self._line(turn)
        prompt = turn.fresh
        if prompt is None or (number is None and not self._may_be_offered(turn.said)):
            return None
        if number is None:
            return prompt.worded(turn.said) or prompt.worded(lists.way(turn.said))
        line = prompt.line(turn.said, number)
        if line is not None and name in ("", line.action):
            return line
        if line is not None and not prompt.numbered:  # its number is its own, and no place
            return Choice(name, line.argument)
        choice = prompt.numbered_as(number)
        return Choice(name, str(prompt.counted(number))) if choice and name else choice

    def _may_be_offered(self, said: str) -> bool:
        return len(said) <= LONGEST_OFFERED and said not in self._never_offered

    def _choose(self, turn: Turn, choice: Choice) -> Reply:
        return self.act(turn.tx, turn.person, choice.action, choice.argument)

    def _stale(self, turn: Turn) -> Prompt | None:
        """A number that the newest menu has not, or has no more; of a stale menu also the words
        that turn its pages."""
        _, number = self._line(turn)
        prompt = turn.situation.prompt
        if number is None:
            turns = turn.said in lists.TURNS and self._may_be_offered(turn.said)
            return prompt if prompt and turns and prompt.worded(turn.said) else None
        return prompt or prompts.NONE

    def _afresh(self, turn: Turn, prompt: Prompt) -> Reply:
        _, number = self._line(turn)
        if prompt.again is None:
            return self._lost(turn, True)
        none = f"没有第 {number} 项。" if number and number > 0 else "没有这一项。"
        why = none if prompt.fresh else "刚才的列表已经过时，这是现在的："
        again = prompt.again
        return self.act(turn.tx, turn.person, again.action, again.argument).before(why)

    def _lost(self, turn: Turn, _: bool) -> Reply:
        return self.act(turn.tx, turn.person, self._house.guess, turn.heard)

    # ---------------------------------------------------------------- what was just spoken of

    def _asks_about(self, turn: Turn) -> Reply | None:
        """在哪儿啊, 要带什么: what a room answers about what its last reply was about."""
        heard = turn.heard
        if not heard.has_words or len(heard.said) > LONGEST_OF_IT or self.answers.exactly(heard):
            return None
        spoken_of = focus.latest(turn.tx, turn.person.openid)
        about = self._about.get(spoken_of.room) if spoken_of else None
        if spoken_of is None or about is None:
            return None
        response = heard.response(spoken_of.situation)
        field = response.field.label
        if situations.undoes(spoken_of.situation, response.first) and response.first.p >= ASKED:
            field = situations.UNDO
        elif not self._asks_back(turn, response, spoken_of.room):
            return None
        return about(turn.tx, turn.person, spoken_of, heard, field, turn.found)

    def _asks_back(self, turn: Turn, response: Response, room: str) -> bool:
        if self._is_small_talk(turn):
            return False
        if self._wishes(turn) and not self._asks_whom(turn, response):
            return False
        return self._asks(response) or self._follows(turn, room)

    def _asks(self, response: Response) -> bool:
        return response.first.label == situations.ASKS and response.first.p >= ASKED

    def _wishes(self, turn: Turn) -> bool:
        """Whether the words alone most likely ask for a change: 还是视频吧 asks about nothing."""
        first = self._likeliest(turn)
        return first.label in CHANGING and first.p >= LIKELY

    def _asks_whom(self, turn: Turn, response: Response) -> bool:
        """谁负责的这个 of an event asks for its contact, and calls for nobody."""
        whom = self._asks(response) and response.field.label == "contact"
        return whom and self._likeliest(turn).label == "human"

    def _is_small_talk(self, turn: Turn) -> bool:
        """唔该晒 after an answer thanks for it."""
        first = self._likeliest(turn)
        return self.understanding.acts.get(first.label) in self._small_talk and first.p >= TALKED

    def _likeliest(self, turn: Turn, room: str = "") -> Ranked:
        """The likeliest act of the words alone; what was just shown by a `room` speaks for its own."""
        role = offices.speaks_as(turn.tx, turn.person)
        acts = turn.heard.meaning(role).acts
        return self.understanding.weighed(acts, Situated(role, room))[0] if room else acts[0]

    def _follows(self, turn: Turn, room: str) -> bool:
        """Whether it asks back about an answer or a card: 依据呢, 那研究生呢."""
        first = self._likeliest(turn, room)
        action = self.understanding.acts.get(first.label, "")
        return first.label in FOLLOWING and first.p >= ASKED and action.startswith(f"{room}.")

    # ---------------------------------------------------------------- with nothing open

    def _leaves_it(self, turn: Turn) -> bool | None:
        return yes_and_no.leaves_it(turn.said) or None

    def _command(self, turn: Turn) -> tuple[str, str] | None:
        return self.understanding.command(turn.heard.typed)

    def _obey(self, turn: Turn, command: tuple[str, str]) -> Reply:
        return self.act(turn.tx, turn.person, *command)

    def _written(self, turn: Turn) -> tuple[str, str] | None:
        name = self.understanding.written(turn.said)
        return (name, turn.heard) if name else None

    def _meant_by_a_room(self, turn: Turn) -> Reply | None:
        return meant(self._house.capabilities, turn.tx, turn.person, turn.heard)

    def _say(self, turn: Turn, reply: Reply) -> Reply:
        return self._offered(turn.tx, turn.person, reply)

    def _answers_nothing(self, turn: Turn) -> bool | None:
        return yes_and_no.answers_nothing(turn.said) or None

    def _nothing_asked(self, turn: Turn, _: bool) -> Reply:
        prompts.expire(turn.tx, turn.person.openid)  # 算了: nothing of it is passed on later
        return Reply(NOTHING_ASKED)

    def _has_no_words(self, turn: Turn) -> bool | None:
        return None if turn.heard.has_words else True

    def _anything(self, turn: Turn) -> bool:
        return True

    def _understood(self, turn: Turn, _: bool) -> Reply:
        """A sentence in words of one's own."""
        tx, person, heard, found = turn.tx, turn.person, turn.heard, turn.found
        if found is None and self.answers.exactly(heard):
            raise NeedsSearch(heard.typed)
        if found and found.exact:
            return self._answer(turn, found)
        known = self._known(turn)
        if several := self._several(turn, known):
            return self._one_after_the_other(turn, several)
        decision = self.understanding.decide(heard, known, found)
        if decision is None:
            raise NeedsSearch(heard.typed)
        if turn.situation.asked and decision.action in self._small_talk:
            return self._lost(turn, True)  # neither yes nor no
        if decision.choices:
            for name in decision.choices:
                unless = self.actions[name].unless
                if unless and (reply := unless(tx, person, heard)):
                    return self._offered(tx, person, reply)
            return self._asked_back(turn, decision.choices)
        if decision.action == self.understanding.asking and found is not None:
            return self._answer(turn, found)
        if decision.stance != WANTS:
            return self._unwanted(turn, decision)
        return self.act(tx, person, decision.action, heard)

    def _several(self, turn: Turn, known: Situated) -> Sequence[Wish]:
        """Where it is no question, for these are told with their story."""
        if turn.heard.meaning(known.role).acts[0].label in QUESTIONS:
            return ()
        return parts.wishes(turn.heard, known.role, moment(turn.tx.now))

    def _one_after_the_other(self, turn: Turn, wishes: Sequence[Wish]) -> Reply:
        """Each wish by its own certainty, until one of them asks something back; what is left then
        is named, so that nothing is swallowed."""
        texts: list[str] = []
        reply = SILENCE
        for at, wish in enumerate(wishes, 1):
            try:
                reply = self._understood(replace(turn, heard=wish.said, found=None), True)
            except NeedsSearch:  # it is asked by itself, and answered then
                return reply._replace(text="\n".join([*texts, LATER.format(wish.said)]))
            texts.append(reply.text)
            talk = dialogues.find(turn.tx, turn.person)
            if (talk and talk.open) or (reply.menu and reply.menu.asks):
                texts += [LATER.format(left.said) for left in wishes[at:]]
                break
        return reply._replace(text="\n――\n".join(texts))

    def _answer(self, turn: Turn, found: Found) -> Reply:
        reply = self.answers.reply(turn.tx, turn.person, turn.heard, found)
        return self._offered(turn.tx, turn.person, reply) if reply else self._lost(turn, True)

    def _known(self, turn: Turn) -> Situated:
        """What is known beside the words; where these alone are clear, nobody is asked."""
        room = turn.fresh.room if turn.fresh else ""
        known = Situated(offices.speaks_as(turn.tx, turn.person), room)
        acts = turn.heard.meaning(known.role).acts
        first = self.understanding.weighed(acts, known, turn.found)[0]
        name = self.understanding.acts.get(first.label)
        told = first.label in QUESTIONS and turn.found is not None  # by the search
        if first.p >= ANSWERED and (told or first.label in TALK):
            return known
        if first.p >= CLEAR and not (name in self.actions and self.actions[name].at_once):
            return known
        found: dict[str, float] = {}
        for each in self._house.capabilities:
            if each.evidence:
                found |= each.evidence(turn.tx, turn.person, turn.heard)
        return known._replace(evidence=found)

    def _unwanted(self, turn: Turn, decision: Decision) -> Reply:
        """The act is spoken of, but it is asked about, ruled out, told of, put off or another's."""
        tx, person, heard = turn.tx, turn.person, turn.heard
        action = self.actions[decision.action]
        if action.unless and (reply := action.unless(tx, person, heard)):
            return self._offered(tx, person, reply)
        if name := action.instead.get(decision.stance):
            return self.act(tx, person, name, heard)
        if (
            decision.stance == "rules_out"
            and ENDING.intersection(action.acts)
            and (not action.at_once)
        ):  # 我不报义诊了: a no asks for the end, and it is asked about first
            return self.act(tx, person, decision.action, heard)
        match decision.stance:
            case "other":
                return Reply(NOT_FOR_OTHERS)
            case "asks" | "unclear":
                return self._asked_back(turn, [decision.action])
        if self.actions[decision.action].called and not clauses.refuses(heard):
            return self._asked_back(turn, [decision.action])  # no word of it says no
        return Reply(NOT_DONE)

    def _asked_back(self, turn: Turn, names: Sequence[str]) -> Reply:
        """A sentence that may mean several things does none of them yet."""
        unsure = self.actions[names[0]].unsure if len(names) == 1 else None
        if unsure:
            return self._sure_of(turn, names[0], unsure)
        lines = [f"{n} {self.actions[name].called}" for n, name in enumerate(names, 1)]
        said = turn.heard.typed
        menu = Menu(tuple(Choice(name, said) for name in names), about=said)
        text = "\n".join(["您是想：", *lines, "回复编号；都不是请换个说法，或回复“人工”。"])
        return self._offered(turn.tx, turn.person, Reply(text, menu))

    def _sure_of(self, turn: Turn, name: str, unsure: Speak) -> Reply:
        """Which one, or whether: asked of whoever may have it at all."""
        action = self.actions[name]
        if action.identity and not turn.person.confirmed:
            return self.act(turn.tx, turn.person, name, turn.heard)
        return self._offered(turn.tx, turn.person, unsure(turn.tx, turn.person, turn.heard))

    # ---------------------------------------------------------------- doing it

    def act(self, tx: Tx, person: Person, name: str, argument: str) -> Reply:
        """Do one action; who must be known for it is asked first, and it is done after."""
        action = self.actions[name]
        if (action.identity or action.offices) and not person.confirmed:
            after = Choice(name, str(argument))
            return self.dialogues[self._house.identify].begin(tx, person, {}, after=after)
        if action.offices and not offices.held(tx, person, action.offices):
            return Reply(waking.sentence(tx, person, action.offices) or NOT_YOURS)
        try:
            reply = action.speak(tx, person, self.understanding.hear(argument))
        except Again as again:
            return Reply(again.sentence)
        if (action.identity or action.offices) and reply.menu is None:
            prompts.expire(tx, person.openid)
        return self._offered(tx, person, reply)

    def _offered(self, tx: Tx, person: Person, reply: Reply) -> Reply:
        if isinstance(reply.menu, Menu):
            prompts.offer(tx, person.openid, reply.menu)
        if reply.about is not None:
            focus.put(tx, person.openid, reply.about)
        return reply


ROWS: Sequence[Row] = (
    Row("取消 of what is open", Router._stops, Router._stop),
    Row("返回 or 继续", Router._steers, Router._steer),
    Row("a word that works anywhere", Router._works_anywhere, Router._detour),
    Row("an answer to the open dialogue", Router._talks, Router._in_dialogue),
    Row("a face or a blank", Router._wordless, Router._face),
    Row("a no to a menu that asks", Router._refused, Router._not_done),
    Row("a no to it in more words", Router._leaves, Router._lost),
    Row("a yes to a menu that asks", Router._agreed, Router._choose),
    Row("a yes that may be none", Router._perhaps, Router._ask_again),
    Row("some line of the newest list", Router._some_line, Router._which),
    Row("a number or word of the newest menu", Router._chosen, Router._choose),
    Row("a number of no menu", Router._stale, Router._afresh),
    Row("what is there stays as it is", Router._leaves_it, Router._not_done),
    Row("a start word", Router._command, Router._obey),
    Row("a line that is a command by its shape", Router._written, Router._obey),
    Row("what a room alone understands", Router._meant_by_a_room, Router._say),
    Row("a question about what was just spoken of", Router._asks_about, Router._say),
    Row("a yes or no to nothing", Router._answers_nothing, Router._nothing_asked),
    Row("digits and signs", Router._has_no_words, Router._lost),
    Row("words of one's own", Router._anything, Router._understood),
)
