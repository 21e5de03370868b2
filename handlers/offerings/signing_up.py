"""What people say to take a place, and what they are asked until they have it."""

import re
from functools import cache, partial

from msgspec import Struct
from msgspec.structs import replace

from bot.clock import moment
from bot.conversation import lists, prompts
from bot.conversation.dialogue import Ask, Dialogue
from bot.hearing import clauses
from bot.hearing.heard import Heard
from bot.hearing.unexplained import person_in, unexplained
from bot.language.naming import SHORTEST
from bot.language.numbers import placed
from bot.language.text import normal
from bot.message import Again, Reply
from bot.people import binding, places
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import read, saying
from bot.when.period import told
from handlers.offerings import (
    cards,
    clashing,
    finding,
    leaving,
    listing,
    mine,
    offering,
    seats,
)
from handlers.offerings.finding import Found
from handlers.offerings.kind import Kind
from handlers.offerings.offering import PAGE, Offering, Pool
from handlers.offerings.said_of_a_card import I_DO, NOT_SIGNED_UP, NOT_YET

LONGEST_OF_A_CARD = 24  # characters that are said of it
ONE_BY_ONE = "一次报一项，还没有报。请先选一项，报好后再报另一项。"
WAYS = "（“返回”上一步，“取消”不报了）"
AT_ONCE = 6  # parts of a sentence that are looked at: nobody names more in one
_AND = re.compile(r"[和跟与及 ]|还有")
# Where the answer stands on the card.
_OF_IT = re.compile(r"位[置子]|名额|几点|几号|什么时候|哪[天里]|地[点址]|满|多少人|截止")
NONE = ""  # the offering of whoever wants none of them after all
FEW = 3  # pools that have a line each


class Wanted(Struct, frozen=True, omit_defaults=True):
    """What is known of what somebody wants a place in."""

    offering: str | None = None  # NONE: none of them after all
    mode: str | None = None  # the pool, by its id
    hint: str = ""  # the way of taking part, or the hour, that was asked for
    lacks: str = ""  # … if it has no such
    among: tuple[str, ...] = ()  # those that are asked about; none: all there are
    amiss: str = ""  # what was said that fits none of them
    page: int = 0


@cache
def dialogue(kind: Kind) -> Dialogue:
    made = Dialogue(kind.name, kind.words.taking, answers=Wanted)
    made.ask(partial(_offered, kind), name="offering", situation="ask.which_event")(
        partial(_chosen, kind)
    )
    mode = partial(made.ask, name="mode", situation="ask.mode")
    mode(partial(_offered_pools, kind), when=partial(_pool_open, kind))(partial(_pool_chosen, kind))
    made.finish(partial(book, kind))
    return made


def sign_up(kind: Kind, tx: Tx, person: Person, text: Heard) -> Reply:
    """报名 大讲堂 视频, 认领 2 of the list just shown, or any sentence that names one."""
    if text and (other := _of_another_kind(kind, tx, person, text)):
        return sign_up(other, tx, person, text)
    return not_asked_for(kind, tx, person, text) or _sign_up(kind, tx, person, text)


def _of_another_kind(kind: Kind, tx: Tx, person: Person, text: Heard) -> Kind | None:
    """报名 梅园社区作业辅导: a service, whichever room's word stands before it, unless that room has
    something of the name."""
    if finding.named_in(kind, tx, person, text):
        return None
    others = (other for other in kind.others() if finding.named_in(other, tx, person, text))
    return next(others, None)


def which(kind: Kind, tx: Tx, person: Person, text: Heard) -> Reply:
    """Where it is not sure that somebody wants in: even the only one is asked about."""
    if reply := not_asked_for(kind, tx, person, text):
        return reply
    found = finding.find(kind, tx, person, text)
    if found is None:
        return dialogue(kind).begin(tx, person, Wanted(hint=_hint(kind, tx, text)))
    if found.one and (beyond := _beyond(kind, tx, person, text, found.one)):
        found = found._replace(amiss=beyond)
    return dialogue(kind).begin(tx, person, _among(Wanted(hint=_hint(kind, tx, text)), found))


def not_now(kind: Kind, tx: Tx, person: Person, text: Heard) -> Reply:
    """不去, said of a card; but 现场就算了 only rules out a way of taking part."""
    if text and kind.without_ruled_out_modes(text) != text.said and kind.mode_in(text):
        return which(kind, tx, person, text)
    return Reply(NOT_SIGNED_UP)


def only_oneself(kind: Kind, tx: Tx, person: Person, text: Heard) -> Reply:
    return Reply(kind.words.only_oneself)


def somebody_else(
    kind: Kind, tx: Tx, person: Person, text: Heard, *, of_a_title: bool = True
) -> str:
    """帮王波报个健步走: the name of a person, beside that of what there is if it must have one."""
    _, rest = told(text, tx.now)
    named = finding.named(kind, tx, finding.titles(kind, tx, person), rest)
    if of_a_title and not named.titles:
        return ""
    known = [each.title for each in named.titles] + [area.name for area in named.areas]
    said = normal(kind.without_modes(rest))
    return person_in(said, [*known, binding.name_of(tx, person)])


def not_asked_for(kind: Kind, tx: Tx, person: Person, text: Heard) -> Reply | None:
    """For somebody else, ruled out, asked about or told of: then nobody is put down."""
    another = clauses.for_another(text)
    if another and not finding.named_in(kind, tx, person, text.part(another)):
        return Reply(kind.words.only_oneself)
    if clauses.stays_out(text.part(kind.without_ruled_out_modes(text))):
        return _left_out(kind, tx, person, text)
    if clauses.postpones(text):
        return Reply(NOT_SIGNED_UP)
    if somebody_else(kind, tx, person, text):
        return Reply(kind.words.only_oneself)
    if not clauses.only_speaks_of_it(text):
        return None
    if finding.named_in(kind, tx, person, text):
        return listing.show(kind, tx, person, text)
    if clauses.tells(text):
        return mine.show(kind, tx, person, "")
    card = prompts.once_more(tx, person.openid, I_DO[0])  # 怎么报名 asks of what is shown
    return Reply(NOT_YET, card) if card else None


def said_of_the_card(kind: Kind, tx: Tx, person: Person, text: Heard) -> Reply | None:
    """怎么报名, 晚点再报名, 替他报名, said of the card just shown."""
    card = len(text) <= LONGEST_OF_A_CARD and prompts.once_more(tx, person.openid, I_DO[0])
    if not card or card.choices[0].action != kind.act("take"):
        return None
    return not_asked_for(kind, tx, person, text)


def _left_out(kind: Kind, tx: Tx, person: Person, text: Heard) -> Reply:
    """Of 不报健步走，报读书会 the end is wanted; a place that is ruled out is given back."""
    wanted = text.part(clauses.after_the_no(text))
    if finding.named_in(kind, tx, person, wanted):
        return sign_up(kind, tx, person, wanted)
    if _holds(kind, tx, person, text):
        return leaving.leave(kind, tx, person, text)
    return Reply(NOT_SIGNED_UP)


def _holds(kind: Kind, tx: Tx, person: Person, text: Heard) -> bool:
    return any(seats.find(tx, i, person.id) for i in _named(kind, tx, person, text))


def _sign_up(kind: Kind, tx: Tx, person: Person, text: Heard) -> Reply:
    begin = partial(dialogue(kind).begin, tx, person)
    wanted = Wanted(hint=_hint(kind, tx, text))
    if shown := _shown(kind, tx, person, text):
        return begin(_with(kind, tx, person, wanted, shown))
    if len(several := _several(kind, tx, person, text)) > 1:
        return begin(_among(Wanted(), Found(several, finding.NAMED, ONE_BY_ONE)))
    number = text.place
    found = finding.find(kind, tx, person, text) if number is None else None
    if found and (one := found.one):
        beyond = _beyond(kind, tx, person, text, one)
        if not beyond:
            return begin(_with(kind, tx, person, wanted, one))
        found = found._replace(amiss=beyond)
    if found:
        return begin(_among(wanted, found))
    missed = f"没有找到“{text}”。" if text.is_a_name else ""
    if number is not None:
        missed = f"没有第 {number} 项。" if number > 0 else "没有这一项。"
    return begin(wanted).before(missed)


def _beyond(kind: Kind, tx: Tx, person: Person, text: Heard, offering_id: str) -> str:
    """What is asked for beside the day, the place or the way by which one was found."""
    if finding.named_in(kind, tx, person, text):
        return ""
    of = offering.seen(kind, tx, person, offering_id)
    _, rest = told(text, tx.now, [of.title])
    left = unexplained(normal(kind.without_modes(rest)), [of.name, of.title])
    return f"没有找到“{left}”。" if left else ""


def _hint(kind: Kind, tx: Tx, text: Heard) -> str:
    """The way of taking part, or the hour, that is asked for."""
    if len(kind.modes) > 1:
        return kind.mode_in(text) or ""
    when = read(text, moment(tx.now)) if kind.by_hour else None
    if when is None:
        return ""
    return f"{when.at:%-H:%M}" if when.at and when.timed else ""


def _several(kind: Kind, tx: Tx, person: Person, text: Heard) -> tuple[str, ...]:
    """健步走和读书会21期: those that its parts name, each by words of its own."""
    said = (kind.without_modes(part).strip() for part in _AND.split(text.said))
    parts = [text.part(part) for part in said if len(part) >= SHORTEST][:AT_ONCE]
    if len(parts) < 2:
        return ()
    parts = [part for part in parts if finding.named_in(kind, tx, person, part)]
    if len(parts) < 2:
        return ()
    ones = (found.one for part in parts if (found := finding.find(kind, tx, person, part)))
    return tuple(dict.fromkeys(filter(None, ones)))


def restore(kind: Kind, tx: Tx, person: Person, offering_id: str) -> Reply:
    """取消错了: the place that was just given back, while there is room."""
    pool_id = tx.value("offerings.given_back", offering_id=offering_id, member_id=person.id)
    return dialogue(kind).begin(tx, person, Wanted(offering=offering_id, mode=pool_id or None))


def take(kind: Kind, tx: Tx, person: Person, offering_id: str) -> Reply:
    return dialogue(kind).begin(tx, person, _with(kind, tx, person, Wanted(), offering_id))


def _shown(kind: Kind, tx: Tx, person: Person, text: Heard) -> str | None:
    """The one that a number is of, or whose card has just been shown."""
    number, taking = text.place, kind.act("take")
    if number is not None:
        choice = finding.shown(kind, tx, person, number)
        return choice.argument if choice and choice.action in (taking, kind.act("card")) else None
    choice, what = finding.shown(kind, tx, person, 1), text.part(kind.without_modes(text))
    if choice is None or choice.action != taking or what.is_a_name:
        return None
    return None if finding.find(kind, tx, person, what) else choice.argument


def _with(kind: Kind, tx: Tx, person: Person, so_far: Wanted, offering_id: str) -> Wanted:
    """With the offering. Who has a place in it is asked nothing more; a mode that it has not is
    asked about."""
    hint = so_far.hint or so_far.mode or ""
    wanted = replace(so_far, offering=offering_id, mode=None, hint="", lacks="")
    if mine := seats.find(tx, offering_id, person.id):
        return replace(wanted, mode=mine.pool_id)
    chosen = offering.get(kind, tx, offering_id) if hint else None
    if chosen is None:
        return wanted
    if pool := _pool_said(kind, chosen, hint):
        return replace(wanted, mode=pool.id)
    return replace(wanted, lacks=hint) if hint in kind.modes else wanted


def _pool_said(kind: Kind, chosen: Offering, words: str) -> Pool | None:
    """By the word for a way of taking part, or by the hour it begins."""
    mode = words if words in kind.modes else kind.mode_in(words)
    if mode is not None:
        return chosen.pool(mode)
    by_hour = [pool for pool in chosen.pools if pool.starts_at is not None]
    when = read(words, moment(chosen.starts_at - 1)) if by_hour else None
    if when is None or when.at is None or not when.timed:
        return None
    said = when.at.time()
    return next((p for p in by_hour if moment(p.starts_at or 0).time() == said), None)


def _among(so_far: Wanted, found: Found) -> Wanted:
    return replace(so_far, among=found.ids, amiss=found.amiss, page=0)


def _page(kind: Kind, tx: Tx, person: Person, so_far: Wanted) -> tuple[list[Offering], int]:
    """Those that the numbers stand for, and how many there are in all."""
    if not so_far.among:
        return offering.page(kind, tx, places.path_of(tx, person), "", so_far.page)
    shown, _ = lists.cut(so_far.among, so_far.page, PAGE)
    found = [of for i in shown if (of := offering.find(kind, tx, person, i))]
    return found, len(so_far.among)


def _offered(kind: Kind, tx: Tx, person: Person, so_far: Wanted) -> Ask:
    shown, total = _page(kind, tx, person, so_far)
    if not shown:
        raise Again(so_far.amiss or kind.words.none_open)
    more = total > (so_far.page + 1) * PAGE
    words = kind.words
    every = f"近期{words.open}的{words.called}，想{words.verb}哪一项？"
    what = f"您想{words.verb}哪一项？" if so_far.among else every
    title = f"{what}（共 {total} 项）" if total > PAGE else what
    last = f"回复编号，或{words.say}" + (f"，“{lists.FURTHER}”看更多" if more else "")
    head, end = [so_far.amiss, title], f"{last}。（“取消”不报了）"
    lines = [*head, *cards.lines(kind, tx, shown), end]
    return Ask("\n".join(filter(None, lines)), tuple(of.id for of in shown))


def _unchosen(kind: Kind) -> str:
    return f"还没有报名。要报请回复编号，或{kind.words.say}。（“取消”不报了）"


def _chosen(kind: Kind, tx: Tx, person: Person, answer: Heard, so_far: Wanted) -> Wanted:
    if offering.find(kind, tx, person, answer):
        return _with(kind, tx, person, so_far, answer)
    if (number := lists.turn(answer, so_far.page)) is not None:
        return _turned(kind, tx, person, so_far, number)
    said = answer.part(clauses.choosing(answer.part(_without_verb(kind, answer))))
    if not said:
        return _ruled_out(kind, tx, person, so_far, answer)
    if several := _of_several_numbers(kind, tx, person, so_far, answer):
        return several
    if again := _numbered(kind, tx, person, so_far, said):
        return again
    return _found(kind, tx, person, so_far, said)


def _of_several_numbers(
    kind: Kind, tx: Tx, person: Person, so_far: Wanted, answer: Heard
) -> Wanted | None:
    """1、2: one after the other, so the first is asked for."""
    shown, _ = _page(kind, tx, person, so_far)
    places = (placed(n, len(shown)) for n in answer.places)
    ids = tuple(shown[n - 1].id for n in places if n)
    return replace(so_far, among=ids, amiss=ONE_BY_ONE, page=0) if len(ids) > 1 else None


def _without_verb(kind: Kind, answer: Heard) -> str:
    """认领 家电维修, said in the middle of it."""
    said = answer.strip()
    verbs = (verb for verb in kind.words.verbs if said.startswith(verb))
    return next((said.removeprefix(verb).strip() for verb in verbs), said) or said


def _found(kind: Kind, tx: Tx, person: Person, so_far: Wanted, said: Heard) -> Wanted:
    found = finding.find(kind, tx, person, said)
    if found is None:
        raise Again(f"没有找到这项{kind.words.published}，请回复编号，或{kind.words.say}。{WAYS}")
    among = so_far.among
    found = found.within(among)
    # A day or a number within another wish chooses nothing, and by itself only from the list.
    more = finding.says_more(kind, tx, person, said)
    named = finding.named_in(kind, tx, person, said)
    outside = bool(among) and found.one not in among and not named
    if found.one and not more and not outside:
        hint = _hint(kind, tx, said) or so_far.hint
        return _with(kind, tx, person, replace(so_far, hint=hint), found.one)
    if said.is_a_name and found.ids and not more:
        return _among(so_far, found)
    raise Again(_unchosen(kind)) if more else _which(kind, tx, found)


def _ruled_out(kind: Kind, tx: Tx, person: Person, so_far: Wanted, answer: Heard) -> Wanted:
    """Named to rule it out, or asked about. Who wants none of what is offered is let go; who has
    a place in what they name wants that given back, which is another wish."""
    ids, unchosen = _named(kind, tx, person, answer), _unchosen(kind)
    if clauses.asks(answer) and len(ids) == 1:
        face = cards.face(kind, tx, offering.seen(kind, tx, person, ids[0]))
        raise Again("\n".join([*face, unchosen]))
    if not clauses.refuses(answer) or _holds(kind, tx, person, answer):
        raise Again(unchosen)
    offered = so_far.among
    if clauses.gives_up(answer) and (not ids or (offered and set(ids).issuperset(offered))):
        return Wanted(offering=NONE)
    if not ids:
        raise Again(unchosen)
    raise Again(_offered(kind, tx, person, so_far).text, meant=True)


def _named(kind: Kind, tx: Tx, person: Person, text: Heard) -> tuple[str, ...]:
    """Those that an answer names, a number of an issue included."""
    found = finding.find(kind, tx, person, text)
    if found is None or found.amiss or finding.says_more(kind, tx, person, text):
        return ()
    return found.ids


def _turned(kind: Kind, tx: Tx, person: Person, so_far: Wanted, number: int) -> Wanted:
    turned = replace(so_far, page=number)
    if not _page(kind, tx, person, turned)[0]:
        said = f"后面没有了，请回复编号，或{kind.words.say}。（“取消”不报了）"
        raise Again(said, meant=True)
    return turned


def _numbered(kind: Kind, tx: Tx, person: Person, so_far: Wanted, answer: Heard) -> Wanted | None:
    """报名 2, said in the middle of it."""
    number, (shown, _) = answer.place, _page(kind, tx, person, so_far)
    place = None if number is None else placed(number, len(shown))
    return _with(kind, tx, person, so_far, shown[place - 1].id) if place else None


def _which(kind: Kind, tx: Tx, found: Found) -> Again:
    """It may be another wish, so the list is only shown when it is none."""
    ids = found.ids[:PAGE]
    shown = [of for i in ids if (of := offering.get(kind, tx, i))]
    left = len(found.ids) - len(ids)
    last = "请回复编号" + (f"；还有 {left} 项像，可{kind.words.fuller}" if left else "")
    head, end = found.amiss or "有几项都像：", f"{last}。（“取消”不报了）"
    return Again("\n".join([head, *cards.lines(kind, tx, shown), end]), offers=ids)


# ---------------------------------------------------------------- in which way, or at which hour


def _pool_open(kind: Kind, tx: Tx, so_far: Wanted) -> bool:
    chosen = offering.get(kind, tx, so_far.offering or "")
    return chosen is not None and (len(chosen.pools) > 1 or bool(so_far.lacks))


def _open_pools(tx: Tx, chosen: Offering) -> list[Pool]:
    """Hours that have begun are none to choose."""
    return [pool for pool in chosen.pools if (pool.starts_at or tx.now + 1) > tx.now]


def _offered_pools(kind: Kind, tx: Tx, person: Person, so_far: Wanted) -> Ask:
    chosen = offering.seen(kind, tx, person, so_far.offering or "")
    pools = _open_pools(tx, chosen)
    offers = tuple(pool.id for pool in pools)
    head = cards.line(tx, chosen)
    if not pools:
        offering.check_open(kind, tx, chosen, chosen.pools[-1])
    if len(pools) == 1 and bool(so_far.lacks):
        only = kind.label(pools[0].mode)
        lacks = kind.label(so_far.lacks)
        said = f"这项没有{lacks}，只有{only}。报{only}请回复 1。（“取消”不报了）"
        return Ask(f"{head}\n{said}", offers)
    told = [f"{n} {_told(kind, pool)}" for n, pool in enumerate(pools, 1)]
    if len(told) > FEW:
        told = ["　".join(told[n : n + FEW]) for n in range(0, len(told), FEW)]
    return Ask("\n".join([head, kind.words.which_mode, *told, f"回复编号。{WAYS}"]), offers)


def _told(kind: Kind, pool: Pool) -> str:
    if pool.hour:
        return f"{pool.hour}{'（满）' if pool.full else ''}"
    full = f"已满，可候补（{pool.waiting} 人在等）"
    return f"{kind.label(pool.mode)}　{full if pool.full else places_left(pool)}"


def places_left(pool: Pool) -> str:
    return "不限" if pool.capacity is None else f"余 {saying.count(pool.left)}"


def _pool_chosen(kind: Kind, tx: Tx, person: Person, answer: Heard, so_far: Wanted) -> str | Wanted:
    chosen = offering.seen(kind, tx, person, so_far.offering or "")
    pools = _open_pools(tx, chosen)
    wanted = chosen.pool(answer) or _pool_said(kind, chosen, clauses.choosing(answer))
    if wanted in pools:
        return wanted.id
    if clauses.refuses(answer) and not clauses.choosing(answer):
        return _no_pool(kind, tx, person, so_far, answer)
    if clauses.asks(answer) and kind.mode_in(answer) and _OF_IT.search(answer):
        told = cards.face(kind, tx, chosen)
        asked = _offered_pools(kind, tx, person, so_far).text.partition("\n")[2]
        raise Again("\n".join([*told, asked]), meant=True)
    offered = "，或 ".join(
        f"{n} {pool.hour or kind.label(pool.mode)}" for n, pool in enumerate(pools, 1)
    )
    raise Again(f"请回复 {offered}。{WAYS}")


def _no_pool(kind: Kind, tx: Tx, person: Person, so_far: Wanted, answer: Heard) -> Wanted:
    """不去现场 takes no video yet; 不报大讲堂了 is the end of it."""
    ids = _named(kind, tx, person, answer)
    one_way = kind.mode_in(answer) is not None
    if clauses.gives_up(answer) and not one_way and (not ids or so_far.offering in ids):
        return Wanted(offering=NONE)
    raise Again(_offered_pools(kind, tx, person, so_far).text, meant=one_way)


def book(kind: Kind, tx: Tx, person: Person, wanted: Wanted) -> Reply:
    if not wanted.offering:
        return Reply(NOT_SIGNED_UP)
    offering.hold(tx, wanted.offering)
    chosen = offering.seen(kind, tx, person, wanted.offering)
    mine = seats.find(tx, chosen.id, person.id)
    if mine and chosen.open:
        return cards.already(kind, tx, mine, chosen)
    pool = chosen.pool(wanted.mode or "") or chosen.pools[0]
    offering.check_open(kind, tx, chosen, pool)
    if refusal := clashing.refusal(kind, tx, person, chosen, pool):
        return refusal
    return cards.taken(kind, tx, seats.book(kind, tx, person.id, chosen, pool), chosen)
