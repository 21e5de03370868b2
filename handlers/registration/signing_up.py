"""What people say to sign up, and what they are asked until they have a place."""

import re

from bot.conversation import lists, prompts
from bot.conversation.dialogue import Answers, Ask, Dialogue
from bot.hearing.unexplained import person_in, unexplained
from bot.language.naming import SHORTEST, is_a_name, number_named
from bot.language.text import normal
from bot.message import Again, Reply
from bot.people import binding, places
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from bot.when.period import told
from handlers.registration import cards, changing, clashing, events, finding, listing, mine, seats
from handlers.registration.events import MODES, Event, Pool
from handlers.registration.finding import Found
from handlers.speech import (
    NOT_SIGNED_UP,
    NOT_YET,
    TAKES,
    after_the_no,
    asks,
    for_another,
    gives_up,
    only_speaks_of_it,
    postpones,
    refuses,
    standing,
    stays_out,
    tells,
)

dialogue = Dialogue("registration", "活动报名")
ONLY_ONESELF = (
    "活动只能给本人报名，没有报。请他本人在这里说一声“报名”；您自己要报，直接说“报名”和活动名。"
)
ONE_BY_ONE = "一次报一项，还没有报。请先选一项，报好后再报另一项。"
TAKE = "registration.sign_up_for"  # what 1 does on a card
LONGEST_OF_A_CARD = 24  # characters that are said of it
_AND = re.compile(r"[和跟与及 ]|还有")
AT_ONCE = 6  # parts of a sentence that are looked at: nobody names more in one
UNCHOSEN = "还没有报名。要报请回复编号，或直接说活动名。（“取消”不报了）"
# Where the answer stands on the card.
_OF_IT = re.compile(r"位[置子]|名额|几点|几号|什么时候|哪[天里]|地[点址]|满|多少人|截止")
NONE = ""  # the event of whoever wants none of them after all
# What a number of a list, and that of an event's card, stands for.
_OF_AN_EVENT = ("registration.sign_up_for", "registration.card")


def sign_up(tx: Tx, person: Person, text: str) -> Reply:
    """报名 大讲堂 视频, 报名 2 of the list just shown, or any sentence that names an event."""
    return not_asked_for(tx, person, text) or _sign_up(tx, person, text)


def _somebody_else(tx: Tx, person: Person, text: str) -> str:
    """帮王波报个健步走: the name of a person beside that of an event."""
    ids = finding.named_in(tx, person, text)
    titles = [events.seen(tx, person, i).title for i in ids]
    _, rest = told(text, tx.now, titles)
    known = [*titles, binding.name_of(tx, person)]
    return person_in(normal(events.without_modes(rest)), known) if ids else ""


def only_oneself(tx: Tx, person: Person, text: str) -> Reply:
    return Reply(ONLY_ONESELF)


def not_asked_for(tx: Tx, person: Person, text: str) -> Reply | None:
    """For somebody else, ruled out, asked about or told of: then nobody is put down."""
    another = for_another(text)
    if another and not finding.named_in(tx, person, another):
        return Reply(ONLY_ONESELF)
    if stays_out(text):
        return _left_out(tx, person, text)
    if postpones(text):
        return Reply(NOT_SIGNED_UP)
    if _somebody_else(tx, person, text):
        return Reply(ONLY_ONESELF)
    if not only_speaks_of_it(text):
        return None
    if finding.named_in(tx, person, text):
        return listing.show_events(tx, person, text)
    if tells(text):
        return mine.show(tx, person, "")
    card = prompts.once_more(tx, person.openid, TAKES)  # 怎么报名 asks of what is shown
    return Reply(NOT_YET, card) if card else None


def said_of_the_card(tx: Tx, person: Person, text: str) -> Reply | None:
    """怎么报名, 晚点再报名, 替他报名, said of the card just shown."""
    card = len(text) <= LONGEST_OF_A_CARD and prompts.once_more(tx, person.openid, (TAKE,))
    return not_asked_for(tx, person, text) if card else None


def not_now(tx: Tx, person: Person, _: str) -> Reply:
    """不去, said of a card."""
    return Reply(NOT_SIGNED_UP)


def _left_out(tx: Tx, person: Person, text: str) -> Reply:
    """Of 不报健步走，报读书会 the end is wanted; a place that is ruled out is given back."""
    wanted = after_the_no(text)
    if finding.named_in(tx, person, wanted):
        return sign_up(tx, person, wanted)
    return changing.cancel(tx, person, text) if _holds(tx, person, text) else Reply(NOT_SIGNED_UP)


def _holds(tx: Tx, person: Person, text: str) -> bool:
    return any(seats.find(tx, i, person.id) for i in _named(tx, person, text))


def _sign_up(tx: Tx, person: Person, text: str) -> Reply:
    mode = events.mode_in(text)
    answers = {"mode": mode} if mode else {}
    if event_id := _shown(tx, person, text):
        return dialogue.begin(tx, person, _with(tx, person, answers, event_id))
    if len(several := _several(tx, person, text)) > 1:
        return dialogue.begin(tx, person, _among(Found(several, finding.NAMED, ONE_BY_ONE)))
    number = number_named(text)
    found = finding.find(tx, person, text) if number is None else None
    if found and (one := found.one):
        beyond = _beyond(tx, person, text, one)
        if not beyond:
            return dialogue.begin(tx, person, _with(tx, person, answers, one))
        found = found._replace(amiss=beyond)
    if found:
        return dialogue.begin(tx, person, answers | _among(found))
    missed = f"没有找到“{text}”。" if is_a_name(text) else ""
    missed = missed if number is None else f"没有第 {number} 项。"
    return dialogue.begin(tx, person, answers).before(missed)


def _beyond(tx: Tx, person: Person, text: str, event_id: str) -> str:
    """What is asked for beside the day, the kind or the way by which one event was found."""
    if finding.named_in(tx, person, text):
        return ""
    title = events.seen(tx, person, event_id).title
    _, rest = told(text, tx.now, [title])
    left = unexplained(normal(events.without_modes(rest)), [title])
    return f"没有找到“{left}”。" if left else ""


def _several(tx: Tx, person: Person, text: str) -> tuple[str, ...]:
    """健步走和读书会21期: the events that its parts name, each by words of its own."""
    said = (events.without_modes(part).strip() for part in _AND.split(normal(text)))
    parts = [part for part in said if len(part) >= SHORTEST][:AT_ONCE]
    if len(parts) < 2:
        return ()
    parts = [part for part in parts if finding.named_in(tx, person, part)]
    if len(parts) < 2:
        return ()
    ones = (found.one for part in parts if (found := finding.find(tx, person, part)))
    return tuple(dict.fromkeys(filter(None, ones)))


def sign_up_for(tx: Tx, person: Person, event_id: str) -> Reply:
    return dialogue.begin(tx, person, _with(tx, person, {}, event_id))


def _shown(tx: Tx, person: Person, text: str) -> str | None:
    """The event that a number is of, or the one whose card has just been shown."""
    number = number_named(text)
    if number is not None:
        choice = finding.shown(tx, person, number)
        return choice.argument if choice and choice.action in _OF_AN_EVENT else None
    choice, what = finding.shown(tx, person, 1), events.without_modes(text)
    if choice is None or choice.action != _OF_AN_EVENT[0] or is_a_name(what):
        return None
    return None if finding.find(tx, person, what) else choice.argument


def _with(tx: Tx, person: Person, so_far: Answers, event_id: str) -> Answers:
    """The event as an answer. Who has a place in it is asked nothing more; a mode that it has
    not is asked about."""
    answers = {k: v for k, v in so_far.items() if k != "lacks"} | {"event": event_id}
    chosen = events.get(tx, event_id)
    if mine := seats.find(tx, event_id, person.id):
        return answers | {"mode": mine.mode}
    if chosen and "mode" in answers and chosen.pool(answers["mode"]) is None:
        answers["lacks"] = answers.pop("mode")
    return answers


def _among(found: Found) -> dict[str, str]:
    return {"among": " ".join(found.ids), "amiss": found.amiss, "page": "0"}


def _page(tx: Tx, person: Person, so_far: Answers) -> tuple[list[Event], int]:
    """The events that the numbers stand for, and how many there are in all."""
    number, ids = int(so_far.get("page", "0")), so_far.get("among", "").split()
    if not ids:
        return events.page(tx, places.path_of(tx, person), "", number)
    shown, _ = lists.cut(ids, number, events.PAGE)
    return [event for i in shown if (event := events.find(tx, person, i))], len(ids)


def _offered_events(tx: Tx, person: Person, so_far: Answers) -> Ask:
    shown, total = _page(tx, person, so_far)
    if not shown:
        raise Again(so_far.get("amiss", "") or listing.NONE_OPEN)
    more = total > (int(so_far.get("page", "0")) + 1) * events.PAGE
    what = "您想报哪一项？" if so_far.get("among") else "近期可报名的活动，想报哪一项？"
    title = f"{what}（共 {total} 项）" if total > events.PAGE else what
    last = "回复编号或活动名" + (f"，“{lists.FURTHER}”看更多" if more else "")
    lines = [so_far.get("amiss", ""), title, *cards.lines(tx, shown), f"{last}。（“取消”不报了）"]
    return Ask("\n".join(filter(None, lines)), tuple(event.id for event in shown))


@dialogue.ask(_offered_events)
def event(tx: Tx, person: Person, answer: str, so_far: Answers) -> Answers:
    if events.find(tx, person, answer):
        return _with(tx, person, so_far, answer)
    if (number := lists.turn(answer, int(so_far.get("page", "0")))) is not None:
        return _turned(tx, person, so_far, number)
    said = standing(answer)
    if not said:
        return _ruled_out(tx, person, so_far, answer)
    if again := _numbered(tx, person, so_far, said):
        return again
    return _found(tx, person, so_far, said)


def _found(tx: Tx, person: Person, so_far: Answers, said: str) -> Answers:
    found = finding.find(tx, person, said)
    if found is None:
        raise Again("没有找到这项活动，请回复编号，或直接说活动名。（“返回”上一步，“取消”不报了）")
    among = so_far.get("among", "").split()
    found = found.within(among)
    # A day or a number within another wish chooses nothing, and by itself only from the list.
    more = finding.says_more(tx, person, said)
    outside = bool(among) and found.one not in among and not finding.named_in(tx, person, said)
    if found.one and not more and not outside:
        return _with(tx, person, so_far, found.one)
    if is_a_name(said) and found.ids and not more:
        return {**so_far, **_among(found)}
    raise Again(UNCHOSEN) if more else _which(tx, found)


def _ruled_out(tx: Tx, person: Person, so_far: Answers, answer: str) -> Answers:
    """Named to rule it out, or asked about. Who wants none of what is offered is let go; who has
    a place in what they name wants that given back, which is another wish."""
    ids = _named(tx, person, answer)
    if asks(answer) and len(ids) == 1:
        raise Again("\n".join([*cards.face(tx, events.seen(tx, person, ids[0])), UNCHOSEN]))
    if not refuses(answer) or _holds(tx, person, answer):
        raise Again(UNCHOSEN)
    offered = so_far.get("among", "").split()
    if gives_up(answer) and (not ids or (offered and set(ids).issuperset(offered))):
        return {**so_far, "event": NONE, "mode": ""}
    if not ids:
        raise Again(UNCHOSEN)
    raise Again(_offered_events(tx, person, so_far).text, meant=True)


def _named(tx: Tx, person: Person, text: str) -> tuple[str, ...]:
    """The events that an answer names, a number of an issue included."""
    found = finding.find(tx, person, text)
    if found is None or found.amiss or finding.says_more(tx, person, text):
        return ()
    return found.ids


def _turned(tx: Tx, person: Person, so_far: Answers, number: int) -> Answers:
    turned = {**so_far, "page": str(number)}
    if not _page(tx, person, turned)[0]:
        raise Again("后面没有了，请回复编号，或直接说活动名。（“取消”不报了）", meant=True)
    return turned


def _numbered(tx: Tx, person: Person, so_far: Answers, answer: str) -> Answers | None:
    """报名 2, said in the middle of it."""
    number = number_named(answer.strip().removeprefix("报名"))
    shown, _ = _page(tx, person, so_far)
    if number is None or not 1 <= number <= len(shown):
        return None
    return _with(tx, person, so_far, shown[number - 1].id)


def _which(tx: Tx, found: Found) -> Again:
    """It may be another wish, so the list is only shown when it is none."""
    ids = found.ids[: events.PAGE]
    shown = [event for i in ids if (event := events.get(tx, i))]
    left = len(found.ids) - len(ids)
    last = "请回复编号" + (f"；还有 {left} 项像，可把活动名说全一些" if left else "")
    lines = [found.amiss or "有几项都像：", *cards.lines(tx, shown), f"{last}。（“取消”不报了）"]
    return Again("\n".join(lines), offers=ids)


def _mode_open(tx: Tx, so_far: Answers) -> bool:
    chosen = events.get(tx, so_far.get("event", ""))
    return chosen is not None and (len(chosen.pools) == 2 or "lacks" in so_far)


def _offered_modes(tx: Tx, person: Person, so_far: Answers) -> Ask:
    chosen = events.seen(tx, person, so_far["event"])
    head = f"{chosen.title}　{saying.at(chosen.starts_at, tx.now)}"
    modes = tuple(pool.mode for pool in chosen.pools)
    if len(modes) == 1:
        only = MODES[modes[0]]
        said = f"这项没有{MODES[so_far['lacks']]}，只有{only}。报{only}请回复 1。（“取消”不报了）"
        return Ask(f"{head}\n{said}", modes)
    lines = [head, "现场参加还是看视频？"]
    lines += [f"{number} {_left(pool)}" for number, pool in enumerate(chosen.pools, 1)]
    return Ask("\n".join([*lines, "回复编号。（“返回”上一步，“取消”不报了）"]), modes)


def _left(pool: Pool) -> str:
    left = (
        f"余 {saying.count(pool.left)}" if pool.left else f"已满，可候补（{pool.waiting} 人在等）"
    )
    return f"{MODES[pool.mode]}　{left}"


@dialogue.ask(_offered_modes, when=_mode_open)
def mode(tx: Tx, person: Person, answer: str, so_far: Answers) -> str | Answers:
    pools = events.seen(tx, person, so_far["event"]).pools
    chosen = answer if answer in MODES else events.mode_in(standing(answer))
    if any(pool.mode == chosen for pool in pools):
        return str(chosen)
    if refuses(answer) and not standing(answer):
        return _no_mode(tx, person, so_far, answer)
    if asks(answer) and events.mode_in(answer) and _OF_IT.search(answer):
        told = cards.face(tx, events.seen(tx, person, so_far["event"]))
        asked = _offered_modes(tx, person, so_far).text.partition("\n")[2]
        raise Again("\n".join([*told, asked]), meant=True)
    offered = "，或 ".join(f"{n} {MODES[pool.mode]}" for n, pool in enumerate(pools, 1))
    raise Again(f"请回复 {offered}。（“返回”上一步，“取消”不报了）")


def _no_mode(tx: Tx, person: Person, so_far: Answers, answer: str) -> Answers:
    """不去现场 takes no video yet; 不报大讲堂了 is the end of it."""
    ids = _named(tx, person, answer)
    one_way = events.mode_in(answer) is not None
    if gives_up(answer) and not one_way and (not ids or so_far["event"] in ids):
        return {**so_far, "event": NONE, "mode": ""}
    raise Again(_offered_modes(tx, person, so_far).text, meant=one_way)


@dialogue.finish
def book(tx: Tx, person: Person, answers: Answers) -> Reply:
    if answers["event"] == NONE:
        return Reply(NOT_SIGNED_UP)
    events.hold(tx, answers["event"])
    chosen = events.seen(tx, person, answers["event"])
    mine = seats.find(tx, chosen.id, person.id)
    if mine and chosen.open:
        return Reply(cards.already(tx, mine, chosen))
    events.check_open(tx, chosen)
    pool = chosen.pool(answers.get("mode", "")) or chosen.pools[0]
    if refusal := clashing.refusal(tx, person, chosen, pool):
        return refusal
    place = seats.book(tx, person.id, chosen, pool.mode)
    return cards.taken(tx, place, chosen)
