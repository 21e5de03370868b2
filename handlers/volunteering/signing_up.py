"""What people say to take a place in a need, and what they are asked until they have it."""

from bot import commitments
from bot.conversation import lists, prompts
from bot.conversation.dialogue import Answers, Ask, Dialogue
from bot.hearing.unexplained import person_in, unexplained
from bot.language.naming import is_a_name, number_named
from bot.language.text import normal
from bot.message import Again, Choice, Menu, Reply
from bot.people import binding
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when.period import told
from handlers.speech import (
    NOT_SIGNED_UP,
    NOT_YET,
    TAKES,
    for_another,
    only_speaks_of_it,
    postpones,
    standing,
    stays_out,
)
from handlers.volunteering import cards, clashing, finding, listing, needs
from handlers.volunteering.finding import Found
from handlers.volunteering.needs import Need

dialogue = Dialogue("volunteering", "报名志愿服务")
# What a number of a list, and that of a need's card, stands for.
_OF_A_NEED = ("volunteering.take", "volunteering.card")
ONLY_ONESELF = "志愿服务只能给本人报名，没有报。请他本人在这里说一声“报名志愿”。"
UNCHOSEN = "还没有报名。要报请回复编号，或说社区名、服务名。（“取消”不报了）"
TAKE = "volunteering.take"  # what 1 does on a card
LONGEST_OF_A_CARD = 24  # characters that are said of it
_VERBS = ("报名志愿", "志愿报名", "认领需求", "认领")


def sign_up(tx: Tx, person: Person, text: str) -> Reply:
    """报名志愿 义诊, 认领 2 of the list just shown, or any sentence that names a need."""
    return not_asked_for(tx, person, text) or _sign_up(tx, person, text)


def _somebody_else(tx: Tx, person: Person, text: str) -> str:
    """帮王波报个义诊: the name of a person beside that of a need."""
    _, rest = told(text, tx.now)
    named = finding.named(tx, finding.titles(tx), rest)
    known = [each.title for each in named.titles] + [area.name for area in named.areas]
    return person_in(normal(rest), [*known, binding.name_of(tx, person)]) if named.titles else ""


def only_oneself(tx: Tx, person: Person, text: str) -> Reply:
    return Reply(ONLY_ONESELF)


def not_asked_for(tx: Tx, person: Person, text: str) -> Reply | None:
    """For somebody else, ruled out or only asked about: then nobody is put down."""
    another = for_another(text)
    if another and not finding.find(tx, another):
        return Reply(ONLY_ONESELF)
    if stays_out(text) or postpones(text):
        return Reply(NOT_SIGNED_UP)
    if _somebody_else(tx, person, text):
        return Reply(ONLY_ONESELF)
    if not only_speaks_of_it(text):
        return None
    if finding.find(tx, text):
        return listing.show_needs(tx, person, text)
    card = prompts.once_more(tx, person.openid, TAKES)  # 怎么报名 asks of what is shown
    return Reply(NOT_YET, card) if card else None


def said_of_the_card(tx: Tx, person: Person, text: str) -> Reply | None:
    """怎么报名, 晚点再报名, 替他报名, said of the card just shown."""
    card = len(text) <= LONGEST_OF_A_CARD and prompts.once_more(tx, person.openid, (TAKE,))
    return not_asked_for(tx, person, text) if card else None


def not_now(tx: Tx, person: Person, _: str) -> Reply:
    """不去, said of a card."""
    return Reply(NOT_SIGNED_UP)


def _sign_up(tx: Tx, person: Person, text: str) -> Reply:
    if need_id := _shown(tx, person, text):
        return take(tx, person, need_id)
    number = number_named(text)
    found = finding.find(tx, text) if number is None else None
    if found and (one := found.one):
        beyond = _beyond(tx, text, one)
        if not beyond:
            return take(tx, person, one)
        found = found._replace(amiss=beyond)
    if found:
        return dialogue.begin(tx, person, _among(found))
    missed = f"没有找到“{text}”。" if is_a_name(text) else ""
    missed = missed if number is None else f"没有第 {number} 项。"
    return dialogue.begin(tx, person, {}).before(missed)


def _beyond(tx: Tx, text: str, need_id: str) -> str:
    """What is asked for beside the day or the place by which one need was found."""
    wanted = listing.seen(tx, need_id)
    _, rest = told(text, tx.now, [wanted.name])
    if finding.named(tx, finding.titles(tx), rest).titles:
        return ""
    left = unexplained(normal(rest), [wanted.name])
    return f"没有找到“{left}”。" if left else ""


def take(tx: Tx, person: Person, need_id: str) -> Reply:
    return dialogue.begin(tx, person, {"need": need_id})


def _shown(tx: Tx, person: Person, text: str) -> str | None:
    """The need that a number is of, or the one whose card has just been shown."""
    number = number_named(text)
    if number is not None:
        choice = finding.shown(tx, person, number)
        return choice.argument if choice and choice.action in _OF_A_NEED else None
    choice = finding.shown(tx, person, 1)
    if choice is None or choice.action != _OF_A_NEED[0] or is_a_name(text):
        return None
    return None if finding.find(tx, text) else choice.argument


def _among(found: Found) -> dict[str, str]:
    return {"among": " ".join(found.ids), "amiss": found.amiss, "page": "0"}


def _page(tx: Tx, so_far: Answers) -> tuple[list[Need], int]:
    """The needs that the numbers stand for, and how many there are in all."""
    number, ids = int(so_far.get("page", "0")), so_far.get("among", "").split()
    if not ids:
        return needs.page(tx, number)
    shown, _ = lists.cut(ids, number, needs.PAGE)
    return [need for i in shown if (need := needs.get(tx, i))], len(ids)


def _offered(tx: Tx, person: Person, so_far: Answers) -> Ask:
    shown, total = _page(tx, so_far)
    if not shown:
        raise Again(so_far.get("amiss", "") or listing.NONE_ANYWHERE)
    more = total > (int(so_far.get("page", "0")) + 1) * needs.PAGE
    title = "想认领哪一项？" + (f"（共 {total} 项）" if total > needs.PAGE else "")
    last = "回复编号，或说社区名、服务名" + (f"，“{lists.FURTHER}”看更多" if more else "")
    lines = [so_far.get("amiss", ""), title, *cards.lines(tx, shown), f"{last}。（“取消”不报了）"]
    return Ask("\n".join(filter(None, lines)), tuple(need.id for need in shown))


@dialogue.ask(_offered)
def need(tx: Tx, person: Person, answer: str, so_far: Answers) -> str | Answers:
    if needs.get(tx, answer):
        return answer
    if (number := lists.turn(answer, int(so_far.get("page", "0")))) is not None:
        return _turned(tx, so_far, number)
    words = standing(_without_verb(answer))
    if not words:  # named to rule it out, or asked about
        raise Again(UNCHOSEN)
    if chosen := _numbered(tx, so_far, words):
        return chosen
    found = finding.find(tx, words)
    if found is None:
        raise Again("没有找到这项需求，请回复编号，或说社区名。（“返回”上一步，“取消”不报了）")
    found = found.within(so_far.get("among", "").split())
    if found.one:
        return found.one
    if is_a_name(words) and found.ids:
        return {**so_far, **_among(found)}
    raise _which(tx, found)


def _without_verb(answer: str) -> str:
    """认领 家电维修, said in the middle of it."""
    said = answer.strip()
    return next((said.removeprefix(verb).strip() for verb in _VERBS if said.startswith(verb)), said)


def _turned(tx: Tx, so_far: Answers, number: int) -> Answers:
    turned = {**so_far, "page": str(number)}
    if not _page(tx, turned)[0]:
        raise Again("后面没有了，请回复编号，或说社区名。（“取消”不报了）", meant=True)
    return turned


def _numbered(tx: Tx, so_far: Answers, answer: str) -> str | None:
    number, (shown, _) = number_named(answer), _page(tx, so_far)
    return shown[number - 1].id if number and number <= len(shown) else None


def _which(tx: Tx, found: Found) -> Again:
    """It may be another wish, so the list is only shown when it is none."""
    ids = found.ids[: needs.PAGE]
    shown = [need for i in ids if (need := needs.get(tx, i))]
    left = len(found.ids) - len(ids)
    last = "请回复编号" + (f"；还有 {left} 项像，可把社区和服务一起说" if left else "")
    lines = [found.amiss or "有几项都像：", *cards.lines(tx, shown), f"{last}。（“取消”不报了）"]
    return Again("\n".join(lines), offers=ids)


@dialogue.finish
def book(tx: Tx, person: Person, answers: Answers) -> Reply:
    needs.hold(tx, answers["need"])
    wanted = listing.seen(tx, answers["need"])
    mine = needs.find(tx, wanted.id, person.id)
    if mine and wanted.open:
        return Reply(cards.already(tx, mine, wanted))
    clashing.check_open(tx, wanted)
    if wanted.left <= 0:
        return _full(tx, person, wanted)
    return clashing.refusal(tx, person, wanted) or clashing.take(tx, person, wanted.id)


def _full(tx: Tx, person: Person, wanted: Need) -> Reply:
    """The reason and the next best: other needs this person has time for."""
    free = [
        other
        for other in needs.page(tx, 0)[0]
        if commitments.clash(tx, person.id, other.starts_at, other.ends_at) is None
    ][:3]
    lines = [f"{wanted.name}人已经够了，没有报上。"]
    if not free:
        return Reply("\n".join([*lines, "回复“志愿”看别的。"]))
    lines += ["这些还缺人：", *cards.lines(tx, free), "回复编号看详情。"]
    choices = tuple(Choice("volunteering.card", other.id) for other in free)
    return Reply("\n".join(lines), Menu(choices, Choice("volunteering.list", "")))
