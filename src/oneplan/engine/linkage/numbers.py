"""The first stage: records that a trusted number, or identical particulars, say are of one person.

It comes first for its plain reasons, not for speed: "same NHS number and birth date" can be told to anybody.
"""

from dataclasses import dataclass

from oneplan.definitions.linkage import LinkageDefinition
from oneplan.engine.linkage.forms import sql_for_alike, sql_for_fresh
from oneplan.engine.store.workspace import Workspace

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

    @property
    def kind(self) -> str:
        """What kind of number it is: a former pupil number is a pupil number."""
        return self.left.removeprefix("former_")


#: The most trusted first: where rules disagree, the earlier one is honoured.
NUMBER_RULES = (
    NumberRule("same NHS number", "nhs_number", "nhs_number"),
    NumberRule("same council child number", "la_child_id", "la_child_id"),
    NumberRule("same pupil number", "upn", "upn"),
    NumberRule("former pupil number", "upn", "former_upn"),
    NumberRule("former pupil number", "former_upn", "upn"),
)
IDENTICAL_PARTICULARS = "identical particulars"
#: How a pair is joined that a person decided about; trusted above every number.
DECIDED = "decided by a person"


def make_overused(workspace: Workspace, definition: LinkageDefinition) -> None:
    """Make `vault.overused(kind, number)`: numbers that more records carry than one person could have."""
    most = definition.numbers.most_records.count
    each = " UNION ALL ".join(
        f"""
        SELECT '{kind}' AS kind, {kind} AS number FROM vault.comparison_form
        WHERE {kind} IS NOT NULL GROUP BY {kind} HAVING count(*) > {most}
        """
        for kind in ("nhs_number", "la_child_id", "upn")
    )
    workspace.run(f"CREATE OR REPLACE TABLE vault.overused AS {each}")


def sql_for_number_links(definition: LinkageDefinition, *, everyone: bool) -> str:
    """SQL for `(record_id_l, record_id_r, rule, trust)`; the smaller record_id left.

    Compares the records in `fresh` with all; `everyone` says that these are all. The most trusted is what a person
    decided.
    """
    each = [_sql_for_one_number(rule, trust, definition, everyone) for trust, rule in enumerate(NUMBER_RULES)]
    each.append(_sql_for_identical_particulars(len(NUMBER_RULES), everyone))
    return f"""
        SELECT least(l, r) AS record_id_l, greatest(l, r) AS record_id_r,
            arg_min(rule, trust) AS rule, min(trust) AS trust
        FROM ({" UNION ALL ".join(each)}) AS found
        GROUP BY ALL
    """


def _sql_for_one_number(rule: NumberRule, trust: int, definition: LinkageDefinition, everyone: bool) -> str:
    """Pairs that share a number and whose birth dates allow it.

    With one birth date missing, or a slip of the pen between them, the given names must not be different as well:
    a number copied onto a brother's record must not join the brothers.
    """
    either_way = rule.left != rule.right or not everyone
    ordered = "l.record_id <> r.record_id" if either_way else "l.record_id < r.record_id"
    different = definition.names.different.similarity
    return f"""
        SELECT l.record_id AS l, r.record_id AS r, '{rule.name}' AS rule, {trust} AS trust
        FROM {sql_for_fresh(everyone=everyone)} AS l
        JOIN vault.comparison_form AS r ON l.{rule.left} = r.{rule.right} AND {ordered}
        WHERE l.{rule.left} NOT IN (SELECT number FROM vault.overused WHERE kind = '{rule.kind}')
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


def _sql_for_identical_particulars(trust: int, everyone: bool) -> str:
    return f"""
        SELECT l.record_id AS l, r.record_id AS r, '{IDENTICAL_PARTICULARS}' AS rule, {trust} AS trust
        FROM {sql_for_fresh(everyone=everyone)} AS l
        JOIN vault.comparison_form AS r
          ON l.given = r.given AND l.family = r.family AND l.birth_date = r.birth_date
             AND l.postcode = r.postcode AND l.record_id {"<" if everyone else "<>"} r.record_id
        WHERE (l.sex = r.sex OR l.sex IS NULL OR r.sex IS NULL)
    """
