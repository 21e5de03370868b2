"""What one person types and another reads neither acts nor poses, whatever it is made of."""

import ast
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import relay
from bot.language.relay import HEADS, leaving, poses, quoted, received
from bot.language.text import squeezed

ROOT = Path(__file__).parent.parent.parent.parent
HEAD = re.compile(r"【([^【】\\\[\]]+)】")
UNSEEN = {"Cc", "Cf", "Cs"}
PARTS = st.sampled_from(
    [
        *("<", "<<", "/", " ", "a", "A", "<a", "</A>", "weixin", "WeiXin://", ":", "//", "://", "http"),
        *("https://a.cn/b", "【", "】", "〖", "[", "︻", "︼", "报名成功", "報名 成功", "身份已确认", "通知"),
        *(" 3", "候补第", "三 位", "！", "―", "――", "—", "-", "＝", "\n", "\r\n", "\t", "\u2028", "\x0b"),
        *("\x85", "\u3000", "正文", "会议", "｜", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff"),
        *("\x00", "\x07", "\u034f", "\u3164", "\U000e0041", "\ud800", "👨", "🏴", "\ufe0f", "❤"),
        *("𠮷", "\U000e0100", "\u0338"),
    ]
)  # fmt: skip
TYPED = st.lists(st.one_of(PARTS, st.text(max_size=3)), max_size=24).map("".join)


def used_heads() -> Iterator[str]:
    """Of every string in the code of the speakers and the carrier; what changes in one is #."""
    for room in ("handlers", "bot"):
        for file in (ROOT / room).rglob("*.py"):
            # What is no chat: the phones of the simulator, reports at the command line.
            if file.parent.name in ("simulator", "demo", "roster") or file.name == "relay.py":
                continue
            for text in strings(ast.parse(file.read_text("utf-8"))):
                yield from HEAD.findall(text)


def strings(tree: ast.AST) -> Iterator[str]:
    nodes = list(ast.walk(tree))
    within = [node.value for node in nodes if isinstance(node, ast.Expr)]  # a docstring
    within += [value for node in nodes if isinstance(node, ast.JoinedStr) for value in node.values]
    for node in nodes:
        if any(node is each for each in within):
            continue
        if isinstance(node, ast.JoinedStr):
            values = (v.value if isinstance(v, ast.Constant) else "#" for v in node.values)
            yield "".join(map(str, values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_every_head_of_our_cards_stands_in_the_list() -> None:
    from handlers.bookings.booking import KIND as BOOKING
    from handlers.registration.event import _CATEGORIES, ANY
    from handlers.registration.event import KIND as EVENT
    from handlers.volunteering.need import KIND as NEED

    every = (EVENT, NEED, BOOKING)

    listed = {squeezed(head.replace("#", "")) for head in HEADS}
    kinds = {ANY, *(category for category, _ in _CATEGORIES)}
    kinds |= {kind.words.changed for kind in every} | {f"{kind.words.act}成功" for kind in every}
    found = [head for head in used_heads() if head != "#成功"]
    # An offering's category, and that it has changed.
    assert found.count("#") == 2, "a head that is all variable: what it may say is to be listed"
    used = {*found, *kinds} - {"收到不支持的消息类型，暂无法显示", "#"}  # the first is WeChat's own
    missing = {head for head in used if squeezed(head.replace("#", "")) not in listed}
    assert len(used) > 15
    assert not missing, f"not in bot/language/relay.py: {sorted(missing)}"


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(
    "boxed", ["【{}】", "【 {} 】", "〖{}〗", "[{}]", "［{}］", "︻{}︼", "【【{}】】", "【{}！】", "【\u200b{}",
     "﹝{}﹞", "❲{}❳", "⟮{}⟯", "⁅{}⁆", "⦗{}⦘", "❴{}❵", "⸢{}⸥"]
)  # fmt: skip
def test_no_head_of_ours_can_be_typed(head: str, boxed: str) -> None:
    typed = boxed.format(head.replace("#", "3"))
    for text in (typed, f"通知如下：\n{typed} 请看", f"　　{typed}"):
        shown = received(text)
        assert not any(mark in shown for mark in f"【〖︻{boxed[0]}"), shown
        assert head.replace("#", "3") in shown, "it can still be read"


@pytest.mark.parametrize(
    "head",
    [
        "身份巳确认",
        "身份己确认",
        "身份确认",
        "报茗成功",
        "报名成㓛",
        "报名己成功",
        "话动有变化",
        "志愿服务有变花",
    ],
)
def test_no_head_that_reads_as_ours_at_a_glance_can_be_typed(head: str) -> None:
    assert received(f"【{head}】") == f"〔{head}〕"


@pytest.mark.parametrize(
    "text",
    [
        "（报名成功）",
        "「报名成功」的同志请注意",
        "《活动有变化》",
        "【报名须知】",
        "【工作要求】",
        "【会议通知】周五开会",
        "【活动时间】周六",
        "【重要】请看",
        "——云川市财政局",
        "一、时间—地点",
        "[微笑]",
        "- 第一项",
        "葛\U000e0100 𠮷 \ue863 👨‍👩‍👧 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 <b> a<b 3<5",
    ],
)
def test_what_poses_as_nothing_keeps_its_look(text: str) -> None:
    assert leaving(received(text)) == text


def test_addresses_of_the_web_stay_and_those_of_apps_do_not() -> None:
    said = "https://a.gov.cn/b http://b.cn weixin://dl Weixin://x alipays://y xweixin://z"
    assert leaving(said) == said.replace("n://d", "n：//d").replace("n://x", "n：//x").replace(
        "s://y", "s：//y"
    ).replace("n://z", "n：//z")


@pytest.mark.parametrize(
    "scheme", ["weixin", "WEIXIN", "Weixin", "wx", "SMS", "alipays", "intent", "a+b.c-d", "x1"]
)
@pytest.mark.parametrize("before", ["", "看", "https://a.cn/", "http:", "https:", "x："])
def test_no_app_is_opened_however_its_scheme_is_written(scheme: str, before: str) -> None:
    assert f"{scheme}：//dl/x" in leaving(f"{before}{scheme}://dl/x")


@pytest.mark.parametrize(
    "rule",
    [
        "――",
        "—— ——",
        "-----",
        "＝＝＝",
        "___",
        "　――　",
        "～～～",
        "━━",
        "⸻",
        "⎯⎯",
        "一一一",
        "﹏﹏",
        "〰〰",
        "┈┈",
        "══",
    ],
)
def test_no_line_reads_as_a_rule(rule: str) -> None:
    assert received(f"上面\n{rule}\n下面") == f"上面\n｜{rule}\n下面"


def test_what_nobody_sees_is_taken_out_wherever_unicode_has_it() -> None:
    left = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in UNSEEN and chr(code) != "\n"
        if unicodedata.category(leaving(f"甲{chr(code)}乙")[1:2]) in UNSEEN
        and leaving(f"甲{chr(code)}乙")[1:2] != "\n"
    ]
    assert left == []


@settings(max_examples=600, deadline=None)
@given(TYPED)
def test_nothing_that_leaves_acts_or_poses(text: str) -> None:
    for shown in (leaving(received(text)), leaving(quoted(received(text)))):
        assert "<a" not in shown.lower()
        assert "weixin://" not in shown.lower()
        for at, sign in enumerate(shown):
            joins = sign == "\u200d" or "\U000e0060" <= sign <= "\U000e007f"
            assert unicodedata.category(sign) not in UNSEEN or sign == "\n" or (joins and at), shown
        for line in shown.split("\n"):
            boxed = re.match(r"\W*[【〖［\[︻]([^】〗］\]︼]*)", line)
            assert not (boxed and poses(boxed[0])), line
            assert not re.fullmatch(r"\s*[―—-]{2,}\s*", line)


@settings(max_examples=300, deadline=None)
@given(TYPED)
def test_what_has_passed_once_passes_again_unchanged(text: str) -> None:
    once = received(text)
    assert received(once) == once
    assert leaving(once) == once.replace("\t", " ")


@settings(max_examples=300, deadline=None)
@given(TYPED)
def test_a_member_is_quoted_line_by_line_and_briefly(text: str) -> None:
    lines = quoted(received(text)).split("\n")
    assert all(line.startswith("｜") for line in lines if line)
    assert len(lines) <= relay.QUOTED_LINES
    assert "://" not in "".join(lines)


@pytest.mark.parametrize(
    "address", ["https://a.com/x", "www.a-b.cn", "a.com", "例子.中国", "x@a.cn"]
)
def test_no_address_of_a_members_can_be_tapped(address: str) -> None:
    shown = quoted(f"看 {address} 有 3.5 元")
    assert address not in shown
    assert not re.search(r"\w\.[^\W\d]|://", shown)
    assert "3.5" in shown
