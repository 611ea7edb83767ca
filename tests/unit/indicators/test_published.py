"""Published figures keep their raw values, gaps and provenance; rates agree with their counts."""

from pathlib import Path

import pytest

from oneplan.definitions.area import load
from oneplan.definitions.indicator import Polarity, load_indicators
from oneplan.engine.indicators.published import Figures, read_figures, series
from oneplan.vocabulary.errors import DefinitionError

STOCKTON = load(Path(__file__).parents[3] / "areas" / "stockton")
INDICATORS = {indicator.id: indicator for indicator in load_indicators()}
AREAS = ("Stockton-on-Tees", "England", "North East", "SN mean of Stockton-on-Tees (2025-05)")


@pytest.fixture(scope="module")
def figures() -> Figures:
    return read_figures(STOCKTON.published_indicators)


def test_raw_values_stay_as_published(figures: Figures) -> None:
    found = figures[("FSP_NEW_GOODDEV", "Stockton-on-Tees", 2016)]
    assert found.raw == "64.900000000000006"
    assert found.value == pytest.approx(64.9)
    assert "local-authority-interactive-tool@2e30e395" in found.source


def test_years_without_results_are_gaps_and_not_noughts(figures: Figures) -> None:
    development = series(figures, INDICATORS["good-level-of-development"], "Stockton-on-Tees")
    assert [point.year for point in development.points] == list(range(2016, 2026))
    assert [(point.raw, point.value) for point in development.points if point.year in (2020, 2021)] == [("-", None)] * 2
    neighbours = series(figures, INDICATORS["good-level-of-development"], AREAS[3])
    assert [point.value for point in neighbours.points if point.year in (2020, 2021)] == [None, None]


@pytest.mark.parametrize("indicator_id", ["looked-after", "injury-admissions"])
def test_every_figure_of_the_place_agrees_with_its_count_and_base(figures: Figures, indicator_id: str) -> None:
    indicator = INDICATORS[indicator_id]
    points = series(figures, indicator, "Stockton-on-Tees").points
    assert points
    for point in points:
        assert point.count and point.base and point.interval and indicator.per
        assert point.interval.lower < indicator.per * point.count / point.base < point.interval.upper


def test_no_interval_is_made_from_a_population_that_was_revised_since(figures: Figures) -> None:
    """England's rate of 2016 was published as 60; the revised population gives 60.7."""
    england = series(figures, INDICATORS["looked-after"], "England")
    assert england.points[0].year == 2016
    assert england.points[0].interval is None
    assert england.points[-1].interval is not None


def test_no_interval_is_made_up_where_no_counts_are_published(figures: Figures) -> None:
    for area in AREAS:
        assert all(point.interval is None for point in series(figures, INDICATORS["persistent-absence"], area).points)


def test_a_figure_that_cannot_be_right_is_kept_but_not_shown(figures: Figures) -> None:
    entrants = INDICATORS["first-time-entrants"]
    assert figures[("FirstYJS", "England", 2024)].raw == "1258"
    assert series(figures, entrants, "England").points == ()
    assert series(figures, entrants, "Stockton-on-Tees").points


def test_every_published_measure_has_figures_for_the_place_and_every_outcome_is_served(figures: Figures) -> None:
    assert len(INDICATORS) == 46
    assert {serves.code for serves in STOCKTON.scorecard.serves} == {one.id for one in STOCKTON.plan.outcomes}
    for indicator in INDICATORS.values():
        assert series(figures, indicator, "Stockton-on-Tees").latest, indicator.id


def test_rates_of_help_have_no_polarity() -> None:
    assert INDICATORS["looked-after"].polarity is Polarity.NONE
    assert INDICATORS["child-protection-plans"].polarity is Polarity.NONE


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("code,area\n", "must have the columns"),
        ("code,area,period,raw,value,source\nLAC,York,2020,x,many,here\n", "line 2: the period or value"),
        (
            "code,area,period,raw,value,source\nLAC,York,2020,1,1,a\nLAC,York,2020,2,2,a\n",
            "line 3: LAC for York 2020 is",
        ),
    ],
)
def test_a_bad_file_names_the_line(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "published-indicators.csv"
    file.write_text(text)
    with pytest.raises(DefinitionError, match=told):
        read_figures(file)
