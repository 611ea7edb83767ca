"""Importing a plan from an area's folder."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from oneplan.definitions import plan as definition
from oneplan.definitions.area import Area
from oneplan.partnership.audit.operations import audited, record
from oneplan.partnership.audit.rules import Action as Audited
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.strategy.models import (
    Action,
    Body,
    Outcome,
    Plan,
    PlanFact,
    Principle,
    Source,
    Theme,
    WayOfWorking,
)
from oneplan.partnership.strategy.permissions import may_import_plan
from oneplan.partnership.strategy.rules import FactKind
from oneplan.vocabulary.errors import NotAllowed


@dataclass(frozen=True)
class ImportedPlan:
    """What an import did. The same file again changes nothing and says so."""

    code: str
    is_changed: bool


@audited()
def import_plan(*, by: Viewer, area: Area, at: datetime) -> ImportedPlan:
    """Take an area's plan in whole, replacing an earlier import of the same plan. NotAllowed for other roles."""
    if not may_import_plan(by):
        raise NotAllowed("Plans are imported by the partnership manager.")
    plan = area.plan
    digest = sha256(plan.model_dump_json().encode()).hexdigest()
    held = Plan.objects.filter(code=plan.id).first()
    if held and held.digest == digest:
        return ImportedPlan(plan.id, is_changed=False)
    if held:
        _remove(held)
    _add(plan, digest, at)
    record(by=by, action=Audited.IMPORTED_PLAN, about=f"plan {plan.id}, file {digest[:12]}")
    return ImportedPlan(plan.id, is_changed=True)


def _remove(held: Plan) -> None:
    """From the leaves up: sources and bodies are protected while statements name them."""
    for statements in (Principle, WayOfWorking, Action):
        statements.objects.filter(theme__plan=held).delete()
    for parts in (held.facts, held.outcomes, held.themes, held.bodies, held.sources):
        parts.all().delete()
    held.delete()


def _add(plan: definition.Plan, digest: str, at: datetime) -> None:
    parent = plan.parent_strategy
    row = Plan.objects.create(
        code=plan.id,
        authority=plan.authority,
        short_name=plan.short_name,
        title=plan.title,
        parent_name=parent.name if parent else "",
        parent_ambition=parent.ambition if parent else "",
        actions_note=plan.actions_note,
        encoded_on=plan.encoded_on,
        imported_at=at,
        digest=digest,
    )
    sources = {
        code: Source.objects.create(plan=row, code=code, **source.model_dump()) for code, source in plan.sources.items()
    }
    importing = _Importing(plan, row, sources)
    importing.add_bodies()
    importing.add_themes()
    importing.add_outcomes()
    importing.add_facts()


class _Importing:
    """One plan on its way in: statements without a source of their own get that of what they stand in."""

    def __init__(self, plan: definition.Plan, row: Plan, sources: dict[str, Source]) -> None:
        self.plan, self.row, self.sources = plan, row, sources
        self.bodies: dict[str, Body] = {}

    def source(self, *codes: str | None) -> Source:
        """The first source named, from the nearest outwards."""
        return self.sources[next(code for code in (*codes, self.plan.source) if code)]

    def add_bodies(self) -> None:
        for position, body in enumerate(self.plan.bodies):
            self.bodies[body.id] = Body.objects.create(
                plan=self.row,
                code=body.id,
                name=body.name,
                role=body.role,
                position=position,
                source=self.source(body.source),
            )

    def add_themes(self) -> None:
        for position, theme in enumerate(self.plan.themes):
            row = Theme.objects.create(
                plan=self.row,
                code=theme.id,
                name=theme.name,
                strapline=theme.strapline,
                building_block=theme.building_block,
                position=position,
                source=self.source(theme.source),
            )
            for order, fact in enumerate(theme.principles):
                source = self.source(fact.source, theme.source)
                Principle.objects.create(theme=row, text=fact.text, position=order, source=source)
            for order, fact in enumerate(theme.ways_of_working):
                source = self.source(fact.source, theme.source)
                WayOfWorking.objects.create(theme=row, text=fact.text, position=order, source=source)
            for order, action in enumerate(theme.actions):
                source = self.source(action.source, theme.source)
                Action.objects.create(theme=row, code=action.id, text=action.text, position=order, source=source)

    def add_outcomes(self) -> None:
        for position, outcome in enumerate(self.plan.outcomes):
            source = self.source(outcome.source)
            Outcome.objects.create(plan=self.row, code=outcome.id, text=outcome.text, position=position, source=source)

    def add_facts(self) -> None:
        for kind in FactKind:
            for position, fact in enumerate(_facts_of(self.plan, kind)):
                self._add_fact(kind, position, fact)

    def _add_fact(self, kind: FactKind, position: int, fact: definition.Fact) -> None:
        parent = self.plan.parent_strategy
        around = parent.source if parent and kind is FactKind.WANT else None
        PlanFact.objects.create(
            plan=self.row,
            kind=kind,
            text=fact.text,
            position=position,
            when=getattr(fact, "when", ""),
            body=self.bodies.get(getattr(fact, "body", "")),
            source=None if kind is FactKind.NOT_FOUND else self.source(fact.source, around),
        )


def _facts_of(plan: definition.Plan, kind: FactKind) -> Iterable[definition.Fact]:
    if kind is FactKind.WANT:
        return plan.parent_strategy.wants if plan.parent_strategy else ()
    if kind is FactKind.NOT_FOUND:
        return [definition.Fact(text=text) for text in plan.not_found]
    held = getattr(plan, kind.value)
    if isinstance(held, definition.Fact):
        return [held]
    return held or ()
