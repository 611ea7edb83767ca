"""Indicators with their figures: the place, those it is set beside, and what may be said about change."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from oneplan.definitions.area import Area, Comparator, Wanted, load
from oneplan.definitions.indicator import Indicator, load_indicators
from oneplan.engine.indicators.change import ChangeReading, change_in, forecast_of, trend_of
from oneplan.engine.indicators.published import Figures, Point, Series, read_figures, series
from oneplan.engine.indicators.statistics import Forecast, RecentTrend, Trend
from oneplan.engine.indicators.statistics.trend import CHI_SQUARED_LIMIT
from oneplan.partnership.organisations.rules import Viewer

__all__ = [
    "CHI_SQUARED_LIMIT",
    "Beside",
    "Forecast",
    "IndicatorRead",
    "Point",
    "RecentTrend",
    "Scorecard",
    "Series",
    "Trend",
    "indicator",
    "scorecard",
]


@dataclass(frozen=True)
class Beside:
    """A comparator and its figures; empty where they are not published or not shown."""

    comparator: Comparator
    series: Series


@dataclass(frozen=True)
class IndicatorRead:
    """An indicator with the place's figures and those beside it."""

    indicator: Indicator
    place: str  # the authority's short name
    serves: str  # the code of the outcome or theme it serves; empty when it serves none of this plan
    outcome: str  # the words of the outcome or theme it serves; empty when it serves none of this plan
    is_proposed: bool  # by OnePlan: the plan does not name it
    series: Series
    beside: tuple[Beside, ...]
    change: ChangeReading
    trend: RecentTrend
    forecast: tuple[Forecast, ...]


@dataclass(frozen=True)
class OutcomeReads:
    """An outcome of the plan with its indicators."""

    code: str
    text: str
    indicators: tuple[IndicatorRead, ...]


@dataclass(frozen=True)
class Scorecard:
    """Every outcome of the plan with its indicators."""

    authority: str
    plan: str
    outcomes: tuple[OutcomeReads, ...]
    wanted: tuple[Wanted, ...]
    others: tuple[IndicatorRead, ...]  # published measures that serve nothing this plan names


def scorecard(viewer: Viewer) -> Scorecard | None:
    """The scorecard of the area, or None for those outside the partnership."""
    if not viewer.is_member:
        return None
    area, held = _area()
    reads = dict(held)
    serving = {serves.code: serves.indicators for serves in area.scorecard.serves}
    outcomes = tuple(
        OutcomeReads(code, text, tuple(reads.pop(one) for one in serving.get(code, ())))
        for code, text in area.measured.items()
    )
    return Scorecard(area.plan.authority, area.plan.title, outcomes, area.scorecard.wanted, tuple(reads.values()))


def indicator(viewer: Viewer, indicator_id: str) -> IndicatorRead | None:
    """One indicator of the area, or None where there is none to see."""
    return _area()[1].get(indicator_id) if viewer.is_member else None


def plan_code() -> str:
    """The code of the plan that the area's indicators serve."""
    return _area()[0].plan.id


def _read(area: Area, figures: Figures, one: Indicator) -> IndicatorRead:
    own = series(figures, one, area.plan.authority)
    serves = next((held for held in area.scorecard.serves if one.id in held.indicators), None)
    breaks = frozenset(broken.from_year for broken in one.breaks)
    return IndicatorRead(
        indicator=one,
        place=area.plan.short_name,
        serves=serves.code if serves else "",
        outcome=area.measured[serves.code] if serves else "",
        is_proposed=bool(serves) and area.scorecard.is_proposed,
        series=own,
        beside=tuple(Beside(other, series(figures, one, other.area)) for other in area.comparators),
        change=change_in(own, break_years=breaks),
        trend=trend_of(own, break_years=breaks),
        forecast=forecast_of(own, break_years=breaks),
    )


def _area() -> tuple[Area, Mapping[str, IndicatorRead]]:
    """The area and its indicators by id, worked out again only when one of its files was replaced."""
    folder = Path(settings.ONEPLAN_AREA)
    stamps = tuple(sorted((file.name, file.stat().st_mtime_ns) for file in folder.iterdir()))
    return _area_as_of(folder, stamps)


@cache
def _area_as_of(folder: Path, stamps: tuple[tuple[str, int], ...]) -> tuple[Area, Mapping[str, IndicatorRead]]:
    area = load(folder)
    figures = read_figures(area.published_indicators)
    return area, {one.id: _read(area, figures, one) for one in load_indicators()}
