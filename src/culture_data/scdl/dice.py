"""Chance that falls the same way on every Python version and platform.

Of `random.Random`, only `random()` is promised to stay the same for a seed: `choice`,
`sample` and `shuffle` may change between versions, so they are written here.
"""

import random
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """Throws that depend on a text only."""

    def __init__(self, seed: str) -> None:
        # A text seed is hashed with SHA-512 by the standard library, whatever PYTHONHASHSEED.
        self._random = random.Random(seed)  # noqa: S311 - exercises, not secrets

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to `limit` - 1."""
        return int(self._random.random() * limit)

    def between(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both possible."""
        return low + self.below(high - low + 1)

    def pick(self, items: Sequence[Item]) -> Item:
        """Return one of the items."""
        return items[self.below(len(items))]

    def draw(self, items: Sequence[Item], count: int) -> list[Item]:
        """Return `count` different items (all of them when there are fewer), in drawn order."""
        left = list(items)
        drawn = []
        for _ in range(min(count, len(left))):
            place = self.below(len(left))
            left[place], left[-1] = left[-1], left[place]
            drawn.append(left.pop())
        return drawn
