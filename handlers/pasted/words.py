"""Labels, titles and places in what is left of a pasted line."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from handlers.pasted.corrections import spelled
from handlers.pasted.pieces import BREAK

_LABELS = {
    "title": r"(?:活动|服务|需求|培训|会议)?(?:名称|标题|主题|题目|内容|项目)|活动名",
    "meeting": r"(?:集合|碰头|上车|乘车|坐车|集中)(?:地点|点|位置)",
    "place": r"(?:活动|举办|服务|培训|会议|上课)?(?:地点|地址|场地|会场|位置)",
    "time": r"(?:活动|举办|服务|培训|会议|开始|上课|集合)?(?:时间|日期)",
    "area": r"(?:服务|所在)社区|社区",
}
_TO_THE_END = ("title", "place", "meeting")  # what stands under them reaches to a comma
_ANY_LABEL = (
    "|".join(_LABELS.values())
    + r"|报名截止(?:时间)?|截止(?:时间|日期)?|(?:参加|计划|招募)?(?:人数|名额)"
)
_LIST_MARK = re.compile(
    rf"(?:(?<=\n)|^)\s*(?:[一二三四五六七八九十]、|\d{{1,2}}[、.](?!\d)|[（(][一二三四五六1-9][)）])"
    rf"|(?:[一二三四五六七八九]、|\d[、.])(?=(?:{_ANY_LABEL})\s*:)"
)
_BOXED = re.compile(rf"[【\[](?P<label>{_ANY_LABEL})[】\]]\s*:?")
_LABEL = re.compile(
    r"(?:^|(?<=[\s,，;；。、]))(?:把|将)?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")(?:\s*:\s*|(?=\s)|\s*(?:改|调整|变更|换|定|设|推迟|提前|延期)?(?:成|为|到|至|在)\s*|$)"
)
_PIECE = re.compile(r"(?:“[^”]*”|《[^》]*》|（[^）]*）|\([^)]*\)|[^\s,，、;；。])+")
_IN_ROW = re.compile(r"^第\S{1,4}[期场届次讲站课]")  # 宣讲进机关 第13场 is one title
_HELD_AT = re.compile(
    r"^(?P<at>[在于])?(?P<place>.{2,25}?)(?:举办|举行|开展|召开|组织|进行|开设?)(?P<title>.{2,})$"
)
_TITLE_AT = re.compile(r"^(?P<title>.{2,}?)[在于](?P<place>.{2,}?)(?:举办|举行|开展|召开|进行)?$")
_PLACE = re.compile(
    r"(?:楼|厅|室|馆|院|学校|党校|中学|小学|现场|广场|操场|剧场|球场|体育场|公园|花园|站|礼堂|会堂"
    r"|食堂|中心|社区|小区|大厦|酒店|宾馆|路口|门[口前]|街道|基地|[东南西北正大]门|\d号|层|直播间?|线上|平台"
    r"|腾讯会议|营地|村|书院|文化宫|教室|[县市区]委)(?:（[^）]*）|\([^)]*\))?$"
)
_NO_PLACE = re.compile(r"[进入走]\w{0,2}(?:校园|社区|机关|小区|学校)$|开放日$|第\S+[场站]$|大讲堂$")
_WRAPPED = re.compile(
    r"^(?:关于)?(?:拟|定于|将)?(?:举办|开展|召开|组织(?!生活))(?P<title>.+?)(?:的通知[:!！]?)?$"
    r"|^关于(?P<other>.+?)的通知[:!！]?$"
)
_BRACKETED = re.compile(r"[（(](?P<inner>[^（）()]+)[)）]")
_OF_NOTICE = re.compile(r"^关于.+的通知[:!！]?$")
_WHO = r"(?:支部|党委|总支|单位|部门|处室|科室|同志|党员|同事|领导|委员)"
# Said around an announcement: to whom it goes, and that it is one.
_GREETING = re.compile(
    rf"@\S+|通知:?|各\S{{0,6}}{_WHO}(?:书记|委员|们)?[:!！]*|各位\S{{0,6}}[:!！]*|(?:大家|各位|同志们|您|你们?)(?:[早晚]上|[上中下]午)?好?[:!！~]*"
    rf"|请?\S{{0,6}}(?:准时|按时|积极|踊跃)(?:参加|报名|到场|参会|出席|到会)[!！]*|请\S{{0,8}}(?:组织|安排)\S{{0,6}}(?:参加|观看|收看)"
    r"|收到请?\S{0,3}回复\S{0,3}|(?:谢谢|感谢|多谢)(?:大家|各位|配合|支持|的|您)*[!！~]*|[特专]此通知"
    r"|(?:现将?)?(?:就|把)?(?:有关|相关|具体)?(?:事项|事宜|安排|要求)*(?:通知|公告|安排)?如下:?|(?:根据|按照)\S{0,12}(?:安排|要求|部署|计划|通知)"
    r"|请?[互相]{2}(?:转告|通知)[!！]*|\S{0,10}一个都?(?:不能|不许|别)(?:少|落|缺)\S{0,2}"
    r"|(?:请|让|叫|望)?\S{0,8}?都[要得来该可以]*(?:报名?|参加|到|来)[哈啊吧哦呀了!！~]*"
)
_GLUE = re.compile(
    r"^(?:在|于|地点|时间|至|到|开始|举行|举办|和|及|也|的|了|请|把|将|报名|人数|名额|改[到成为在]?)+$"
)
_BEFORE = re.compile(r"^(?:请\S{0,10}:|[:在于的-]|地点|[改换挪移][到成为至在])+")
_AFTER = re.compile(r"(?:[:-]|来[啦了喽][!！~]*|[拟定将]于|报名|举行|举办)+$")
_MOVES_TO = r"(?:[改换挪移搬]|调整?|变更)[到成为至在]\s*"
_CHANGES = re.compile(
    r"[改换调挪移填弄写]|推迟|延期|延长|提前|顺延|截止|增加|减少|不是|(?:写|填|说|搞|弄|打|输)错|错了|不对"
)
_FROM = re.compile(r"(?:从|由|原定?于?)\S{2,24}?(?=改|调整|变更|换|挪|移|推迟|提前)")
_LAST_WORD = re.compile(r"[吧呗哈呀嘛啊](?=$|[\s,，。;；!！])")
_SAME = re.compile(r"(?:其[他它余]|地点|时间|名额|人数|都|的|均){0,4}(?:不变|照旧)")
ONLINE = re.compile(r"线上|直播|腾讯会议|视频")


def tidied(text: str) -> str:
    """Without the marks of a list; 【时间】 is a label like any other."""
    text = _LIST_MARK.sub("\n", text.strip())
    return _BOXED.sub(lambda found: f"\n{found['label']}:", text)


def after_change(text: str) -> str:
    """从9点改到10点，地点不变: only what it is to become."""
    return spelled(_LAST_WORD.sub("", _SAME.sub(" ", _FROM.sub(" ", text))))


def labels(text: str) -> set[str]:
    return {mark.lastgroup or "" for mark in _LABEL.finditer(text)}


def says_change(text: str) -> bool:
    return bool(labels(spelled(text))) or bool(_CHANGES.search(text))


def moves(text: str, piece: str) -> bool:
    """Whether `piece` is where it is moved to: 改到3楼会议室."""
    return is_place(piece) or bool(re.search(_MOVES_TO + re.escape(piece), text))


class _Words(NamedTuple):
    """What is no time and no number of a line."""

    title: str
    place: str
    meeting: str  # where people gather, if that is said apart from the place
    unread: tuple[str, ...]


def words(text: str) -> _Words:
    said: dict[str, str] = {}
    free: list[str] = []
    for name, piece in _labelled(text):
        if not name and _GREETING.fullmatch(piece):
            continue
        if name in _TO_THE_END and name not in said:
            said[name] = _bare(piece)
        elif free and _IN_ROW.match(piece):
            free[-1] += piece
        else:
            free.append(piece)
    for piece in filter(_OF_NOTICE.match, free):
        said.setdefault("title", _bare(piece))
    free = [piece for piece in free if not _OF_NOTICE.match(piece)]
    free = [_bare(rest) for piece in free if (rest := _sentence(piece, said))]
    return _shared_out(said, [piece for piece in free if piece])


def _sentence(piece: str, said: dict[str, str]) -> str:
    """在党校举办读书会 tells both; what is returned is still to be placed."""
    for pattern in (_HELD_AT, _TITLE_AT):
        found = pattern.match(piece)
        if found and (found.groupdict().get("at") or is_place(found["place"])):
            said.setdefault("title", _bare(found["title"]))
            said.setdefault("place", _bare(found["place"]))
            return ""
    return piece


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """Each piece with the label before it; a label holds for one piece."""
    text = text.replace(BREAK, f" {BREAK} ")
    marks = list(_LABEL.finditer(text))
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(text)]
    names = ["", *(mark.lastgroup or "" for mark in marks)]
    for name, start, end in zip(names, starts, ends, strict=True):
        pieces = [p for run in text[start:end].split(BREAK) for p in _pieces(run, name)]
        for number, piece in enumerate(pieces):
            yield (name if number == 0 else ""), piece


def _pieces(run: str, name: str) -> list[str]:
    """A title or place under its label goes to the end of the line, blanks and all."""
    if name in _TO_THE_END:
        return [p for part in re.split(r"[\n,，;；。]", run) if (p := part.strip())]
    return _PIECE.findall(run)


def _bare(piece: str) -> str:
    """Without the words around a name, and without half a bracket."""
    if wrapped := _BRACKETED.fullmatch(piece):
        piece = wrapped["inner"]
    piece = _AFTER.sub("", _BEFORE.sub("", piece))
    for one, other in ("（）", "()"):
        if piece.count(one) != piece.count(other):
            piece = piece.strip(one + other)
        piece = piece.replace(one + other, "")
    if _GLUE.match(piece) or not re.search(r"\w", piece):
        return ""
    found = _WRAPPED.match(piece)
    return (found["title"] or found["other"]) if found else piece


def is_place(piece: str) -> bool:
    return bool(_PLACE.search(piece)) and not _NO_PLACE.search(piece)


def _shared_out(said: dict[str, str], free: list[str]) -> _Words:
    """In the order of the template, 名称 before 地点, unless a piece can only be a place."""
    sites = [piece for piece in free if is_place(piece)]
    if not said.get("place") and sites and (len(free) > len(sites) or said.get("title")):
        said["place"] = sites[0]
        free.remove(sites[0])
    if not said.get("title") and free:
        said["title"] = free.pop(0)
    if not said.get("place") and not said.get("meeting") and len(free) == 1:
        said["place"] = free.pop()
    title, place, meeting = (said.get(name, "") for name in _TO_THE_END)
    return _Words(title, place, meeting, tuple(free))
