"""People that last and families, in plain Python."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations, permutations
from typing import Any

from oneplan.definitions.linkage import linkage_definition
from tests.spec.reference.names import folded, home_line, parts_of

Row = Mapping[str, Any]
_FAMILIES = linkage_definition().families
_PARENT_LIKE = {"parent_of": "parent", "step_parent_of": "step_parent", "carer_of": "carer"}


def continued(linked: Sequence[Row], before: Sequence[Row], ledger: Sequence[Row]) -> dict[str, str]:
    """The person of every record, by the ids of those they continue; `new NAME` for a cluster that continues nobody."""
    current = {row["record_id"] for row in before}
    known = {row["record_id"]: row["person_id"] for row in ledger if row["change"] == "joined"}
    own = {row["record_id"]: row["cause"] != "merged" for row in ledger if row["change"] == "joined"}
    first = {row["person_id"]: row["entry"] for row in reversed(ledger)}
    parts: dict[tuple[str, str], list[bool]] = defaultdict(list)
    with_own: set[tuple[str, str]] = set()
    for row in linked:
        if row["record_id"] in known:
            part = known[row["record_id"]], row["cluster_id"]
            parts[part].append(row["record_id"] in current)
            if own[row["record_id"]] and row["record_id"] in current:
                with_own.add(part)
    claims: dict[str, list[tuple[bool, int, str]]] = defaultdict(list)
    for person in {person for person, _ in parts}:
        shares = [(cluster, here) for (owner, cluster), here in parts.items() if owner == person]
        cluster, here = min(
            shares, key=lambda share: ((person, share[0]) not in with_own, -sum(share[1]), -len(share[1]), share[0])
        )
        claims[cluster].append((sum(here) == 0, first[person], person))
    person_of = {cluster: min(claim)[2] for cluster, claim in claims.items()}
    person_of |= resumed(linked, before, ledger, person_of)
    return {row["record_id"]: person_of.get(row["cluster_id"], f"new {row['cluster_id']}") for row in linked}


def resumed(
    linked: Sequence[Row], before: Sequence[Row], ledger: Sequence[Row], claimed: Mapping[str, str]
) -> dict[str, str]:
    """Ids that nobody has any more, taken back by clusters of the records that had them."""
    taken = {*claimed.values(), *(row["person_id"] for row in before)}
    had: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    last: dict[tuple[str, str], int] = {}
    cluster_of = {row["record_id"]: row["cluster_id"] for row in linked}
    for row in ledger:
        cluster = cluster_of.get(row["record_id"])
        if row["change"] == "joined" and cluster and cluster not in claimed and row["person_id"] not in taken:
            had[row["person_id"]][cluster].add(row["record_id"])
            last[row["person_id"], cluster] = row["entry"]
    offers: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for person, parts in had.items():
        cluster = min(parts, key=lambda one: (-len(parts[one]), one))
        offers[cluster].append((-len(parts[cluster]), -last[person, cluster], person))
    return {cluster: min(offer)[2] for cluster, offer in offers.items()}


def moves(after: Mapping[str, str], before: Sequence[Row], ledger: Sequence[Row]) -> list[Row]:
    """What the ledger gains: who left whom, who joined whom, and why."""
    was = {row["record_id"]: row["person_id"] for row in before}
    known = {row["record_id"] for row in ledger}
    gained = []
    for record in sorted({*was, *after}):
        old, new = was.get(record), after.get(record)
        if old == new:
            continue
        if old is None:
            cause = "returned_record" if record in known else "new_record"
        elif new is None:
            cause = "withdrawn_record"
        else:
            cause = "split" if old in after.values() else "merged"
        if old is not None:
            gained.append({"person_id": old, "record_id": record, "change": "left", "cause": cause})
        if new is not None:
            gained.append({"person_id": new, "record_id": record, "change": "joined", "cause": cause})
    return gained


class Households:
    """Who lives with whom, from records with their person."""

    def __init__(self, records: Sequence[Row], person_of: Mapping[str, str], as_of: date) -> None:
        mine: dict[str, list[Row]] = defaultdict(list)
        for row in records:
            mine[person_of[row["record_id"]]].append(row)
        self.is_child = {person: _is_child(rows, as_of) for person, rows in mine.items()}
        self.names = {
            person: {
                name
                for row in rows
                for name in (
                    folded(row["family_name"]),
                    folded(row["former_family_name"]),
                    *parts_of(row["family_name"]),
                )
                if name
            }
            for person, rows in mine.items()
        }
        uprns = {_place(row): row["uprn"] for row in records if _place(row) and row["uprn"]}
        self.home: dict[str, tuple[str, date]] = {}
        for person, rows in mine.items():
            homes = [(row["seen_on"], row["uprn"] or uprns.get(_place(row)) or _place(row)) for row in rows]
            seen = [(on, home) for on, home in homes if home]
            if seen:
                on, home = max(seen)
                self.home[person] = (home, on)
        self.households = {
            person: {row["household_id"] for row in rows if row["household_id"]} for person, rows in mine.items()
        }

    def in_one_household(self, one: str, other: str) -> bool:
        """One agency's household, of a size that a family can have."""
        sizes = Counter(household for mine in self.households.values() for household in mine)
        most = _FAMILIES.communal_people.count
        return any(sizes[shared] <= most for shared in self.households[one] & self.households[other])

    def at_one_address(self, one: str, other: str) -> bool:
        """The same home, not a communal one."""
        if one not in self.home or other not in self.home or self.home[one][0] != self.home[other][0]:
            return False
        here = [person for person, (home, _) in self.home.items() if home == self.home[one][0]]
        names = {min(self.names[person]) for person in here if self.is_child[person] and self.names[person]}
        is_full = len(here) > _FAMILIES.communal_people.count
        return not is_full and len(names) < _FAMILIES.communal_family_names.count

    def together(self, one: str, other: str) -> bool:
        """Living together, as far as anybody knows."""
        if self.in_one_household(one, other):
            return True
        return self.at_one_address(one, other) and (self.same_name(one, other) or self._same_time(one, other))

    def same_name(self, one: str, other: str) -> bool:
        return bool(self.names[one] & self.names[other])

    def _same_time(self, one: str, other: str) -> bool:
        first, second = self.home[one][1], self.home[other][1]
        apart = abs((first.year - second.year) * 12 + first.month - second.month)
        return apart <= _FAMILIES.lived_together_months.count

    def known_apart(self, one: str, other: str) -> bool:
        return one in self.home and other in self.home and self.home[one][0] != self.home[other][0]


def _is_child(rows: Sequence[Row], as_of: date) -> bool:
    births = [row["birth_date"] for row in rows if row["birth_date"]]
    if not births:
        return any(row["is_child"] for row in rows)
    born = births[0]
    return as_of.year - born.year - ((as_of.month, as_of.day) < (born.month, born.day)) < 18


def _place(row: Row) -> str | None:
    return f"{row['postcode']} {home_line(row['address'])}" if row["postcode"] and row["address"] else None


def families(
    records: Sequence[Row], person_of: Mapping[str, str], relationships: Sequence[Row], as_of: date
) -> set[tuple[tuple[str, ...], str, str]]:
    """`(children of the family, person, role)`."""
    homes = Households(records, person_of, as_of)
    stated: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in relationships:
        began = row["from_on"] is None or row["from_on"] <= as_of
        if began and (row["to_on"] is None or row["to_on"] > as_of):
            stated[person_of[row["record_id"]], person_of[row["other_record_id"]]].add(row["kind"])
    found = set()
    for group in _groups(homes, stated):
        found |= {(group, child, "child") for child in group}
        for adult in homes.is_child:
            roles = _roles(adult, group, homes, stated)
            for role in set(roles.values()):
                children = tuple(child for child in group if roles.get(child) == role)
                found |= {(children, adult, role), *((children, child, "child") for child in children)}
    return found


def _groups(homes: Households, stated: Mapping[tuple[str, str], set[str]]) -> list[tuple[str, ...]]:
    children = sorted(person for person, is_child in homes.is_child.items() if is_child)
    group_of = {child: {child} for child in children}
    for one, other in combinations(children, 2):
        if _belong_together(one, other, homes, stated) and group_of[one] is not group_of[other]:
            group_of[one] |= group_of[other]
            for child in group_of[other]:
                group_of[child] = group_of[one]
    return sorted({tuple(sorted(group)) for group in group_of.values()})


def _belong_together(one: str, other: str, homes: Households, stated: Mapping[tuple[str, str], set[str]]) -> bool:
    said = stated.get((one, other), set()) | stated.get((other, one), set())
    parents = [
        {adult for (adult, c), kinds in stated.items() if c == child and kinds & {*_PARENT_LIKE}}
        for child in (one, other)
    ]
    is_kin = "sibling_of" in said or bool(parents[0] & parents[1])
    return (
        (is_kin and not homes.known_apart(one, other))
        or "household_with" in said
        or homes.in_one_household(one, other)
        or (homes.at_one_address(one, other) and homes.same_name(one, other))
    )


def _roles(
    adult: str, group: Sequence[str], homes: Households, stated: Mapping[tuple[str, str], set[str]]
) -> dict[str, str]:
    """What an adult is to each child of a group: as stated, else for living with them."""
    said = {
        child: next(role for kind, role in _PARENT_LIKE.items() if kind in kinds)
        for child in group
        if (kinds := stated.get((adult, child), set())) & {*_PARENT_LIKE}
    }
    roles = dict(said)
    for child in group:
        at_home = homes.together(adult, child) or any(
            "household_with" in stated.get(pair, ()) for pair in permutations((adult, child))
        )
        if child not in said and at_home and not homes.is_child[adult]:
            has_parent = any(c == child and kinds & {*_PARENT_LIKE} for (_, c), kinds in stated.items())
            roles[child] = next(iter(said.values())) if len({*said.values()}) == 1 and not has_parent else "adult"
    return roles
