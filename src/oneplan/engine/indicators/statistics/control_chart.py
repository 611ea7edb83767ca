"""XmR control charts as NHS England's "Making Data Count" draws them, without the faults known of its tools."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import isfinite

from oneplan.definitions.indicator import Polarity
from oneplan.engine.indicators.statistics.method import CONTROL_CHART_FROM
from oneplan.engine.indicators.statistics.signals import Rule, Signal, signals_in

__all__ = ["Assurance", "ControlChart", "Rule", "Segment", "Signal", "Variation", "xmr"]

#: 3 / d2 for moving ranges of two (Shewhart's constant, Wheeler 1993).
LIMIT_FACTOR = 2.66
#: D4 for moving ranges of two: a larger range is screened out, once.
SCREEN_FACTOR = 3.267


class Variation(StrEnum):
    """What the last point says. Neutral is special cause where neither high nor low is better."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


class Assurance(StrEnum):
    """Whether the process, as it is, can be relied on to meet the target."""

    CONSISTENTLY_PASSES = "consistently_passes"
    CONSISTENTLY_FAILS = "consistently_fails"
    HIT_AND_MISS = "hit_and_miss"


@dataclass(frozen=True)
class Segment:
    """Values `start` to `end` (not included) with limits of their own; None where limits cannot be estimated."""

    start: int
    end: int
    mean: float
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None

    @property
    def is_estimable(self) -> bool:
        """Without a range between neighbouring values there are no limits, and nothing may be flagged."""
        return self.lower is not None


@dataclass(frozen=True)
class ControlChart:
    """Segments, a signal or None for every value, and the two icons (None where they cannot be given)."""

    segments: tuple[Segment, ...]
    signals: tuple[Signal | None, ...]
    variation: Variation | None
    assurance: Assurance | None
    has_enough_points: bool  # 13 in the last segment; fewer give limits that move with every new point


def xmr(
    values: Sequence[float],
    *,
    screen_outliers: bool = True,
    rebase_at: Sequence[int] = (),
    target: float | None = None,
    polarity: Polarity | str | None = None,
) -> ControlChart:
    """The chart of `values` in order of time. Limits are the mean and 2.66 times the mean moving range about it.

    `rebase_at` holds the positions (from nought) at which limits start anew: people's decisions, never the machine's.
    `screen_outliers` leaves moving ranges of 3.267 times their mean or more out of the limits, once, as the R package
    NHSRplotthedots does and NHS England's spreadsheet does not.
    Raises `ValueError` for no values, values that are no numbers, or a rebase outside the series.
    """
    _refuse_bad_series(values, rebase_at)
    edges = [0, *sorted(set(rebase_at)), len(values)]
    segments = tuple(_segment(values, start, end, screen_outliers) for start, end in pairwise(edges))
    signals: list[Signal | None] = []
    for segment in segments:
        signals += _signals(values[segment.start : segment.end], segment)
    last = segments[-1]
    towards = Polarity(polarity or Polarity.NONE)
    return ControlChart(
        segments=segments,
        signals=tuple(signals),
        variation=_variation(signals[-1], towards) if last.is_estimable else None,
        assurance=_assurance(last, target, towards),
        has_enough_points=last.end - last.start >= CONTROL_CHART_FROM,
    )


def _segment(values: Sequence[float], start: int, end: int, screen_outliers: bool) -> Segment:
    held = values[start:end]
    mean = sum(held) / len(held)
    moved = [abs(after - before) for before, after in pairwise(held)]
    average = sum(moved) / len(moved) if moved else 0.0
    if screen_outliers and moved:
        kept = [one for one in moved if one < SCREEN_FACTOR * average]
        average = sum(kept) / len(kept) if kept else 0.0
    if average <= 0:
        return Segment(start, end, mean, None, None, None, None)
    far, near = LIMIT_FACTOR * average, LIMIT_FACTOR * average * 2 / 3
    return Segment(start, end, mean, mean - far, mean + far, mean - near, mean + near)


def _signals(values: Sequence[float], segment: Segment) -> list[Signal | None]:
    if segment.lower is None or segment.upper is None or segment.near_lower is None or segment.near_upper is None:
        return [None] * len(values)
    return signals_in(values, segment.mean, (segment.lower, segment.upper), (segment.near_lower, segment.near_upper))


def _variation(last: Signal | None, polarity: Polarity) -> Variation:
    if last is None:
        return Variation.COMMON_CAUSE
    if polarity is Polarity.NONE:
        return Variation.NEUTRAL_HIGH if last.is_high else Variation.NEUTRAL_LOW
    if last.is_high:
        return Variation.IMPROVEMENT_HIGH if polarity is Polarity.HIGH else Variation.CONCERN_HIGH
    return Variation.CONCERN_LOW if polarity is Polarity.HIGH else Variation.IMPROVEMENT_LOW


def _assurance(last: Segment, target: float | None, polarity: Polarity) -> Assurance | None:
    """From the limits of the last segment: the process as it is now."""
    if target is None or polarity is Polarity.NONE or last.lower is None or last.upper is None:
        return None
    if last.lower <= target <= last.upper:
        return Assurance.HIT_AND_MISS
    is_above = target > last.upper
    return Assurance.CONSISTENTLY_FAILS if is_above == (polarity is Polarity.HIGH) else Assurance.CONSISTENTLY_PASSES


def _refuse_bad_series(values: Sequence[float], rebase_at: Sequence[int]) -> None:
    if not values:
        raise ValueError("A control chart needs values.")
    if not all(isfinite(value) for value in values):
        raise ValueError("A control chart cannot hold gaps: every value must be a number.")
    if any(not 0 < at < len(values) for at in rebase_at):
        raise ValueError(f"Limits can start anew at positions 1 to {len(values) - 1} of this series.")
