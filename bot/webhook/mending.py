"""What people type and XML cannot hold: pushes of WeChat's mended until they can be read.

Only what a strict reading has refused comes here, and what is mended is read strictly again.
"""

import re
import sys

# The fields in which WeChat passes on what somebody wrote or scanned.
_TYPED = (
    "Content", "Recognition", "Label", "Poiname", "Title", "Description", "Url", "EventKey",
    "ScanResult",
)  # fmt: skip
_UNCARRIED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEXT_PUSH = re.compile(r"</xml>\s*<xml>")  # two pushes in one body, which nobody typed
_OPEN, _SHUT = "<![CDATA[", "]]>"
_SECTION_OR_NUMBER = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}));", re.DOTALL
)


def mended(body: bytes) -> bytes:
    """With bytes that are no UTF-8 replaced, characters that XML cannot carry left out, and what
    was typed kept whole in its CDATA, whatever ends of CDATA it holds."""
    text = _carried(body.decode("utf-8", "replace"))
    for field in _TYPED:
        text = _kept_whole(text, field)
    return _carried(_SECTION_OR_NUMBER.sub(_counted, text)).encode()


def _carried(text: str) -> str:
    """Halves of a surrogate pair are joined; what no XML can carry goes."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _UNCARRIED.sub("", whole)


def _kept_whole(text: str, field: str) -> str:
    """From the first beginning of the field to its last end all was typed: nothing that somebody
    writes becomes a field of its own."""
    begin, end = f"<{field}>{_OPEN}", f"{_SHUT}</{field}>"
    start = text.find(begin) + len(begin)
    stop = text.rfind(end)
    if start < len(begin) or stop < start or _NEXT_PUSH.search(text, start, stop):
        return text
    typed = text[start:stop].replace(_SHUT, f"]]{_SHUT}{_OPEN}>")
    return text[:start] + typed + text[stop:]


def _counted(found: re.Match[str]) -> str:
    """A character given by its number: as it is, or as itself where XML would refuse the number
    (half of a surrogate pair finds its other half then)."""
    if found[0].startswith(_OPEN):
        return found[0]
    number = int(found[1], 16) if found[1] else int(found[2])
    if number > sys.maxunicode:
        return ""
    return chr(number) if _UNCARRIED.match(chr(number)) else found[0]
