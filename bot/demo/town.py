"""The invented committee as a whole, a function of the seed alone."""

from dataclasses import dataclass, replace
from functools import lru_cache

from bot.demo.casting import Persona, cast
from bot.demo.places import Organisation, organisations
from bot.demo.roster import Member, members, with_twins
from bot.demo.world import Place, dice


@dataclass(frozen=True, slots=True)
class Town:
    organisations: tuple[Organisation, ...]
    members: tuple[Member, ...]
    cast: tuple[Persona, ...]

    def places(self, kind: str) -> tuple[Place, ...]:
        return tuple(Place(each.id, each.name) for each in self.organisations if each.kind == kind)


@lru_cache(maxsize=1)
def town(seed: int) -> Town:
    tree = organisations(dice(seed, "places"))
    units = {each.id: each.parent_id for each in tree if each.kind in ("branch", "community")}
    roster, twins = with_twins(members(dice(seed, "roster"), tree), units)
    chosen = cast(dice(seed, "cast"), tree, roster, twins)
    posts = {each.member_id: each.post for each in chosen if each.post}
    posted = (replace(m, post=posts[m.id]) if m.id in posts else m for m in roster)
    return Town(tuple(tree), tuple(posted), chosen)
