"""Chance that repeats: one named stream per part, so that a change in one agency does not reshuffle the others."""

import random
from bisect import bisect
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Chance(random.Random):
    """A stream of chance, seeded by a sentence (hashed with SHA-512 by the standard library, not by `hash`)."""

    @classmethod
    def named(cls, seed: int, part: str) -> "Chance":
        """The stream of one part of the borough."""
        return cls(f"{seed}/{part}")

    def happens(self, probability: float) -> bool:
        """Whether a thing of this probability happens now."""
        return self.random() < probability

    def one_of(self, items: Sequence[Item]) -> Item:
        """One of them, evenly; a little faster than `choice`, which matters a million times."""
        return items[int(self.random() * len(items))]

    def between(self, low: float, high: float) -> float:
        """A number between the two, evenly."""
        return low + (high - low) * self.random()

    def day(self, first: date, last: date) -> date:
        """A day from the first to the last, evenly; the first when they are the wrong way round."""
        return first + timedelta(days=int(self.random() * max(1, (last - first).days + 1)))


class Pick(Generic[Item]):
    """Things to pick from, some more often than others."""

    def __init__(self, weighted: Iterable[tuple[Item, float]]) -> None:
        items, weights = zip(*weighted, strict=True)
        self.items: tuple[Item, ...] = items
        self._reached = list(accumulate(weights))

    @classmethod
    def commonest_first(cls, items: Sequence[Item], *, evenness: int) -> "Pick[Item]":
        """Earlier ones more often, in the way of names: one over the rank, with a head that is flatter if more even."""
        return cls((item, 1 / (rank + evenness)) for rank, item in enumerate(items))

    def by(self, chance: Chance) -> Item:
        """One of them."""
        return self.items[bisect(self._reached, chance.random() * self._reached[-1], 0, len(self.items) - 1)]
