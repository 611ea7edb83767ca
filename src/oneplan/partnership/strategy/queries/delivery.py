"""A year of the plan and how it goes, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from oneplan.partnership.organisations.queries import Workplace, workplaces
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.strategy import rules
from oneplan.partnership.strategy.models import ActionTerms, DeliveryAction, DeliveryPlan, Milestone, Plan, Progress
from oneplan.partnership.strategy.queries.plan import current_plan


@dataclass(frozen=True)
class Part:
    """A part of the plan that actions serve. `kind` is action, theme or outcome; `theme` the name of an action's."""

    code: str
    kind: str
    text: str
    theme: str = ""


@dataclass(frozen=True)
class ActionRead:
    """An action with what stands about it, everything that was said before, and what needs attention."""

    action: DeliveryAction
    part: Part
    terms: ActionTerms  # as they stand
    earlier_terms: tuple[ActionTerms, ...]  # the latest first
    owner_works_at: str  # empty when the owner has left
    milestones: tuple[tuple[Milestone, Progress | None], ...]  # with the standing statement that says it was reached
    progress: tuple[Progress, ...]  # the latest first, withdrawn ones among them
    last: Progress | None  # the statement that counts now
    attention: tuple[rules.Attention, ...]


@dataclass(frozen=True)
class Board:
    """A year of the plan: its actions, the other years, and the plan's own actions that nobody took up."""

    plan: Plan
    year: DeliveryPlan | None  # none before the first year is begun
    years: tuple[DeliveryPlan, ...]
    actions: tuple[ActionRead, ...]
    not_taken_up: tuple[Part, ...]
    today: date


def board(viewer: Viewer, today: date, year: str = "") -> Board | None:
    """The year that is named, or the one that runs today, or the last. None where there is none to see."""
    found = current_plan(viewer)
    if found is None:
        return None
    years = tuple(DeliveryPlan.objects.filter(plan_code=found.plan.code))
    running = [one for one in years if one.from_on <= today <= one.to_on]
    shown = next((one for one in years if one.year == year) if year else iter([*running, *years]), None)
    if year and shown is None:
        return None
    parts = parts_of_plan(viewer)
    here = workplaces(today)
    actions = tuple(_read(one, parts, here, today) for one in _whole().filter(delivery_plan=shown)) if shown else ()
    taken = {one.action.serves for one in actions}
    untouched = tuple(part for part in parts.values() if part.kind == "action" and part.code not in taken)
    return Board(found.plan, shown, years, actions, untouched if shown else (), today)


def action_read(viewer: Viewer, action_id: str, today: date) -> ActionRead | None:
    """One action of the current plan with everything said about it, or None where there is none to see."""
    held = held_action(viewer, action_id)
    return _read(held, parts_of_plan(viewer), workplaces(today), today) if held else None


def held_action(viewer: Viewer, action_id: str) -> DeliveryAction | None:
    """An action of the current plan as it is stored, or None where there is none to see."""
    found = current_plan(viewer)
    if found is None or not action_id.isdecimal():
        return None
    return _whole().filter(delivery_plan__plan_code=found.plan.code, pk=action_id).first()


def delivery_year(viewer: Viewer, year: str) -> DeliveryPlan | None:
    """A year of the current plan."""
    found = current_plan(viewer)
    return DeliveryPlan.objects.filter(plan_code=found.plan.code, year=year).first() if found else None


def parts_of_plan(viewer: Viewer) -> dict[str, Part]:
    """What an action may serve: every action of the plan, then its themes and outcomes, by code."""
    found = current_plan(viewer)
    if found is None:
        return {}
    actions = [Part(one.code, "action", one.text, theme.name) for theme in found.themes for one in theme.actions.all()]
    themes = [Part(one.code, "theme", one.name) for one in found.themes]
    outcomes = [Part(one.code, "outcome", one.text) for one in found.outcomes]
    return {part.code: part for part in (*actions, *themes, *outcomes)}


def owners_to_choose(today: date) -> tuple[tuple[int, str], ...]:
    """Everybody who is here on a day, with where they work, by name."""
    return tuple((one, f"{held.name}, {held.organisation}") for one, held in workplaces(today).items())


def _whole() -> QuerySet[DeliveryAction]:
    progress = Prefetch("progress", Progress.objects.select_related("by", "withdrawal__by", "reached"))
    terms = Prefetch("terms", ActionTerms.objects.select_related("owner", "by"))
    return DeliveryAction.objects.select_related("delivery_plan").prefetch_related(progress, terms, "milestones")


def _read(action: DeliveryAction, parts: Mapping[str, Part], here: Mapping[int, Workplace], today: date) -> ActionRead:
    *earlier, terms = action.terms.all()
    progress = tuple(action.progress.all())
    standing = [one for one in progress if not hasattr(one, "withdrawal")]
    reached = {one.reached_id: one for one in reversed(standing) if one.reached_id}
    milestones = tuple((one, reached.get(one.pk)) for one in action.milestones.all())
    works = here.get(terms.owner_id)
    needs = rules.attention(
        rules.Terms(
            terms.starts_on,
            terms.due_on,
            owner_is_here=works is not None,
            has_impact_assessment=bool(terms.impact),
            report_every_days=action.delivery_plan.report_every_days,
        ),
        [_said(one) for one in standing],
        [one.due_on for one, said in milestones if said is None],
        today,
    )
    return ActionRead(
        action=action,
        part=parts.get(action.serves) or Part(action.serves, "", "A part that the plan has no more"),
        terms=terms,
        earlier_terms=tuple(reversed(earlier)),
        owner_works_at=works.organisation if works else "",
        milestones=milestones,
        progress=progress,
        last=standing[0] if standing else None,
        attention=needs,
    )


def _said(one: Progress) -> rules.Progress:
    return rules.Progress(one.on, rules.State(one.state), bool(one.remedy), one.remedy_due_on, one.pk)
