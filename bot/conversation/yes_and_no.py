"""Words for yes, for no and for enough of it, as they answer what is open."""

import re

STOP = frozenset({"取消", "退出"})
BACK = "返回"
RESUME = "继续"
# In the middle of something: not that, then. With nothing open, 不去了 is a wish of its own.
LET_GO = re.compile(
    r"(?:还是|那|先|我|就|算了吧?|,| )*(?:取消了?吧|算了吧?|"
    r"不(?:想)?(?:办|弄|要|用|报名?|发|留|答|说|问|绑定?|改|填|写|参加|去|设)了吧?|不同意)"
)
# 不要注销, 别退出长安社区: what is there stays as it is. (不报名了 asks for a change, and reminders say
# themselves what stays.)
STAYS = re.compile(
    r"(?:还是|那|先|我|千万|暂时|就|算了吧?| )*(?:不要|不用|不想|[不别甭莫]|唔[使好]?"
    r"|没要|没想|没说要?)(?:帮我|给我|把|再)?"
    r"(?:取消|退|删|注销|撤|解绑|免职)(?!.*(?: |提醒|闹|[吗么怎几哪谁?]|什么|多少|会)).{0,16}"
)
# … and said the other way round: 算了都留着吧, 一个也别删, 先不动了.
KEEPS = re.compile(
    r"(?:还是|那|先|我|就|要|算了吧?|全部?|都|它们?|这[个条些]|两[个条]|给我|帮我|,| ){0,8}"
    r"(?:留着|留下|保留|别动|不动|(?:一|哪)[个条]?[也都]?(?:别|不|甭)(?:用|要)?[删动退取]消?)"
    r"(?:它们?|着)?(?:了|吧|呗|呢|啦){0,3}"
)
# To a menu that asks: a plain yes, a plain no, and what may only mean that it was read.
YES = frozenset({"是", "是的", "对", "对的", "没错", "确定", "确认"})
NO = frozenset(
    ("不", "不是", "不用", "不用了", "不要", "不确定", "不取消", "否", "别", "算了", "算了吧", "都不是", "都不对")
)  # fmt: skip
_AGREES = re.compile(
    r"(?:嗯+|好的?|行|诶|哎)? ?(?:是的?|(?:对)+的?|没错|确定|确认)(?:要| |就|我|请)*"
    r"(?!了|吗|么|得|起|于|面|大|下|上|谁|什|哪|几)"
    r"[^ 不没别先吗么嘛谁几哪?]{2,5}(?:吧|了|啊)?"
)
READ = frozenset(
    (
        "好",
        "好的",
        "好吧",
        "嗯",
        "嗯嗯",
        "行",
        "可以",
        "ok",
        "嗯呢",
        "嗯呐",
        "中",
        "要得",
        "要的",
        "成",
        "好嘞",
        "好滴",
        "得",
        "可",
        "欧了",
        "妥",
    )
)


def stops(said: str, *, midst: bool) -> bool:
    """Whether a normal form ends what is open; some words do so only in the midst of something."""
    return said in STOP or (midst and LET_GO.fullmatch(said) is not None)


def leaves_it(said: str) -> bool:
    """Whether what is there is to stay as it is."""
    return bool(STAYS.fullmatch(said) or KEEPS.fullmatch(said))


def agrees(said: str) -> bool:
    """Whether a normal form is a plain yes, alone or with what is to be done: 对 注销吧."""
    return said in YES or _AGREES.fullmatch(said) is not None


def answers_nothing(said: str) -> bool:
    """A yes, a no, a never mind, where nothing was asked."""
    return said in YES or said in NO or (said.startswith("算了") and bool(LET_GO.fullmatch(said)))
