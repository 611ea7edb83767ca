"""Who is who, in plain Python: every pair of records weighed one by one with the starting rates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import log2
from typing import Any

from oneplan.definitions.linkage import linkage_definition
from tests.spec.reference.names import (
    folded,
    forms_of,
    home_line,
    is_slip,
    likeness,
    one_keystroke_apart,
    parts_of,
)

Record = Mapping[str, Any]
_AGREED = linkage_definition()
_ALIKE = _AGREED.names.same_spelt_differently.similarity
_DIFFERENT = _AGREED.names.different.similarity
_RATES = _AGREED.starting_rates


@dataclass
class Unit:
    """Records that are joined for certain, and all they say."""

    records: list[Record]
    said: dict[str, set[Any]] = field(init=False)

    def __post_init__(self) -> None:
        self.said = {
            column: {record[column] for record in self.records if record[column] is not None}
            for column in ("nhs_number", "la_child_id", "upn", "former_upn", "birth_date", "is_child", "household_id")
        }
        self.forms = set().union(*(forms_of(record["given_name"], record["known_as"]) for record in self.records))
        self.givens = {name for record in self.records if (name := folded(record["given_name"]))}
        self.families = {name for record in self.records if (name := folded(record["family_name"]))}


def number_links(records: Sequence[Record]) -> list[tuple[str, str, str]]:
    """`(record_id_l, record_id_r, rule)` for pairs that a number or identical particulars join."""
    found = []
    for left, right in combinations(sorted(records, key=lambda record: record["record_id"]), 2):
        rule = _number_rule(left, right)
        if rule:
            found.append((left["record_id"], right["record_id"], rule))
    return found


def _number_rule(left: Record, right: Record) -> str | None:
    shared = {
        "same NHS number": _same(left, right, "nhs_number"),
        "same council child number": _same(left, right, "la_child_id"),
        "same pupil number": _same(left, right, "upn"),
        "former pupil number": _same(left, right, "upn", "former_upn") or _same(right, left, "upn", "former_upn"),
    }
    for rule, is_shared in shared.items():
        if is_shared and _births_allow(left, right):
            return rule
    return "identical particulars" if _identical(left, right) else None


def _births_allow(left: Record, right: Record) -> bool:
    one, other = left["birth_date"], right["birth_date"]
    if one is not None and one == other:
        return True
    if one is not None and other is not None and not is_slip(one, other):
        return False
    mine, theirs = forms_of(left["given_name"], left["known_as"]), forms_of(right["given_name"], right["known_as"])
    given, other_given = folded(left["given_name"]), folded(right["given_name"])
    return not given or not other_given or bool(mine & theirs) or _alike(given, other_given, _DIFFERENT)


def _identical(left: Record, right: Record) -> bool:
    named = all(folded(left[c]) and folded(left[c]) == folded(right[c]) for c in ("given_name", "family_name"))
    return (
        named
        and _same(left, right, "birth_date")
        and _same(left, right, "postcode")
        and _sex_agrees(left, right) is not False
    )


def _same(left: Record, right: Record, column: str, other: str | None = None) -> bool:
    return left[column] is not None and left[column] == right[other or column]


def _sex_agrees(left: Record, right: Record) -> bool | None:
    known = {left["sex"], right["sex"]} - {"U", None}
    return None if "U" in (left["sex"], right["sex"]) or None in (left["sex"], right["sex"]) else len(known) == 1


def linked(records: Sequence[Record]) -> dict[str, str]:
    """Each record's cluster, named by its smallest record id."""
    records = sorted(records, key=lambda record: record["record_id"])
    by_id = {record["record_id"]: record for record in records}
    trust = ["same NHS number", "same council child number", "same pupil number", "former pupil number"]
    links = sorted(number_links(records), key=lambda link: (trust.index(link[2]) if link[2] in trust else 9, link))
    parts = _grown(
        by_id,
        [(left, right) for left, right, _ in links],
        lambda left, right: _records_conflict(by_id[left], by_id[right]),
    )
    units = {min(part): Unit([by_id[one] for one in sorted(part)]) for part in parts}
    unit_of = {record["record_id"]: name for name, unit in units.items() for record in unit.records}
    weights = _weights(records, unit_of)
    twins = _twins(records)
    strongest_first = sorted(weights, key=lambda pair: (-weights[pair], pair))
    clusters = _grown(
        units, strongest_first, lambda left, right: units_conflict(units[left], units[right], twins) is not None
    )
    names = {name: min(cluster) for cluster in clusters for name in cluster}
    return {record_id: names[unit] for record_id, unit in unit_of.items()}


def _grown(nodes: Iterable[str], links: Sequence[tuple[str, str]], conflict: Any) -> list[set[str]]:
    """Join along the links in order, but never two parts that hold a pair in conflict."""
    part_of = {node: {node} for node in nodes}
    for left, right in links:
        one, other = part_of[left], part_of[right]
        if one is not other and not any(conflict(left, right) for left in one for right in other):
            one |= other
            for node in other:
                part_of[node] = one
    return list({id(part): part for part in part_of.values()}.values())


def _records_conflict(left: Record, right: Record) -> bool:
    def differ(column: str) -> bool:
        return left[column] is not None and right[column] is not None and left[column] != right[column]

    return (
        differ("nhs_number")
        or differ("la_child_id")
        or (differ("birth_date") and not is_slip(left["birth_date"], right["birth_date"]))
        or (
            differ("upn")
            and not _same(left, right, "upn", "former_upn")
            and not _same(right, left, "upn", "former_upn")
        )
    )


def units_conflict(  # noqa: PLR0911  (one rule a line)
    left: Unit, right: Unit, twins: set[tuple[Any, str | None]]
) -> str | None:
    """Why two units are two people, or None."""

    def differ(column: str) -> bool:
        return bool(left.said[column] and right.said[column] and not left.said[column] & right.said[column])

    former = left.said["upn"] & right.said["former_upn"] or right.said["upn"] & left.said["former_upn"]
    for column, reason in (("nhs_number", "two NHS numbers"), ("la_child_id", "two council child numbers")):
        if differ(column):
            return reason
    if differ("upn") and not former:
        return "two pupil numbers"
    if differ("birth_date"):
        return "two birth dates"
    held_as = {frozenset(left.said["is_child"]), frozenset(right.said["is_child"])}
    if held_as == {frozenset({True}), frozenset({False})} and not left.said["birth_date"] & right.said["birth_date"]:
        return "a child and an adult"
    listed_together = bool(left.said["household_id"] & right.said["household_id"])
    if listed_together and left.givens and right.givens and not left.givens & right.givens:
        return "two members of one household"
    may_be_twins = any((x["birth_date"], folded(x["family_name"])) in twins for x in (*left.records, *right.records))
    if may_be_twins and not left.forms & right.forms:
        return "may be twins"
    return "two given names" if _unlike(left, right) else None


def _unlike(left: Unit, right: Unit) -> bool:
    swapped = left.givens & right.families and left.families & right.givens
    alike = any(
        _alike(one, other, _DIFFERENT)
        or (len(one) >= 3 and other.startswith(one))
        or (len(other) >= 3 and one.startswith(other))
        for one in left.forms
        for other in right.forms
    )
    return bool(left.forms and right.forms and not alike and not swapped)


def _twins(records: Sequence[Record]) -> set[tuple[Any, str | None]]:
    found = set()
    for left, right in combinations(records, 2):
        forms = forms_of(left["given_name"], left["known_as"]) & forms_of(right["given_name"], right["known_as"])
        housemates = any(_same(left, right, column) for column in ("postcode", "uprn", "household_id"))
        kin = parts_of(left["family_name"]) & parts_of(right["family_name"])
        numbers = any(
            left[column] and right[column] and left[column] != right[column]
            for column in ("nhs_number", "upn", "la_child_id")
        )
        given, other = folded(left["given_name"]), folded(right["given_name"])
        two_names = bool(given and other and left["source"] == right["source"] and not _alike(given, other, _ALIKE))
        listed = _same(left, right, "household_id")
        if _same(left, right, "birth_date") and housemates and kin and not forms and (numbers or listed or two_names):
            found |= {(record["birth_date"], folded(record["family_name"])) for record in (left, right)}
    return found


def _weights(records: Sequence[Record], unit_of: Mapping[str, str]) -> dict[tuple[str, str], float]:
    """The best match weight between two units, for pairs at or above the threshold of a match."""
    lowest = _AGREED.thresholds.match.probability
    best: dict[tuple[str, str], float] = {}
    for left, right in combinations(records, 2):
        pair = tuple(sorted((unit_of[left["record_id"]], unit_of[right["record_id"]])))
        weight = match_weight(left, right)
        if pair[0] != pair[1] and 2**weight / (1 + 2**weight) >= lowest and _is_blocked(left, right):
            best[pair[0], pair[1]] = max(weight, best.get((pair[0], pair[1]), weight))
    return best


def _is_blocked(left: Record, right: Record) -> bool:
    """Whether the pair is compared at all: on birth date and something else, or on name and home."""
    first = [(record["given_name"] or "").split()[:1] for record in (left, right)]
    firsts = [folded(name[0]) if name else None for name in first]
    same_first = firsts[0] is not None and firsts[0] == firsts[1]
    same_family = folded(left["family_name"]) is not None and folded(left["family_name"]) == folded(
        right["family_name"]
    )
    home = _same_home(left, right)
    begins = [(folded(record["given_name"]) or "")[:2] for record in (left, right)]
    return (
        (_same(left, right, "birth_date") and (same_first or same_family or home))
        or (
            same_first
            and same_family
            and (home or home_line(left["address"]) == home_line(right["address"]) is not None)
        )
        or (same_family and _same(left, right, "postcode") and bool(begins[0]) and begins[0] == begins[1])
    )


def match_weight(left: Record, right: Record) -> float:
    """Fellegi and Sunter's sum: the prior, and for each comparison how much likelier its level is for one person."""
    prior = _RATES.probability_two_records_match
    weight = log2(prior / (1 - prior))
    weight += _weight(_RATES.given_name, _given_level(left, right))
    weight += _weight(_RATES.birth_date, _birth_level(left, right))
    weight += _weight(_RATES.family_and_home, _family_level(left, right))
    sex = _sex_agrees(left, right)
    return weight + _weight(_RATES.sex, None if sex is None else "same" if sex else "different")


def _weight(rates: Mapping[str, Any], level: str | None) -> float:
    return 0.0 if level is None else log2(rates[level].same / rates[level].different)


def _given_level(left: Record, right: Record) -> str | None:
    one, other = folded(left["given_name"]), folded(right["given_name"])
    if one is None or other is None:
        return None
    if one == other:
        return "exact"
    if forms_of(left["given_name"], left["known_as"]) & forms_of(right["given_name"], right["known_as"]):
        return "other_form"
    if _swapped(left, right):
        return "other_form"
    alike = likeness(one, other)
    return "spelt_alike" if _alike(one, other, _ALIKE) else "somewhat_alike" if alike >= _DIFFERENT else "different"


def _birth_level(left: Record, right: Record) -> str | None:
    one, other = left["birth_date"], right["birth_date"]
    if one is None or other is None:
        return None
    return "exact" if one == other else "slip_of_the_pen" if is_slip(one, other) else "different"


def _family_level(left: Record, right: Record) -> str | None:
    one, other = folded(left["family_name"]), folded(right["family_name"])
    home = _same_home(left, right)
    if one is None or other is None:
        lines = home_line(left["address"]) and home_line(right["address"])
        comparable = lines or any(left[c] is not None and right[c] is not None for c in ("postcode", "uprn"))
        return None if not comparable else "same_home" if home else "different"
    former = one == folded(right["former_family_name"]) or other == folded(left["former_family_name"])
    like = (
        _alike(one, other, _ALIKE)
        or former
        or bool(parts_of(left["family_name"]) & parts_of(right["family_name"]))
        or _swapped(left, right)
    )
    if home:
        return "same_name_same_home" if one == other else "like_name_same_home" if like else "same_home"
    return "same_name" if one == other else "like_name" if like else "different"


def _same_home(left: Record, right: Record) -> bool:
    line = home_line(left["address"])
    same_line = line is not None and line == home_line(right["address"])
    postcode_missing = left["postcode"] is None or right["postcode"] is None
    return _same(left, right, "postcode") or _same(left, right, "uprn") or (same_line and postcode_missing)


def _swapped(left: Record, right: Record) -> bool:
    names = [(folded(record["given_name"]), folded(record["family_name"])) for record in (left, right)]
    return all(names[0]) and names[0] == names[1][::-1]


def _alike(one: str, other: str, similarity: float) -> bool:
    return likeness(one, other) >= similarity or one_keystroke_apart(one, other)
