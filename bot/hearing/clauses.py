"""What the clauses of a sentence do with taking part: ask about it, refuse it, put it off, tell of it.

Patterns over the normal form and plain wording (bot.language.levelling), where 我, 你, 什么, 怎么, 什么时候
and 了 stand for all their variants and a blank divides clauses: [^ ]{0,6} stays within one.
"""

import re
from collections.abc import Iterable

from bot.hearing.heard import Heard
from bot.language.text import either

# A question at all.
ASKS = either(
    r"吗|[不没](?= |$)|没有(?= |$)|什么(?![^ ]{0,4}都[行可成])|怎么|哪|几|谁|多少|多[久长大]|有没有|是不是|能不能",
    r"可不可以|会不会|让[^ ]{1,2}不让",
)
# A sentence that says no; 不错, 不好意思, 不知道 say nothing of the kind.
_SAYS_NO = either(
    r"不(?!错|好意思|过|让(?= |$)|知|见|管|急|行|如|同|用)|没(?=法|办法|空|时间|去|来)|退(?!休)|取消",
    r"放弃|弃权|删|撤|作罢|算了|勾掉|划掉|拿掉|踢|请假",
)
# What is said of an answer to rule it out: more than makes a no of a whole sentence.
_REFUSES = re.compile(
    either(
        _SAYS_NO, r"(?<![特区类级识])别(?![的人处家忘急说])|甭|勿|不[用行]|改天|下次再|有事|冲突"
    )
)
# 不忘初心 is a title.
_NO_NO = re.compile(r"不[忘断朽懈凡负息屈止]")
_ASKS = re.compile(ASKS)
# 视频可以吗 is modest, and chooses.
_MAY_I = re.compile(
    r"(?<![还都])(?<=..)(?:可不可以|行不行|好不好|可以|行|好|成)(?:吗|么|不|吧|嘛)?[ ?？]*$"
)
# 不是大讲堂是读书会: what it is follows.
_BUT = re.compile(r"((?<!是)不是[^ ]{2,12}?)(?=而是|是)")
# A no by itself: what it rules out may stand before or after it.
_BARE_NO = re.compile(
    r"(?:我|先|就|也|还是|请|帮|给)*(?:不|别|甭|勿|取消|退|撤|删)"
    r"(?:要|报名?|去|选|用|想|参加|认领|看|掉|[给帮替]我)*了?"
)
_REMINDS = re.compile(r"提醒|闹钟|[叫喊]我")
_JOINING = r"(?:报(?!告|道|销|错)|参加|加入|登记|认领|[去领接](?!年|过))"
# 先别报, 不要给我报名, 不想参加: nobody wants in. 不报名不行, 能不能报 and 报不报 are no such thing.
_STAYS_OUT = re.compile(
    rf"(?<![能要想会报去是用该特区类级])(?:不|别|甭|勿|没(?=想|打算|准备|要|让))"
    rf"(?:要|用|想|能|必|愿意?|打算|准备|会|急着|着急|让)*(?:[给帮替让把]我|我)?"
    rf"(?:再|先|也|乱|瞎)*{_JOINING}(?!名?不行|现场|会场)"
)
# I am in already, or cannot tell: 我已经报名健步走了, 我忘了报名没有.
_TELLS = re.compile(
    r"(?:已经?|早就|都|之前|上次|昨天|前天|刚才?)[^ ]{0,4}(?:报|参加|认领|领)[^ ]{0,14}[了过]"
    r"|忘了?[^ ]{0,8}(?:报|认领)|(?:报|认领)[^ ]{0,14}了没"
    r"|不(?:知道|记得|确定|清楚)[^ ]{0,6}(?:报|认领)"
)
_PERSON = either(
    r"同事|爱人|老[婆公伴]|妻子|丈夫|先生|太太|媳妇|爸|妈|父[亲母]|母亲|孩子|[儿女]儿?子|女儿|闺女|家[人属]|朋友",
    r"邻居|徒弟|师傅|领导|[处科局所院]长|主任|室友|对象|[老小][^ 年人区组报声](?=[^ ]{0,3}报)|[他她]们?|别人|其他人",
)
_GROUP = (
    r"(?:支部|科室|处室|单位|部门|小组|班子|办公室|全家"
    r"|(?:[两二三四五六七八九十几]{1,2}|\d{1,3})个?[人名位](?![赛制球组队]))"
)
_FOR_ANOTHER = re.compile(
    either(
        rf"[给帮替代](?:我[的家]?)?[^ 报领去]{{0,4}}?(?:{_PERSON})[^ ]{{0,6}}?{_JOINING}",
        rf"[给帮替]我(?:和|跟|与|还有)[^ ]{{1,6}}?{_JOINING}",
        rf"(?:^| )我[的家]?(?:{_PERSON})[^ ]{{0,4}}?[想要][^ ]{{0,3}}?{_JOINING}",
        # 给我们支部5个人报名, 我们三个人报名, 报名 8个人 (我们 is 我 in plain wording).
        rf"[给帮替代让叫]我[^ 报领去]{{0,4}}?{_GROUP}[^ 我让]{{0,6}}?{_JOINING}",
        rf"(?:^| )我[^ 报领去]{{0,3}}?{_GROUP}[^ 我让]{{0,4}}?{_JOINING}",
        rf"(?:^| )我(?:和|跟|与|还有)[^ ]{{1,6}}?都[^ ]{{0,3}}{_JOINING}",
        r"报(?:个|上)?名?[^ \d]{0,2} ?(?:[两二三四五六七八九十几]{1,2}|\d{1,3}) ?(?:个人|人|位)(?![赛制球组队])",
        # 给老王报个名: whoever stands between is somebody else, or the name of what is to be had.
        r"(?<!能)[给帮替代让叫](?!我|忙|你|补|查|看|个|点|先|再|也|把|第|大家|\d)[^ 我报领去]{1,5}报(?:个|上|了)?名",
    )
)
_REMINDED_BY = re.compile(
    rf"(?<![让叫请给帮替跟和])(?:{_PERSON})[^ 让叫请]{{0,4}}(?:都|也|总|老|天天|每天|每次|会)"
    r"[^ 让叫请]{0,3}(?:提醒|[叫喊催])我"
)
# 晚点再报名, 我考虑一下再报, 还没想好报不报: not now. 再报一个 is no such thing.
_POSTPONES = re.compile(
    r"(?:晚[点些上]|等[会下]儿?|等一[会下]儿?|待会儿?|过会儿?|回头|改天|下次|以后|过[几两]天|到时候?"
    r"|考虑|商量|请示|问[问下一]|想[想一]|看情况|看看)[^ ]{0,8}?再(?:来|去|说|决定)?(?:报|参加|认领)"
    r"|(?:没|不知道|犹豫|纠结)[^ ]{0,4}(?:报|参加|去)不(?:报|参加|去)|没(?:想好|决定|定)[^ ]{0,3}(?:报|参加)"
)
_DROPS = re.compile(r"取消|退(?!休)|撤|放弃|作罢|算了")
# A no that is said of a way of taking part, within its clause: 会场就不去喽, 线上那种就免了, 唔使留座.
_NOT_SO = re.compile(
    r"(.)[不没]\1|别(?:忘|漏|错过|落)|不(?:错|过|好意思|如|同|知|光|仅|是(?=.*吗))"  # asked, or no no at all
    r"|(?P<no>不|没(?=法|空|时间)|别|甭|莫|勿|唔|免|懒得|算了|拉倒|够不着|除外)"
)
_NOT_IN_PERSON = re.compile(
    r"(?:我?人|本人)(?:不|没法|没空|就不)(?:过去|去|来|到|能去|能来)(?!现场|会场)"
)
# Where one clause ends though no sign stands there: 现场去不了就视频吧, 不是现场是视频.
_TURNS = re.compile(r" |但|(?<!不)而|不过|(?<!不)就(?![免不别算莫])|(?<=.{3})(?<!不)是")


def refuses(heard: Heard) -> bool:
    """Whether what is named in an answer is named to rule it out: 不报第一个了."""
    return _refuses(heard.said)


def _refuses(said: str) -> bool:
    return _REFUSES.search(_NO_NO.sub("", said)) is not None


def asks(heard: Heard) -> bool:
    """Whether it is asked about: 21期是几号. 视频可以吗 and 能不能帮我报名 ask for it."""
    without = heard.part(_MAY_I.sub("", heard))
    return without.rstrip().endswith(("?", "？")) or bool(_ASKS.search(without.plain))


def choosing(heard: Heard) -> str:
    """What of an answer may choose: what follows the last no in it, and nothing of a question or
    of a wish to be reminded."""
    if asks(heard) or _REMINDS.search(heard):
        return ""
    said = _MAY_I.sub("", heard)
    clauses = _BUT.sub(r"\1 ", heard.part(said).said).split(" ")
    last = max((n for n, clause in enumerate(clauses) if _refuses(clause)), default=None)
    if last is None:
        return said.strip()
    return "" if _BARE_NO.fullmatch(clauses[last]) else " ".join(clauses[last + 1 :])


def stays_out(heard: Heard) -> bool:
    """Whether somebody says that they are not to be put down: 先别报."""
    return _STAYS_OUT.search(heard.said) is not None


def after_the_no(heard: Heard) -> str:
    """What is wanted instead: of 不报健步走，报读书会 the end."""
    clauses = heard.clauses
    last = max((n for n, clause in enumerate(clauses) if _STAYS_OUT.search(clause)), default=-1)
    return " ".join(clauses[last + 1 :])


def only_speaks_of_it(heard: Heard) -> bool:
    """Whether signing up is asked about or told of, and nowhere in it asked for."""
    clauses = heard.part(_MAY_I.sub("", heard)).plain.split(" ")
    joining = [clause for clause in clauses if re.search(_JOINING, clause)]
    return bool(joining) and all(_ASKS.search(each) or _TELLS.search(each) for each in joining)


def postpones(heard: Heard) -> bool:
    """Whether signing up is put off: 晚点再报名."""
    return _POSTPONES.search(heard.plain) is not None


def tells(heard: Heard) -> bool:
    """Whether somebody says that they have signed up, or cannot tell."""
    return _TELLS.search(heard.plain) is not None


def for_another(heard: Heard) -> str:
    """The words that ask for somebody else to be put down, "" when there are none."""
    found = _FOR_ANOTHER.search(heard.plain)
    return found[0] if found else ""


def told_of_another(heard: Heard) -> bool:
    """Whether it is somebody else who reminds: 我女儿天天提醒我吃药."""
    return _REMINDED_BY.search(heard.plain) is not None


def gives_up(heard: Heard) -> bool:
    """The same in the middle of it: 取消 is meant of what is being done."""
    return stays_out(heard) or _DROPS.search(heard.said) is not None


def ruled_out_way(said: str, words: Iterable[str]) -> tuple[str, str]:
    """The clauses of a normal form that rule out a way of taking part, and the rest of it. `words`
    name the ways; who does not come in person is not at the venue."""
    refused: list[str] = []
    rest: list[str] = []
    for clause in _TURNS.split(said):
        named = any(word in clause for word in words)
        (refused if named and _says_not_so(clause) else rest).append(clause)
    refused += ["现场" for _ in _NOT_IN_PERSON.finditer(said)]
    return " ".join(refused), " ".join(rest)


def _says_not_so(clause: str) -> bool:
    return any(found["no"] for found in _NOT_SO.finditer(clause))
