"""One message that is being answered, with where its sender stands."""

from dataclasses import dataclass

from bot.conversation.capability import Found
from bot.conversation.dialogue import Talk
from bot.conversation.prompts import Prompt
from bot.conversation.situation import Situation
from bot.hearing.heard import Heard
from bot.people.person import Person
from bot.store.tx import Tx


@dataclass(slots=True)
class Turn:
    tx: Tx
    person: Person
    heard: Heard
    situation: Situation
    found: Found | None  # what a search outside the writer found for it, if there was one

    @property
    def said(self) -> str:
        return self.heard.said

    @property
    def talk(self) -> Talk | None:
        """The dialogue, open or put aside."""
        return self.situation.talk

    @property
    def open_talk(self) -> Talk | None:
        return self.talk if self.talk and self.talk.open else None

    @property
    def fresh(self) -> Prompt | None:
        """The newest menu, as long as its numbers count."""
        prompt = self.situation.prompt
        return prompt if prompt and prompt.fresh else None

    @property
    def midst(self) -> bool:
        """Whether an answer is waited for."""
        return self.situation.asked is not None or self.open_talk is not None
