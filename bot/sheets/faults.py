"""What a file can be refused for as a whole."""

from bot.refusal import Refusal


class SheetFault(Refusal):
    """The file cannot be read or written; the sentence says what to do."""
