"""Pairs of records for a person to look at: uncertain links, records that wait, and what was decided before."""

import pyarrow as pa

from oneplan.engine.people.ids import opaque_id, record_ref
from oneplan.engine.store.workspace import Workspace

#: How uncertain a pair is, in the words of the national work on matching. `held`: it may be of somebody restricted.
#: `joined`: the weakest link of a person's records, to be looked at where they may be two. `decided`: a person decided
#: about it.
STANDINGS = ("held", "many", "potential_match", "low_confidence", "joined", "decided")


def make_candidates(workspace: Workspace, *, key: bytes) -> None:
    """Make `vault.link_candidate`: one pair of records for each two people who may be one, and its opaque ids.

    Reads `linked`, `person_record`, `vault.compared_pair` and `vault.held_record`. Where somebody decided that two
    people are two, none of their other pairs is asked about.
    """
    workspace.run(f"CREATE TEMP TABLE candidate AS {sql_for_candidates()}")
    pairs = workspace.rows("SELECT record_id_l, record_id_r FROM candidate ORDER BY ALL")
    columns = {
        "record_id_l": [left for left, _ in pairs],
        "record_id_r": [right for _, right in pairs],
        "candidate_id": [opaque_id(key, "K", " ".join(sorted(pair))) for pair in pairs],
        "record_ref_l": [record_ref(key, left) for left, _ in pairs],
        "record_ref_r": [record_ref(key, right) for _, right in pairs],
    }
    named = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    workspace.keep("candidate_name", named, temporary=True)
    workspace.run("""
        CREATE OR REPLACE TABLE vault.link_candidate AS
        SELECT * FROM candidate JOIN candidate_name USING (record_id_l, record_id_r) ORDER BY candidate_id
    """)
    workspace.run("DROP TABLE candidate")
    workspace.run("DROP TABLE candidate_name")


def sql_for_candidates() -> str:
    """`(record_id_l, record_id_r, person_id_l, person_id_r, standing)`; a held record has no person of its own.

    Of several pairs between the same two people the one that speaks most strongly stands for all.
    """
    return """
        WITH pair AS (
            SELECT pair.record_id_l, pair.record_id_r, l.person_id AS person_id_l, r.person_id AS person_id_r,
                outcome, decided, rule, match_weight,
                linked_l.status = 'many' OR linked_r.status = 'many' AS is_many,
                least(l.person_id, r.person_id) AS one, greatest(l.person_id, r.person_id) AS other
            FROM vault.compared_pair AS pair
            JOIN person_record AS l ON l.record_id = pair.record_id_l
            JOIN person_record AS r ON r.record_id = pair.record_id_r
            JOIN linked AS linked_l ON linked_l.record_id = pair.record_id_l
            JOIN linked AS linked_r ON linked_r.record_id = pair.record_id_r
        ),
        settled AS (SELECT DISTINCT one, other FROM pair WHERE decided = 'not_same'),
        strongest AS (
            SELECT * FROM pair ANTI JOIN settled USING (one, other)
            WHERE decided IS NULL AND one <> other
                AND outcome IN ('refused', 'potential_match', 'low_confidence')
            QUALIFY row_number() OVER (
                PARTITION BY one, other
                ORDER BY outcome = 'low_confidence', match_weight DESC NULLS FIRST, record_id_l, record_id_r
            ) = 1
        ),
        weakest AS (
            SELECT * FROM pair WHERE decided IS NULL AND one = other
            QUALIFY row_number() OVER (
                PARTITION BY one ORDER BY rule IS NOT NULL, match_weight NULLS LAST, record_id_l, record_id_r
            ) = 1
        )
        SELECT record_id_l, record_id_r, person_id_l, person_id_r, CASE
                WHEN outcome = 'low_confidence' THEN 'low_confidence'
                WHEN is_many THEN 'many'
                ELSE 'potential_match'
            END AS standing
        FROM strongest
        UNION ALL
        SELECT record_id_l, record_id_r, person_id_l, person_id_r, 'joined' FROM weakest
        UNION ALL
        SELECT record_id_l, record_id_r, person_id_l, person_id_r, 'decided' FROM pair WHERE decided IS NOT NULL
        UNION ALL
        SELECT like_record_id, record_id, person_id, NULL, 'held' FROM vault.held_record
    """
