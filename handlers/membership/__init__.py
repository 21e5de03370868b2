"""Membership: confirming who one is, and one's own data."""

from functools import partial

from bot.conversation.capability import Action, Capability, Wording
from bot.people.offices import SECRETARIES
from handlers.membership import chat, codes, field, own_data, rebinding
from handlers.membership.own_data import Rooms
from handlers.speech import either

TOPICS = either(
    r"身份(?!证)|名下|绑[定上]|认证|验证|手机号?|尾号|后四位|[账帐][号户]|个人信息|信息|资料|登记",
    r"姓名|名字|电话|数据|我(?:个人)?的东西|[绑填]的",
)

BIND = Wording(
    phrases=either(
        # A name and four digits; 我工资8000 is none.
        r"^(?!.*(?:我(?![是叫])|工资|月薪|年薪|收入|养老金|退休|到手|党费|元))"
        r"(?:[\u4e00-\u9fff]{2,12} )?[\u4e00-\u9fff]{2,4} ?\d{4}(?: [\u4e00-\u9fff]{2,12})?$|绑定我",
        r"(?:重新|怎么|我要|帮我|[想要去])(?:绑定?|认证|验证)(?!的|了)",
        r"(?:认证|确认|验证|绑定)[^ ]{0,4}身份|身份[^ ]{0,4}(?:怎么)?(?:认证|确认|验证|绑)",
        r"尾号 ?\d{4}|登个?身份|(?:没|怎么)[^ ]{0,6}(?:登记|绑|认证)[^ ]{0,2}身份|我是谁|怎么确认",
        r"单位[^ ]{0,4}[改换更]|绑[错不]|弄个身份",
    ),
    cues=either(
        r"绑定(?!的|了|成功)|绑上|认证|验证|换了?(?:新)?(?:单位|手机|号|电话)",
        r"调(?:到|去|来|走)(?!.{0,4}[点分])|(?:改|更新|更换|变更|换)[^ ]{0,6}(?:单位|手机|号|电话)",
        r"(?:单位|手机号?|电话|号码?)[^ ]{0,4}[改换变]了|信息[^ ]{0,6}[改更换变]|[老旧]单位",
        r"对上|重新",
    ),
    topics=either(
        TOPICS,
        r"单位",
    ),
    unless=r"解绑|解除|取消|注销|删|组织关系|党籍|党费|考察|培养|转正|证明",
)
MY_DATA = Wording(
    phrases=either(
        r"[存留记保][^ ]{0,3}我[^ ]{0,6}(?:什么|哪些)|[存留记][^ ]{0,4}(?:什么|哪些)(?:信息|资料)",
        r"我的?(?:个人)?(?:信息|资料)$",
        r"[查看示][^ ]{0,4}个人(?:信息|资料)|绑定?成功|我(?:绑定?|登记|填|留)的|记的我",
        r"知道我[^ ]{0,4}(?:什么|哪些)|我是哪个(?:单位|支部)",
    ),
    cues=either(
        r"收集|掌握|登的|存[了着过]?|留[了着]?|记录|保存|登记[的在]|绑定?的|填的",
        r"我[^ ]{0,10}(?:什么|哪些|哪个|多少|对不对)|(?:查|看|显示|调出)[^ ]{0,6}我",
        r"我的[^ ]{0,8}(?:是|叫)|我[^ ]{0,8}的(?:信息|资料|数据)",
    ),
    unless=r"删|清[除空掉了]|抹|注销|解绑|解除|撤回|[改换]|怎么(?:绑|认证)|教|不[想要愿]|别[留存]",
)

ERASE = Wording(
    phrases=either(
        r"把我(?:从[^ ]{0,6})?(?:删|注销|清[除掉了]|抹|除)|注销(?!党)|解绑|解除绑定|绑定?[^ ]{0,5}解[了开掉]",
        r"取消[^ ]{0,4}绑定|绑定[^ ]{0,3}取消|(?<!报)销[掉个]?[账帐]?[号户](?!口)",
        r"撤回同意|(?:不想|别)再?绑|(?:记录|信息|资料|数据)[^ ]{0,4}(?:抹|删|清)",
    ),
    cues=either(
        r"删|清[除空掉了]|抹|注销|解除|撤[回销]|去掉|销毁|(?:不[想要愿]|别)[^ ]{0,8}[留存]",
        r"[账帐][号户][^ ]{0,4}(?:不想?[用要]了|[销注]了)",
    ),
    unless=r"党[籍费]|资格",
)

_OWN = f"(?:{field.NAMED.pattern})"
CORRECT = Wording(
    phrases=either(
        rf"我[^ ]{{0,4}}{_OWN}[^ ]{{0,4}}(?:[写填打录登记弄搞]*错|不对|有误|不正确)",
        rf"{_OWN}(?:[写填打录登记弄搞给我]*错|不对|有误|不正确)了?(?= |$)",
        r"我(?:已经|刚|最近)?(?:改|换)(?:姓名?|名字?)了?(?= |$)|我(?:已经|刚|最近)?调(?:动)?单位了?(?= |$)",
        r"^(?:我?[想要]?|帮我|请)(?:改|换|更正|更新|变更)个?(?:姓名|名字|职务|后四位)(?= |$)",
    ),
    unless=r"组织关系|党费|证|材料|报名|活动|志愿|别人|他|她|怎么办|吗",
)


def capability(rooms: Rooms) -> Capability:
    """`rooms` lists every capability, this one included: 我的信息 and 注销 ask them all."""
    return Capability(
        name="membership",
        title="身份与个人信息",
        topics=TOPICS,
        actions=(
            Action(
                "bind",
                chat.begin,
                starts=("绑定", "确认身份", "身份确认", "绑定身份", "认证"),
                examples=(
                    "怎么绑定身份",
                    "我要绑定",
                    "怎么确认我的身份",
                    "我换单位了怎么改",
                    "重新绑定",
                ),
                wording=BIND,
            ),
            Action(
                "my_data",
                lambda tx, person, argument: own_data.show(rooms, tx, person),
                starts=("我的信息", "个人信息"),
                examples=("你们存了我什么信息", "查看我的个人信息", "我的资料"),
                wording=MY_DATA,
                anywhere=True,
            ),
            Action(
                "erase",
                own_data.ask_erasure,
                starts=("注销", "解绑", "取消绑定", "注销账号", "撤回同意"),
                examples=("删除我的信息", "我要注销", "把我的数据删掉", "解除绑定"),
                wording=ERASE,
                anywhere=True,
            ),
            Action(
                "export",
                lambda tx, person, argument: own_data.export(rooms, tx, person, argument),
                starts=("导出", "导出我的信息"),
                anywhere=True,
            ),
            Action(
                "correct",
                own_data.correct,
                starts=("更正", "更正信息"),
                examples=("我的名字写错了", "我改名字了", "我调单位了", "我的信息有误"),
                wording=CORRECT,
                identity=True,
            ),
            Action(
                "agree",
                partial(rebinding.agree, chat.CONSENT),
                starts=("同意换绑",),
                offices=SECRETARIES,
            ),
            Action("code", codes.code, starts=("绑定码",), wording=codes.TYPED),
            Action("give_code", codes.give, offices=SECRETARIES),
            Action("refuse", rebinding.refuse, starts=("不同意换绑",), offices=SECRETARIES),
            Action("erase_now", lambda tx, person, argument: own_data.erase_now(rooms, tx, person)),
        ),
        dialogues=(chat.dialogue, own_data.correction),
        personal=own_data.held,
        erase=own_data.erase,
        export=own_data.exported,
        meant=chat.meant,
        help=("我的信息　看存了什么；“导出”“更正”“注销”",),
    )
