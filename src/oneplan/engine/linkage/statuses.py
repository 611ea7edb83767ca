"""What became of each pair and each record, in the words of the national work on matching."""

from oneplan.definitions.linkage import LinkageDefinition
from oneplan.engine.linkage.scoring import WEIGHT_PARTS
from oneplan.engine.store.tables import Table

_PARTS = tuple(
    (f"{part}_{what}", kind) for part in WEIGHT_PARTS for what, kind in (("level", "INTEGER"), ("weight", "DOUBLE"))
)
#: Every pair that a number, the model or a person spoke for, with what became of it. Kept in the vault.
COMPARED_PAIR = Table(
    "compared_pair",
    (
        ("record_id_l", "VARCHAR"),
        ("record_id_r", "VARCHAR"),
        ("rule", "VARCHAR"),  # the number they share, or identical particulars
        ("match_weight", "DOUBLE"),
        ("match_probability", "DOUBLE"),
        *_PARTS,
        ("decided", "VARCHAR"),  # same or not_same, where a person decided
        ("outcome", "VARCHAR"),
        ("reason", "VARCHAR"),
    ),
)
#: Every record's cluster, named by the smallest record_id in it.
LINKED = Table("linked", (("record_id", "VARCHAR"), ("cluster_id", "VARCHAR"), ("status", "VARCHAR")))


def sql_for_compared_pairs(definition: LinkageDefinition) -> str:
    """SQL for `touched_pair` with the outcome of each, from `clustered_record(record_id, cluster_id, unit)`.

    `joined`: of one person. `refused`: likely enough, but something forbids it (`reason` says what, or that the
    clusters they belong to are forbidden). `potential_match`: for a person to look at. `low_confidence`: unlikely.
    `apart`: a person said so.
    """
    limits = definition.thresholds
    return f"""
        SELECT pair.*, CASE
                WHEN l.cluster_id = r.cluster_id THEN 'joined'
                WHEN decided = 'not_same' THEN 'apart'
                WHEN rule IS NOT NULL OR decided = 'same' OR match_probability >= {limits.match.probability}
                    THEN 'refused'
                WHEN match_probability >= {limits.potential_match.probability} THEN 'potential_match'
                ELSE 'low_confidence'
            END AS outcome,
            CASE WHEN outcome = 'refused' THEN
                coalesce(conflict.reason, 'their other records contradict each other')
            END AS reason
        FROM touched_pair AS pair
        JOIN clustered_record AS l ON l.record_id = record_id_l
        JOIN clustered_record AS r ON r.record_id = record_id_r
        LEFT JOIN conflict ON conflict.l = least(l.unit, r.unit) AND conflict.r = greatest(l.unit, r.unit)
    """


def sql_for_linked() -> str:
    """SQL for `(record_id, cluster_id, status)` of the records in `asked`, reading `vault.compared_pair`.

    A record that belongs with others is a `match`; one that belongs with nobody is `many` when more than one cluster
    could be its own, else what its best pair is: `potential_match`, `low_confidence`, or `none`.
    """
    return """
        WITH size AS (
            SELECT cluster_id, count(*) AS records FROM clustered_record
            SEMI JOIN (SELECT cluster_id FROM clustered_record SEMI JOIN asked USING (record_id)) USING (cluster_id)
            GROUP BY cluster_id
        ),
        candidate AS (
            SELECT record_id_l AS record_id, record_id_r AS other, outcome FROM vault.compared_pair
            WHERE record_id_l IN (FROM asked)
            UNION ALL
            SELECT record_id_r, record_id_l, outcome FROM vault.compared_pair
            WHERE record_id_r IN (FROM asked)
        ),
        apart AS (
            SELECT candidate.record_id,
                count(DISTINCT other.cluster_id) FILTER (outcome = 'refused') AS refused,
                bool_or(outcome IN ('refused', 'potential_match')) AS is_potential
            FROM candidate JOIN clustered_record AS other ON other.record_id = candidate.other
            WHERE outcome NOT IN ('joined', 'apart')
            GROUP BY candidate.record_id
        )
        SELECT record_id, cluster_id, CASE
                WHEN records > 1 THEN 'match'
                WHEN refused > 1 THEN 'many'
                WHEN is_potential THEN 'potential_match'
                WHEN apart.record_id IS NOT NULL THEN 'low_confidence'
                ELSE 'none'
            END AS status
        FROM clustered_record
        SEMI JOIN asked USING (record_id)
        JOIN size USING (cluster_id)
        LEFT JOIN apart USING (record_id)
    """
