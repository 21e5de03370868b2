"""Policy questions: answers with document, article and date."""

from collections.abc import Callable

from bot.content import Knowledge
from bot.conversation.capability import Action, Capability
from handlers.faq import chat


def capability(knowledge: Knowledge, pinyin: Callable[[str], str], rooms: chat.Rooms) -> Capability:
    """`pinyin` gives the syllable of one character, for questions typed by sound; `rooms` lists
    every capability: what is none of their commands may still mean something to one."""
    answers = chat.PolicyAnswers(knowledge, pinyin, rooms)
    return Capability(
        name="faq",
        title="政策问答",
        actions=(
            Action("show", answers.show),
            Action("none_of_them", chat.none_of_them),
            Action("useful", chat.useful, starts=("有用",), offered=True),
            Action("useless", chat.useless, starts=("没用",), offered=True),
        ),
        answers=answers,
        personal=chat.personal,
        erase=chat.erase,
        help=("政策　直接问，如“预备期多长”“党费怎么交”",),
    )
