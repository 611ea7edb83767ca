"""Killed at each write, sync, rename and removal in turn, a delivery of any kind is wholly there or wholly not."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from oneplan.engine.sources.load import load
from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from tests.fixtures.workbooks import workbook
from tests.integration.sources.conftest import RECEIVED

#: Loads that kill themselves just before the nth time that they write, sync, rename or remove a file, for every n, in
#: children of one process that has imported everything once. After each, another child reads all that is there.
LOADS_KILLED_AT_EACH_STEP = textwrap.dedent(
    """
    import json, os, shutil, signal, sys
    from datetime import date
    from pathlib import Path
    import pyarrow.parquet
    from oneplan.engine.sources.load import load
    from oneplan.engine.sources.submissions import submissions
    from oneplan.engine.store import files
    from oneplan.engine.store.home import DataHome
    from oneplan.engine.store.workspace import Workspace

    home, source, file = DataHome(Path(sys.argv[1])), sys.argv[2], Path(sys.argv[3])
    done = step = 0

    def counted(function):
        def call(*given, **named):
            global done
            done += 1
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*given, **named)
        return call

    Workspace.write_parquet = counted(Workspace.write_parquet)
    Path.write_text = counted(Path.write_text)
    Path.rename = counted(Path.rename)
    files.sync = counted(files.sync)
    shutil.rmtree = counted(shutil.rmtree)

    def in_a_child(act):
        child = os.fork()
        if child == 0:
            act()
            os._exit(0)
        return os.waitpid(child, 0)[1]

    def load_it():
        if load(home, source, [file], received_on=date(2026, 9, 30)).refused:
            os._exit(2)

    def read_everything():
        for one in submissions(home):
            tables = [*one.folder.glob("*.parquet"), *one.vault_folder.glob("*.parquet")]
            if len(tables) < 5 or one.report["read"] != one.report["loaded"] + one.report["quarantined"]:
                os._exit(3)
            for table in tables:
                pyarrow.parquet.read_table(table)

    told = []
    while not told or told[-1]["there"] < 2:
        step += 1
        ended = in_a_child(load_it)
        there = len(submissions(home))
        told.append({"killed": ended == signal.SIGKILL, "read": in_a_child(read_everything), "there": there})
    print(json.dumps(told))
    """
)
CENSUS = (
    "<Message><Header><ReferenceDate>2026-03-31</ReferenceDate></Header><Children><Child><ChildIdentifiers>"
    "<LAchildID>{}</LAchildID><PersonBirthDate>2012-05-04</PersonBirthDate><Sex>F</Sex></ChildIdentifiers></Child>"
    "</Children></Message>"
)
PEOPLE = ["person_ref", "family_ref", "family_role", "forename", "surname"]


def postcodes(ward: str) -> bytes:
    return f"pcds,osward\nTS18 1AB,{ward}\n".encode()


def children(number: str) -> bytes:
    return f"CHILD,SEX,DOB,ETHNIC,UPN\n{number},2,05/12/2010,WBRI,UN3\n".encode()


def workbook_of(name: str) -> bytes:
    return workbook({"people": [PEOPLE, ["1", "F1", "CHILD", name, "Lowfield"]]})


@pytest.mark.parametrize(
    ("source", "name", "old", "new"),
    [
        ("postcodes", "{}.csv", postcodes("E05000001"), postcodes("E05000002")),
        ("ssda903", "{}.csv", children("C1"), children("C2")),
        ("cin_census", "{}.xml", CENSUS.format("C1").encode(), CENSUS.format("C2").encode()),
        ("early_help", "{}.xlsx", workbook_of("Ann"), workbook_of("Bea")),
    ],
)
def test_killed_at_any_moment_it_is_the_old_state_or_the_new_one_and_the_next_load_is_whole(
    source: str, name: str, old: bytes, new: bytes, tmp_path: Path
) -> None:
    first, second = tmp_path / name.format("old"), tmp_path / name.format("new")
    first.write_bytes(old)
    second.write_bytes(new)
    home = DataHome(tmp_path / "home")
    load(home, source, [first], received_on=RECEIVED)
    ended = subprocess.run(
        [sys.executable, "-c", LOADS_KILLED_AT_EACH_STEP, str(home.root), source, str(second)],
        check=True,
        capture_output=True,
        env=os.environ | {"PYTHONWARNINGS": "default"},
    )
    told = json.loads(ended.stdout)
    assert len(told) > 10
    assert all(one["killed"] for one in told)
    assert {one["read"] for one in told} == {0}
    assert {one["there"] for one in told[:-1]} == {1}
    again = load(home, source, [second], received_on=RECEIVED)
    assert [one.code for one in again.reasons][:1] == ["already_loaded"]
    assert len(submissions(home)) == 2
