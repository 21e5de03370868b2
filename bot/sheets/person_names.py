"""What stands under 姓名: a person's name, or something nobody is called."""

import re
import unicodedata

from bot.sheets.cells import CellFault, Value, ditto, masked, text

LONGEST = 30
_LONGEST_PART = 12  # characters between dots, or without any
_DOTS = re.compile(r"\s*[·•・‧∙⋅▪．.･]\s*")
_BLANKS = re.compile(r"\s+")
_LETTER = re.compile(r"[^\W_]|[\u2580-\u25ff\ue000-\uf8ff]")
_HAN = re.compile(r"[\u3007\u25cb\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff·\s]+")
_LATIN = re.compile(r"[^\W\d_\u3007\u3400-\u9fff]+(?:[ '·-]+[^\W\d_\u3007\u3400-\u9fff]+)*")
_COMMON = re.compile(r"[一-鿿]{2,4}")  # what nearly every name is
_FOREIGN = re.compile(r"[^\u3007\u25cb\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff·\s]")
_BRACKETS = re.compile(r"[()\[\]{}<>〔〕【】《》〈〉「」『』]")
# What appears where a character could not be typed or printed.
_ILLEGIBLE = re.compile(r"[?\u2580-\u25c8\u25cc-\u25ff\ufffd*×╳\ue000-\uf8ff⿰-⿻]")
# Words that stand where a name would: totals, gaps, and what a person is instead of who.
_NO_NAMES = re.compile(
    r"(?:总|合|小|共|累)计|总人?数|人数|汇总|平均"
    r"|无|没有|暂[无缺]|空[缺白]?|缺|待[定补查]|不[详明]|未[知填]|略|某某?|某人|本人|已故|已?退休|已?调[离出]"
    r"|姓名|名字|党员|预备党员|正式党员|发展对象|入党积极分子|积极分子|群众|团员|负责人|联系人"
    r"|(?:支部|总支|党委|党组)?(?:副?书记|(?:组织|宣传|纪检|青年|统战)?委员)|备注|说明|示例"
    r"|已?(?:去世|病故|转出|离职)|以下空白|(?:此页)?无正文|新(?:党员|入职|来的)|实习生|临时工|外聘|聘用"
    r"|.*(?:支部|总支|小组|办公室|委员会|值班室|电话|中心)"
)
# 赵六同志, 赵六（转出） without its brackets.
_REMARK = re.compile(
    r"[^\W·]{2,}(?P<verb>已?(?:转出|转走|调出|调离|调走|退休|离职|去世|病故|出国|停职)|同志)"
    r"|[^\W·]+(?P<title>先生|女士|书记|主任|局长|处长|科长|部长|委员|老师)"
)
_TWO_SURNAMES = re.compile(
    r"欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|太叔|申屠"
    r"|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|子车|亓官|司寇|巫马|公西|颛孙|壤驷|公良|漆雕|乐正|宰父|谷梁|拓跋|夹谷"
    r"|轩辕|令狐|段干|百里|呼延|东郭|南门|羊舌|微生|梁丘|左丘|东门|西门|第五"
)
_SYLLABLE = (
    r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ian|iao|ing|ong|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|[aeiouvü])"
)
_PINYIN = re.compile(rf"{_SYLLABLE}(?:[ '-]+(?:{_SYLLABLE}){{1,2}}){{1,2}}", re.IGNORECASE)


def person_name(value: Value) -> str:
    """“张　三” is 张三. Raises CellFault for what nobody is called."""
    if (
        isinstance(value, str)
        and _COMMON.fullmatch(value)
        and not (ditto(value) or _NO_NAMES.fullmatch(value) or _REMARK.fullmatch(value))
    ):
        return value
    said = _DOTS.sub("·", unicodedata.normalize("NFKC", text(value)))
    if doubt := _doubt(said):
        raise CellFault(doubt, masked(said))
    return _BLANKS.sub("", said) if _HAN.fullmatch(said) else said


def _doubt(said: str) -> str:
    """Why this is no name, to follow the word 姓名; "" when it may be one."""
    if not said:
        return "没有填"
    if ditto(said) or _NO_NAMES.fullmatch(_BLANKS.sub("", said)) or not _LETTER.search(said):
        return f"写的是“{masked(said)}”，不是一个人"
    if len(said) > LONGEST:
        return "太长，不像一个人的姓名"
    if any(character.isdigit() for character in said):
        return "里有数字，不像一个人的姓名"
    if _BRACKETS.search(said):
        return "里有括号，备注请移到别的列"
    if sign := _ILLEGIBLE.search(said):
        return f"里有没打出来的字“{sign[0]}”，请写全"
    if remark := _REMARK.fullmatch(_BLANKS.sub("", said)):
        return f"里有“{remark['verb'] or remark['title']}”，备注请移到别的列"
    return _odd_letters(said) if _FOREIGN.search(said) else _odd_han(said)


def _odd_letters(said: str) -> str:
    if _PINYIN.fullmatch(said):
        return "写成了拼音，请写汉字"
    if _LATIN.fullmatch(said):
        return "" if len(said) > 1 else "只有一个字"
    sign = _FOREIGN.search(said)
    return f"里有“{sign and sign[0]}”，一格只写一个人的姓名，别的写到别的列"


def _odd_han(said: str) -> str:
    parts = said.split()
    if len([part for part in parts if len(part) > 1]) > 1 and not _surname_apart(parts):
        return "像是两个人，一格只写一个人（中间有点的姓名请写“·”）"
    if any(len(part) > _LONGEST_PART for part in said.split("·")):
        return "太长，不像一个人的姓名"
    return "" if len("".join(parts).strip("·")) > 1 else "只有一个字"


def _surname_apart(parts: list[str]) -> bool:
    return len(parts) == 2 and _TWO_SURNAMES.fullmatch(parts[0]) is not None
