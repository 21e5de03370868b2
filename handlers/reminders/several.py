"""Several times in one sentence: when each is a reminder, and what is asked when only one may be meant."""

from bot.clock import milliseconds
from bot.conversation.dialogue import Ask
from bot.when import When
from handlers.reminders.timing import Timing, offered, said

_OFFERED = 4


def all_meant(when: When) -> tuple[Timing, ...]:
    """The one time there is, or each of 下午3点和5点; none where it is to be asked."""
    if timing := Timing.of(when):
        return (timing,)
    return _all(when) if when.also and when.meant == "all" else ()


def asked(when: When, time: str, now: int) -> Ask:
    """周三还是周四, 5号到10号: which of them."""
    offers: list[tuple[Timing, ...]]
    if when.meant == "one":
        offers = [(timing,) for timing in _all(when)[:_OFFERED]]
        lines = [f"{n} {said(timing, now)}" for n, (timing,) in enumerate(offers, 1)]
    else:
        timings, only = _all(when), tuple(_likeliest(when))
        offers = [timings, only]
        lines = [
            f"1 {len(timings)} 次：{said(timings[0], now)} 到 {said(timings[-1], now)}",
            *(f"2 只在 {said(timing, now)} 提醒一次" for timing in only),
        ]
    text = "\n".join([f"“{time}”要怎么提醒？", *lines, "回复编号，或说别的时间。"])
    return Ask(text, tuple(offered(*timings) for timings in offers))


def _likeliest(when: When) -> list[Timing]:
    at = when.at or when.guess
    return [Timing(milliseconds(at), when.every or "", when.rule or "")] if at else []


def _all(when: When) -> tuple[Timing, ...]:
    found = [timing for each in (when, *when.also) for timing in _likeliest(each)]
    return tuple(sorted(set(found), key=lambda timing: timing.at))
