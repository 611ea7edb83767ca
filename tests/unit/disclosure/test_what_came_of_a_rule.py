"""A difference between groups of children that was put there shows in a rule's report, and small numbers do not."""

from collections.abc import Iterator

import pytest

from oneplan.definitions.disclosure_rule import read_disclosure_rule
from oneplan.engine.disclosure.prompts import Came, Outcome, what_came_of
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.identifiers import PersonId
from tests.spec.standard import TABLES

CHILDREN = 400


@pytest.fixture
def borough() -> Iterator[Workspace]:
    """Half girls and half boys in two wards; every tenth child has special educational needs."""
    with Workspace.in_memory() as workspace:
        for name in ("person", "matrix"):
            workspace.create(TABLES[name], name)
        people = [
            {
                "person_id": f"p{n}",
                "is_child": True,
                "sex": "FM"[n % 2],
                "ethnicity": "WBRI",
                "ward_name": "Hill" if n < CHILDREN / 2 else "Shore",
                "age": n % 18,
            }
            for n in range(CHILDREN)
        ]
        workspace.insert("person", [[row.get(c) for c in TABLES["person"].column_names] for row in people])
        sen = [[f"p{n}", "special_educational_needs", "child", "present"] for n in range(0, CHILDREN, 10)]
        workspace.insert("matrix", sen)
        yield workspace


def came(workspace: Workspace, outcomes: list[Outcome]) -> dict[tuple[str, str], Came]:
    return {(one.split, one.group): one for one in what_came_of(workspace, outcomes, read_disclosure_rule())}


def test_a_planted_difference_shows(borough: Workspace) -> None:
    boys = [Outcome(PersonId(f"p{n}"), n % 4 == 1, n % 8 == 1, is_wrong=False) for n in range(1, 201, 2)]
    girls = [Outcome(PersonId(f"p{n}"), is_talked=False, is_helped=False, is_wrong=True) for n in range(0, 40, 2)]
    found = came(borough, boys + girls)
    assert (found["sex", "M"].prompts.text, found["sex", "F"].prompts.text) == ("100", "20")
    assert (found["sex", "M"].conversations.text, found["sex", "M"].helped.text) == ("50", "25")
    assert (found["sex", "M"].wrong.text, found["sex", "F"].wrong.text) == ("0", "20")
    assert found["ward", "Shore"].prompts.text == "0"
    assert found["everybody", "all children"].children.text == "400"


def test_small_numbers_are_hidden(borough: Workspace) -> None:
    outcomes = [Outcome(PersonId(f"p{n}"), is_talked=True, is_helped=False, is_wrong=False) for n in (0, 10, 20)]
    found = came(borough, outcomes)
    assert found["send", "recorded"].children.text == "40"
    assert found["send", "recorded"].prompts.is_hidden
    assert found["everybody", "all children"].conversations.is_hidden


def test_a_rule_that_prompted_nobody_has_a_report_of_noughts(borough: Workspace) -> None:
    assert {one.prompts.text for one in came(borough, []).values()} == {"0"}


def test_a_child_with_two_reasons_is_one_child_with_two_reasons(borough: Workspace) -> None:
    twice = [Outcome(PersonId(f"p{n}"), False, False, False) for n in range(20) for _ in range(2)]
    found = came(borough, twice)["everybody", "all children"]
    assert (found.children.text, found.prompts.text) == ("400", "40")
