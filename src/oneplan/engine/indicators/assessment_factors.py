"""Published shares of assessments that found a factor: the place, England, and the mean of statistical neighbours."""

import csv
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from oneplan.definitions.assessment_factors import AssessmentFactors, Measure
from oneplan.vocabulary.errors import DefinitionError

COLUMNS = ("year", "role", "area", "measure", "raw")
PLACE, NEIGHBOUR, ENGLAND = "place", "neighbour", "england"


@dataclass(frozen=True)
class Share:
    """Per cent of episodes with any factor, and the number as published. None: the publisher gave none."""

    raw: str
    per_cent: float | None


@dataclass(frozen=True)
class Beside:
    """One measure of the place, with those it is set beside. `neighbours` is how many the mean is of."""

    measure: Measure
    place: Share
    england: Share
    mean: float | None
    neighbours: int


@dataclass(frozen=True)
class PublishedFactors:
    """What is published of one place. `other` is the share of which nothing more is said: a sign of how it records."""

    year: int
    place: str
    whole: str
    beside: tuple[Beside, ...]
    other: Beside


def published_factors(path: Path, published: AssessmentFactors) -> PublishedFactors:
    """The newest year of an area's file. Raises `DefinitionError` when the file or a figure is missing."""
    figures = _figures(path)
    year = max(held for held, _, _, _ in figures)
    areas = {(role, area) for held, role, area, _ in figures if held == year}
    places = [area for role, area in areas if role == PLACE]
    if len(places) != 1:
        raise DefinitionError(f"{path.name} must hold the figures of one place for {year}.")
    others = sorted(area for role, area in areas if role == NEIGHBOUR)

    def share(role: str, area: str, measure: str) -> Share:
        try:
            raw, whole = (figures[year, role, area, name] for name in (measure, published.whole))
        except KeyError:
            raise DefinitionError(f"{path.name} has no {measure} of {area} for {year}.") from None
        per_cent = 100 * int(raw) / int(whole) if raw.isdigit() and whole.isdigit() and int(whole) else None
        return Share(raw, per_cent)

    def beside(measure: Measure) -> Beside:
        around = [share(NEIGHBOUR, area, measure.measure).per_cent for area in others]
        known = [one for one in around if one is not None]
        return Beside(
            measure=measure,
            place=share(PLACE, places[0], measure.measure),
            england=share(ENGLAND, "England", measure.measure),
            mean=fmean(known) if known else None,
            neighbours=len(known),
        )

    return PublishedFactors(
        year=year,
        place=places[0],
        whole=figures[year, PLACE, places[0], published.whole],
        beside=tuple(beside(measure) for measure in published.measures),
        other=beside(Measure(code="20", measure=published.other, words="Other")),
    )


def _figures(path: Path) -> dict[tuple[int, str, str, str], str]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise DefinitionError(f"{path.name} must have the columns {', '.join(COLUMNS)}.")
        return {(int(row["year"]), row["role"], row["area"], row["measure"]): row["raw"] for row in reader}
