"""Names, numbers and addresses are in the vault and in no other file: not as values, and not as bytes."""

from pathlib import Path

import pytest

from oneplan.engine.store.snapshot import RECORD_FILE, VAULT_FILE
from oneplan.engine.store.workspace import Workspace, sql_for_parquet
from tests.fixtures.small_borough import SmallBorough, small_borough

#: Who the small borough's people are. The agencies' own names for records are not among them.
CANARIES = ("Marlow", "Elm Rise", "TS18 9AA", "A808000000001", "B808000000002", "Quill")


@pytest.fixture(scope="module")
def borough(tmp_path_factory: pytest.TempPathFactory) -> SmallBorough:
    return small_borough(tmp_path_factory.mktemp("zones"), with_police=True)


def files_outside_the_vault(borough: SmallBorough) -> list[Path]:
    root = borough.home.root
    return [
        path
        for path in root.rglob("*")
        if path.is_file() and path.name != VAULT_FILE and borough.home.vault not in path.parents
    ]


def texts_in(workspace: Workspace, table: str) -> set[str]:
    """Every text that a table holds, in any column."""
    return {str(value) for row in workspace.rows(f"SELECT * FROM {table}") for value in row if value is not None}


def holding(texts: set[str]) -> list[str]:
    return [canary for canary in CANARIES if any(canary.casefold() in text.casefold() for text in texts)]


def test_the_vault_holds_them(borough: SmallBorough) -> None:
    """Or the others would prove nothing."""
    [vault] = borough.home.snapshots.rglob(VAULT_FILE)
    with Workspace.read_only(vault) as workspace:
        assert holding(texts_in(workspace, "identity")) == list(CANARIES)


def test_no_table_of_the_record_holds_one(borough: SmallBorough) -> None:
    [record] = borough.home.snapshots.rglob(RECORD_FILE)
    with Workspace.read_only(record) as workspace:
        tables = [name for (name,) in workspace.rows("SELECT table_name FROM duckdb_tables() ORDER BY 1")]
        assert "person_involvement" in tables
        found = {table: holding(texts_in(workspace, table)) for table in tables}
    assert {table: held for table, held in found.items() if held} == {}


def test_no_submission_outside_the_vault_holds_one(borough: SmallBorough) -> None:
    parquets = sorted(borough.home.submissions.rglob("*.parquet"))
    assert parquets
    with Workspace.in_memory() as workspace:
        found = {path.name: holding(texts_in(workspace, sql_for_parquet(path))) for path in parquets}
    assert {name: held for name, held in found.items() if held} == {}


def test_no_file_outside_the_vault_holds_one_as_bytes(borough: SmallBorough) -> None:
    files = files_outside_the_vault(borough)
    assert any(path.name == RECORD_FILE for path in files)
    for path in files:
        content = path.read_bytes()
        assert [one for one in CANARIES if one.encode() in content] == [], path.name


def test_nothing_is_left_where_large_steps_spill(borough: SmallBorough) -> None:
    assert [path for path in borough.home.root.rglob("*") if ".spill" in path.name or path.suffix == ".tmp"] == []
