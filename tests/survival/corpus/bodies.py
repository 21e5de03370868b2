"""XML that is wrong inside an envelope that is right: entities, encodings, shapes."""

from collections.abc import Callable, Iterator

from tests.survival import wire
from tests.survival.corpus.case import Case, Fate, Sending, well_signed

Body = str | bytes
Change = Callable[[str], Body]  # from a good push to a wrong one
SAID = "帮助"
_CDATA = f"<![CDATA[{SAID}]]>"


def cases() -> Iterator[Case]:
    for table in (_DOCTYPES, _ENCODINGS, _SHAPES):
        for name, fate, change in table:
            yield Case(name, fate, lambda openid, change=change: _changed(change, openid))
    for name, change, shows in _MENDED:
        yield Case(name, "answered", lambda openid, change=change: _changed(change, openid), shows)


def _changed(change: Change, openid: str) -> Sending:
    return well_signed(change(wire.text(openid, SAID)), openid)


# ------------------------------------------------------------------ ways to change a good push


def _instead(body: Body) -> Change:
    return lambda good: body


def _ahead(prefix: str) -> Change:
    return lambda good: prefix + good


def _with(field: str) -> Change:
    return lambda good: good.replace("</xml>", f"{field}</xml>")


def _said(content: str) -> Change:
    """`content` stands where the text and its CDATA stood."""
    return lambda good: good.replace(_CDATA, content)


def _bytes(wrong: bytes) -> Change:
    """`wrong` stands for the first character of the text."""
    return lambda good: good.encode().replace(SAID[0].encode(), wrong)


def _entity(declared: str, used: str) -> Change:
    return lambda good: f"<!DOCTYPE xml [{declared}]>{good.replace(_CDATA, used)}"


def laughs() -> str:
    """Nine entities, each of ten of the one before."""
    rows = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    return '<!ENTITY l0 "lol">' + "".join(rows)


_DEEP = "<a>" * 3000 + "</a>" * 3000
_MANY = "".join(f"<a{n}/>" for n in range(2000))
_ATTRIBUTES = " ".join(f'a{n}="1"' for n in range(2000))

_DOCTYPES: tuple[tuple[str, Fate, Change], ...] = (
    ("an internal entity", "refused", _entity('<!ENTITY a "帮助">', "&a;")),
    ("a billion laughs", "refused", _entity(laughs(), "&l9;")),
    ("a quadratic blow-up", "refused", _entity(f'<!ENTITY a "{"帮" * 5000}">', "&a;" * 1000)),
    ("an external file", "refused", _entity('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;")),
    ("an external DTD", "refused", _ahead('<!DOCTYPE xml SYSTEM "http://127.0.0.1:9/x">')),
    ("a parameter entity", "refused", _entity('<!ENTITY % a "<!ENTITY b 1>">%a;', "&b;")),
    ("an empty DOCTYPE", "refused", _ahead("<!DOCTYPE xml>")),
    ("a doctype in small letters", "refused", _ahead("<!doctype xml>")),
    ("a DOCTYPE in mixed letters", "refused", _ahead("<!DocType xml>")),
    ("a DOCTYPE behind a comment", "refused", _ahead("<!-- x -->\n\n<!DOCTYPE xml>")),
    ("a DOCTYPE behind a BOM", "refused", _ahead("\ufeff<!DOCTYPE xml>")),
    ("a DOCTYPE in UTF-16", "refused", lambda good: f"<!DOCTYPE xml>{good}".encode("utf-16")),
    ("an undeclared entity", "refused", _said("&nbsp;")),
)

_ENCODINGS: tuple[tuple[str, Fate, Change], ...] = (
    ("UTF-16 with a BOM", "answered", lambda good: good.encode("utf-16")),
    ("GBK", "answered", lambda good: b'<?xml version="1.0" encoding="gbk"?>' + good.encode("gbk")),
    ("UTF-8 that says UTF-16", "answered", _ahead('<?xml version="1.0" encoding="utf-16"?>')),
    ("UTF-8 with a BOM", "answered", _ahead("\ufeff")),
    ("characters as numbers", "answered", _said("&#x5E2E;&#21161;")),
)

HELP = "我能办这些"
_CONTROLS = "".join(chr(n) for n in (*range(1, 9), 11, 12, *range(14, 32)))
# What nobody forged and XML cannot hold: each is answered, and with what is left of it.
_MENDED: tuple[tuple[str, Change, str], ...] = (
    ("a raw NUL", _said("<![CDATA[帮\0助]]>"), HELP),
    ("a NUL as a number", _said("帮&#0;助"), HELP),
    ("a control character", _said("<![CDATA[帮\x01助]]>"), HELP),
    ("every control character", _said(f"<![CDATA[帮{_CONTROLS}助]]>"), HELP),
    ("a control character as a number", _said("帮&#1;助"), HELP),
    ("half a surrogate pair as a number", _said("&#xD83D;"), ""),
    ("the other half of one as a number", _said("&#56832;"), ""),
    ("both halves of one as numbers", _said("&#xD83D;&#xDE00;"), ""),
    ("no character at all as a number", _said("帮&#xFFFF;助"), HELP),
    ("no character at all", _said("<![CDATA[帮\uffff助]]>"), HELP),
    ("the reverse of a BOM", _said("<![CDATA[帮\ufffe助]]>"), HELP),
    ("a number beyond all characters", _said("帮&#x110000;助"), HELP),
    ("a number as it was typed, beside a control character", _said("<![CDATA[&#0;\x02]]>"), ""),
    ("not UTF-8", _bytes(b"\xff\xfe"), ""),
    ("overlong UTF-8", _bytes(b"\xc0\xaf"), ""),
    ("a surrogate in UTF-8", _bytes(b"\xed\xa0\x80"), ""),
    ("UTF-8 cut in a character", _bytes(b"\xe5\x8a"), ""),
    ("the end of a CDATA as it was typed", _said("<![CDATA[提醒]]>我]]>"), ""),
    ("CDATA inside CDATA", _said(f"<![CDATA[{_CDATA}]]>"), ""),
    ("CDATA inside CDATA inside CDATA", _said(f"<![CDATA[<![CDATA[{_CDATA}]]>]]>"), ""),
    (
        "a text that poses as another text",
        _said("<![CDATA[a]]></Content><Content><![CDATA[注销]]>"),
        "",
    ),
    (
        "a text that poses as another sender",
        _said("<![CDATA[帮助]]></Content><FromUserName>oElse</FromUserName><Content><![CDATA[b]]>"),
        "",
    ),
    ("a DOCTYPE as it was typed", _said("<![CDATA[]]><!DOCTYPE xml>]]>"), ""),
)

_SHAPES: tuple[tuple[str, Fate, Change], ...] = (
    ("nothing", "refused", _instead("")),
    ("blanks", "refused", _instead(" \n ")),
    ("an empty root", "refused", _instead("<xml/>")),
    ("no root", "refused", _instead(SAID)),
    ("JSON", "refused", _instead('{"MsgType":"text","Content":"帮助"}')),
    ("bytes of chance", "refused", _instead(bytes(range(256)) * 8)),
    ("nested 3000 deep", "refused", _instead(f"<xml>{_DEEP}</xml>")),
    ("nested without an end", "refused", _instead("<xml>" * 3000)),
    ("two roots", "refused", lambda good: good + good),
    ("another root", "refused", lambda good: good.replace("xml>", "html>")),
    ("a root in a name space", "refused", lambda good: good.replace("xml>", "a:xml>")),
    ("cut off", "refused", lambda good: good[:-9]),
    ("nested 3000 deep in a field", "refused", _with(f"<N>{_DEEP}</N>")),
    ("two openids", "refused", _with("<FromUserName>oElse</FromUserName>")),
    ("two types", "refused", _with("<MsgType>event</MsgType>")),
    ("two texts", "refused", _with("<Content>注销</Content>")),
    ("5000 fields alike", "refused", _with("<a/>" * 5000)),
    ("2000 fields nobody knows", "answered", _with(_MANY)),
    ("an attribute twice", "refused", lambda good: good.replace("<xml>", '<xml a="1" a="2">')),
    ("2000 attributes", "answered", lambda good: good.replace("<xml>", f"<xml {_ATTRIBUTES}>")),
    ("CDATA without an end", "refused", _said("<![CDATA[帮助")),
    ("two CDATA side by side", "answered", _said("<![CDATA[帮]]><![CDATA[助]]>")),
    ("a comment in the text", "answered", _said("帮<!-- x -->助")),
    ("an element in the text", "answered", _said("<b>帮助</b>")),
    ("processing instructions", "answered", _ahead("<?php echo 1 ?>" * 100)),
)
