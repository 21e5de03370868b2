"""Volunteering: the communities' service needs, and who takes them."""

from bot.capability import Action, Capability
from handlers.volunteering import chat, demo

CAPABILITY = Capability(
    name="volunteering",
    title="志愿服务",
    actions=(
        Action(
            "list",
            chat.show_needs,
            starts=("志愿", "志愿服务", "志愿需求", "服务需求", "找志愿服务"),
            examples=(
                "怎么当志愿者",
                "我想当志愿者",
                "哪里需要志愿者",
                "长安社区有什么志愿服务",
                "有哪些服务需求",
                "我们社区缺人吗",
                "双报到去哪里服务",
                "zhiyuan",
            ),
        ),
        Action("card", chat.show_card),
        Action(
            "sign_up",
            chat.sign_up,
            starts=("报名志愿", "志愿报名", "认领", "认领需求"),
            examples=(
                "我想报名长安社区的义诊",
                "我去社区扫雪",
                "志愿服务算我一个",
                "我来认领这个需求",
                "我要去当志愿者报名",
                "帮我报个志愿服务",
            ),
            identity=True,
        ),
        Action("take", chat.take, identity=True),
        Action(
            "mine",
            chat.show_mine,
            starts=("我的志愿", "我的志愿服务", "我的服务"),
            examples=("我报了哪些志愿服务", "我认领了什么", "查我的志愿服务"),
            identity=True,
        ),
        Action(
            "leave",
            chat.leave,
            starts=("退出志愿", "取消志愿", "退出服务", "退出志愿服务"),
            examples=("社区服务我去不了了", "志愿服务我不参加了", "帮我退掉志愿"),
            identity=True,
        ),
        Action("withdraw", chat.withdraw, identity=True),
        Action("teams", chat.show_teams, starts=("服务队", "志愿服务队"), identity=True),
    ),
    dialogues=(chat.dialogue,),
    due={"day_before": chat.remind_the_day_before},
    personal=chat.personal,
    erase=chat.erase,
    mine=chat.summary,
    demo=demo.fill,
    help=("志愿　找社区服务需求（“志愿 长安社区”）",),
)
