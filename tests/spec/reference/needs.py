"""What a needs analysis asks, the slow way: everyone is looked at by name."""

from collections.abc import Sequence
from datetime import date
from typing import Any

Row = dict[str, Any]


def needs(
    *,
    cells: Sequence[Row],
    people: Sequence[Row],
    involvements: Sequence[Row],
    kinds: dict[str, str],
    support: Sequence[str],
    as_of: date,
) -> dict[str, list[Row]]:
    """The tables of `engine.indicators.places.build_needs`; `kinds` says of each factor what it is."""
    shown = sorted({cell["factor_id"] for cell in cells})
    present = {(c["person_id"], c["factor_id"]) for c in cells if c["knowledge"] == "present"}
    children = [person for person in people if person["is_child"]]
    now = [one for one in involvements if _goes_on(one, as_of)]
    parts = {child["person_id"]: _parts(child, now, present) for child in children}
    splits = sorted({(split, part) for own in parts.values() for split, (part, _) in own.items()})
    causes = [factor for factor in shown if kinds.get(factor) == "cause"]
    symptoms = [factor for factor in shown if kinds.get(factor) == "symptom"]
    helped = {one["person_id"] for one in now if one["kind"] in support}
    return {
        "place_part": [
            {"split": split, "part": part, "population": sum(own[split][0] == part for own in parts.values())}
            for split, part in splits
        ],
        "place_factor_part": [
            {
                "factor_id": factor,
                "split": split,
                "part": part,
                "children": sum(own[split][0] == part and (who, factor) in present for who, own in parts.items()),
            }
            for factor in shown
            for split, part in splits
        ],
        "place_pair": [
            {
                "cause_id": cause,
                "symptom_id": symptom,
                "children": sum((who, cause) in present and (who, symptom) in present for who in parts),
            }
            for cause in causes
            for symptom in symptoms
        ],
        "place_unmet": [
            {"factor_id": cause, "children": sum((who, cause) in present and who not in helped for who in parts)}
            for cause in causes
        ],
    }


def _goes_on(one: Row, as_of: date) -> bool:
    return (one["from_on"] is None or one["from_on"] <= as_of) and (one["to_on"] is None or one["to_on"] >= as_of)


def _parts(child: Row, now: Sequence[Row], present: set[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    rolls = [one for one in now if one["person_id"] == child["person_id"] and one["kind"] == "school"]
    rolls.sort(key=lambda one: one["team_code"] or one["team"] or "")
    rolls.sort(key=lambda one: one["from_on"] or date.min, reverse=True)
    name = (rolls[0]["team"] or "") if rolls else ""
    school = ((rolls[0]["team_code"] or name) if rolls else "", name)
    age = child["age"]
    bands = ((4, "0 to 4"), (10, "5 to 10"), (15, "11 to 15"), (200, "16 and 17"))
    code = child["ethnicity"] or ""
    group = "A" if code == "CHNE" else "O" if code == "OOTH" else code[:1] if code[:1] in ("W", "M", "A", "B") else ""
    has_sen = (child["person_id"], "special_educational_needs") in present
    return {
        "school": school,
        "age": ("" if age is None else next(name for most, name in bands if age <= most), ""),
        "sex": (child["sex"] if child["sex"] in ("F", "M") else "", ""),
        "ethnicity": (group, ""),
        "send": ("recorded" if has_sen else "none", ""),
    }
