"""The matrix the slow way: one factor of one child at a time, reading its facts."""

from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]


def matrix(facts: Sequence[Row]) -> list[Row]:
    """What is known of each factor, as rows like those of the `matrix` table; none where it is not known."""
    keys = {(fact["person_id"], fact["factor_id"], fact["whose"]) for fact in facts}
    cells = [_cell(key, [f for f in facts if (f["person_id"], f["factor_id"], f["whose"]) == key]) for key in keys]
    return [cell for cell in cells if cell["knowledge"] != "not_known"]


def _cell(key: tuple[str, str, str], facts: Sequence[Row]) -> Row:
    person_id, factor_id, whose = key
    return {
        "person_id": person_id,
        "factor_id": factor_id,
        "whose": whose,
        "knowledge": _knowledge(facts),
        "latest_observed_on": max(fact["observed_on"] for fact in facts),
    }


def _knowledge(facts: Sequence[Row]) -> str:
    seen = [fact for fact in facts if fact["finding"] == "present"]
    if any(fact["finding"] == "disputed" and fact["is_current"] for fact in facts):
        return "disputed"
    if any(fact["is_current"] and not _is_ended(fact, facts) for fact in seen):
        return "present"
    if seen:
        return "past"
    if any(fact["finding"] == "not_present" and fact["is_current"] for fact in facts):
        return "asked_not_present"
    return "not_known"


def _is_ended(seen: Row, facts: Sequence[Row]) -> bool:
    """Whether the source that saw it asked again later about the same person, and it was not there."""
    return any(
        fact["finding"] == "not_present"
        and (fact["source"], fact["about_person_id"]) == (seen["source"], seen["about_person_id"])
        and fact["known_to_on"] > seen["known_to_on"]
        for fact in facts
    )
