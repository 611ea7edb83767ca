"""Where a short series goes if nothing changes: on along its trend where it has one, level where it has none."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from scipy.stats import t

from oneplan.engine.indicators.statistics.intervals import Interval
from oneplan.engine.indicators.statistics.trend import (
    POINTS_NEEDED,
    WIDTH_IN_STANDARD_ERRORS,
    RecentTrend,
    Trend,
    recent_trend,
)


@dataclass(frozen=True)
class Forecast:
    """The value so many periods after the last, and the range in which it would lie 95 times in 100."""

    periods_ahead: int
    value: float
    interval: Interval
    trend: Trend


def forecast(
    values: Sequence[float | None], intervals: Sequence[Interval | None], *, periods: int = 3
) -> tuple[Forecast, ...]:
    """Forecasts from the last five values with their 95 per cent intervals, for 1 to `periods` periods ahead.

    A weighted straight line (weights 1 / SE squared) where `recent_trend` finds a trend, else their weighted mean: five
    points show no slope to go on with. The range is the prediction interval of weighted least squares with Student's t,
    its spread never taken smaller than chance alone gives (a Birge ratio below 1 counts as 1). None of it is known
    below five points or with a gap: then there are no forecasts. A rate cannot fall below nought.
    """
    found = recent_trend(values, intervals)
    if found.trend is Trend.CANNOT_BE_CALCULATED:
        return ()
    held = [value for value in values[-POINTS_NEEDED:] if value is not None]
    errors = [(one.upper - one.lower) / WIDTH_IN_STANDARD_ERRORS for one in intervals[-POINTS_NEEDED:] if one]
    line = _line(held, [1 / error**2 for error in errors], found)
    return tuple(_ahead(line, len(held), ahead, found.trend) for ahead in range(1, periods + 1))


@dataclass(frozen=True)
class _Line:
    """A weighted line through points at 0, 1, 2 ..., and what its predictions vary by."""

    middle: float  # the weighted mean of where the points stand
    mean: float
    slope: float
    variance_of_a_point: float
    variance_of_mean: float
    variance_of_slope: float
    reach: float  # Student's t for the degrees of freedom left


def _line(values: Sequence[float], weights: Sequence[float], found: RecentTrend) -> _Line:
    total = sum(weights)
    middle = sum(weight * at for at, weight in enumerate(weights)) / total
    mean = sum(weight * value for weight, value in zip(weights, values, strict=True)) / total
    is_level = found.trend is Trend.NO_SIGNIFICANT_CHANGE
    slope = 0.0 if is_level or found.slope is None else found.slope
    off = [value - mean - slope * (at - middle) for at, value in enumerate(values)]
    freedom = len(values) - (1 if is_level else 2)
    birge = max(sum(weight * one**2 for weight, one in zip(weights, off, strict=True)) / freedom, 1.0)
    spread = sum(weight * (at - middle) ** 2 for at, weight in enumerate(weights))
    return _Line(
        middle=middle,
        mean=mean,
        slope=slope,
        variance_of_a_point=birge * len(values) / total,
        variance_of_mean=birge / total,
        variance_of_slope=0.0 if is_level else birge / spread,
        reach=float(t.ppf(0.975, freedom)),
    )


def _ahead(line: _Line, points: int, ahead: int, trend: Trend) -> Forecast:
    x = points - 1 + ahead - line.middle
    value = line.mean + line.slope * x
    variance = line.variance_of_a_point + line.variance_of_mean + line.variance_of_slope * x**2
    lower, upper = (max(value + side * line.reach * sqrt(variance), 0.0) for side in (-1, 1))
    return Forecast(ahead, max(value, 0.0), Interval(lower, upper), trend)
