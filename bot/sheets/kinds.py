"""What a file is by its first bytes, whatever its name says."""

import io
import re
import zipfile

from bot.sheets.faults import SheetFault

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
PACKED = b"PK\x03\x04"
_AGAIN = "请用 Excel 或 WPS 打开，另存为 .xlsx 再导入"
_HEADS = (
    (b"%PDF", f"是 PDF，不是表格：请把名单放进表格，{_AGAIN}"),
    (b"{\\rtf", f"是文字文档，不是表格：请把名单复制到表格里，{_AGAIN}"),
    (b"\x89PNG", "是图片，不是表格：请导入原来的表格文件"),
    (b"\xff\xd8\xff", "是图片，不是表格：请导入原来的表格文件"),
    (b"Rar!", "是压缩包：请先解压，再导入里面的表格"),
    (b"7z\xbc\xaf", "是压缩包：请先解压，再导入里面的表格"),
    (b"\x1f\x8b", "是压缩包：请先解压，再导入里面的表格"),
)
_MARKED_UP = re.compile(r"\s*<[!?a-z]", re.IGNORECASE)
_WEB = re.compile(r"<(?:!doctype html|html|table|head|meta|body|div)\b", re.IGNORECASE)
_BYTES = 4000


def workbook(name: str, content: bytes) -> bool:
    """Whether it is a workbook; else it is text. Raises SheetFault for what is neither."""
    for head, what in _HEADS:
        if content.startswith(head):
            raise SheetFault(f"{name} {what}")
    if content.startswith(b"PK"):
        _of_sheets(name, content)
        return True
    if content.startswith(OLD_EXCEL):
        _unlocked(name, content)
        return True
    _no_markup(name, content)
    return False


def _of_sheets(name: str, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.namelist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise SheetFault(f"{name} 不完整，不是能读的表格：请重新传一份，或{_AGAIN}") from error
    if any(part.startswith("word/") for part in parts):
        raise SheetFault(f"{name} 是 Word 文档，不是表格：请把名单复制到表格里，{_AGAIN}")
    if not any(part.startswith("xl/") or part == "content.xml" for part in parts):
        raise SheetFault(f"{name} 是压缩包，不是能读的表格：请先解压，再导入里面的表格")


def _unlocked(name: str, content: bytes) -> None:
    """A new workbook with a password stands in a container of the old format."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise SheetFault(f"{name} 加了密码：请另存为不加密的 .xlsx 再导入")
    if "WordDocument".encode("utf-16-le") in content:
        raise SheetFault(f"{name} 是 Word 文档，不是表格：请把名单复制到表格里，{_AGAIN}")


def _no_markup(name: str, content: bytes) -> None:
    """Systems that export a web page or XML and call it .xls."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    head = content[:_BYTES].decode(encoding, "ignore").lstrip("\ufeff")
    if head.startswith("MIME-Version"):
        raise SheetFault(f"{name} 其实是网页，不是表格文件：{_AGAIN}")
    if not _MARKED_UP.match(head):
        return
    if _WEB.search(head):
        raise SheetFault(f"{name} 其实是网页（HTML），不是表格文件：{_AGAIN}")
    what = "2003 版的 XML 表格" if "schemas-microsoft-com:office" in head else "XML"
    raise SheetFault(f"{name} 其实是{what}，不是能读的表格文件：{_AGAIN}")
