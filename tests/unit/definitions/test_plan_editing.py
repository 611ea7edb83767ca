"""A part of a plan said anew gives a whole plan, or the reason why it would not hold together."""

from pathlib import Path

import pytest

from oneplan.definitions.plan import Aspect, Plan, Status, as_yaml, from_yaml
from oneplan.definitions.plan_changes import PlanChange, changes_between
from oneplan.definitions.plan_editing import (
    kind_of,
    moved_up,
    part_at,
    with_added,
    with_part,
    with_version,
    without_part,
)
from oneplan.definitions.plan_parts import Action, Fact, Source, Theme, Version
from oneplan.definitions.reading import read
from oneplan.vocabulary.errors import DefinitionError

AREAS = sorted((Path(__file__).parents[3] / "areas").glob("*/plan.yaml"))


@pytest.fixture
def plan() -> Plan:
    return read(next(path for path in AREAS if path.parent.name == "stockton"), Plan)


@pytest.mark.parametrize("path", AREAS, ids=lambda path: str(path.parent.name))
def test_every_priority_is_tagged_with_the_aspects_of_the_act(path: Path) -> None:
    plan = read(path, Plan)
    untagged = [one.text for theme in plan.themes for one in theme.priorities if not one.aspects]
    untagged += [one.text for one in plan.outcomes if not (one.aspects or (plan.themes and plan.themes[0].aspects))]
    assert untagged == []


def test_stocktons_priority_actions_are_tagged_too(plan: Plan) -> None:
    assert [one.id for theme in plan.themes for one in theme.actions if not one.aspects] == []
    assert {aspect for theme in plan.themes for one in theme.actions for aspect in one.aspects} == set(Aspect)


@pytest.mark.parametrize(
    ("way", "kind"),
    [
        ("title", str),
        ("vision", Fact),
        ("drivers", Fact),
        ("drivers.0", Fact),
        ("themes.2", Theme),
        ("themes.2.actions.1", Action),
        ("sources.draft", Source),
        ("not_found.0", str),
        ("id", None),
        ("encoded_on", None),
        ("nothing", None),
        ("themes.one", None),
        ("themes.0.nothing", None),
        ("title.0", None),
        ("", None),
    ],
)
def test_what_kind_of_part_is_there(way: str, kind: type | None) -> None:
    assert kind_of(way) is kind


def test_a_part_is_said_anew_and_what_it_holds_besides_stays(plan: Plan) -> None:
    changed = with_part(plan, "themes.0", {"name": "Strength", "aim": "", "aspects": ["education"]})
    assert (changed.themes[0].name, changed.themes[0].aspects) == ("Strength", (Aspect.EDUCATION,))
    assert changed.themes[0].actions == plan.themes[0].actions
    assert with_part(plan, "title", "Another").title == "Another"
    assert with_part(plan, "drivers.1", {"source": ""}).drivers[1] == plan.drivers[1]


def test_parts_are_added_removed_and_moved(plan: Plan) -> None:
    added = with_added(plan, "themes.1.actions", {"text": "Something new", "id": "STK-REL-10", "category": ""})
    assert added.themes[1].actions[-1] == Action(text="Something new", id="STK-REL-10")
    assert without_part(added, "themes.1.actions.9") == plan
    assert with_added(plan, "sources", {"title": "A paper", "body": "Us", "dated": "2026"}, "paper").sources["paper"]
    moved = moved_up(plan, "outcomes.1")
    assert [one.id for one in moved.outcomes[:2]] == ["STK-O2", "STK-O1"]
    assert moved_up(moved, "outcomes.1") == plan
    assert moved_up(plan, "outcomes.0") == plan


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda plan: without_part(plan, "sources.draft"), "the source 'draft' is not among the sources"),
        (lambda plan: without_part(plan, "bodies.0"), "the body 'cypp' is not among the bodies"),
        (lambda plan: with_added(plan, "outcomes", {"text": "Again", "id": "STK-O1"}), "an id is used twice"),
        (lambda plan: without_part(plan, "themes.2"), "the part 'respect' is not among the parts"),
    ],
)
def test_what_would_not_hold_together_is_refused_with_the_reason(plan: Plan, change: object, said: str) -> None:
    with pytest.raises(DefinitionError, match=said):
        change(plan)  # type: ignore[operator]


def test_a_version_adopted_supersedes_the_one_before_and_themes_go_on() -> None:
    york = read(next(path for path in AREAS if path.parent.name == "york"), Plan)
    adopted = with_version(york, Version(text="First", id="one", status=Status.ADOPTED, when="2026-10-15"))
    again = with_version(adopted, Version(text="Second", id="two", status=Status.ADOPTED, when="2027-10-15"))
    assert [one.status for one in again.versions] == ["draft", "consulted", "superseded", "adopted"]
    assert again.themes[0].versions == ("final", "one", "two")


def test_a_plan_written_and_read_again_is_the_same(plan: Plan) -> None:
    assert from_yaml(as_yaml(plan)) == plan
    with pytest.raises(DefinitionError, match="The file cannot be read as YAML"):
        from_yaml("a: [")
    with pytest.raises(DefinitionError, match="authority: Field required"):
        from_yaml("id: somebody")


def test_every_difference_is_told_where_it_is(plan: Plan) -> None:
    changed = with_part(plan, "themes.1.actions.2", {"text": "A better offer"})
    changed = without_part(with_part(changed, "title", "Another"), "drivers.0")
    changed = with_added(changed, "cohorts", {"text": "Care leavers"})
    assert set(changes_between(plan, changed)) == {
        PlanChange(("title",), "Children and Young People Strategy", "Another"),
        PlanChange(("drivers",), "A long-term commitment, backed by delivery plans each year", ""),
        PlanChange(("cohorts",), "", "Care leavers"),
        PlanChange(
            ("themes", "Relationships", "actions", "A better offer", "text"),
            "A community offer that supports parents",
            "A better offer",
        ),
    }
    assert changes_between(plan, plan) == ()
    assert part_at(changed, "cohorts.0") == {"text": "Care leavers"}
