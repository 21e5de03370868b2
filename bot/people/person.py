"""Who is speaking: an openid, and the roster row it was confirmed as."""

from typing import NamedTuple


class Person(NamedTuple):
    openid: str
    member_id: str | None
    followed: bool
    window_until: int  # customer-service messages may reach them until then, milliseconds
    window_left: int

    @property
    def confirmed(self) -> bool:
        return self.member_id is not None

    @property
    def id(self) -> str:
        """The roster row; only for actions that ask for an identity first."""
        if self.member_id is None:
            raise LookupError("this action must declare identity=True")
        return self.member_id
