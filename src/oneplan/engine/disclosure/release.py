"""What may be said of a place: every number rounded or hidden by the rule, attacked, and sealed with the pass.

The exact counts stay in the snapshot for nobody. Pages and reports read `released_count`, and only where
`released_pass` says that just these numbers, by just this rule, withstood the attack: a number that was changed since,
or made by another rule, is not read at all.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pyarrow as pa

from oneplan.definitions.disclosure_rule import DisclosureRule
from oneplan.engine.disclosure.gate import Part, is_told_by, splits_that_tell
from oneplan.engine.disclosure.rounding import Disclosed, disclosed_count
from oneplan.engine.store.tables import Table
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.errors import NotPassed

RELEASED_COUNT = Table(
    "released_count",
    (
        ("topic", "VARCHAR"),  # whole, part, pair, unmet
        ("factor_id", "VARCHAR"),
        ("other_id", "VARCHAR"),  # of a pair: the symptom
        ("split", "VARCHAR"),
        ("part", "VARCHAR"),  # '' is not known; `others` are the parts that are too small to stand by themselves
        ("part_name", "VARCHAR"),
        ("children", "VARCHAR"),  # as printed
        ("population", "VARCHAR"),
    ),
)
RELEASED_PASS = Table(
    "released_pass",
    (("rule_id", "VARCHAR"), ("rule_version", "INTEGER"), ("numbers", "INTEGER"), ("fingerprint", "VARCHAR")),
)
OTHERS = "others"
WARD = "ward"


class Released(NamedTuple):
    """One number that may leave, and of how many, as printed."""

    topic: str
    factor_id: str
    other_id: str
    split: str
    part: str
    part_name: str
    children: str
    population: str


@dataclass(frozen=True)
class _Parting:
    """One split of the place: which parts there are and what they are called, small ones brought together."""

    names: Mapping[str, str]
    populations: Mapping[str, int]
    merged: Mapping[str, str]  # of each part as it was counted, the part in which it stands


def build(workspace: Workspace, rule: DisclosureRule) -> None:
    """Make `released_count` and `released_pass` from the tables of `indicators.places`."""
    rows = _rows(workspace, rule)
    columns = zip(*rows, strict=True) if rows else ((),) * len(RELEASED_COUNT.columns)
    names = RELEASED_COUNT.column_names
    arrays = {name: pa.array(column, pa.string()) for name, column in zip(names, columns, strict=True)}
    workspace.keep(RELEASED_COUNT.name, pa.table(arrays))
    workspace.create(RELEASED_PASS)
    workspace.insert(RELEASED_PASS.name, [(rule.id, rule.version, len(rows), _fingerprint(rows))])


def released(workspace: Workspace, rule: DisclosureRule) -> tuple[Released, ...]:
    """Every number that may leave. Raises `NotPassed` unless these very numbers passed by this very rule."""
    columns = ", ".join(RELEASED_COUNT.column_names)
    rows = [Released(*row) for row in workspace.rows(f"SELECT {columns} FROM released_count ORDER BY ALL")]
    passed = workspace.rows("SELECT rule_id, rule_version, fingerprint FROM released_pass")
    if passed != [(rule.id, rule.version, _fingerprint(rows))]:
        raise NotPassed(
            "These numbers have not passed disclosure control, so they are not shown. "
            "Run `./run refresh`: it works them out and checks them again."
        )
    return tuple(rows)


def as_disclosed(text: str, rule: DisclosureRule) -> Disclosed:
    """A released number with its value, which small and withheld ones do not have."""
    if text in (rule.symbol, rule.withheld_symbol):
        return Disclosed(None, text)
    return disclosed_count(int(text.replace(",", "")), rule)


def _rows(workspace: Workspace, rule: DisclosureRule) -> list[Released]:
    counted = workspace.rows("SELECT factor_id, children, population FROM place_factor ORDER BY factor_id")
    wholes = {factor: Part(children, population) for factor, children, population in counted}
    if any(population < rule.least_population for _, _, population in counted):
        c = rule.withheld_symbol
        return [Released("whole", factor, "", "", "", "", c, c) for factor in wholes]
    partings, counts = _partings(workspace, rule)
    rows: list[Released] = []
    for factor, *numbers in counted:
        children, population = (disclosed_count(number, rule).text for number in numbers)
        rows.append(Released("whole", factor, "", "", "", "", children, population))
        rows += _of_parts(factor, wholes[factor], partings, counts[factor], rule)
    rows += _of_pairs(workspace, wholes, rule)
    rows += _of_unmet(workspace, wholes, rule)
    return sorted(rows)


_Counts = dict[str, dict[str, dict[str, int]]]


def _partings(workspace: Workspace, rule: DisclosureRule) -> tuple[dict[str, _Parting], _Counts]:
    """Each split, and children by factor, split and part with small parts brought together."""
    populations: dict[str, dict[str, tuple[str, int]]] = defaultdict(dict)
    for split, part, name, population in workspace.rows(
        "SELECT split, part, part_name, population FROM place_part UNION ALL "
        f"SELECT DISTINCT '{WARD}', coalesce(ward, ''), coalesce(ward_name, ''), population FROM place_factor_ward "
        "ORDER BY 1, 2"
    ):
        populations[split][part] = (name, population)
    partings = {
        split: parting for split, parts in populations.items() if (parting := _parting(parts, rule.least_population))
    }
    counts: _Counts = defaultdict(lambda: {split: dict.fromkeys(one.populations, 0) for split, one in partings.items()})
    for factor, split, part, children in workspace.rows(
        "SELECT factor_id, split, part, children FROM place_factor_part UNION ALL "
        f"SELECT factor_id, '{WARD}', coalesce(ward, ''), children FROM place_factor_ward"
    ):
        if split in partings:
            counts[factor][split][partings[split].merged[part]] += children
    return partings, counts


def _parting(parts: Mapping[str, tuple[str, int]], least: int) -> _Parting | None:
    """The parts that are large enough, the others together; None where that leaves only one."""
    by_size = sorted(parts, key=lambda part: (parts[part][1], part))
    small = [part for part in by_size if parts[part][1] < least]
    large = [part for part in by_size if part not in small]
    while small and large and sum(parts[part][1] for part in small) < least:
        small.append(large.pop(0))
    if len(large) + bool(small) < 2:
        return None
    merged = {part: OTHERS if part in small else part for part in parts}
    populations: dict[str, int] = defaultdict(int)
    for part in sorted(parts):
        populations[merged[part]] += parts[part][1]
    names = {part: "" if part == OTHERS else parts[part][0] for part in populations}
    return _Parting(names, dict(populations), merged)


def _of_parts(
    factor: str,
    whole: Part,
    partings: Mapping[str, _Parting],
    counts: Mapping[str, Mapping[str, int]],
    rule: DisclosureRule,
) -> Iterable[Released]:
    splits = {
        split: [Part(counts[split][part], population) for part, population in one.populations.items()]
        for split, one in partings.items()
    }
    withheld = splits_that_tell(whole, splits, rule)
    for split, one in partings.items():
        for (part, population), held in zip(one.populations.items(), splits[split], strict=True):
            text = rule.withheld_symbol if split in withheld else disclosed_count(held.children, rule).text
            yield Released(
                "part", factor, "", split, part, one.names[part], text, disclosed_count(population, rule).text
            )


def _of_pairs(workspace: Workspace, wholes: Mapping[str, Part], rule: DisclosureRule) -> Iterable[Released]:
    for cause, symptom, children in workspace.rows(
        "SELECT cause_id, symptom_id, children FROM place_pair ORDER BY ALL"
    ):
        text = _beside(children, [wholes[cause].children, wholes[symptom].children], rule)
        yield Released("pair", cause, symptom, "", "", "", text, disclosed_count(wholes[cause].children, rule).text)


def _of_unmet(workspace: Workspace, wholes: Mapping[str, Part], rule: DisclosureRule) -> Iterable[Released]:
    for factor, children in workspace.rows("SELECT factor_id, children FROM place_unmet ORDER BY ALL"):
        text = _beside(children, [wholes[factor].children], rule)
        yield Released("unmet", factor, "", "", "", "", text, disclosed_count(wholes[factor].children, rule).text)


def _beside(part: int, wholes: Sequence[int], rule: DisclosureRule) -> str:
    return rule.withheld_symbol if is_told_by(part, wholes, rule) else disclosed_count(part, rule).text


def _fingerprint(rows: Sequence[Released]) -> str:
    seen = hashlib.sha256()
    for row in sorted(rows):
        seen.update("\x1f".join(row).encode() + b"\x1e")
    return seen.hexdigest()
