"""What is said at the card to change the text: 周三改成周四, 28日写错了 是27日, 时间往后挪半小时.

A correction that finds no place in the text leaves it as it is, and says what to say instead.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from bot.hearing.heard import Heard
from bot.language.numbers import number
from handlers.notices import placing
from handlers.notices.placing import Spot

_LONGEST = 20  # characters of a line that only says there is a mistake
_REWRITTEN = re.compile(
    r"(?:我?(?:要|想|再|来)?(?:重写|重新写|重新编辑|重编)(?:一?[改下遍])?(?:正文|内容|文字|通知)?"
    r"|我?(?:要|想|再|来)?(?:编辑|修改|改)(?:一?[改下])?(?:正文|内容|文字))(?:吧|了)?"
)
_MISTAKEN = re.compile(
    r"我?(?:还|要|想|再|来)*(?:编辑|修改|改)(?:一?[改下])?(?:吧|了)?"
    r"|.*(?:[写打]错|错别字|错字).*|.*(?:措辞|语气|不妥).*"
    r"|应该?是.*|(?:不对|错了|有错|有误|等一?(?:下|会|等)|稍等|慢着|且慢|别急)(?:儿|了|吧)?(?: .*)?"
)
_OPENING = re.compile(
    r"^(?:(?:等一?[下等会]|稍等|先|不对|[写打]?错了|抱歉|不好意思|麻烦您?|请|帮我|能不能|可以|再)[，,。！!\s]*)*(?:把|将)?"
)
_ENDING = re.compile(r"(?:吧|啊|哈|了吧|可以吗|行吗|好吗|才对|谢谢|[。！!？?，,～~\s])+$")
_QUOTES = "“”\"'《》「」"
_ALL = re.compile(
    r"(?:正文|内容|通知|通知内容|全文|文字)[改换](?:成|为|為|到|作)[：:\s]*(.+)", re.DOTALL
)
_DIVIDED = re.compile(r"([，,、；;。！!？?\s]+)")
_ALSO = r"(?:也|都|又|还|就|要|得|应该?|应当)*"
_CHANGED = re.compile(
    rf"(?:把|将)?(?P<old>.{{0,40}}?)(?:[写打]?错了?)?{_ALSO}[改换](?![期选革进善变正稿签届])(?P<plain>成|为|為|到|作|在)?[：:\s]*(?P<new>.+)"
)
_NOT = re.compile(r"不是(?P<old>.{1,40}?)(?:(?:而|应该?|应当)?是(?P<new>.+))?")
_WRONG = re.compile(
    rf"(?:把|将)?(?P<old>.{{1,40}}?)(?:那里|这里)?{_ALSO}(?:[写打输弄说]错|错|不对|有误|写的?不对)[了啦的]*"
    rf"(?:{_ALSO}[是为](?P<new>.+))?"
)
_RIGHT = re.compile(rf"(?P<old>.{{0,12}}?){_ALSO}[是为](?P<new>.+)|(?P<it>.+)才对")
_INTO_IT = re.compile(r"^(?:应该?|应当|要|得|改)?(?:在|到|是|为)(?=.)")
_ADDED = re.compile(
    r"(?P<where>在?(?:最?[后前]头?面?|末尾|结尾|开头|文末)的?)?(?:再|也|还|要)*"
    r"(?:[加补添]上?|写上)(?:一?[句个条段行][话]?)(?:[：:\s，,]*)(?P<new>.+)"
    r"|(?P<end>在?(?:最?[后前]头?面?|末尾|结尾|开头|文末)的?)(?:再|也|还|要)*(?:[加补添]上?|写上)[：:\s，,]*(?P<it>.+)",
    re.DOTALL,
)
_DROPPED = re.compile(
    r"(?:把|将)?(?P<old>.{1,40}?)(?:[这那]?[一二两俩三几]?个?(?:字|词|句)话?)?(?:去掉|去了|删掉|删了|删除|拿掉|划掉)(?:吧|了)?"
)
_LENGTH = (
    r"(?:(?P<half>半)个?(?:小时|钟头|点钟?)|(?P<quarter>[一1三3])刻钟?"
    r"|(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,3})个?(?:(?P<hours>小时|钟头)(?P<more>半)?|分钟?))"
)
_MOVED = re.compile(
    rf"(?:开会|会议|集合|出发|活动)?(?:的?时间|钟点)?{_ALSO}[往向]?(?P<way>后|前|晚|早|推|延|提)[推延挪移调迟后前早晚了]*{_LENGTH}(?:吧|了)?"
)
_NO_MORE = re.compile(
    r"(?:谢谢|麻烦|辛苦|拜托).*|(?:别的|其他的?|其余的?|其它的?)(?:都|就)?(?:不变|不动|不改|照旧)"
    r"|(?:改完|然后|再|完了).*看.*|吧|啊|哈"
)
# How the parts of a notice are called, and of which kind they are.
_PARTS = {
    "时间": "clock", "开会时间": "clock", "集合时间": "clock", "会议时间": "clock", "钟点": "clock",
    "地点": "place", "地方": "place", "地址": "place", "集合地点": "place", "会议地点": "place",
    "日期": "date", "日子": "date", "几号": "date", "星期": "weekday",
}  # fmt: skip
_WITHIN = re.compile(
    r"^(?:正文|通知|上面|前面|后面|里面?|那句|写)*(?:里|中)?的?(?:时间|地点|日期|那个|这个|写)*[的是]?"
)
_THIS = re.compile(r"(?:[这那]个?)(?:日期|时间|地点|地方|字|词|数)?$")
# 地点写 二楼, 时间也改一下 下午两点: what the part is to be follows.
_NAMED = re.compile(
    rf"(?P<part>{'|'.join(sorted(_PARTS, key=len, reverse=True))}){_ALSO}"
    r"(?:写|填|就写|定|改一?下|改改|换一?下|[改换变]了|有变)"
)
SAY = "请说哪里改成什么，例如“周三改成周四”；整个重写回复“重写”。"


class Correction(NamedTuple):
    """`text` as it is to be; else `why` it stays as it is. `alike` are the texts it may become,
    and `places` what of it is changed in each, where several places are alike."""

    text: str = ""
    why: str = ""
    alike: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    rewritten: bool = False  # the whole is to be written anew
    wrong: str = ""  # what is wrong, where it is not said what it should be


class Change(NamedTuple):
    """`new` for `old`; an `old` of "" is whatever is of its kind. `move`: by so many minutes."""

    old: str
    new: str
    certain: bool = True  # without 改成 it is one only where the text has what it changes
    move: int = 0
    added: str = ""  # where a line is added: at the end or at the beginning


def correction(said: Heard, body: str, now: datetime) -> Correction | None:
    """None when it is about something else."""
    line = _OPENING.sub("", said.strip())
    if whole := _ALL.fullmatch(line):
        return Correction(whole[1].strip())
    if _REWRITTEN.fullmatch(said.said):
        return Correction(why="好的。", rewritten=True)
    found, wrong = _changes(line)
    if found and (made := _made(found, body, now)):
        return made
    if wrong and (wrong in _PARTS or placing.spans(wrong, body)):
        return Correction(wrong=wrong)
    mistaken = len(said.said) <= _LONGEST and _MISTAKEN.fullmatch(said.said)
    return Correction(why=f"好的，先不发。{SAY}") if mistaken else None


def put_right(wrong: str, said: Heard, body: str, now: datetime) -> Correction | None:
    """The answer to what it should be."""
    new = _INTO_IT.sub("", re.sub(r"^(?:就|要)?[改换]?[成为作]", "", said.strip()))
    return correction(said.part(f"{wrong}改成{new}"), body, now)


# ---------------------------------------------------------------- what is to be changed


def _changes(line: str) -> tuple[list[Change], str]:
    """All that a line changes, and what it only says is wrong."""
    if added := _ADDED.fullmatch(line):
        where = added["where"] or added["end"] or ""
        new = added["new"] or added["it"]
        at = "before" if re.search("前|开头", where) else "after"
        return [Change("", _bare(new), added=at)], ""
    found: list[Change] = []
    wrong = ""
    for before, clause in _clauses(line):
        change = _one(clause, wrong)
        if isinstance(change, Change):
            found.append(change)
        elif change is not None:
            wrong = change
            continue
        elif found and not _NO_MORE.fullmatch(clause) and not placing.kind(clause):
            last = found[-1]
            found[-1] = last._replace(new=f"{last.new}{before}{clause}")
        elif wrong and placing.kind(clause) != placing.kind(wrong):
            continue  # 不是28 礼拜天 29号
        wrong = ""
    return found, wrong


def _clauses(line: str) -> list[tuple[str, str]]:
    """Each with what divides it from the one before."""
    pieces = ["", *_DIVIDED.split(line)]
    pairs = zip(pieces[::2], pieces[1::2], strict=True)
    return [(before, clause.strip()) for before, clause in pairs if clause.strip()]


def _one(clause: str, wrong: str) -> Change | str | None:
    """The change a clause makes, or what it says is wrong; `wrong` is what the last one said so of."""
    if moving := _MOVED.fullmatch(clause):
        return Change("", "", move=_by(moving))
    if dropped := _DROPPED.fullmatch(clause):
        return Change(_unquoted(dropped["old"]), "")
    if part := _NAMED.fullmatch(clause):
        return part["part"]
    for pattern in (_NOT, _WRONG):
        if found := pattern.fullmatch(clause):
            old = _unquoted(found["old"])
            if old in ("没", "不"):
                return None
            return _against(old, found["new"]) if found["new"] else old
    if found := _CHANGED.fullmatch(clause):
        old = _unquoted(found["old"]) or wrong
        return _against(old, found["new"], certain=bool(found["plain"] or wrong))
    if found := _RIGHT.fullmatch(clause):
        old, new = wrong or _unquoted(found["old"] or ""), found["new"] or found["it"]
        if wrong or placing.kind(_bare(new)):
            return _against(old, new, certain=bool(wrong))
    clause = _INTO_IT.sub("", clause)
    fits = bool(wrong) and (_of_one_kind(wrong, clause) or not placing.kind(clause))
    return _against(wrong, clause) if fits else None


def _against(old: str, new: str, *, certain: bool = True) -> Change:
    return Change(old, _bare(new), certain)


def _of_one_kind(old: str, new: str) -> bool:
    """A bare figure is of whatever kind has figures."""
    one, other = _PARTS.get(old) or placing.kind(old), placing.kind(_bare(new))
    return one == other or (number(old) is not None and other in ("date", "clock"))


def _by(found: re.Match[str]) -> int:
    earlier = found["way"] in "前早提"
    if found["half"]:
        minutes = placing.HALF
    elif found["quarter"]:
        minutes = (number(found["quarter"]) or 0) * placing.QUARTER
    else:
        count = number(found["count"]) or 0
        minutes = count * 60 + (placing.HALF if found["more"] else 0) if found["hours"] else count
    return -minutes if earlier else minutes


def _unquoted(old: str) -> str:
    return old.strip().strip(_QUOTES)


def _bare(new: str) -> str:
    """What is to stand there, without 吧 and thanks."""
    return _ENDING.sub("", new.strip()).strip(_QUOTES)


# ---------------------------------------------------------------- in the text


def _made(changes: Sequence[Change], body: str, now: datetime) -> Correction | None:
    """The text with all of them made, or with none."""
    for at, change in enumerate(changes):
        places = _places(change, body)
        new = [_as_new(change, body, place, now) for place in places]
        if not places and not change.certain:
            return None
        if not places or not all(new):
            return Correction(why=_missing(change, places))
        if len(places) > 1:
            every = body
            for place in reversed(places):
                every = _as_new(change, every, place, now)
            return _alike(changes[at + 1 :], body, places, [*new, every], now)
        body = new[0]
    return Correction(body)


def _places(change: Change, body: str) -> Sequence[Spot]:
    if change.added:
        end = 0 if change.added == "before" else len(body)
        return [Spot(end, end)]
    if change.move:
        return placing.of_kind("clock", body)
    part = _PARTS.get(change.old)
    if part or not change.old:
        return _of_part(part or "", change.new, body)
    found = placing.spans(change.old, body)
    inner = _THIS.sub("", _WITHIN.sub("", change.old))
    return found or (placing.spans(inner, body) if inner else ())


def _of_part(part: str, new: str, body: str) -> Sequence[Spot]:
    """Of what kind the new words are says more than how the part is called: 时间改成29号."""
    kind = placing.kind(new) or part
    return placing.of_kind(kind, body) if kind else ()


def _as_new(change: Change, body: str, at: Spot, now: datetime) -> str:
    if change.added:
        return f"{change.new}\n{body}" if change.added == "before" else f"{body}\n{change.new}"
    new = placing.moved(body[at.start : at.end], change.move) if change.move else change.new
    if change.move and not new:
        return ""
    return placing.replaced(body, at, new, now)


def _missing(change: Change, places: Sequence[Spot]) -> str:
    if change.move:
        what = "挪到几点不好推算" if places else "正文里没有写几点"
        return f"{what}，没有改。请说几点改成几点，例如“9点改成9点半”；整个重写回复“重写”。"
    if change.old in _PARTS:
        return f"正文里没有写{change.old}，没有改。要加上请说“加一句 {change.old}……”。"
    if change.old:
        return f"正文里没有“{change.old}”，没有改。{SAY}"
    return f"没有听出改正文的哪一处，没有改。{SAY}"


def _alike(
    rest: Sequence[Change], body: str, places: Sequence[Spot], texts: Sequence[str], now: datetime
) -> Correction:
    """One text for each of the places; what else was said is changed in all of them."""
    made = [_made(rest, text, now) if rest else Correction(text) for text in texts]
    if why := next((each.why for each in made if each and not each.text), ""):
        return Correction(why=why)
    found = tuple(each.text for each in made if each)
    around = tuple(placing.around(body, place) for place in places)
    return Correction(alike=found, places=around)
