"""What an operator learns of wrong guesses: looked at every minute, as other hosts count too."""

from bot.alarms import Alarms
from bot.clock import Clock
from bot.people import guesses
from bot.store.engine import Store
from bot.store.tx import Tx

EVERY = 60_000  # milliseconds
CLOSED = (
    "so many wrong guesses at identities: names never confirmed need a code (绑定码) until a quiet day;"
    " run.py guesses --open ends it"
)
NAMES = "names with ten wrong guesses, tried within a day: {}; each is confirmed by a code (绑定码)"


OTHER_KEY = (
    "another host counts wrong guesses by another BOT_COUNTING_KEY, so that everybody has fresh tries"
    " there: make them equal and start both again"
)


class GuessWatch:
    def __init__(self, store: Store, alarms: Alarms, clock: Clock) -> None:
        self._store = store
        self._alarms = alarms
        self._clock = clock

    async def run(self) -> None:
        await self._store.change(guesses.put_key, urgent=True)
        while True:
            await self.look()
            await self._clock.sleep_until(self._clock.now() + EVERY)

    async def look(self) -> None:
        """Raise what is so, and clear what is so no longer."""
        closed, names, other_key = await self._store.read(_counted)
        if closed:
            self._alarms.raise_("guesses", CLOSED)
        else:
            self._alarms.clear("guesses")
        if names:
            self._alarms.raise_("guessed_name", NAMES.format(names))
        else:
            self._alarms.clear("guessed_name")
        if other_key:
            self._alarms.raise_("counting_key", OTHER_KEY)
        else:
            self._alarms.clear("counting_key")


def _counted(tx: Tx) -> tuple[bool, int, bool]:
    return guesses.closed(tx), guesses.names_tried(tx), guesses.other_key(tx)
