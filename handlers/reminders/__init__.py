"""Reminders: made in a sentence, echoed as a date, fired once."""

from bot.conversation.capability import Action, Capability, Wording
from handlers.reminders import afterwards, changing, chat, making, words
from handlers.speech import GIVEN_UP, either

TOPICS = r"提个?醒|闹钟|闹铃"
SPAN = r"(?:[\d一二两三四五六七八九十半几]{1,3}个?半?(?:小时|分钟?|钟头|刻钟?|天|周)|一?会儿?)"
CALLS = r"(?:提醒|提示|叫醒?|喊|催|通知|敲|吵)"
NO_MORE = r"(?:不用|别|不要|不再)(?:再|老|总|一直|天天|[每今明]天|早上|晚上)*"

# How it is done, and what is there already: no new reminder is wished.
HOW = either(
    r"(?:怎么|如何|在哪里?)[^ ]{0,3}(?:设置?|定|用|加|改|建|弄|取消|删)[^ ]{0,4}(?:提醒|闹[钟铃])(?!我)",
    rf"(?:提前|会)[^ ]{{0,2}}(?:多久|多长时间|几[天小分])[^ ]{{0,4}}{CALLS}",
    r"(?:提醒|闹[钟铃])(?!我)[^ ]{0,2}怎么(?:设置?|定|用|加|改|建|弄|取消|删)",
)
WHEN_IT_COMES = either(
    r"^(?:你|会|是|在|要| )*(?:几点|什么时候|哪天|几号)[^ ]{0,4}(?:提醒|[叫喊])我?(?= |$)",
    r"^(?:你|都| )*提醒(?:过?我|我过|我了|了我?)[了过]?[吗没](?= |$)",
)
QUESTIONS = either(HOW, WHEN_IT_COMES)

CREATE = Wording(
    timed=either(
        rf"{CALLS}我",
        r"提个?醒|闹[钟铃]|把我叫|(?:吱|言语|招呼|知会)一?声|[叫喊]一?声|发个?消息|说一声",
        r"别(?:让我)?忘|(?:怕[^ ]{0,12}|[总老])忘|记得|(?:帮|给|替)[我忙](?:记(?!上)|想着|盯|[设定]一?个)",
        r"(?:打|响)个?铃|敲个?警钟",
    ),
    phrases=either(
        rf"前[^ ]{{0,6}}(?:小时|分钟|钟头|天)[^ ]{{0,4}}{CALLS}我?",
        r"提前[^ ]{1,8}(?:[跟和给]我|告诉我)",
        r"提醒我|[设定来弄上]置?个?(?:提醒|闹[钟铃])|[叫喊]我起",
        r"到(?:点|时候?).{0,10}(?:叫|喊|提醒|通知|催)我?|给我提醒",
    ),
    unless=either(
        r"^(?!.*(?:设|定个|定一个|帮我|给我))(?=.*(?:的|那个|这个|条)(?:提醒(?!我)|闹[钟铃]))",
        r"(?:设[了过]|有)[^ ]{0,4}提醒$|提醒时间|(?:提醒|闹[钟铃])(?!我)[^ ]{0,6}(?:推|停|换)",
        rf"再[^ ]{{0,8}}{CALLS}",
        rf"{NO_MORE}{CALLS}",
        r"推[迟后]|延[后迟]|有(?:没有|什么|哪些)[^ ]{0,4}提醒",
        r"(?:谢谢|多谢|感谢)[^ ]{0,3}(?:提醒|通知|叫)",
        r"(?:设|定|弄|搞)(?:[成到错早晚了][^ ]{0,8}了|[错岔反])|记[错岔反]|应该是|其实是",
        r"(?:提醒|闹[钟铃])(?!我)[^ ]{0,10}(?:删|取消|不要|不用|关[掉了]|[改挪调撤清]|去掉|换[到成])",
        r"(?:删|取消|修改|改|关|把)[^ ]{0,10}(?:提醒(?!我)|闹)|我的提醒",
        r"(?:什么|哪些|几[个条])提醒|提醒(?:我|你)?[些了干做]?(?:什么|哪些)",
        r"提醒(?:时间)?(?:不是|不对|错)|[查看设]过?.{0,4}提醒[吗没]|算不算|合规|规定|责任",
        rf"该不该|{QUESTIONS}",
    ),
)

LIST = Wording(
    phrases=either(
        WHEN_IT_COMES,
        r"(?:哪些|什么|几[个条]|多少个?|所有)的?(?:提醒|闹[钟铃])|我的(?:提醒|闹[钟铃])",
        r"(?:查看?|看看?|列出?|显示)[^ ]{0,8}(?:提醒|闹[钟铃])",
        r"(?:提醒|闹[钟铃])[^ ]{0,4}(?:列表|清单|有哪些|还[剩有]|几[条个])",
        r"提醒我?[些了干做]?(?:什么|哪些)|提醒的[^ ]{0,4}(?:有|什么|哪)",
        r"[让叫]你(?:提醒|记|叫|喊)[^ ]{0,4}(?:什么|哪些|的)",
        r"你还?记[着得][^ ]*[吗没不]$",
        r"我[^ ]{0,3}[设定]了?(?:哪些|什么|几[个条])",
        r"记着?(?:什么|哪些)事?|记[着了]我?(?:什么|哪些)事|有没有[^ ]{0,3}(?:提醒|闹[钟铃])",
        r"(?:查询?|定的|设的)[^ ]{0,2}提醒$|(?:设没设|定没定)|设过?[^ ]{0,3}(?:提醒|闹[钟铃])[吗没]",
    ),
    unless=r"删|取消|清(?!单)|[改挪关]|提醒我看",
)

DELETE = Wording(
    phrases=either(
        rf"{NO_MORE}{CALLS}(?!了?了?忘)",
        r"取消[^ ]{0,10}(?:提醒|闹[钟铃])|删[^ ]{0,10}提醒",
        r"(?:提醒|闹[钟铃])[^ ]{0,8}(?:删|取消|不要|不用|关|清(?!单)|撤|去掉|停|没用)",
        r"[\d一二三四五六七八九十半]点[^ ]{0,4}那个[^ ]{0,4} ?(?:关|删|不要)",
    ),
    cues=r"删|取消|不要|关[掉了]|清(?!单|楚|明|晨|早|扫|洁|雪)|撤|停了|去掉|不用",
    unless=r"提醒我(?:.{0,4}(?:删|取消|关|清))",
)

SNOOZE = Wording(
    phrases=either(
        r"再提醒|再叫我|再喊我",
        rf"再(?:次|来)?[^ ]{{0,2}}{CALLS}",
        rf"再[^ ]{{1,8}}{CALLS}我",
        rf"推[迟后][^ ]{{0,8}}(?:{CALLS}|$)|延[后迟][^ ]{{1,8}}{CALLS}",
        rf"稍后{CALLS}",
        r"再睡|[过等][^ ]{1,5}(?:小时|分钟|钟头|会儿?)再(?:说|弄)",
        r"再(?:[缓等晚过延推拖]|给我)[^ ]{0,6}(?:分钟|小时|会)|提醒[^ ]{0,3}推迟",
        rf"(?:晚点|稍后|[待等一过]会儿?)[^ ]{{0,2}}{CALLS}我$",
        # Nothing else said: what has just come is put off, whatever is being put off.
        rf"^(?:再|先|那|[帮给]我)*(?:往后)?(?:[推延拖挪顺][后迟延]?|晚){SPAN}$",
    ),
    unless=rf"(?:不用|别|不要)再|{QUESTIONS}",
)

CHANGE = Wording(
    phrases=either(
        r"提醒时间[^ ]{0,6}(?:改|换|调|错|不对)",
        r"每[天周月年][^ ]{0,6}(?:改|换)[成到]",
        r"(?:修改|更改|改|换)[^ ]{0,4}(?:提醒|闹[钟铃])(?!我)",
        r"(?:提醒|闹[钟铃])(?!我)[^ ]{0,10}(?:改|挪|调|换)[到成为在]?|提醒不是[^ ]{1,8}",
    ),
    cues=either(
        r"改[到成为在]?|挪|调[到成整]|换[到成个]|提前|往[前后]|推[后到至]|延[后到]|提早",
        r"太[早晚]|顺延|[设弄写定记搞][错岔反]|应该是",
    ),
    unless=r"提醒我",
)

CAPABILITY = Capability(
    name="reminders",
    title="提醒",
    topics=TOPICS,
    actions=(
        Action(
            "create",
            making.create,
            starts=words.CREATE,
            examples=(
                "明早8点提醒我交党费",
                "提醒我周五下午开会",
                "到时候叫我一下",
                "每周五下午三点提醒我开支委会",
                "帮我记着下周三交材料",
                "半小时后叫我",
                "设个闹钟",
            ),
            wording=CREATE,
            identity=True,
        ),
        Action(
            "list",
            chat.show_mine,
            starts=words.LIST,
            examples=("我设了哪些提醒", "看看我的提醒", "有什么提醒"),
            wording=LIST,
            identity=True,
        ),
        Action("how", chat.explain, wording=Wording(phrases=HOW)),
        Action("one", chat.show_one, identity=True),
        Action(
            "delete",
            changing.delete,
            starts=words.DELETE,
            examples=("这个提醒不要了", "把交党费的提醒删了", "不用提醒我了"),
            wording=DELETE,
            identity=True,
        ),
        Action("delete_line", changing.delete_line, listed=GIVEN_UP, identity=True),
        Action("ask_to_clear", changing.ask_to_clear, identity=True),
        Action("clear", changing.clear, identity=True),
        Action(
            "snooze",
            changing.snooze,
            starts=words.SNOOZE,
            examples=("过一小时再提醒我", "等会儿再叫我", "晚点再提醒我一次"),
            wording=SNOOZE,
            identity=True,
        ),
        Action(
            "change",
            changing.change,
            starts=words.CHANGE,
            examples=("提醒改到明天下午", "把提醒时间改成9点", "提醒时间不对"),
            wording=CHANGE,
            identity=True,
        ),
    ),
    dialogues=(making.dialogue, changing.dialogue),
    due={"fire": chat.fire},
    meant=afterwards.meant,
    personal=chat.personal,
    erase=chat.erase,
    export=chat.export,
    mine=chat.summary,
    help=("提醒　如“明早8点提醒我交材料”，“我的提醒”查看",),
)
