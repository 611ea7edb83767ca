"""Which records wait because they may be of somebody restricted, in plain Python."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from oneplan.definitions.linkage import linkage_definition
from tests.spec.reference.names import folded, forms_of, is_slip, likeness, one_keystroke_apart, parts_of

Row = Mapping[str, Any]
Rows = Mapping[str, Row]
Cleared = Mapping[str, set[str]]
_NUMBERS = (
    ("nhs_number", "nhs_number"),
    ("la_child_id", "la_child_id"),
    ("upn", "upn"),
    ("upn", "former_upn"),
    ("former_upn", "upn"),
)
_NAMES = linkage_definition().names


def held(
    identities: Sequence[Row], clusters: Mapping[str, str], restricted: Mapping[str, str], decided: Sequence[Row]
) -> dict[str, str]:
    """The record each waiting record is most like. `restricted` gives restricted records their person."""
    rows = {row["record_id"]: row for row in identities}
    own = {clusters[record] for record in restricted}
    said = {frozenset((one["record_id_l"], one["record_id_r"])) for one in decided if one["verdict"] == "not_same"}
    cleared: dict[str, set[str]] = defaultdict(set)
    for pair in said:
        for record in pair:
            cleared[record] |= {restricted[other] for other in pair if other != record and other in restricted}
    fits: dict[str, list[tuple[bool, str, str]]] = defaultdict(list)
    for record, row in rows.items():
        if clusters[record] in own:
            continue
        for other, person in restricted.items():
            by_number = share_a_number(row, rows[other])
            if by_number or names_fit(row, rows[other]):
                fits[record].append((not by_number, person, other))
    waiting: dict[str, str] = {}
    for record, found in sorted(fits.items()):
        mates = [one for one in rows if clusters[one] == clusters[record]]
        left = [one for one in found if not vouched(record, (one[1], found), mates, cleared, rows)]
        if not left:
            continue
        waiting[record] = min(left)[2]
        if not any(min(left)[1] in cleared[mate] for mate in mates):
            for mate in mates:
                waiting.setdefault(mate, min(left)[2])
    return waiting


def vouched(
    record: str, found: tuple[str, Sequence[tuple[bool, str, str]]], mates: Sequence[str], cleared: Cleared, rows: Rows
) -> bool:
    """Somebody decided about it, or about a record of its cluster with which it shares a number."""
    person, fits = found
    if person in cleared[record]:
        return True
    if any(not unlike for unlike, whose, _ in fits if whose == person):
        return False
    return any(person in cleared[mate] and share_a_number(rows[record], rows[mate]) for mate in mates)


def share_a_number(one: Row, other: Row) -> bool:
    return any(one[left] and one[left] == other[right] for left, right in _NUMBERS)


def names_fit(one: Row, other: Row) -> bool:
    """Birth date and given name fit, and the family name or the home does too."""
    near, same = _NAMES.different.similarity, _NAMES.same_spelt_differently.similarity
    home = any(one[place] and one[place] == other[place] for place in ("postcode", "uprn"))
    born, other_born = one["birth_date"], other["birth_date"]
    if born is None or other_born is None:
        names = folded(one["given_name"]), folded(one["family_name"])
        return None not in names and names == (folded(other["given_name"]), folded(other["family_name"]))
    if born == other_born:
        if not folded(one["given_name"]) or not folded(other["given_name"]):
            return family_fits(one, other, near) and home
        return given_fits(one, other, near) and (family_fits(one, other, near) or home)
    if is_slip(born, other_born):
        return given_fits(one, other, same) and (family_fits(one, other, same) or home)
    return False


def given_fits(one: Row, other: Row, similarity: float) -> bool:
    mine, theirs = (forms_of(row["given_name"], row["known_as"]) for row in (one, other))
    if mine & theirs or swapped(one, other):
        return True
    given, other_given = folded(one["given_name"]), folded(other["given_name"])
    return bool(given and other_given and alike(given, other_given, similarity))


def alike(one: str, other: str, similarity: float) -> bool:
    return likeness(one, other) >= similarity or one_keystroke_apart(one, other)


def family_fits(one: Row, other: Row, similarity: float) -> bool:
    if set(parts_of(one["family_name"])) & set(parts_of(other["family_name"])) or swapped(one, other):
        return True
    family, other_family = folded(one["family_name"]), folded(other["family_name"])
    former = {
        (family, folded(other["former_family_name"])),
        (other_family, folded(one["former_family_name"])),
    }
    if any(name is not None and name == before for name, before in former):
        return True
    return bool(family and other_family and alike(family, other_family, similarity))


def swapped(one: Row, other: Row) -> bool:
    given, family = folded(one["given_name"]), folded(one["family_name"])
    return bool(given and family) and (given, family) == (folded(other["family_name"]), folded(other["given_name"]))
