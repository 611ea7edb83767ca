"""Making `evidence`: one row per fact, factor and child.

It is a view: facts are worked out where they are read, from events kept sorted by person, and stored once. The matrix
needs less of them, so it is made of `latest_fact`: of facts that differ in nothing but their days and who wrote them
down, the last. Those are found before rules and families are looked at, which leaves them little to do.

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
    """Make `factor_rule`, `basis`, `hearer`, `meaning`, `evidence` and `latest_fact`.

    Reads `person_event`, `person` and `family_member`. Nothing observed or received after `as_of` counts.
    """
    keep_basis(workspace, framework, as_of)
    build_by_rules(workspace, rules=rules_of(framework), as_of=as_of)


def build_by_rules(workspace: Workspace, *, rules: Sequence[FactorRule], as_of: date) -> None:
    """The same by given rules, without `basis`."""
    keep_rules(workspace, rules)
    workspace.run(f"CREATE TABLE hearer AS {sql_for_hearers()}")
    workspace.run(f"CREATE TABLE meaning AS {sql_for_meanings()}")
    workspace.run(f"CREATE VIEW evidence AS {sql_for_evidence(as_of)}")
    workspace.run(f"CREATE TEMP TABLE last_said AS {sql_for_last_said(as_of)}")
    workspace.run(f"CREATE TEMP TABLE latest_fact AS {sql_for_latest_facts(as_of)}")
    workspace.run("DROP TABLE last_said")


def keep_basis(workspace: Workspace, framework: Framework, as_of: date) -> None:
    """Make `basis`."""
    workspace.create(BASIS)
    workspace.insert(BASIS.name, [(framework.id, framework.name, framework.version, as_of)])


def keep_rules(workspace: Workspace, rules: Sequence[FactorRule]) -> None:
    """Make `factor_rule` in one go: row by row, some thousand rules cost more than their evidence."""
    workspace.create(FACTOR_RULE)
    shape = workspace.arrow(f"SELECT * FROM {FACTOR_RULE.name}").schema
    columns = zip(*rules, strict=True) if rules else ((),) * len(shape)
    values = [pa.array(column, field.type) for column, field in zip(columns, shape, strict=True)]
    workspace.keep(FACTOR_RULE.name, pa.table(values, schema=shape))


def sql_for_hearers() -> str:
    """`(speaker_id, child_id, whose)`: for which children an adult's own record speaks, sorted by child."""
    return """
        SELECT adult.person_id AS speaker_id, young.person_id AS child_id,
               CASE WHEN max(CASE WHEN adult.role = 'adult' THEN 0 ELSE 1 END) = 1 THEN 'parent' ELSE 'household' END
                   AS whose
        FROM family_member AS adult
        JOIN family_member AS young ON young.family_id = adult.family_id
        JOIN person AS child ON child.person_id = young.person_id
        WHERE adult.role <> 'child' AND young.role = 'child' AND child.is_child AND adult.person_id <> young.person_id
        GROUP BY adult.person_id, young.person_id
        ORDER BY child_id, speaker_id
    """


def sql_for_meanings() -> str:
    """`(kind, code, role, finding, factor_id, says, whose, months)`: the rules for what occurs.

    Rules meet the few combinations that occur, not the events themselves: events are then joined on plain equality,
    however many factors there are.
    """
    return """
        SELECT occurring.*, rule.factor_id, rule.says, rule.whose, rule.months
        FROM (SELECT DISTINCT kind, code, role, finding FROM person_event) AS occurring
        JOIN factor_rule AS rule
          ON rule.kind = occurring.kind AND rule.role = occurring.role AND rule.finding = occurring.finding
         AND (rule.code IS NULL OR rule.code = occurring.code)
    """


def sql_for_evidence(as_of: date) -> str:
    """The facts. Asked for one child, it reads that child's events and those of the adults around the child."""
    day = _day(as_of)
    events = f"""
        SELECT *, {_sql_for_known_to(day)} AS known_to_on FROM person_event
        WHERE observed_on <= {day} AND received_on <= {day}
    """
    return f"""
        SELECT child_id AS person_id, factor_id, heard.whose, says AS finding, heard.finding AS recorded_finding,
               about_person_id, heard.role, source, heard.kind, heard.code, certainty, observed_on,
               observed_to, received_on, recorded_by, known_to_on,
               {_CURRENT_UNTIL} AS current_until, {_CURRENT_UNTIL} >= {day} AS is_current, event_id
        FROM ({_sql_for_heard(f"({events})")}) AS heard
        JOIN meaning ON {_MEANT}
    """


def sql_for_last_said(as_of: date) -> str:
    """`last_said`: the last of each person's events that are alike. One pass over the events, and no join."""
    day = _day(as_of)
    return f"""
        SELECT person_id, kind, code, role, about, finding, source,
               max(observed_on) AS observed_on, max({_sql_for_known_to(day)}) AS known_to_on
        FROM person_event
        WHERE observed_on <= {day} AND received_on <= {day} AND kind IN (SELECT kind FROM meaning)
        GROUP BY person_id, kind, code, role, about, finding, source
    """


def sql_for_latest_facts(as_of: date) -> str:
    """`latest_fact`: as `evidence`, but of facts that differ only in their days and who wrote them down, the last."""
    return f"""
        SELECT child_id AS person_id, factor_id, heard.whose, says AS finding, about_person_id, source, observed_on,
               known_to_on, {_CURRENT_UNTIL} >= {_day(as_of)} AS is_current
        FROM ({_sql_for_heard("last_said")}) AS heard
        JOIN meaning ON {_MEANT}
    """


_CURRENT_UNTIL = "CAST(known_to_on + to_months(months) AS DATE)"
_MEANT = """meaning.kind = heard.kind AND meaning.code = heard.code AND meaning.role = heard.role
            AND meaning.finding = heard.finding AND meaning.whose = heard.whose"""


def _sql_for_heard(events: str) -> str:
    """Events with the child of whom they say something, and whose fact it is.

    `about_person_id` is null where a child's record speaks of an adult whom it does not name.
    """
    return f"""
        SELECT event.*, event.person_id AS child_id, CASE WHEN about = 'self' THEN 'child' ELSE about END AS whose,
               CASE WHEN about = 'self' THEN event.person_id END AS about_person_id
        FROM {events} AS event JOIN person ON person.person_id = event.person_id
        WHERE person.is_child
        UNION ALL
        SELECT event.*, hearer.child_id, hearer.whose, hearer.speaker_id
        FROM {events} AS event JOIN hearer ON hearer.speaker_id = event.person_id
        WHERE event.about = 'self'
    """


def _sql_for_known_to(day: str) -> str:
    return f"""
        CASE WHEN observed_to IS NOT NULL THEN greatest(observed_on, least(observed_to, {day}))
             WHEN is_open THEN greatest(observed_on, received_on)
             ELSE observed_on END
    """


def _day(as_of: date) -> str:
    return f"DATE '{as_of.isoformat()}'"
