"""Files uploaded for three days: their media_id, the limits of kind and size."""

from secrets import token_urlsafe

from bot.clock import Clock

KEPT_MS = 3 * 24 * 3600 * 1000
MEGABYTE = 1024 * 1024
# Kind: largest size, endings taken.
LIMITS: dict[str, tuple[int, tuple[str, ...]]] = {
    "image": (10 * MEGABYTE, (".png", ".jpg", ".jpeg", ".gif")),
    "voice": (2 * MEGABYTE, (".amr", ".mp3")),
    "video": (10 * MEGABYTE, (".mp4",)),
    "thumb": (64 * 1024, (".jpg", ".jpeg")),
}


class Media:
    """Remembers what was uploaded and when; the files themselves are not kept."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: dict[str, int] = {}

    def refusal(self, kind: str, name: str, size: int) -> int:
        """The errcode for a file that is not taken, 0 for one that is."""
        if kind not in LIMITS:
            return 40004
        largest, endings = LIMITS[kind]
        if size == 0:
            return 44001
        if not name.lower().endswith(endings):
            return 40005
        return 40006 if size > largest else 0

    def keep(self) -> str:
        media_id = token_urlsafe(48)
        self._until[media_id] = self._clock.now() + KEPT_MS
        return media_id

    def knows(self, media_id: str) -> bool:
        return self._clock.now() < self._until.get(media_id, 0)
