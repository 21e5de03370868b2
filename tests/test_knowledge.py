"""The shipped policy content: its form, its phrasings, and the classic traps."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from bot.content import KNOWLEDGE, Entry, load
from bot.language.sound import syllable
from handlers.faq.chat import PolicyAnswers, basis

BASE = load()
LOCALLY = "以本市通知为准"
MARKDOWN = re.compile(r"[*#`_~|]|\[.*\]|^\s*(?:[-+>]|\d+\.)\s", re.MULTILINE)


def raw(file: str, table: str) -> Iterator[dict[str, Any]]:
    for path in sorted(KNOWLEDGE.glob(file)):
        yield from tomllib.loads(path.read_text("utf-8"))[table]


@pytest.fixture(scope="module")
def answers() -> PolicyAnswers:
    return PolicyAnswers(BASE, syllable)


def found_first(answers: PolicyAnswers, phrasing: str) -> tuple[str, str]:
    """What comes first, and the verdict."""
    found = answers.search(phrasing)
    return (found.candidates[0][0] if found.candidates else "", found.verdict)


def test_every_entry_that_is_written_is_loaded() -> None:
    written = [entry["id"] for entry in raw("faq/*.toml", "entry")]
    assert sorted(written) == sorted(entry.id for entry in BASE.entries)
    assert len(written) >= 15


def test_no_two_entries_claim_one_phrasing() -> None:
    phrasings = [text for entry in BASE.entries for text in (entry.question, *entry.also)]
    bare = Counter(re.sub(r"[^\w]", "", phrasing) for phrasing in phrasings)
    assert [phrasing for phrasing, times in bare.items() if times > 1] == []


@pytest.mark.parametrize("entry", BASE.entries, ids=lambda entry: entry.id)
def test_an_answer_is_short_plain_text(entry: Entry) -> None:
    assert len(entry.answer) <= 420
    assert len(entry.answer.splitlines()) <= 5
    assert entry.answer.endswith("。")
    assert not re.search(r"[!！]", entry.answer)
    assert not MARKDOWN.search(entry.answer)
    # Quoted words are commands to the reader, and an entry has none to give.
    assert not re.search(r"[“”「」]", entry.question + entry.answer)


def test_every_document_says_what_proves_it_and_when_it_was_checked() -> None:
    documents = list(raw("documents.toml", "document"))
    assert len({document["id"] for document in documents}) == len(documents)
    for document in documents:
        assert document["proof"].strip(), document["id"]
        assert isinstance(document["checked"], date), document["id"]
        assert document.get("published", date.min) <= document["checked"], document["id"]
        assert document.get("published", date.min) <= document.get("in_force", date.max)


def test_no_document_is_registered_for_nothing() -> None:
    cited = {entry.document.id for entry in BASE.entries}
    cited |= {document.id for entry in BASE.entries for document, _ in entry.more}
    assert cited == {document["id"] for document in raw("documents.toml", "document")}


def test_what_the_city_decides_is_said_to_be_so() -> None:
    for entry in raw("faq/*.toml", "entry"):
        assert entry.get("local", False) == (LOCALLY in entry["answer"]), entry["id"]


def test_every_entry_answers_its_own_question(answers: PolicyAnswers) -> None:
    missed = [
        entry.question
        for entry in BASE.entries
        if found_first(answers, entry.question) != (entry.id, "sure")
    ]
    assert missed == []


def test_other_phrasings_find_their_entry_first(answers: PolicyAnswers) -> None:
    asked = [(entry.id, phrasing) for entry in BASE.entries for phrasing in entry.also]
    missed = []
    for entry_id, phrasing in asked:
        first, verdict = found_first(answers, phrasing)
        if first != entry_id or verdict == "none":
            missed.append(phrasing)
    assert len(missed) <= 0.05 * len(asked), missed


# What people ask, what must be said and cited, and what old or second-hand sources say instead.
TRAPS = [
    ("支部一届几年", ["3年"], "机关基层组织工作条例》第7条", ["2年", "两年"]),
    ("社区党支部一届是三年还是五年", ["都是5年"], "基层组织任期的意见》", ["3年"]),
    ("组织关系介绍信有效期多长", ["不超过3个月"], "党员组织关系管理的意见》", ["6个月", "一年"]),
    ("党课每季度必须上一次吗", ["没有规定", LOCALLY], "支部工作条例（试行）》第16条", ["必须"]),
    ("党员大会是不是每月一次", ["每季度"], "支部工作条例（试行）》第11条", ["每月"]),
    ("列为发展对象是报备案还是要批准", ["先报上级党委同意，再公示"], "细则》第13条", []),
    ("发展对象公示几天", ["不少于5个工作日"], "细则》第13条", ["7天"]),
    ("讨论接收预备党员要到多少人", ["必须超过", "应到", "半数"], "细则》第19条", ["三分之二"]),
    ("接收预备党员赞成票怎么算", ["无记名", "应到", "半数"], "细则》第20条", ["举手"]),
    ("转正要走什么程序", ["书面提出转正申请", "党委审批"], "细则》第32条", ["第33条"]),
    ("党龄从什么时候算", ["转为正式党员之日"], "细则》第33条", ["第34条"]),
    ("转正申请要提前一个月交吗", ["没有规定提前量"], "细则》第32条", ["提前一周", "提前一个月"]),
    ("退休党费怎么算", ["基本养老金", "5000元", "0.5%", "1%"], "规范党费工作的通知》", ["1.5%"]),
    ("公积金车补要算党费吗", ["不算"], "规范党费工作的通知》一(2)", []),
    ("选举要来多少人", ["五分之四"], "基层组织选举工作条例》", ["超过应到会人数的五分之四"]),
    ("违规发展党员怎么处分", ["警告或者严重警告"], "纪律处分条例》第89条", ["第78条"]),
    ("2027年放假怎么安排", ["尚未公布"], "年节及纪念日放假办法》第2条", ["2月11日"]),
    ("单位强推政务应用合规吗", ["不得强制推广"], "2024年8月6日公布", ["2025年"]),
    ("学习软件要求每天打卡积分排名行吗", ["不能"], "应用程序规范化管理办法》", []),
]


@pytest.mark.parametrize(("asked", "says", "cites", "never"), TRAPS, ids=[t[0] for t in TRAPS])
def test_a_classic_trap_is_answered_rightly(
    answers: PolicyAnswers, asked: str, says: list[str], cites: str, never: list[str]
) -> None:
    first, verdict = found_first(answers, asked)
    assert verdict != "none"
    entry = answers.entries[first]
    said = f"{entry.answer}\n{basis(entry)}"
    assert [words for words in [*says, cites] if words not in said] == [], said
    assert [words for words in never if words in said] == [], said


def test_the_development_rules_are_those_of_2026() -> None:
    cited = [entry for entry in BASE.entries if entry.document.id == "development-rules"]
    assert {(e.document.published, e.document.in_force) for e in cited} == {
        (date(2026, 5, 11), date(2026, 5, 11))
    }
    articles = {number for e in cited for number in e.article.split("、") if number}
    assert articles <= {str(number) for number in range(1, 45)}


def test_no_day_of_2027_is_given_but_those_the_law_fixes() -> None:
    """The yearly notice is not out: a rest or shift day would be a guess."""
    for entry in BASE.entries:
        if "2027" in entry.answer:
            days = set(re.findall(r"\d{1,2}月\d{1,2}日", entry.answer))
            assert days <= {"1月1日", "5月1日", "10月10日", "11月22日"}, entry.id


# What was once answered surely by an entry that does not tell it, by kind; each with siblings.
BESIDE_THE_POINT = {
    "whether one group takes part is not told by another": [
        "预备党员参加民主评议吗",
        "流动党员要参加选举吗",
        "退休党员参加民主评议吗",
        "预备党员可以在流入地过组织生活吗",
        "发展对象参加组织生活会吗",
    ],
    "whether one meeting counts as another is not how often it is held": [
        "主题党日算不算党课",
        "主题党日能不能当作党员大会",
        "党小组会可以当作支委会吗",
        "组织生活会能代替党员大会吗",
        "党课算不算主题党日",
    ],
    "what was forgotten is not made up for by the rule": [
        "谈心谈话忘了做能补吗",
        "主题党日漏了一次可以下月补吗",
        "组织生活会错过了还能补开吗",
        "民主评议忘记做了怎么补",
        "支委会上个月忘开了能补吗",
    ],
    "how many grades there are is not how often they are given": [
        "述职评议分几个等级",
        "书记述职有几个等次",
        "党员考核分几等",
    ],
    "how long it lasts is not told by an entry without a time": [
        "警告处分影响期多长",
        "严重警告的影响期是几年",
        "支部书记空缺最长多久",
        "支委缺额最多能空几个月",
        "纪检委员空着的期限是多久",
    ],
    "what counts into dues is not told by a list without it": [
        "值班费计入党费基数吗",
        "讲课费算党费基数吗",
        "过节费算不算党费基数",
        "独生子女费算党费基数吗",
        "高温津贴算党费基数吗",
    ],
    "by which procedure is not told by the consequences": [
        "取消预备党员资格按什么程序",
        "预备党员犯错处理有哪些程序",
        "违规发展党员处分的流程是什么",
    ],
    "how is it voted is not the majority that is needed": [
        "转正怎么表决",
        "支委会怎么表决",
        "民主评议怎么投票",
        "组织处置怎么投票",
    ],
    "pay and leave of one's employer are not dues": [
        "事业单位未休年假工资怎么计算",
        "年休假没休工资怎么算",
        "产假期间工资标准是多少",
    ],
}


@pytest.mark.parametrize("kind", BESIDE_THE_POINT)
def test_what_an_entry_does_not_tell_is_never_said_to_be_its_answer(
    answers: PolicyAnswers, kind: str
) -> None:
    found = {asked: found_first(answers, asked) for asked in BESIDE_THE_POINT[kind]}
    assert {asked: first for asked, (first, verdict) in found.items() if verdict == "sure"} == {}


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("民主评议可以以党小组为单位进行吗", "可以在党小组范围内进行"),
        ("月工资5600要交多少党费", "全部按那一档的比例交"),
        ("党员大会多久搞一回", "每季度"),
        ("加班费算党费基数吗", "加班"),
        ("支部会议书记不在谁来召集", "书记不能参加会议的"),
        ("选举名额没选满可以减少名额吗", "接近应选名额"),
        ("机关党员代表大会选举由谁主持", "主席团"),
        ("党费能让同事代交吗", "亲属或者其他党员"),
        ("借调一年要不要转组织关系", "六个月以上"),
    ],
)
def test_what_an_entry_does_tell_is_said(answers: PolicyAnswers, asked: str, says: str) -> None:
    first, verdict = found_first(answers, asked)
    assert verdict != "none"
    assert says in answers.entries[first].answer


def test_a_document_shows_when_it_is_in_force_or_was_revised() -> None:
    shown = {entry.document.id: basis(entry) for entry in BASE.entries}
    for document, date_shown in {
        "member-education": "2019年5月6日起施行",
        "personal-info-law": "2021年11月1日起施行",
        "dues-rules": "2008年4月1日起施行",
        "organ-rules": "2019年11月29日修订",
        "branch-rules": "2018年10月28日公布",
    }.items():
        assert date_shown in shown[document]
