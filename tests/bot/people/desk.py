"""An operator at the command line: a database of their own, files to import, what they read."""

import asyncio
import csv
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.clock import Clock
from bot.people.roster import commands
from bot.people.roster.commands import Wishes
from bot.sheets.faults import SheetFault
from bot.store import queries
from bot.store.sqlite import SqliteStore
from bot.store.standing import private
from bot.store.tx import Tx
from config.settings import Settings
from tests.databases import Database, SqliteFile

ORGANISATIONS = [
    ["单位编号", "单位", "支部"],
    ["001", "云川市财政局", "第一支部"],
    ["001", "云川市财政局", "第二支部"],
    ["002", "云川市水利局", "第三支部"],
]
HEADER = ["单位编号", "单位", "支部", "姓名", "手机后四位", "工号", "职务"]
FINANCE, SECOND, WATER = ORGANISATIONS[1:]
ROSTER = [
    HEADER,
    [*FINANCE, "张三", "6789", "A1", "支部书记"],
    [*FINANCE, "李四", "0089", "", ""],
    [*SECOND, "王五", "5678", "", "组织委员"],
    [*WATER, "赵六", "4321", "", ""],
]


# By what was done, and the database's name: the files it left, what was said last, and its exit code.
_LEFT: dict[tuple[Callable[["Desk"], None], str], tuple[dict[str, bytes], str, int]] = {}


class Desk:
    def __init__(self, folder: Path, database: Database | None = None) -> None:
        self.folder = folder
        self.database = database or SqliteFile(folder / "bot.db")
        self.settings = Settings(database=self.database.url, committee="云川市直机关工委")
        self.said = ""
        self.code = 0

    def write(self, rows: Sequence[Sequence[Any]], name: str = "a.xlsx") -> Path:
        path = self.folder / name
        if name.endswith(".csv"):
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows(rows)
            return path
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(list(row))
        book.save(path)
        return path

    def does(self, work: Callable[..., int], *arguments: Any) -> str:
        lines: list[str] = []
        self.code = work(*arguments, lines.append)
        self.said = "\n".join(lines)
        return self.said

    def organisations(self, rows: Sequence[Sequence[Any]] = ORGANISATIONS, **wishes: Any) -> str:
        wanted = Wishes(self.write(rows, "o.xlsx"), **wishes)
        return self.does(commands.import_organisations, self.settings, wanted)

    def members(
        self, rows: Sequence[Sequence[Any]] = ROSTER, name: str = "a.xlsx", **w: Any
    ) -> str:
        wanted = Wishes(self.write(rows, name), **w)
        return self.does(commands.import_members, self.settings, wanted)

    def reads(self, file: Path, **wishes: Any) -> str:
        """The roster of a file that is there."""
        return self.does(commands.import_members, self.settings, Wishes(file, **wishes))

    def refuses(self, file: Path, **wishes: Any) -> str:
        with pytest.raises(SheetFault) as caught:
            self.reads(file, **wishes)
        return str(caught.value)

    @property
    def problems(self) -> dict[int, str]:
        """What the last import said is wrong with which row."""
        found = re.findall(
            r"^第 (\d+) 行[^：\n]*：(.*)$", self.said.partition("有问题的行")[2], re.MULTILINE
        )
        return {int(number): problem for number, problem in found}

    @property
    def totals(self) -> dict[str, int]:
        return {k: int(n) for k, n in re.findall(r"(\w+) (\d+)", self.said.splitlines()[0])}

    def undo(self, batch_id: str = "") -> str:
        return self.does(commands.undo, self.settings, batch_id or self.batch())

    def batch(self) -> str:
        return str(self.rows("SELECT id FROM batch ORDER BY id DESC")[0]["id"])

    def founded(self) -> "Desk":
        """With the organisations and the roster above."""
        return self.once_done(_founded)

    def once_done(self, work: Callable[["Desk"], None]) -> "Desk":
        """As `work` leaves it: done once, from then on its files are copied."""
        if not isinstance(self.database, SqliteFile):
            work(self)
            return self
        assert not list(self.folder.iterdir())
        key = (work, self.database.path.name)
        if key not in _LEFT:
            work(self)
            files = {file.name: file.read_bytes() for file in self.folder.iterdir()}
            _LEFT[key] = (files, self.said, self.code)
            return self
        files, self.said, self.code = _LEFT[key]
        for name, content in files.items():
            private(self.folder / name)
            (self.folder / name).write_bytes(content)
        return self

    # ---------------------------------------------------------------- what is stored

    def rows(self, sql: str, *parameters: Any) -> list[Any]:
        return self.database.rows(sql, *parameters)

    def member(self, name: str) -> Any:
        return self.rows("SELECT * FROM member WHERE name = ?", name)[0]

    def present(self) -> dict[str, str]:
        """Who is in which branch."""
        rows = self.rows(
            "SELECT member.name, organisation.name AS branch FROM member JOIN organisation"
            " ON organisation.id = branch_id WHERE left_at IS NULL"
        )
        return {row["name"]: row["branch"] for row in rows}

    def dump(self) -> list[tuple[Any, ...]]:
        return [
            tuple(row)
            for table in ("organisation", "member", "contact", "office", "batch", "audit")
            for row in self.rows(f"SELECT * FROM {table} ORDER BY 1, 2")
        ]

    def change(self, work: Callable[[Tx], Any], clock: Clock | None = None) -> None:
        async def run() -> None:
            store = SqliteStore(
                self.settings.database_path, queries.load(), clock or Clock(), "counted by this"
            )
            store.open()
            await store.change(work)
            await store.close()

        asyncio.run(run())


def _founded(desk: Desk) -> None:
    desk.organisations(apply=True)
    desk.members(apply=True)
