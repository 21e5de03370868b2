"""Event registration: seeing what is on, signing up, waiting, changing, cancelling."""

from bot.capability import Action, Capability
from handlers.registration import chat, demo

CAPABILITY = Capability(
    name="registration",
    title="活动报名",
    actions=(
        Action(
            "list",
            chat.show_events,
            starts=("活动", "活动列表", "查活动", "最近活动", "近期活动"),
            examples=(
                "最近有什么活动",
                "近期有哪些活动可以报名",
                "这周有什么讲座",
                "大讲堂什么时候开",
                "有没有培训班",
                "还有哪些比赛能参加",
                "看看活动",
                "活动安排",
                "huodong",
            ),
        ),
        Action("card", chat.show_card),
        Action(
            "sign_up",
            chat.sign_up,
            starts=("报名", "我要报名", "我想报名", "活动报名", "报名参加"),
            examples=(
                "我想报个大讲堂",
                "帮我报名大讲堂",
                "我要参加培训班",
                "给我报上名",
                "报名乒乓球赛",
                "大讲堂我要去现场听",
                "我想参加比赛",
                "怎么报名",
                "baoming",
            ),
            identity=True,
        ),
        Action("sign_up_for", chat.sign_up_for, identity=True),
        Action(
            "mine",
            chat.show_mine,
            starts=("我的报名", "我的活动", "已报名"),
            examples=("我报了哪些活动", "我报上名了吗", "查我报名的活动", "我报名成功没有"),
            identity=True,
        ),
        Action(
            "cancel",
            chat.cancel,
            starts=("取消报名", "退出报名", "撤销报名"),
            examples=("我不去大讲堂了", "帮我取消报名", "活动去不了了", "把报名退了"),
            identity=True,
        ),
        Action("withdraw", chat.withdraw, identity=True),
        Action(
            "change_mode",
            chat.change,
            starts=("改方式", "改参加方式", "改视频", "改现场"),
            examples=("现场改成视频", "我想换成看视频", "改为线下参加", "视频换现场"),
            identity=True,
        ),
        Action("change_to_other", chat.change_to_other, identity=True),
    ),
    dialogues=(chat.dialogue,),
    due={"day_before": chat.remind_the_day_before},
    personal=chat.personal,
    erase=chat.erase,
    mine=chat.summary,
    demo=demo.fill,
    help=("活动　查活动、报名（“报名 大讲堂 视频”）",),
)
