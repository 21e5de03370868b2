"""Reception: welcome, help, a human, small talk."""

from collections.abc import Mapping, Sequence
from functools import partial

from bot.content import Topic
from bot.conversation.capability import Capability, Said, Speak, actions
from bot.conversation.dialogue import Dialogue
from bot.people.offices import SECRETARIES
from handlers.reception import chat, questions
from handlers.reception.chat import Rooms, says

SAID = {
    "ask_policy": Said("政策 问政策 查政策"),
    "help": Said("帮助 ? 菜单 首页 怎么用 功能", "help", "看能办什么"),
    "mine": Said("我的", "mine", "看我的全部事项"),
    "human": Said("人工 转人工 人工客服 客服"),
    "call": Said("", "human", "转给工委的同志"),
    "thanks": Said(
        "谢谢 好的 多谢 知道了 辛苦了 嗯 ok 要得 晓得了 好滴 哦 嗯呐 好嘞", "thanks", "道谢"
    ),
    "ack": Said("", "ack", "应一声"),
    "praise": Said("", "praise", "夸一句"),
    "goodbye": Said("", "goodbye", "道别"),
    "joke": Said("", "joke", "聊天"),
    "greeting": Said("你好 您好 在吗 早上好 下午好 hello hi 早 早安", "greeting", "打招呼"),
    "who": Said("", "who", "问我是谁"),
    "check_in": Said("签到 签到码 我要签到 现场签到 扫码签到", "events.checkin", "签到"),
    "today": Said("", "today", "问今天几号"),
    "abuse": Said("", "abuse", "提意见"),
    "complaint": Said("投诉 建议 投诉建议", "complaint", "提意见"),
    "off_topic": Said("", "offtopic", "聊天"),
    "questions": Said("问题 提问 待答复", "question.list", "看大家的提问"),
    "answer": Said("答复", "question.answer", "答复提问"),
    "no_list": Said("下一页 上一页"),
}


def _answers(rooms: Rooms, topics: Sequence[Topic], asking: Dialogue) -> Mapping[str, Speak]:
    return {
        "welcome": chat.welcome,
        "ask_policy": chat.ask_policy,
        "help": partial(chat.help_, rooms),
        "mine": partial(chat.mine, rooms),
        "human": questions.human(asking),
        "call": partial(questions.call, asking),
        "pass_on": questions.passing_on_to(topics),
        "leave_word": partial(questions.leave_word, asking),
        "thanks": partial(chat.thanks, rooms),
        "ack": says(chat.ACK),
        "praise": says(chat.PRAISE),
        "goodbye": chat.goodbye,
        "joke": says(chat.JOKE),
        "greeting": says(chat.GREETING),
        "who": says(chat.WHO),
        "check_in": says(chat.NO_CHECK_IN),
        "today": chat.today,
        "abuse": says(chat.ABUSE),
        "complaint": says(chat.COMPLAINT),
        "off_topic": chat.off_topic,
        "questions": questions.waiting,
        "answer": questions.answer,
        "no_list": says(chat.NO_LIST),
        "unreadable": chat.unreadable,
        "wordless": chat.wordless,
        "guess": partial(chat.guess, rooms),
    }


def capability(rooms: Rooms, topics: Sequence[Topic]) -> Capability:
    """`rooms` lists every capability: 帮助 and 我的 ask them all. `topics`: who answers what."""
    asking = questions.asking(rooms, topics)
    return Capability(
        name="reception",
        title="服务台",
        actions=actions(
            SAID,
            _answers(rooms, topics, asking),
            identity="mine",
            anywhere="help mine human",
            alone="ask_policy thanks greeting questions",
            small="help thanks ack praise goodbye joke greeting who today",
            offered="no_list",
            offices={SECRETARIES: "questions answer"},
        ),
        dialogues=(asking, questions.answering),
        meant=chat.told,
        personal=chat.personal,
        erase=chat.erase,
        export=chat.export,
        help=("人工　留言给工委的同志",),
        duties=((SECRETARIES, "问题　看谁在等答复、谁请求更正；“答复 12 内容”"),),
    )
