"""Files to lines, whatever is in them: a child process reads, this one only hears what it found."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.sheets import bounded
from bot.sheets.cells import Value
from bot.sheets.faults import SheetFault
from bot.sheets.header import Column, Line

ALL = 100  # per cent

_MADE: dict[str, Callable[[Any], Value]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """`shape` is the place of the columns that fit. The lines are read while they are asked for."""

    shape: int
    notes: list[str]
    lines: Iterator[Line]


def read(
    path: Path, *shapes: Sequence[Column], told: Callable[[int], None] = lambda percent: None
) -> Reading:
    """The lines of a file below its header, by the first shape that fits. Raises SheetFault."""
    request = {
        "path": str(path.absolute()),
        "shapes": [[(c.name, c.also, c.needed, c.own) for c in columns] for columns in shapes],
    }
    heard = _heard(path, request, told)
    notes: list[str] = []
    for answer in heard:
        if "shape" in answer:
            return Reading(answer["shape"], notes, (_line(answer) for answer in heard))
        notes.append(answer["note"])
    raise SheetFault(_died(path))


def _heard(path: Path, request: Any, told: Callable[[int], None]) -> Iterator[Any]:
    try:
        for answer in bounded.answers("bot.sheets.child:read", request):
            if isinstance(answer, list) or not answer.keys() & {"at", "fault"}:
                yield answer
            elif "fault" in answer:
                raise SheetFault(answer["fault"])
            else:
                told(answer["at"])
    except bounded.Died as error:
        raise SheetFault(_died(path)) from error


def _died(path: Path) -> str:
    return f"{path.name} 读不出来，可能太大、坏了，或离表格很远的地方有内容：请把名单复制到新表，另存为 .xlsx 再试"


def _line(answer: Any) -> Line:
    sheet, number, values, fault = answer
    return Line(sheet, number, {c: _value(value) for c, value in values.items()}, fault)


def _value(packed: Any) -> Value:
    value: Value = _MADE[packed[0]](packed[1]) if isinstance(packed, list) else packed
    return value
