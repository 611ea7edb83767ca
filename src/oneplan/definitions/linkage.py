"""How records are joined into people and people into families: the agreed numbers, each with its reason."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from oneplan.definitions.reading import Definition, read

_FILE = Path(__file__).parent / "linkage" / "default.yaml"
Share = Annotated[float, Field(gt=0, le=1)]
Count = Annotated[int, Field(gt=0)]


class Probability(Definition):
    """A chance from 0 to 1 at which something changes, and why there."""

    probability: Share
    reason: str


class Similarity(Definition):
    """A Jaro-Winkler similarity from 0 to 1, and why that one."""

    similarity: Share
    reason: str


class Limit(Definition):
    """A whole number at which something changes, and why there."""

    count: Count
    reason: str


class Portion(Definition):
    """A share from 0 to 1, and why that one."""

    share: Share
    reason: str


class Thresholds(Definition):
    """Where a pair becomes a match, something to look at, or nothing."""

    match: Probability
    potential_match: Probability
    low_confidence: Probability


class Names(Definition):
    """How alike two given names must be to be one, and how unlike to be two."""

    same_spelt_differently: Similarity
    different: Similarity


class Numbers(Definition):
    """When an identifier is not believed."""

    most_records: Limit


class Training(Definition):
    """When and on how much the model learns an area's own rates."""

    fewest_records: Limit
    sample: Limit
    deterministic_recall: Portion
    drift: Portion


class Rate(Definition):
    """How often a level of agreement is seen between records of one person (`same`) and of two (`different`)."""

    same: Share
    different: Share


class StartingRates(Definition):
    """Rates to use before an area's own are known, by comparison and level."""

    reason: str
    probability_two_records_match: Share
    given_name: dict[str, Rate]
    birth_date: dict[str, Rate]
    family_and_home: dict[str, Rate]
    sex: dict[str, Rate]


class Families(Definition):
    """What is a family's home and what is not."""

    communal_people: Limit
    communal_family_names: Limit
    lived_together_months: Limit


class LinkageDefinition(Definition):
    """Everything that was agreed about linkage."""

    version: Count
    owner: str
    agreed_on: date
    reason: str
    thresholds: Thresholds
    names: Names
    numbers: Numbers
    training: Training
    starting_rates: StartingRates
    families: Families


@cache
def linkage_definition() -> LinkageDefinition:
    """The agreed definition. Raises `DefinitionError` naming the file and the field that is wrong."""
    return read(_FILE, LinkageDefinition)
