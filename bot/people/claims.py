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
# The commonest family names, those that are said of other things left out (党, 时, 金额).
_FAMILY = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范石姚谭廖邹熊陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易武乔贺赖龚文庞樊兰殷"
    "施陶洪翟颜倪严牛温季俞章鲁葛伍韦申尤毕聂柴焦向柳邢骆岳齐梅庄辛管祝左涂谷祁耿牟卜詹关苗凌费纪靳盛童欧甄"
)
_LIKE_A_NAME = re.compile(
    rf"(?:[{_FAMILY}]|欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙)[\u4e00-\u9fff]{{1,2}}"
)
# They begin as a name does: 周五 1430, 高铁 1234, 钱数 5000.
_NO_NAME = re.compile(
    r"^(?:周[一二三四五六日天末几]|高[铁考速]|[费钱][用数]|文件|任职|[编邮]|关于|于是|向前|管理|江北|石头|白天|高兴|安全|方[式法案向]|程[序度]|任[务何]|万一|温[馨度]|严格|常[常委]|金额|严禁|马上|万[一元]|关[系注]|章程|范[围文]|申诉|管[事用]|文[化字]|季度|任免|段子|孙子"
    r"|何规|毕业|纪委|向组)"
    r"|[号码费款额点费元件]$"
)
_BEGINS_A_NAME = re.compile(rf"(?=([{_FAMILY}][\u4e00-\u9fff]{{1,3}}))")
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
    anything (签到 4417) unless they begin as names do, and so may a year and what is to be in it."""
    claimed = claim(text)
    if claimed is None or not _IN_HAN.search(claimed.name):  # room 1234
        return False
    if _ANYTHING.fullmatch(_even(text)) and not is_like_a_name(claimed.name):
        return False
    return len(claimed.name) <= LONGEST_UNASKED and not claimed.digits.startswith(("19", "20"))


def is_like_a_name(name: str) -> bool:
    """Whether it begins as the names of people do and is as long."""
    return _LIKE_A_NAME.fullmatch(name) is not None and not _NO_NAME.search(name)


def names_possible(text: str) -> list[str]:
    """Every piece of a text that may be a name, longer ones first: 张三的, 张三."""
    pieces = {piece[:size] for piece in _BEGINS_A_NAME.findall(text) for size in (2, 3, 4)}
    return sorted(pieces, key=lambda piece: (-len(piece), piece))


def _even(text: str) -> str:
    """Half-width, simplified character by character, without what cannot be seen."""
    shown = (c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return re.sub(r"\s+", " ", "".join(map(simplified, shown))).strip()
