"""Identities of every submission, in one table."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from oneplan.engine.store.tables import IDENTITY
from oneplan.engine.store.workspace import Workspace
from oneplan.engine.vault.gather import gather_identities


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with Workspace.in_memory() as made:
        made.run("ATTACH ':memory:' AS vault")
        yield made


def submission(folder: Path, *rows: dict[str, object]) -> Path:
    """A vault folder that holds these identities."""
    folder.mkdir()
    with Workspace.in_memory() as workspace:
        workspace.create(IDENTITY)
        workspace.insert("identity", [[row.get(column) for column in IDENTITY.column_names] for row in rows])
        workspace.write_parquet("SELECT * FROM identity", folder / "identity.parquet")
    return folder


def test_a_record_sent_again_replaces_what_was_sent_before(workspace: Workspace, tmp_path: Path) -> None:
    first = submission(tmp_path / "1", {"record_id": "a:1", "family_name": "Reed", "seen_on": date(2026, 9, 1)})
    second = submission(
        tmp_path / "2",
        {"record_id": "a:1", "family_name": "Stone", "seen_on": date(2026, 1, 1)},
        {"record_id": "a:2", "family_name": "Marsh"},
    )
    gather_identities(workspace, [first, second])
    assert workspace.rows("SELECT record_id, family_name FROM vault.identity") == [("a:1", "Stone"), ("a:2", "Marsh")]


def test_of_one_submission_the_row_seen_last_counts(workspace: Workspace, tmp_path: Path) -> None:
    sent = submission(
        tmp_path / "1",
        {"record_id": "a:1", "family_name": "Reed", "seen_on": date(2026, 9, 1)},
        {"record_id": "a:1", "family_name": "Stone", "seen_on": date(2026, 1, 1)},
    )
    gather_identities(workspace, [sent])
    assert workspace.rows("SELECT family_name FROM vault.identity") == [("Reed",)]


def test_without_submissions_the_tables_are_there_and_empty(workspace: Workspace) -> None:
    gather_identities(workspace, [])
    assert workspace.rows("FROM vault.identity") == []
    assert workspace.rows("FROM vault.postcode_ward") == []


def test_what_was_received_since_is_put_on_top_of_what_the_vault_holds(workspace: Workspace, tmp_path: Path) -> None:
    first = submission(tmp_path / "1", {"record_id": "a:1", "family_name": "Reed"}, {"record_id": "a:2"})
    second = submission(tmp_path / "2", {"record_id": "a:1", "family_name": "Stone"}, {"record_id": "a:3"})
    gather_identities(workspace, [first])
    assert not workspace.has_table("identity_change")
    gather_identities(workspace, [second], is_all=False)
    names = workspace.rows("SELECT record_id, family_name FROM vault.identity ORDER BY 1")
    assert names == [("a:1", "Stone"), ("a:2", None), ("a:3", None)]
    assert workspace.rows("FROM identity_change ORDER BY 1") == [("a:1",), ("a:3",)]
    workspace.run("DROP TABLE identity_change")
    gather_identities(workspace, [second])
    assert workspace.rows("SELECT record_id FROM vault.identity ORDER BY 1") == [("a:1",), ("a:3",)]
    assert workspace.rows("FROM identity_change") == [("a:2",)]
