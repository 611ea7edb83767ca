"""Frameworks: the named, versioned sets of factors that partnerships adopted, in the order of their matrix."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from oneplan.definitions.factor import Factor, Group, read_factors
from oneplan.definitions.reading import Definition, read
from oneplan.vocabulary.errors import DefinitionError
from oneplan.vocabulary.knowledge import FactorKind

_FOLDER = Path(__file__).parent / "frameworks"


class _Listed(Definition):
    group: Group
    heading: str
    factors: Annotated[tuple[str, ...], Field(min_length=1)]


class _FrameworkFile(Definition):
    id: str
    name: str
    version: Annotated[int, Field(gt=0)]
    partnership: str
    adopted: str
    since: date
    source: str
    note: str
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
    """What a partnership agreed to look for. `adopted` says in words by whom and where."""

    id: str
    name: str
    version: int
    partnership: str
    adopted: str
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
def read_framework(framework_id: str = "stockton-2019") -> Framework:
    """A framework with its factors. Raises `DefinitionError` when a file is wrong or names a factor there is not."""
    found = read(_FOLDER / f"{framework_id}.yaml", _FrameworkFile)
    factors = read_factors()
    groups = tuple(_group(found.id, listed, factors) for listed in found.groups)
    return Framework(**{**dict(found), "groups": groups})


def _group(framework_id: str, listed: _Listed, factors: dict[str, Factor]) -> FactorGroup:
    for name in listed.factors:
        if name not in factors or factors[name].group is not listed.group:
            raise DefinitionError(f"Framework {framework_id} lists {name}, which is no factor of {listed.group}.")
    return FactorGroup(listed.group, listed.heading, tuple(factors[name] for name in listed.factors))
