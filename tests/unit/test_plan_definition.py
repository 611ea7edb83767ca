"""Stockton's plan as facts: whole, sourced, contradictions kept; and a plan that names what it lacks is refused."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from oneplan.definitions.area import load
from oneplan.vocabulary.errors import DefinitionError

FOLDER = Path(__file__).parents[2] / "areas" / "stockton"


def test_the_plan_is_whole() -> None:
    plan = load(FOLDER).plan
    assert [theme.name for theme in plan.themes] == ["Resilience", "Relationships", "Respect", "Response"]
    assert [len(theme.actions) for theme in plan.themes] == [5, 9, 7, 8]
    assert len(plan.outcomes) == 5
    assert plan.parent_strategy and plan.parent_strategy.ambition == "Children and families have a good start"


def test_contradictions_are_kept_and_not_resolved() -> None:
    plan = load(FOLDER).plan
    assert {fact.text for fact in plan.periods} >= {"2019-23", "2019-2024"}
    assert any(fact.text.startswith("Four years") for fact in plan.durations)
    assert any(fact.text.startswith("Five years") for fact in plan.durations)
    assert len(plan.contradictions) == 4


def test_what_was_not_found_is_said() -> None:
    assert any("indicators" in gap.lower() for gap in load(FOLDER).plan.not_found)


def _spoil(plan: dict[str, Any], how: str) -> None:
    if how == "source":
        plan["vision"]["source"] = "hearsay"
    elif how == "body":
        plan["decisions"][0]["body"] = "nobody"
    elif how == "id":
        plan["outcomes"][1]["id"] = plan["outcomes"][0]["id"]
    else:
        plan["decisions"][0]["when"] = "spring"


def test_an_area_of_an_authority_that_there_is_not_is_refused(tmp_path: Path) -> None:
    area = yaml.safe_load((FOLDER / "area.yaml").read_text(encoding="utf-8"))
    shutil.copy(FOLDER / "plan.yaml", tmp_path)
    written = yaml.safe_dump({**area, "authorities": ["999"]}, allow_unicode=True)
    (tmp_path / "area.yaml").write_text(written, encoding="utf-8")
    with pytest.raises(DefinitionError, match="999 is no authority of England"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("how", "told"),
    [("source", "'hearsay' is not among"), ("body", "'nobody' is not among"), ("id", "used twice"), ("date", "when: ")],
)
def test_a_plan_that_names_what_it_lacks_is_refused(tmp_path: Path, how: str, told: str) -> None:
    plan = yaml.safe_load((FOLDER / "plan.yaml").read_text(encoding="utf-8"))
    _spoil(plan, how)
    shutil.copy(FOLDER / "area.yaml", tmp_path)
    (tmp_path / "plan.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    with pytest.raises(DefinitionError, match=told):
        load(tmp_path)
