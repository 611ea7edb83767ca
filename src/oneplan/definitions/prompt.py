"""Reasons to talk: written rules that say when it is worth asking the worker who knows a family. One file each.

A prompt is a reason to talk, never a finding about a child. A rule that does not say who owns it, what for, on what
lawful basis, from which fields, how its fairness was checked and until when, cannot be read and so cannot run.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from oneplan.definitions.factor import Sentence
from oneplan.definitions.reading import Definition, read_folder
from oneplan.vocabulary.errors import DefinitionError

_FOLDER = Path(__file__).parent / "prompts"
Days = Annotated[int, Field(gt=0, le=731)]

_FACTS = frozenset({"evidence.factor", "evidence.finding", "evidence.source", "evidence.observed_on"})
_LEAD = frozenset({"involvement.agency", "involvement.is_lead", "involvement.from_on", "involvement.to_on"})


class TwoAgenciesNoLead(Definition):
    """Two agencies recorded a cause lately, and nobody is named as lead practitioner."""

    FIELDS: ClassVar = _FACTS | _LEAD
    kind: Literal["two_agencies_no_lead"]
    within_days: Days
    causes: tuple[str, ...] = ()


class NewSymptomKnownCauses(Definition):
    """A symptom was recorded for the first time lately, and causes are known."""

    FIELDS: ClassVar = _FACTS
    kind: Literal["new_symptom_known_causes"]
    within_days: Days
    symptoms: tuple[str, ...] = ()


class ChangesOfWorker(Definition):
    """One agency's worker for the child changed again and again lately."""

    FIELDS: ClassVar = frozenset(
        {"involvement.agency", "involvement.kind", "involvement.worker", "involvement.from_on"}
    )
    kind: Literal["changes_of_worker"]
    within_days: Days
    changes: Annotated[int, Field(ge=2, le=10)]


class LeadAgencyNotTold(Definition):
    """One agency recorded something that the agency of the lead practitioner has not recorded."""

    FIELDS: ClassVar = _FACTS | _LEAD
    kind: Literal["lead_agency_not_told"]
    within_days: Days
    factor: str


Condition = Annotated[
    TwoAgenciesNoLead | NewSymptomKnownCauses | ChangesOfWorker | LeadAgencyNotTold, Field(discriminator="kind")
]


class EqualityCheck(Definition):
    """Who looked whether the rule treats groups of children differently, when, and what they found."""

    checked_on: date
    by: str
    found: Sentence


class PromptRule(Definition):
    """One written rule.

    `sentence` says in one sentence when it holds, `talk_about` how a conversation may begin. For `quiet_months` after a
    conversation with the family was recorded it holds its peace about that child. It runs from `starts_on` to
    `expires_on`, both included.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z-]+$")]
    version: Annotated[int, Field(gt=0)]
    title: Sentence
    sentence: Sentence
    talk_about: Sentence
    when: Condition
    quiet_months: Annotated[int, Field(ge=0, le=24)] = 0
    owner: Sentence
    purpose: Sentence
    lawful_basis: Sentence
    fields_used: Annotated[tuple[str, ...], Field(min_length=1)]
    equality_check: EqualityCheck
    reason: Sentence
    starts_on: date
    expires_on: date

    @model_validator(mode="after")
    def _says_what_it_does(self) -> Self:
        if self.expires_on < self.starts_on:
            raise ValueError("the rule expires before it starts")
        if set(self.fields_used) != self.when.FIELDS:
            raise ValueError(f"fields_used must be what the rule reads: {', '.join(sorted(self.when.FIELDS))}")
        return self

    def is_in_force(self, day: date) -> bool:
        """Whether the rule has started and not expired."""
        return self.starts_on <= day <= self.expires_on

    @property
    def factors_named(self) -> tuple[str, ...]:
        """The factors that the file itself names; none means every factor of the kind that may be a trigger."""
        match self.when:
            case TwoAgenciesNoLead(causes=named) | NewSymptomKnownCauses(symptoms=named):
                return named
            case LeadAgencyNotTold(factor=one):
                return (one,)
            case _:
                return ()


def read_prompt_rules(folder: Path = _FOLDER) -> dict[str, PromptRule]:
    """Every rule by id. Raises `DefinitionError` when a file is wrong or not named as its rule."""
    rules = {rule.id: rule for rule in read_folder(folder, PromptRule)}
    if unnamed := {path.stem for path in folder.glob("*.yaml")} ^ set(rules):
        raise DefinitionError(f"A rule's file must be named as its id: see {', '.join(sorted(unnamed))}.")
    return rules


def in_force(rules: Iterable[PromptRule], day: date) -> tuple[PromptRule, ...]:
    """The rules that may run on a day."""
    return tuple(rule for rule in rules if rule.is_in_force(day))
