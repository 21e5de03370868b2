"""Reception: welcome, help, a human, small talk."""

from collections.abc import Sequence

from bot.content import Topic
from bot.conversation.capability import Action, Capability, Wording
from bot.people.offices import SECRETARIES
from handlers.reception import chat, questions
from handlers.reception.chat import Rooms, says
from handlers.speech import either

GIVES_WAY = -13.0  # small talk is meant only where nothing else is

HELP = Wording(
    phrases=either(
        r"怎么(?:使用|操作|玩)|怎么[用使](?= |$|这|你)|使用(?:说明|方法|帮助|指南)",
        r"(?:^| |功能|主|返?回|看)菜单(?=$|[^ ]{0,2}(?:哪|什么))",
        r"[能会](?:帮我)?[做干办][些点]?(?:什么|别的|其他)|有什么(?:功能|用处|用(?!得|的))|什么功能|教我用",
    ),
    topics=r"怎么|能|会|功能|使用|用",
    unless=r"党费|经费",
    weight=GIVES_WAY,
)

# All of mine, whichever room it is in; what is kept about a person is asked for by its name.
MINE = Wording(
    phrases=either(
        r"^(?:(?:[给帮]我|我[想要]?|都)*(?:看看?|查看?|列出?))*+我[^ ]{0,4}(?:所有|全部|一切)的?(?:东西|事情?|安排)?$",
        r"[跟和与]我(?:有关(?!系)|相关)|我名下[^ ]*(?: [^ ]*)?(?:哪些|什么|多少)",
    ),
    unless=r"信息|资料|数据|删|清[除空掉]|注销|支部|单位|党",
)

HUMAN = Wording(
    phrases=either(
        r"人工|真人|活人|工作人员|客服|找个?人(?:问|聊|说|帮|$)|[和跟]人[说聊]",
        r"(?:组织科|工委)[^ ]{0,3}电话",
        r"(?:找|叫|联系|转|请)[^ ]{0,6}(?:的人|同志|管理员|负责人|领导|值班|组织科|工委)",
    ),
    unless=r"还是",
)

THANKED = either(
    r"谢谢|谢了|多谢|感谢|辛苦|(?<!没)(?<!没有)收到|知道了|明白了|点赞|赞$|好用|真好|真不错|精彩",
    r"很?成功$|太棒|棒$|及时|再见|拜拜|晚安|哈哈|呵呵",
)

THANKS = Wording(
    phrases=THANKED,
    topics=THANKED,
    unless=r"不好用|吗$|[没不]$|怎么|多少|什么|几|谁",
    weight=GIVES_WAY,
)

# Who answers here? Asked of itself, not of others.
WHO = Wording(
    phrases=either(
        r"你(?:到底|究竟)?是(?:谁|什么(?:人|东西)?|干什么的|哪位)(?= |$)|你叫什么|你的?名字",
        r"你(?:到底)?是(?:不是)?(?:个)?(?:机器人|真人|活人|人工|人|ai|程序)(?:还是[^ ]+|[吗不])?(?= |$)",
    ),
    topics=r"你是|你叫|你的?名字|机器人|真人",
    weight=-6,
)
DAY = Wording(
    phrases=r"^今天(?:是)?(?:周几|几号|几月几[号日]|什么日子|哪天|多少号)(?:了)?$",
    topics=r"今天",
    weight=4,
)

GREETED = r"你多大|你几岁|你好|有人吗|nihao"
GREETING = Wording(
    phrases=GREETED,
    topics=GREETED,
    weight=GIVES_WAY,
)

ABUSED = either(
    r"傻|笨|蠢|(?<!捡)(?<!扫)垃圾(?!分类)|废物|^滚|破(?:东西|玩意|系统|公众号|号)|白痴|智障",
    r"脑残|没用$|什么玩意|[太真]烂|太差|有病$|去死|妈的|狗屁",
)

ABUSE = Wording(
    phrases=ABUSED,
    topics=ABUSED,
    weight=GIVES_WAY,
)

COMPLAINT = Wording(
    phrases=r"投诉|举报|不好用|难用|提个?(?:意见|建议)",
    topics=r"公众号|系统|你|服务号|这个号|东西",
    unless=r"app|应用|程序|形式主义|合规|党|处分",
    weight=GIVES_WAY,
)

# Nobody can check in here: a code typed behind 签到 is none of ours.
CHECK_IN = Wording(
    phrases=r"签[个一]?下?到(?:码|口令)?(?= |$|[0-9了吧:])|签到[码口]|算签到|怎么签(?= |$)|给我签一?[下个]",
    topics=r"签",
    unless=r"强制|打卡|积分|排名|政务|应用|程序|app|代签|规定|形式主义|名单|发通知|提醒",
    weight=4,
)

# What nobody here can help with; heard as that even beside words of ours: 驾校报名.
WORLDLY = either(
    r"股票|基金(?!会)|彩票|天气|下雨|气温|限行|外卖|快递|打车|车票|高铁|火车|机票|航班|酒店",
    r"电影[院票]|驾[校照]|银行卡?|信用卡|网银|贷款|淘宝|京东|拼多多|退货|话费|流量|笑话|段子",
    r"唱[首个]?歌|写[首个]诗|作文|翻译|吃[点个]?什么|早饭|午饭|晚饭|菜谱|游戏|国足|世界杯",
    r"欧冠|(?<![a-z])nba|女朋友|男朋友|相亲|挂号|医保|房价|车险|违章|签证|护照|幼儿园|奥数",
    r"考研|健身|会员卡|减肥|星座|算命|(?<![a-z])wifi|抢课|铃声|等于几|年终总结|手机卡|公积金",
    r"物业|苹果手机|孩子(?:上学|培训|补课)|给孩子报|停车|红烧|几点了$|推荐一部|疫苗",
    r"四六?级|公务员考试|支付宝|滴滴|订单|商场|超市|优惠|打折|中国队|理发店|会员|演唱会",
    r"学校报名|瑜伽|兴趣班|夏令营",
)
OFF_TOPIC = Wording(
    phrases=WORLDLY,
    topics=WORLDLY,
    unless=r"党|支部|组织|志愿|讲座|大讲堂|提醒我|[叫喊]我",
    weight=1.5,
)


def capability(rooms: Rooms, topics: Sequence[Topic]) -> Capability:
    """`rooms` lists every capability: 帮助 and 我的 ask them all. `topics`: who answers what."""
    dialogue = questions.asking(rooms, topics)
    return Capability(
        name="reception",
        title="服务台",
        actions=(
            Action("welcome", chat.welcome),
            Action("ask_policy", chat.ask_policy, starts=("政策", "问政策", "查政策"), alone=True),
            Action(
                "help",
                lambda tx, person, argument: chat.help_(rooms, tx, person, argument),
                starts=("帮助", "?", "菜单", "首页", "怎么用", "功能"),
                examples=("你能做什么", "这个怎么用", "有什么功能", "使用说明"),
                wording=HELP,
                anywhere=True,
            ),
            Action(
                "mine",
                lambda tx, person, argument: chat.mine(rooms, tx, person),
                starts=("我的",),
                wording=MINE,
                identity=True,
                anywhere=True,
            ),
            Action(
                "human",
                questions.human(dialogue),
                starts=("人工", "转人工", "人工客服", "客服"),
                examples=("找个人问问", "我要找工作人员", "有没有人工服务", "转人工服务"),
                wording=HUMAN,
                anywhere=True,
            ),
            Action(
                "thanks",
                lambda tx, person, text: chat.thanks(rooms, tx, person, text),
                starts=(
                    "谢谢",
                    "好的",
                    "多谢",
                    "知道了",
                    "辛苦了",
                    "嗯",
                    "ok",
                    "要得",
                    "晓得了",
                    "好滴",
                    "哦",
                    "嗯呐",
                    "好嘞",
                ),
                examples=("非常感谢", "谢谢你", "收到谢谢", "好的知道了", "太好用了", "辛苦啦"),
                wording=THANKS,
                alone=True,
                small=True,
            ),
            Action(
                "greeting",
                says(chat.GREETING),
                starts=("你好", "您好", "在吗", "早上好", "下午好", "hello", "hi", "早", "早安"),
                examples=("有人在吗", "晚上好"),
                wording=GREETING,
                alone=True,
                small=True,
            ),
            Action(
                "who",
                says(chat.WHO),
                examples=("你是谁", "你是机器人吗", "你是真人吗", "你是人工客服吗"),
                wording=WHO,
                small=True,
            ),
            Action(
                "check_in",
                says(chat.NO_CHECK_IN),
                starts=("签到", "签到码", "我要签到", "现场签到", "扫码签到"),
                examples=("帮我签个到", "我到现场了签到", "怎么签到", "签到码 3827"),
                wording=CHECK_IN,
            ),
            Action(
                "today",
                chat.today,
                examples=("今天星期几", "今天几号", "今天是几月几号"),
                wording=DAY,
                small=True,
            ),
            Action(
                "abuse",
                says(chat.ABUSE),
                examples=("什么破东西", "你真笨", "垃圾", "滚", "废物", "答非所问", "一点用都没有"),
                wording=ABUSE,
            ),
            Action(
                "complaint",
                says(chat.COMPLAINT),
                starts=("投诉", "建议", "投诉建议"),
                examples=("我要投诉", "这个公众号不好用", "提个意见"),
                wording=COMPLAINT,
            ),
            Action(
                "off_topic",
                says(chat.OFF_TOPIC),
                examples=(
                    "今天天气怎么样",
                    "讲个笑话",
                    "股票行情",
                    "中午吃什么",
                    "你多大了",
                    "唱首歌",
                    "帮我写个作文",
                ),
                wording=OFF_TOPIC,
            ),
            Action(
                "questions",
                questions.waiting,
                starts=("问题", "提问", "待答复"),
                offices=SECRETARIES,
                alone=True,
            ),
            Action("answer", questions.answer, starts=("答复",), offices=SECRETARIES),
            Action("no_list", says(chat.NO_LIST), starts=("下一页", "上一页"), offered=True),
            Action("unreadable", chat.unreadable),
            Action("wordless", chat.wordless),
            Action("guess", lambda tx, person, text: chat.guess(rooms, tx, person, text)),
        ),
        dialogues=(dialogue, questions.answering),
        personal=chat.personal,
        erase=chat.erase,
        export=chat.export,
        help=("人工　留言给工委的同志",),
        duties=((SECRETARIES, "问题　看谁在等答复、谁请求更正；“答复 12 内容”"),),
    )
