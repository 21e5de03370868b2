"""Who somebody says they are: a name and four digits, in the ways people write them."""

import re
import unicodedata
from dataclasses import dataclass

from bot.language.keys import name_key
from bot.language.text import simplified

LONGEST = 80  # characters of a text that may be one


@dataclass(frozen=True, slots=True)
class Claim:
    name: str  # its key: names are asked for by nothing else
    digits: str


_HAN = r"[\u3007\u25cb\u25ef\u3400-\u9fff\ue000-\uf8ff\U00020000-\U000323af]"
_LATIN = r"[A-Za-z\u00c0-\u024f]"
# Between the parts of a name any sign but those that end a clause: 阿卜杜拉·买买提.
_SIGN = r"(?:[ ]*[^\w\s,:;。!?()]{1,3}[ ]*)"
_NAME = (
    rf"(?P<name>(?:{_HAN}(?:{_SIGN}?{_HAN}){{1,19}}?"
    rf"|{_HAN}{{1,2}} +{_HAN}{{1,2}}|{_HAN}(?: +{_HAN}){{2,3}}"  # 测 明, 欧阳 娜娜, 测 小 明
    rf"|{_LATIN}(?:[ '.·-]{{0,2}}{_LATIN}){{1,29}})"  # Anna Müller: a roster may have it
    rf"(?:\({_HAN}{{1,4}}\)|\?)?)"  # a remark, and what another system could not write
)
_ONE = r"[零〇○一二三四五六七八九幺]"
# A whole telephone number is read to its last four digits and goes no further.
_NUMBER = (
    r"(?<!\d)(?:(?:(?:\+|00)?86[ -]*)?1[3-9]\d[ -]*(?:\d{4}|\*{4})[ -]*(?P<last>\d{4})"
    rf"|(?P<four>\d(?: ?\d){{3}})|[幺一]{_ONE}{{6}}(?P<spoken>{_ONE}{{4}})|(?P<said>{_ONE}{{4}}))(?!\d)"
)
_PAUSE = r"[\s,:;。、!()\"'.—-]"
_PHONE = r"(?:(?:联系|联络|移动)?(?:手机|电话)|联系方式)(?:号码?)?"
_LAST = r"(?:最?[后末尾](?:四|4)位(?:数字?|号码?)?|尾[号数])"
_CALLED_IT = (
    rf"(?:(?:我|本人)?的?(?:{_PHONE}的?(?:{_LAST})?|{_LAST}|号码){_PAUSE}*[是为]?{_PAUSE}*)"
)
_BEFORE = (
    rf"(?:同意|[你您]好|(?:确认|绑定)?身份|绑定|确认|{_PAUSE})*"
    rf"(?:我[是叫]|(?:我的?)?(?:名字|姓名)[是为叫]?|本人[是叫]?)?{_PAUSE}*"
)
_AFTER = rf"(?:{_PAUSE}|\?|~|谢谢您?|同意|\[{_HAN}{{1,3}}\])*"
_NAME_FIRST = re.compile(rf"{_BEFORE}{_NAME}{_PAUSE}*{_CALLED_IT}?{_NUMBER}{_AFTER}")
_NUMBER_FIRST = re.compile(rf"{_BEFORE}{_CALLED_IT}?{_NUMBER}{_PAUSE}*{_BEFORE}{_NAME}{_AFTER}")
_ANYTHING = re.compile(rf"{_HAN}+ ?\d{{4}}")
_IN_HAN = re.compile(_HAN)
LONGEST_UNASKED = 12  # characters of a name that is said unasked
_SPOKEN = str.maketrans("零〇○一二三四五六七八九幺", "0001234567891")


def claim(text: str) -> Claim | None:
    """“张三 6789”, “同意，本人张三，手机尾号是６７８９”, “13800006789 张三”, “张三 六七八九”."""
    if len(text) > LONGEST:
        return None
    said = _even(text)
    found = _NAME_FIRST.fullmatch(said) or _NUMBER_FIRST.fullmatch(said)
    name = name_key(found["name"]) if found else ""
    if found is None or not name:  # of characters that no Unicode knows nothing is left
        return None
    digits = next(filter(None, map(found.group, ("last", "four", "spoken", "said"))))
    return Claim(name, digits.replace(" ", "").translate(_SPOKEN))


def unasked(text: str) -> bool:
    """Whether nobody would write so but to say who they are. A few characters and a number may be
    anything (党费基数 5600), and so may a year and what is to be in it, and letters (room 1234)."""
    claimed = claim(text)
    if claimed is None or _ANYTHING.fullmatch(_even(text)) or not _IN_HAN.search(claimed.name):
        return False
    return len(claimed.name) <= LONGEST_UNASKED and not claimed.digits.startswith(("19", "20"))


def _even(text: str) -> str:
    """Half-width, simplified character by character, without what cannot be seen."""
    shown = (c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return re.sub(r"\s+", " ", "".join(map(simplified, shown))).strip()
