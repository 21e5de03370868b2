"""Reception: welcome, help, a human, small talk."""

from collections.abc import Sequence

from bot.content import Topic
from bot.conversation.capability import Action, Capability
from bot.people.offices import SECRETARIES
from handlers.reception import chat, questions
from handlers.reception.chat import Rooms, says


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
                called="看能办什么",
                acts=("help",),
                starts=("帮助", "?", "菜单", "首页", "怎么用", "功能"),
                anywhere=True,
                small=True,
            ),
            Action(
                "mine",
                lambda tx, person, argument: chat.mine(rooms, tx, person),
                called="看我的全部事项",
                acts=("mine",),
                starts=("我的",),
                identity=True,
                anywhere=True,
            ),
            Action(
                "human",
                questions.human(dialogue),
                called="转给工委的同志",
                acts=("human",),
                starts=("人工", "转人工", "人工客服", "客服"),
                anywhere=True,
            ),
            Action(
                "thanks",
                lambda tx, person, text: chat.thanks(rooms, tx, person, text),
                called="道谢",
                acts=("thanks",),
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
                alone=True,
                small=True,
            ),
            Action("ack", says(chat.ACK), called="应一声", acts=("ack",), small=True),
            Action("praise", says(chat.PRAISE), called="夸一句", acts=("praise",), small=True),
            Action("goodbye", says(chat.GOODBYE), called="道别", acts=("goodbye",), small=True),
            Action("joke", says(chat.JOKE), called="聊天", acts=("joke",), small=True),
            Action(
                "greeting",
                says(chat.GREETING),
                called="打招呼",
                acts=("greeting",),
                starts=("你好", "您好", "在吗", "早上好", "下午好", "hello", "hi", "早", "早安"),
                alone=True,
                small=True,
            ),
            Action(
                "who",
                says(chat.WHO),
                called="问我是谁",
                acts=("who",),
                small=True,
            ),
            Action(
                "check_in",
                says(chat.NO_CHECK_IN),
                starts=("签到", "签到码", "我要签到", "现场签到", "扫码签到"),
                called="签到",
                acts=("events.checkin",),
            ),
            Action(
                "today",
                chat.today,
                called="问今天几号",
                acts=("today",),
                small=True,
            ),
            Action(
                "abuse",
                says(chat.ABUSE),
                called="提意见",
                acts=("abuse",),
            ),
            Action(
                "complaint",
                says(chat.COMPLAINT),
                called="提意见",
                acts=("complaint",),
                starts=("投诉", "建议", "投诉建议"),
            ),
            Action(
                "off_topic",
                chat.off_topic,
                called="聊天",
                acts=("offtopic",),
            ),
            Action(
                "questions",
                questions.waiting,
                called="看大家的提问",
                acts=("question.list",),
                starts=("问题", "提问", "待答复"),
                offices=SECRETARIES,
                alone=True,
            ),
            Action(
                "answer",
                questions.answer,
                called="答复提问",
                acts=("question.answer",),
                starts=("答复",),
                offices=SECRETARIES,
            ),
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
