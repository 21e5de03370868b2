"""The ready-made people one can play: of every role, already confirmed or about to be."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from string import ascii_letters, digits

from bot.demo.names import names
from bot.demo.places import Organisation
from bot.demo.roster import Member

HEADS, UNITS, BRANCHES, WORKERS, OTHERS, READY, STRANGERS = 2, 5, 8, 4, 5, 6, 2
COLLEAGUES = 4  # branches of which one more member is about to confirm
_ROLES = {
    "committee_secretary": "工委书记",
    "unit_secretary": "机关党委书记",
    "branch_secretary": "支部书记",
    "community_worker": "社区工作者",
}
_ORDER = ("党员", "支部书记", "机关党委书记", "工委书记", "社区工作者")
_HEADS_POSTS = ("工委书记", "工委副书记")
_OPENID = ascii_letters + digits + "-_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    openid: str
    name: str
    digits: str
    role: str  # in Chinese, as the people's list shows it
    unit: str = ""
    branch: str = ""
    member_id: str | None = None
    post: str | None = None
    office: str = ""  # the role as the office table names it
    office_of: str = ""
    bound: bool = False  # confirmed from the start


@dataclass(frozen=True, slots=True)
class _Part:
    member: Member
    bound: bool = True
    office: str = ""
    office_of: str = ""
    post: str | None = None


class _Company:
    """Whom the parts are given to: people told apart by name and digits, each chosen once."""

    def __init__(
        self, dice: Random, tree: Sequence[Organisation], roster: Sequence[Member]
    ) -> None:
        self.dice = dice
        self.roster = roster
        self.tree = {each.id: each for each in tree}
        self.typed = Counter(member.typed for member in roster)
        self._of_branch: dict[str, list[Member]] = {}
        for member in roster:
            self._of_branch.setdefault(member.branch_id, []).append(member)
        self._chosen: set[str] = set()

    def children(self, parent_id: str, kind: str) -> list[str]:
        return [e.id for e in self.tree.values() if e.parent_id == parent_id and e.kind == kind]

    def of_branch(self, branch_id: str) -> list[Member]:
        return [m for m in self._of_branch[branch_id] if self._free(m)]

    def take(self, member: Member) -> Member:
        self._chosen.add(member.id)
        return member

    def anybody(self, count: int) -> list[Member]:
        drawn = self.dice.sample(self.roster, 10 * count)
        free = [m for m in drawn if self._free(m) and m.post is None]
        return [self.take(member) for member in free[:count]]

    def _free(self, member: Member) -> bool:
        return self.typed[member.typed] == 1 and member.id not in self._chosen


def cast(
    dice: Random, tree: Sequence[Organisation], roster: Sequence[Member], twins: Sequence[str]
) -> tuple[Persona, ...]:
    company = _Company(dice, tree, roster)
    parts = list(_parts(company))
    alike = [_Part(member, bound=False) for member in roster if member.id in twins]
    known = [_persona(company, part) for part in [*parts, *alike]]
    return (*sorted(known, key=_order), *_strangers(company))


def _order(persona: Persona) -> tuple[bool, int]:
    """As the people's list shows them: confirmed first, members before secretaries."""
    return not persona.bound, _ORDER.index(persona.role)


def _parts(company: _Company) -> Iterator[_Part]:
    yield from _heads(company)
    units = company.dice.sample(company.children("c", "unit"), BRANCHES)
    for order, unit_id in enumerate(units):
        yield from _of_unit(company, unit_id, order)
    for community_id in _communities(company):
        member = company.take(company.of_branch(community_id)[0])
        yield _Part(member, office="community_worker", office_of=community_id)
    yield from (_Part(member) for member in company.anybody(OTHERS))
    yield from (_Part(member, bound=False) for member in company.anybody(READY))


def _heads(company: _Company) -> Iterator[_Part]:
    own = next(each.id for each in company.tree.values() if "工委机关" in each.name)
    first = company.of_branch(company.children(own, "branch")[0])
    for member, post in zip(first[:HEADS], _HEADS_POSTS, strict=True):
        company.take(member)
        yield _Part(member, office="committee_secretary", office_of="c", post=post)


def _of_unit(company: _Company, unit_id: str, order: int) -> Iterator[_Part]:
    """A branch secretary with two of their branch, in some units the unit's secretary too."""
    branches = company.children(unit_id, "branch")
    if order < UNITS:
        head = company.take(company.of_branch(branches[0])[0])
        yield _Part(head, office="unit_secretary", office_of=unit_id, post="机关党委书记")
    branch_id = next(b for b in branches[1:] if _can_play(company.of_branch(b)))
    found = company.of_branch(branch_id)
    yield _Part(company.take(found[0]), office="branch_secretary", office_of=branch_id)
    yield from (_Part(company.take(member)) for member in found[3:5])
    if order < COLLEAGUES:
        yield _Part(company.take(found[5]), bound=False)


def _can_play(branch: Sequence[Member]) -> bool:
    return len(branch) >= 6 and branch[0].post == "支部书记"


def _communities(company: _Company) -> list[str]:
    """The first community of every district."""
    return [
        company.children(district_id, "community")[0]
        for district_id in company.children("c", "district")
    ]


def _persona(company: _Company, part: _Part) -> Persona:
    member = part.member
    branch = company.tree[member.branch_id]
    unit = company.tree[branch.parent_id or ""]
    return Persona(
        openid=_openid(company.dice),
        name=member.name,
        digits=member.digits,
        role=_ROLES.get(part.office, "党员"),
        unit=unit.name,
        branch=branch.name,
        member_id=member.id,
        post=part.post,
        office=part.office,
        office_of=part.office_of,
        bound=part.bound,
    )


def _strangers(company: _Company) -> Iterator[Persona]:
    for _ in range(STRANGERS):
        name = next(n for n in names(company.dice) if (n, "2468") not in company.typed)
        yield Persona(openid=_openid(company.dice), name=name, digits="2468", role="群众")


def _openid(dice: Random) -> str:
    return "oDemo" + "".join(dice.choices(_OPENID, k=23))
