"""Policy questions: answers with document, article and date."""

from collections.abc import Callable

from bot.capability import Action, Capability
from bot.content import Knowledge
from handlers.faq import chat


def capability(knowledge: Knowledge, pinyin: Callable[[str], str]) -> Capability:
    """`pinyin` gives the syllable of one character, for questions typed by sound."""
    answers = chat.PolicyAnswers(knowledge, pinyin)
    return Capability(
        name="faq",
        title="政策问答",
        actions=(
            Action("show", answers.show),
            Action("useful", chat.useful, starts=("有用",)),
            Action("useless", chat.useless, starts=("没用",)),
        ),
        answers=answers,
        personal=chat.personal,
        erase=chat.erase,
        help=("政策　直接问，如“预备期多长”“党费怎么交”",),
    )
