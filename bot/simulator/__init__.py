"""WeChat for laptops: a double that keeps the platform's rules. Never part of `serve`."""

from bot.simulator.account import Account, Faults, Limits
from bot.simulator.diary import Diary
from bot.simulator.rules import RULES, RuleLog
from bot.simulator.seen import Arrival, Seen
from bot.simulator.simulator import Simulator
from bot.simulator.users import User

__all__ = [
    "RULES",
    "Account",
    "Arrival",
    "Diary",
    "Faults",
    "Limits",
    "RuleLog",
    "Seen",
    "Simulator",
    "User",
]
