"""Run charts: is there a signal in the order of the points, whatever their distribution?"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import log2
from statistics import median

from scipy.stats import binom


@dataclass(frozen=True)
class RunChart:
    """Runs about the median. Limits are None where too few points lie off it to say anything."""

    median: float
    useful_points: int  # those not on the median
    longest_run: int
    longest_run_allowed: int | None
    crossings: int
    crossings_needed: int | None

    @property
    def is_signal(self) -> bool:
        """An unusually long run, or unusually few crossings."""
        if self.longest_run_allowed is None or self.crossings_needed is None:
            return False
        return self.longest_run > self.longest_run_allowed or self.crossings < self.crossings_needed


#: Off the median; fewer give limits that no series could break (Anhøj and Olesen 2014).
POINTS_NEEDED = 10


def run_chart(values: Sequence[float]) -> RunChart:
    """The two Anhøj rules (Anhøj and Olesen 2014, PLoS ONE 9(11): e113825), as the R package qicharts2 has them.

    A run longer than round(log2 n) + 3, or fewer crossings of the median than the lower 5 per cent point of a binomial
    with n - 1 trials and even odds. Raises `ValueError` for no values.
    """
    if not values:
        raise ValueError("A run chart needs values.")
    middle = median(values)
    sides = [value > middle for value in values if value != middle]
    n = len(sides)
    runs = [len(list(run)) for _, run in groupby(sides)]
    is_enough = n >= POINTS_NEEDED
    return RunChart(
        median=middle,
        useful_points=n,
        longest_run=max(runs, default=0),
        longest_run_allowed=round(log2(n)) + 3 if is_enough else None,
        crossings=sum(before != after for before, after in pairwise(sides)),
        crossings_needed=int(binom.ppf(0.05, n - 1, 0.5)) if is_enough else None,
    )
