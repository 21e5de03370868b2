"""What is said at the card in any words, beside corrections: send it, a look first, with receipts,
not now, and questions about it."""

import re

from bot.hearing.heard import Heard
from bot.hearing.situations import ANSWERS, ASKS, CHANGES, LEAVES

HERE = "card.notice"
CERTAIN, LIKELY = 0.6, 0.4  # of what a sentence does there
SURE_OF_ANOTHER = 0.9  # of an act that has nothing to do with a notice
SHORT = 16  # characters of words for a choice
# Nothing else may stand in what sends it: whatever sends must be plain.
_AGREED = re.compile(
    r"(?:[嗯恩哦那就都再还请可以行好的能吧了啊呗嘛呀哈哟咯啦照快搞赶紧着先 ]|没(?:问题|毛病|事|错)"
    r"|不用?改|同意|批准|审定|妥当?|准|中|成|要得|对|是|ok|确认|走(?:你|起)?|这样子?|这么"
    r"|群?[发推送](?:布|送|给(?:他们|大家))?|出去?|下去?|一下|看过|办)+"
)
_DECIDED = re.compile(r"[发推送走中妥准成行对是]|可以|没|ok|确认|同意|批准|审定|要得|这样|这么|好")
_LOOK = re.compile(
    r"(?:[你先只就给让发我单个样再是啥想要能可以成请的了吧呗嘛啊行帮看瞅瞧 ]|什么|自己|一个人"
    r"|一[份遍眼下]|整体|全文|完整|正文|效果|样子|预览)+"
)
_LOOKED = re.compile(r"[看瞅瞧]|预览|效果|样子|全文")
_RECEIPTS = re.compile(r"回执|(?:回|回复|回个|答)一?[个下句]?[“\"]?收到|要收到")
_WITHOUT = re.compile(r"[不别甭免]|没有?|无需|取消|去掉")
_NOT_NOW = re.compile(
    r"(?:还是|那|我|就|先|暂时|暂|都|算了| )*(?:别|不|甭|莫|不要|不用)(?:急着?|忙着?|要|用|想)?[发推]"
    r"(?:出去?|送)?(?:了|吧|啊|呢|先)*(?: .{0,8})?"
)
_OVER = re.compile(r"取消|算了|删了?|废|不发了|退出|口头|不弄了")
# What else is asked for is nothing of a notice's: the router hears it.
_ELSEWHERE = ("events.", "volunteer.", "booking.", "faq", "reminder.", "human")
OUT, LOOK, RECEIPTS, NO_RECEIPTS = "out", "look", "receipts", "no receipts"
WAIT, NEVER, FIELD = "wait", "never", "field "


def meant(said: Heard, role: str) -> str:
    """One of these words; of a question also what of the notice it asks about; "" for all else."""
    if len(said.said) <= SHORT and (chosen := _chosen(said)):
        return chosen
    response = said.response(HERE)
    if _is_anothers(said, role):
        return ""
    if response.likely(ASKS) >= CERTAIN:
        return f"{FIELD}{response.field.label}"
    if response.likely(LEAVES) >= CERTAIN:
        return NEVER if _OVER.search(said.said) else WAIT
    return ""


def changes(said: Heard, role: str) -> bool:
    """Whether it most likely is a correction, of which nobody knows where it belongs."""
    if _is_anothers(said, role, CERTAIN):
        return False
    first = said.meaning(role).acts[0]
    learnt = said.response(HERE).likely(CHANGES) >= LIKELY
    return learnt or (first.label in ("event.change", "notice.correct") and first.p >= CERTAIN)


def _chosen(said: Heard) -> str:
    words = said.plain
    if _RECEIPTS.search(words) and said.response(HERE).likely(ASKS) < CERTAIN:
        return NO_RECEIPTS if _WITHOUT.search(words) else RECEIPTS
    if _NOT_NOW.fullmatch(said.said):
        return NEVER if _OVER.search(said.said) else WAIT
    if _LOOK.fullmatch(words) and _LOOKED.search(words):
        return LOOK
    agreed = _AGREED.fullmatch(words) and _DECIDED.search(words)
    return OUT if agreed and said.response(HERE).likely(ANSWERS) >= LIKELY else ""


def _is_anothers(said: Heard, role: str, sure: float = SURE_OF_ANOTHER) -> bool:
    first = said.meaning(role).acts[0]
    return first.p >= sure and first.label.startswith(_ELSEWHERE)
