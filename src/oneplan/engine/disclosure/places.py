"""Children by factor and ward, fit to be printed: every number went through a disclosure rule."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from oneplan.definitions.disclosure_rule import DisclosureRule
from oneplan.engine.disclosure.rounding import Disclosed, disclosed_count, disclosed_percentage
from oneplan.engine.store.workspace import Row, Workspace
from oneplan.vocabulary.identifiers import FactorId


@dataclass(frozen=True)
class PlaceCount:
    """Children with a factor in one place, of the children known to any agency there."""

    ward: str | None
    ward_name: str | None
    children: Disclosed
    population: Disclosed
    percentage: Disclosed


@dataclass(frozen=True)
class FactorByWard:
    """One factor across the place. `whole` is counted by itself, so wards may not add up to it.

    A `ward` of null holds children whose address lies in no known ward.
    """

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
    """Children for whom each factor is present, for the place and by ward (in the order of wards' names)."""
    as_of, framework_id, version = workspace.rows("SELECT as_of, framework_id, framework_version FROM basis")[0]
    wards: dict[str, list[PlaceCount]] = defaultdict(list)
    for row in workspace.rows(
        "SELECT factor_id, ward, ward_name, children, population FROM place_factor_ward "
        "ORDER BY factor_id, ward_name NULLS LAST, ward"
    ):
        wards[row[0]].append(_place_count(row[1:], rule))
    factors = tuple(
        FactorByWard(FactorId(row[0]), _place_count((None, None, *row[1:]), rule), tuple(wards[row[0]]))
        for row in workspace.rows("SELECT factor_id, children, population FROM place_factor ORDER BY factor_id")
    )
    return ChildrenByFactor(as_of, framework_id, version, rule, factors)


def _place_count(row: Row, rule: DisclosureRule) -> PlaceCount:
    ward, ward_name, children, population = row
    part, whole = disclosed_count(children, rule), disclosed_count(population, rule)
    return PlaceCount(ward, ward_name, part, whole, disclosed_percentage(part, whole, rule))
