"""What became of each pair and each record, in the words of the national work on matching."""

from oneplan.definitions.linkage import LinkageDefinition
from oneplan.engine.linkage.scoring import WEIGHT_PARTS


def sql_for_compared_pairs(definition: LinkageDefinition) -> str:
    """SQL for every pair that a number or the model spoke for, with its outcome.

    `joined`: of one person. `refused`: likely enough, but something forbids it (`reason` says what, or that the
    clusters they belong to are forbidden). `potential_match`: for a person to look at. `low_confidence`: unlikely.
    """
    parts = ", ".join(f"{part}_level, {part}_weight" for part in WEIGHT_PARTS)
    limits = definition.thresholds
    return f"""
        WITH clustered_record AS (
            SELECT record_id, unit, cluster FROM unit_record JOIN cluster_of_unit ON node = unit
        ),
        pair AS (
            SELECT coalesce(number.record_id_l, scored.record_id_l) AS record_id_l,
                coalesce(number.record_id_r, scored.record_id_r) AS record_id_r,
                rule, match_weight, match_probability, {parts}
            FROM number_link AS number
            FULL JOIN scored_pair AS scored
              ON number.record_id_l = scored.record_id_l AND number.record_id_r = scored.record_id_r
        )
        SELECT pair.*, CASE
                WHEN l.cluster = r.cluster THEN 'joined'
                WHEN rule IS NOT NULL OR match_probability >= {limits.match.probability} THEN 'refused'
                WHEN match_probability >= {limits.potential_match.probability} THEN 'potential_match'
                ELSE 'low_confidence'
            END AS outcome,
            CASE WHEN outcome = 'refused' THEN
                coalesce(conflict.reason, 'their other records contradict each other')
            END AS reason
        FROM pair
        JOIN clustered_record AS l ON l.record_id = record_id_l
        JOIN clustered_record AS r ON r.record_id = record_id_r
        LEFT JOIN conflict ON conflict.l = least(l.unit, r.unit) AND conflict.r = greatest(l.unit, r.unit)
        ORDER BY record_id_l, record_id_r
    """


def sql_for_linked() -> str:
    """SQL for `(record_id, cluster_id, status)`, reading `vault.compared_pair`.

    A record that belongs with others is a `match`; one that belongs with nobody is `many` when more than one cluster
    could be its own, else what its best pair is: `potential_match`, `low_confidence`, or `none`.
    """
    return """
        WITH clustered_record AS (
            SELECT record_id, cluster FROM unit_record JOIN cluster_of_unit ON node = unit
        ),
        size AS (
            SELECT cluster, count(*) AS records, min(record_id) AS cluster_id FROM clustered_record GROUP BY cluster
        ),
        candidate AS (
            SELECT record_id_l AS record_id, record_id_r AS other, outcome FROM vault.compared_pair
            UNION ALL
            SELECT record_id_r, record_id_l, outcome FROM vault.compared_pair
        ),
        apart AS (
            SELECT candidate.record_id,
                count(DISTINCT other.cluster) FILTER (outcome = 'refused') AS refused,
                bool_or(outcome IN ('refused', 'potential_match')) AS is_potential
            FROM candidate JOIN clustered_record AS other ON other.record_id = candidate.other
            WHERE outcome <> 'joined'
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
        JOIN size USING (cluster)
        LEFT JOIN apart USING (record_id)
        ORDER BY record_id
    """
