"""All 46 measures of all four areas; rates agree with counts; nobody's looked-after rate is made into a story."""

from pathlib import Path

import pytest

from oneplan.definitions.area import Area, load
from oneplan.definitions.indicator import load_indicators
from oneplan.engine.indicators.change import trend_of
from oneplan.engine.indicators.published import Figures, read_figures, series, year_of
from oneplan.engine.indicators.statistics import Trend
from oneplan.engine.indicators.statistics.trend import CHI_SQUARED_LIMIT
from oneplan.vocabulary.numbers import half_up

AREAS = Path(__file__).parents[3] / "areas"
NAMES = ("stockton", "medway", "dorset", "york")
INDICATORS = {one.id: one for one in load_indicators()}
LOOKED_AFTER = INDICATORS["looked-after"]


@pytest.fixture(scope="module", params=NAMES)
def area(request: pytest.FixtureRequest) -> Area:
    return load(AREAS / request.param)


@pytest.fixture(scope="module")
def figures(area: Area) -> Figures:
    return read_figures(area.published_indicators)


def test_every_published_measure_loads(area: Area, figures: Figures) -> None:
    assert len(INDICATORS) == 46
    for indicator in INDICATORS.values():
        points = series(figures, indicator, area.plan.authority).points
        assert points, indicator.id
        assert all((point.value is not None) or point.raw in ("-", "", "c", "x", "z") for point in points), indicator.id


def test_rates_from_counts_agree_with_the_published_to_rounding(area: Area, figures: Figures) -> None:
    agreeing = 0
    for point in series(figures, LOOKED_AFTER, area.plan.authority).points:
        if point.count is None or point.base is None or point.value is None:
            continue
        from_counts = half_up(10_000 * point.count / point.base)
        # Populations before 2018 were revised after the rates had been published: those rates get no interval.
        assert from_counts == half_up(point.value) or (point.year <= 2018 and point.interval is None), point.year
        agreeing += from_counts == half_up(point.value)
    assert agreeing >= 5


def test_no_looked_after_rate_changed_by_more_than_chance_from_2021_to_2025(area: Area, figures: Figures) -> None:
    own = series(figures, LOOKED_AFTER, area.plan.authority)
    assert [point.year for point in own.points[-5:]] == [2021, 2022, 2023, 2024, 2025]
    assert trend_of(own).trend is Trend.NO_SIGNIFICANT_CHANGE


def test_one_year_makes_englands_change_so_none_is_claimed(figures: Figures) -> None:
    england = trend_of(series(figures, LOOKED_AFTER, "England"))
    assert england.chi_squared == pytest.approx(21, abs=0.1)
    assert england.chi_squared > CHI_SQUARED_LIMIT
    assert england.trend is Trend.NO_SIGNIFICANT_CHANGE


@pytest.mark.parametrize(
    ("period", "year"), [("2024", 2024), ("2023/24", 2024), ("2021/22-23/24", 2024), ("2015/16", 2016)]
)
def test_a_period_stands_under_the_year_in_which_it_ends(period: str, year: int) -> None:
    assert year_of(period) == year


@pytest.mark.parametrize("period", ["0", "24", "23/24", "many", ""])
def test_what_is_no_year_is_refused(period: str) -> None:
    with pytest.raises(ValueError):
        year_of(period)
