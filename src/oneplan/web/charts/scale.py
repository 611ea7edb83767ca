"""Axes with round numbers, and honest about where they start."""

from dataclasses import dataclass
from math import ceil, floor, log10


@dataclass(frozen=True)
class Axis:
    """A range of values with round ticks, laid between two positions in a picture."""

    ticks: tuple[float, ...]
    start: float
    end: float

    @property
    def starts_at_zero(self) -> bool:
        """Whether lengths can be compared by eye."""
        return self.ticks[0] == 0

    @property
    def places(self) -> int:
        """Decimals that the ticks need."""
        step = self.ticks[1] - self.ticks[0]
        return max(0, -floor(log10(step) + 1e-9))

    def position(self, value: float) -> float:
        """Where a value stands in the picture."""
        low, high = self.ticks[0], self.ticks[-1]
        return self.start + (value - low) / (high - low) * (self.end - self.start)


def axis(low: float, high: float, *, start: float, end: float, from_zero: bool = False, steps: int = 5) -> Axis:
    """An axis that holds `low` to `high` in about `steps` round steps.

    It starts at zero where that leaves the figures half of the picture or more, or where `from_zero` asks for it.
    """
    if from_zero or 0 <= low <= high / 2:
        low = min(low, 0.0)
    if high - low < 1e-6:  # all the same: any step will do
        high = low + 1
    step = _round_step((high - low) / steps)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return Axis(tuple(round(step * count, 10) for count in range(first, last + 1)), start, end)


def _round_step(rough: float) -> float:
    """The next of 1, 2, 5 times a power of ten."""
    power: float = 10.0 ** floor(log10(rough))
    return next(power * nice for nice in (1, 2, 5, 10) if power * nice >= rough * (1 - 1e-9))
