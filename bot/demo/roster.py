"""The invented roster: who is in which branch, and the workers of the communities."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from random import Random

from bot.demo.names import names
from bot.demo.places import Organisation, shares

MEMBERS = 60_000
_POSTS = ("支部书记", "组织委员", "宣传委员")
_TWINS = "王伟"


@dataclass(frozen=True, slots=True)
class Member:
    id: str
    branch_id: str
    name: str
    digits: str
    post: str | None

    @property
    def typed(self) -> tuple[str, str]:
        """What they confirm their identity with."""
        return self.name, self.digits


def members(dice: Random, tree: Sequence[Organisation]) -> list[Member]:
    """The branches' members, then one worker of each community."""
    return [*_of_branches(dice, tree), *_of_communities(dice, tree)]


def _of_branches(dice: Random, tree: Sequence[Organisation]) -> Iterator[Member]:
    branches = [each for each in tree if each.kind == "branch"]
    counts = shares(dice, MEMBERS, [1.0] * len(branches), 3, 20)
    called = names(dice)
    number = 0
    for branch, count in zip(branches, counts, strict=True):
        for order, name in enumerate(islice(called, count)):
            number += 1
            post = _POSTS[order] if order < len(_POSTS) else None
            yield Member(f"m{number:05}", branch.id, name, _digits(dice), post)


def _of_communities(dice: Random, tree: Sequence[Organisation]) -> Iterator[Member]:
    communities = [each for each in tree if each.kind == "community"]
    called = islice(names(dice), len(communities))
    for number, (community, name) in enumerate(zip(communities, called, strict=True), 1):
        yield Member(f"w{number:02}", community.id, name, _digits(dice), "社区工作者")


def _digits(dice: Random) -> str:
    return f"{dice.randrange(10_000):04}"


def with_twins(
    found: Sequence[Member], unit_of: dict[str, str | None]
) -> tuple[list[Member], tuple[str, str]]:
    """Gives two people of one name in two units the same last four digits; and says which two."""
    named = [member for member in found if member.name == _TWINS]
    digits = Counter(member.digits for member in named)
    one = next(member for member in named if digits[member.digits] == 1)
    unit = unit_of[one.branch_id]
    other = next(member for member in named if unit_of[member.branch_id] != unit)
    twin = replace(other, digits=one.digits)
    return [twin if member is other else member for member in found], (one.id, other.id)
