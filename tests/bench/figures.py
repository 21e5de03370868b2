"""What was measured, and the bars it is held to."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`holds` is None where there is no bar."""

    name: str
    value: str
    bar: str = ""
    holds: bool | None = None


def at_least(name: str, value: float, bar: float, form: str = "{:.2f}") -> Figure:
    return Figure(name, form.format(value), f"≥ {form.format(bar)}", value >= bar)


def at_most(name: str, value: float, bar: float, form: str = "{:.2f}") -> Figure:
    return Figure(name, form.format(value), f"≤ {form.format(bar)}", value <= bar)


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - what a bench is for


def table(title: str, figures: Iterable[Figure]) -> str:
    return "\n".join([f"\n{title}", *map(_line, figures)])


def _line(figure: Figure) -> str:
    verdict = {None: "", True: "ok", False: "MISSED"}[figure.holds]
    return f"  {figure.name:<44}{figure.value:>20}  {figure.bar:<8} {verdict}".rstrip()
