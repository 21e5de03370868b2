"""修改需求: what is to change is shown with how many will be told, then done once confirmed."""

from collections.abc import Sequence

from bot.clock import moment
from bot.conversation.dialogue import Answers, Ask, Dialogue
from bot.message import Again, Reply
from bot.people import audit
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.pasted import asking, redrafting
from handlers.volunteering import cards, covered, needs, telling
from handlers.volunteering.needs import Need
from handlers.volunteering.publishing import set_aside, untold

KNOWN = ("need", "among", "more", "said")
FIELDS = ("title", "start", "end", "seats")
OPEN = ("doubt.start", "half.start", "lasts")  # what is still to be asked, and what was said
GONE = "这项需求现在不能改了（已取消、已结束，或不归您管），没有改动。"
HOW = "要改什么？请直接说，如“时间 12月6日下午3点”“人数改成10人”。（“取消”不改了）"
NOTHING = "这样就和现在一样，没有要改的。"
BELOW_TAKEN = "已有 {} 人报名，人数不能少于 {}，没有改动。"

dialogue = Dialogue("revise_need", "修改需求")


def revise(tx: Tx, person: Person, text: str) -> Reply:
    """修改需求 长安社区义诊 人数改成10人"""
    found = [need for need in covered.named(tx, person, text) if need.open]
    if not found:
        return Reply(covered.NOT_FOUND if text else covered.NONE)
    return among(tx, person, found, text)


def among(tx: Tx, person: Person, found: Sequence[Need], text: str) -> Reply:
    """Which of them, if there are several; then what of it."""
    if len(found) == 1:
        return revise_this(tx, person, f"{found[0].id} {text}")
    ids = " ".join(need.id for need in found[: needs.PAGE])
    more = len(found) - needs.PAGE
    left = {"more": str(more)} if more > 0 else {}
    return dialogue.begin(tx, person, {"among": ids, "said": text, **left})


def revise_this(tx: Tx, person: Person, argument: str) -> Reply:
    """`argument` is the need's id and what was said with it."""
    need_id, _, text = argument.partition(" ")
    try:
        return dialogue.begin(tx, person, _said(tx, person, need_id, text))
    except Again as again:  # what was said with the name does not do
        return dialogue.begin(tx, person, {"need": need_id}).before(again.sentence)


def _said(tx: Tx, person: Person, need_id: str, text: str) -> Answers:
    """What is chosen, with what was said of it if that is a change."""
    wanted = _covered(tx, person, need_id)
    rest = text.replace(wanted.community, " ").replace(wanted.title, " ").strip()
    answers = {"need": wanted.id}
    if not rest:
        return answers
    try:
        return _changed(tx, wanted, answers, rest, named=True)
    except Again as again:
        if again.meant:
            raise
        return answers  # no more than its name


def _covered(tx: Tx, person: Person, need_id: str) -> Need:
    wanted = covered.find(tx, person, need_id)
    if wanted is None or not wanted.open or wanted.ends_at <= tx.now:
        raise Again(GONE, meant=True)
    return wanted


# ---------------------------------------------------------------- which, and what of it


def _offered(tx: Tx, person: Person, so_far: Answers) -> Ask:
    found = [n for i in so_far["among"].split() if (n := covered.find(tx, person, i))]
    lines = [f"{n} {e.name}　{saying.at(e.starts_at, tx.now)}" for n, e in enumerate(found, 1)]
    end = (
        f"回复编号；还有 {so_far['more']} 项没有列出，可直接说需求名。"
        if "more" in so_far
        else "回复编号。"
    )
    return Ask("\n".join(["改哪一项？", *lines, end]), tuple(e.id for e in found))


@dialogue.ask(_offered)
def need(tx: Tx, person: Person, answer: str, so_far: Answers) -> str | Answers:
    if answer in so_far.get("among", "").split():
        return _said(tx, person, answer, so_far.get("said", ""))
    found = [each for each in covered.named(tx, person, answer) if each.open]
    if len(found) != 1:
        raise Again("请回复编号，或把社区和服务一起说。（“取消”不改了）")
    return found[0].id


def _nothing_yet(tx: Tx, so_far: Answers) -> bool:
    return not any(name in so_far for name in (*FIELDS, "doubt.start"))


def _what(tx: Tx, person: Person, so_far: Answers) -> Ask:
    return Ask("\n".join([*cards.face(tx, _covered(tx, person, so_far["need"])), HOW]))


@dialogue.ask(_what, when=_nothing_yet)
def changes(tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    return _changed(tx, _covered(tx, person, so_far["need"]), so_far, answer)


@dialogue.ask(
    lambda tx, person, so_far: Ask(asking.asked_start(so_far, asking.WAYS_OF_CHANGE)),
    when=lambda tx, so_far: "doubt.start" in so_far,
)
def start(tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    now = _as_answers(_covered(tx, person, so_far["need"]))
    new = asking.start(answer, {**now, **so_far}, moment(tx.now), asking.WAYS_OF_CHANGE)
    return _kept(so_far, now, new)


def _as_answers(wanted: Need) -> dict[str, str]:
    return {
        "title": wanted.title,
        "start": str(wanted.starts_at),
        "end": str(wanted.ends_at),
        "seats": f"onsite {wanted.capacity}",
    }


def _changed(tx: Tx, wanted: Need, so_far: Answers, words: str, *, named: bool = False) -> Answers:
    """Only what differs from the need is kept: somebody else may change it meanwhile."""
    now = _as_answers(wanted)
    drafted = now | {name: so_far[name] for name in FIELDS if name in so_far}
    new = set_aside(redrafting.revised(words, drafted, moment(tx.now), named=named))
    kept = _kept(so_far, now, new)
    if told := untold(new, new["title"]):
        raise Again("".join(told), meant=True)
    if _nothing_yet(tx, kept):
        raise Again(NOTHING + HOW, meant=True)
    _check_capacity(wanted, _revised(wanted, kept))
    return kept


def _kept(so_far: Answers, now: Answers, new: Answers) -> Answers:
    known = {name: so_far[name] for name in KNOWN if name in so_far}
    differs = {name: new[name] for name in FIELDS if name in new and new[name] != now[name]}
    return known | differs | {name: new[name] for name in OPEN if name in new}


def _check_capacity(old: Need, new: Need) -> None:
    if new.capacity < old.taken:
        raise Again(BELOW_TAKEN.format(old.taken, old.taken), meant=True)


# ---------------------------------------------------------------- shown, and done


def _revised(wanted: Need, answers: Answers) -> Need:
    new = _as_answers(wanted) | {name: answers[name] for name in FIELDS if name in answers}
    return wanted._replace(
        title=new["title"],
        starts_at=int(new["start"]),
        ends_at=int(new["end"]),
        capacity=sum(asking.counts(new).values()),
    )


def _told(tx: Tx, old: Need, new: Need) -> list[str]:
    """What those who have a place are told: old → new, changed lines only."""
    pairs = (
        ("服务", old.title, new.title),
        ("时间", cards.span(tx, old), cards.span(tx, new)),
    )
    return [f"{name}：{one} → {other}" for name, one, other in pairs if one != other]


def _capacity_line(old: Need, new: Need) -> list[str]:
    changed = old.capacity != new.capacity
    return [f"人数：{old.capacity} → {new.capacity}"] if changed else []


def _preview(tx: Tx, person: Person, so_far: Answers) -> Ask:
    old = _covered(tx, person, so_far["need"])
    new = _revised(old, so_far)
    told = _told(tx, old, new)
    lines = [
        f"{old.name}要这样改：",
        *told,
        *_capacity_line(old, new),
        _reach(old, told),
        "回复 1 确认修改；还要改别的直接说；“取消”不改了。",
    ]
    return Ask("\n".join(lines), ("yes",))


def _reach(old: Need, told: Sequence[str]) -> str:
    if not told:
        return "只改人数，不另行通知。"
    return f"改后会告诉已报名的 {old.taken} 人。" if old.taken else "还没有人报名，不用通知。"


@dialogue.ask(_preview)
def confirm(tx: Tx, person: Person, answer: str, so_far: Answers) -> str | Answers:
    if asking.confirms(answer):
        return "yes"
    return _changed(tx, _covered(tx, person, so_far["need"]), so_far, answer)


@dialogue.finish
def put(tx: Tx, person: Person, answers: Answers) -> Reply:
    needs.hold(tx, answers["need"])
    old = _covered(tx, person, answers["need"])
    new = _revised(old, answers)
    if new.starts_at != old.starts_at and new.starts_at <= tx.now:
        raise Again("新的开始时间已经过去了，没有改动。")
    _check_capacity(old, new)
    tx.run(
        "volunteering.change_need",
        need_id=new.id,
        title=new.title,
        starts_at=new.starts_at,
        ends_at=new.ends_at,
        capacity=new.capacity,
    )
    told = _told(tx, old, new)
    if told:
        telling.start(tx, new, told, moved=True)
    audit.note(tx, person.id, "修改需求", covered.audited(old), details=new.name)
    end = ["正在告诉已报名的人。"] if told and old.taken else []
    return Reply("\n".join([f"【已修改】{new.name}", *told, *_capacity_line(old, new), *end]))
