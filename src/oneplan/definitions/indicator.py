"""The schema of an indicator: what a figure means, where it comes from, and what may not be read into it."""

from enum import StrEnum
from functools import cache
from pathlib import Path

from oneplan.definitions.reading import Definition, read_folder


class Polarity(StrEnum):
    """Whether high or low is better. With none, no figure is called better or worse, nor coloured so."""

    HIGH = "high"
    LOW = "low"
    NONE = "none"


class Kind(StrEnum):
    """What is measured. A plan for a place is never scored by how one service works, nor the other way round."""

    INDICATOR = "indicator"  # how children in a population fare
    PERFORMANCE_MEASURE = "performance_measure"  # how well a service works


class Publication(Definition):
    """Who publishes the figures, where, under which licence, and the codes the figures stand under."""

    code: str  # of the value, in the area's published-indicators.csv
    publisher: str
    title: str
    url: str
    licence: str
    count_code: str | None = None  # of the numerator, where it is published
    base_code: str | None = None  # of the denominator, where it is published
    base_years_before: int = 0  # the base of a figure stands under a period this many years earlier


class Break(Definition):
    """From this year on, figures cannot be compared with those before."""

    from_year: int
    reason: str


class Withheld(Definition):
    """Published figures that are not shown because they cannot be right; the raw values stay in the file."""

    area: str
    reason: str


class Indicator(Definition):
    """One measure that quantifies an outcome for a population."""

    id: str
    name: str
    question: str  # what it answers, in plain words
    kind: Kind = Kind.INDICATOR
    numerator: str
    denominator: str
    unit: str  # as it stands after a number: "per 10,000 children", "%"
    per: float | None = None  # the multiplier of a rate (10,000); none for percentages without counts and for scores
    places: int  # decimals shown
    period: str  # what one period is: "at 31 March", "academic year"
    polarity: Polarity
    polarity_reason: str
    is_stock: bool = False  # the same children are counted again each year, so years are not independent
    publication: Publication
    caveats: tuple[str, ...]
    breaks: tuple[Break, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    disclosure: str
    owner: str


@cache
def load_indicators() -> tuple[Indicator, ...]:
    """Every indicator defined here, in the order of its file's name."""
    return read_folder(Path(__file__).parent / "indicators", Indicator)
