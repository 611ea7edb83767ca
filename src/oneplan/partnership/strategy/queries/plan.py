"""The plan, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Prefetch

from oneplan.definitions import plan as definition
from oneplan.definitions.area import load
from oneplan.definitions.indicator import Indicator, load_indicators
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.strategy.models import (
    Action,
    Body,
    Issue,
    Outcome,
    Plan,
    PlanFact,
    Principle,
    Priority,
    Sourced,
    Theme,
    WayOfWorking,
)
from oneplan.partnership.strategy.rules import FactKind


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
    issues: tuple[Issue, ...]
    priorities: tuple[Priority, ...]
    principles: tuple[Principle, ...]
    ways_of_working: tuple[WayOfWorking, ...]
    actions: tuple[Action, ...]
    aligned: tuple[PlanFact, ...]  # other plans that it goes with
    indicators: tuple[Indicator, ...]


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
    plan = Plan.objects.prefetch_related(
        "themes__source", "themes__actions", "sources", "bodies__source", outcomes, facts
    ).first()
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
        tuple(there.issues.select_related("source")),
        tuple(there.priorities.select_related("source")),
        tuple(there.principles.select_related("source")),
        tuple(there.ways_of_working.select_related("source")),
        tuple(there.actions.select_related("source")),
        tuple(fact for fact in found.facts if code in fact.details.get("parts", ())) if found else (),
        _serving(code),
    )


def outcome(viewer: Viewer, code: str) -> OutcomeRead | None:
    """An outcome of the current plan, or None where there is none to see."""
    found = current_plan(viewer)
    there = next((one for one in found.outcomes if one.code == code), None) if found else None
    if there is None:
        return None
    return OutcomeRead(there, _serving(code))


def written_out(viewer: Viewer) -> definition.Plan | None:
    """The current plan as its definition, made from what is held: importing that again changes nothing."""
    found = current_plan(viewer)
    if found is None:
        return None
    plan = found.plan
    facts = {kind: [_fact(fact) for fact in found.facts if fact.kind == kind] for kind in FactKind}
    wants, gaps = facts.pop(FactKind.WANT), facts.pop(FactKind.NOT_FOUND)
    parent = {"name": plan.parent_name, "ambition": plan.parent_ambition, "wants": wants}
    one_only = {kind.value: next(iter(facts.pop(kind)), None) for kind in (FactKind.VISION, FactKind.PREDECESSOR)}
    return definition.Plan.model_validate(
        {
            "id": plan.code,
            "authority": plan.authority,
            "short_name": plan.short_name,
            "local_authority_code": plan.local_authority_code,
            "title": plan.title,
            "source": plan.source_code,
            "encoded_on": plan.encoded_on,
            "sources": {
                one.code: {"title": one.title, "body": one.body, "dated": one.dated, "where": one.where}
                for one in plan.sources.all()
            },
            "parent_strategy": {**parent, "source": plan.parent_source_code or None} if plan.parent_name else None,
            "themes": [_theme(one) for one in found.themes],
            "actions_note": plan.actions_note,
            "outcomes": [{**_said(one), "id": one.code, "aspects": one.aspects} for one in found.outcomes],
            "bodies": [
                {"id": one.code, "name": one.name, "role": one.role, "source": _own(one)} for one in plan.bodies.all()
            ],
            "not_found": [gap["text"] for gap in gaps],
            **one_only,
            **{kind.value: held for kind, held in facts.items()},
        }
    )


def _theme(theme: Theme) -> dict[str, Any]:
    lists: dict[str, Iterable[Sourced]] = {
        "issues": theme.issues.select_related("source"),
        "principles": theme.principles.select_related("source"),
        "ways_of_working": theme.ways_of_working.select_related("source"),
    }
    return {
        "id": theme.code,
        "name": theme.name,
        "strapline": theme.strapline,
        "building_block": theme.building_block,
        "aim": theme.aim,
        "aspects": theme.aspects,
        "versions": theme.versions,
        **{field: [_said(one) for one in held] for field, held in lists.items()},
        "priorities": [{**_said(one), "aspects": one.aspects} for one in theme.priorities.select_related("source")],
        "actions": [
            {**_said(one), "id": one.code, "category": one.category or None, "aspects": one.aspects}
            for one in theme.actions.select_related("source")
        ],
        "source": _own(theme),
    }


def _fact(fact: PlanFact) -> dict[str, Any]:
    dated = {"when": fact.when} if fact.when else {}
    body = {"body": fact.body.code} if fact.body else {}
    return {**_said(fact), **dated, **body, **fact.details}


def _said(one: Sourced | PlanFact) -> dict[str, Any]:
    return {"text": one.text, "source": _own(one)}


def _own(one: Sourced | PlanFact | Theme | Body) -> str | None:
    """The source that it names itself."""
    return one.source.code if one.is_own_source and one.source else None


def _serving(code: str) -> tuple[Indicator, ...]:
    """The indicators that serve an outcome or a theme of the area's plan."""
    known = {one.id: one for one in load_indicators()}
    serves = load(Path(settings.ONEPLAN_AREA)).scorecard.serves
    return tuple(known[one] for held in serves if held.code == code for one in held.indicators)
