"""The plan, in a constant number of queries."""

from dataclasses import dataclass

from django.db.models import Prefetch

from oneplan.definitions.indicator import Indicator, load_indicators
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.strategy.models import Action, Outcome, Plan, PlanFact, Principle, Theme, WayOfWorking


@dataclass(frozen=True)
class PlanRead:
    """A plan with its lists, each in the plan's own order. Facts are of every kind."""

    plan: Plan
    themes: tuple[Theme, ...]
    outcomes: tuple[Outcome, ...]
    facts: tuple[PlanFact, ...]


@dataclass(frozen=True)
class ThemeRead:
    """A theme with its lists."""

    theme: Theme
    principles: tuple[Principle, ...]
    ways_of_working: tuple[WayOfWorking, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class OutcomeRead:
    """An outcome and the indicators that serve it."""

    outcome: Outcome
    indicators: tuple[Indicator, ...]


def current_plan(viewer: Viewer) -> PlanRead | None:
    """The plan that was imported last, or None for those outside the partnership and before any import."""
    if not viewer.is_member:
        return None
    facts = Prefetch("facts", PlanFact.objects.select_related("source", "body"))
    outcomes = Prefetch("outcomes", Outcome.objects.select_related("source"))
    plan = Plan.objects.prefetch_related("themes", "sources", "bodies__source", outcomes, facts).first()
    if plan is None:
        return None
    return PlanRead(plan, tuple(plan.themes.all()), tuple(plan.outcomes.all()), tuple(plan.facts.all()))


def theme(viewer: Viewer, code: str) -> ThemeRead | None:
    """A theme of the current plan, or None where there is none to see."""
    found = current_plan(viewer)
    there = next((one for one in found.themes if one.code == code), None) if found else None
    if there is None:
        return None
    return ThemeRead(
        there,
        tuple(there.principles.select_related("source")),
        tuple(there.ways_of_working.select_related("source")),
        tuple(there.actions.select_related("source")),
    )


def outcome(viewer: Viewer, code: str) -> OutcomeRead | None:
    """An outcome of the current plan, or None where there is none to see."""
    found = current_plan(viewer)
    there = next((one for one in found.outcomes if one.code == code), None) if found else None
    if there is None:
        return None
    return OutcomeRead(there, tuple(one for one in load_indicators() if one.outcome == code))
