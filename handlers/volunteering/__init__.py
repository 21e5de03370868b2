"""Volunteering: what the communities ask for, and who does it."""

import handlers.speech as speech
from bot.conversation.capability import Action, Wording
from handlers.offerings import room
from handlers.offerings.room import Said
from handlers.pasted.wishes import CHANGES, NO_CHANGE
from handlers.volunteering import demo, teams
from handlers.volunteering.need import KIND, PUBLISHERS

TOPICS = speech.either(
    r"志愿者?(?:服务|岗位|活动|项目|任务|需求)?|自愿服务|义工|义务(?:劳动|植树|理发|服务)",
    r"义诊|义卖|公益|社区|服务(?:需求|项目|岗位)|需求|岗位|认领|去服务|敬老院|养老院|福利院",
    r"雷锋|献?爱心|奉献|搭把手|大爷|大妈|老年人|孤寡|空巢|[陪教帮](?:伴|助)?老人|老人聊天|助老|助残|助学",
    r"做好事|[扫清铲]雪|清扫|植树",
    # Without its noun: hands are wanted, and 拔河还缺人 wants players.
    r"(?<![不河赛球棋走])(?<![河赛球棋走]还)缺人手?|需要人手|去帮忙(?!把|[帮给替]我)|要帮忙的",
    r"出[一点份把]{0,2}力(?!度)|尽[一点份把]{1,2}力|做[^ ]{0,3}贡献|贡献[^ ]{0,3}力量",
    r"劝导|巡逻|执勤|双报到|街坊|邻居|小区|帮扶|便民|[个的]岗|理发|量血压|普法|余热",
)
PARTICULAR = 1.0  # 社区 tells more than 活动

LIST = Wording(
    phrases=r"(?:会|懂)[^ ]{1,6}.{0,6}(?:用得[上着]|派上|缺|需要|[要收](?:不[要收]|[吗不])(?= |$))",
    cues=speech.either(
        speech.ASKS_WHAT_THERE_IS,
        r"(?:要不要|[收招]不[收招]|需不需要)[^ ]{0,2}(?:人|志愿|义工)",
        r"缺(?:不缺|人|志愿)|哪里?[个些]?.{0,4}(?:缺|要|需要)|需要|要人|有社区要|用得着",
        r"什么(?:活|岗|项目|需求|服务|人|事)(?!都[行可成])|附近|怎么(?:当|加入|参加|成为|做|报名?)",
        r"[想要](?:当|加入|做|找|给|为|发挥)|哪里?入手|合适|帮我找|帮帮?忙|干点|做点|出份?力",
        r"做好事|(?:时间|地[点址]|内容|日期)(?= |$)|招(?:人|募|不招|收|吗)|[帮人]手|搭把手",
    ),
    hints=r"最近|近期|周末|.",
    unless=r"提醒我|叫我|喊我|组织关系|党费|党籍",
    weight=PARTICULAR,
)
SIGN_UP = Wording(
    phrases=speech.either(
        r"认领(?!了|的|什么|哪|过|到|成|没)|报名志愿|志愿[^ ]{0,4}报名|我来?领[^了的导过没]|^领取?(?![的导了])",
        speech.JOINS_PLAINLY,
    ),
    cues=speech.either(
        speech.JOINS,
        r"领取|[想要]领(?!导)|^报名(?!.*(?:吗|什么|怎么|多少|几|哪|谁|没|条件))",
        r"(?<!么)报名(?= |$)|我(?:来|接|去|干|上|包)了?(?= |$)|交给我|我愿意",
        r"[我要想](?:去|来)(?!哪|不|过|了)|我接|我[^ ]{0,10}都去|[给替]我留|认领了$",
        r"我能(?:干|做|去)|当[^ ]{2,8}社区",
        rf"(?:^| )(?:可以|能|愿意)(?:去|来|参加)(?![^ ]*(?:{speech.ASKS}))",
    ),
    hints=speech.JOINS_PERHAPS,
    unless=speech.either(
        r"取消|作废|退|不[了成着来动]|提醒我|[有都](?:哪些|什么)|哪里|[报参].{0,4}[了没][没吗]?$",
        r"我(?:都|总共|一共)?(?:认领|领|接|报|参加)名?(?:的|了(?!$)|过)|不想|强制|必须[^ ]*吗",
        r"有[^ ]{1,8}吗|能代",
        speech.TAKES_BACK,
    ),
    weight=PARTICULAR + 1,
)

MINE = Wording(
    phrases=speech.either(
        r"我(?:都|总共|一共|已经|已|现在)*(?:认领|领|接|揽|应)下?(?:的|了(?!$)|过)|认领成功.{0,2}[吗没]",
        r"我[^ ]{0,6}报名?[的了过][^ ]{0,8}志愿",
        r"(?<!适合)我的(?:志愿|认领|服务岗|岗位|需求)",
        speech.HAS_PLAINLY,
    ),
    cues=speech.either(
        speech.HAS,
        r"我有几|(?:答应|应承|应下)[^ ]{0,3}(?:去|的|下)|(?<!以)认领的(?!需求|岗位|有哪些)|翻翻我的",
        r"我[^ ]{0,6}(?:认领|志愿)的|(?:上次|上周|之前|昨天)[^ ]{0,3}(?:认|领|报|接)",
        r"我[^ ]{0,4}(?:什么时候|哪天|几点)去|我都去|我记[着得]|我在哪个社区|领过",
    ),
    hints=speech.HAS_PERHAPS,
    unless=r"取消|作废|退|撤|不去|去不|不了|不参加|拿掉|换人|怎么",
    weight=PARTICULAR + 1,
)

LEAVE = Wording(
    phrases=speech.either(
        r"(?:取消|退出|退掉|撤销|撤回)[^ ]{0,8}(?:志愿|认领|服务|义诊|社区|岗位)",
        r"(?:志愿|认领|服务|需求)[^ ]{0,8}(?:取消|退[掉出了]|撤[掉销了])",
    ),
    cues=speech.either(
        speech.LEAVES,
        r"不想.{0,8}了|另找人|不做[^ ]{0,6}了",
    ),
    hints=speech.LEAVES_PERHAPS,
    unless=speech.either(r"提醒|闹钟|可以不|党|为什么", speech.ASKS_WHAT_FOLLOWS),
    weight=PARTICULAR + 2,
)

CHANGE = Wording(cues=CHANGES, unless=NO_CHANGE, weight=PARTICULAR + 2)
PUBLISH = Wording(
    phrases=r"^[^ ]{0,6}(?:发布|发起|发|新建)(?:一?[个场次项条])?新?(?:志愿)?(?:服务)?需求(?=[ :]|$)",
    unless=speech.ASKS_WHAT_THERE_IS,
    weight=PARTICULAR + 1,
)

SAID = {
    "list": Said(
        "志愿 志愿服务 志愿需求 服务需求 找志愿服务",
        "怎么当志愿者 我想当志愿者 哪里需要志愿者 长安社区有什么志愿服务 有哪些服务需求 我们社区缺人吗"
        " 双报到去哪里服务 zhiyuan",
        LIST,
    ),
    "sign_up": Said(
        "报名志愿 志愿报名 认领 认领需求",
        "我想报名长安社区的义诊 我去社区扫雪 志愿服务算我一个 我来认领这个需求 我要去当志愿者报名"
        " 帮我报个志愿服务",
        SIGN_UP,
    ),
    "mine": Said(
        "我的志愿 我的志愿服务 我的服务", "我报了哪些志愿服务 我认领了什么 查我的志愿服务", MINE
    ),
    "leave": Said(
        "退出志愿 取消志愿 退出服务 退出志愿服务",
        "社区服务我去不了了 志愿服务我不参加了 帮我退掉志愿",
        LEAVE,
    ),
    "revise": Said("修改需求 改需求", "我要修改发布的服务需求"),
    "change": Said(wording=CHANGE),
    "call_off": Said("取消需求"),
    "publish": Said(
        "发布需求 发需求 新建需求", "我要发布一个服务需求 发个需求 怎么发布需求", PUBLISH
    ),
}

CAPABILITY = room.capability(
    KIND,
    SAID,
    title="志愿服务",
    topics=TOPICS,
    besides=(Action("teams", teams.show, starts=("服务队", "志愿服务队"), identity=True),),
    demo=demo.fill,
    duties=((PUBLISHERS, "发布需求　贴一行：社区 服务 时间 人数"),),
    help=("志愿　找社区服务需求（“志愿 长安社区”）",),
)
