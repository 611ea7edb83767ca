"""The two engines that evidence cases run on."""

from collections.abc import Mapping, Sequence

from oneplan.definitions.framework import read_framework
from oneplan.engine.evidence.build import build_by_rules
from oneplan.engine.evidence.rules import FactorRule, rules_of
from oneplan.engine.store.workspace import Workspace
from tests.spec.cases import Case, table_of
from tests.spec.reference import evidence as slow
from tests.spec.text_tables import Row


def rules_for(case: Case) -> list[FactorRule]:
    """The rules a case gives, or else those of the agreed framework."""
    given = [FactorRule(**{"says": row["finding"], **row}) for row in case.rows("factor_rule")]
    return given or rules_of(read_framework())


def reference(case: Case) -> Mapping[str, Sequence[Row]]:
    """Plain Python."""
    facts = slow.evidence(
        events=case.rows("person_event"),
        people=case.rows("person"),
        members=case.rows("family_member"),
        rules=rules_for(case),
        as_of=case.when["as_of"],
    )
    return {"evidence": facts}


def duckdb(case: Case) -> Mapping[str, Sequence[Row]]:
    """The engine's own step."""
    with Workspace.in_memory() as workspace:
        case.load_only(workspace, "person_event", "person", "family_member")
        build_by_rules(workspace, rules=rules_for(case), as_of=case.when["as_of"])
        return {"evidence": table_of(workspace, "evidence")}
