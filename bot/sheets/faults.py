"""What a file can be refused for as a whole."""


class SheetFault(ValueError):
    """The file cannot be read or written; the sentence says what to do."""
