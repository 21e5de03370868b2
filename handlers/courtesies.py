"""Sentences that several rooms answer with."""

from bot import questions
from bot.language.text import short
from bot.message import Choice, Menu, Reply
from bot.people.person import Person
from bot.store.tx import Tx

# To a thank-you, and to a 收到 that nobody had asked for.
NOT_AT_ALL = "不客气，需要时随时说一声。"
# To what somebody in office says and nobody understands.
NO_COMMAND = "没听明白您要办什么，没有办。回复“帮助”看您能办的；是要问工委，请回“人工”。"
# To what can be done for nobody else.
ONLY_ONESELF = "这件事只能由本人办，没有办。请他本人在这里说一声。"
# To whoever calls for people after something that was not answered, before anything goes there.
SHALL_IT_GO = "把“{}”转给工委的同志吗？\n1 转　2 换个问题"


def passing_on(tx: Tx, person: Person, text: str) -> Reply:
    """What somebody just asked, shown to them as it would reach people: it goes with their yes."""
    shown = questions.presentable(tx, person, text)
    again = Choice("reception.human")
    choices = (
        Choice("reception.pass_on", shown),
        Choice("reception.pass_on", shown, ("转", "转吧", "要转", "帮我转", "转给他们")),
        Choice("reception.leave_word", "", ("2", "换个问题", "换一个", "换个")),
    )
    said = SHALL_IT_GO.format(short(shown, questions.LONGEST))
    return Reply(said, Menu(choices, again, about=text)).asking()
