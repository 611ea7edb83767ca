"""Factors: what the partnership agreed to look for, and what counts as evidence of it. One file each."""

from datetime import date
from enum import StrEnum
from itertools import combinations
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from oneplan.definitions.reading import Definition, read, read_folder
from oneplan.vocabulary.errors import DefinitionError
from oneplan.vocabulary.events import EventKind
from oneplan.vocabulary.knowledge import FactorKind, Finding, Role

_FOLDER = Path(__file__).parent / "factors"
Sentence = Annotated[str, Field(min_length=10)]

#: Kinds that record what happened between people: a rule must say in which role it counts (practice rule R6).
INCIDENTS = frozenset({EventKind.POLICE_INCIDENT})
#: Context for offering help, never evidence of a concern (practice rule R10).
NEVER_EVIDENCE = frozenset({EventKind.FREE_SCHOOL_MEALS})


class Group(StrEnum):
    """The lists in which a framework shows its factors."""

    ADVERSE_EXPERIENCE = "adverse_experience"
    OTHER_VULNERABILITY = "other_vulnerability"
    SYMPTOM = "symptom"
    STRENGTH = "strength"
    OUTCOME = "outcome"


_KIND_OF = {
    Group.ADVERSE_EXPERIENCE: FactorKind.CAUSE,
    Group.OTHER_VULNERABILITY: FactorKind.CAUSE,
    Group.SYMPTOM: FactorKind.SYMPTOM,
    Group.STRENGTH: FactorKind.STRENGTH,
    Group.OUTCOME: FactorKind.OUTCOME,
}


class Whose(StrEnum):
    """Whose fact it is. Always said beside a fact in a family.

    `child`: said of the child in the child's own record. `parent`: said of a parent, step-parent or carer, in the
    child's record or in that adult's own. `household`: said of another adult of the family, in either.
    """

    CHILD = "child"
    PARENT = "parent"
    HOUSEHOLD = "household"


class Grade(StrEnum):
    """How far data that agencies must keep can show a factor."""

    DIRECT = "direct"
    PARTIAL = "partial"
    NONE = "none"


class PlainWords(Definition):
    """What to say instead of the local term, for each reader."""

    professionals: Sentence
    families: Sentence
    young_people: Sentence


class StatutorySource(Definition):
    """Whether national returns show the factor, and what to bear in mind."""

    grade: Grade
    note: Sentence


_OPPOSITE = {Finding.PRESENT: Finding.NOT_PRESENT, Finding.NOT_PRESENT: Finding.PRESENT}


class EvidenceRule(Definition):
    """What counts as evidence: an event of this kind and one of these codes, with the person in one of these roles.

    No codes means every code of the kind. `months` is how long it stays current after it was last known to be so.
    `findings` is narrower than all three where a "not present" would mislead: that one offence was not proved says
    nothing of others. With `is_opposite` the event asks for the opposite of the factor: that it was asked for and is
    not there counts as present. `words` say what the codes mean, where the codes would not speak for themselves.
    """

    event: EventKind
    codes: tuple[str, ...] = ()
    roles: Annotated[tuple[Role, ...], Field(min_length=1)] = (Role.SUBJECT,)
    whose: Annotated[tuple[Whose, ...], Field(min_length=1)]
    months: Annotated[int, Field(gt=0, le=120)]
    findings: Annotated[tuple[Finding, ...], Field(min_length=1)] = tuple(Finding)
    is_opposite: bool = False
    words: str = ""

    @model_validator(mode="after")
    def _may_count(self) -> Self:
        if self.event in NEVER_EVIDENCE:
            raise ValueError(f"{self.event} is context for offering help and never evidence")
        if self.event in INCIDENTS and "roles" not in self.model_fields_set:
            raise ValueError(f"{self.event} needs the roles in which it counts")
        return self

    def counts_as(self, finding: Finding) -> Finding:
        """What a finding of the event says of the factor. A dispute is one whichever way the question was put."""
        return _OPPOSITE.get(finding, finding) if self.is_opposite else finding

    def overlaps(self, other: Self) -> bool:
        """Whether one event could count by both rules, for the same person."""
        same_code = not self.codes or not other.codes or bool(set(self.codes) & set(other.codes))
        return (
            self.event == other.event
            and same_code
            and bool(set(self.roles) & set(other.roles))
            and bool(set(self.whose) & set(other.whose))
        )


class Factor(Definition):
    """A cause, symptom, strength or outcome of the matrix."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z_]+$")]
    group: Group
    label: str
    shown_as: str = ""
    plain_words: PlainWords
    evidence: tuple[EvidenceRule, ...] = ()
    recheck: Sentence
    statutory_source: StatutorySource
    owner: str
    reason: Sentence
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    version: Annotated[int, Field(gt=0)]
    since: date

    @property
    def heading(self) -> str:
        """What a page calls it: the local term, unless that blames (practice rule R7), and then what was seen."""
        return self.shown_as or self.label

    @property
    def kind(self) -> FactorKind:
        """Cause, symptom, strength or outcome."""
        return _KIND_OF[self.group]

    @property
    def is_in_agencies_data(self) -> bool:
        """Whether anything that agencies send can show it, beside what is recorded here."""
        return any(rule.event is not EventKind.OWN_RECORD for rule in self.evidence)

    @property
    def said_of(self) -> tuple[Whose, ...]:
        """Of whom it can be said."""
        said = {whose for rule in self.evidence for whose in rule.whose}
        return tuple(whose for whose in Whose if whose in said)

    @model_validator(mode="after")
    def _rules_fit(self) -> Self:
        if self.kind is FactorKind.OUTCOME and self.evidence:
            raise ValueError("an outcome is for places and has no evidence about a child")
        if any(one.overlaps(other) for one, other in combinations(self.evidence, 2)):
            raise ValueError("two evidence rules would count the same event twice")
        return self


def read_earlier_factor(factor_id: str, version: int, folder: Path = _FOLDER) -> Factor:
    """A factor as it was before it changed. Raises `DefinitionError` when that version was not kept, or is another."""
    found = read(folder / "earlier" / f"{factor_id}-{version}.yaml", Factor)
    if (found.id, found.version) != (factor_id, version):
        raise DefinitionError(f"The file of {factor_id}, version {version}, says that it is another.")
    return found


def read_factors(folder: Path = _FOLDER) -> dict[str, Factor]:
    """Every factor by id. Raises `DefinitionError` when a file is wrong or not named as its factor."""
    factors = {factor.id: factor for factor in read_folder(folder, Factor)}
    if unnamed := {path.stem for path in folder.glob("*.yaml")} ^ set(factors):
        raise DefinitionError(f"A factor's file must be named as its id: see {', '.join(sorted(unnamed))}.")
    return factors
