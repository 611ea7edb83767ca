"""The loop once through on a made-up borough: the same answer twice, and a kill at any step leaves the old one."""

import os
import signal
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import pytest

from oneplan.definitions.prompt import read_prompt_rules
from oneplan.engine.refresh import refresh
from oneplan.engine.sources.load import load
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.snapshot import current_snapshot
from oneplan.engine.store.workspace import Workspace
from oneplan.synthetic.borough import write
from oneplan.synthetic.period import AS_OF
from oneplan.vocabulary.errors import NoSnapshot

EARLIER = date(2026, 8, 31)
STEPS = 8

# A refresh that kills itself as its nth step begins.
REFRESH_KILLED_AT = textwrap.dedent(
    """
    import os, signal, sys
    from datetime import date
    from pathlib import Path
    from oneplan.engine.refresh import refresh
    from oneplan.engine.store.home import DataHome
    told = 0
    def progress(step):
        global told
        told += 1
        if told == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
    refresh(DataHome(Path(sys.argv[1])), as_of=date.fromisoformat(sys.argv[3]), progress=progress)
    """
)


def quiet(_: str) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> DataHome:
    """A data home with a small borough loaded, and nothing refreshed."""
    root = tmp_path_factory.mktemp("loop")
    write(root / "files", children=300, seed=5)
    home = DataHome(root / "home")
    for folder in sorted((root / "files").iterdir()):
        if folder.name != "truth":
            report = load(home, folder.name, sorted(folder.iterdir()), received_on=EARLIER)
            assert report.refused is None
    return home


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with Workspace.read_only(path) as workspace:
        names = [name for (name,) in workspace.rows("SELECT table_name FROM duckdb_tables() ORDER BY 1")]
        return {name: workspace.rows(f"SELECT * FROM {name} ORDER BY ALL") for name in names}


def test_before_anything_is_loaded_the_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot, match="Load files with"):
        refresh(DataHome(tmp_path), as_of=AS_OF, progress=quiet)


def test_killed_at_each_step_the_previous_snapshot_serves_and_the_next_refresh_is_whole(home: DataHome) -> None:
    refresh(home, as_of=EARLIER, progress=quiet)
    before = current_snapshot(home)
    kept = tables(before.record)
    for step in range(1, STEPS + 1):
        ended = subprocess.run(
            [sys.executable, "-c", REFRESH_KILLED_AT, str(home.root), str(step), AS_OF.isoformat()],
            check=False,
            env=os.environ | {"PYTHONWARNINGS": "default"},
        )
        assert ended.returncode == -signal.SIGKILL, f"step {step} was never reached"
        assert current_snapshot(home) == before
    assert tables(current_snapshot(home).record) == kept
    after = refresh(home, as_of=AS_OF, progress=quiet)
    assert after.name != before.name
    assert [folder.name for folder in home.snapshots.iterdir() if folder.name.startswith(".building")] == []


def test_again_on_the_same_input_nothing_is_done_and_nothing_changes(home: DataHome) -> None:
    first = refresh(home, as_of=AS_OF, progress=quiet)
    told: list[str] = []
    again = refresh(home, as_of=AS_OF, progress=told.append)
    assert again == first
    assert told == ["nothing has changed since the last refresh"]


def test_people_keep_their_ids_when_everything_is_worked_out_again(home: DataHome) -> None:
    first = tables(refresh(home, as_of=EARLIER, progress=quiet).record)
    second = tables(refresh(home, as_of=AS_OF, progress=quiet).record)
    assert second["person_record"] == first["person_record"]


def test_the_same_borough_in_another_home_gives_the_same_knowledge(home: DataHome, tmp_path: Path) -> None:
    """Ids differ, because their key does; what is known does not."""
    other = DataHome(tmp_path / "other")
    files = home.root.parent / "files"
    for folder in sorted(files.iterdir()):
        if folder.name != "truth":
            load(other, folder.name, sorted(folder.iterdir()), received_on=EARLIER)
    ours = tables(refresh(home, as_of=AS_OF, progress=quiet).record)
    theirs = tables(refresh(other, as_of=AS_OF, progress=quiet).record)
    assert ours["place_factor_ward"] == theirs["place_factor_ward"]
    assert {one[0] for one in ours["person_record"]} == {one[0] for one in theirs["person_record"]}
    assert not {one[1] for one in ours["person_record"]} & {one[1] for one in theirs["person_record"]}


def test_no_name_number_or_address_is_in_the_record_file(home: DataHome) -> None:
    files = refresh(home, as_of=AS_OF, progress=quiet)
    with Workspace.read_only(files.vault) as vault:
        known = vault.rows(
            "SELECT given_name, family_name, nhs_number, upn, address, postcode FROM identity WHERE is_child"
        )
    private = {
        value
        for given, family, nhs, upn, address, postcode in known
        for value in (f"{given} {family}" if given and family else None, nhs, upn, address, postcode)
        if value
    }
    assert len(private) > 500
    written = {
        value for rows in tables(files.record).values() for row in rows for value in row if isinstance(value, str)
    }
    assert not private & written


def test_the_manifest_says_what_a_snapshot_was_made_from(home: DataHome) -> None:
    manifest = refresh(home, as_of=AS_OF, progress=quiet).manifest
    assert manifest["as_of"] == AS_OF.isoformat()
    assert len(manifest["submissions"]) == 9  # type: ignore[arg-type]


def test_a_made_up_borough_has_a_few_reasons_to_talk_of_each_rule_and_some_for_the_duty_desk(home: DataHome) -> None:
    prompts = tables(refresh(home, as_of=AS_OF, progress=quiet).record)["prompt"]
    assert {rule_id for _, rule_id, *_ in prompts} == set(read_prompt_rules())
    assert any(agency == "" for *_, agency, _team, _code, _worker in prompts)
