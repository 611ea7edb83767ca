"""Change is said only where the figures allow it, and never across a gap or a new definition."""

from pathlib import Path

import pytest

from oneplan.definitions.area import load
from oneplan.definitions.indicator import load_indicators
from oneplan.engine.indicators.change import change_in
from oneplan.engine.indicators.published import Point, Series, read_figures, series
from oneplan.engine.indicators.statistics import Interval
from oneplan.vocabulary.change import Change


def a_series(*values: float | None, spread: float | None = 1) -> Series:
    points = []
    for year, value in enumerate(values, start=2020):
        interval = Interval(value - spread, value + spread) if value is not None and spread is not None else None
        points.append(Point(year, str(value), value, None, None, interval, "made up", value))
    return Series("Anywhere", tuple(points))


@pytest.mark.parametrize(
    ("found", "change"),
    [
        (a_series(), Change.LATEST_MISSING),
        (a_series(9, 9, 9, 9, 9, None), Change.LATEST_MISSING),
        (a_series(9, 9, 9, 1), Change.TOO_FEW_POINTS),
        (a_series(9, 9, None, 9, 9, 9, 1), Change.TOO_FEW_POINTS),
        (a_series(9, 9, 9, 9, 1, spread=None), Change.NO_INTERVAL),
        (a_series(9, 9, 9, 9, 10), Change.OVERLAP),
        (a_series(9, 9, 9, 9, 11), Change.OVERLAP),  # touching limits overlap
        (a_series(9, 9, 9, 9, 11.5), Change.HIGHER),
        (a_series(9, 9, 9, 9, 6.5), Change.LOWER),
        (a_series(1, 9, 9, 9, 9, 9), Change.OVERLAP),  # only the latest five
    ],
)
def test_what_may_be_said(found: Series, change: Change) -> None:
    assert change_in(found).change is change


def test_nothing_is_compared_across_a_new_definition() -> None:
    found = a_series(9, 9, 9, 9, 9, 1)
    assert change_in(found).change is Change.LOWER
    since = change_in(found, break_years=frozenset({2022}))
    assert (since.change, since.points, since.from_year) == (Change.TOO_FEW_POINTS, 4, None)
    assert change_in(found, break_years=frozenset({2021})).from_year == 2021


def test_looked_after_children_in_stockton_show_no_change_in_five_years() -> None:
    """125 after 133 looks like a fall on a dashboard of arrows; with its intervals it is not one."""
    area = load(Path(__file__).parents[3] / "areas" / "stockton")
    looked_after = next(indicator for indicator in load_indicators() if indicator.id == "looked-after")
    found = change_in(series(read_figures(area.published_indicators), looked_after, "Stockton-on-Tees"))
    assert (found.change, found.from_year, found.to_year) == (Change.OVERLAP, 2021, 2025)
