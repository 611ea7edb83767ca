"""The tables of the pages about the place, from numbers that may leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from oneplan.definitions.assessment_factors import factors_of
from oneplan.definitions.factor import Factor
from oneplan.documents.model import Block, Table
from oneplan.partnership.matrix.queries import OTHERS, Beside, PlaceCount, PlaceRead, place_count
from oneplan.partnership.matrix.rules import PlacePart
from oneplan.vocabulary.knowledge import FactorKind

#: What parts are called that have no name in the records.
NAMES = {
    ("sex", "F"): "Girls",
    ("sex", "M"): "Boys",
    ("ethnicity", "A"): "Asian or Asian British, with Chinese",
    ("ethnicity", "B"): "Black, Black British, Caribbean or African",
    ("ethnicity", "M"): "Mixed or multiple ethnic groups",
    ("ethnicity", "O"): "Another ethnic group",
    ("ethnicity", "W"): "White",
    ("send", "recorded"): "Special educational needs recorded",
    ("send", "none"): "None recorded",
}
NOT_KNOWN, TOO_SMALL = "Not known", "Others, too few to show"
#: Columns of one table: more do not fit on upright paper.
PER_TABLE = 5


@dataclass(frozen=True)
class Made:
    """A part of the place: its name, and the children in it as if they were what is counted."""

    part: str
    name: str
    population: PlaceCount


class Numbers:
    """The numbers of a place by what they are of."""

    def __init__(self, place: PlaceRead) -> None:
        self._place = place
        read = [(one, place_count(one, place.rule)) for one in place.numbers]
        self.wholes = {one.factor_id: count for one, count in read if one.topic == "whole"}
        self.unmet = {one.factor_id: count for one, count in read if one.topic == "unmet"}
        self.pairs = {(one.factor_id, one.other_id): count for one, count in read if one.topic == "pair"}
        self.parts = {(one.split, one.part, one.factor_id): count for one, count in read if one.topic == "part"}
        self.factors = tuple(factor for factor in place.framework.factors if factor.id in self.wholes)

    @property
    def population(self) -> str:
        """Children known to any agency, as printed."""
        return next(iter(self.wholes.values())).population.text

    def of_kind(self, kind: FactorKind) -> tuple[Factor, ...]:
        """The factors of one column of the matrix of which anything is known."""
        return tuple(factor for factor in self.factors if factor.kind is kind)

    def parts_of(self, split: str) -> list[Made]:
        """The parts of a split by name, those too small and those not known last."""
        found = {part: count for (held, part, _), count in self.parts.items() if held == split}
        made = [
            Made(part, _name(split, part, count), replace(count, children=count.population))
            for part, count in found.items()
        ]
        return sorted(made, key=_order)

    def pair_table(self) -> Table:
        """Causes down, symptoms across: children with both."""
        symptoms = self.of_kind(FactorKind.SYMPTOM)
        rows = tuple(
            (cause.heading, *(self._pair(cause, symptom) for symptom in symptoms))
            for cause in self.of_kind(FactorKind.CAUSE)
        )
        head = ("Cause", *(symptom.heading for symptom in symptoms))
        return Table("Children for whom both are known now", head, rows)

    def _pair(self, cause: Factor, symptom: Factor) -> str:
        found = self.pairs.get((cause.id, symptom.id))
        return found.children.text if found else self._place.rule.withheld_symbol


def split_table(part: PlacePart, title: str, factors: Sequence[Factor], numbers: Numbers) -> list[Block]:
    """Parts of the place down, factors across, a few to a table: children, and per cent of those in the part."""
    tables: list[Block] = []
    parts = numbers.parts_of(part.value)
    for start in range(0, len(factors), PER_TABLE):
        some = factors[start : start + PER_TABLE]
        rows = tuple(
            (one.name, *(_cell(numbers.parts[part.value, one.part, factor.id]) for factor in some)) for one in parts
        )
        caption = f"{title} {start + 1} to {start + len(some)}: children, and per cent of those in each part"
        tables.append(Table(caption, ("Part", *(factor.heading for factor in some)), rows))
    return tables


def published_table(place: PlaceRead, numbers: Numbers) -> Table:
    """Published shares of the place, England and neighbours, and beside them the children known here."""
    rows = tuple(
        (
            one.measure.words,
            one.place.raw,
            _per_cent(one.place.per_cent),
            _per_cent(one.england.per_cent),
            _mean(one),
            _known_here(one, place, numbers),
        )
        for one in (*place.published.beside, place.published.other)
    )
    held = place.published
    head = (
        "Factor at the end of assessment",
        f"Episodes in {held.place}",
        f"Per cent of {int(held.whole):,}",
        "England, per cent",
        "Mean of neighbours, per cent",
        "Children known here now, from all agencies",
    )
    return Table(f"Year to 31 March {held.year}, and records up to now", head, rows)


def _known_here(one: Beside, place: PlaceRead, numbers: Numbers) -> str:
    """The children for whom the factor that the measure counts for is known here: of all codes, and all agencies."""
    known = [factor for factor in factors_of(one.measure.code, place.framework) if factor in numbers.wholes]
    names = {factor.id: factor.heading for factor in place.framework.factors}
    return "; ".join(f"{names[factor]}: {numbers.wholes[factor].children.text}" for factor in known) or "–"


def _mean(one: Beside) -> str:
    return f"{_per_cent(one.mean)} (of {one.neighbours})" if one.mean is not None else "–"


def _per_cent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _cell(count: PlaceCount) -> str:
    if count.children.is_hidden or count.percentage.is_hidden:
        return count.children.text
    return f"{count.children.text} ({count.percentage.text})"


def _order(one: Made) -> tuple[bool, bool, int, str]:
    """By name, and ages as they grow; those too few and those not known last."""
    first = one.name.partition(" ")[0]
    return (one.part == OTHERS, one.part == "", int(first) if first.isdigit() else 0, one.name)


def _name(split: str, part: str, count: PlaceCount) -> str:
    if part == OTHERS:
        return TOO_SMALL
    return NAMES.get((split, part)) or count.part_name or part or NOT_KNOWN
