"""Sentences in people's own words: start words first, then what was learnt, weighed and asked back."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.capability import Found
from bot.conversation.understanding import Decision, Situated, Understanding
from bot.hearing import sentences, situations, weights
from bot.hearing.acts import CHANGING, OFFICIAL
from bot.hearing.unexplained import person_in, unexplained
from bot.language.hearing import Hearing
from bot.language.levelling import plain
from bot.language.sound import spelled
from bot.language.text import normal
from run import main
from tests.town import HOUSE

UNDERSTANDING = Understanding(HOUSE)
NOTHING = Found("", (), "none")


def decided(
    said: str, known: Situated | None = None, found: Found | None = None
) -> Decision | None:
    return UNDERSTANDING.decide(UNDERSTANDING.hear(said), known or Situated(), found)


# ---------------------------------------------------------------- what was learnt


def test_the_weights_were_learnt_from_these_sentences() -> None:
    header = weights.read(sentences.WEIGHTS).header
    assert header.sentences == sentences.digest(), "run.py wishes fit (make fit)"
    assert sentences.WEIGHTS.stat().st_size <= 2_000_000
    situated = weights.read(situations.WEIGHTS).header
    assert situated.sentences == situations.digest(), "run.py wishes fit (make fit)"
    assert situations.WEIGHTS.stat().st_size <= 500_000


def test_every_sentence_has_its_four_columns_and_an_act_that_somebody_answers() -> None:
    known = sentences.load()
    unanswered = {each.act for each in known} - set(UNDERSTANDING.acts)
    assert unanswered == set()
    assert {*CHANGING, *OFFICIAL} <= set(UNDERSTANDING.acts) | {"events.swap"}


def test_each_act_is_done_by_one_action_and_is_called_something() -> None:
    acts = [act for action in UNDERSTANDING.actions.values() for act in action.acts]
    assert len(acts) == len(set(acts))
    assert [name for name, a in UNDERSTANDING.actions.items() if a.acts and not a.called] == []


def test_a_broken_file_of_weights_says_what_to_do(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "wishes.weights"
    file.write_bytes(sentences.WEIGHTS.read_bytes()[:5000])
    with pytest.raises(weights.NotFitted, match=r"run\.py wishes fit"):
        weights.read(file)


def test_the_pieces_that_spoke_for_an_act_are_told() -> None:
    spoke = UNDERSTANDING.hearing.spoke("帮我报名", "member", "events.register", "events.list")
    assert any("报" in each and "+" in each for each in spoke)


def test_what_a_maintainer_reads(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["heard", "明早8点提醒我交材料"]) == 0
    told = capsys.readouterr().out
    assert "reminder.create" in told
    assert "时间：明早8点" in told
    assert "会：act" in told


def test_what_a_program_reads(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", ["secretary\t通知大家明天开会\n", "别给我报名大讲堂\n"])
    assert main(["heard", "--json"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["acts"][0]["act"] == "notice.create"
    assert (first["does"], first["stance"]) == ("act", "wants")
    assert first["spans"] == ["明天"]
    assert (second["stance"], second["does"]) == ("rules_out", "none")
    assert 0 < second["acts"][0]["p"] <= 1


# ---------------------------------------------------------------- sure enough, or asked back


def test_what_changes_something_must_be_surer_than_what_shows_something() -> None:
    doubtful = Situated(evidence={"events.register": -2.5})
    plainly = decided("帮我报名大讲堂")
    assert plainly == Decision("registration.sign_up")
    decision = decided("帮我报名大讲堂", doubtful, NOTHING)
    assert decision is not None
    assert decision.action == ""
    assert "registration.sign_up" in decision.choices


def test_what_is_asked_for_in_office_is_not_heard_of_whoever_holds_none() -> None:
    said = "还有谁没报名"
    secretary, member = decided(said, Situated("secretary")), decided(said, Situated("member"))
    assert secretary == Decision("not_yet.roster_missing")
    assert member != secretary


def test_what_was_just_shown_speaks_for_what_can_be_done_with_it() -> None:
    ranked = UNDERSTANDING.hear("算了不去了").meaning("member").acts
    before = {r.label: r.p for r in UNDERSTANDING.weighed(ranked, Situated())}
    after = {r.label: r.p for r in UNDERSTANDING.weighed(ranked, Situated(room="volunteering"))}
    assert after["volunteer.leave"] > before["volunteer.leave"]


def test_what_the_searcher_finds_is_one_more_piece_of_evidence() -> None:
    ranked = UNDERSTANDING.hear("报名要啥条件").meaning("member").acts

    def faq(verdict: str) -> float:
        found = Found("", (), verdict)
        return {r.label: r.p for r in UNDERSTANDING.weighed(ranked, Situated(), found)}["faq"]

    assert faq("none") < faq("guess") < faq("sure")


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        ("别给我报名", "rules_out"),
        ("能推迟吗", "asks"),
        ("我没收到通知", "tells"),
        ("等我看看课表再报名", "postpones"),
    ],
)
def test_an_act_that_is_spoken_of_but_not_wanted_is_not_done(said: str, stance: str) -> None:
    decision = decided(said) or decided(said, found=NOTHING)
    assert decision is not None
    assert decision.choices or decision.stance == stance


@given(st.sampled_from([s for s in sentences.load() if s.stance in ("rules_out", "took_back")]))
def test_an_explicit_no_is_never_done_at_once(sentence: sentences.Sentence) -> None:
    decision = decided(sentence.said, Situated(sentence.role))
    if decision is not None and decision.action in UNDERSTANDING.actions:
        at_once = UNDERSTANDING.actions[decision.action].at_once
        assert not (at_once and decision.stance == "wants"), sentence


# ---------------------------------------------------------------- what is left unexplained


@pytest.mark.parametrize(
    ("said", "names", "left"),
    [
        ("给我报名那天的献血", [], "献血"),
        ("上午的守护岗给我报上", [], "守护岗"),
        ("报名 活动", [], ""),
        ("麻烦帮我报一下那场活动谢谢", [], ""),
        ("我想参加乒乓球赛", ["“先锋杯”乒乓球赛"], ""),
        ("我想参加健步走", ["滨河健步走"], ""),
    ],
)
def test_a_word_that_nothing_explains_is_found(said: str, names: list[str], left: str) -> None:
    assert unexplained(said, names) == left


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("帮谭嘉涵报个健步走", "谭嘉涵"),
        ("王波要报健步走", "王波"),
        ("把杨秀东也报上", "杨秀东"),
        ("高兴参加健步走", ""),
        ("方便的话报健步走", ""),
    ],
)
def test_a_person_is_told_from_other_words(said: str, who: str) -> None:
    assert person_in(said, ["滨河健步走"]) == who


# ---------------------------------------------------------------- plain wording


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("俺想问问咋报名呀", "我想问问怎么报名"),
        ("您好 请问最近有啥讲座", "最近有什么讲座"),
        ("我先不报名 看看都有啥", "我 看看都有什么"),
        ("别删 时间往后调一天", "时间往后调一天"),
        ("能不能帮我取消吗", "帮我取消"),
        ("运动会今年搞不搞", "运动会今年搞吗"),
        ("活动取没取消呀", "活动取没取消吗"),
        ("还有没有名额", "还有没有名额"),
        ("能退吧我那天有事", "能退 我那天有事"),
        ("讲座没兴趣 给我报义诊", "给我报义诊"),
        ("不去了", "不去了"),
        ("不取消 看看时间", "看看时间"),
        ("没说要退啊 看看时间", "看看时间"),
        ("不报名了 看看时间", "不报名了 看看时间"),
        ("没报名 看看时间", "没报名 看看时间"),
        ("谢谢", "谢谢"),
        ("帮我报个名 谢谢您", "帮我报个名"),
    ],
)
def test_plain_wording(said: str, left: str) -> None:
    assert " ".join(plain(said).split()) == left


def test_of_a_long_text_both_ends_are_looked_at() -> None:
    assert plain("报名" + "。" * 500 + "谢了").endswith("谢了")
    assert len(plain("话" * 2000)) < 130


# ---------------------------------------------------------------- by sound


@pytest.fixture(scope="module")
def hearing() -> Hearing:
    return Hearing(["报名|大讲堂", "(?:提醒|取消)我", "明天"])


def test_one_wrong_character_is_mended(hearing: Hearing) -> None:
    assert hearing.corrected("报明大讲糖") == "报名大讲堂"


def test_a_word_that_only_sounds_alike_is_left(hearing: Hearing) -> None:
    assert hearing.corrected("抱明") == "抱明"  # no character of 报名


def test_pinyin_is_read_with_and_without_blanks(hearing: Hearing) -> None:
    assert hearing.spelled_out("bao ming dajiangtang") == "报名大讲堂"
    assert hearing.spelled_out("mingtian 9 tixing") == "明天9提醒"


def test_what_is_no_pinyin_stays(hearing: Hearing) -> None:
    assert hearing.spelled_out("asdfghjk") is None
    assert hearing.spelled_out("下载app") is None


# ---------------------------------------------------------------- the whole house


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("报名 大讲堂 视频", "registration.sign_up"),
        ("报名3", "registration.sign_up"),
        ("删除提醒 1", "reminders.delete"),
        ("删除提醒1", "reminders.delete"),
        ("提醒3点开会", "reminders.create"),
        ("提醒1改成9点", "reminders.change"),
        ("您好，最近有讲座吗", "registration.list"),
        ("您好", "reception.greeting"),
    ],
)
def test_commands_come_first_but_an_opening_is_none(said: str, action: str) -> None:
    assert UNDERSTANDING.understood(said) == action


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("取肖报名", "registration.cancel"),
        ("我得报名", "registration.mine"),
        ("认证", "membership.bind"),
    ],
)
def test_a_whole_line_that_sounds_like_a_start_word_is_that_word(said: str, action: str) -> None:
    assert UNDERSTANDING.understood(said) == action


def test_a_line_of_quite_other_characters_is_no_start_word() -> None:
    assert UNDERSTANDING.understood("游泳") != UNDERSTANDING.understood("有用")


def test_start_words_of_different_actions_sound_different() -> None:
    sounds: dict[str, str] = {}
    for name, action in UNDERSTANDING.actions.items():
        for word in action.starts:
            assert sounds.setdefault(spelled(word), name) == name, word


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("收到 k7m2", "notices.receipt"),
        ("k7m2", "notices.receipt"),
        ("张三：任职码 a2b3c4d5，7天内有效", "appointments.accept"),
    ],
)
def test_a_code_is_a_command_by_its_shape(said: str, action: str) -> None:
    assert UNDERSTANDING.understood(said) == action


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("报名需要什么条件", "faq.ask"),
        ("帮我报名大讲堂", "registration.sign_up"),
        ("取消预备党员资格要什么程序", "faq.ask"),
        ("明早8点提醒我交党费", "reminders.create"),
        ("志愿服务时长怎么算", "faq.ask"),
        ("哪个社区缺志愿者", "volunteering.list"),
        ("驾校报名多少钱", "reception.off_topic"),
        ("提醒我取快递", "reminders.create"),
        ("不用提醒我了", "reminders.delete"),
        ("别忘了明早八点提醒我", "reminders.create"),
        ("志愿者们辛苦了", "reception.thanks"),
    ],
)
def test_the_same_words_mean_different_things(said: str, action: str) -> None:
    assert UNDERSTANDING.understood(said) == action


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("我的全部", "reception.mine"),
        ("跟我有关的都给我看看", "reception.mine"),
        ("我名下报的、设的都有哪些", "reception.mine"),
        ("看看我所有的提醒", "reminders.list"),
        ("你们存了跟我有关的什么信息", "membership.my_data"),
        ("功能菜单", "reception.help"),
        ("菜单在哪", "reception.help"),
    ],
)
def test_all_that_is_mine_is_asked_of_all_rooms_one_thing_of_its_own(
    said: str, action: str
) -> None:
    assert UNDERSTANDING.understood(said) == action


@pytest.mark.parametrize(
    "said",
    ["报名大讲堂", "報名大講堂", "报明大讲堂", "bao ming dajiangtang", "baoming da jiang tang"],
)
def test_however_it_is_spelled(said: str) -> None:
    assert UNDERSTANDING.understood(said) == "registration.sign_up"


@given(st.text(max_size=60))
def test_any_text_is_understood_somehow(text: str) -> None:
    assert UNDERSTANDING.understood(text) in {*UNDERSTANDING.actions, "faq.ask"}


@pytest.mark.parametrize(
    "piece", ["我想去", "报名", "不", "ba ", "提醒", "现场", "你好", " 的", "（"]
)
def test_a_long_text_costs_little(piece: str) -> None:
    text = normal(piece * 2000)
    start = time.thread_time()
    UNDERSTANDING.hear(text).meaning("member")
    assert time.thread_time() - start < 0.1


def test_a_sentence_not_heard_before_costs_little() -> None:
    said = [each.said for each in sentences.load()[::40]]
    start = time.thread_time()
    for each in said:
        UNDERSTANDING.hear(each).meaning("unit_secretary")
    assert (time.thread_time() - start) / len(said) < 0.0012  # half of it on a quiet machine


def test_every_act_stands_in_the_list_of_acts() -> None:
    listed = (sentences.FOLDER.parent.parent / "docs" / "words.md").read_text("utf-8")
    acts = {file.stem for file in sentences.FOLDER.glob("*.tsv")}
    assert [act for act in sorted(acts) if f"\n| {act} | " not in listed] == []
