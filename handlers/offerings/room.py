"""The actions that every kind has, bound to it: a room adds what people say for them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from bot.conversation.capability import Action, Capability, Said, Speak, actions
from bot.conversation.lists import GIVEN_UP, TAKEN_UP
from bot.hearing.heard import Heard
from bot.message import Reply
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.offerings import (
    asked_about,
    calling_off,
    changing,
    clashing,
    evidence,
    leaving,
    listing,
    own,
    own_words,
    publishing,
    revising,
    roll,
    signing_up,
    swapping,
    telling,
)
from handlers.offerings.kind import KINDS, Kind

Bound = Callable[[Kind, Tx, Person, Heard], Reply]
Work = Callable[[Tx, Mapping[str, Any]], None]

ANYBODY, MEMBER, PUBLISHER = "anybody", "member", "publisher"  # who may ask for it
# By what the engine calls them.
_ACTIONS: Sequence[tuple[str, Bound, str]] = (
    ("list", listing.show, ANYBODY),
    ("about", asked_about.about, ANYBODY),
    ("area", listing.show_area, ANYBODY),
    ("card", listing.show_card, ANYBODY),
    ("sign_up", signing_up.sign_up, MEMBER),
    ("take", signing_up.take, MEMBER),
    ("not_now", signing_up.not_now, ANYBODY),
    ("only_oneself", signing_up.only_oneself, ANYBODY),
    ("mine", own_words.mine_of, MEMBER),
    ("leave", own_words.leave, MEMBER),
    ("ask_to_leave", leaving.ask_to_leave, MEMBER),
    ("withdraw", leaving.withdraw, MEMBER),
    ("withdraw_all", leaving.withdraw_all, MEMBER),
    ("restore", signing_up.restore, MEMBER),
    ("change_mode", changing.change, MEMBER),
    ("swap", swapping.swap, MEMBER),
    ("change_to_other", changing.change_to_other, MEMBER),
    ("roll", roll.show, PUBLISHER),
    ("revise", revising.revise, PUBLISHER),
    ("change", own_words.change, ANYBODY),
    ("revise_this", revising.revise_this, PUBLISHER),
    ("call_off", calling_off.call_off, MEMBER),  # from most people it means their own place
    ("call_off_or_leave", own_words.call_off, MEMBER),
    ("ask_call_off", calling_off.ask, PUBLISHER),
    ("call_off_now", calling_off.call_off_now, PUBLISHER),
    ("publish", publishing.publish, PUBLISHER),
)
# Of what is opened by the hour its room says how.
_ONE_BY_ONE = {"revise", "change", "revise_this", "publish"}
# By what a sentence does with signing up instead of wanting it, what answers.
_INSTEAD = {
    "asks": "list",
    "tells": "mine",
    "other": "only_oneself",
    "postpones": "not_now",
    "rules_out": "not_now",
}
# Where it is not sure that they are meant.
_UNSURE = {"sign_up": signing_up.which, "change_mode": changing.whether}
_LISTED = {"sign_up": TAKEN_UP, "leave": GIVEN_UP}


def _of_every_kind(kind: Kind, said: Mapping[str, Said]) -> tuple[Action, ...]:
    """Those of every kind, in the words of its room."""
    without = _ONE_BY_ONE if kind.by_hour else set()
    modes = {f"to_{mode}": mode for mode in kind.modes} if len(kind.modes) > 1 else {}
    changes = {name: partial(changing.to_mode, kind, mode) for name, mode in modes.items()}
    return (
        *(
            _action(kind, said, name, partial(do, kind), who)
            for name, do, who in _ACTIONS
            if name not in without
        ),
        *(_action(kind, said, name, do, MEMBER) for name, do in changes.items()),
    )


def _action(kind: Kind, said: Mapping[str, Said], name: str, speak: Speak, who: str) -> Action:
    words = said.get(name, Said())
    return Action(
        kind.act(name).partition(".")[2],
        speak,
        tuple(words.starts.split()),
        tuple(words.acts.split()),
        called=words.called,
        listed=_LISTED.get(name, ""),
        identity=who == MEMBER,
        offices=kind.publishers if who == PUBLISHER else frozenset(),
        offered=name == "sign_up",  # a card offers its start words
        akin=kind.act("list") if name == "about" else "",
        at_once=name in ("sign_up", "change_mode"),
        unless=partial(signing_up.not_asked_for, kind) if name == "sign_up" else None,
        unsure=partial(_UNSURE[name], kind) if name in _UNSURE else None,
        instead={said: kind.act(do) for said, do in _INSTEAD.items()} if name == "sign_up" else {},
    )


def capability(
    kind: Kind,
    said: Mapping[str, Said],
    besides: Sequence[Action] = (),
    due: Mapping[str, Work] | None = None,
    **more: Any,
) -> Capability:
    """What every room of the engine exports; `besides` and `due` are its own."""
    if kind not in KINDS:
        KINDS.append(kind)
    one_by_one = () if kind.by_hour else (publishing.dialogue(kind), revising.dialogue(kind))
    return Capability(
        name=kind.name,
        actions=(*_of_every_kind(kind, said), *besides),
        dialogues=(signing_up.dialogue(kind), *one_by_one),
        due={
            "day_before": partial(own.remind_the_day_before, kind),
            "tell": partial(telling.tell, kind),
            "widen": partial(telling.widen, kind),
            **(due or {}),
        },
        personal=partial(own.personal, kind),
        erase=partial(own.erase, kind),
        export=partial(own.export, kind),
        mine=partial(own.summary, kind),
        about=partial(asked_about.answer, kind),
        evidence=partial(evidence.of, kind, {n: words.acts.split() for n, words in said.items()}),
        meant=partial(signing_up.said_of_the_card, kind),
        **more,
    )


def shared(kinds: Sequence[Kind]) -> Capability:
    """What is asked of all kinds at once: 名单, 修改, and one place given up for another."""
    named = {kind.name: kind for kind in kinds}
    publishers = frozenset().union(*(kind.publishers for kind in kinds))
    return Capability(
        name="offerings",
        title="已发布的",
        actions=actions(
            {
                "roll": Said("名单 报名名单 查名单 导出名单", "roster", "看报名名单"),
                "revise": Said("修改"),
            },
            {
                "exchange": partial(clashing.exchange, named),
                "roll": partial(roll.roll, named),
                "revise": partial(roll.revise, named),
            },
            identity="exchange",
            offices={publishers: "roll revise"},
        ),
        personal=_nothing,
        erase=_keep,
        duties=((publishers, "名单 名称　看谁报了名；“修改”改时间地点名额"),),
    )


def _nothing(tx: Tx, person: Person) -> Sequence[str]:
    return ()


def _keep(tx: Tx, person: Person) -> None:
    """The places are their rooms'."""
