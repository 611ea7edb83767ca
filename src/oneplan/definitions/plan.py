"""The schema of an area's `plan.yaml`: a partnership's strategy as facts, each with its source."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import yaml
from pydantic import model_validator

from oneplan.definitions.plan_parts import (
    Action,
    Alignment,
    Aspect,
    Body,
    Category,
    DatedFact,
    Decision,
    Fact,
    Lineage,
    Meeting,
    Outcome,
    ParentStrategy,
    Priority,
    Reporting,
    Risk,
    Source,
    Status,
    Step,
    Theme,
    Version,
)
from oneplan.definitions.reading import Definition, read_text

__all__ = [
    "Action",
    "Aspect",
    "Body",
    "Fact",
    "Outcome",
    "ParentStrategy",
    "Plan",
    "Priority",
    "Source",
    "Status",
    "Theme",
    "as_yaml",
    "from_yaml",
    "said_in",
]


class Plan(Definition):
    """A whole plan. Fields that hold lists may be empty: what was not found is said in `not_found`, not guessed."""

    id: str
    authority: str
    short_name: str
    local_authority_code: str
    title: str
    source: str
    encoded_on: date
    sources: dict[str, Source]
    vision: Fact
    titles: tuple[Fact, ...] = ()
    periods: tuple[Fact, ...]
    durations: tuple[Fact, ...] = ()
    versions: tuple[Version, ...] = ()
    lineage: tuple[Lineage, ...] = ()
    predecessor: Fact | None = None
    successors: tuple[Fact, ...] = ()
    parent_strategy: ParentStrategy | None = None
    aligned_to: tuple[Alignment, ...] = ()
    duties: tuple[Fact, ...] = ()
    cohorts: tuple[Fact, ...] = ()
    drivers: tuple[Fact, ...] = ()
    principles: tuple[Fact, ...] = ()
    evidence_base: tuple[Fact, ...] = ()
    to_improve: tuple[Fact, ...] = ()
    themes: tuple[Theme, ...]
    priorities: tuple[Priority, ...] = ()
    action_categories: tuple[Category, ...] = ()
    actions_note: str = ""
    outcomes: tuple[Outcome, ...] = ()
    scorecard: tuple[Fact, ...] = ()
    related_measures: tuple[Fact, ...] = ()
    measurement: tuple[Fact, ...] = ()
    bodies: tuple[Body, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    reporting: tuple[Reporting, ...] = ()
    pathway: tuple[Step, ...] = ()
    decisions: tuple[Decision, ...] = ()
    events: tuple[DatedFact, ...] = ()
    risks: tuple[Risk, ...] = ()
    assessments: tuple[Fact, ...] = ()
    finance: tuple[Fact, ...] = ()
    consulted: tuple[Fact, ...] = ()
    you_said: tuple[Fact, ...] = ()
    contradictions: tuple[Fact, ...] = ()
    not_found: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _names_only_what_it_holds(self) -> "Plan":
        """Sources, bodies, versions and categories that facts name must be there, and ids must be unique."""
        held = {
            "body": {body.id for body in self.bodies},
            "source": set(self.sources),
            "version": {version.id for version in self.versions},
            "category": {category.id for category in self.action_categories},
            "part": {*(theme.id for theme in self.themes), *(outcome.id for outcome in self.outcomes)},
        }
        for kind, name in self._named():
            if name is not None and name not in held[kind]:
                plural = {"body": "bodies", "category": "categories"}.get(kind, f"{kind}s")
                raise ValueError(f"the {kind} {name!r} is not among the {plural}")
        actions = [action.id for theme in self.themes for action in theme.actions]
        for ids in ([theme.id for theme in self.themes], [outcome.id for outcome in self.outcomes], actions):
            if len(ids) != len(set(ids)):
                raise ValueError(f"an id is used twice among {', '.join(ids)}")
        return self

    def _named(self) -> Iterator[tuple[str, str | None]]:
        yield "source", self.source
        yield from (("source", part.source) for part in self.themes)
        yield from (("source", body.source) for body in self.bodies)
        yield "source", self.parent_strategy.source if self.parent_strategy else None
        for fact in self._facts():
            yield "source", fact.source
            yield "body", getattr(fact, "body", None)
            yield "category", getattr(fact, "category", None)
        yield from (("part", part) for beside in self.aligned_to for part in beside.parts)
        for theme in self.themes:
            yield from (("version", version) for version in theme.versions)

    def _facts(self) -> Iterator[Fact]:
        """Every statement, wherever it stands."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            yield from (one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, Fact))
        for theme in self.themes:
            yield from theme.statements
        yield from self.parent_strategy.wants if self.parent_strategy else ()


def as_yaml(plan: Plan) -> str:
    """The plan as the text of its file: reading it again gives the same plan, and writing that the same text."""
    return yaml.safe_dump(
        {**said_in(plan), "encoded_on": plan.encoded_on}, allow_unicode=True, sort_keys=False, width=120
    )


def said_in(plan: Plan) -> dict[str, Any]:
    """What a plan says, as plain lists and words, without what is left empty."""
    return {**plan.model_dump(mode="json", exclude_defaults=True), "encoded_on": plan.encoded_on.isoformat()}


def from_yaml(text: str) -> Plan:
    """The plan in a file's text. Raises `DefinitionError` with the field."""
    return read_text("The file", text, Plan)
