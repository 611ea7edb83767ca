"""Whatever moment a build is killed at, readers see the old snapshot whole or the new one whole."""

import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from oneplan.engine.store.home import DataHome
from oneplan.engine.store.snapshot import SnapshotReader, building, current_snapshot
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.errors import NoSnapshot

# A build that kills itself with SIGKILL at the nth file operation that could matter.
BUILD_KILLED_AT = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    root, stop_at = Path(sys.argv[1]), int(sys.argv[2])
    step = 0
    WATCHED = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "open"}
    def hook(event, args):
        global step
        if event in WATCHED and str(root) in str(args[0]):
            step += 1
            if step == stop_at:
                os.kill(os.getpid(), signal.SIGKILL)
    from oneplan.engine.store.home import DataHome
    from oneplan.engine.store.snapshot import building
    from oneplan.engine.store.workspace import Workspace
    sys.addaudithook(hook)
    with building(DataHome(root), "new") as files:
        with Workspace.at(files.record) as workspace:
            workspace.run("CREATE TABLE fact AS SELECT 'new' AS told FROM range(1000)")
        (files.folder / "manifest.json").write_text("{}")
    """
)


def build(home: DataHome, name: str) -> None:
    with building(home, name) as files:
        with Workspace.at(files.record) as workspace:
            workspace.run(f"CREATE TABLE fact AS SELECT '{name}' AS told FROM range(1000)")
        (files.folder / "manifest.json").write_text("{}")


def told(home: DataHome) -> tuple[str, int]:
    with SnapshotReader(home).open() as workspace:
        (row,) = workspace.rows("SELECT any_value(told), count(*) FROM fact")
    return row


def test_killed_at_every_step_the_old_or_the_new_snapshot_serves_whole(tmp_path: Path) -> None:
    outcomes: list[str] = []
    for stop_at in range(1, 60):
        root = tmp_path / str(stop_at)
        home = DataHome(root)
        build(home, "old")
        ended = subprocess.run([sys.executable, "-c", BUILD_KILLED_AT, str(root), str(stop_at)], check=False)
        serving, rows = told(home)
        assert rows == 1000
        outcomes.append(serving)
        if ended.returncode == 0:
            assert serving == "new"
            break
        assert ended.returncode == -signal.SIGKILL
        build(home, "new")  # a killed build never stands in the way of the next
        assert told(home) == ("new", 1000)
    else:
        pytest.fail("the build never ran to its end, so not every step was tried")
    assert len(outcomes) > 8, "too few steps were watched for this test to mean anything"
    assert outcomes == sorted(outcomes, key=["old", "new"].index), "once the new one serves, it keeps serving"


def test_an_error_while_building_leaves_the_old_snapshot_and_no_remains(tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    build(home, "old")
    with pytest.raises(ZeroDivisionError), building(home, "new"):
        _ = 1 / 0
    assert told(home) == ("old", 1000)
    assert [f.name for f in home.snapshots.iterdir() if f.is_dir()] == ["old"]


def test_a_reader_notices_a_swap_and_a_reading_in_progress_is_not_disturbed(tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    build(home, "old")
    reader = SnapshotReader(home)
    with reader.open() as before:
        build(home, "new")
        with reader.open() as after:
            assert before.value("SELECT any_value(told) FROM fact") == "old"
            assert after.value("SELECT any_value(told) FROM fact") == "new"


def test_before_the_first_refresh_the_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot, match="Load files, then run"):
        current_snapshot(DataHome(tmp_path))


def test_private_rooms_are_closed_to_other_accounts(tmp_path: Path) -> None:
    home = DataHome(tmp_path / "home")
    for room in (home.vault, home.submissions, home.snapshots, home.keys, home.models, home.root):
        assert room.stat().st_mode & 0o077 == 0
