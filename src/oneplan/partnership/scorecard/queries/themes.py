"""A theme this year: actions, indicators and what children and families said, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.scorecard.models import Finding
from oneplan.partnership.scorecard.queries.figures import IndicatorRead, scorecard
from oneplan.partnership.scorecard.rules import FindingKind
from oneplan.partnership.strategy.queries import ActionRead, board, current_plan


@dataclass(frozen=True)
class ThemeAtWork:
    """What is done about a theme, what figures tell, and what was said of it."""

    code: str
    name: str
    strapline: str
    year: str  # of the delivery plan that runs; empty while there is none
    actions: tuple[ActionRead, ...]
    is_measured: bool  # False where the plan measures outcomes, which belong to no theme
    indicators: tuple[IndicatorRead, ...]
    feedback: tuple[Finding, ...]  # that stands, of the calendar year


def theme_at_work(viewer: Viewer, code: str, today: date) -> ThemeAtWork | None:
    """A theme of the current plan in this year, or None where there is none to see."""
    found, cards = current_plan(viewer), scorecard(viewer)
    there = next((one for one in found.themes if one.code == code), None) if found else None
    if found is None or cards is None or there is None:
        return None
    running = board(viewer, today)
    measured = next((one for one in cards.outcomes if one.code == code), None)
    said = Finding.objects.filter(
        plan_code=found.plan.code, serves=code, year=today.year, kind=FindingKind.FEEDBACK, withdrawal=None
    )
    actions = running.actions if running else ()
    return ThemeAtWork(
        code=code,
        name=there.name,
        strapline=there.strapline or there.aim,
        year=running.year.year if running and running.year else "",
        actions=tuple(one for one in actions if one.action.serves == code or one.part.theme == there.name),
        is_measured=measured is not None,
        indicators=measured.indicators if measured else (),
        feedback=tuple(said.select_related("by")),
    )
