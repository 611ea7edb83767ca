"""The sharing policy: how far each kind of organisation sees what each source holds. Signed by the partnership.

Tiers are those of the multi-agency practice of tiered sharing: who is involved, headline facts, the shared plan,
detail on request.
"""

from collections.abc import Collection
from datetime import date
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from oneplan.definitions.agreement import KindOfOrganisation, Sentence, Signature, sources_about_people
from oneplan.definitions.factor import Whose
from oneplan.definitions.reading import Definition, read_folder
from oneplan.vocabulary.errors import DefinitionError

_FOLDER = Path(__file__).parent / "sharing"


class Tier(IntEnum):
    """How far something is shared. Each holds what those below it hold."""

    NOTHING = -1
    WHO = 0
    HEADLINE = 1
    PLAN = 2
    DETAIL = 3


def _named(value: Any) -> Any:
    """A tier as the file writes it: its name in small letters."""
    names = {tier.name.lower(): tier for tier in Tier}
    return names.get(value, value)


class SharingRule(Definition):
    """What one or more sources share with some kinds of organisation. No factors, and no `about`, mean all."""

    says: Sentence
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    to: Annotated[tuple[KindOfOrganisation, ...], Field(min_length=1)]
    about: tuple[Whose, ...] = ()
    factors: tuple[str, ...] = ()
    tier: Annotated[Tier, BeforeValidator(_named)]

    @property
    def is_general(self) -> bool:
        """Whether it is about everything that the sources hold, and so about who is involved too."""
        return not self.about and not self.factors

    def fits(self, source: str, kind: str) -> bool:
        """Whether it is about what this source shares with this kind of organisation."""
        return source in self.sources and kind in self.to

    def fits_fact(self, source: str, kind: str, factor_id: str, whose: str) -> bool:
        """Whether it is about this fact."""
        return (
            self.fits(source, kind)
            and (not self.about or whose in self.about)
            and (not self.factors or factor_id in self.factors)
        )


class SharingPolicy(Definition):
    """One signed policy. The first rule that fits decides; what no rule fits is `otherwise`."""

    id: str
    version: Annotated[int, Field(gt=0)]
    title: str
    otherwise: Annotated[Tier, BeforeValidator(_named)]
    own: Annotated[Tier, BeforeValidator(_named)]  # what an agency sees of what it sent itself
    plan_shared_with: tuple[KindOfOrganisation, ...]
    rules: Annotated[tuple[SharingRule, ...], Field(min_length=1)]
    signed: Annotated[tuple[Signature, ...], Field(min_length=1)]
    owner: str
    reason: Sentence
    from_on: date
    review_on: date

    @model_validator(mode="after")
    def _names_sources_that_are_there(self) -> Self:
        named = {source for rule in self.rules for source in rule.sources}
        if unknown := named - sources_about_people():
            raise ValueError(f"{', '.join(sorted(unknown))}: no such source about people")
        return self

    def tier_of_fact(self, source: str, kinds: Collection[str], factor_id: str, whose: str) -> Tier:
        """How far organisations of these kinds see a fact: as far as the kind that sees the most."""
        return max((self._first(source, kind, factor_id, whose) for kind in kinds), default=Tier.NOTHING)

    def tier_of_involvement(self, source: str, kinds: Collection[str]) -> Tier:
        """How far they see who is involved: by the rules about all that a source holds."""
        return max((self._first_general(source, kind) for kind in kinds), default=Tier.NOTHING)

    def _first(self, source: str, kind: str, factor_id: str, whose: str) -> Tier:
        fitting = (rule.tier for rule in self.rules if rule.fits_fact(source, kind, factor_id, whose))
        return next(fitting, self.otherwise)

    def _first_general(self, source: str, kind: str) -> Tier:
        fitting = (rule.tier for rule in self.rules if rule.is_general and rule.fits(source, kind))
        return next(fitting, self.otherwise)


@cache
def policies(folder: Path = _FOLDER) -> tuple[SharingPolicy, ...]:
    """Every version of the policy, newest first. Raises `DefinitionError` where there is none."""
    found = sorted(read_folder(folder, SharingPolicy), key=lambda one: one.from_on, reverse=True)
    if not found:
        raise DefinitionError("There is no sharing policy.")
    return tuple(found)


def policy_on(day: date) -> SharingPolicy | None:
    """The policy that was in force on a day; None before the first, and then nothing is shared."""
    return next((one for one in policies() if one.from_on <= day), None)
