"""Trends are said only when no one year makes them; comparisons take a side only where there is one."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneplan.engine.indicators.statistics import (
    Interval,
    Method,
    Position,
    Trend,
    Verdict,
    compare,
    directly_standardised_rate,
    mean_interval,
    meets_target,
    method_for,
    proportion_trend,
    quantiles,
    ranks,
    recent_trend,
    run_chart,
)


def around(values: list[float], spread: float) -> list[Interval | None]:
    return [Interval(value - spread, value + spread) for value in values]


def test_a_steady_fall_is_a_trend_and_one_odd_year_is_none() -> None:
    steady = [50.0, 46.0, 42.0, 38.0, 34.0]
    assert recent_trend(steady, around(steady, 3)).trend is Trend.DECREASING
    one_year = [30.0, 40.0, 40.0, 40.0, 40.0]
    found = recent_trend(one_year, around(one_year, 2))
    assert found.chi_squared and found.chi_squared > 9.55
    assert not found.is_steady
    assert found.trend is Trend.NO_SIGNIFICANT_CHANGE


def test_only_the_last_five_count() -> None:
    values = [500.0, 30.0, 34.0, 38.0, 42.0, 46.0]
    assert recent_trend(values, around(values, 2)).trend is Trend.INCREASING


@pytest.mark.parametrize("at", [0, 4])
def test_a_gap_or_no_width_cannot_be_calculated(at: int) -> None:
    values: list[float | None] = [1.0, 2.0, 3.0, 4.0, 5.0]
    intervals = around([1.0, 2.0, 3.0, 4.0, 5.0], 0.1)
    assert recent_trend([*values[:at], None, *values[at + 1 :]], intervals).trend is Trend.CANNOT_BE_CALCULATED
    for bad in (None, Interval(3, 3)):
        spoilt = [*intervals[:at], bad, *intervals[at + 1 :]]
        assert recent_trend(values, spoilt).trend is Trend.CANNOT_BE_CALCULATED
    assert recent_trend(values[:4], intervals[:4]).trend is Trend.CANNOT_BE_CALCULATED


def test_the_trend_of_proportions_is_armitages() -> None:
    counts, bases = [50, 60, 70, 80, 90], [200] * 5
    share = sum(counts) / sum(bases)
    # The test for trend as the textbook writes it, from counts.
    top = sum(at * (count - base * share) for at, (count, base) in enumerate(zip(counts, bases, strict=True)))
    spread = sum(at**2 * base for at, base in enumerate(bases)) - sum(at * b for at, b in enumerate(bases)) ** 2 / 1000
    found = proportion_trend(counts, bases)
    assert found.chi_squared == pytest.approx(top**2 / (share * (1 - share) * spread))
    assert found.trend is Trend.INCREASING
    assert proportion_trend([0] * 5, bases).trend is Trend.CANNOT_BE_CALCULATED


@given(st.lists(st.integers(1, 100).map(float), min_size=5, max_size=9), st.floats(0.1, 50))
def test_time_turned_round_turns_the_slope(values: list[float], spread: float) -> None:
    last = values[-5:]
    forth, back = recent_trend(last, around(last, spread)), recent_trend(last[::-1], around(last[::-1], spread))
    assert forth.slope is not None and back.slope is not None
    assert forth.slope == pytest.approx(-back.slope, abs=1e-9)


@pytest.mark.parametrize(
    ("interval", "polarity", "position", "verdict"),
    [
        (Interval(1, 9), "high", Position.LOWER, Verdict.WORSE),
        (Interval(1, 9), "low", Position.LOWER, Verdict.BETTER),
        (Interval(11, 12), "high", Position.HIGHER, Verdict.BETTER),
        (Interval(11, 12), "low", Position.HIGHER, Verdict.WORSE),
        (Interval(10, 12), "low", Position.SIMILAR, Verdict.SIMILAR),
        (Interval(11, 12), None, Position.HIGHER, None),
        (Interval(9, 12), "none", Position.SIMILAR, None),
    ],
)
def test_no_verdict_without_polarity(
    interval: Interval, polarity: str | None, position: Position, verdict: Verdict | None
) -> None:
    found = compare(interval, 10, polarity=polarity)
    assert (found.position, found.verdict) == (position, verdict)


def test_nobody_is_compared_with_themselves() -> None:
    with pytest.raises(ValueError, match="itself"):
        compare(Interval(1, 2), 3, area="York", benchmark_area="York")


def test_a_target_met_exactly_is_met() -> None:
    assert meets_target(95, 95, polarity="high")
    assert meets_target(95, 95, polarity="low")
    assert not meets_target(94.9, 95, polarity="high")
    assert meets_target(95, 95) is None


def test_few_events_are_not_standardised() -> None:
    assert directly_standardised_rate([4, 5], [100, 100], [50, 50]) is None
    found = directly_standardised_rate([40, 60], [1000, 2000], [1, 3], per=1000)
    assert found and found.value == pytest.approx(1000 * (40 / 1000 + 3 * 60 / 2000) / 4)
    assert found.interval.lower < found.value < found.interval.upper


def test_one_age_group_standardised_is_the_crude_rate_with_byars_limits() -> None:
    found = directly_standardised_rate([65], [100], [7])
    assert found and found.value == pytest.approx(65_000)
    assert (found.interval.lower, found.interval.upper) == pytest.approx((50163.19, 82849.14), rel=1e-6)


def test_the_interval_of_a_mean_is_students() -> None:
    found = mean_interval([1, 2, 3, 4, 5])
    half = 2.776445105 * math.sqrt(2.5 / 5)
    assert (found.lower, found.upper) == pytest.approx((3 - half, 3 + half))
    with pytest.raises(ValueError):
        mean_interval([1])


def test_run_chart_rules() -> None:
    shifted = run_chart([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 8, 9, 8, 9, 8, 9, 8, 9, 8, 9])
    assert (shifted.longest_run, shifted.longest_run_allowed) == (10, 7)
    assert (shifted.crossings, shifted.crossings_needed) == (1, 6)
    assert shifted.is_signal
    assert not run_chart([1, 9, 2, 8, 1, 9, 2, 2, 8, 9, 1, 9]).is_signal
    few = run_chart([1, 1, 1, 9, 9, 9])
    assert few.longest_run_allowed is None
    assert not few.is_signal


def test_ranks_and_quarters() -> None:
    assert ranks([5, 3, 5, 9]) == (2, 1, 2, 4)
    assert quantiles(range(1, 9)) == (1, 1, 2, 2, 3, 3, 4, 4)
    assert quantiles([1, 2, 3]) == (None, None, None)


def test_the_length_of_a_series_chooses_its_method() -> None:
    assert [method_for(n) for n in (4, 5, 12, 13)] == [
        Method.TOO_FEW,
        Method.RECENT_TREND,
        Method.RECENT_TREND,
        Method.CONTROL_CHART,
    ]
