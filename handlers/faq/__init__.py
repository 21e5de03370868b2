"""Policy questions: answers with document, article and date."""

from collections.abc import Callable

from bot.content import Knowledge
from bot.conversation.capability import Capability, Said, actions
from handlers.faq import chat

SAID = {"useful": Said("有用"), "useless": Said("没用")}


def capability(knowledge: Knowledge, pinyin: Callable[[str], str], rooms: chat.Rooms) -> Capability:
    """`pinyin` gives the syllable of one character, for questions typed by sound; `rooms` lists
    every capability: what is none of their commands may still mean something to one."""
    answers = chat.PolicyAnswers(knowledge, pinyin, rooms)
    return Capability(
        name="faq",
        title="政策问答",
        actions=actions(
            SAID,
            {
                "show": answers.show,
                "none_of_them": chat.none_of_them,
                "useful": chat.useful,
                "useless": chat.useless,
            },
            offered="useful useless",
        ),
        answers=answers,
        about=answers.about,
        personal=chat.personal,
        erase=chat.erase,
        help=("政策　直接问，如“预备期多长”“党费怎么交”",),
    )
