"""The fixed mix: what people say in the benches, in blocks that belong together."""

from collections.abc import Iterator
from itertools import count
from random import Random

from bot.content import load

# One cycle is a hundred messages: 30 lists, 30 steps of dialogues, 20 questions, 10 about
# reminders, 10 of small talk. {n} is a number from a list, {when} and {what} make a reminder,
# {question} is asked of the policy answers, {noise} is said for no reason.
LISTS = (
    *[("活动",)] * 4,
    *[("活动", "下一页")] * 4,
    *[("志愿",)] * 3,
    *[("志愿", "下一页")] * 3,
    *[("我的报名",)] * 3,
    ("我的志愿",),
    ("活动 培训班",),
    ("活动 大讲堂", "1"),
    ("活动", "{n}"),
)
DIALOGUES = (
    *[("报名", "{n}", "1", "取消报名", "1")] * 2,
    ("报名 大讲堂", "{n}", "视频", "取消报名", "1"),
    ("报名", "{n}", "返回", "取消"),
    ("报名志愿", "{n}", "退出志愿", "1"),
    ("志愿", "1", "1", "退出志愿", "1"),
    ("报名", "取消"),
)
QUESTIONS = (("{question}",),) * 20
REMINDERS = (
    ("{when}提醒我{what}", "我的提醒", "删除提醒 1"),
    *[("提醒我{when}{what}", "我的提醒", "删除提醒 1")] * 2,
    ("我的提醒",),
)
SMALL_TALK = (("{noise}",),) * 10
SHARES = {LISTS: 30, DIALOGUES: 30, QUESTIONS: 20, REMINDERS: 10, SMALL_TALK: 10}
CYCLE = (*LISTS, *DIALOGUES, *QUESTIONS, *REMINDERS, *SMALL_TALK)

TIMES = (
    "明早8点", "后天下午3点", "下周三上午9点", "下周五下午4点半", "12月25日下午2点",
    "每周五下午三点", "每月10号上午9点", "每个工作日早上八点半", "三天后上午10点",
    "12月31日下午5点",
)  # fmt: skip
THINGS = (
    "交材料", "开支委会", "交党费", "参加主题党日", "给李科长回电话", "写会议记录", "取档案",
)  # fmt: skip
NOISE = (
    "谢谢", "你好", "好的", "在吗", "👍", "有用", "今天天气怎么样", "讲个笑话", "中午吃什么",
    "辛苦啦", "嗯嗯",
)  # fmt: skip
SYLLABLES = (
    "的了一是不在有人这上大来和国地到说们为子中你出道也时年得就那要下以生会自着去之过家学对可"
)

BEFORE = ("", "请问", "想问一下", "您好，", "麻烦问下，", "你好 请教一下", "帮我看看", "我想了解")
AFTER = ("", "？", "呀", "啊？", "呢", "，谢谢", "，急", "~")


def phrasings() -> list[str]:
    """Every wording of every question that the shipped knowledge knows."""
    return sorted({text for e in load().entries for text in (e.question, *e.also)})


class Mix:
    """What each sender says, without end and the same in every run."""

    def __init__(self) -> None:
        if any(sum(map(len, blocks)) != share for blocks, share in SHARES.items()):
            raise ValueError("the shares of the mix are not what they say")
        self.questions = phrasings()
        if len(self.questions) < 150:
            raise ValueError("fewer than 150 phrasings: caches would answer")

    def texts(self, sender: int, seed: str = "") -> Iterator[str]:
        for cycle in count():
            chance = Random(f"{seed} {sender} {cycle}")
            for block in chance.sample(CYCLE, len(CYCLE)):
                yield from (self._filled(text, chance) for text in block)

    def question(self, chance: Random) -> str:
        """Every second one in words that no entry has: a character of it is left out."""
        asked = chance.choice(self.questions)
        if chance.random() < 0.5:
            gap = chance.randrange(len(asked))
            asked = asked[:gap] + asked[gap + 1 :]
        return chance.choice(BEFORE) + asked + chance.choice(AFTER)

    def asked(self, sender: int, seed: str = "") -> Iterator[str]:
        """Questions only."""
        chance = Random(f"{seed} {sender} asks")
        while True:
            yield self.question(chance)

    def _filled(self, text: str, chance: Random) -> str:
        if "{" not in text:
            return text
        return text.format(
            n=chance.randint(1, 5),
            when=chance.choice(TIMES),
            what=chance.choice(THINGS),
            question=self.question(chance),
            noise=chance.choice((*NOISE, _gibberish(chance), _gibberish(chance))),
        )


def _gibberish(chance: Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 9)))
