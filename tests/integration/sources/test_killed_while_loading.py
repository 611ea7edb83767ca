"""Killed at each write, commit and rename in turn, a delivery is wholly there or wholly not."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pyarrow.parquet

from oneplan.engine.sources.load import load
from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from tests.integration.sources.conftest import RECEIVED

#: A load that kills itself just before the nth time that it writes, syncs, renames or removes a file.
LOAD_KILLED_AT = textwrap.dedent(
    """
    import os, shutil, signal, sys
    from datetime import date
    from pathlib import Path
    from oneplan.engine.sources import submissions
    from oneplan.engine.sources.load import load
    from oneplan.engine.store import files
    from oneplan.engine.store.home import DataHome
    from oneplan.engine.store.workspace import Workspace
    done = 0
    def counted(function):
        def call(*given, **named):
            global done
            done += 1
            if done == int(sys.argv[3]):
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*given, **named)
        return call
    Workspace.write_parquet = counted(Workspace.write_parquet)
    Path.write_text = counted(Path.write_text)
    Path.rename = counted(Path.rename)
    files.sync = counted(files.sync)
    shutil.rmtree = counted(shutil.rmtree)
    load(DataHome(Path(sys.argv[1])), "postcodes", [Path(sys.argv[2])], received_on=date(2026, 9, 30))
    print(done)
    """
)


def _killed_at(home: DataHome, path: Path, step: int) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", LOAD_KILLED_AT, str(home.root), str(path), str(step)],
        check=False,
        capture_output=True,
        env=os.environ | {"PYTHONWARNINGS": "default"},
    )


def test_killed_at_any_moment_it_is_the_old_state_or_the_new_one_and_the_next_load_is_whole(tmp_path: Path) -> None:
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_text("pcds,osward\nTS18 1AB,E05000001\n", encoding="utf-8")
    new.write_text("pcds,osward\nTS18 1AB,E05000002\n", encoding="utf-8")
    counting = DataHome(tmp_path / "counting")
    steps = int(_killed_at(counting, new, 0).stdout)
    assert steps > 10
    home = DataHome(tmp_path / "home")
    load(home, "postcodes", [old], received_on=RECEIVED)
    for step in range(1, steps + 1):
        ended = _killed_at(home, new, step)
        assert ended.returncode == -signal.SIGKILL, f"step {step} was never reached"
        assert _wards(home) in ([{"E05000001"}], [{"E05000001"}, {"E05000002"}])
        if len(_wards(home)) == 2:
            break  # only the last sync was left to do
    assert step >= steps - 1
    load(home, "postcodes", [new], received_on=RECEIVED)
    assert _wards(home) == [{"E05000001"}, {"E05000002"}]


def _wards(home: DataHome) -> list[set[str]]:
    return [
        {row["ward"] for row in pyarrow.parquet.read_table(one.vault_folder / "postcode_ward.parquet").to_pylist()}
        for one in submissions(home)
    ]
