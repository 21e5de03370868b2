"""Not yet: what people ask for and cannot be done here so far, said plainly, with the nearest that can."""

from bot.conversation.capability import Action, Capability, Speak
from bot.message import Menu, Reply
from bot.people.person import Person
from bot.store.tx import Tx

_TO_A_PERSON = "要告诉工委的同志请回复“人工”。"
# Of every act that sentences may ask for and no room does yet: its name, how it is called, what is said.
_SAID = (
    (
        "events.materials",
        "活动的材料、回放、链接",
        "活动的课件、回放和链接还不在这里。请问主办的同志；" + _TO_A_PERSON,
    ),
    (
        "volunteer.swap",
        "找人换班",
        "还不能在这里换班，您的名额没有动。\n去不了请回复“退出志愿”，名额会让给别人。",
    ),
    (
        "volunteer.hours",
        "志愿服务时长",
        "服务时长还不在这里登记和查询，没有给您记。请以社区的登记为准；" + _TO_A_PERSON,
    ),
    (
        "volunteer.proof",
        "志愿服务证明",
        "志愿服务证明还不能在这里开。请找服务的社区，或" + _TO_A_PERSON.removeprefix("要"),
    ),
    (
        "reminder.skip",
        "跳过一次提醒",
        "还不能只跳过一次，提醒没有动。\n要改时间回复“改时间”，不要了回复“删除提醒”。",
    ),
    (
        "calendar",
        "加到日历",
        "还不能加到手机日历。可以说“提前一小时提醒我”这样的话，我到时提醒您。",
    ),
    (
        "question.mine",
        "我提的问题",
        "您提的问题还不能在这里查。有答复会在这里告诉您；要再问请回复“人工”。",
    ),
    ("event.poster", "海报和转发文字", "海报还不能在这里生成。可以把活动卡片的文字复制转发。"),
    (
        "notice.correct",
        "更正发出的通知",
        "还不能更正已经发出的通知，没有改动。\n可以回复“撤回通知”撤回没送到的，再回复“发通知”重发。",
    ),
    (
        "notice.urge",
        "催没回复的人",
        "还不能催没有回复的人，没有发出什么。回复“通知进度”看收到多少回执。",
    ),
    (
        "roster.missing",
        "谁还没报名",
        "谁还没报名、没回复，这里还看不到。谁报了名回复“名单”，回执回复“通知进度”。",
    ),
    (
        "roster.onbehalf",
        "替别人报名",
        "还不能替别人报名，没有给任何人报。请他本人在这里说“报名”和活动名。",
    ),
    ("rollcall", "点名", "还不能在这里点名，没有记。谁报了名回复“名单”。"),
    ("hours.confirm", "确认服务时长", "还不能在这里确认服务时长，没有记。" + _TO_A_PERSON),
    ("approve", "审核报名", "报名现在不用审核，按先后顺序，没有改动。谁报了名回复“名单”。"),
    ("meeting.record", "记一次会议", "还不能在这里记会议，没有记。"),
    ("person.find", "查人", "还不能在这里查人。看谁报了名回复“名单”。"),
    (
        "person.unbound",
        "谁还没绑定",
        "谁还没有确认身份，这里还看不到。可以请大家在这里回复“绑定”。",
    ),
    ("stats", "数据统计", "统计数据还不在这里。通知送到多少回复“通知进度”，谁报了名回复“名单”。"),
    ("desk", "网页后台", "还没有网页后台，您的事都可以在这里办，回复“帮助”看能办什么。"),
    ("import", "导入名册", "名册和表格请交给系统管理员导入，这里不收文件。"),
)


def _says(sentence: str) -> Speak:
    def say(tx: Tx, person: Person, text: str) -> Reply:
        return Reply(sentence, Menu(about=text))

    return say


CAPABILITY = Capability(
    name="not_yet",
    title="还办不了的事",
    actions=tuple(
        Action(act.replace(".", "_"), _says(sentence), acts=(act,), called=called, small=True)
        for act, called, sentence in _SAID
    ),
    personal=lambda tx, person: (),
    erase=lambda tx, person: None,
)
