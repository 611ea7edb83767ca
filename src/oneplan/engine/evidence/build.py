"""Making `evidence`: one row per fact, factor and child.

An adult's own record speaks for every child of the adult's families: that it is about a parent, step-parent or
carer (`parent`) or another adult (`household`) is always kept with it. A child's record speaks for that child only.

`known_to_on` is the last day on which it is known to have been so: the day of a moment, the end of a span, and for a
span that was still open the day it was received, because the sender still said so then. From that day the rule's
months run; what is older than they allow is no longer current, but stays evidence.
"""

from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from oneplan.definitions.framework import Framework
from oneplan.engine.evidence.rules import FACTOR_RULE, FactorRule, rules_of
from oneplan.engine.store.tables import Table
from oneplan.engine.store.workspace import Workspace

#: Which agreed set of factors a snapshot was read by, and as of which day. One row.
BASIS = Table(
    "basis",
    (
        ("framework_id", "VARCHAR"),
        ("framework_name", "VARCHAR"),
        ("framework_version", "INTEGER"),
        ("as_of", "DATE"),
    ),
)


def build(workspace: Workspace, *, framework: Framework, as_of: date) -> None:
    """Make `factor_rule`, `basis` and `evidence` from `person_event`, `person` and `family_member`.

    Nothing observed or received after `as_of` counts.
    """
    workspace.create(BASIS)
    workspace.insert(BASIS.name, [(framework.id, framework.name, framework.version, as_of)])
    build_by_rules(workspace, rules=rules_of(framework), as_of=as_of)


def build_by_rules(workspace: Workspace, *, rules: Sequence[FactorRule], as_of: date) -> None:
    """The same by given rules: makes `factor_rule` and `evidence`."""
    _keep_rules(workspace, rules)
    workspace.run(sql_for_hearers())
    workspace.run(sql_for_evidence(as_of))
    workspace.run("DROP TABLE hearer")


def _keep_rules(workspace: Workspace, rules: Sequence[FactorRule]) -> None:
    """Make `factor_rule` in one go: row by row, some thousand rules cost more than their evidence."""
    workspace.create(FACTOR_RULE)
    shape = workspace.arrow(f"SELECT * FROM {FACTOR_RULE.name}").schema
    columns = zip(*rules, strict=True) if rules else ((),) * len(shape)
    values = [pa.array(column, field.type) for column, field in zip(columns, shape, strict=True)]
    workspace.keep(FACTOR_RULE.name, pa.table(values, schema=shape))


def sql_for_hearers() -> str:
    """`hearer(speaker_id, about, child_id, whose, about_person_id)`: for which child a person's record speaks.

    `about_person_id` is null where a child's record speaks of an adult whom it does not name.
    """
    return """
        CREATE TABLE hearer AS
        WITH child AS (SELECT person_id FROM person WHERE is_child)
        SELECT person_id AS speaker_id, 'self' AS about, person_id AS child_id, 'child' AS whose,
               person_id AS about_person_id
        FROM child
        UNION ALL
        SELECT person_id, whose, person_id, whose, CAST(NULL AS VARCHAR)
        FROM child CROSS JOIN (VALUES ('parent'), ('household')) AS unnamed(whose)
        UNION ALL
        SELECT adult.person_id, 'self', young.person_id,
               CASE WHEN max(CASE WHEN adult.role = 'adult' THEN 0 ELSE 1 END) = 1 THEN 'parent' ELSE 'household' END,
               adult.person_id
        FROM family_member AS adult
        JOIN family_member AS young ON young.family_id = adult.family_id AND young.role = 'child'
        JOIN child ON child.person_id = young.person_id
        WHERE adult.role <> 'child' AND adult.person_id <> young.person_id
        GROUP BY adult.person_id, young.person_id
    """


def sql_for_evidence(as_of: date) -> str:
    """The facts, kept sorted by child so that one child's are read from one place.

    Rules meet the few combinations of kind, code, role and finding that occur, not the events themselves: the events
    are then joined on plain equality, however many factors there are.
    """
    day = f"DATE '{as_of.isoformat()}'"
    return f"""
        CREATE TABLE evidence AS
        WITH occurring AS (SELECT DISTINCT kind, code, role, finding FROM person_event),
        meaning AS (
            SELECT occurring.*, rule.factor_id, rule.whose, rule.months
            FROM occurring
            JOIN factor_rule AS rule
              ON rule.kind = occurring.kind AND rule.role = occurring.role AND rule.finding = occurring.finding
             AND (rule.code IS NULL OR rule.code = occurring.code)
        ),
        heard AS (
            SELECT hearer.child_id, hearer.about_person_id, meaning.factor_id, meaning.whose, meaning.months, event.*,
                   CASE
                       WHEN event.observed_to IS NOT NULL
                           THEN greatest(event.observed_on, least(event.observed_to, {day}))
                       WHEN event.is_open THEN greatest(event.observed_on, event.received_on)
                       ELSE event.observed_on
                   END AS known_to_on
            FROM person_event AS event
            JOIN meaning ON meaning.kind = event.kind AND meaning.code = event.code
                        AND meaning.role = event.role AND meaning.finding = event.finding
            JOIN hearer ON hearer.speaker_id = event.person_id AND hearer.about = event.about
                       AND hearer.whose = meaning.whose
            WHERE event.observed_on <= {day} AND event.received_on <= {day}
        )
        SELECT child_id AS person_id, factor_id, whose, finding, about_person_id, role, source, kind, code, certainty,
               observed_on, observed_to, received_on, recorded_by, known_to_on,
               CAST(known_to_on + to_months(months) AS DATE) AS current_until,
               CAST(known_to_on + to_months(months) AS DATE) >= {day} AS is_current,
               event_id
        FROM heard
        ORDER BY person_id, factor_id, whose, observed_on, event_id
    """
