"""Places that published figures are about: their codes, and which council went on from which."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from oneplan.definitions.reading import Definition, read


class Country(Definition):
    """A country, with the numbers that publishers give it among the councils."""

    code: str
    name: str
    numbers: list[str] = Field(default_factory=list)


class Region(Definition):
    """A region of England."""

    code: str
    name: str


class Authority(Definition):
    """A council that answers for children's services, as it is or as it was until it ended."""

    number: str = Field(pattern=r"^\d{3}$")  # of the Department for Education
    code: str  # of the Office for National Statistics
    name: str
    region: str
    other_codes: list[str] = Field(default_factory=list)  # that the same council had before or since
    ended_on: date | None = None
    became: list[str] = Field(default_factory=list)  # the numbers of the councils that took its place
    continued_by: str | None = None  # of those, the one whose series goes on from its own; not where it was divided
    note: str = ""


class Places(Definition):
    """Every place, and why they are kept here."""

    owner: str
    agreed_on: date
    reason: str
    countries: list[Country]
    regions: list[Region]
    authorities: list[Authority]

    @model_validator(mode="after")
    def _leads_to_places_there_are(self) -> Self:
        numbers = [authority.number for authority in self.authorities]
        codes = [code for authority in self.authorities for code in (authority.code, *authority.other_codes)]
        if len(set(numbers)) != len(numbers) or len(set(codes)) != len(codes):
            raise ValueError("two authorities have the same code")
        regions = {region.code for region in self.regions}
        for authority in self.authorities:
            following = {*authority.became, *filter(None, [authority.continued_by])}
            if following - set(numbers) or authority.region not in regions:
                raise ValueError(f"{authority.name} leads to a place that is not here")
        return self

    def authority(self, number: str) -> Authority:
        """The council of that number. Raises `KeyError`."""
        return {authority.number: authority for authority in self.authorities}[number]

    def lasting(self, authority: Authority) -> Authority:
        """The council whose series goes on from this one: itself, or the one that continued it."""
        return self.authority(authority.continued_by) if authority.continued_by else authority


@cache
def places() -> Places:
    """Every place of England. Raises `DefinitionError`."""
    return read(Path(__file__).parent / "england.yaml", Places)
