"""A framework's evidence rules as a table, so that one pass over the events serves every factor."""

from itertools import product
from typing import NamedTuple

from oneplan.definitions.framework import Framework
from oneplan.engine.store.tables import Table

FACTOR_RULE = Table(
    "factor_rule",
    (
        ("factor_id", "VARCHAR"),
        ("kind", "VARCHAR"),
        ("code", "VARCHAR"),  # null: every code of the kind
        ("role", "VARCHAR"),
        ("finding", "VARCHAR"),
        ("says", "VARCHAR"),  # what the finding says of the factor: the same, but where the event asks the opposite
        ("whose", "VARCHAR"),  # definitions.factor.Whose
        ("months", "INTEGER"),  # how long it stays current
    ),
)


class FactorRule(NamedTuple):
    """One row of `factor_rule`."""

    factor_id: str
    kind: str
    code: str | None
    role: str
    finding: str
    says: str
    whose: str
    months: int


def rules_of(framework: Framework) -> list[FactorRule]:
    """Every combination of code, role, finding and whose that counts for a factor of the framework."""
    return [
        FactorRule(
            factor.id,
            rule.event.value,
            code,
            role.value,
            finding.value,
            rule.counts_as(finding).value,
            whose.value,
            rule.months,
        )
        for factor in framework.factors
        for rule in factor.evidence
        for code, role, finding, whose in product(rule.codes or (None,), rule.roles, rule.findings, rule.whose)
    ]
