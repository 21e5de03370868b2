"""Asking a human, and the secretaries' side of it: what waits for an answer, and answering."""

import re
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot import questions
from bot.content import Topic
from bot.conversation import prompts
from bot.conversation.capability import Speak
from bot.conversation.dialogue import Ask, Dialogue
from bot.conversation.lists import page, turned
from bot.hearing.heard import Heard
from bot.language.relay import quoted
from bot.language.text import counted, short
from bot.message import Again, Choice, Menu, Reply
from bot.people import audit, offices
from bot.people.offices import SECRETARIES, Office
from bot.people.person import Person
from bot.questions import Question
from bot.store.tx import Tx
from bot.when import saying
from handlers.courtesies import passing_on
from handlers.reception import asked
from handlers.reception.chat import Rooms

LONGEST_ANSWER = 600  # characters
NOT_THERE = "没有第 {} 号提问，或者已经答复过了。回复“问题”看现在有哪些。"
MANY = "您已有 5 个提问在等答复，请等一等，答复后会在这里告诉您。急事请直接联系支部书记。"
MORE = "在的。请把要问的事写成一条发来，一两句话就行。（“取消”不留了）"
NO_QUESTION = "这不像要问的事，没有转出去。一定要转给工委的同志，请说“人工”加原话。（“取消”不留了）"
NOTHING_LEFT = "好的，没有留言，什么也没有转出去。要问随时再说。"
NOBODY = "现在还没有同志负责答复，请直接联系支部书记。"
_NUMBERED = re.compile(r"\s*(?:第|No\.?)?\s*(\d{1,9})\s*[号、.，,：:\s]*(.*)", re.DOTALL)
_COMMAND = re.compile(
    r"答复(?:\s*(?:第|No\.?)?\s*(\d{1,9})(?=[号、.，,：:\s]|$)号?|(?=[：:\s]))[、.，,：:\s]*(.*)",
    re.DOTALL,
)


# ---------------------------------------------------------------- asking a human


class NewQuestion(Struct, frozen=True, omit_defaults=True):
    """What somebody leaves for a human to answer."""

    question: str | None = None  # "": none after all


def asking(rooms: Rooms, topics: Sequence[Topic]) -> Dialogue:
    """The dialogue of 人工; whom a question reaches depends on `topics`.

    Any text would do, but it is not `free`: what is surely for a room of `rooms` goes there.
    """
    dialogue = Dialogue("reception", "留言给工委的同志", answers=NewQuestion)
    pass_on = passing_on_to(topics)

    @dialogue.ask("好的，请把要问的事写成一条发来，我转给工委的同志。（“取消”不留了）")
    def question(tx: Tx, person: Person, answer: Heard, so_far: NewQuestion) -> str:
        if said := asked.insisted(answer):
            return said[: questions.LONGEST]
        if asked.stops(answer):
            return ""
        if asked.says_nothing(answer) or asked.calls(answer):
            raise Again(MORE, meant=not asked.elsewhere(rooms(), answer))
        if asked.elsewhere(rooms(), answer):
            raise Again(NO_QUESTION)
        return answer.strip()[: questions.LONGEST]

    @dialogue.finish
    def keep(tx: Tx, person: Person, answers: NewQuestion) -> Reply:
        question = answers.question
        return pass_on(tx, person, question) if question else Reply(NOTHING_LEFT)

    return dialogue


def passing_on_to(topics: Sequence[Topic]) -> Callable[[Tx, Person, str], Reply]:
    """Whom a question reaches that is passed on depends on `topics`."""

    def pass_on(tx: Tx, person: Person, question: str) -> Reply:
        try:
            topic = questions.keep(tx, person, question, topics)
        except questions.TooMany:
            return Reply(MANY)
        except questions.NobodyInCharge:
            return Reply(NOBODY)
        return Reply(f"已记下：“{short(question)}”\n{who_answers(topic)}答复后会在这里告诉您。")

    return pass_on


def who_answers(topic: str) -> str:
    return f"负责{topic}的同志" if topic else "工委的同志"


def human(dialogue: Dialogue) -> Speak:
    """人工: keeps the question behind it on the same line; with none, it calls for people."""

    def speak(tx: Tx, person: Person, argument: Heard) -> Reply:
        if asked.calls(argument):
            return call(dialogue, tx, person, argument)
        return dialogue.begin(tx, person, NewQuestion(argument[: questions.LONGEST]))

    return speak


def call(dialogue: Dialogue, tx: Tx, person: Person, text: Heard) -> Reply:
    """找个真人跟我说: what was just asked is offered to be passed on, never the words of the call;
    with nothing just asked, it is asked for."""
    prompt = prompts.find(tx, person.openid)
    just_asked = prompt.about if prompt and prompt.fresh else ""
    shown = questions.presentable(tx, person, just_asked)
    if asked.calls(text.part(shown.replace(questions.NAME_LEFT_OUT, ""))):
        return leave_word(dialogue, tx, person, text)
    return passing_on(tx, person, just_asked)


def leave_word(dialogue: Dialogue, tx: Tx, person: Person, text: Heard) -> Reply:
    """Asks what is to be passed on."""
    return dialogue.begin(tx, person, NewQuestion())


# ---------------------------------------------------------------- answering


class GivenAnswer(Struct, frozen=True, omit_defaults=True):
    """What is known of the answer to a question."""

    question: str = ""  # its number, as it was typed
    words: str = ""


answering = Dialogue("answering", "答复提问", answers=GivenAnswer)


def waiting(tx: Tx, person: Person, argument: str) -> Reply:
    """问题: what waits for an answer within the highest office held."""
    _, turned_to = turned(argument)
    number = turned_to or 0
    rows = questions.page(tx, _office(tx, person).place.path, number)
    if not rows:
        return Reply("现在没有等答复的提问。")
    total = rows[0]["total"]
    lines = [f"等答复的提问（共 {total} 个）："]
    lines += [
        f"{row['number']} {quoted(short(row['text']))}（{saying.at(row['asked_at'], tx.now)}）"
        for row in rows
    ]
    more = total > (number + 1) * questions.PAGE
    lines.append(
        f"答复请说“答复 {rows[0]['number']} 内容”" + ("，“下一页”看更多。" if more else "。")
    )
    further = Choice("reception.questions", page("", number + 1), ("下一页",))
    return Reply("\n".join(lines), Menu((further,)) if more else None)


def _office(tx: Tx, person: Person) -> Office:
    return offices.held(tx, person, SECRETARIES)[0]


def answer(tx: Tx, person: Person, text: str) -> Reply:
    """答复 12 内容 at once; 答复 12 asks for the words."""
    found = _NUMBERED.fullmatch(text)
    if found is None:
        return Reply("请带上编号，例如“答复 12 可以，请带介绍信。”。回复“问题”看现在有哪些。")
    question = _mine(tx, person, found[1])
    if question is None:
        return Reply(NOT_THERE.format(found[1]))
    return answering.begin(tx, person, GivenAnswer(found[1], _checked(found[2].strip())))


def _mine(tx: Tx, person: Person, number: str) -> Question | None:
    """The open question of this number, if it is this person's to answer."""
    question = questions.numbered(tx, int(number))
    if question is None or not question.open:
        return None
    held = offices.held(tx, person, SECRETARIES)
    return question if offices.covers(held, question.path) else None


def _checked(words: str) -> str:
    if len(words) > LONGEST_ANSWER:
        raise Again(f"答复{counted(words)}，请压缩到 {LONGEST_ANSWER} 字以内再发。")
    return words


def _asked(tx: Tx, person: Person, so_far: GivenAnswer) -> Ask:
    question = _mine(tx, person, so_far.question)
    if question is None:
        raise Again(NOT_THERE.format(so_far.question))
    return Ask(
        f"{question.number}：\n{quoted(question.text)}\n请写答复，原样发给提问的人。（“取消”不答了）"
    )


@answering.ask(_asked, free=True, situation="ask.notice_text")
def words(tx: Tx, person: Person, given: Heard, so_far: GivenAnswer) -> str | GivenAnswer:
    """What goes to the asker, without a 答复 12 before it; with another number, to who asked that."""
    said = given.strip()
    found = _COMMAND.fullmatch(said)
    if found is None:
        return _checked(said)
    number = found[1] or so_far.question
    if int(number) != int(so_far.question) and _mine(tx, person, number) is None:
        raise Again(NOT_THERE.format(number))
    return replace(so_far, question=number, words=_checked(found[2].strip()))


@answering.finish
def send(tx: Tx, person: Person, answers: GivenAnswer) -> Reply:
    question = _mine(tx, person, answers.question)
    sender = _office(tx, person).place.title
    if question is None or not questions.answer(tx, question, person, answers.words, sender):
        raise Again(NOT_THERE.format(answers.question))
    audit.note(tx, person.id, "答复提问", question.organisation_id, details=str(question.number))
    when = "现在就送到" if questions.reachable(tx, question) else "对方下次来时看到"
    return Reply(f"已答复第 {question.number} 号，{when}。\n回复“问题”看还有哪些。")
