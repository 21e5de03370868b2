"""What a file can be refused for as a whole."""

import errno

from bot.refusal import Refusal

_CAUSES = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "文件名太长",
}


class SheetFault(Refusal):
    """The file cannot be read or written; the sentence says what to do."""


def cause(error: OSError) -> str:
    """Why the system would not, in the reader's language where it is a common cause."""
    return _CAUSES.get(error.errno or 0, error.strerror or type(error).__name__)
