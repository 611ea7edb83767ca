"""Work that does not fit into memory is spilled beside the file it makes, and nothing is left of it."""

from pathlib import Path

import pytest

from oneplan.engine.store.workspace import Workspace

TOO_MUCH = "CREATE TABLE much AS SELECT range AS n, hash(range)::VARCHAR AS text FROM range(3_000_000) ORDER BY text"


def test_the_limit_is_kept_by_spilling_and_the_files_go_with_the_workspace(tmp_path: Path) -> None:
    with Workspace.at(tmp_path / "made.duckdb") as workspace:
        assert workspace.value("SELECT current_setting('memory_limit')") == "1.8 GiB"
        workspace.run("SET memory_limit = '80MB'")
        workspace.run("SET threads = 1")
        workspace.run(TOO_MUCH)
        assert workspace.value("SELECT count(*) FROM much") == 3_000_000
        assert (tmp_path / ".spill").is_dir(), "it was not too much"
        assert workspace.value("SELECT sum(memory_usage_bytes) FROM duckdb_memory()") <= 80_000_000
    assert not [path for path in (tmp_path / ".spill").rglob("*") if path.is_file()]


def test_in_memory_nothing_is_written_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Workspace.in_memory() as workspace:
        workspace.run("SET memory_limit = '40MB'")
        with pytest.raises(Exception, match=r"[Mm]emory"):
            workspace.run(TOO_MUCH)
    assert not list(tmp_path.iterdir())
