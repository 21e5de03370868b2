"""What a command may not do for whoever typed it: one sentence, no traceback."""


class Refusal(Exception):
    """Its message says why, and what to change."""
