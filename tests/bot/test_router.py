"""The router's table, row by row: where somebody stands, what they say, and the row that answers."""

from collections.abc import Sequence

import pytest

from bot.conversation import situation as situations
from bot.conversation.router import ROWS
from bot.conversation.turn import Turn
from bot.message import Message
from bot.store.tx import Tx
from tests.town import Citizen, Town

# Said before, in order; what is said then; the row.
STANDS: Sequence[tuple[str, Sequence[str], str, str]] = (
    ("取消 in a dialogue", ["报名"], "取消", "取消 of what is open"),
    ("不报了吧 in a dialogue", ["报名"], "算了不报名了吧", "取消 of what is open"),
    ("退出 with nothing open", [], "退出", "取消 of what is open"),
    ("返回 in a dialogue", ["报名", "大讲堂第10期"], "返回", "返回 or 继续"),
    ("继续 of a parked one", ["报名", "帮助"], "继续", "返回 or 继续"),
    ("帮助 in a dialogue", ["报名"], "帮助", "a word that works anywhere"),
    ("帮助 with nothing open", [], "帮助", "a word that works anywhere"),
    ("a number in a dialogue", ["报名"], "1", "an answer to the open dialogue"),
    ("another wish in a dialogue", ["报名"], "党费怎么交", "an answer to the open dialogue"),
    ("a face", [], "[微笑]", "a face or a blank"),
    ("no to a menu that asks", ["报名 乒乓球赛", "取消报名"], "都不对", "a no to a menu that asks"),
    ("别退 to one", ["报名 乒乓球赛", "取消报名"], "先别退", "a no to a menu that asks"),
    ("都留着 to one", ["报名 乒乓球赛", "取消报名"], "算了都留着吧", "a no to it in more words"),
    ("yes to a menu that asks", ["报名 乒乓球赛", "取消报名"], "确定", "a yes to a menu that asks"),
    ("好的 to one", ["报名 乒乓球赛", "取消报名"], "好的", "a yes that may be none"),
    ("我想报一个 of a list", ["活动"], "我想报一个", "some line of the newest list"),
    ("a number of a list", ["活动"], "2", "a number or word of the newest menu"),
    ("a verb and a number", ["活动"], "报第2个", "a number or word of the newest menu"),
    ("a word of a card", ["活动 乒乓球赛"], "我报", "a number or word of the newest menu"),
    ("a number too many", ["活动"], "9", "a number of no menu"),
    ("a number of no list", [], "3", "a number of no menu"),
    ("别退 with nothing open", [], "不要注销", "what is there stays as it is"),
    ("a start word", [], "活动 大讲堂", "a start word"),
    ("a code", [], "收到 K7M2", "a line that is a command by its shape"),
    (
        "an order about a reminder just set",
        ["明早8点提醒我交材料"],
        "改到九点",
        "what a room alone understands",
    ),
    ("在哪 of a place just taken", ["报名 乒乓球赛"], "要带什么东西吗", "a question about what was just spoken of"),
    ("依据 of an answer", ["党费怎么交"], "依据是什么", "a question about what was just spoken of"),
    ("没错 to nothing", [], "没错", "a yes or no to nothing"),
    ("signs alone", [], "+-3.5", "digits and signs"),
    ("a sentence", [], "周末有什么好玩的", "words of one's own"),
    ("在哪 of nothing", [], "要带什么东西吗", "words of one's own"),
)  # fmt: skip


def row(town: Town, citizen: Citizen, text: str) -> str:
    """The name of the row that fits."""
    router = town.assistant.router
    message = Message("k", citizen.openid, "", "text", 0, text)

    def look(tx: Tx) -> str:
        stands = situations.find(tx, message)
        turn = Turn(tx, stands.person, router.understanding.hear(text), stands, None)
        return router.row(turn)[0].name

    return town.change(look)


@pytest.mark.parametrize(
    ("before", "said", "name"), [each[1:] for each in STANDS], ids=[each[0] for each in STANDS]
)
def test_where_one_stands_says_which_row_answers(
    town: Town, before: Sequence[str], said: str, name: str
) -> None:
    member = town.member("张三")
    for text in before:
        member.says(text)
    assert row(town, member, said) == name


def test_every_row_is_tried() -> None:
    assert {each[3] for each in STANDS} == {each.name for each in ROWS}
    assert len({each.name for each in ROWS}) == len(ROWS)
