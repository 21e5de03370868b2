"""Everybody who may write: those who did, and the ready-made people one can choose from."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.simulator.users import User
from bot.simulator.world import World

Listing = Callable[[], Awaitable[list[dict[str, Any]]]]


class Crowd:
    """Users by openid. Without a listing only those who wrote are known."""

    def __init__(self, world: World, listing: Listing | None) -> None:
        self._world = world
        self._listing = listing
        self._users: dict[str, User] = {}
        for openid in {*world.feed.openids, *world.diary.following}:
            self.user(openid).recall()

    def user(self, openid: str) -> User:
        """Made on first use: any openid may write."""
        if openid not in self._users:
            self._users[openid] = User(openid, self._world)
        return self._users[openid]

    def met(self, openid: str) -> User | None:
        return self._users.get(openid)

    async def follower(self, openid: str) -> User | None:
        """The user behind an openid of this account, if there is one."""
        if openid in self._users or openid in {each["openid"] for each in await self.listed()}:
            return self.user(openid)
        return None

    async def listed(self) -> list[dict[str, Any]]:
        """The ready-made people; run alone, those who wrote, without names."""
        if self._listing is not None:
            return await self._listing()
        unknown = {"name": "", "digits": "", "unit": "", "role": "", "bound": False}
        return [{"openid": openid, **unknown} for openid in self._users]
