"""How commands are typed: argparse, which asks back and explains in Chinese."""

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

# What argparse says, and how we say it; what is not found here is said as it is.
_SAYINGS = (
    (r"the following arguments are required: (.+)", r"还要写：\1"),
    (r"unrecognized arguments: (.+)", r"不认识：\1"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1：没有 \2，可以是 \3"),
    (r"argument (.+?): invalid \S+ value: (.+)", r"\1：\2 写得不对"),
    (r"argument (.+?): expected (?:one|at least one) arguments?", r"\1：后面要写一个值"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1：后面不写值，写了 \2"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 不能和 \2 一起写"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 不清楚，是不是 \2"),
)


class _Help(argparse.HelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Its subparsers are made by the same class."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"formatter_class": _Help, "add_help": False, **given})
        self._positionals.title = "要写的"
        self._optionals.title = "可以加的"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{said(message, _SAYINGS)}（{self.prog} --help 看说明）\n")


def said(message: str, sayings: Iterable[tuple[str, str]] = _SAYINGS) -> str:
    for pattern, ours in sayings:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return found.expand(ours)
    return message
