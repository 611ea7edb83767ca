"""A rule that does not say what it must cannot run, and none may turn on poverty, ethnicity, disability or language."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from oneplan.definitions.framework import read_framework
from oneplan.definitions.prompt import _FOLDER, PromptRule, in_force, read_prompt_rules
from oneplan.definitions.prompt_linter import check, triggers
from oneplan.vocabulary.errors import DefinitionError
from oneplan.vocabulary.knowledge import FactorKind

GOOD: dict[str, Any] = yaml.safe_load((_FOLDER / "missing-lead-not-told.yaml").read_text("utf-8"))


def test_every_rule_that_is_shipped_passes() -> None:
    check(read_prompt_rules().values(), read_framework())


@pytest.mark.parametrize(
    "missing", ["owner", "purpose", "lawful_basis", "fields_used", "equality_check", "starts_on", "expires_on"]
)
def test_without_what_the_register_needs_it_cannot_be_read(tmp_path: Path, missing: str) -> None:
    said = {key: value for key, value in GOOD.items() if key != missing}
    (tmp_path / "missing-lead-not-told.yaml").write_text(yaml.safe_dump(said), "utf-8")
    with pytest.raises(DefinitionError, match=missing):
        read_prompt_rules(tmp_path)


def test_it_must_say_exactly_which_fields_it_reads() -> None:
    with pytest.raises(ValueError, match="fields_used must be what the rule reads"):
        PromptRule.model_validate({**GOOD, "fields_used": ["evidence.factor"]})


@pytest.mark.parametrize("factor", ["disability", "special_educational_needs", "long_term_health_needs"])
def test_a_protected_factor_is_refused(factor: str) -> None:
    rule = PromptRule.model_validate({**GOOD, "when": {**GOOD["when"], "factor": factor}})
    with pytest.raises(DefinitionError, match=factor):
        check([rule], read_framework())


@pytest.mark.parametrize(
    "sentence",
    [
        "The family receives benefits and was seen twice.",
        "The child has free school meals and is often absent.",
        "The child is of a minority ethnic group and is missing.",
        "A disabled child changed worker three times.",
        "English is not the family's first language.",
        "The family lives in poverty and asked for help.",
    ],
)
def test_a_sentence_that_turns_on_them_is_refused(sentence: str) -> None:
    with pytest.raises(DefinitionError, match="context for offering help"):
        check([PromptRule.model_validate({**GOOD, "sentence": sentence})], read_framework())


def test_what_is_evidence_of_a_protected_thing_triggers_nothing() -> None:
    causes = triggers(read_framework(), FactorKind.CAUSE)
    assert "domestic_abuse" in causes
    assert causes.isdisjoint({"disability", "special_educational_needs", "long_term_health_needs"})


def test_a_factor_there_is_not_is_refused() -> None:
    rule = PromptRule.model_validate({**GOOD, "when": {**GOOD["when"], "factor": "unheard_of"}})
    with pytest.raises(DefinitionError, match="unheard_of"):
        check([rule], read_framework())


def test_a_rule_runs_from_its_first_day_to_its_last() -> None:
    rules = read_prompt_rules().values()
    assert not in_force(rules, date(2026, 8, 31))
    assert len(in_force(rules, date(2026, 9, 1))) == len(in_force(rules, date(2027, 8, 31))) == len(rules)
    assert not in_force(rules, date(2027, 9, 1))
