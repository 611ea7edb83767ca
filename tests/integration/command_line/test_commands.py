"""The command line as somebody types it: what it prints, and with what it ends."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from oneplan.cli import main
from oneplan.cli.demonstration import NotADemonstration, prepare
from oneplan.engine.store.home import DataHome

AREAS = Path(__file__).parents[3] / "areas"
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
REPORT_KEYS = ["source", "files", "read", "loaded", "flagged", "quarantined", "refused", "reasons"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ONEPLAN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def typed(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def header_file(folder: Path, *rows: str) -> Path:
    path = folder / "header.csv"
    path.write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf-8")
    return path


def test_load_ends_with_0_and_its_json_counts_add_up(home: Path, tmp_path: Path) -> None:
    file = header_file(tmp_path, "A1,1,27/03/2010,WBRI,,,", "A2,2,31/02/2011,WBRI,,,")
    ended = typed("load", "ssda903", file, "--json")
    report = json.loads(ended.stdout)
    assert ended.exit_code == 0
    assert list(report) == REPORT_KEYS
    assert (report["read"], report["loaded"], report["quarantined"]) == (2, 1, 1)
    assert report["refused"] is None
    assert "31/02/2011" not in ended.stdout, "a report names lines, never what stood there"


def test_load_ends_with_1_when_everything_is_refused(home: Path, tmp_path: Path) -> None:
    ended = typed("load", "ssda903", header_file(tmp_path), "--json")
    assert ended.exit_code == 1
    assert json.loads(ended.stdout)["refused"]
    assert list((home / "submissions").glob("*/*/manifest.json")) == []


def test_an_unknown_source_is_answered_with_the_sources_there_are(home: Path, tmp_path: Path) -> None:
    ended = typed("load", "ssda904", header_file(tmp_path, "A1,1,27/03/2010,WBRI,,,"))
    assert ended.exit_code == 1
    assert "ssda903" in ended.stderr
    assert "Traceback" not in ended.output


def test_refresh_before_any_load_says_what_to_do(home: Path, db: None) -> None:
    ended = typed("refresh")
    assert ended.exit_code == 1
    assert "Load files with" in " ".join(ended.stderr.split())


def test_load_then_refresh_names_each_step_and_the_snapshot(home: Path, db: None, tmp_path: Path) -> None:
    typed("load", "ssda903", header_file(tmp_path, "A1,1,27/03/2010,WBRI,,,"))
    ended = typed("refresh", "--as-of", "2026-09-30")
    assert ended.exit_code == 0, ended.output
    assert "turn events into evidence" in ended.stderr
    assert "Serving snapshot 2026-09-30-" in ended.stderr


def test_synth_writes_a_borough(tmp_path: Path) -> None:
    ended = typed("synth", tmp_path / "borough", "--children", "100")
    assert ended.exit_code == 0
    assert (tmp_path / "borough" / "truth" / "records.csv").is_file()


def test_a_demonstration_never_touches_a_partnerships_own_data(home: Path, tmp_path: Path) -> None:
    typed("load", "ssda903", header_file(tmp_path, "A1,1,27/03/2010,WBRI,,,"))
    before = sorted(path for path in home.rglob("*"))
    with pytest.raises(NotADemonstration, match="Set ONEPLAN_HOME to an empty folder"):
        prepare(DataHome(home), children=100, seed=1, area=AREAS / "york", progress=lambda _: None)
    assert sorted(path for path in home.rglob("*")) == before


def test_published_statistics_are_told_and_a_council_followed_through_its_codes(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "rates.csv"
    file.write_text(
        "time_period,time_identifier,geographic_level,old_la_code,new_la_code,la_name,rate\n"
        "2019,Reporting year,Local authority,835,E10000009,Dorset,c\n"
        "2024,Reporting year,Local authority,838,E06000059,Dorset,61\n",
        encoding="utf-8",
    )
    told = json.loads(typed("published", file, "--json").stdout)
    assert (told["files"][0]["figures"], told["without_value"]) == (2, {"suppressed": 1})
    lines = typed("published", file, "--authority", "838").stdout.splitlines()
    assert [line.split(",")[2] for line in lines] == ["authority", "835", "838"]
    assert "hidden by the publisher" in typed("published", file).stderr
    assert not home.exists()
