"""Indicators with their figures: the place, those it is set beside, and what may be said about change."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from oneplan.definitions.area import Area, Comparator, load
from oneplan.definitions.indicator import Indicator, load_indicators
from oneplan.engine.indicators.change import ChangeReading, change_in
from oneplan.engine.indicators.published import Figures, Point, Series, read_figures, series
from oneplan.partnership.organisations.rules import Viewer

__all__ = ["Beside", "IndicatorRead", "Point", "Scorecard", "Series", "indicator", "scorecard"]


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
    outcome: str  # the words of the outcome it serves
    series: Series
    beside: tuple[Beside, ...]
    change: ChangeReading


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


def scorecard(viewer: Viewer) -> Scorecard | None:
    """The scorecard of the area, or None for those outside the partnership."""
    if not viewer.is_member:
        return None
    area, figures = _area()
    reads = [_read(area, figures, one) for one in load_indicators()]
    outcomes = tuple(
        OutcomeReads(outcome.id, outcome.text, tuple(read for read in reads if read.indicator.outcome == outcome.id))
        for outcome in area.plan.outcomes
    )
    return Scorecard(area.plan.authority, area.plan.title, outcomes)


def indicator(viewer: Viewer, indicator_id: str) -> IndicatorRead | None:
    """One indicator of the area, or None where there is none to see."""
    there = next((one for one in load_indicators() if one.id == indicator_id), None)
    return _read(*_area(), there) if there and viewer.is_member else None


def _read(area: Area, figures: Figures, one: Indicator) -> IndicatorRead:
    own = series(figures, one, area.plan.authority)
    return IndicatorRead(
        indicator=one,
        place=area.plan.short_name,
        outcome=next(outcome.text for outcome in area.plan.outcomes if outcome.id == one.outcome),
        series=own,
        beside=tuple(Beside(other, series(figures, one, other.area)) for other in area.comparators),
        change=change_in(own, break_years=frozenset(broken.from_year for broken in one.breaks)),
    )


def _area() -> tuple[Area, Figures]:
    """The area's files, read again only when one of them was replaced."""
    folder = Path(settings.ONEPLAN_AREA)
    stamps = tuple(sorted((file.name, file.stat().st_mtime_ns) for file in folder.iterdir()))
    return _area_as_of(folder, stamps)


@cache
def _area_as_of(folder: Path, stamps: tuple[tuple[str, int], ...]) -> tuple[Area, Figures]:
    area = load(folder)
    return area, read_figures(area.published_indicators)
