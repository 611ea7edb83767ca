"""What came of a rule's reasons to talk, by groups of children, fit to be printed.

Shown so that a difference between wards, sexes, ages, ethnic groups or children with special educational needs can be
seen and asked about (practice rule R16). Every number went through a disclosure rule, and a split that would give
a small number away beside what is counted of everybody is not shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from oneplan.definitions.disclosure_rule import DisclosureRule
from oneplan.engine.disclosure.gate import Part, splits_that_tell
from oneplan.engine.disclosure.rounding import Disclosed, disclosed_count
from oneplan.engine.store.workspace import Row, Workspace
from oneplan.vocabulary.identifiers import PersonId


class Outcome(NamedTuple):
    """What came of one reason to talk; all three are false while it is open."""

    person_id: PersonId
    is_talked: bool
    is_helped: bool
    is_wrong: bool


@dataclass(frozen=True)
class Came:
    """What came of a rule's reasons to talk about one group of children, of the children known in that group."""

    split: str
    group: str
    children: Disclosed
    prompts: Disclosed
    conversations: Disclosed
    helped: Disclosed
    wrong: Disclosed


_EVERYBODY = "everybody"
#: A split, and SQL for a child's group within it.
_SPLITS = {
    _EVERYBODY: "'all children'",
    "ward": "coalesce(person.ward_name, 'not known')",
    "sex": "person.sex",
    "age": """CASE WHEN age < 5 THEN '0 to 4' WHEN age < 11 THEN '5 to 10' WHEN age < 16 THEN '11 to 15'
                   WHEN age IS NOT NULL THEN '16 and over' ELSE 'not known' END""",
    "ethnicity": "coalesce(person.ethnicity, 'not known')",
    "send": "CASE WHEN sen.person_id IS NULL THEN 'none recorded' ELSE 'recorded' END",
}


def what_came_of(workspace: Workspace, outcomes: Sequence[Outcome], rule: DisclosureRule) -> tuple[Came, ...]:
    """One row for each group of each split, in the order of splits and then of the groups' names."""
    workspace.run(
        f"CREATE OR REPLACE TEMP TABLE came AS {_SQL_FOR_OUTCOMES}", [list(part) for part in _parts(outcomes)]
    )
    rows = [row for split, group in _SPLITS.items() for row in workspace.rows(_sql_for_split(split, group))]
    workspace.run("DROP TABLE came")
    withheld = _that_tell(rows, rule)
    return tuple(_came(row, withheld, rule) for row in rows)


def _that_tell(rows: Sequence[Row], rule: DisclosureRule) -> set[tuple[int, str]]:
    """Which column of which split must not be shown beside what is counted of everybody."""
    whole = next(row for row in rows if row[0] == _EVERYBODY)
    parts = {split: [row for row in rows if row[0] == split] for split in _SPLITS if split != _EVERYBODY}
    return {
        (column, split)
        for column in range(2, len(whole))
        for split in splits_that_tell(
            Part(whole[column], None),
            {split: [Part(row[column], None) for row in own] for split, own in parts.items()},
            rule,
        )
    }


def _parts(outcomes: Sequence[Outcome]) -> Sequence[Sequence[object]]:
    return list(zip(*outcomes, strict=True)) or [(), (), (), ()]


_SQL_FOR_OUTCOMES = """
    SELECT unnest(CAST(? AS VARCHAR[])) AS person_id, unnest(CAST(? AS BOOLEAN[])) AS is_talked,
           unnest(CAST(? AS BOOLEAN[])) AS is_helped, unnest(CAST(? AS BOOLEAN[])) AS is_wrong
"""


def _sql_for_split(split: str, group: str) -> str:
    """Children of each group, and the reasons to talk about them. A child who has grown up since still counts."""
    return f"""
        WITH sen AS (
            SELECT DISTINCT person_id FROM matrix
            WHERE factor_id = 'special_educational_needs' AND knowledge = 'present'
        ),
        grouped AS (
            SELECT person.person_id, {group} AS part
            FROM person LEFT JOIN sen ON sen.person_id = person.person_id
            WHERE is_child OR person.person_id IN (SELECT person_id FROM came)
        )
        SELECT '{split}', part, count(DISTINCT grouped.person_id), count(came.person_id),
               count(*) FILTER (WHERE is_talked), count(*) FILTER (WHERE is_helped), count(*) FILTER (WHERE is_wrong)
        FROM grouped LEFT JOIN came ON came.person_id = grouped.person_id
        GROUP BY part ORDER BY part
    """


def _came(row: Row, withheld: set[tuple[int, str]], rule: DisclosureRule) -> Came:
    split, group, *counts = row
    shown = [
        Disclosed(None, rule.withheld_symbol) if (column, split) in withheld else disclosed_count(count, rule)
        for column, count in enumerate(counts, start=2)
    ]
    return Came(split, group, *shown)
