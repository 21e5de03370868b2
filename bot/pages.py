"""Pages of a list as an action's argument: what is listed, and which page."""

# A control character: nobody can type it, so no sentence is taken for a page.
_PAGE = "\x1f"


def page(what: str, number: int) -> str:
    """The argument for page `number` (from 0) of `what`."""
    return f"{what}{_PAGE}{number}"


def turned(argument: str) -> tuple[str, int | None]:
    """What is listed and the page; None when the argument is words, not a page."""
    what, mark, number = argument.partition(_PAGE)
    return (what, int(number)) if mark else (argument, None)
