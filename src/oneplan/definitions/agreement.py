"""Sharing agreements: which agency sends what, to whom, for what, and by which law. One file for each version.

A file says what was agreed. Whether it is in force is decided by people in the `agreements` app, and by its dates.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from oneplan.definitions.reading import Definition, read_folder
from oneplan.definitions.source import SourceContract, source_contracts
from oneplan.vocabulary.errors import DefinitionError

_AGREEMENTS = Path(__file__).parent / "agreements"
_ASSESSMENTS = Path(__file__).parent / "dpias"

#: The kinds of organisation, as `organisations.models.Organisation.Kind` has them.
KindOfOrganisation = Literal["council", "schools", "health", "police", "voluntary"]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]+$")]
Sentence = Annotated[str, Field(min_length=10)]
_NAMES_SOMEBODY = frozenset({"given_name", "family_name", "nhs_number", "upn"})


class LawfulBasis(Definition):
    """What in law allows the sharing. Consent is one basis among several, and seldom this one."""

    article_6: Sentence
    article_9: Sentence
    duties: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    consent: Sentence


class Signature(Definition):
    """Who agreed, as a post and never as a name, and when."""

    organisation: str
    post: str
    signed_on: date


class Risk(Definition):
    """One risk to the people whose data it is, what is done about it, and what is left of it."""

    risk: Sentence
    what_we_do: Sentence
    what_is_left: Sentence


class Assessment(Definition):
    """A data protection impact assessment."""

    id: Slug
    title: str
    about: Sentence
    owner: str
    advice_of: str
    advice: Sentence
    risks: Annotated[tuple[Risk, ...], Field(min_length=1)]
    done_on: date
    review_on: date


class Agreement(Definition):
    """What one agency agreed to send, in one version. `ends_on` is null where it holds until somebody ends it."""

    id: Slug
    version: Annotated[int, Field(gt=0)]
    title: str
    agency: Slug
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    shared_with: Annotated[tuple[KindOfOrganisation, ...], Field(min_length=1)]
    purposes: Annotated[tuple[Slug, ...], Field(min_length=1)]
    what: Sentence
    reason: Sentence
    lawful_basis: LawfulBasis
    assessment: Slug
    retention: Sentence
    signed: Annotated[tuple[Signature, ...], Field(min_length=1)]
    owner: str
    starts_on: date
    ends_on: date | None = None
    review_on: date

    @model_validator(mode="after")
    def _dates_follow(self) -> Self:
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise ValueError("it ends before it starts")
        if max(one.signed_on for one in self.signed) > self.starts_on:
            raise ValueError("it starts before everybody has signed")
        return self

    def covers(self, day: date) -> bool:
        """Whether its own dates cover a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@cache
def agreements(folder: Path = _AGREEMENTS) -> tuple[Agreement, ...]:
    """Every version of every agreement, by title, newest version first.

    Raises `DefinitionError` for a source or an assessment that there is not, and for another agency's source.
    """
    found = sorted(read_folder(folder, Agreement), key=lambda one: (one.title, -one.version))
    known = assessments()
    for one in found:
        if one.assessment not in known:
            raise DefinitionError(f"Agreement {one.id} names the assessment {one.assessment}, which is not there.")
        for source in one.sources:
            contract = source_contracts().get(source)
            if contract is None or contract.agency != one.agency:
                raise DefinitionError(f"Agreement {one.id} names {source}, which is no source of {one.agency}.")
    return tuple(found)


@cache
def assessments(folder: Path = _ASSESSMENTS) -> Mapping[str, Assessment]:
    """Every data protection impact assessment, by id."""
    return {one.id: one for one in read_folder(folder, Assessment)}


def is_about_people(contract: SourceContract) -> bool:
    """Whether a source holds anything about anybody. One that does not needs no agreement."""
    return any(
        table.mappings or any(column.type in _NAMES_SOMEBODY for column in table.columns) for table in contract.tables
    )


@cache
def sources_about_people() -> frozenset[str]:
    """The sources that need an agreement."""
    return frozenset(name for name, contract in source_contracts().items() if is_about_people(contract))
