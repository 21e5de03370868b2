"""Sentences nobody types but somebody may send: each is answered, and none uncovers a fault."""

from collections.abc import Iterator

from tests.survival import wire
from tests.survival.corpus.case import Case, Fate, Sending, well_signed

HELP = "我能办这些"


def cases() -> Iterator[Case]:
    for name, said, shows in _SENTENCES:
        yield _case(name, "answered", said, shows)
    yield _case("100000 characters", "refused", "长" * 100_000)


def _case(name: str, fate: Fate, said: str, shows: str = "") -> Case:
    def say(openid: str) -> Sending:
        return well_signed(wire.text(openid, said), openid)

    return Case(f"says {name}", fate, say, shows)


_SENTENCES: tuple[tuple[str, str, str], ...] = (
    ("15000 characters", "长" * 15_000, ""),
    ("11000 characters of four bytes", "😀𠮷" * 5_500, ""),
    ("15000 digits", "9" * 15_000, ""),
    ("2000 signs that each stand for eighteen", "ﷺ" * 2000, ""),
    ("3000 accents on one letter", "a" + "\u0301" * 3000, ""),
    ("SQL", "'; DROP TABLE inbox; --", ""),
    ("SQL in a wish", "活动 ' OR 1=1 --", ""),
    ("a pattern", "活动 %_%", ""),
    ("format strings", "%s%n {0} {} ${jndi:ldap://127.0.0.1/x}", ""),
    ("markup", "<script>alert(1)</script>&lt;&amp;", ""),
    ("right to left", "\u202e帮助\u202c", HELP),
    ("zero-width signs between the characters", "帮\u200b\u2060助\ufeff", HELP),
    ("zero-width signs alone", "\u200b\u200d\u2060\ufeff", ""),
    ("emoji alone", "😀👍🏻🎉", ""),
    ("old faces alone", "/::)/:strong[微笑]", ""),
    ("blanks alone", " \n\t\u3000 ", ""),
    ("characters of four bytes", "𠮷𪚥", ""),
    ("the end of a CDATA", "]]>", ""),
    ("a whole element", "]]></Content><Content>注销", ""),
    ("backslashes and quotes", "\\u4e2d\"'`\\", ""),
    ("a page of events far beyond", "活动 |99999999999999999999", "培训班"),
    ("a page of needs far beyond", "志愿 |99999999999999999999", "义诊"),
    ("a page of 5000 digits", "活动 |" + "9" * 5000, "培训班"),
    ("a code of 5000 digits", "取消报名 " + "9" * 5000, ""),
    ("numerals from elsewhere", "١٢٣ ௧ 𝟗 Ⅻ ½ ² ㈠", ""),
)
