"""The plain-Python reference, DuckDB and Spark agree on any history, and nothing is made of nothing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from oneplan.engine.evidence.build import build_by_rules
from oneplan.engine.evidence.rules import FactorRule
from oneplan.engine.matrix.build import build as build_matrix
from oneplan.engine.store.spark import SparkWorkspace
from oneplan.engine.store.workspace import Workspace
from tests.engines import histories
from tests.spec.cases import table_of
from tests.spec.reference.evidence import evidence
from tests.spec.reference.matrix import matrix
from tests.spec.standard import TABLES

Row = dict[str, Any]
FACT = ("person_id", "factor_id", "whose", "finding", "about_person_id", "event_id", "known_to_on", "current_until")
CELL = ("person_id", "factor_id", "whose", "knowledge", "latest_observed_on")


def worked_out(
    workspace: Workspace,
    *,
    events: list[Row],
    people: list[Row],
    members: list[Row],
    rules: Sequence[FactorRule],
    as_of: date,
) -> tuple[list[Row], list[Row]]:
    """Evidence and matrix by the engine's own steps."""
    for name, rows in (("person_event", events), ("person", people), ("family_member", members)):
        workspace.create(TABLES[name], name)
        workspace.insert(name, [[row.get(column) for column in TABLES[name].column_names] for row in rows])
    build_by_rules(workspace, rules=rules, as_of=as_of)
    build_matrix(workspace)
    return table_of(workspace, "evidence"), table_of(workspace, "matrix")


def by_duckdb(
    events: list[Row], people: list[Row], members: list[Row], rules: Sequence[FactorRule], as_of: date
) -> tuple[list[Row], list[Row]]:
    with Workspace.in_memory() as workspace:
        return worked_out(workspace, events=events, people=people, members=members, rules=rules, as_of=as_of)


def as_set(rows: Sequence[Row], columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    return sorted(tuple(str(row[column]) for column in columns) for row in rows)


@settings(max_examples=60, deadline=None)
@given(histories.events, histories.people, histories.members, histories.rules, histories.as_of_days)
def test_the_engines_agree(
    events: list[Row], people: list[Row], members: list[Row], rules: list[FactorRule], as_of: date
) -> None:
    facts = evidence(events=events, people=people, members=members, rules=rules, as_of=as_of)
    found, cells = by_duckdb(events, people, members, rules, as_of)
    assert as_set(found, (*FACT, "is_current")) == as_set(facts, (*FACT, "is_current"))
    assert as_set(cells, CELL) == as_set(matrix(facts), CELL)


@pytest.mark.spark
@settings(max_examples=2, deadline=None, phases=(Phase.generate,))  # each is a dozen of Spark's jobs, so many at once
@given(st.lists(histories.whole, min_size=12, max_size=12), histories.rules, histories.as_of_days)
def test_spark_agrees(many: list[dict[str, list[Row]]], rules: list[FactorRule], as_of: date) -> None:
    given_all = histories.beside_each_other(many)
    found, cells = by_duckdb(**given_all, rules=rules, as_of=as_of)
    with SparkWorkspace.in_memory() as workspace:
        facts, known = worked_out(workspace, **given_all, rules=rules, as_of=as_of)
    assert as_set(facts, (*FACT, "is_current")) == as_set(found, (*FACT, "is_current"))
    assert as_set(known, CELL) == as_set(cells, CELL)


@settings(max_examples=60, deadline=None)
@given(histories.events, histories.people, histories.members, histories.rules, histories.as_of_days)
def test_absence_is_never_asked_and_not_present(
    events: list[Row], people: list[Row], members: list[Row], rules: list[FactorRule], as_of: date
) -> None:
    found, cells = by_duckdb(events, people, members, rules, as_of)
    answered = {(f["person_id"], f["factor_id"], f["whose"]) for f in found if f["finding"] == "not_present"}
    for cell in cells:
        key = (cell["person_id"], cell["factor_id"], cell["whose"])
        assert cell["knowledge"] != "asked_not_present" or key in answered
        assert cell["knowledge"] != "not_known", "not known is the absence of a row"


@settings(max_examples=60, deadline=None)
@given(histories.events, histories.people, histories.members, histories.rules, histories.as_of_days)
def test_what_comes_later_changes_nothing_as_of_an_earlier_day(
    events: list[Row], people: list[Row], members: list[Row], rules: list[FactorRule], as_of: date
) -> None:
    until_then = [e for e in events if e["observed_on"] and max(e["observed_on"], e["received_on"]) <= as_of]
    assert by_duckdb(events, people, members, rules, as_of) == by_duckdb(until_then, people, members, rules, as_of)
