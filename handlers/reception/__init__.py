"""Reception: welcome, help, a human, small talk."""

from bot.capability import Action, Capability
from handlers.reception import chat
from handlers.reception.chat import Rooms, says


def capability(rooms: Rooms) -> Capability:
    """`rooms` lists every capability: 帮助 and 我的 ask them all."""
    return Capability(
        name="reception",
        title="服务台",
        actions=(
            Action("welcome", chat.welcome),
            Action("ask_policy", chat.ask_policy, starts=("政策", "问政策", "查政策")),
            Action(
                "help",
                lambda tx, person, argument: chat.help_(rooms, tx, person),
                starts=("帮助", "?", "菜单", "首页", "怎么用", "功能"),
                examples=("你能做什么", "这个怎么用", "有什么功能", "使用说明"),
                anywhere=True,
            ),
            Action(
                "mine",
                lambda tx, person, argument: chat.mine(rooms, tx, person),
                starts=("我的",),
                identity=True,
                anywhere=True,
            ),
            Action(
                "human",
                chat.human,
                starts=("人工", "转人工", "人工客服", "客服"),
                examples=("找个人问问", "我要找工作人员", "有没有人工服务", "转人工服务"),
                anywhere=True,
            ),
            Action(
                "thanks",
                says(chat.THANKS),
                starts=("谢谢", "收到", "好的", "多谢", "知道了", "辛苦了", "嗯", "ok"),
                examples=("非常感谢", "谢谢你", "收到谢谢", "好的知道了", "太好用了", "辛苦啦"),
            ),
            Action(
                "greeting",
                says(chat.GREETING),
                starts=("你好", "您好", "在吗", "早上好", "下午好", "hello", "hi"),
                examples=("有人在吗", "你是谁", "你是机器人吗", "晚上好"),
            ),
            Action(
                "abuse",
                says(chat.ABUSE),
                examples=("什么破东西", "你真笨", "垃圾", "滚", "废物", "答非所问", "一点用都没有"),
            ),
            Action(
                "complaint",
                says(chat.COMPLAINT),
                starts=("投诉", "建议", "投诉建议"),
                examples=("我要投诉", "这个公众号不好用", "提个意见"),
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
            ),
            Action("unreadable", chat.unreadable),
            Action("guess", chat.guess),
        ),
        dialogues=(chat.dialogue,),
        personal=chat.personal,
        erase=chat.erase,
        help=("人工　留言给工委的同志",),
    )
