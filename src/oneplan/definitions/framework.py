"""Frameworks: the named, versioned sets of factors that partnerships adopted, in the order of their matrix.

A folder is a framework, and a file in it is a version, named by its number. A version that was used stays as it is:
where a factor has changed since, `earlier` names the version of it that this one was used with.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from oneplan.definitions.factor import EvidenceRule, Factor, Group, Whose, read_earlier_factor, read_factors
from oneplan.definitions.reading import Definition, read
from oneplan.vocabulary.errors import DefinitionError
from oneplan.vocabulary.events import EventKind
from oneplan.vocabulary.knowledge import FactorKind

_FOLDER = Path(__file__).parent / "frameworks"
STOCKTON = "stockton-2019"
Months = Annotated[int, Field(gt=0, le=120)]


class _Listed(Definition):
    group: Group
    heading: str
    factors: Annotated[tuple[str, ...], Field(min_length=1)]


class Meeting(Definition):
    """Where and when a partnership adopted a version."""

    body: str
    on: date


class _RecordedHere(Definition):
    """How long what a practitioner records in OnePlan stays current: the same for all, but for the factors named."""

    months: Months
    longer: dict[str, Months] = Field(default_factory=dict)


class _FrameworkFile(Definition):
    id: str
    name: str
    version: Annotated[int, Field(gt=0)]
    partnership: str
    adopted: str
    meeting: Meeting | None = None
    changed: str
    since: date
    source: str
    note: str
    recorded_here: _RecordedHere | None = None
    earlier: dict[str, int] = Field(default_factory=dict)
    groups: tuple[_Listed, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        named = [factor for group in self.groups for factor in group.factors]
        if len(set(named)) != len(named):
            raise ValueError("a factor is listed twice")
        return self


@dataclass(frozen=True)
class FactorGroup:
    """A heading of the matrix and its factors, in order."""

    group: Group
    heading: str
    factors: tuple[Factor, ...]


@dataclass(frozen=True)
class Framework:
    """What a partnership agreed to look for.

    `adopted` says in words where it comes from; `meeting` is where it was adopted, or None where no meeting has yet.
    `changed` says what is new in this version, and `since` from which day it is used.
    """

    id: str
    name: str
    version: int
    partnership: str
    adopted: str
    meeting: Meeting | None
    changed: str
    since: date
    source: str
    note: str
    groups: tuple[FactorGroup, ...]

    @property
    def factors(self) -> tuple[Factor, ...]:
        """Every factor, in the order of the matrix."""
        return tuple(factor for group in self.groups for factor in group.factors)

    def of_kind(self, kind: FactorKind) -> tuple[Factor, ...]:
        """The factors of one column of the matrix, in order."""
        return tuple(factor for factor in self.factors if factor.kind is kind)


@cache
def read_framework(framework_id: str = STOCKTON, version: int | None = None) -> Framework:
    """A version of a framework with its factors; without a version, the newest.

    Raises `DefinitionError` when a file is missing or wrong, or names a factor there is not.
    """
    number = version or versions_of(framework_id)[-1]
    found = read(_FOLDER / framework_id / f"{number}.yaml", _FrameworkFile)
    if (found.id, found.version) != (framework_id, number):
        raise DefinitionError(f"The file of {framework_id}, version {number}, says that it is another.")
    as_they_were = {name: read_earlier_factor(name, one) for name, one in found.earlier.items()}
    factors = _with_own_records(read_factors() | as_they_were, found.recorded_here)
    groups = tuple(_group(found.id, listed, factors) for listed in found.groups)
    said = {name: value for name, value in found if name not in {"recorded_here", "earlier"}}
    return Framework(**{**said, "groups": groups})


def versions_of(framework_id: str = STOCKTON) -> tuple[int, ...]:
    """The numbers of a framework's versions, oldest first. Raises `DefinitionError` when there is none."""
    numbers = sorted(int(path.stem) for path in (_FOLDER / framework_id).glob("*.yaml"))
    if not numbers:
        raise DefinitionError(f"There is no framework of the name {framework_id}.")
    return tuple(numbers)


def framework_on(day: date, framework_id: str = STOCKTON) -> Framework:
    """The version in use on a day: the newest that had begun, or the first."""
    versions = [read_framework(framework_id, number) for number in versions_of(framework_id)]
    return next((one for one in reversed(versions) if one.since <= day), versions[0])


def _group(framework_id: str, listed: _Listed, factors: dict[str, Factor]) -> FactorGroup:
    for name in listed.factors:
        if name not in factors or factors[name].group is not listed.group:
            raise DefinitionError(f"Framework {framework_id} lists {name}, which is no factor of {listed.group}.")
    return FactorGroup(listed.group, listed.heading, tuple(factors[name] for name in listed.factors))


def _with_own_records(factors: dict[str, Factor], agreed: _RecordedHere | None) -> dict[str, Factor]:
    """Each factor with the rule by which what is recorded here counts; an outcome is for places and has none."""
    if agreed is None:
        return factors
    if unknown := set(agreed.longer) - set(factors):
        raise DefinitionError(f"recorded_here.longer names {', '.join(sorted(unknown))}, which is no factor.")
    return {
        name: factor
        if factor.kind is FactorKind.OUTCOME
        else factor.model_copy(
            update={"evidence": (*factor.evidence, _own_record(factor, agreed.longer.get(name, agreed.months)))}
        )
        for name, factor in factors.items()
    }


def _own_record(factor: Factor, months: int) -> EvidenceRule:
    """What is recorded here is about those of whom the factor can be said at all."""
    said_of = {whose for rule in factor.evidence for whose in rule.whose} or {Whose.CHILD}
    return EvidenceRule(
        event=EventKind.OWN_RECORD,
        codes=(factor.id,),
        whose=tuple(whose for whose in Whose if whose in said_of),
        months=months,
        words="it here",
    )
