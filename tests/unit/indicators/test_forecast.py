"""A forecast goes on along a trend, or level without one, and says how little five figures can tell."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oneplan.engine.indicators.statistics import Interval, Trend, forecast, poisson_rate_interval

FALLING = [100.0, 90.0, 80.0, 70.0, 60.0]


def around(values: list[float], half: float) -> list[Interval | None]:
    return [Interval(value - half, value + half) for value in values]


def test_a_trend_goes_on_and_its_range_widens() -> None:
    found = forecast(FALLING, around(FALLING, 3), periods=3)
    assert [round(one.value, 6) for one in found] == [50, 40, 30]
    widths = [one.interval.upper - one.interval.lower for one in found]
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]
    assert {one.trend for one in found} == {Trend.DECREASING}


def test_the_range_is_that_of_weighted_least_squares() -> None:
    """By hand: on the line, so chance alone; SE = 6/3.92; t(3) = 3.182446; variance 1 + 1/5 + 9/10 one year on."""
    first = forecast(FALLING, around(FALLING, 3))[0]
    assert first.interval.upper - first.value == pytest.approx(3.182446 * 6 / 3.92 * (1 + 0.2 + 0.9) ** 0.5, rel=1e-6)


def test_without_a_trend_the_level_is_kept() -> None:
    values = [100.0, 104.0, 97.0, 103.0, 96.0]
    found = forecast(values, around(values, 10))
    assert {round(one.value, 6) for one in found} == {100}
    assert {(one.interval.lower, one.interval.upper) for one in found} == {
        (found[0].interval.lower, found[0].interval.upper)
    }


def test_nothing_falls_below_nought() -> None:
    steep = [50.0, 39.0, 28.0, 17.0, 6.0]
    last = forecast(steep, around(steep, 1), periods=5)[-1]
    assert (last.value, last.interval.lower) == (0.0, 0.0)


@pytest.mark.parametrize("values", [FALLING[:4], [None, *FALLING[1:]], []])
def test_a_gap_or_too_few_points_have_no_forecast(values: list[float | None]) -> None:
    assert forecast(values, [Interval(1, 2) for _ in values]) == ()


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine draws slowly; that is not about forecasts
@given(st.lists(st.integers(1, 2000), min_size=5, max_size=12))
def test_every_forecast_lies_in_its_range(counts: list[int]) -> None:
    intervals = [poisson_rate_interval(count, 40_000, per=10_000) for count in counts]
    for one in forecast([count / 4 for count in counts], intervals):
        assert one.interval.lower <= one.value <= one.interval.upper
