"""What the partnership wrote about an indicator or an outcome, beside the figures and the actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.scorecard.models import CurveNote, Finding, Judgement
from oneplan.partnership.scorecard.queries.figures import IndicatorRead, Scorecard, indicator, plan_code, scorecard
from oneplan.partnership.scorecard.rules import CurvePart
from oneplan.partnership.strategy.queries import ActionRead, board, current_plan


@dataclass(frozen=True)
class CurveRead:
    """An indicator, every answer about turning its curve, and what is done this year for what it serves."""

    read: IndicatorRead
    plan_code: str
    notes: dict[CurvePart, tuple[CurveNote, ...]]  # of each part, the latest first
    year: str  # of the delivery plan; empty while there is none
    actions: tuple[ActionRead, ...]


@dataclass(frozen=True)
class Told:
    """The scorecard, and the last answer about turning each indicator's curve."""

    scorecard: Scorecard
    narratives: Mapping[str, CurveNote]  # by indicator; those of which nobody wrote are not there


@dataclass(frozen=True)
class Triangulation:
    """An outcome in a year: data, audits and feedback side by side, and what a body made of them."""

    plan_code: str
    serves: str
    text: str
    year: int
    indicators: tuple[IndicatorRead, ...]
    findings: tuple[Finding, ...]
    judgements: tuple[Judgement, ...]  # the latest first
    bodies: tuple[str, ...]
    years: tuple[int, ...]  # in which anything was written


def curve(viewer: Viewer, indicator_id: str, today: date) -> CurveRead | None:
    """Turning the curve of an indicator, or None where there is none to see."""
    read = indicator(viewer, indicator_id)
    if read is None:
        return None
    code, found = plan_code(), board(viewer, today)
    held = CurveNote.objects.filter(plan_code=code, indicator_id=indicator_id).select_related("by")
    notes = {part: tuple(note for note in held if note.part == part) for part in CurvePart}
    actions = found.actions if found else ()
    serving = tuple(one for one in actions if read.serves and _is_for(one, read))
    return CurveRead(read, code, notes, found.year.year if found and found.year else "", serving)


def _is_for(one: ActionRead, read: IndicatorRead) -> bool:
    """Whether an action serves the same outcome or theme, or an action of that theme in the plan."""
    return one.action.serves == read.serves or one.part.theme == read.outcome


def told(viewer: Viewer) -> Told | None:
    """The scorecard with what was last written about each indicator, or None for those outside the partnership."""
    cards = scorecard(viewer)
    if cards is None:
        return None
    written = CurveNote.objects.filter(plan_code=plan_code()).select_related("by").order_by("id")
    return Told(cards, {note.indicator_id: note for note in written})


def triangulation(viewer: Viewer, serves: str, year: int) -> Triangulation | None:
    """An outcome, or a theme of a plan without outcomes, in a year. None where there is none to see."""
    found, cards = current_plan(viewer), scorecard(viewer)
    outcome = next((one for one in cards.outcomes if one.code == serves), None) if cards else None
    if found is None or outcome is None:
        return None
    findings = Finding.objects.filter(plan_code=found.plan.code, serves=serves).select_related("by", "withdrawal__by")
    judgements = Judgement.objects.filter(plan_code=found.plan.code, serves=serves).select_related("by")
    years = {one.year for one in findings} | {one.year for one in judgements}
    return Triangulation(
        plan_code=found.plan.code,
        serves=serves,
        text=outcome.text,
        year=year,
        indicators=outcome.indicators,
        findings=tuple(one for one in findings if one.year == year),
        judgements=tuple(one for one in judgements if one.year == year),
        bodies=tuple(body.name for body in found.plan.bodies.all()),
        years=tuple(sorted(years | {year}, reverse=True)),
    )
