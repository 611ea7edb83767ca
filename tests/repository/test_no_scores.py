"""No score, rank, rating or count of factors for a person or a family: in the data, in the code, in the pages."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import get_type_hints

import pytest
from django.apps import apps
from django.db.models import DateField, DecimalField, FloatField, IntegerField, Model
from django.urls import URLResolver, get_resolver

from oneplan.definitions.framework import read_framework
from oneplan.engine.evidence.build import build as build_evidence
from oneplan.engine.indicators.places import build as build_places
from oneplan.engine.matrix import build as matrix_step
from oneplan.engine.matrix.reading import Cell, EvidenceItem
from oneplan.engine.prompts.build import PROMPT, PROMPT_FACT
from oneplan.engine.store.workspace import Workspace
from tests.spec.standard import TABLES

NUMBERS = ("INT", "DOUBLE", "FLOAT", "DECIMAL", "REAL")
ABOUT_PEOPLE = ("evidence", "matrix")
ROOMS = (
    "engine/evidence",
    "engine/matrix",
    "engine/people",
    "engine/prompts",
    "partnership/matrix",
    "partnership/conversations",
    "partnership/people",
)
#: Words for a sum over a person, wherever they stand in a name.
SUMS = re.compile(
    r"(^|_)(score|scores|scored|scoring|rank|ranks|ranking|rating|ratings|severity|rag|ace_count|risk_level)(_|$)"
    r"|(factor|cause|symptom|strength|cell|evidence|adversit\w+)s?_(count|total|number)(_|$)"
    r"|(count|number|total)_of_(factor|cause|symptom|strength|adversit\w+)",
    re.IGNORECASE,
)
#: SQL that adds up over a person or a family, or orders people by what is known of them.
SUMS_IN_SQL = re.compile(
    r"(count|sum|avg)\s*\((?!\*\)\s+AS\s+(children|population)\b)[^)]*\)[^;]*GROUP\s+BY\s+(\w+\.)?(person_id|family_id)\b"
    r"|ORDER\s+BY\s+(count|sum|avg)\s*\(",
    re.IGNORECASE | re.DOTALL,
)
#: What is known of people: SQL that reads these may count children of a place, never facts of a person.
READS_KNOWLEDGE = re.compile(r"(FROM|JOIN)\s+(\w+\.)?(evidence|matrix|person_event|event)\b", re.IGNORECASE)
#: An order by what is known, or by how it is known.
ORDERED_BY_KNOWLEDGE = re.compile(r"ORDER\s+BY[^;()]*\b(knowledge|finding|certainty)\b", re.IGNORECASE)
#: Numbers that add nothing up: parts of a date as somebody remembers it, and which version of a rule.
NO_SUMS = {"year", "month", "day", "rule_version"}
#: What leaves the house with people in it, and the papers made about them.
EXPORTS = (
    Path("src/oneplan/engine/sources/ssd_export.py"),
    Path("src/oneplan/engine/sources/own_records/submission.py"),
    Path("src/oneplan/partnership/conversations/presenters/letters.py"),
    Path("src/oneplan/partnership/matrix/presenters/timeline.py"),
)
#: A published questionnaire's name, kept as the returns name it; no factor rests on it.
PUBLISHED = {"SDQ_SCORE", "sdq_score"}


@pytest.fixture
def snapshot() -> Iterator[Workspace]:
    with Workspace.in_memory() as workspace:
        for name in ("person_event", "person", "family_member"):
            workspace.create(TABLES[name], name)
        build_evidence(workspace, framework=read_framework(), as_of=date(2026, 9, 30))
        matrix_step.build(workspace)
        build_places(workspace)
        yield workspace


def columns_of(workspace: Workspace) -> list[tuple[str, str, str]]:
    return workspace.rows("SELECT table_name, column_name, data_type FROM information_schema.columns")


def test_no_table_about_people_holds_a_number_of_them(snapshot: Workspace) -> None:
    for table, column, kind in columns_of(snapshot):
        if table in ABOUT_PEOPLE:
            assert not kind.upper().startswith(NUMBERS), f"{table}.{column} could hold a score"


def test_tables_of_counts_hold_no_person_or_family(snapshot: Workspace) -> None:
    columns: dict[str, set[str]] = {}
    for table, column, _ in columns_of(snapshot):
        columns.setdefault(table, set()).add(column)
    for table in ("place_factor", "place_factor_ward"):
        assert columns[table].isdisjoint({"person_id", "family_id", "record_id", "about_person_id"})


def test_no_column_is_named_as_a_sum(snapshot: Workspace) -> None:
    assert not [column for _, column, _ in columns_of(snapshot) if SUMS.search(column)]


@pytest.mark.parametrize("shape", [Cell, EvidenceItem])
def test_what_is_read_of_a_child_has_no_number(shape: type) -> None:
    kinds = get_type_hints(shape)
    assert not [field.name for field in fields(shape) if kinds[field.name] in (int, float)]


def python_files() -> list[Path]:
    return [path for room in ROOMS for path in sorted(Path("src/oneplan", room).rglob("*.py"))]


def names_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
                yield name
            case ast.Name(id=name) | ast.Attribute(attr=name):
                yield name


def texts_in(tree: ast.AST) -> Iterator[str]:
    """Every text in the code; one with places to fill is one text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield " ".join(part.value for part in node.values if isinstance(part, ast.Constant))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_name_in_the_code_about_people_is_a_sum() -> None:
    assert python_files()
    for path in python_files():
        found = {name for name in names_in(ast.parse(path.read_text("utf-8"))) if SUMS.search(name)}
        assert found <= PUBLISHED, f"{path}: {found}"


def test_no_sql_over_what_is_known_adds_up_over_a_person_or_orders_by_a_sum() -> None:
    read = 0
    for path in Path("src/oneplan").rglob("*.py"):
        for text in texts_in(ast.parse(path.read_text("utf-8"))):
            if READS_KNOWLEDGE.search(text):
                read += 1
                assert not SUMS_IN_SQL.search(text), path
    assert read, "the SQL that reads evidence was not found, so nothing was checked"


@pytest.mark.parametrize("app", ["matrix", "conversations"])
def test_no_page_about_people_prints_a_length_or_a_sum(app: str) -> None:
    for path in sorted(Path("src/oneplan/partnership", app).rglob("*.html")):
        printed = re.findall(r"\{\{[^}]*(?:\|\s*(?:length|count|sum)\b|loop\.length)[^}]*\}\}", path.read_text("utf-8"))
        assert not printed, f"{path} prints {printed}"


def models_about_people() -> list[type[Model]]:
    ours = [one for one in apps.get_models() if one.__module__.startswith("oneplan.")]
    return [one for one in ours if any(field.name == "person_id" for field in one._meta.get_fields())]


def test_nothing_stored_about_a_person_is_a_number_but_parts_of_dates_and_versions() -> None:
    assert models_about_people()
    for model in models_about_people():
        numbers = {
            field.name
            for field in model._meta.get_fields()
            if isinstance(field, IntegerField | FloatField | DecimalField) and not field.primary_key
        }
        assert numbers <= NO_SUMS, f"{model.__name__}: {numbers - NO_SUMS}"


def test_rows_about_people_are_put_in_order_by_dates_and_in_the_order_of_writing_alone() -> None:
    for model in models_about_people():
        for name in model._meta.ordering:
            field = model._meta.get_field(str(name).lstrip("-"))
            assert field.primary_key or isinstance(field, DateField), f"{model.__name__} is ordered by {name}"


def test_no_reason_to_talk_holds_a_number_but_its_rules_version() -> None:
    for table in (PROMPT, PROMPT_FACT):
        assert {name for name, kind in table.columns if kind.startswith(NUMBERS)} <= NO_SUMS, table.name


def test_no_list_of_people_is_ordered_by_what_is_known_of_them() -> None:
    looked = 0
    for path in python_files():
        for text in texts_in(ast.parse(path.read_text("utf-8"))):
            looked += "ORDER BY" in text
            assert not ORDERED_BY_KNOWLEDGE.search(text), path
    assert looked, "no SQL that orders anything was found, so nothing was checked"


def test_what_is_exported_about_people_holds_no_sum() -> None:
    for path in EXPORTS:
        tree = ast.parse(path.read_text("utf-8"))
        assert not [name for name in names_in(tree) if SUMS.search(name)], path
        assert not [text for text in texts_in(tree) if SUMS_IN_SQL.search(text)], path


def test_no_address_asks_for_a_sum_or_an_order_by_one() -> None:
    for pattern in addresses(get_resolver()):
        assert not SUMS.search(pattern.replace("-", "_").replace("/", "_")), pattern


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, before + str(pattern.pattern))
        else:
            yield before + str(pattern.pattern)


@pytest.mark.parametrize("bad", ["ORDER BY knowledge, person_id", "ORDER BY observed_on, certainty DESC"])
def test_an_order_by_what_is_known_is_caught(bad: str) -> None:
    assert ORDERED_BY_KNOWLEDGE.search(bad)


@pytest.mark.parametrize("bad", ["risk_score", "factor_count", "ace_count", "number_of_causes", "severity_sort", "rag"])
def test_the_names_are_caught(bad: str) -> None:
    assert SUMS.search(bad)


@pytest.mark.parametrize(
    "bad",
    [
        "SELECT person_id, count(*) FROM matrix GROUP BY person_id",
        "SELECT m.person_id, count(DISTINCT factor_id) AS n FROM matrix m GROUP BY m.person_id",
        "SELECT person_id FROM matrix GROUP BY factor_id, person_id ORDER BY count(*) DESC",
    ],
)
def test_the_sql_is_caught(bad: str) -> None:
    assert SUMS_IN_SQL.search(bad)
