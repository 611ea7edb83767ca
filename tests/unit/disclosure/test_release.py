"""What may be said of a place is sealed: changed, or made by another rule, it is not read."""

from collections.abc import Iterator

import pytest

from oneplan.definitions.disclosure_rule import read_disclosure_rule
from oneplan.engine.disclosure.release import OTHERS, build, released
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.errors import NotPassed

RULE = read_disclosure_rule()


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    """Three wards, one of them tiny, and one cause."""
    with Workspace.in_memory() as workspace:
        workspace.run("CREATE TABLE place_factor AS SELECT 'missing' AS factor_id, 58 AS children, 1240 AS population")
        workspace.run("""
            CREATE TABLE place_factor_ward AS SELECT 'missing' AS factor_id, * FROM (VALUES
                ('A', 'Ash', 31, 600), ('B', 'Beech', 24, 500), ('C', 'Cherry', 2, 40), (NULL, NULL, 1, 100)
            ) AS ward(ward, ward_name, children, population)
        """)
        workspace.run("CREATE TABLE place_part (split VARCHAR, part VARCHAR, part_name VARCHAR, population BIGINT)")
        workspace.run(
            "CREATE TABLE place_factor_part (factor_id VARCHAR, split VARCHAR, part VARCHAR, children BIGINT)"
        )
        workspace.run("CREATE TABLE place_pair (cause_id VARCHAR, symptom_id VARCHAR, children BIGINT)")
        workspace.run("CREATE TABLE place_unmet (factor_id VARCHAR, children BIGINT)")
        yield workspace


def test_parts_that_are_too_small_stand_together(workspace: Workspace) -> None:
    build(workspace, RULE)
    parts = {one.part: (one.children, one.population) for one in released(workspace, RULE) if one.topic == "part"}
    assert parts == {"A": ("30", "600"), "B": ("25", "500"), OTHERS: ("*", "140")}


def test_a_number_that_was_changed_since_is_not_read(workspace: Workspace) -> None:
    build(workspace, RULE)
    assert released(workspace, RULE)
    workspace.run("UPDATE released_count SET children = '57' WHERE topic = 'whole'")
    with pytest.raises(NotPassed, match="not passed disclosure control"):
        released(workspace, RULE)


def test_numbers_made_by_another_rule_are_not_read(workspace: Workspace) -> None:
    build(workspace, RULE)
    with pytest.raises(NotPassed):
        released(workspace, RULE.model_copy(update={"version": RULE.version + 1}))


def test_without_a_pass_nothing_is_read(workspace: Workspace) -> None:
    build(workspace, RULE)
    workspace.run("DELETE FROM released_pass")
    with pytest.raises(NotPassed):
        released(workspace, RULE)


def test_of_a_place_with_too_few_children_nothing_is_shown(workspace: Workspace) -> None:
    workspace.run("UPDATE place_factor SET population = 99")
    build(workspace, RULE)
    assert {(one.topic, one.children, one.population) for one in released(workspace, RULE)} == {("whole", "c", "c")}
