"""What an event is: held in the room or by video, with a deadline; for everybody, or for one's own."""

import re
from collections.abc import Sequence

from bot.people.offices import SECRETARIES
from bot.store.tx import Tx
from bot.when import saying
from handlers.offerings import cards
from handlers.offerings.kind import Kind, Mode, Words
from handlers.offerings.offering import Offering, Pool

ANY = "活动"
# Of which category an event is, told from its title; the first that fits. 活动 is narrowed by it.
_CATEGORIES = (
    ("大讲堂", r"大讲堂"),
    ("培训班", r"培训|轮训|研修|学习班|训练营|辅导班"),
    ("比赛", r"赛(?!道|区|事|后)|竞答|擂台"),
    ("宣讲", r"宣讲"),
    ("讲座", r"讲座|报告会|辅导报告|专题辅导"),
    (
        "文体",
        r"读书|健步|徒步|长跑|合唱|歌咏|文艺|汇演|联欢|联谊|摄影|书画|书法|运动会|太极|观影|趣味",
    ),
)


def _category_of(title: str) -> str:
    return next((name for name, words in _CATEGORIES if re.search(words, title)), ANY)


def _where(tx: Tx, of: Offering, pool: Pool | None) -> str:
    return f"{saying.at(of.starts_at, tx.now)}　{of.venue}"


def _face(tx: Tx, of: Offering) -> Sequence[str]:
    places = (f"{KIND.label(pool.mode)} {_places(pool)}" for pool in of.pools)
    return [f"名额：{'，'.join(places)}", *cards.deadline(tx, of)]


def _places(pool: Pool) -> str:
    left = f"余 {saying.count(pool.left)}" if not pool.full else f"已满，{pool.waiting} 人候补"
    return "不限" if pool.capacity is None else f"{saying.count(pool.capacity)} 人（{left}）"


def _left(tx: Tx, of: Offering) -> str:
    if len(of.pools) == 1:
        return f"余 {_count(of.pools[0])}"
    return "余 " + " ".join(f"{KIND.label(p.mode)}{_count(p)}" for p in of.pools)


def _count(pool: Pool) -> str:
    return "不限" if pool.capacity is None else saying.count(pool.left)


WORDS = Words(
    noun=ANY, called=ANY, published=ANY, this="这场", listed="活动", sign_up="报名",
    mine="我的报名", leave="取消报名", taking="活动报名", verb="报", act="报名", leaving="取消",
    say="直接说活动名", fuller="把活动名说全一些", open="可报名", seats="名额", count="活动",
    record="报名", own="您报名的活动", on_card="回复编号看凭号、改方式或取消",
    changed="活动有变化", unable="来不了", example="地点改成3楼会议室",
    which_mode="现场参加还是看视频？",
    none_open="近期没有可报名的活动。有新活动会在这里公布，回复“活动”随时查看。",
    none_mine="您近期没有报名活动。回复“活动”看有哪些可报。",
    elsewhere="要退志愿服务请回复“退出志愿”。",
    only_oneself=(
        "活动只能给本人报名，没有报。请他本人在这里说一声“报名”；您自己要报，直接说“报名”和活动名。"
    ),
    too_late="确实来不了，请回复“人工”告诉工委的同志。",
    gone="这项报名已经取消过了，不用重复操作。",
    given_up="名额已让出。想再报名回复“报名 {}”。",
    way_out="取消回复“取消报名 {code}”（{until} 前）",
    reminder="【提醒】{heading}　{when}\n{venue}　{mode}　凭号 {code}",
    ask_title=(
        "活动叫什么？也可以一行写全：名称 时间 地点 名额 截止，例如\n"
        "大讲堂第10期 12月5日下午2点半 市委党校报告厅 现场200人视频3000人 12月3日截止"
    ),
    ask_seats="多少名额？例如“200人”，或“现场200人视频3000人”。",
    general=("报名", "活动", "参加", "取消", "现场", "视频", "线上", "线下"),
    verbs=("报名",),
)  # fmt: skip
KIND = Kind(
    name="registration",
    thing="event",
    words=WORDS,
    modes={
        "onsite": Mode("现场", ("现场", "线下", "到场", "当面", "会场"), "可到现场"),
        "video": Mode("视频", ("视频", "线上", "网上", "直播", "远程"), "可看视频"),
    },
    publishers=SECRETARIES,
    everybody=False,
    asked=frozenset({"place", "deadline"}),
    category_of=_category_of,
    by_category=True,
    where=_where,
    face=_face,
    left=_left,
    renamed={"take": "sign_up_for", "leave": "cancel", "ask_to_leave": "ask_to_cancel"},
)
