"""The edition of the plan that is being written, and all that came before."""

from __future__ import annotations

from dataclasses import dataclass

from oneplan.definitions.plan import Plan, from_yaml
from oneplan.definitions.plan_changes import PlanChange, changes_between
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.strategy.models import Edition
from oneplan.partnership.strategy.queries.plan import current_plan
from oneplan.partnership.strategy.rules import Origin

#: How many editions a page of history shows, with what each changed.
SHOWN = 50


@dataclass(frozen=True)
class DraftRead:
    """The last edition, which is the draft unless it is what is read, and what it changes of what is read."""

    edition: Edition
    plan: Plan
    published: Edition
    changes: tuple[PlanChange, ...]

    @property
    def number(self) -> int:
        """The edition's number: whoever changes it says which they saw."""
        return self.edition.number


@dataclass(frozen=True)
class EditionRead:
    """An edition, and what it changed of the one before."""

    edition: Edition
    changes: tuple[PlanChange, ...]


@dataclass(frozen=True)
class HistoryRead:
    """The latest editions, the last first, and how many there are in all."""

    editions: tuple[EditionRead, ...]
    in_all: int


def draft(viewer: Viewer) -> DraftRead | None:
    """The current plan as it is being written, or None where there is none to see."""
    found = current_plan(viewer)
    if found is None:
        return None
    editions = Edition.objects.filter(plan_code=found.plan.code)
    last, published = editions.first(), editions.exclude(origin=Origin.WRITTEN).first()
    if last is None or published is None:
        return None
    plan = from_yaml(last.content)
    changes = () if last == published else changes_between(from_yaml(published.content), plan)
    return DraftRead(last, plan, published, changes)


def edition_file(viewer: Viewer, number: int) -> Plan | None:
    """An edition of the current plan, or None where there is none to see."""
    found = current_plan(viewer)
    held = Edition.objects.filter(plan_code=found.plan.code, number=number).first() if found else None
    return from_yaml(held.content) if held else None


def history(viewer: Viewer) -> HistoryRead | None:
    """Every edition of the current plan with what it changed, or None where there is none to see."""
    found = current_plan(viewer)
    if found is None:
        return None
    editions = Edition.objects.filter(plan_code=found.plan.code).select_related("by")
    held = list(editions[: SHOWN + 1])
    plans = [from_yaml(one.content) for one in held]
    read = tuple(
        EditionRead(one, changes_between(plans[at + 1], plans[at]) if at + 1 < len(held) else ())
        for at, one in enumerate(held[:SHOWN])
    )
    return HistoryRead(read, editions.count())
