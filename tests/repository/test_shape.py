"""The house as text, where `.importlinter` cannot look: who opens the vault, who saves, which way keys point."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField

PARTNERSHIP = Path("src/oneplan/partnership")
#: From the top down: an app may know those after it, never those before.
APPS = (
    "rights",
    "reports",
    "boards",
    "scorecard",
    "support",
    "conversations",
    "matrix",
    "voice",
    "strategy",
    "people",
    "feeds",
    "agreements",
    "organisations",
    "audit",
)
#: The only modules of the apps that may open the vault.
OPENS_VAULT = PARTNERSHIP / "people" / "operations"
#: What reads the vault.
VAULT = ("oneplan.engine.vault", "oneplan.engine.people.comparing")
SAVES = {"operations", "models", "tasks"}
SAVING = {"save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create"}

modules = sorted(path for path in PARTNERSHIP.rglob("*.py") if "migrations" not in path.parts)


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_every_app_is_a_known_room() -> None:
    assert {folder.parent.name for folder in PARTNERSHIP.glob("*/apps.py")} <= set(APPS)


def test_only_finding_and_opening_a_person_enters_the_vault() -> None:
    entering = {p for p in modules if any(name.startswith(VAULT) for name in imports_of(p))}
    assert {path.parent for path in entering} == {OPENS_VAULT}


def job_of(path: Path) -> str:
    """Which of an app's modules a file is, or is in: a module that grew is a folder of the same name."""
    return path.relative_to(PARTNERSHIP).with_suffix("").parts[1]


@pytest.mark.parametrize("path", [p for p in modules if p.parent != PARTNERSHIP and job_of(p) not in SAVES], ids=str)
def test_only_operations_save(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in SAVING, f"{path}:{node.lineno} calls .{node.func.attr}()"


def test_foreign_keys_point_down() -> None:
    for config in apps.get_app_configs():
        if not config.name.startswith("oneplan.partnership."):
            continue
        above = set(APPS[: APPS.index(config.label)])
        for model in config.get_models():
            for field in model._meta.get_fields():
                if isinstance(field, ForeignKey | ManyToManyField):
                    assert field.related_model._meta.app_label not in above, f"{model.__name__}.{field.name}"
