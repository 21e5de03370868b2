"""Files that ask for too much: the process that asked keeps its memory and its minutes."""

import resource
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.sheets import bounded, reading
from bot.sheets.bounded import Died, Limits
from bot.sheets.faults import SheetFault
from bot.sheets.header import Column, Line
from tests.bot.sheets import packing

COLUMNS = (Column("单位", needed=False), Column("支部"), Column("姓名"))
TABLE = [["单位", "支部", "姓名"], ["财政局", "第一支部", "张三"]]
MEGABYTE = 1024  # ru_maxrss counts kilobytes
SECONDS = 60.0  # by the clock, on a busy machine


def read(path: Path) -> list[Line]:
    return list(reading.read(path, COLUMNS).lines)


@contextmanager
def spared() -> Iterator[None]:
    """This process grows by a few megabytes at most, whatever its child does meanwhile."""
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    yield
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40 * MEGABYTE
    assert time.perf_counter() - began < SECONDS


def far(row: int, column: int) -> str:
    return packing.rows(TABLE) + f'<row r="{row}">{packing.cell(row, column, "x")}</row>'


@pytest.mark.parametrize(
    ("row", "column", "place"),
    [(1_048_576, 16_384, "XFD1048576"), (1_048_576, 30, "AD1048576"), (300_000, 100, "CV300000")],
)
def test_a_lone_cell_far_away_is_named(tmp_path: Path, row: int, column: int, place: str) -> None:
    path = packing.xlsx(tmp_path / "a.xlsx", far(row, column))
    with (
        spared(),
        pytest.raises(SheetFault, match=rf"a\.xlsx 的工作表“名册”里 {place} 有字，离表格太远"),
    ):
        read(path)


def test_a_far_cell_is_named_whatever_its_row_says(tmp_path: Path) -> None:
    sheet = packing.rows(TABLE) + f"<row>{packing.cell(1_048_576, 16_384, 'x')}</row>"
    path = packing.xlsx(tmp_path / "a.xlsx", sheet)
    with spared(), pytest.raises(SheetFault, match="XFD1048576 有字"):
        read(path)


@pytest.mark.parametrize(
    ("row", "after"),
    [
        ("", '<mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>'),
        ("", '<mergeCells><mergeCell ref="XFC1:XFD1048576"/></mergeCells>'),
        ('<row r="1048576"><c r="A1048576" s="1"/></row>', ""),  # bold, and empty
        ('<row r="1048576"><c r="XFD1048576" s="1"/></row>', ""),
        ('<row r="1048576" hidden="1" s="1" customFormat="1"/>', ""),
    ],
)
def test_merges_and_looks_without_words_at_the_far_end_are_no_matter(
    tmp_path: Path, row: str, after: str
) -> None:
    path = packing.xlsx(tmp_path / "a.xlsx", packing.rows(TABLE) + row, after)
    with spared():
        assert [line.values["姓名"] for line in read(path)] == ["张三"]


def strings(size: int) -> Iterator[str]:
    for _ in range(size // 1_000_000):
        yield packing.cell(1, 1, "0" * 1_000_000)


def test_what_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    packing.xlsx(path, packing.rows(TABLE))
    packed = zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED)
    with packed, packed.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
        for _ in range(700):
            part.write(b"0" * 1_000_000)
    assert path.stat().st_size < 1_000_000
    with spared(), pytest.raises(SheetFault, match=r"b\.xlsx 太大，请分成几个文件"):
        read(path)


def test_one_row_of_half_a_gigabyte_takes_nobody_else_down(tmp_path: Path) -> None:
    row = ['<row r="1">', *strings(500_000_000), "</row>"]
    path = packing.xlsx(tmp_path / "b.xlsx", row)
    with spared(), pytest.raises(SheetFault, match=r"b\.xlsx"):
        read(path)


def test_an_open_document_that_repeats_itself_millions_of_times_ends_the_child_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    many = packing.ods_row(
        "张三",
        attributes='table:number-rows-repeated="1000"',
        cells='table:number-columns-repeated="16000"',
    )
    path = packing.ods(tmp_path / "a.ods", packing.ods_row(*TABLE[0]) + many)
    with spared(), pytest.raises(SheetFault, match=r"a\.ods 读不出来，可能太大、坏了"):
        read(path)
    assert [record.event for record in caplog.records] == ["child_died"]
    assert "张三" not in caplog.text


@pytest.mark.parametrize(
    ("content", "times", "said"),
    [
        (b",", 60_000_000, "太大"),
        (b'"', 1, "引号没有成对"),
        (b'"x', 30_000_000, "引号没有成对"),
        (b"a,b\n", 2_000_000, "太大"),
        (b"\n", 60_000_000, "太大"),
        (b"x", 65 * 1024 * 1024, "太大"),
    ],
)  # fmt: skip
def test_a_huge_csv_is_refused(tmp_path: Path, content: bytes, times: int, said: str) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write("支部,姓名\n".encode())
        for _ in range(0, times, 100_000):
            file.write(content * min(times, 100_000))
    with spared(), pytest.raises(SheetFault, match=said):
        read(path)


def test_xml_that_grows_from_within_is_refused(tmp_path: Path) -> None:
    path = packing.xlsx(tmp_path / "a.xlsx", packing.rows(TABLE))
    entities = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "x" * 1000}">' for n in range(9)
    )
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    parts["xl/worksheets/sheet1.xml"] = (
        f"<!DOCTYPE worksheet [{entities}]>{sheet.replace('张三', '&a8;')}".encode()
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    with spared(), pytest.raises(SheetFault, match=r"a\.xlsx 不是能读的表格"):
        read(path)


# ---------------------------------------------------------------- the runner


@pytest.mark.parametrize("limits", [Limits(seconds=1), Limits(patience=1.0)])
def test_a_child_that_does_not_end_is_ended(
    caplog: pytest.LogCaptureFixture, limits: Limits
) -> None:
    with pytest.raises(Died):
        list(bounded.answers("tests.bot.sheets.endless:turning", {}, limits=limits))
    assert [record.event for record in caplog.records] == ["child_died"]


def test_a_child_is_gone_when_nobody_listens_any_more() -> None:
    heard = bounded.answers("tests.bot.sheets.endless:counting", {})
    pid = next(heard)["pid"]
    heard.close()
    assert not Path(f"/proc/{pid}").exists()


def test_a_child_knows_no_setting_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_WECHAT_SECRET", "quiet")
    (known,) = bounded.answers("tests.bot.sheets.endless:known", {})
    assert "BOT_WECHAT_SECRET" not in known["names"]


def test_an_error_in_a_child_names_its_place_and_not_what_it_read(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(Died):
        list(bounded.answers("tests.bot.sheets.endless:stumbling", "张三6789"))
    assert "ValueError at" in caplog.text
    assert "张三" not in caplog.text
