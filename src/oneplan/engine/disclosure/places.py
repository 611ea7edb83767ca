"""Children by factor and ward, fit to be printed: every number went through a disclosure rule."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from oneplan.definitions.disclosure_rule import DisclosureRule
from oneplan.engine.disclosure.release import OTHERS, WARD, Released, as_disclosed, released
from oneplan.engine.disclosure.rounding import Disclosed, disclosed_percentage
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.identifiers import FactorId


@dataclass(frozen=True)
class PlaceCount:
    """Children with a factor in one part of the place, of the children known to any agency there."""

    part: str  # `OTHERS` for those too small to stand by themselves; '' where it is not known, and for the whole
    part_name: str
    children: Disclosed
    population: Disclosed
    percentage: Disclosed


@dataclass(frozen=True)
class FactorByWard:
    """One factor across the place. `whole` is counted by itself, so wards may not add up to it."""

    factor_id: FactorId
    whole: PlaceCount
    wards: tuple[PlaceCount, ...]


@dataclass(frozen=True)
class ChildrenByFactor:
    """Every factor that a source can show; a factor that is missing here is not known, which is not zero."""

    as_of: date
    framework_id: str
    framework_version: int
    rule: DisclosureRule
    factors: tuple[FactorByWard, ...]


def children_by_factor_and_ward(workspace: Workspace, rule: DisclosureRule) -> ChildrenByFactor:
    """Children for whom each factor is present, for the place and by ward (in the order of wards' names).

    Raises `NotPassed` where the numbers have not passed the gate.
    """
    as_of, framework_id, version = workspace.rows("SELECT as_of, framework_id, framework_version FROM basis")[0]
    numbers = released(workspace, rule)
    wards: dict[str, list[PlaceCount]] = defaultdict(list)
    for one in sorted(numbers, key=_last_others):
        if one.topic == "part" and one.split == WARD:
            wards[one.factor_id].append(place_count(one, rule))
    factors = tuple(
        FactorByWard(FactorId(one.factor_id), place_count(one, rule), tuple(wards[one.factor_id]))
        for one in numbers
        if one.topic == "whole"
    )
    return ChildrenByFactor(as_of, framework_id, version, rule, factors)


def place_count(one: Released, rule: DisclosureRule) -> PlaceCount:
    """A released number with its percentage."""
    part, whole = as_disclosed(one.children, rule), as_disclosed(one.population, rule)
    percentage = disclosed_percentage(part, whole, rule)
    if percentage.is_hidden and part.is_hidden:
        percentage = part
    return PlaceCount(one.part, one.part_name, part, whole, percentage)


def _last_others(one: Released) -> tuple[bool, bool, str, str]:
    return (one.part == OTHERS, one.part == "", one.part_name, one.part)
