"""What an import is going to do, row by row: shown first, applied unchanged."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

NEW, CHANGED, TRANSFERRED, SAME, LEFT, ERROR = (
    "new",
    "changed",
    "transferred",
    "same",
    "left",
    "error",
)
NAMES = {
    NEW: "新增",
    CHANGED: "变更",
    TRANSFERRED: "转移",
    SAME: "不变",
    LEFT: "离开",
    ERROR: "有问题",
}


@dataclass(frozen=True, slots=True)
class Step:
    kind: str
    where: str  # “第 12 行”; "" for what is not in the file
    who: str
    what: str = ""
    subject: str = ""  # the row it concerns, "" when it is new
    values: Mapping[str, Any] = field(default_factory=dict)  # what the row is to hold


@dataclass(frozen=True, slots=True)
class Plan:
    steps: Sequence[Step]
    header: tuple[str, ...]
    lines: Sequence[tuple[str, ...]]  # the file as it was read, its 问题 last

    def of(self, kind: str) -> list[Step]:
        return [step for step in self.steps if step.kind == kind]

    @property
    def unread(self) -> int:
        """Rows that may mean somebody who then only seems to be missing."""
        return len(self.of(ERROR))

    def work(self, *, leavers: bool, unread_checked: bool = False) -> list[Step]:
        """What there is to do; those who left only when that was asked for.

        And asked for once more where rows could not be read: who is missing may stand in one.
        """
        leave = leavers and (unread_checked or not self.unread)
        wanted = {NEW, CHANGED, TRANSFERRED} | ({LEFT} if leave else set())
        return [step for step in self.steps if step.kind in wanted]


def counted(steps: Sequence[Step]) -> Counter[str]:
    return Counter(step.kind for step in steps)
