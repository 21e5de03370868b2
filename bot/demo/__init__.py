"""A fictional committee at real scale, so that the demo has somebody to talk about."""

from bot.demo.filling import people, prepare
from bot.demo.world import Place, World

__all__ = ["Place", "World", "people", "prepare"]
