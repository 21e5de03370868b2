"""Ten thousand made-up answers, and `serve` over them instead of the shipped knowledge."""

import asyncio
from collections.abc import Iterator
from datetime import date
from itertools import product
from random import Random

from bot.clock import Clock
from bot.content import Document, Entry, Knowledge
from bot.content import load as load_knowledge
from bot.language.sound import syllable
from bot.process import serving
from bot.process.assistant import Assistant
from config.settings import HERE, load
from handlers import house
from tests.bench.figures import say

WHO = (
    "在职党员", "离退休党员", "流动党员", "预备党员", "入党积极分子", "发展对象", "下岗职工党员",
    "学生党员", "挂职干部", "驻村干部", "借调人员", "窗口单位", "派出机构", "新成立的支部",
    "临时党支部", "联合党支部", "机关党委", "党总支", "支部委员", "支部书记", "组织委员",
    "纪检委员", "青年干部", "军转干部", "聘用人员",
)  # fmt: skip
WHAT = (
    "党费减免", "组织关系转接", "民主评议", "主题党日", "谈心谈话", "外出报备", "志愿时长登记",
    "集中轮训", "换届选举", "档案移交", "活动场地借用", "困难慰问", "党员证明", "请假手续",
    "述职报告", "学习补课", "经费报销", "表彰推荐", "届中增补", "流动登记",
)  # fmt: skip
ASPECT = (
    "由谁批准", "要交什么材料", "多久办完", "到哪里办", "可以委托别人吗", "有没有期限",
    "需要开会讨论吗", "怎么公示", "不同意怎么办", "能不能补办", "要不要书面申请",
    "由哪个科室负责", "结果怎么通知", "记录保存几年", "有没有名额限制", "可以网上办吗",
    "需要谁签字", "什么时候开始算", "遗失了怎么办", "费用从哪里出",
)  # fmt: skip
PLACES = (
    "一楼服务窗口", "组织科", "干部科", "机关党委办公室", "党群服务中心", "档案室", "宣传科",
)  # fmt: skip
DEEDS = (
    "先由支部委员会讨论", "填写登记表一式两份", "由本人签字", "报上一级备案", "在公示栏公示",
    "登记后存入台账",
)  # fmt: skip
DOCUMENT = Document("bench", "测试办法", "", "", None, None, date(2026, 1, 1), "", date(2026, 1, 1))


def knowledge() -> Knowledge:
    """Distinct in every entry, the same in every run."""
    chance = Random("answers")
    entries = tuple(_entry(n, *words, chance) for n, words in enumerate(product(WHO, WHAT, ASPECT)))
    return Knowledge(entries, load_knowledge().synonyms)


def _entry(number: int, who: str, what: str, aspect: str, chance: Random) -> Entry:
    first, second, third = chance.sample(DEEDS, 3)
    answer = (
        f"{who}办理{what}，{first}，{second}。\n"
        f"{chance.choice(PLACES)}在{chance.randint(2, 30)}个工作日内答复，"
        f"{third}；材料保存{chance.randint(1, 10)}年。"
    )
    return Entry(
        id=f"bench-{number}",
        topic=what,
        question=f"{who}的{what}{aspect}？",
        also=(f"{what}{aspect}（{who}）",),
        answer=answer,
        document=DOCUMENT,
        article=str(number % 40 + 1),
        more=(),
        checked=DOCUMENT.checked,
    )


def questions(seed: str) -> Iterator[str]:
    """Said otherwise than written: another order, a word more, a character less."""
    chance = Random(f"questions {seed}")
    while True:
        who, what, aspect = chance.choice(WHO), chance.choice(WHAT), chance.choice(ASPECT)
        text = chance.choice(
            ("{0}{1}{2}", "{1}{2}，我是{0}", "请问{0}办{1}{2}", "{0}想问{1}，{2}呀")
        )
        text = text.format(who, what, aspect)
        at = chance.randrange(len(text))
        yield text[:at] + text[at + 1 :]


async def main() -> int:
    settings = load(HERE / "demo.toml")
    listening = serving.listen(settings.host, settings.port)
    assistant = Assistant(settings, house(knowledge(), syllable), Clock())
    assistant.open()
    app = serving.application()
    assistant.mount(app)

    async def ready() -> None:
        assistant.start()
        say(f"listening on http://127.0.0.1:{listening.getsockname()[1]}/wechat")

    return await serving.run(app, assistant, listening, ready)


if __name__ == "__main__":
    asyncio.run(main())
