"""What stands when the same record is sent again, by later files."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from oneplan.engine.store.gathering import gather
from oneplan.engine.store.tables import EVENT, INVOLVEMENT, RELATIONSHIP, Table
from oneplan.engine.store.workspace import Workspace

Row = Mapping[str, Any]
WORKER: Row = {"record_id": "eh:1", "source": "early_help", "worker": "Dee", "from_on": date(2026, 1, 5)}
SEEN: Row = {"event_id": "eh:e1", "record_id": "eh:1", "source": "early_help", "finding": "present"}


def sent(folder: Path, *, involvement: Sequence[Row] = (), event: Sequence[Row] = ()) -> Path:
    folder.mkdir()
    with Workspace.in_memory() as workspace:
        for table, rows in ((RELATIONSHIP, ()), (INVOLVEMENT, involvement), (EVENT, event)):
            workspace.create(table)
            workspace.insert(table.name, [values(table, row) for row in rows])
            workspace.write_parquet(f"SELECT * FROM {table.name}", folder / f"{table.name}.parquet")
    return folder


def values(table: Table, row: Row) -> list[Any]:
    return [row.get(name) for name in table.column_names]


@pytest.fixture
def workspace() -> Workspace:
    return Workspace.in_memory()


def test_a_worker_whose_time_has_ended_since_is_not_still_there(workspace: Workspace, tmp_path: Path) -> None:
    first = sent(tmp_path / "1", involvement=[WORKER])
    second = sent(tmp_path / "2", involvement=[{**WORKER, "to_on": date(2026, 3, 1)}])
    gather(workspace, [first, second])
    assert workspace.rows("SELECT worker, to_on FROM involvement") == [("Dee", date(2026, 3, 1))]


def test_a_worker_who_is_no_longer_named_is_not_still_there(workspace: Workspace, tmp_path: Path) -> None:
    first = sent(tmp_path / "1", involvement=[WORKER])
    second = sent(tmp_path / "2", involvement=[{**WORKER, "worker": "Sam"}])
    gather(workspace, [first, second])
    assert workspace.rows("SELECT worker FROM involvement") == [("Sam",)]


def test_what_ended_is_remembered_when_later_files_no_longer_say_it(workspace: Workspace, tmp_path: Path) -> None:
    first = sent(tmp_path / "1", involvement=[{**WORKER, "to_on": date(2025, 3, 1)}])
    second = sent(tmp_path / "2", involvement=[{**WORKER, "worker": "Sam"}])
    gather(workspace, [first, second])
    assert workspace.rows("SELECT worker FROM involvement ORDER BY 1") == [("Dee",), ("Sam",)]


def test_another_agencys_file_ends_nothing(workspace: Workspace, tmp_path: Path) -> None:
    first = sent(tmp_path / "1", involvement=[WORKER])
    second = sent(tmp_path / "2", involvement=[{**WORKER, "record_id": "hv:1", "source": "health_visiting"}])
    gather(workspace, [first, second])
    assert workspace.value("SELECT count(*) FROM involvement") == 2


def test_an_event_sent_again_counts_once_and_as_it_was_sent_last(workspace: Workspace, tmp_path: Path) -> None:
    first = sent(tmp_path / "1", event=[SEEN])
    second = sent(tmp_path / "2", event=[{**SEEN, "finding": "disputed"}])
    gather(workspace, [first, second])
    assert workspace.rows("SELECT event_id, finding FROM event") == [("eh:e1", "disputed")]
