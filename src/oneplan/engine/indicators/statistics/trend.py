"""The recent trend of a short series of yearly figures, as Fingertips tests it, and against one odd year."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from oneplan.engine.indicators.statistics.intervals import Interval

POINTS_NEEDED = 5
#: The 99.8 per cent point of chi-squared with one degree of freedom.
CHI_SQUARED_LIMIT = 9.54953570608324
#: Width of a 95 per cent interval in standard errors.
WIDTH_IN_STANDARD_ERRORS = 3.92


class Trend(StrEnum):
    """The answer. It says nothing of better or worse."""

    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_SIGNIFICANT_CHANGE = "no_significant_change"
    CANNOT_BE_CALCULATED = "cannot_be_calculated"


@dataclass(frozen=True)
class RecentTrend:
    """The answer and what it rests on; slope and chi-squared are None when it cannot be calculated."""

    trend: Trend
    slope: float | None = None
    chi_squared: float | None = None
    is_steady: bool = False  # the slope keeps its sign whichever one point is left out


@dataclass(frozen=True)
class _Weighted:
    at: int
    value: float
    weight: float


def recent_trend(values: Sequence[float | None], intervals: Sequence[Interval | None]) -> RecentTrend:
    """The trend of the last five of `values`, in order of time, each with its 95 per cent interval.

    A straight line weighted by 1 / SE squared, SE = width of the interval / 3.92; significant when (slope / SE) squared
    passes the 99.8 per cent point of chi-squared and the slope keeps its sign with each one of the five points left out
    ("Fingertips: recent trends", Office for Health Improvement and Disparities).
    A gap or an interval without width among the five means that it cannot be calculated.
    Raises `ValueError` when values and intervals differ in number.
    """
    if len(values) != len(intervals):
        raise ValueError(f"{len(values)} values cannot have {len(intervals)} intervals.")
    points = []
    for at, (value, interval) in enumerate(list(zip(values, intervals, strict=True))[-POINTS_NEEDED:]):
        if value is None or interval is None or not isfinite(value) or not interval.upper > interval.lower:
            return RecentTrend(Trend.CANNOT_BE_CALCULATED)
        spread = (interval.upper - interval.lower) / WIDTH_IN_STANDARD_ERRORS
        points.append(_Weighted(at, value, 1 / spread**2))
    return _tested(points)


def proportion_trend(numerators: Sequence[float], denominators: Sequence[float]) -> RecentTrend:
    """The trend of the last five proportions, by the chi-squared test for trend (Armitage 1955), left out one by one.

    Raises `ValueError` when the two differ in number or a numerator lies outside its base.
    """
    if len(numerators) != len(denominators):
        raise ValueError(f"{len(numerators)} numerators cannot have {len(denominators)} denominators.")
    pairs = list(zip(numerators, denominators, strict=True))[-POINTS_NEEDED:]
    if any(not 0 <= count <= base or base <= 0 for count, base in pairs):
        raise ValueError("A proportion's numerator lies between nought and its base.")
    whole, cases = sum(base for _, base in pairs), sum(count for count, _ in pairs)
    if len(pairs) < POINTS_NEEDED or cases in (0, whole):
        return RecentTrend(Trend.CANNOT_BE_CALCULATED)
    # Weighted by base over p(1 - p), the straight line's (slope / SE) squared is the test for trend.
    share = cases / whole
    per_child = share * (1 - share)
    return _tested([_Weighted(at, count / base, base / per_child) for at, (count, base) in enumerate(pairs)])


def _tested(points: list[_Weighted]) -> RecentTrend:
    if len(points) < POINTS_NEEDED:
        return RecentTrend(Trend.CANNOT_BE_CALCULATED)
    slope, information = _line(points)
    chi_squared = slope**2 * information
    without_one = [_line([*points[:left], *points[left + 1 :]])[0] for left in range(len(points))]
    is_steady = all(one > 0 for one in (slope, *without_one)) or all(one < 0 for one in (slope, *without_one))
    trend = Trend.NO_SIGNIFICANT_CHANGE
    if chi_squared > CHI_SQUARED_LIMIT and is_steady:
        trend = Trend.INCREASING if slope > 0 else Trend.DECREASING
    return RecentTrend(trend, slope, chi_squared, is_steady)


def _line(points: list[_Weighted]) -> tuple[float, float]:
    """The slope of the weighted line, and one over its variance."""
    total = sum(point.weight for point in points)
    middle = sum(point.weight * point.at for point in points) / total
    information = sum(point.weight * (point.at - middle) ** 2 for point in points)
    return sum(point.weight * (point.at - middle) * point.value for point in points) / information, information
