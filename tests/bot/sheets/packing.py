"""Files made part by part, to hold what no library would write."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def letters(at: int) -> str:
    above, last = divmod(at, 26)
    return (letters(above - 1) if above else "") + chr(ord("A") + last)


def cell(row: int, column: int, value: str, attributes: str = "") -> str:
    """Row and column from 1."""
    place = f"{letters(column - 1)}{row}"
    return f'<c r="{place}" t="inlineStr" {attributes}><is><t>{escape(value)}</t></is></c>'


def rows(table: Sequence[Sequence[str]], first: int = 1) -> str:
    return "".join(
        f'<row r="{at}">{"".join(cell(at, c, v) for c, v in enumerate(row, 1) if v)}</row>'
        for at, row in enumerate(table, first)
    )


def xlsx(
    path: Path,
    data: str | Iterable[str],
    after: str = "",
    target: str = "worksheets/sheet1.xml",
    **more: str,
) -> Path:
    """A workbook of one sheet with these rows; `more` are parts by their names without ending."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0"?><Types xmlns="' + _PACKAGE + '/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        packed.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"'
            f' Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
            '<sheet name="名册" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        packed.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"'
            f' Type="{_RELATIONS}/worksheet" Target="{target}"/></Relationships>',
        )
        for name, content in more.items():
            packed.writestr(f"xl/{name}.xml", content)
        with packed.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for part in [data] if isinstance(data, str) else data:
                sheet.write(part.encode())
            sheet.write(f"</sheetData>{after}</worksheet>".encode())
    return path


def ods(path: Path, table: str) -> Path:
    """An open document with one table, given by its rows."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/"'
            ' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
            "</manifest:manifest>",
        )
        packed.writestr(
            "content.xml",
            "<office:document-content"
            ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
            ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
            f'<office:body><office:spreadsheet><table:table table:name="名册">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def ods_row(*values: str, attributes: str = "", cells: str = "") -> str:
    found = "".join(
        f'<table:table-cell office:value-type="string" {cells}><text:p>{escape(value)}</text:p>'
        "</table:table-cell>"
        for value in values
    )
    return f"<table:table-row {attributes}>{found}</table:table-row>"


def zipped(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return written.getvalue()
