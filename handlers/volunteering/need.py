"""What a need is: work that a community asks for, and everybody may do."""

import re
from collections.abc import Sequence

from bot.language.keys import name_key
from bot.language.naming import meant
from bot.people import places
from bot.people.offices import LEADING, WORKER
from bot.people.places import Place
from bot.store.tx import Tx
from handlers.offerings import cards
from handlers.offerings.kind import Area, Areas, Kind, Mode, Words
from handlers.offerings.offering import Offering, Pool

_STEM = re.compile(r"(?:社区|街道|区)$")
CATEGORY = "志愿服务"  # of what people publish; they are not asked for one
PUBLISHERS = LEADING | {WORKER}


# ---------------------------------------------------------------- the communities and districts


def _areas_named(tx: Tx, text: str) -> Sequence[Area]:
    rows = tx.rows("volunteering.areas")
    found = meant(text, [row["name"] for row in rows], ("社区", "志愿", "服务"))
    named = [Area(rows[n]["id"], rows[n]["name"]) for n in found]
    said = name_key(text)
    # 凤凰岭区 shares 岭区 with 云岭区 and is another place.
    return [area for area in named if _STEM.sub("", name_key(area.name)) in said]


def _only_area(tx: Tx, text: str) -> Place | None:
    """The one community whose name stands in `text`, with or without its 社区."""
    said = name_key(text)
    found = [
        row
        for row in tx.rows("volunteering.communities")
        if (key := name_key(row["name"])) in said
        or (len(said) > 1 and said == key.removesuffix("社区"))
    ]
    longest = max((len(row["name"]) for row in found), default=0)
    found = [row for row in found if len(row["name"]) == longest]
    return places.get(tx, found[0]["id"]) if len(found) == 1 else None


def _without_area(piece: str, area: Place) -> str:
    """义诊 of 长安社区义诊."""
    key = name_key(area.name)
    if name_key(piece) == key.removesuffix("社区"):
        return ""
    if key in name_key(piece):
        piece = _cut_out(piece, key)
    return piece.strip(" 的：:在")


def _cut_out(piece: str, key: str) -> str:
    """Without the first stretch that has this key, however it is written."""
    for start in range(len(piece)):
        for end in range(start + 1, min(len(piece), start + 3 * len(key)) + 1):
            if piece[start].isalnum() and name_key(piece[start:end]) == key:
                return piece[:start] + piece[end:]
    return piece


# ---------------------------------------------------------------- how it reads


def _where(tx: Tx, of: Offering, pool: Pool | None) -> str:
    """Of a drafted one too."""
    gathering = f"{of.venue}集合" if of.venue else ""
    span = cards.span(tx, of.starts_at, of.ends_at)
    return "　".join(filter(None, (span, of.district, gathering)))


def _face(tx: Tx, of: Offering) -> Sequence[str]:
    [pool] = of.pools
    state = f"还缺 {pool.left} 人" if not pool.full else f"已满，{pool.waiting} 人候补"
    return [f"要 {pool.capacity} 人，{state}", *cards.deadline(tx, of)]


def _left(tx: Tx, of: Offering) -> str:
    return f"缺 {of.pools[0].left} 人"


WORDS = Words(
    noun="服务", called="服务需求", published="需求", this="这项", listed="志愿",
    sign_up="报名志愿", mine="我的志愿", leave="退出志愿", taking="报名志愿服务", verb="认领",
    act="报名", leaving="退出", say="说社区名、服务名", fuller="把社区和服务一起说",
    open="待认领", seats="人数", count="志愿服务", record="志愿服务",
    elsewhere="要退活动请回复“取消报名”。", own="您认领的志愿服务",
    on_card="回复编号看凭号或退出", changed="志愿服务有变化", unable="去不了",
    ask_seats="需要多少人？例如“8人”。", example="人数改成10人",
    none_open="近期没有待认领的服务需求，有了会在这里公布。",
    none_mine="您近期没有认领志愿服务。回复“志愿”看哪里需要人。",
    only_oneself="志愿服务只能给本人报名，没有报。请他本人在这里说一声“报名志愿”。",
    too_late="确实去不了，请回复“人工”告诉社区的同志。",
    gone="这项服务已经退出过了，不用重复操作。",
    given_up="已退出，名额让给别人。谢谢您提前说一声。",
    way_out="去不了请回复“退出志愿 {code}”，好让别人补上",
    reminder="【提醒】志愿服务　{when}\n{heading}　凭号 {code}\n去不了请回复“退出志愿 {code}”",
    ask_title=(
        "需要做什么？也可以一行写全：社区 服务 时间 人数，例如\n"
        "长安社区 义诊 12月6日上午9点到11点 8人"
    ),
    general=("志愿者", "志愿服务", "志愿", "服务", "报名", "社区", "退出", "参加"),
    verbs=("报名志愿", "志愿报名", "认领需求", "认领"),
)  # fmt: skip
KIND = Kind(
    name="volunteering",
    thing="need",
    words=WORDS,
    modes={"": Mode("")},
    publishers=PUBLISHERS,
    everybody=True,
    asked=frozenset({"area"}),
    lists_full=False,
    final=False,
    category_of=lambda title: CATEGORY,
    areas=Areas(_areas_named, _only_area, _without_area),
    where=_where,
    face=_face,
    left=_left,
)
