"""Importing a plan from an area's folder."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from oneplan.definitions import plan as definition
from oneplan.definitions.area import Area
from oneplan.partnership.audit.operations import audited, record
from oneplan.partnership.audit.rules import Action as Audited
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.strategy.models import (
    Action,
    Body,
    Edition,
    Issue,
    Outcome,
    Plan,
    PlanFact,
    Principle,
    Priority,
    Source,
    Theme,
    WayOfWorking,
)
from oneplan.partnership.strategy.permissions import may_import_plan
from oneplan.partnership.strategy.rules import FactKind, Origin
from oneplan.vocabulary.errors import NotAllowed

ThemeList = type[Issue] | type[Priority] | type[Principle] | type[WayOfWorking] | type[Action]
#: The lists of a theme, by the field of its definition.
THEME_LISTS: dict[str, ThemeList] = {
    "issues": Issue,
    "priorities": Priority,
    "principles": Principle,
    "ways_of_working": WayOfWorking,
    "actions": Action,
}
#: What every statement has a column for; all else that a kind has goes into its details.
COLUMNS = {"text", "when", "body", "source"}


@dataclass(frozen=True)
class ImportedPlan:
    """What an import did. The same file again changes nothing and says so."""

    code: str
    is_changed: bool


@audited()
def import_plan(*, by: Viewer, area: Area, at: datetime) -> ImportedPlan:
    """Take an area's plan in whole, replacing what is read of the same plan. NotAllowed for other roles.

    A file that was imported last time too changes nothing, whatever was written and published here since.
    """
    if not may_import_plan(by):
        raise NotAllowed("Plans are imported by the partnership manager.")
    plan = area.plan
    last = Edition.objects.filter(plan_code=plan.id, origin=Origin.IMPORTED).first()
    if last and last.digest == digest_of(plan):
        return ImportedPlan(plan.id, is_changed=False)
    add_edition(plan, Origin.IMPORTED, by=by, at=at, note="Imported from the area's folder")
    put_in_place(plan, at)
    record(by=by, action=Audited.IMPORTED_PLAN, about=f"plan {plan.id}, file {digest_of(plan)[:12]}")
    return ImportedPlan(plan.id, is_changed=True)


def digest_of(plan: definition.Plan) -> str:
    """What tells two editions apart."""
    return sha256(plan.model_dump_json().encode()).hexdigest()


def add_edition(plan: definition.Plan, origin: Origin, *, by: Viewer, at: datetime, note: str) -> Edition:
    """Keep a plan's file as the next edition, inside the caller's transaction."""
    last = Edition.objects.filter(plan_code=plan.id).first()
    return Edition.objects.create(
        plan_code=plan.id,
        number=last.number + 1 if last else 1,
        content=definition.as_yaml(plan),
        digest=digest_of(plan),
        origin=origin,
        note=note,
        by_id=by.user_id or None,
        at=at,
    )


def put_in_place(plan: definition.Plan, at: datetime) -> None:
    """Make this what is read of the plan, inside the caller's transaction."""
    held = Plan.objects.filter(code=plan.id).first()
    if held:
        _remove(held)
    _add(plan, digest_of(plan), at)


def _remove(held: Plan) -> None:
    """From the leaves up: sources and bodies are protected while statements name them."""
    for statements in THEME_LISTS.values():
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
        local_authority_code=plan.local_authority_code,
        source_code=plan.source,
        title=plan.title,
        parent_name=parent.name if parent else "",
        parent_ambition=parent.ambition if parent else "",
        parent_source_code=(parent.source or "") if parent else "",
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

    def sourced(self, *codes: str | None) -> dict[str, Any]:
        """The first source named, from the nearest outwards, and whether the nearest named it."""
        code = next(code for code in (*codes, self.plan.source) if code)
        return {"source": self.sources[code], "is_own_source": bool(codes[0])}

    def add_bodies(self) -> None:
        for position, body in enumerate(self.plan.bodies):
            self.bodies[body.id] = Body.objects.create(
                plan=self.row,
                code=body.id,
                name=body.name,
                role=body.role,
                position=position,
                **self.sourced(body.source),
            )

    def add_themes(self) -> None:
        for position, theme in enumerate(self.plan.themes):
            row = Theme.objects.create(
                plan=self.row,
                code=theme.id,
                name=theme.name,
                strapline=theme.strapline,
                building_block=theme.building_block,
                aim=theme.aim,
                aspects=list(theme.aspects),
                versions=list(theme.versions),
                position=position,
                **self.sourced(theme.source),
            )
            for field, model in THEME_LISTS.items():
                self._add_statements(row, theme, getattr(theme, field), model)

    def _add_statements(
        self, row: Theme, theme: definition.Theme, statements: Iterable[definition.Fact], model: ThemeList
    ) -> None:
        for order, fact in enumerate(statements):
            own: dict[str, Any] = {}
            if isinstance(fact, definition.Action):
                own |= {"code": fact.id, "category": fact.category or ""}
            if isinstance(fact, definition.Action | definition.Priority):
                own |= {"aspects": list(fact.aspects)}
            sourced = self.sourced(fact.source, theme.source)
            model.objects.create(theme=row, text=fact.text, position=order, **own, **sourced)

    def add_outcomes(self) -> None:
        for position, outcome in enumerate(self.plan.outcomes):
            Outcome.objects.create(
                plan=self.row,
                code=outcome.id,
                text=outcome.text,
                aspects=list(outcome.aspects),
                position=position,
                **self.sourced(outcome.source),
            )

    def add_facts(self) -> None:
        for kind in FactKind:
            for position, fact in enumerate(_facts_of(self.plan, kind)):
                self._add_fact(kind, position, fact)

    def _add_fact(self, kind: FactKind, position: int, fact: definition.Fact) -> None:
        parent = self.plan.parent_strategy
        around = parent.source if parent and kind is FactKind.WANT else None
        said = fact.model_dump(mode="json", exclude_defaults=True)
        PlanFact.objects.create(
            plan=self.row,
            kind=kind,
            text=fact.text,
            position=position,
            when=getattr(fact, "when", None) or "",
            body=self.bodies.get(getattr(fact, "body", None) or ""),
            details={name: value for name, value in said.items() if name not in COLUMNS},
            **({} if kind is FactKind.NOT_FOUND else self.sourced(fact.source, around)),
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
