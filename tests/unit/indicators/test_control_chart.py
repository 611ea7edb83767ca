"""Control charts repeat published limits; every rule, its order, and what must never be flagged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneplan.engine.indicators.statistics import Assurance, Rule, Variation, xmr

#: R: set.seed(123); rnorm(20)
NORMAL = [
    *(-0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123, -0.68685285),
    *(-0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314, 0.49785048, -1.96661716),
    *(0.70135590, -0.47279141),
]
WITH_OUTLIER = [*NORMAL[:14], 10, *NORMAL[15:]]
LEVEL = [10.0, 12.0] * 7


@pytest.mark.parametrize(
    ("values", "is_screened", "expected"),
    [
        (NORMAL, True, (0.1416238, -3.01138, 3.294627)),
        (WITH_OUTLIER, True, (0.6694159, -2.383666, 3.722497)),
        (WITH_OUTLIER, False, (0.6694159, -4.596625, 5.935457)),
        (list(range(1, 11)), True, (5.5, 2.84, 8.16)),
        ([3, 1, 4, 1, 5, 9, 2], True, (3.5714, -6.6252, 13.7681)),
    ],
)
def test_limits_repeat_those_published(
    values: list[float], is_screened: bool, expected: tuple[float, float, float]
) -> None:
    segment = xmr(values, screen_outliers=is_screened).segments[0]
    assert segment.mean == pytest.approx(expected[0], abs=1e-4)
    assert segment.lower == pytest.approx(expected[1], abs=1e-4)
    assert segment.upper == pytest.approx(expected[2], abs=1e-4)


@pytest.mark.parametrize("values", [[1, 1, 1, 1, 2], [4, 4, 4], [7]])
def test_where_limits_cannot_be_estimated_nothing_is_flagged(values: list[float]) -> None:
    chart = xmr(values, target=3, polarity="high")
    assert not chart.segments[0].is_estimable
    assert set(chart.signals) == {None}
    assert chart.variation is None
    assert chart.assurance is None


def rules(values: list[float]) -> list[Rule | None]:
    return [signal.rule if signal else None for signal in xmr(values).signals]


def test_all_seven_points_of_a_trend_are_flagged_and_point_its_way() -> None:
    signals = xmr([5, 9, 5, 4.9, 4.8, 4.7, 4.6, 4.5, 9, 5, 9]).signals
    assert [at for at, signal in enumerate(signals) if signal and Rule.TREND in signal.rules] == list(range(1, 8))
    falling = [signal for signal in signals if signal and signal.rule is Rule.TREND]
    assert falling
    assert not any(signal.is_high for signal in falling)


def test_six_points_make_no_trend() -> None:
    assert Rule.TREND not in rules([5, 9, 5, 4.9, 4.8, 4.7, 4.6, 9, 5, 9])


def test_a_shift_needs_seven_and_a_point_on_the_mean_breaks_it() -> None:
    assert rules([1, 2, 1, 2, 1, 2, 1, 4, 3, 4, 3, 4, 3, 4])[0] is Rule.SHIFT
    broken = [1, 2, 1, 2.5, 1, 2, 1, 4, 3, 4, 2.5, 4, 3, 4]
    assert sum(broken) / len(broken) == 2.5
    assert Rule.SHIFT not in rules(broken)


def test_two_of_three_lie_on_one_side_and_count_points_beyond_the_limits() -> None:
    one_side = [*LEVEL, 15.5, 15.5, 12.0, *LEVEL]
    signals = xmr(one_side).signals
    assert [at for at, one in enumerate(signals) if one and Rule.TWO_OF_THREE in one.rules] == [14, 15]
    beyond = xmr([*LEVEL, 19.0, 15.8, 12.0, *LEVEL]).signals
    assert beyond[14] and beyond[14].rules[:2] == (Rule.OUTSIDE, Rule.TWO_OF_THREE)
    assert beyond[15] and Rule.TWO_OF_THREE in beyond[15].rules
    opposite = xmr([*LEVEL, 15.5, 6.5, 12.0, *LEVEL]).signals
    assert not any(one and Rule.TWO_OF_THREE in one.rules for one in opposite)


def test_limits_start_anew_only_where_somebody_decided() -> None:
    values = [*LEVEL, *(one + 50 for one in LEVEL)]
    assert len(xmr(values).segments) == 1
    chart = xmr(values, rebase_at=[14])
    assert [segment.mean for segment in chart.segments] == [11, 61]
    assert set(chart.signals) == {None}


@pytest.mark.parametrize(
    ("last", "polarity", "expected"),
    [
        (11.0, "high", Variation.COMMON_CAUSE),
        (40.0, "high", Variation.IMPROVEMENT_HIGH),
        (40.0, "low", Variation.CONCERN_HIGH),
        (-20.0, "high", Variation.CONCERN_LOW),
        (-20.0, "low", Variation.IMPROVEMENT_LOW),
        (40.0, None, Variation.NEUTRAL_HIGH),
        (-20.0, "none", Variation.NEUTRAL_LOW),
    ],
)
def test_the_last_point_gives_the_variation_icon(last: float, polarity: str | None, expected: Variation) -> None:
    assert xmr([*LEVEL, last], polarity=polarity).variation is expected


@pytest.mark.parametrize(
    ("target", "polarity", "expected"),
    [
        (30, "high", Assurance.CONSISTENTLY_FAILS),
        (30, "low", Assurance.CONSISTENTLY_PASSES),
        (-9, "high", Assurance.CONSISTENTLY_PASSES),
        (-9, "low", Assurance.CONSISTENTLY_FAILS),
        (11, "high", Assurance.HIT_AND_MISS),
        (None, "high", None),
        (11, None, None),
    ],
)
def test_the_last_limits_give_the_assurance_icon(
    target: float | None, polarity: str | None, expected: Assurance | None
) -> None:
    values = [*(one + 500 for one in LEVEL), *LEVEL]
    assert xmr(values, rebase_at=[14], target=target, polarity=polarity).assurance is expected


def test_fewer_than_thirteen_points_are_said_to_be_too_few() -> None:
    assert not xmr(LEVEL[:12]).has_enough_points
    assert xmr(LEVEL[:13]).has_enough_points


@pytest.mark.parametrize(
    ("values", "rebase_at"), [([], []), ([1, float("nan")], []), ([1, 2], [0]), ([1, 2], [2]), ([1, 2], [-1])]
)
def test_what_makes_no_chart_is_refused(values: list[float], rebase_at: list[int]) -> None:
    with pytest.raises(ValueError):
        xmr(values, rebase_at=rebase_at)


WHOLE = st.lists(st.integers(-50, 50).map(float), min_size=3, max_size=30)


@given(WHOLE)
def test_turning_the_scale_over_turns_every_signal_over(values: list[float]) -> None:
    up, down = xmr(values).signals, xmr([-value for value in values]).signals
    for one, other in zip(up, down, strict=True):
        assert (one is None) == (other is None)
        if one and other:
            assert one.rules == other.rules
            assert one.is_high != other.is_high


@given(WHOLE, st.integers(1, 5))
def test_another_unit_changes_no_signal(values: list[float], power: int) -> None:
    assert xmr(values).signals == xmr([value * 2**power for value in values]).signals
