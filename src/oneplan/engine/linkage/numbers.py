"""The first stage: records that a trusted number, or identical particulars, say are of one person.

It comes first for its plain reasons, not for speed: "same NHS number and birth date" can be told to anybody.
"""

from dataclasses import dataclass

from oneplan.definitions.linkage import LinkageDefinition
from oneplan.engine.linkage.forms import sql_for_alike

#: A slip of the pen: one part of the date differs, or day and month have changed places.
BIRTH_SLIP = """(
    (l.birth_year = r.birth_year AND l.birth_month = r.birth_month)
    OR (l.birth_year = r.birth_year AND l.birth_day = r.birth_day)
    OR (l.birth_month = r.birth_month AND l.birth_day = r.birth_day)
    OR (l.birth_year = r.birth_year AND l.birth_month = r.birth_day AND l.birth_day = r.birth_month)
)"""


@dataclass(frozen=True)
class NumberRule:
    """A number that two records share, as columns of the left and the right record, and what to call it."""

    name: str
    left: str
    right: str


#: The most trusted first: where rules disagree, the earlier one is honoured.
NUMBER_RULES = (
    NumberRule("same NHS number", "nhs_number", "nhs_number"),
    NumberRule("same council child number", "la_child_id", "la_child_id"),
    NumberRule("same pupil number", "upn", "upn"),
    NumberRule("former pupil number", "upn", "former_upn"),
)
IDENTICAL_PARTICULARS = "identical particulars"


def sql_for_number_links(definition: LinkageDefinition) -> str:
    """SQL for `(record_id_l, record_id_r, rule, trust)` from `comparison_form`; the smaller record_id left."""
    each = [_sql_for_one_number(rule, trust, definition) for trust, rule in enumerate(NUMBER_RULES)]
    each.append(_sql_for_identical_particulars(len(NUMBER_RULES)))
    return f"""
        SELECT least(l, r) AS record_id_l, greatest(l, r) AS record_id_r,
            arg_min(rule, trust) AS rule, min(trust) AS trust
        FROM ({" UNION ALL ".join(each)}) AS found
        GROUP BY ALL
    """


def _sql_for_one_number(rule: NumberRule, trust: int, definition: LinkageDefinition) -> str:
    """Pairs that share a number and whose birth dates allow it.

    With one birth date missing, or a slip of the pen between them, the given names must not be different as well:
    a number copied onto a brother's record must not join the brothers.
    """
    ordered = "l.record_id < r.record_id" if rule.left == rule.right else "l.record_id <> r.record_id"
    different = definition.names.different.similarity
    return f"""
        SELECT l.record_id AS l, r.record_id AS r, '{rule.name}' AS rule, {trust} AS trust
        FROM comparison_form AS l
        JOIN comparison_form AS r ON l.{rule.left} = r.{rule.right} AND {ordered}
        WHERE l.{rule.left} NOT IN ({_sql_for_overused(rule.left, definition.numbers.most_records.count)})
          AND (
            l.birth_date = r.birth_date
            OR (
                (l.birth_date IS NULL OR r.birth_date IS NULL OR {BIRTH_SLIP})
                AND (
                    l.given IS NULL OR r.given IS NULL
                    OR list_has_any(l.given_forms, r.given_forms)
                    OR {sql_for_alike("l.given", "r.given", different)}
                )
            )
          )
    """


def _sql_for_overused(column: str, most: int) -> str:
    return f"""
        SELECT {column} FROM comparison_form
        WHERE {column} IS NOT NULL GROUP BY {column} HAVING count(*) > {most}
    """


def _sql_for_identical_particulars(trust: int) -> str:
    return f"""
        SELECT l.record_id AS l, r.record_id AS r, '{IDENTICAL_PARTICULARS}' AS rule, {trust} AS trust
        FROM comparison_form AS l
        JOIN comparison_form AS r
          ON l.given = r.given AND l.family = r.family AND l.birth_date = r.birth_date
             AND l.postcode = r.postcode AND l.record_id < r.record_id
        WHERE (l.sex = r.sex OR l.sex IS NULL OR r.sex IS NULL)
    """
