"""What may never be together in one person. Each rule has a name that a reviewer can read."""

from oneplan.definitions.linkage import LinkageDefinition
from oneplan.engine.linkage.forms import sql_for_alike
from oneplan.engine.linkage.numbers import BIRTH_SLIP


def sql_for_record_conflicts() -> str:
    """SQL for `(l, r, reason)`: records of one cluster of numbers that contradict each other.

    Reads `clustered(node, cluster)` and `comparison_form` through `record(node, record_id)`.
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
        WHERE reason IS NOT NULL
        ORDER BY l, r
    """


def sql_for_units() -> str:
    """SQL for units: what all records that a number joined say together, one list per particular.

    A unit that holds two birth dates, a right one and a slip of the pen, agrees with records of either.
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
        LEFT JOIN twin USING (birth_date, family)
        GROUP BY unit
        ORDER BY unit
    """


def _sql_for_all(column: str) -> str:
    return f"coalesce(list(DISTINCT {column} ORDER BY {column}) FILTER ({column} IS NOT NULL), [])"


def sql_for_twins(definition: LinkageDefinition) -> str:
    """SQL for `(birth_date, family)` of homes where two children of one birth date are known to live.

    They are known as two because they carry two numbers, because one agency's list of a household names both, or
    because one agency holds both under names unlike each other. Where twins are known, a name that is merely alike
    is not enough.
    """
    alike = definition.names.same_spelt_differently.similarity
    return f"""
        WITH pairs AS (
            SELECT l.birth_date, l.family AS family_l, r.family AS family_r
            FROM comparison_form AS l
            JOIN comparison_form AS r
              ON l.birth_date = r.birth_date AND l.record_id < r.record_id
                 AND (l.postcode = r.postcode OR l.uprn = r.uprn OR l.household_id = r.household_id)
            WHERE NOT list_has_any(l.given_forms, r.given_forms)
              AND (l.family = r.family OR list_has_any(l.family_parts, r.family_parts))
              AND (
                l.nhs_number <> r.nhs_number
                OR l.upn <> r.upn
                OR l.la_child_id <> r.la_child_id
                OR l.household_id = r.household_id
                OR (l.source = r.source AND NOT {sql_for_alike("l.given", "r.given", alike)})
              )
        )
        SELECT DISTINCT birth_date, family
        FROM (
            SELECT birth_date, family_l AS family FROM pairs
            UNION ALL
            SELECT birth_date, family_r AS family FROM pairs
        ) AS families
    """


def sql_for_unit_conflicts(definition: LinkageDefinition) -> str:
    """SQL for `(l, r, reason)`: units of one cluster, `clustered(node, cluster)`, that are two people.

    Reads `unit` as made by `sql_for_units`.
    """
    return f"""
        SELECT l, r, reason FROM (
            SELECT l.unit AS l, r.unit AS r, {_sql_for_reason(definition)} AS reason
            FROM clustered AS cl
            JOIN clustered AS cr ON cl.cluster = cr.cluster AND cl.node < cr.node
            JOIN unit AS l ON l.unit = cl.node
            JOIN unit AS r ON r.unit = cr.node
        ) AS compared
        WHERE reason IS NOT NULL
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
