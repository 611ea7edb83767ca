"""What may never be together in one person. Each rule has a name that a reviewer can read."""

from oneplan.definitions.linkage import LinkageDefinition
from oneplan.engine.linkage.forms import sql_for_alike
from oneplan.engine.linkage.numbers import BIRTH_SLIP

#: The reason that a person gave, as the outcome of a pair names it.
DECIDED_NOT_SAME = "a person decided that they are two"


def sql_for_excused() -> str:
    """SQL for `(l, r)`: nodes whose contradiction a person has explained by deciding that two records are one.

    Where somebody decided that a record with one number and a record with another are of one person, records that
    share a number with either do not contradict each other any more. Reads `number_link` and `link_decision`.
    """
    return """
        WITH same AS (FROM link_decision WHERE verdict = 'same'),
        decided AS (SELECT DISTINCT unnest([record_id_l, record_id_r]) AS record_id FROM same),
        side AS (
            SELECT record_id, record_id AS decided FROM decided
            UNION
            SELECT record_id_l, record_id_r FROM number_link WHERE record_id_r IN (FROM decided)
            UNION
            SELECT record_id_r, record_id_l FROM number_link WHERE record_id_l IN (FROM decided)
        )
        SELECT DISTINCT least(l.node, r.node) AS l, greatest(l.node, r.node) AS r
        FROM same
        JOIN side AS one ON one.decided = same.record_id_l
        JOIN side AS other ON other.decided = same.record_id_r
        JOIN record AS l ON l.record_id = one.record_id
        JOIN record AS r ON r.record_id = other.record_id
    """


def sql_for_record_conflicts() -> str:
    """SQL for `(l, r, reason)`: records of one cluster of numbers that contradict each other.

    Reads `clustered(node, cluster)` and `comparison_form` through `record(node, record_id)`, `excused` and
    `link_decision`.
    """
    return f"""
        WITH clustered_record AS (
            SELECT clustered.cluster, record.node, form.*
            FROM clustered JOIN record USING (node) JOIN comparison_form AS form USING (record_id)
        )
        SELECT * FROM (
            SELECT l.node AS l, r.node AS r, CASE
                WHEN l.nhs_number <> r.nhs_number THEN 'two NHS numbers'
                WHEN l.la_child_id <> r.la_child_id THEN 'two council child numbers'
                WHEN l.birth_date <> r.birth_date AND NOT {BIRTH_SLIP} THEN 'two birth dates'
                WHEN l.upn <> r.upn AND l.upn IS DISTINCT FROM r.former_upn AND r.upn IS DISTINCT FROM l.former_upn
                    THEN 'two pupil numbers'
            END AS reason
            FROM clustered_record AS l JOIN clustered_record AS r ON l.cluster = r.cluster AND l.node < r.node
        ) AS compared
        ANTI JOIN excused USING (l, r)
        WHERE reason IS NOT NULL
        UNION ALL
        SELECT l.node, r.node, '{DECIDED_NOT_SAME}'
        FROM link_decision
        JOIN clustered_record AS l ON l.record_id = record_id_l
        JOIN clustered_record AS r ON r.record_id = record_id_r
        WHERE verdict = 'not_same' AND l.cluster = r.cluster
        ORDER BY l, r
    """


def sql_for_units() -> str:
    """SQL for units: what all records that a number joined say together, one list per particular.

    A unit that holds two birth dates, a right one and a slip of the pen, agrees with records of either. Units that
    nothing joins to another, by `clustered(node, cluster)`, are left out: there is nothing to contradict.
    """
    return f"""
        SELECT
            unit,
            {_sql_for_all("nhs_number")} AS nhs_numbers,
            {_sql_for_all("la_child_id")} AS la_child_ids,
            {_sql_for_all("upn")} AS upns,
            {_sql_for_all("former_upn")} AS former_upns,
            {_sql_for_all("birth_date")} AS births,
            {_sql_for_all("household_id")} AS household_ids,
            list_distinct(flatten(list(given_forms))) AS given_forms,
            {_sql_for_all("given")} AS givens,
            {_sql_for_all("family")} AS families,
            bool_or(is_child) AS any_child,
            bool_and(is_child) AS all_children,
            bool_or(twin.birth_date IS NOT NULL) AS may_be_twin
        FROM unit_record
        JOIN comparison_form AS form USING (record_id)
        LEFT JOIN vault.twin AS twin USING (birth_date, family)
        WHERE unit IN (
            SELECT unnest(list(node)) FROM clustered GROUP BY cluster HAVING count(*) > 1
        )
        GROUP BY unit
        ORDER BY unit
    """


def _sql_for_all(column: str) -> str:
    return f"coalesce(list(DISTINCT {column} ORDER BY {column}) FILTER ({column} IS NOT NULL), [])"


def sql_for_unit_conflicts(definition: LinkageDefinition) -> str:
    """SQL for `(l, r, reason)`: units of one cluster, `clustered(node, cluster)`, that are two people.

    Reads `unit` as made by `sql_for_units`, `unit_record` and `link_decision`.
    """
    return f"""
        SELECT l, r, coalesce(decided.reason, compared.reason) AS reason FROM (
            SELECT l.unit AS l, r.unit AS r, {_sql_for_reason(definition)} AS reason
            FROM clustered AS cl
            JOIN clustered AS cr ON cl.cluster = cr.cluster AND cl.node < cr.node
            JOIN unit AS l ON l.unit = cl.node
            JOIN unit AS r ON r.unit = cr.node
        ) AS compared
        LEFT JOIN (
            SELECT DISTINCT least(one.unit, other.unit) AS l, greatest(one.unit, other.unit) AS r,
                '{DECIDED_NOT_SAME}' AS reason
            FROM link_decision
            JOIN unit_record AS one ON one.record_id = record_id_l
            JOIN unit_record AS other ON other.record_id = record_id_r
            WHERE verdict = 'not_same'
        ) AS decided USING (l, r)
        WHERE coalesce(decided.reason, compared.reason) IS NOT NULL
        ORDER BY l, r
    """


def _sql_for_reason(definition: LinkageDefinition) -> str:
    return f"""CASE
        WHEN {_differ("nhs_numbers")} THEN 'two NHS numbers'
        WHEN {_differ("la_child_ids")} THEN 'two council child numbers'
        WHEN {_differ("upns")} AND NOT list_has_any(l.upns, r.former_upns) AND NOT list_has_any(l.former_upns, r.upns)
            THEN 'two pupil numbers'
        WHEN {_differ("births")} THEN 'two birth dates'
        WHEN ((l.all_children AND NOT r.any_child) OR (r.all_children AND NOT l.any_child))
            AND NOT list_has_any(l.births, r.births) THEN 'a child and an adult'
        WHEN list_has_any(l.household_ids, r.household_ids) AND {_differ("givens")} THEN 'two members of one household'
        WHEN (l.may_be_twin OR r.may_be_twin) AND NOT list_has_any(l.given_forms, r.given_forms)
            THEN 'may be twins'
        WHEN {_unlike_names(definition)} THEN 'two given names'
    END"""


def _differ(column: str) -> str:
    """Both have the particular and share none of it."""
    return f"(len(l.{column}) > 0 AND len(r.{column}) > 0 AND NOT list_has_any(l.{column}, r.{column}))"


def _unlike_names(definition: LinkageDefinition) -> str:
    """No form of one given name is like, or short for, any form of the other, nor are names merely swapped round."""
    different = definition.names.different.similarity
    return f"""(
        len(l.given_forms) > 0 AND len(r.given_forms) > 0
        AND NOT list_has_any(l.given_forms, r.given_forms)
        AND NOT (list_has_any(l.givens, r.families) AND list_has_any(l.families, r.givens))
        AND len(list_filter(l.given_forms, lambda one: len(list_filter(r.given_forms, lambda other:
            {sql_for_alike("one", "other", different)}
            OR (len(one) >= 3 AND starts_with(other, one)) OR (len(other) >= 3 AND starts_with(one, other))
        )) > 0)) = 0
    )"""
