"""What a series allows anyone to say about change: usually that it cannot tell, and why."""

from dataclasses import dataclass

from oneplan.engine.indicators.published import Point, Series
from oneplan.engine.indicators.statistics import Forecast, RecentTrend, forecast, recent_trend
from oneplan.vocabulary.change import Change

#: Fewer points than this show values and intervals only (Fingertips' recent trends use five).
POINTS_NEEDED = 5


@dataclass(frozen=True)
class ChangeReading:
    """The answer, and the years it is about (none when no two years were compared)."""

    change: Change
    points: int  # comparable figures in a row, up to the last
    from_year: int | None = None
    to_year: int | None = None


def change_in(series: Series, *, break_years: frozenset[int] = frozenset()) -> ChangeReading:
    """Compare the first and last of the latest five figures, never across a gap or a break in the definition.

    Intervals that do not overlap show a difference beyond chance; that is a stricter test than the usual one at the
    same confidence (Schenker and Gentleman 2001), so silence here does not mean that nothing changed.
    """
    if not series.points or series.points[-1].value is None:
        return ChangeReading(Change.LATEST_MISSING, 0)
    run = _comparable_run(series.points, break_years)
    if len(run) < POINTS_NEEDED:
        return ChangeReading(Change.TOO_FEW_POINTS, len(run))
    first, last = run[-POINTS_NEEDED], run[-1]
    return ChangeReading(_compare(first, last), len(run), first.year, last.year)


def trend_of(series: Series, *, break_years: frozenset[int] = frozenset()) -> RecentTrend:
    """The recent trend of the latest five comparable figures; it cannot be calculated across a gap or a break."""
    run = _comparable_run(series.points, break_years)
    return recent_trend([point.exact for point in run], [point.interval for point in run])


def forecast_of(series: Series, *, break_years: frozenset[int] = frozenset()) -> tuple[Forecast, ...]:
    """Where the latest five comparable figures would go if nothing changed; none across a gap or a break."""
    run = _comparable_run(series.points, break_years)
    return forecast([point.exact for point in run], [point.interval for point in run])


def _comparable_run(points: tuple[Point, ...], break_years: frozenset[int]) -> list[Point]:
    """The last points in a row that have values, back to a gap or the year in which the definition changed."""
    run: list[Point] = []
    for point in reversed(points):
        if point.value is None:
            break
        run.insert(0, point)
        if point.year in break_years:
            break
    return run


def _compare(first: Point, last: Point) -> Change:
    if first.interval is None or last.interval is None:
        return Change.NO_INTERVAL
    if last.interval.lower > first.interval.upper:
        return Change.HIGHER
    if last.interval.upper < first.interval.lower:
        return Change.LOWER
    return Change.OVERLAP
