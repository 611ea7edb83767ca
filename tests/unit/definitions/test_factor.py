"""Definitions of factors: what the files must say, and what they must never say."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from oneplan.definitions.factor import EvidenceRule, Factor, Grade, Group, Whose, read_factors
from oneplan.definitions.factor_sentences import NO_EVIDENCE, ONLY_PLACES, rule_in_words, sentence_of
from oneplan.definitions.framework import read_framework
from oneplan.vocabulary.errors import DefinitionError
from oneplan.vocabulary.events import EventKind
from oneplan.vocabulary.knowledge import FactorKind, Role

FOLDER = Path("src/oneplan/definitions/factors")
SOURCES = Path("src/oneplan/definitions/sources")
DECLARED = {
    EventKind.EARLY_HELP_NEED,
    EventKind.HEALTH_FINDING,
    EventKind.POLICE_INCIDENT,
    EventKind.YOUTH_JUSTICE_OUTCOME,
    EventKind.YOUTH_JUSTICE_OFFENCE,
    EventKind.YOUTH_JUSTICE_ASSESSMENT,
}


def with_changes(factor: str, **changes: Any) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / f"{factor}.yaml").read_text("utf-8"))
    return {**content, **changes}


def written(folder: Path, name: str, content: dict[str, Any]) -> Path:
    (folder / f"{name}.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return folder


def test_the_framework_holds_every_list_of_the_strategy_in_its_order() -> None:
    framework = read_framework("stockton-2019")
    listed = {group.group: [factor.id for factor in group.factors] for group in framework.groups}
    assert [len(listed[group]) for group in (Group.ADVERSE_EXPERIENCE, Group.OTHER_VULNERABILITY)] == [10, 7]
    assert [len(listed[group]) for group in (Group.SYMPTOM, Group.OUTCOME)] == [13, 11]
    assert listed[Group.ADVERSE_EXPERIENCE][0] == "emotional_abuse"
    assert listed[Group.OTHER_VULNERABILITY][-1] == "no_trusted_adult"
    assert listed[Group.STRENGTH][0] == "trusted_adult"


def test_every_factor_file_is_in_the_framework() -> None:
    assert {factor.id for factor in read_framework().factors} == set(read_factors())


def test_outcomes_have_no_evidence_and_what_has_none_says_why() -> None:
    for factor in read_framework().factors:
        if factor.kind is FactorKind.OUTCOME:
            assert not factor.evidence
        elif not factor.evidence:
            assert factor.statutory_source.grade is Grade.NONE


def test_poverty_language_and_ethnicity_are_evidence_of_nothing() -> None:
    rules = [rule for factor in read_framework().factors for rule in factor.evidence]
    assert EventKind.FREE_SCHOOL_MEALS not in {rule.event for rule in rules}
    assert EventKind.HOUSING_STATUS not in {rule.event for rule in rules}
    codes = {(rule.event, code) for rule in rules for code in rule.codes}
    assert not codes & {(EventKind.EARLY_HELP_NEED, "MONEY"), (EventKind.PRIMARY_NEED, "N7")}


@pytest.mark.parametrize("kind", sorted(DECLARED))
def test_codes_of_local_contracts_are_codes_that_the_contracts_have(kind: EventKind) -> None:
    known = set()
    for path in SOURCES.glob("*.yaml"):
        for table in yaml.safe_load(path.read_text("utf-8"))["tables"]:
            columns = {column["name"]: column for column in table["columns"]}
            for event in table.get("event", []):
                if event["kind"] == kind:
                    known |= set(columns[event["code"]]["codes"])
    used = {c for f in read_framework().factors for rule in f.evidence if rule.event == kind for c in rule.codes}
    assert used
    assert used <= known


def test_a_police_rule_without_roles_is_refused(tmp_path: Path) -> None:
    rule = {"event": "police_incident", "codes": ["ASB"], "whose": ["child"], "months": 12}
    folder = written(tmp_path, "missing", with_changes("missing", evidence=[rule]))
    with pytest.raises(DefinitionError, match=r"missing\.yaml.*evidence\.0.*needs the roles"):
        read_factors(folder)


def test_a_rule_on_free_school_meals_is_refused(tmp_path: Path) -> None:
    rule = {"event": "free_school_meals", "whose": ["child"], "months": 12}
    folder = written(tmp_path, "physical_neglect", with_changes("physical_neglect", evidence=[rule]))
    with pytest.raises(DefinitionError, match="never evidence"):
        read_factors(folder)


def test_an_outcome_with_evidence_about_a_child_is_refused(tmp_path: Path) -> None:
    rule = {"event": "convicted", "whose": ["child"], "months": 12}
    folder = written(tmp_path, "criminal_offender", with_changes("criminal_offender", evidence=[rule]))
    with pytest.raises(DefinitionError, match="an outcome is for places"):
        read_factors(folder)


def test_rules_that_would_count_one_event_twice_are_refused(tmp_path: Path) -> None:
    every = {"event": "missing", "whose": ["child"], "months": 12}
    folder = written(tmp_path, "missing", with_changes("missing", evidence=[every, {**every, "codes": ["M"]}]))
    with pytest.raises(DefinitionError, match="count the same event twice"):
        read_factors(folder)


def test_a_file_not_named_as_its_factor_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="named as its id: see missing, smoking"):
        read_factors(written(tmp_path, "smoking", with_changes("missing")))


def test_the_sentence_people_read() -> None:
    rule = EvidenceRule(event=EventKind.ASSESSMENT_FACTOR, codes=("3A", "3B", "3C"), whose=tuple(Whose), months=18)
    factor = Factor.model_validate(with_changes("domestic_abuse", evidence=[rule.model_dump()]))
    assert sentence_of(factor) == (
        "Counts when a social work assessment in the last 18 months recorded factor 3A, 3B or 3C."
    )


def test_a_sentence_says_roles_and_whose() -> None:
    rule = EvidenceRule(
        event=EventKind.POLICE_INCIDENT,
        codes=("DOMESTIC_ABUSE",),
        roles=(Role.HARMED, Role.RESIDENT),
        whose=(Whose.CHILD, Whose.PARENT),
        months=12,
        words="domestic abuse",
    )
    assert rule_in_words(rule) == (
        "the police in the last 12 months recorded domestic abuse, "
        "with the child, or a parent or carer harmed or living there"
    )


def test_every_factor_has_its_sentence() -> None:
    for factor in read_framework().factors:
        sentence = sentence_of(factor)
        assert sentence.startswith("Counts when ") or sentence in (NO_EVIDENCE, ONLY_PLACES)
