"""What people say to the card of one thing, and what they are answered who do not want it."""

I_DO = (
    "报名",
    "报",
    "报吧",
    "我报",
    "我报名",
    "我要报",
    "我要报名",
    "我去",
    "好的我去",
    "我来",
    "就报这个",
    "就这个",
    "就这个吧",
    "那就这个吧",
    "帮我报上",
    "给我报上",
    "报上",
    "报上吧",
)
# When and where it is, something else, not this one, and a yes that may be none.
WHEN_AND_WHERE = (
    *("几点", "几点开始", "几点到", "几点集合", "什么时候", "什么时间", "哪天", "几号", "时间"),
    *("在哪", "在哪里", "在哪儿", "在哪集合", "在什么地方", "地点", "地址", "时间地点"),
)
ANOTHER = ("换一个", "换个别的", "别的", "看别的", "看看别的", "还有别的吗")
DECLINES = (
    *("不去", "不去了", "我不去", "去不了", "我去不了", "算了不去", "不要", "不要这个"),
    *("不感兴趣", "没兴趣", "不报", "不报了", "先不报", "不报名", "不报名了"),
    *("不参加", "不参加了"),
)
PERHAPS = ("行", "行吧", "可以", "可以的", "也行")
NOT_SIGNED_UP = "好的，没有给您报名，什么也没有改动。"
NOT_YET = "还没有给您报名。要报请回复 1，不报就不用回。"
# Right after a place has been taken: that it was a slip, and what may be meant of any of one's own.
UNDO = (
    *("撤销", "撤回", "不报了", "手滑", "手滑了"),
    *("打错了", "报错了", "点错了", "选错了", "弄错了", "搞错了", "按错了"),
)
STEPS_OUT = ("取消", "不去了", "去不了", "去不了了", "不参加了", "不能去了")
