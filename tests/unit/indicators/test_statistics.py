"""Intervals repeat published results, hold their estimate, and refuse impossible bases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneplan.engine.indicators.statistics import byar_interval, poisson_rate_interval, wilson_interval

NOT_A_NUMBER = float("nan")


@pytest.mark.parametrize(
    ("count", "confidence", "lower", "upper"),
    [
        (65, 0.95, 50.16319, 82.84914),
        (1045, 0.95, 982.5932, 1110.3312),
        (1, 0.95, 0.0130721, 5.5637556),
        (65, 0.998, 42.88026, 94.00029),
        (10, 0.998, 2.916318, 24.193725),
    ],
)
def test_byar_gives_the_published_limits(count: int, confidence: float, lower: float, upper: float) -> None:
    interval = byar_interval(count, confidence=confidence)
    assert interval.lower == pytest.approx(lower, rel=1e-5)
    assert interval.upper == pytest.approx(upper, rel=1e-6)


@pytest.mark.parametrize(
    ("count", "base", "lower", "upper"),
    [
        (1, 100, 25.3178, 5571.6434),
        (5, 100, 1623.486, 11668.332),
        (20, 100, 12211.429, 30889.880),
        (250, 220, 99984.95, 128631.14),
    ],
)
def test_rates_give_the_published_limits(count: int, base: int, lower: float, upper: float) -> None:
    interval = poisson_rate_interval(count, base)
    assert interval.lower == pytest.approx(lower, rel=1e-6)
    assert interval.upper == pytest.approx(upper, rel=1e-6)


@pytest.mark.parametrize(
    ("count", "base", "lower", "upper"), [(65, 100, 0.5525444, 0.7363575), (1045, 5000, 0.1979555, 0.2204913)]
)
def test_wilson_gives_the_published_limits(count: int, base: int, lower: float, upper: float) -> None:
    interval = wilson_interval(count, base)
    assert interval.lower == pytest.approx(lower, abs=5e-8)
    assert interval.upper == pytest.approx(upper, abs=5e-8)


def test_no_events_still_have_an_upper_limit() -> None:
    assert byar_interval(0).lower == 0
    assert byar_interval(0).upper > 1
    exact = poisson_rate_interval(0, 1000, per=1000)
    assert exact.lower == 0
    assert exact.upper == pytest.approx(3.688879, rel=1e-6)  # -ln(0.025), the exact limit of no events
    assert wilson_interval(0, 10).lower == 0
    assert wilson_interval(10, 10).upper == 1


@pytest.mark.parametrize("count", [-1, NOT_A_NUMBER, float("inf")])
def test_an_impossible_count_is_refused(count: float) -> None:
    for interval in (byar_interval, lambda x: poisson_rate_interval(x, 100), lambda x: wilson_interval(x, 100)):
        with pytest.raises(ValueError, match="zero or more"):
            interval(count)


@pytest.mark.parametrize("base", [0, -5, NOT_A_NUMBER, float("inf")])
def test_an_impossible_base_is_refused(base: float) -> None:
    for interval in (poisson_rate_interval, wilson_interval):
        with pytest.raises(ValueError, match="base above zero"):
            interval(5, base)


def test_more_than_everybody_is_refused_as_a_proportion_only() -> None:
    with pytest.raises(ValueError, match="11 out of 10"):
        wilson_interval(11, 10)
    assert poisson_rate_interval(11, 10).upper > 100_000


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.1, NOT_A_NUMBER])
def test_a_confidence_outside_nought_and_one_is_refused(confidence: float) -> None:
    for count in (5, 50):
        with pytest.raises(ValueError, match="between 0 and 1"):
            poisson_rate_interval(count, 100, confidence=confidence)
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson_interval(5, 100, confidence=confidence)


def test_a_rate_is_per_something() -> None:
    with pytest.raises(ValueError, match="above zero"):
        poisson_rate_interval(5, 100, per=0)


@given(count=st.integers(0, 100_000), base=st.integers(1, 1_000_000))
def test_a_rate_lies_in_its_interval_and_more_confidence_is_wider(count: int, base: int) -> None:
    narrow = poisson_rate_interval(count, base, confidence=0.8)
    wide = poisson_rate_interval(count, base, confidence=0.998)
    rate = 100_000 * count / base
    assert wide.lower <= narrow.lower <= rate <= narrow.upper <= wide.upper


@given(base=st.integers(1, 100_000), share=st.floats(0, 1))
def test_a_proportion_lies_in_its_interval_and_its_complement_mirrors_it(base: int, share: float) -> None:
    count = round(base * share)
    interval = wilson_interval(count, base)
    mirror = wilson_interval(base - count, base)
    assert 0 <= interval.lower <= count / base + 1e-12
    assert count / base - 1e-12 <= interval.upper <= 1
    assert interval.lower == pytest.approx(1 - mirror.upper, abs=1e-9)
