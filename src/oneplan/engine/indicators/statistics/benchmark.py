"""A figure beside a benchmark. Without polarity nothing is better or worse, and nothing gets a colour."""

from dataclasses import dataclass
from enum import StrEnum

from oneplan.definitions.indicator import Polarity
from oneplan.engine.indicators.statistics.intervals import Interval


class Position(StrEnum):
    """Where a figure's interval lies."""

    HIGHER = "higher"
    SIMILAR = "similar"
    LOWER = "lower"


class Verdict(StrEnum):
    """What that means, where high or low is better."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"


@dataclass(frozen=True)
class Comparison:
    """Where a figure lies; `verdict` is None without polarity."""

    position: Position
    verdict: Verdict | None


def compare(
    interval: Interval,
    benchmark: float,
    *,
    polarity: Polarity | str | None = None,
    area: str | None = None,
    benchmark_area: str | None = None,
) -> Comparison:
    """Set a figure's interval beside a benchmark, as Fingertips does: similar while the interval holds the benchmark.

    Raises `ValueError` for an interval the wrong way round, or when an area would be compared with itself.
    """
    if area is not None and area == benchmark_area:
        raise ValueError(f"{area} cannot be compared with itself.")
    if interval.lower > interval.upper:
        raise ValueError(f"An interval runs from low to high, not from {interval.lower} to {interval.upper}.")
    if interval.upper < benchmark:
        position = Position.LOWER
    else:
        position = Position.HIGHER if interval.lower > benchmark else Position.SIMILAR
    return Comparison(position, _verdict(position, Polarity(polarity or Polarity.NONE)))


def meets_target(value: float, target: float, *, polarity: Polarity | str | None = None) -> bool | None:
    """Whether a target is met; met exactly is met. None without polarity: no direction, no target."""
    towards = Polarity(polarity or Polarity.NONE)
    if towards is Polarity.NONE:
        return None
    return value >= target if towards is Polarity.HIGH else value <= target


def _verdict(position: Position, polarity: Polarity) -> Verdict | None:
    if polarity is Polarity.NONE:
        return None
    if position is Position.SIMILAR:
        return Verdict.SIMILAR
    return Verdict.BETTER if (position is Position.HIGHER) == (polarity is Polarity.HIGH) else Verdict.WORSE
