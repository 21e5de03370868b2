"""What a command may not do for whoever typed it: one sentence, no traceback."""

import errno
import socket
import sqlite3

_SYSTEM = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}
_SQLITE = {
    sqlite3.SQLITE_FULL: "磁盘满了",
    sqlite3.SQLITE_READONLY: "文件是只读的",
    sqlite3.SQLITE_BUSY: "有别的程序正占着它",
    sqlite3.SQLITE_CANTOPEN: "没有这个文件，或没有权限",
    sqlite3.SQLITE_NOTADB: "这个文件不是数据库",
    sqlite3.SQLITE_CORRUPT: "文件坏了",
}


class Refusal(Exception):
    """Its message says why, and what to change."""


def cause(error: Exception) -> str:
    """Why the system or the database would not, in the reader's language where it is a common
    cause."""
    if isinstance(error, socket.gaierror):  # its numbers are others
        return "没有这个主机名"
    if isinstance(error, OSError):
        return _SYSTEM.get(error.errno or 0, error.strerror or type(error).__name__)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return f"{_SQLITE[code]}（{error}）" if code in _SQLITE else str(error)
