"""Event registration: 大讲堂, 培训班, 比赛 and the like, in the room, by video or both."""

import handlers.speech as speech
from bot.conversation.capability import Wording
from bot.people.offices import SECRETARIES
from handlers.offerings import room
from handlers.offerings.room import Said
from handlers.pasted.wishes import CHANGES, NO_CHANGE
from handlers.registration import demo
from handlers.registration.event import KIND

TOPICS = speech.either(
    r"大?讲堂|讲座|培训班?|[轮冬集]训|研修班?|[球棋]赛|比赛|竞赛|联赛|先锋杯|乒乓球?|羽毛球|篮球",
    r"足球(?!彩)|排球|台球|拔河|健步走|徒步|长跑|马拉松|运动会|演讲|宣讲会?|朗诵|诵读",
    r"读书会?|书友会|沙龙|论坛|报告会|座谈会|观影|候补|参观|展览|[影画书]展|书法|摄影|征文|合唱",
    r"(?:学习|研讨|动员|交流|推进|表彰|总结|茶话|联欢|恳谈|辅导|培训|党员)会",
    r"歌咏|文艺|汇演|晚会|联谊|文体|分享会|开班|开课|听课|(?<!党)课(?!题|本|时)",
    r"[么个的务期]班(?!级|车)|[么个]赛|活动|报名(?!表)",
)
MODE = r"(?:视频|线上|线下|现场|直播|网上|网络|在线|在家|远程|会场|到场|手机看)"

LIST = Wording(
    phrases=speech.either(
        r"^[^ ]{0,3}(?:还?[有剩]|有没有)[^ ]{0,3}(?:名额|位[子置]|空位|座位|票)[了吗不没有]*$",
        r"能报(?!销|告|考)[^ ]{0,6}(?:有|哪)|(?:有|哪)[^ ]{0,6}能(?:报|参加)的",
    ),
    cues=speech.either(
        speech.ASKS_WHAT_THERE_IS,
        r"讲什么|什么内容|主题是|谁来?讲|主讲|名额|位[子置]|空位|满[没了]|截止",
        r"(?:时间|地[点址]|内容|主题|题目|日期)(?= |$)",
        r"[还能让][能让]?报[吗不没]|下一?[期场次]|安排|计划|日程|预告|可以报|能报的|能参加",
    ),
    hints=r"最近|近期|[这下本]周|周末|.",
    unless=r"提醒我",
)
SIGN_UP = Wording(
    phrases=speech.JOINS_PLAINLY,
    cues=speech.either(
        speech.JOINS,
        r"^报名(?!.*(?:吗|什么|怎么|多少|几|哪|谁|没|条件))|(?<!么)报名(?= |$)",
        r"怎么(?:报名?|参加)|凑个?热闹|我(?!的)[^ ]{0,6}报名(?!的|了|过|成|情|记)",
    ),
    hints=speech.JOINS_PERHAPS,
    unless=speech.either(
        r"取消|作废|不该|缺席|有(?:哪些|什么|几)|哪些|提醒我|不了|[报参].{0,4}了[没吗]|有[^ ]{0,8}吗|强制",
        r"必须[^ ]*吗",
        speech.TAKES_BACK,
    ),
    weight=1,
)

MINE = Wording(
    phrases=speech.either(
        r"我(?:都|已经|已)?报(?:名)?(?:的|了|过)?些?(?:活动|什么|哪些)|报了[好哪]?几个|我报的[^ ]*(?:哪|几|什么|谁)",
        r"我[^ ]{0,6}报了(?:什么|哪些)|(?:^| |看|查)[^ 你]{0,3}报的是?(?:什么|哪)",
        rf"我[^ ]{{0,3}}(?:选|报|定)的?是?{MODE}[^ ]{{0,3}}还是",
        r"候补[^ ]{0,6}(?:第?几|转|成功|到我|信|消息|轮)|我是报的",
        speech.HAS_PLAINLY,
    ),
    cues=speech.either(
        speech.HAS,
        r"我的报名|我候补",
    ),
    hints=speech.HAS_PERHAPS,
    unless=r"取消|退|撤|不去|去不|不[要了着成]|[改换调]|转(?!正)|作废|让给|别人|作罢",
    weight=1,
)

CANCEL = Wording(
    phrases=speech.either(
        r"[报选]的[^ ]{0,4}都?(?:退|取消|撤)",
        r"(?:取消|撤销|撤回|退)[^ ]{0,8}报名|报名[^ ]{0,6}(?:取消|撤|退)",
        r"我[^ ]{0,6}(?:不去|不参加|去不了|参加不|去不成)了?$",
        rf"(?:{speech.TAKES_BACK})[^ ]{{0,8}}报",
    ),
    cues=speech.either(speech.LEAVES, r"停办|停开|不办了"),
    hints=speech.LEAVES_PERHAPS,
    unless=speech.either(r"提醒|闹钟|为什么|志愿|社区|义诊", speech.ASKS_WHAT_FOLLOWS),
    weight=2,
)
CHANGE_MODE = Wording(
    phrases=speech.either(
        rf"(?:改|换|转|调|切|变)[^ ]{{0,5}}{MODE}",
        rf"从{MODE}[^ ]{{0,6}}{MODE}",
        rf"{MODE}[^ ]{{0,6}}(?:改|换|转|调)[成为到看去]",
        rf"[报选定填][的了]?是?{MODE}.{{0,14}}(?:[想要能]|可以).{{0,4}}{MODE}",
        r"(?:改|换|变)[^ ]{0,4}(?:方式|形式)|(?:方式|形式)[^ ]{0,4}(?:改|换|错|不对)",
        rf"现场[^ ]{{0,4}}(?:不去|去不).{{0,14}}{MODE}",
        rf"还是[^ ]{{0,4}}{MODE}[^ ]{{0,3}}(?:看|听|参加)(?!好|吗)",
        rf"不去现场.{{0,14}}{MODE}",
        rf"{MODE}.{{0,10}}不去现场",
        rf"[别不][^ ]{{0,8}}{MODE}.{{0,12}}{MODE}",
        rf"(?:^| |我)还是(?:去|到|改|看|要){MODE}",
        rf"(?:选|报|填|点|弄)错.{{0,8}}{MODE}",
        r"回不来.{0,14}看(?:直播|视频)|原来报的?(?:现场|视频|线上)",
    ),
    topics=speech.either(
        TOPICS,
        MODE,
    ),
    unless=r"提醒|党日|党课|党员大会|支委会|组织生活|换届|选举",
)

CHANGE = Wording(
    cues=CHANGES,
    topics=speech.either(TOPICS, r"主题党日|党日活动|党课"),
    unless=NO_CHANGE,
    weight=2,
)
PUBLISH = Wording(
    phrases=r"^[^ ]{0,6}(?:发布|发起|发|新建)(?:一?[个场次项条])?新?活动(?=[ :]|$)",
    unless=speech.ASKS_WHAT_THERE_IS,
    weight=1,
)

SAID = {
    "list": Said(
        "活动 活动列表 查活动 最近活动 近期活动",
        "最近有什么活动 近期有哪些活动可以报名 这周有什么讲座 大讲堂什么时候开 有没有培训班"
        " 还有哪些比赛能参加 看看活动 活动安排 huodong",
        LIST,
    ),
    "sign_up": Said(
        "报名 我要报名 我想报名 活动报名 报名参加",
        "我想报个大讲堂 帮我报名大讲堂 我要参加培训班 给我报上名 报名乒乓球赛 大讲堂我要去现场听"
        " 我想参加比赛 怎么报名 baoming",
        SIGN_UP,
    ),
    "mine": Said(
        "我的报名 我的活动 已报名",
        "我报了哪些活动 我报上名了吗 查我报名的活动 我报名成功没有",
        MINE,
    ),
    "leave": Said(
        "取消报名 退出报名 撤销报名",
        "我不去大讲堂了 帮我取消报名 活动去不了了 把报名退了",
        CANCEL,
    ),
    "change_mode": Said(
        "改方式 改参加方式",
        "现场改成视频 我想换成看视频 改为线下参加 视频换现场",
        CHANGE_MODE,
    ),
    "to_video": Said("改视频 改线上"),
    "to_onsite": Said("改现场 改线下"),
    "revise": Said("修改活动 改活动", "我要修改发布的活动"),
    "change": Said(wording=CHANGE),
    "call_off": Said("取消活动"),
    "publish": Said("发布活动 发活动 新建活动", "我要发布一个活动 发个活动 怎么发布活动", PUBLISH),
}

CAPABILITY = room.capability(
    KIND,
    SAID,
    title="活动报名",
    topics=TOPICS,
    demo=demo.fill,
    duties=((SECRETARIES, "发布活动　贴一行：名称 时间 地点 名额 截止"),),
    help=("活动　查活动、报名（“报名 大讲堂 视频”）",),
)
