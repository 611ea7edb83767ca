"""Every rule of every factor of the framework: what it names counts, as long as it says, and about nobody else."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pytest

from oneplan.definitions.factor import EvidenceRule, Factor, Whose
from oneplan.definitions.factor_sentences import rule_in_words
from oneplan.definitions.framework import read_framework
from oneplan.engine.evidence.build import build_by_rules
from oneplan.engine.evidence.rules import rules_of
from oneplan.engine.matrix.build import build as build_matrix
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.knowledge import Finding
from tests.spec.reference.evidence import months_after
from tests.spec.standard import TABLES

SEEN_ON = date(2026, 1, 31)
FRAMEWORK = read_framework()
KNOWLEDGE = {Finding.PRESENT: "present", Finding.NOT_PRESENT: "asked_not_present", Finding.DISPUTED: "disputed"}


class Written(NamedTuple):
    """One event that a rule names, in the record of a child of its own."""

    factor: Factor
    rule: EvidenceRule
    code: str
    role: str
    whose: Whose
    finding: Finding
    child: str


def written() -> list[Written]:
    """Each combination that each rule names. A rule for every code is tried with a code that nobody uses."""
    named = [
        (factor, rule, code, role.value, whose, finding)
        for factor in FRAMEWORK.factors
        for rule in factor.evidence
        for code in rule.codes or ("ANY",)
        for role in rule.roles
        for whose in rule.whose
        for finding in rule.findings
    ]
    return [Written(*one, child=f"child-{place}") for place, one in enumerate(named)]


WRITTEN = written()


def known_on(day: date, events: Sequence[Written]) -> dict[tuple[str, str, str], str]:
    """What the matrix says on a day of children of whom one thing each was recorded."""
    rows = [
        {
            "source": "police",
            "person_id": one.child,
            "event_id": one.child,
            "kind": one.rule.event.value,
            "code": one.code,
            "role": one.role,
            "about": "self" if one.whose is Whose.CHILD else one.whose.value,
            "finding": one.finding.value,
            "certainty": "fact",
            "observed_on": SEEN_ON,
            "is_open": False,
            "recorded_by": "An agency",
            "received_on": SEEN_ON,
        }
        for one in events
    ]
    with Workspace.in_memory() as workspace:
        for name in ("person_event", "person", "family_member"):
            workspace.create(TABLES[name], name)
        columns = TABLES["person_event"].column_names
        workspace.insert("person_event", [[row.get(name) for name in columns] for row in rows])
        people = [{"person_id": one.child, "is_child": True} for one in events]
        workspace.insert("person", [[row.get(name) for name in TABLES["person"].column_names] for row in people])
        build_by_rules(workspace, rules=rules_of(FRAMEWORK), as_of=day)
        build_matrix(workspace)
        found = workspace.rows("SELECT person_id, factor_id, whose, knowledge FROM matrix")
    return {(person_id, factor_id, whose): knowledge for person_id, factor_id, whose, knowledge in found}


@pytest.fixture(scope="module")
def at_once() -> dict[tuple[str, str, str], str]:
    return known_on(SEEN_ON, WRITTEN)


def test_what_a_rule_names_is_known_at_once(at_once: dict[tuple[str, str, str], str]) -> None:
    for one in WRITTEN:
        said = KNOWLEDGE[one.rule.counts_as(one.finding)]
        assert at_once[one.child, one.factor.id, one.whose.value] == said, (one.factor.id, rule_in_words(one.rule))


def test_it_is_said_of_nobody_else(at_once: dict[tuple[str, str, str], str]) -> None:
    of = {one.child: one.whose.value for one in WRITTEN}
    assert all(whose == of[child] for child, _, whose in at_once)


def test_time_makes_it_old_on_the_day_after_its_months_and_never_makes_it_a_no() -> None:
    for months in sorted({one.rule.months for one in WRITTEN}):
        events = [one for one in WRITTEN if one.rule.months == months and not one.rule.is_opposite]
        last = months_after(SEEN_ON, months)
        before, after = (known_on(day, events) for day in (last, last + timedelta(days=1)))
        for one in events:
            key = (one.child, one.factor.id, one.whose.value)
            assert before[key] == KNOWLEDGE[one.finding], (key, months)
            assert after.get(key) == ("past" if one.finding is Finding.PRESENT else None), (key, months)


def test_the_sentence_of_every_rule_says_who_recorded_it_and_how_lately() -> None:
    for one in WRITTEN:
        words = rule_in_words(one.rule)
        assert "in the last" in words, words
        assert not words.endswith(("recorded", "None")), words


def test_every_factor_that_can_be_said_of_a_child_has_a_rule() -> None:
    without = {factor.id for factor in FRAMEWORK.factors if not factor.evidence}
    assert without == {factor.id for factor in FRAMEWORK.factors if factor.kind == "outcome"}
