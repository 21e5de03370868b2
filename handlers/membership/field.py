"""What of one's own data is to be changed, and whether what to is said too."""

import re

from bot.hearing.heard import Heard

NAMED = re.compile(
    r"姓名|名字|(?:工作)?单位|(?:党)?支部|手机号码?|电话|号码|后四位|尾号|职务|职位|岗位|工号"
)
# All that can be said without the new value: the field, that it is wrong, that it is mine.
_WITHOUT_VALUE = re.compile(
    rf"(?:{NAMED.pattern}|手机|信息|资料|名册|登记|我们?|你们?|您|的|是|把|都|也|已经?|刚|现在|最近|想|要|请|帮|给|麻烦|"
    r"一下|个|新|了|和|跟|与|及|更正|更改|更新|更换|变更|变动|修改|写|填|录|打|印|弄|记|搞|改|换|变|调|动|走|"
    r"错误?|不对|有误|不正确|有问题|怎么办?|能|可以|吗|吧|啊|需要|原来|以前|之前|过)*"
)
SAYS_LITTLE = 24  # characters; what is longer has a value, and would be long to look through
_WRONG = re.compile(r"[改换变调]|更[正新]|错|不对|有误")
_OTHERS = re.compile(r"组织关系|党费|转正|培养|材料|报名|活动|志愿|手续|介绍信|证明")


def lacks_value(squeezed: str) -> bool:
    """单位, 我改名字了: what it is to be is still to be asked."""
    return len(squeezed) <= SAYS_LITTLE and _WITHOUT_VALUE.fullmatch(squeezed) is not None


def to_be_changed(text: Heard) -> bool:
    """Whether a sentence has something of one's own data changed, and nothing else."""
    said = text.plain
    return bool(NAMED.search(said) and _WRONG.search(said)) and not _OTHERS.search(said)
