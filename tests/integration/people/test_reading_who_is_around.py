"""Reading who is around a child from the tables that the family step leaves behind."""

from collections.abc import Iterator
from datetime import date

import pytest

from oneplan.engine.people.reading import children_among, involvements_of, relatives_of
from oneplan.engine.store.tables import INVOLVEMENT, RELATIONSHIP
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.family import SaidTie, Tie
from oneplan.vocabulary.identifiers import PersonId

ADA, BO, MUM, LODGER, STRANGER = map(PersonId, ("ada", "bo", "mum", "lodger", "stranger"))


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with Workspace.in_memory() as made:
        made.run("CREATE TABLE person (person_id VARCHAR, is_child BOOLEAN)")
        made.insert("person", [(ADA, True), (BO, True), (MUM, False), (LODGER, None), (STRANGER, True)])
        made.run("CREATE TABLE family_member (family_id VARCHAR, person_id VARCHAR, role VARCHAR)")
        roles = [(ADA, "child"), (BO, "child"), (MUM, "parent"), (LODGER, "adult")]
        made.insert("family_member", [("f1", who, role) for who, role in roles] + [("f2", STRANGER, "child")])
        ties = f"CREATE TABLE person_relationship ({RELATIONSHIP.ddl}, person_id VARCHAR, other_person_id VARCHAR)"
        made.run(ties)
        made.run(f"CREATE TABLE person_involvement ({INVOLVEMENT.ddl}, person_id VARCHAR)")
        yield made


def test_a_relative_comes_with_who_said_what_they_are(workspace: Workspace) -> None:
    since = date(2015, 5, 4)
    workspace.insert(
        "person_relationship",
        [
            ("r1", "r2", "parent_of", "early_help", since, None, MUM, ADA),
            ("r1", "r2", "parent_of", "early_help", since, None, MUM, ADA),  # sent twice
            ("r3", "r4", "carer_of", "health_visiting", None, None, MUM, ADA),
            ("r5", "r6", "sibling_of", "early_help", None, None, ADA, BO),
        ],
    )
    family = {one.person_id: one for one in relatives_of(workspace, ADA)}
    assert set(family[MUM].said) == {
        SaidTie(Tie.PARENT, "early_help", since),
        SaidTie(Tie.CARER, "health_visiting", None),
    }
    assert [said.tie for said in family[BO].said] == [Tie.BROTHER_OR_SISTER]


def test_a_shared_home_alone_says_no_tie(workspace: Workspace) -> None:
    family = {one.person_id: one for one in relatives_of(workspace, ADA)}
    assert family[LODGER].said == ()
    assert family[LODGER].is_child is None


def test_the_family_is_nobody_else_and_not_the_child(workspace: Workspace) -> None:
    assert {one.person_id for one in relatives_of(workspace, ADA)} == {BO, MUM, LODGER}


def test_a_young_parents_child_is_a_son_or_daughter(workspace: Workspace) -> None:
    workspace.insert("person_relationship", [("r1", "r2", "parent_of", "early_help", None, None, ADA, BO)])
    family = {one.person_id: one for one in relatives_of(workspace, ADA)}
    assert [said.tie for said in family[BO].said] == [Tie.SON_OR_DAUGHTER]


def test_only_children_have_a_record_to_open(workspace: Workspace) -> None:
    assert children_among(workspace, [ADA, MUM, LODGER, PersonId("nobody")]) == {ADA}


def test_an_involvement_sent_twice_is_told_once(workspace: Workspace) -> None:
    row = (
        "x",
        "early_help",
        "stockton-council",
        "North",
        None,
        "Dee Marsh",
        None,
        "01",
        "early_help",
        None,
        None,
        None,
    )
    workspace.insert("person_involvement", [(*row, ADA), ("y", *row[1:], ADA), (*row, BO)])
    around = involvements_of(workspace, [ADA, MUM])
    assert [one.worker for one in around[ADA]] == ["Dee Marsh"]
    assert around[ADA][0].is_lead is False
    assert set(around) == {ADA}
