"""What a secretary says to send a notice: to whom, what, a look at it, and off it goes."""

from bot import spoken
from bot.clock import milliseconds, moment
from bot.dialogue import Answers, Ask, Dialogue
from bot.message import Again, Reply
from bot.people import audit
from bot.people.person import Person
from bot.store.tx import Tx
from bot.text import TEXT_BYTES, normal, typed
from bot.when import read, rest
from handlers.notices import notice as notices
from handlers.notices import scope, sending
from handlers.notices.notice import Reach
from handlers.notices.quiet import next_opening
from handlers.notices.scope import Scope

CHARACTERS = 600  # of a text
# Of it: what members get, and the sample with the choices under it, are one message each.
BYTES = 1_800
ASK_TEXT = "请把通知正文写成一条发来，最多 600 字，会照原样发出。（“取消”不发了）"
NO_SCOPE = "没有找到这个支部或单位，请回复编号，或说您管理范围以内的全名。（“取消”不发了）"
NOT_ANY_MORE = "您现在不能给这里发通知了，没有发出。"
SEND, SAMPLE, RECEIPTS, NOW, NOW_RECEIPTS = "send", "sample", "receipts", "now", "now receipts"
SAID = {
    "发送": SEND,
    "发": SEND,
    "确认": SEND,
    "确定": SEND,
    "先发给我看看": SAMPLE,
    "发给我看看": SAMPLE,
    "发送并请回复收到": RECEIPTS,
    "请回复收到": RECEIPTS,
    "现在就发": NOW,
    "现在发": NOW,
    "马上发": NOW,
    "现在就发并请回复收到": NOW_RECEIPTS,
}
REWRITE = frozenset({"重写", "改正文", "重新写", "修改"})
SEND_WORDS = 4  # characters beside a time: “明早9点发送吧” says when, a longer line something else

dialogue = Dialogue("notices", "发通知")


def begin(tx: Tx, person: Person, said: str) -> Reply:
    """发通知 第三支部 正文: the first word only where it names a place one holds."""
    scopes, text = scope.heard(tx, person, said)
    answers = {"where": scopes[0].key} if len(scopes) == 1 else {"among": scope.kept(scopes)}
    try:
        return dialogue.begin(tx, person, {**answers, "text": _checked(text)} if text else answers)
    except Again as again:
        return dialogue.begin(tx, person, answers).before(again.sentence)


# ---------------------------------------------------------------- to whom, and what


def _offered_scopes(tx: Tx, person: Person, so_far: Answers) -> Ask:
    found = scope.taken(tx, person, so_far.get("among", ""))
    return Ask(_listed("发给哪里？", found), tuple(each.key for each in found))


def _listed(title: str, found: list[Scope]) -> str:
    lines = [f"{n} {each.title}" for n, each in enumerate(found, 1)]
    return "\n".join([title, *lines, "回复编号，或把名称说全。（“取消”不发了）"])


@dialogue.ask(_offered_scopes)
def where(tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    if answer in so_far.get("among", "").split("\n"):
        return answer
    found = scope.named(tx, person, answer)[: scope.OFFERED]
    if len(found) > 1:
        keys = tuple(each.key for each in found)
        raise Again(_listed("有几个都像，是哪一个？", found), offers=keys)
    if not found:
        raise Again(NO_SCOPE)
    return found[0].key


@dialogue.ask(ASK_TEXT, free=True)
def text(tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    return _checked(answer)


def _checked(said: str) -> str:
    kept = typed(said).strip()
    if not kept:
        raise Again("没有看到正文。")
    if len(kept) > CHARACTERS:
        raise Again(f"这段有 {len(kept)} 字，最多 {CHARACTERS} 字，请缩短后再发。")
    if len(kept.encode()) > BYTES:
        raise Again("这段太长，微信一条放不下，请缩短后再发。")
    return kept


def composed(so_far: Answers, office_title: str, code: str = "") -> str:
    """As members get it."""
    lines = [f"【通知】{so_far['text']}", f"——{office_title}"]
    if code:
        lines.append(f"请回复“收到 {code}”")
    return "\n".join(lines)


# ---------------------------------------------------------------- a look at it


def _preview(tx: Tx, person: Person, so_far: Answers) -> Ask:
    found = scope.of(tx, person, so_far["where"])
    if found is None:
        return Ask(f"{NOT_ANY_MORE}（“取消”不发了）")
    later = next_opening(tx.now)
    reach = notices.reach(tx, found.to, later or tx.now)
    lines = [f"发给：{found.to.title} {spoken.count(reach.members)} 人"]
    lines.append(_reach_line(reach, later is not None))
    if later:
        lines.append(f"现在是休息时间，将在 {spoken.at(later, tx.now)} 发出。")
    choices, offers = _choices(later is not None)
    below = f"{choices}\n另定时间直接说，例如“明早9点发”；改正文回复“重写”，不发回复“取消”。"
    head = "\n".join(lines)
    room = TEXT_BYTES - len(f"{head}\n――\n\n――\n{below}".encode())
    shown = _cut(composed(so_far, found.office.title), room)
    return Ask(f"{head}\n――\n{shown}\n――\n{below}", offers)


def _reach_line(reach: Reach, later: bool) -> str:
    counts = [spoken.count(n) for n in (reach.now, reach.later, reach.never)]
    parts = []
    if reach.now:
        parts.append(f"{'照现在看到时能' if later else '现在能'}送到 {counts[0]} 人")
    if reach.later:
        parts.append(f"{'另 ' if parts else ''}{counts[1]} 人下次来访时显示")
    if reach.never:
        parts.append(f"{'其余 ' if parts else ''}{counts[2]} 人还没有关注或确认身份，收不到")
    return "，".join(parts or ["这里还没有人"]) + "。"


def _choices(quiet: bool) -> tuple[str, tuple[str, ...]]:
    said = "1 发送　2 先发给我看看　3 发送并请回复收到"
    if not quiet:
        return said, (SEND, SAMPLE, RECEIPTS)
    further = "4 现在就发　5 现在就发并请回复收到"
    return f"{said}\n{further}", (SEND, SAMPLE, RECEIPTS, NOW, NOW_RECEIPTS)


def _cut(shown: str, room: int) -> str:
    """A long one is shown in full by 先发给我看看."""
    if len(shown.encode()) <= room:
        return shown
    ending = "……（回复 2 看全文）"
    return shown.encode()[: room - len(ending.encode())].decode(errors="ignore") + ending


@dialogue.ask(_preview)
def choice(tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    """How to send it, or “at” and the moment; everything else leads back here."""
    said = normal(answer)
    if said in REWRITE:
        raise Again("好的。", question="text")
    chosen = SAID.get(said, answer)
    if chosen == SAMPLE:
        raise _sample(tx, person, so_far)
    if chosen in (SEND, RECEIPTS, NOW, NOW_RECEIPTS):
        return chosen
    when = read(answer, moment(tx.now))
    if when.every or len(rest(answer, when)) > SEND_WORDS or when.why == "none":
        raise Again("请回复编号；要改正文回复“重写”，不发回复“取消”。")
    if when.at is None:
        raise Again("请说一个以后的时间，例如“明早9点发”。", meant=True)
    return f"at {milliseconds(when.at)}"


def _sample(tx: Tx, person: Person, so_far: Answers) -> Again:
    """Just what members will get, to the sender alone, with the choices once more."""
    found = scope.of(tx, person, so_far["where"])
    if found is None:
        return Again(NOT_ANY_MORE, meant=True)
    choices, offers = _choices(next_opening(tx.now) is not None)
    return Again(
        f"{composed(so_far, found.office.title)}\n――\n{choices}", meant=True, offers=offers
    )


# ---------------------------------------------------------------- at another time


def _later(tx: Tx, so_far: Answers) -> bool:
    return so_far.get("choice", "").startswith("at ")


def _confirmation(tx: Tx, person: Person, so_far: Answers) -> Ask:
    found = scope.of(tx, person, so_far["where"])
    if found is None:
        return Ask(f"{NOT_ANY_MORE}（“取消”不发了）")
    at = int(so_far["choice"].split()[1])
    reach = notices.reach(tx, found.to, at)
    return Ask(
        f"将在 {spoken.at(at, tx.now)} 发给：{found.to.title} {spoken.count(reach.members)} 人\n"
        f"{_reach_line(reach, True)}\n"
        "1 发送　2 发送并请回复收到\n重选回复“返回”，不发回复“取消”。",
        (SEND, RECEIPTS),
    )


@dialogue.ask(_confirmation, when=_later)
def confirmed(tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    chosen = SAID.get(normal(answer), answer)
    if chosen not in (SEND, RECEIPTS):
        raise Again("请回复 1 或 2；重选回复“返回”，不发回复“取消”。")
    return chosen


# ---------------------------------------------------------------- off it goes


@dialogue.finish
def send(tx: Tx, person: Person, answers: Answers) -> Reply:
    found = scope.of(tx, person, answers["where"])
    if found is None:
        raise Again(NOT_ANY_MORE)
    receipts = RECEIPTS in (answers.get("confirmed") or answers["choice"])
    code = tx.new_code() if receipts else ""
    send_at = _send_at(tx, answers["choice"])
    whole = composed(answers, found.office.title, code)
    made = notices.add(tx, person.id, found.office, found.to, whole, code, send_at)
    reach = notices.reach(tx, found.to, send_at)
    sending.begin(tx, made, reach.members)
    audit.note(tx, person.id, "发通知", found.to.id, details=f"第 {made.number} 号")
    when = "正在发出" if send_at <= tx.now else f"将在 {spoken.at(send_at, tx.now)} 发出"
    return Reply(
        f"【通知 {made.number}】{when}，发给：{found.to.title} {spoken.count(reach.members)} 人\n"
        f"“通知进度 {made.number}”看送到多少，发错了回复“撤回通知 {made.number}”。"
    )


def _send_at(tx: Tx, choice: str) -> int:
    if choice.startswith("at "):
        return max(int(choice.split()[1]), tx.now)
    if choice in (NOW, NOW_RECEIPTS):
        return tx.now
    return next_opening(tx.now) or tx.now
