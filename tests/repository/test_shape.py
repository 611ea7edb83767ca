"""The house as text: apps of one shape, keys that point down, modules that import to the right."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField

PARTNERSHIP = Path("src/oneplan/partnership")
#: From the top down: an app may know those after it, never those before.
APPS = (
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
#: From the left: a module may import those to its right in its own app.
MODULES = ["urls", "views", "presenters", "forms", "operations", "tasks", "queries", "permissions", "models", "rules"]
SIDE_BY_SIDE = ({"presenters", "forms"}, {"queries", "permissions"}, {"operations", "tasks"})
ALLOWED = {*MODULES, "apps", "__init__"}
#: The only modules that may enter the engine, and the only one that may open the vault.
ENTER_ENGINE = {"queries", "operations", "tasks"}
OPEN_VAULT = PARTNERSHIP / "people" / "operations.py"

built = sorted(folder.name for folder in PARTNERSHIP.iterdir() if (folder / "apps.py").is_file())


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def modules_of(app: str) -> list[Path]:
    return sorted(path for path in (PARTNERSHIP / app).rglob("*.py") if "migrations" not in path.parts)


def test_every_app_is_a_known_room() -> None:
    assert set(built) <= set(APPS)


@pytest.mark.parametrize("app", built)
def test_an_app_has_the_modules_of_an_app_and_no_others(app: str) -> None:
    assert {path.stem for path in (PARTNERSHIP / app).glob("*.py")} <= ALLOWED


@pytest.mark.parametrize("app", built)
def test_apps_import_downwards_only(app: str) -> None:
    above = set(APPS[: APPS.index(app)])
    for path in modules_of(app):
        for name in imports_of(path):
            if name.startswith("oneplan.partnership."):
                assert name.split(".")[2] not in above, f"{path} imports {name}"


@pytest.mark.parametrize("app", built)
def test_modules_import_to_the_right_only(app: str) -> None:
    for path in modules_of(app):
        if path.stem not in MODULES:
            continue
        left = set(MODULES[: MODULES.index(path.stem)])
        beside = next((group - {path.stem} for group in SIDE_BY_SIDE if path.stem in group), set())
        for name in imports_of(path):
            parts = name.split(".")
            if parts[:3] == ["oneplan", "partnership", app] and len(parts) > 3:
                assert parts[3] not in left | beside, f"{path} imports {name}"


@pytest.mark.parametrize("app", built)
def test_the_engine_is_entered_only_where_it_may_be(app: str) -> None:
    for path in modules_of(app):
        entered = {name for name in imports_of(path) if name.startswith("oneplan.engine")}
        if path.stem not in ENTER_ENGINE:
            assert not entered, f"{path} enters the engine by {sorted(entered)}"
        if path != OPEN_VAULT:
            assert not {name for name in entered if name.startswith("oneplan.engine.vault")}, f"{path} opens the vault"


@pytest.mark.parametrize("app", built)
def test_rules_know_no_django_and_no_database(app: str) -> None:
    path = PARTNERSHIP / app / "rules.py"
    if path.is_file():
        assert not {name for name in imports_of(path) if name.split(".")[0] == "django"}


@pytest.mark.parametrize("app", built)
def test_only_operations_save(app: str) -> None:
    saving = {"save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create"}
    for path in modules_of(app):
        if path.stem in {"operations", "models", "tasks"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in saving:
                pytest.fail(f"{path}:{node.lineno} calls .{node.func.attr}(): only operations save")


def test_splink_stays_in_linkage() -> None:
    for path in Path("src/oneplan").rglob("*.py"):
        if "linkage" not in path.parts:
            assert not {name for name in imports_of(path) if name.split(".")[0] == "splink"}, path


def test_foreign_keys_point_down() -> None:
    for config in apps.get_app_configs():
        if not config.name.startswith("oneplan.partnership."):
            continue
        above = set(APPS[: APPS.index(config.label)])
        for model in config.get_models():
            for field in model._meta.get_fields():
                if isinstance(field, ForeignKey | ManyToManyField):
                    assert field.related_model._meta.app_label not in above, f"{model.__name__}.{field.name}"
