"""Which speaker answers: precedence in one list.

A global word alone on its line; the open dialogue; a number or word the newest menu offers; a
start word at the head of the line; a wish in words of one's own; the answers of the FAQ; guesses.
"""

import re
from collections.abc import Sequence

from bot.conversation import dialogue as dialogues
from bot.conversation import lists, prompts, waking
from bot.conversation.capability import Found, House, meant
from bot.conversation.dialogue import Dialogue, Talk
from bot.conversation.prompts import Prompt
from bot.conversation.situation import Situation
from bot.conversation.understanding import Decision, Situated, Understanding
from bot.hearing.acts import ENDING
from bot.hearing.heard import WANTS, Heard
from bot.language.naming import line_named
from bot.language.text import chosen_number, normal, redacted
from bot.message import SILENCE, Again, Choice, Menu, Message, Reply
from bot.people import contacts, offices
from bot.people.person import Person
from bot.store.tx import Tx

SHORTEST_QUESTION = 4  # characters
# … of another wish in the middle of something, and where what was said was nearly an answer.
IN_BETWEEN, IN_DOUBT = 0.9, 0.98
CLEAR = 0.97  # likelihood of an act from which on nothing beside the words is asked for
STOP = frozenset({"取消", "退出"})
BACK = "返回"
RESUME = "继续"
# In the middle of something: not that, then. With nothing open, 不去了 is a wish of its own.
LET_GO = re.compile(
    r"(?:还是|那|先|我|就|算了吧?|,| )*(?:取消了?吧|算了吧?|"
    r"不(?:想)?(?:办|弄|要|用|报名?|发|留|答|说|问|绑定?|改|填|写|参加|去|设)了吧?)"
)
# 不要注销, 别退出长安社区: what is there stays as it is. (不报名了 asks for a change, and reminders say
# themselves what stays.)
STAYS = re.compile(
    r"(?:还是|那|先|我|千万|暂时|就|算了吧?| )*(?:不要|不用|不想|不|别|没要|没想|没说要?)(?:帮我|给我|把|再)?"
    r"(?:取消|退|删|注销|撤|解绑|免职)(?!.*(?: |提醒|闹|[吗么怎几哪谁?]|什么|多少|会)).{0,16}"
)
# To a menu that asks: a plain yes, a plain no, and what may only mean that it was read.
YES = frozenset({"是", "是的", "对", "对的", "没错", "确定", "确认"})
NO = frozenset(
    ("不", "不是", "不用", "不用了", "不要", "不确定", "不取消", "否", "别", "算了", "算了吧", "都不是", "都不对")
)  # fmt: skip
READ = frozenset({"好", "好的", "好吧", "嗯", "嗯嗯", "行", "可以", "ok"})
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
EXPIRED = "刚才的“{}”放了太久，已先收起；回复“继续”可接着办。"


class NeedsSearch(Exception):
    """This pass is undone; search for `question` outside the writer, then pass again."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question


class Router:
    """Built once from the visible list of capabilities."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.understanding = Understanding(house)
        self.answers, self.actions = self.understanding.answers, self.understanding.actions
        self.dialogues: dict[str, Dialogue] = {
            dialogue.name: dialogue for room in house.capabilities for dialogue in room.dialogues
        }
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
        try:
            reply = self._say(tx, person, text, situation, found)
        except Again as again:  # what is asked once more may have gone meanwhile
            reply = Reply(again.sentence)
        if situation.asked and reply.menu is None:  # whatever was said, it waits no longer
            prompts.drop(tx, person.openid)
        return reply.before(expired)

    def _say(
        self, tx: Tx, person: Person, text: str, situation: Situation, found: Found | None
    ) -> Reply:
        said, talk = normal(text), situation.talk
        midst = situation.asked is not None or (talk is not None and talk.open)
        if said in STOP or (midst and LET_GO.fullmatch(said)):
            return self._stop(tx, person, said, talk, situation)
        if said in (BACK, RESUME):
            return self._steer(tx, person, said, talk)
        name = self.understanding.starts.get(said)
        if name is not None and self.actions[name].anywhere:
            return self._detour(tx, person, name, talk)
        if talk is not None and talk.open:
            return self._in_dialogue(tx, person, text, talk, found)
        if not said:
            return self.act(tx, person, self._house.wordless, text)
        return self._free(tx, person, text, said, situation, found)

    def _stop(
        self, tx: Tx, person: Person, said: str, talk: Talk | None, situation: Situation
    ) -> Reply:
        """取消 退出: of what is open, what is nearest; a number said next must do nothing."""
        dialogue, prompt = self._kept(tx, talk), situation.prompt
        waits = HALF_DONE.format(dialogue.title) if dialogue else ""
        choice = prompt.worded(said) if prompt and prompt.fresh else None
        if choice and not (talk and talk.open):  # the newest menu itself has this word
            return self.act(tx, person, choice.action, choice.argument).after(waits)
        if talk and dialogue and (talk.open or not situation.asked):
            dialogues.drop(tx, person, talk)
            prompts.expire(tx, person.openid)
            return Reply(f"好的，“{dialogue.title}”不办了，什么也没有改动。")
        if prompt is None or not prompt.fresh or not prompt.numbered:
            return Reply(NOTHING_OPEN)
        prompts.drop(tx, person.openid)
        return Reply(NOT_DONE).after(waits)

    def _steer(self, tx: Tx, person: Person, said: str, talk: Talk | None) -> Reply:
        """返回 继续: the words that move within any dialogue."""
        dialogue = self._kept(tx, talk)
        if talk is None or dialogue is None:
            return Reply(NOTHING_OPEN)
        if said == BACK:
            return dialogue.back(tx, person, talk)
        return dialogue.repeat(tx, person, talk._replace(open=True))

    def _kept(self, tx: Tx, talk: Talk | None) -> Dialogue | None:
        """The dialogue of `talk`, open or parked, unless it was parked too long ago."""
        if talk is None or tx.now > talk.expires_at + dialogues.KEPT:
            return None
        dialogue = self.dialogues.get(talk.name)
        return dialogue if dialogue and dialogue.fits(talk) else None

    def _detour(self, tx: Tx, person: Person, name: str, talk: Talk | None) -> Reply:
        """A global word: inside a dialogue it is answered too, and the place is kept."""
        if talk is None or not talk.open:
            return self.act(tx, person, name, "")
        return self._park(tx, person, talk, name, "")

    def _park(self, tx: Tx, person: Person, talk: Talk, name: str, argument: str) -> Reply:
        """Something else comes between; that the dialogue waits is said."""
        dialogues.park(tx, person)
        reply = self.act(tx, person, name, argument)
        after = dialogues.find(tx, person)
        if after is None or after.open:  # it opened a dialogue of its own
            return reply
        return reply.after(HALF_DONE.format(self._title(talk)))

    def _title(self, talk: Talk) -> str:
        dialogue = self.dialogues.get(talk.name)
        return dialogue.title if dialogue else "办理"

    # ---------------------------------------------------------------- inside a dialogue

    def _in_dialogue(
        self, tx: Tx, person: Person, text: str, talk: Talk, found: Found | None
    ) -> Reply:
        dialogue = self.dialogues.get(talk.name)
        if dialogue is None or not dialogue.fits(talk):
            dialogues.drop(tx, person, talk)
            return Reply("系统刚更新过，刚才办到一半的事请重新开始。")
        name = self.understanding.starts.get(normal(text))
        if name and (question := dialogue.pending(tx, talk)) and question.free:
            return self._park(tx, person, talk, name, "")
        try:
            step = dialogue.answer(tx, person, talk, text)
        except Again as again:
            return self._astray(tx, person, text, talk, again, found)
        if step.after is None:
            return self._offered(tx, person, step.reply)
        now = contacts.find(tx, person.openid) or person
        if dialogue.name == self._house.identify and not now.confirmed:
            return self._offered(tx, person, step.reply)  # it was for nothing
        reply = self.act(tx, now, step.after.action, step.after.argument)
        return reply.before(step.reply.text)

    def _astray(
        self, tx: Tx, person: Person, text: str, talk: Talk, again: Again, found: Found | None
    ) -> Reply:
        """The answer does not fit: another wish, a question in between, or a slip."""
        if again.offers:
            dialogues.put(tx, person, talk._replace(offers=again.offers))
        question = self.dialogues[talk.name].pending(tx, talk)
        said = normal(text)
        if again.meant or (question and question.free) or chosen_number(said) is not None:
            return Reply(again.sentence)
        wish = self._another(text, said, IN_DOUBT if again.offers else IN_BETWEEN)
        if wish and not self.actions[wish[0]].small:
            return self._park(tx, person, talk, *wish)
        if wish or len(said) < SHORTEST_QUESTION:
            return Reply(again.sentence)
        if found is None:
            raise NeedsSearch(text)
        if found.verdict != "sure":
            return Reply(again.sentence)
        answer = self._offered(tx, person, self.answers.reply(tx, person, found))
        return answer.after("――\n" + self.dialogues[talk.name].repeat(tx, person, talk).text)

    def _another(self, text: str, said: str, sure: float) -> tuple[str, str] | None:
        """A wish for something else: a few characters in the middle of it are an answer that went
        wrong, unless they are a command."""
        if len(said) < SHORTEST_QUESTION:
            return self.understanding.command(text)
        return self.understanding.of(text, sure)

    # ---------------------------------------------------------------- with none open

    def _free(
        self,
        tx: Tx,
        person: Person,
        text: str,
        said: str,
        situation: Situation,
        found: Found | None,
    ) -> Reply:
        reply = self._prompted(tx, person, said, situation)
        if reply is not None:
            return reply
        if STAYS.fullmatch(said):
            return Reply(NOT_DONE)
        if (command := self.understanding.command(text)) is not None:
            return self.act(tx, person, *command)
        if name := self.understanding.written(said):
            return self.act(tx, person, name, text)
        if (reply := meant(self._house.capabilities, tx, person, text)) is not None:
            return self._offered(tx, person, reply)
        if said in YES or said in NO or (said.startswith("算了") and LET_GO.fullmatch(said)):
            return Reply(NOTHING_ASKED)
        heard = self.understanding.hear(text)
        if not heard.has_words:
            return self._lost(tx, person, text)
        return self._meant(tx, person, heard, situation, found)

    def _prompted(self, tx: Tx, person: Person, said: str, situation: Situation) -> Reply | None:
        """What a number or a word answers; a stale one shows the menu afresh instead."""
        if asked := situation.asked:
            reply = self._answered(tx, person, said, asked)
            if reply is not None:
                return reply
        name, number = self._of_line(said, situation)
        if name and number is None:  # 我想报一个: which one is asked
            return self.act(tx, person, name, "")
        if number is None and (len(said) > 8 or said in self._never_offered):
            return None
        prompt = situation.prompt
        if prompt is None:
            return None if number is None else self._lost(tx, person, said)
        choice = prompt.worded(said) if number is None else prompt.numbered_as(number)
        line = None if number is None else prompt.line(said, number)
        if prompt.fresh and line is not None and name in ("", line.action):
            return self.act(tx, person, line.action, line.argument)
        if prompt.fresh and choice is not None and name:
            return self.act(tx, person, name, str(number))
        if prompt.fresh and choice is not None:
            return self.act(tx, person, choice.action, choice.argument)
        if number is None and (choice is None or said not in lists.TURNS):
            return None  # of a stale menu its numbers are known, and the words that turn it
        if prompt.again is None:
            return self._lost(tx, person, said)
        why = f"没有第 {number} 项。" if prompt.fresh else "刚才的列表已经过时，这是现在的："
        return self.act(tx, person, prompt.again.action, prompt.again.argument).before(why)

    def _of_line(self, said: str, situation: Situation) -> tuple[str, int | None]:
        """The number that chooses a line of the newest list, and what else is asked for of it."""
        number = chosen_number(said)
        line = line_named(said) if number is None else None
        if line is None or self.understanding.command(said):
            return "", number
        prompt = situation.prompt
        if prompt is None:
            return "", None
        name = self.understanding.of_line(line.words, prompt.room)
        if name is None or (line.number is None and not prompt.fresh):
            return "", None
        return name, line.number

    def _answered(self, tx: Tx, person: Person, said: str, asked: Prompt) -> Reply | None:
        """Yes or no to a menu that asks, None for anything else."""
        if said in NO or STAYS.fullmatch(said):
            return Reply(NOT_DONE)
        only = asked.numbered[0] if len(asked.numbered) == 1 else None
        if said in YES and only is not None:
            return self.act(tx, person, only.action, only.argument)
        if (said in YES or said in READ) and asked.again is not None:
            reply = self.act(tx, person, asked.again.action, asked.again.argument)
            return reply if only is None else reply.after(SAY_PLAINLY)
        return None

    def _lost(self, tx: Tx, person: Person, said: str) -> Reply:
        return self.act(tx, person, self._house.guess, said)

    def _meant(
        self, tx: Tx, person: Person, heard: Heard, situation: Situation, found: Found | None
    ) -> Reply:
        """A sentence in words of one's own."""
        if found is None and self.answers.exactly(heard.typed):
            raise NeedsSearch(heard.typed)
        known = self._known(tx, person, heard, situation)
        decision = self.understanding.decide(heard, known, found)
        if decision is None:
            raise NeedsSearch(heard.typed)
        if situation.asked and decision.action in self._small_talk:
            return self._lost(tx, person, heard.typed)  # neither yes nor no
        if decision.choices:
            for name in decision.choices:
                unless = self.actions[name].unless
                if unless and (reply := unless(tx, person, heard.typed)):
                    return self._offered(tx, person, reply)
            return self._asked_back(tx, person, heard.typed, decision.choices)
        if decision.action == self.understanding.asking and found is not None:
            return self._offered(tx, person, self.answers.reply(tx, person, found))
        if decision.stance != WANTS:
            return self._unwanted(tx, person, heard.typed, decision)
        return self.act(tx, person, decision.action, heard.typed)

    def _known(self, tx: Tx, person: Person, heard: Heard, situation: Situation) -> Situated:
        """What is known beside the words; where these alone are clear, nobody is asked."""
        prompt = situation.prompt
        room = prompt.room if prompt and prompt.fresh else ""
        known = Situated(offices.speaks_as(tx, person), room)
        first = self.understanding.weighed(heard.meaning(known.role).acts, known)[0]
        name = self.understanding.acts.get(first.label)
        if first.p >= CLEAR and not (name in self.actions and self.actions[name].at_once):
            return known
        found: dict[str, float] = {}
        for each in self._house.capabilities:
            if each.evidence:
                found |= each.evidence(tx, person, heard)
        return known._replace(evidence=found)

    def _unwanted(self, tx: Tx, person: Person, text: str, decision: Decision) -> Reply:
        """The act is spoken of, but it is asked about, ruled out, told of, put off or another's."""
        action = self.actions[decision.action]
        if action.unless and (reply := action.unless(tx, person, text)):
            return self._offered(tx, person, reply)
        if name := action.instead.get(decision.stance):
            return self.act(tx, person, name, text)
        if (
            decision.stance == "rules_out"
            and ENDING.intersection(action.acts)
            and (not action.at_once)
        ):  # 我不报义诊了: a no asks for the end, and it is asked about first
            return self.act(tx, person, decision.action, text)
        match decision.stance:
            case "other":
                return Reply(NOT_FOR_OTHERS)
            case "asks" | "unclear":
                return self._asked_back(tx, person, text, [decision.action])
        return Reply(NOT_DONE)

    def _asked_back(self, tx: Tx, person: Person, text: str, names: Sequence[str]) -> Reply:
        """A sentence that may mean several things does none of them yet."""
        lines = [f"{n} {self.actions[name].called}" for n, name in enumerate(names, 1)]
        menu = Menu(tuple(Choice(name, text) for name in names), about=text)
        said = "\n".join(["您是想：", *lines, "回复编号；都不是请换个说法，或回复“人工”。"])
        return self._offered(tx, person, Reply(said, menu))

    # ---------------------------------------------------------------- doing it

    def act(self, tx: Tx, person: Person, name: str, argument: str) -> Reply:
        """Do one action; who must be known for it is asked first, and it is done after."""
        action = self.actions[name]
        if (action.identity or action.offices) and not person.confirmed:
            return self.dialogues[self._house.identify].begin(
                tx, person, {}, after=Choice(name, argument)
            )
        if action.offices and not offices.held(tx, person, action.offices):
            return Reply(waking.sentence(tx, person, action.offices) or NOT_YOURS)
        try:
            reply = action.speak(tx, person, argument)
        except Again as again:
            return Reply(again.sentence)
        if (action.identity or action.offices) and reply.menu is None:
            prompts.expire(tx, person.openid)
        return self._offered(tx, person, reply)

    def _offered(self, tx: Tx, person: Person, reply: Reply) -> Reply:
        if isinstance(reply.menu, Menu):
            prompts.offer(tx, person.openid, reply.menu)
        return reply
