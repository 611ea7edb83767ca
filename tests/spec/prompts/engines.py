"""The two engines that cases of reasons to talk run on."""

from collections.abc import Mapping, Sequence

from oneplan.definitions.framework import read_framework
from oneplan.definitions.prompt import read_prompt_rules
from oneplan.definitions.prompt_linter import triggers
from oneplan.engine.prompts.build import build
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.knowledge import FactorKind
from tests.spec.cases import Case, table_of
from tests.spec.reference import prompts as slow
from tests.spec.text_tables import Row

AGENCIES = {"police": "cleveland-police", "early_help": "stockton-council", "housing": "stockton-council"}


def reference(case: Case) -> Mapping[str, Sequence[Row]]:
    """Plain Python."""
    framework = read_framework()
    kinds = {factor: kind.value for kind in FactorKind for factor in triggers(framework, kind)}
    facts, prompts = slow.prompts(
        rule=read_prompt_rules()[case.when["rule"]],
        evidence=case.rows("evidence"),
        matrix=case.rows("matrix"),
        involvements=case.rows("person_involvement"),
        kinds=kinds,
        agencies=AGENCIES,
        as_of=case.when["as_of"],
    )
    return {"prompt": prompts, "prompt_fact": facts}


def duckdb(case: Case) -> Mapping[str, Sequence[Row]]:
    """The engine's own step."""
    with Workspace.in_memory() as workspace:
        case.load_only(workspace, "evidence", "matrix", "person_involvement")
        build(
            workspace,
            rules=[read_prompt_rules()[case.when["rule"]]],
            framework=read_framework(),
            agencies=AGENCIES,
            as_of=case.when["as_of"],
        )
        return {"prompt": table_of(workspace, "prompt"), "prompt_fact": table_of(workspace, "prompt_fact")}
