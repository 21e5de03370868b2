"""Everything the simulator's rooms share: account, clock, faults, rules, the way to the bot."""

from itertools import count
from secrets import randbits
from time import time

from bot.clock import Clock
from bot.simulator.account import Account, Faults, Limits
from bot.simulator.diary import Diary
from bot.simulator.feed import Feed
from bot.simulator.media import Media
from bot.simulator.pusher import Pusher
from bot.simulator.replies import ReplyReader
from bot.simulator.rules import RuleLog
from bot.simulator.wire import Envelope


class World:
    """One account, its followers' chats and the network between them and the bot."""

    def __init__(
        self, account: Account, bot_url: str, clock: Clock, limits: Limits, diary: Diary
    ) -> None:
        self.account = account
        self.clock = clock
        self.limits = limits
        self.faults = Faults(mode=account.mode)
        self.rules = RuleLog(clock.now)
        self.diary = diary
        self.feed = Feed(diary)
        self.media = Media(clock)
        self.envelope = Envelope(account, self.faults, self.seconds)
        self.pusher = Pusher(bot_url, limits, self.faults, self.rules)
        self.reader = ReplyReader(account, self.rules, self.media.knows)
        # Above 2**53, as WeChat's own: a float cannot hold it.
        self._message_ids = count((clock.now() << 21) + (randbits(12) << 9))

    def seconds(self) -> int:
        """The time that pushes carry."""
        return self.clock.now() // 1000 if self.limits.shift_timestamps else int(time())

    def advance(self, milliseconds: int) -> None:
        self.clock.advance(milliseconds)
        self.diary.note_ahead(self.clock.ahead)

    def next_message_id(self) -> int:
        return next(self._message_ids)
