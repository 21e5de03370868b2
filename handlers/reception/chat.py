"""Welcome, help and small talk: fixed, reviewed sentences."""

import re
from collections.abc import Callable, Sequence

from bot.clock import moment
from bot.conversation import lists, prompts, waking
from bot.conversation.capability import Capability, meant
from bot.conversation.prompts import Prompt
from bot.hearing.heard import Heard
from bot.message import Choice, Menu, Reply
from bot.people import offices
from bot.people.offices import Office
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.courtesies import NO_COMMAND, NOT_AT_ALL
from handlers.reception.told import of_a_person

# The argument for the help of those without an office; a control character, so nobody types it.
_EVERYBODY = "\x1f"
DUTIES = 6  # lines of an office's duties on a page
_WEEKDAYS = "一二三四五六日"
_PRAISES = re.compile(
    r"[👍👏🙏❤💪🌹🎉👌🤝]|/:(?:strong|rose|share|ok|@\))|\[(?:强|玫瑰|鼓掌|抱拳|握手|合十|爱心|OK|赞)\]"
)
Rooms = Callable[[], Sequence[Capability]]

WELCOME = (
    "这里是市直机关工委服务号。您可以：\n"
    "1 查活动、报名\n2 找志愿服务\n3 问政策\n"  # a line each: a narrow phone would part number and word
    "直接说也行，例如“党费怎么交”“明早8点提醒我交材料”。\n"
    "回复“帮助”看全部。首次办理个人事项时会请您确认身份。"
)
ASK_POLICY = "请直接说您的问题，例如“预备期多长”“支委会多久开一次”。"
GUIDE = "不难，打字说一句就行，说错了也不要紧。能查活动、报名，找志愿服务，预约，问政策，设提醒；要找人说“人工”。"
FIRST_TRY = "先试一个：回复“活动”，看最近有什么可报。"
GUIDE_ON = "看全部能办的，回复“帮助”。"
UNREADABLE = {
    "voice": "这段语音没有听出文字，请再说一次，或打字告诉我。",
    "location": "位置收到了，不过还认不出是哪个社区。请说社区或区的名字，例如“志愿 社区名”。",
    "image": "图片我还看不懂，请用文字说。要交材料请直接给支部书记，不要发涉密内容。",
}
UNREADABLE_OTHER = "这种消息我还看不懂，请用文字说，例如“活动”“志愿”或一个政策问题。"
GREETING = "您好，我在。可以说“活动”“志愿”，也可以直接问政策；回复“帮助”看全部。"
WHO = (
    "我是市直机关工委服务号的自动助手，不是真人：能查活动、报名、找志愿服务、答政策、设提醒。\n"
    "我答不了的，回复“人工”转给工委的同志。"
)
ACK = "好的，有事随时说一声。"
PRAISE = "谢谢您的鼓励，有事随时说一声。"
GOODBYE = "再见，需要时随时找我。"
JOKE = "好，记下您这份好心情。有要办的直接说，例如“活动”“志愿”，或问一个政策问题。"
FACE = "我在呢，有事直接说，或回复“帮助”看能办什么。"
ABUSE = "没帮上忙，抱歉。回复“人工”，我转给工委的同志。"
OFF_TOPIC = "这个我答不了。我能帮您查活动、找志愿服务、问政策、设提醒；回复“帮助”看全部。"
TOLD = "您说的这位同志，我没有记下，也没有转给谁。\n您要办什么？直接说就行，例如“志愿”“活动”；要转给工委请回“人工”。"
COMPLAINT = "谢谢您提出来。请回复“人工”把事情说一下，工委的同志会看到并答复。"
NO_CHECK_IN = (
    "签到还不能在这里办，什么也没有记下。到场请按现场同志的安排签到。\n"
    "要看您报了哪些活动，回复“我的”。"
)
NO_LIST = "没有别的页了。可以说“活动”或“志愿”看列表。"
NOT_DONE = "好的，先没有办，什么也没有删除或改动。要办随时再说一次；要找人请回“人工”。"
NO_WORDS = "没有看到文字，请再发一次。"
LOST = "没听明白您的意思。可以说“活动”“志愿”“我的”，或直接问政策；要找人请回“人工”。"
# What is said to the next thing that nobody understands, and to the one after it.
LOST_AGAIN = "还是没听明白，抱歉。请换个短一点的说法，例如“报名 活动名”“明早8点提醒我交材料”。"
TO_A_PERSON = (
    "这句也没听明白，没能帮上您。回复“人工”，我把您的原话转给工委的同志；回复“帮助”看我能办什么。"
)

_WAYS = (Choice("reception.help", "", ("帮助",)), Choice("reception.human", "", ("人工",)))
# 你都会什么 asks for all of it; 教教我 asks to be led.
_ASKS_WHAT = re.compile(r"什么|哪些|菜单|功能|清单|帮助|全部")

# ---------------------------------------------------------------- help


def welcome(tx: Tx, person: Person, scene: str) -> Reply:
    choices = (
        Choice("registration.list"),
        Choice("volunteering.list"),
        Choice("reception.ask_policy"),
    )
    reply = Reply(WELCOME, Menu(choices, Choice("reception.welcome")))
    return reply.after(waking.sentence(tx, person))  # who comes back had an office


def ask_policy(tx: Tx, person: Person, argument: str) -> Reply:
    return Reply(ASK_POLICY)


def help_(rooms: Rooms, tx: Tx, person: Person, argument: Heard) -> Reply:
    """What this person may do; whoever holds an office sees its duties first. Who does not know
    where to begin (教教我, 头一回用) is led to one thing."""
    if argument.has_words and not _ASKS_WHAT.search(argument.plain):
        return Reply(f"{GUIDE}\n{FIRST_TRY}\n{GUIDE_ON}")
    held = offices.held(tx, person)
    if held and argument != _EVERYBODY:
        return _duties(rooms, held, lists.turned(argument)[1] or 0)
    lines = ["我能办这些，直接说就行："]
    lines += [line for room in rooms() for line in room.help]
    lines.append("办事中途：“返回”上一步，“取消”不办了，“继续”接着办")
    return Reply("\n".join(lines))


def _duties(rooms: Rooms, held: Sequence[Office], number: int) -> Reply:
    """As many as fit; after the last ones comes what everybody may do."""
    roles = {office.role for office in held}
    every = [line for room in rooms() for who, line in room.duties if who & roles]
    shown, more = lists.cut(every, number, DUTIES)
    last = f"{'还能办的' if more else '党员能办的'}回复“{lists.FURTHER}”。"
    further = lists.page("", number + 1) if more else _EVERYBODY
    menu = Menu((Choice("reception.help", further, (lists.FURTHER,)),))
    return Reply("\n".join([f"您是{held[0].title}，可以办：", *shown, last]), menu)


def mine(rooms: Rooms, tx: Tx, person: Person, argument: str) -> Reply:
    lines = [line for room in rooms() if room.mine for line in room.mine(tx, person)]
    if not lines:
        return Reply("您现在没有报名、志愿服务和提醒。回复“活动”或“志愿”看看，回复“帮助”看全部。")
    return Reply("\n".join(["您的：", *lines]))


# ---------------------------------------------------------------- small talk


def says(sentence: str) -> Callable[[Tx, Person, str], Reply]:
    """An action that always answers the same reviewed sentence."""

    def speak(tx: Tx, person: Person, argument: str) -> Reply:
        return Reply(sentence)

    return speak


def thanks(rooms: Rooms, tx: Tx, person: Person, text: Heard) -> Reply:
    """收到了 is more than thanks to whom a receipt is asked of."""
    return meant(rooms(), tx, person, text) or Reply(NOT_AT_ALL)


def told(tx: Tx, person: Person, text: Heard) -> Reply | None:
    """She is called so, he is our secretary: nothing is filed for it, and nothing listed."""
    return Reply(TOLD, Menu(about=text)) if of_a_person(text) else None


def goodbye(tx: Tx, person: Person, text: str) -> Reply:
    """没事了: nothing of what was asked before is passed on later."""
    prompts.expire(tx, person.openid)
    return Reply(GOODBYE)


def off_topic(tx: Tx, person: Person, text: str) -> Reply:
    """A 人工 that follows knows what was asked."""
    return Reply(OFF_TOPIC, Menu(about=text))


def unreadable(tx: Tx, person: Person, kind: str) -> Reply:
    return Reply(UNREADABLE.get(kind, UNREADABLE_OTHER))


def wordless(tx: Tx, person: Person, text: str) -> Reply:
    """A thumb up is thanks; any other face or sign says nothing; blanks alone are nothing."""
    if not text.strip():
        return Reply(NO_WORDS)
    return Reply(NOT_AT_ALL if _PRAISES.search(text) else FACE)


def today(tx: Tx, person: Person, text: str) -> Reply:
    """今天星期几: the day as it is here."""
    now = moment(tx.now)
    return Reply(f"今天是{now.year}年{now.month}月{now.day}日，星期{_WEEKDAYS[now.weekday()]}。")


def guess(rooms: Rooms, tx: Tx, person: Person, text: Heard) -> Reply:
    """Nobody understood: the ways on, and a 人工 that knows what was asked."""
    if wish := meant(rooms(), tx, person, text):
        return wish
    prompt = prompts.find(tx, person.openid)
    if prompt and prompt.fresh and prompt.asks:  # neither yes nor no: what was asked has lapsed
        return Reply(NOT_DONE)
    return _lost(NO_COMMAND if offices.held(tx, person) else LOST, prompt, text)


def _lost(first: str, prompt: Prompt | None, text: str) -> Reply:
    """The same sentence never comes twice in a row. How often it was in vain is told by the menu:
    each time it leads one step further."""
    so_far = len(prompt.choices) if prompt and prompt.about else -1
    offered = prompt is not None and list(_WAYS[:so_far]) == prompt.choices
    step = so_far + 1 if offered and so_far >= 0 else 0
    step = step if step <= len(_WAYS) else 1
    said = (first, LOST_AGAIN, TO_A_PERSON)[step]
    return Reply(said, Menu(_WAYS[:step], about=text))


# ---------------------------------------------------------------- what is held


def personal(tx: Tx, person: Person) -> Sequence[str]:
    total = tx.value("questions.count_of", openid=person.openid)
    return [f"留给工委的提问 {total} 条"] if total else []


def export(tx: Tx, person: Person) -> Sequence[str]:
    return [
        f"提问：{row['text']}（{saying.at(row['asked_at'], tx.now)}）"
        + (f"　答复：{row['answer']}" if row["answer"] else "")
        for row in tx.rows("questions.of", openid=person.openid)
    ]


def erase(tx: Tx, person: Person) -> None:
    tx.run("questions.drop_of", openid=person.openid)
