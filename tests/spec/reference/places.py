"""Children by factor and ward the slow way: everyone is looked at by name."""

from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]


def places(*, cells: Sequence[Row], people: Sequence[Row], factors: Sequence[str]) -> dict[str, list[Row]]:
    """Both tables of `engine.indicators.places`, for factors that a source can show and of which one said anything."""
    factors = [factor for factor in factors if any(cell["factor_id"] == factor for cell in cells)]
    children = [person for person in people if person["is_child"]]
    wards = {child["ward"]: child["ward_name"] for child in children}
    return {
        "place_factor": [{"factor_id": factor, **_counted(factor, children, cells)} for factor in factors],
        "place_factor_ward": [
            {
                "factor_id": factor,
                "ward": ward,
                "ward_name": name,
                **_counted(factor, [child for child in children if child["ward"] == ward], cells),
            }
            for factor in factors
            for ward, name in wards.items()
        ],
    }


def _counted(factor: str, children: Sequence[Row], cells: Sequence[Row]) -> Row:
    affected = {c["person_id"] for c in cells if c["factor_id"] == factor and c["knowledge"] == "present"}
    return {
        "children": sum(child["person_id"] in affected for child in children),
        "population": len(children),
    }
