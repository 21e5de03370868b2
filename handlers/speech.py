"""Turns of phrase that several capabilities share: speech acts they hear, and what they answer.

What is heard are regular expressions, read over plain wording (bot.language.levelling), where 我, 你, 什么, 怎么,
什么时候 and 了 stand for all their variants and a blank divides clauses: [^ ]{0,6} stays within one.
"""

import re

from bot.language.levelling import plain
from bot.language.text import normal


def either(*patterns: str) -> str:
    """One regular expression for all of them."""
    return "|".join(patterns)


# The answer to a thank-you, and to a 收到 that nobody had asked for.
NOT_AT_ALL = "不客气，需要时随时说一声。"
# … and to what somebody in office says and nobody understands.
NO_COMMAND = "没听明白您要办什么，没有办。回复“帮助”看您能办的；是要问工委，请回“人工”。"

# A question at all.
ASKS = either(
    r"吗|[不没](?= |$)|没有(?= |$)|什么(?![^ ]{0,4}都[行可成])|怎么|哪|几|谁|多少|多[久长大]|有没有|是不是|能不能",
    r"可不可以|会不会|让[^ ]{1,2}不让",
)
# A sentence that says no; 不错, 不好意思, 不知道 say nothing of the kind.
SAYS_NO = either(
    r"不(?!错|好意思|过|让(?= |$)|知|见|管|急|行|如|同|用)|没(?=法|办法|空|时间|去|来)|退(?!休)|取消",
    r"放弃|弃权|删|撤|作罢|算了|勾掉|划掉|拿掉|踢|请假",
)
# What is said of an answer to rule it out: more than makes a no of a whole sentence.
_REFUSES = re.compile(
    either(SAYS_NO, r"(?<![特区类级识])别(?![的人处家忘急说])|甭|勿|不[用行]|改天|下次再|有事|冲突")
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
# 晚点再报名, 我考虑一下再报, 还没想好报不报: not now. 再报一个 is no such thing.
_POSTPONES = re.compile(
    r"(?:晚[点些上]|等[会下]儿?|等一[会下]儿?|待会儿?|过会儿?|回头|改天|下次|以后|过[几两]天|到时候?"
    r"|考虑|商量|请示|问[问下一]|想[想一]|看情况|看看)[^ ]{0,8}?再(?:来|去|说|决定)?(?:报|参加|认领)"
    r"|(?:没|不知道|犹豫|纠结)[^ ]{0,4}(?:报|参加|去)不(?:报|参加|去)|没(?:想好|决定|定)[^ ]{0,3}(?:报|参加)"
)
_DROPS = re.compile(r"取消|退(?!休)|撤|放弃|作罢|算了")


# The number of an issue or of a line, and what may stand around it or a day in a mere answer.
NUMBER = re.compile(r"\d{1,3}|[一二三四五六七八九十]{1,3}(?=[期场届站次讲个项])")
BARE = re.compile(
    r"(?:[我就那这想要报选去听看来是在的第期场次届讲号个项好行嗯吧呢啊哦不别退再用了]|取消|参加|报名|活动|服务|志愿|认领|上午|下午|晚上|早上)*"
)


def refuses(text: str) -> bool:
    """Whether what is named in an answer is named to rule it out: 不报第一个了."""
    return _REFUSES.search(_NO_NO.sub("", normal(text))) is not None


def asks(text: str) -> bool:
    """Whether it is asked about: 21期是几号. 视频可以吗 and 能不能帮我报名 ask for it."""
    without = _MAY_I.sub("", text)
    return without.rstrip().endswith(("?", "？")) or bool(_ASKS.search(plain(normal(without))))


def standing(answer: str) -> str:
    """What of an answer may choose: what follows the last no in it, and nothing of a question or
    of a wish to be reminded."""
    if asks(answer) or _REMINDS.search(answer):
        return ""
    said = _MAY_I.sub("", answer)
    clauses = _BUT.sub(r"\1 ", normal(said)).split(" ")
    last = max((n for n, clause in enumerate(clauses) if refuses(clause)), default=None)
    if last is None:
        return said.strip()
    return "" if _BARE_NO.fullmatch(clauses[last]) else " ".join(clauses[last + 1 :])


def stays_out(text: str) -> bool:
    """Whether somebody says that they are not to be put down: 先别报."""
    return _STAYS_OUT.search(normal(text)) is not None


def after_the_no(text: str) -> str:
    """What is wanted instead: of 不报健步走，报读书会 the end."""
    clauses = normal(text).split(" ")
    last = max((n for n, clause in enumerate(clauses) if stays_out(clause)), default=-1)
    return " ".join(clauses[last + 1 :])


def only_speaks_of_it(text: str) -> bool:
    """Whether signing up is asked about or told of, and nowhere in it asked for."""
    clauses = plain(normal(_MAY_I.sub("", text))).split(" ")
    joining = [clause for clause in clauses if re.search(_JOINING, clause)]
    return bool(joining) and all(_ASKS.search(each) or _TELLS.search(each) for each in joining)


def postpones(text: str) -> bool:
    """Whether signing up is put off: 晚点再报名."""
    return _POSTPONES.search(plain(normal(text))) is not None


def tells(text: str) -> bool:
    return _TELLS.search(plain(normal(text))) is not None


def for_another(text: str) -> str:
    """The words that ask for somebody else to be put down, "" when there are none."""
    found = _FOR_ANOTHER.search(plain(normal(text)))
    return found[0] if found else ""


def gives_up(text: str) -> bool:
    """The same in the middle of it: 取消 is meant of what is being done."""
    return stays_out(text) or _DROPS.search(normal(text)) is not None


# I put myself down: so plainly that nothing else needs to be said.
JOINS_PLAINLY = either(
    r"我要报(?![告道到销])|(?:我[要想]|[帮给替]我)报[个上]?名(?!表|.{0,3}[没吗])",
    r"报上名(?!了?[没吗])|给我报上(?!了?[没吗])|我要?报名(?= |$)",
)
# 我人不过去, 别报现场, 不看视频: a way of taking part that is ruled out.
_NOT_THIS_WAY = re.compile(
    r"(?:不|别|甭|没法|没空)(?:要|用|想|能|去|来|到|过|看|报|选|听|参加)*"
    r"(?:现场|线下|到场|当面|会场|视频|线上|网上|直播|远程)(?:的|参加|了)*"
    r"|(?:现场|线下|会场|视频|线上|直播)[^ ]{0,2}(?:去不了|到不了|看不了|不去|不看|不要|不行|不方便)"
)
_NOT_IN_PERSON = re.compile(
    r"(?:我?人|本人)(?:不|没法|没空|就不)(?:过去|去|来|到|能去|能来)(?!现场|会场)"
)


def ruled_out_way(said: str) -> tuple[str, str]:
    """What of a sentence rules out a way of taking part, and the rest of it."""
    refused = [found[0] for found in _NOT_THIS_WAY.finditer(said)]
    refused += ["现场" for _ in _NOT_IN_PERSON.finditer(said)]
    return " ".join(refused), _NOT_THIS_WAY.sub(" ", said)


# Said of a line of a list: 报第2个, 取消第1个.
TAKEN_UP = r"报名?|报名参加|参加|去|认领|领|接"
GIVEN_UP = r"取消(?:报名)?|退出?|撤销?|不(?:用|想)?(?:要|去|报|参加)|去不[了成]|删除?|放弃"
# … and where one thing is shown.
I_DO = (
    "报名",
    "报",
    "报吧",
    "我报",
    "我报名",
    "我要报",
    "我要报名",
    "我去",
    "好的我去",
    "我来",
    "就报这个",
    "就这个",
    "就这个吧",
    "那就这个吧",
    "帮我报上",
    "给我报上",
    "报上",
    "报上吧",
)
# Said of a card: when and where it is, something else, not this one, and a yes that may be none.
WHEN_AND_WHERE = (
    *("几点", "几点开始", "几点到", "几点集合", "什么时候", "什么时间", "哪天", "几号", "时间"),
    *("在哪", "在哪里", "在哪儿", "在哪集合", "在什么地方", "地点", "地址", "时间地点"),
)
ANOTHER = ("换一个", "换个别的", "别的", "看别的", "看看别的", "还有别的吗")
DECLINES = (
    *("不去", "不去了", "我不去", "去不了", "我去不了", "算了不去", "不要", "不要这个"),
    *("不感兴趣", "没兴趣", "不报", "不报了", "先不报", "不报名", "不报名了"),
    *("不参加", "不参加了"),
)
PERHAPS = ("行", "行吧", "可以", "可以的", "也行")
NOT_SIGNED_UP = "好的，没有给您报名，什么也没有改动。"
NOT_YET = "还没有给您报名。要报请回复 1，不报就不用回。"
# Right after a place has been taken: that it was a slip, and what may be meant of any of one's own.
UNDO = (
    *("撤销", "撤回", "不报了", "手滑", "手滑了"),
    *("打错了", "报错了", "点错了", "选错了", "弄错了", "搞错了", "按错了"),
)
STEPS_OUT = ("取消", "不去了", "去不了", "去不了了", "不参加了", "不能去了")
