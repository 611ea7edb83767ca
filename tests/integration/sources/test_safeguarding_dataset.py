"""The Standard Safeguarding Dataset: read, and written so that it can be read."""

from pathlib import Path

import pyarrow.parquet

from oneplan.engine.sources.load import load
from oneplan.engine.sources.ssd_export import export_ssd
from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.workspace import Workspace
from tests.integration.sources.conftest import RECEIVED, Deliver

_PERSON = "pers_person_id,pers_forename,pers_surname,pers_sex,pers_dob\nP1,Ann,Lowfield,F,2014-05-04\n"
_MISSING = """
    miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,miss_missing_episode_end_date
    1,P1,2026-03-01 00:00:00,M,2026-03-02 00:00:00
    2,P9,2026-03-01,M,
"""


def _said(home: DataHome) -> set[tuple[object, ...]]:
    (submission,) = submissions(home)
    rows = pyarrow.parquet.read_table(submission.folder / "event.parquet").to_pylist()
    return {(row["record_id"], row["kind"], row["code"], str(row["observed_on"]), row["is_open"]) for row in rows}


def test_tables_are_read_and_those_without_use_are_passed_over(deliver: Deliver, home: DataHome) -> None:
    others = {"ssd_sdq_scores.csv": "csdq_table_id,csdq_person_id\n1,P1", "ssd_person.csv": _PERSON}
    report = deliver("ssd", {**others, "ssd_missing.csv": _MISSING})
    assert (report.read, report.quarantined) == (3, 1)
    assert [one.message for one in report.reasons if one.severity == "note"] == [
        "ssd_sdq_scores.csv is not needed and was not kept"
    ]
    assert _said(home) == {("ssd:P1", "missing", "M", "2026-03-01", False)}


def test_a_file_of_no_table_of_the_dataset_is_refused(deliver: Deliver) -> None:
    report = deliver("ssd", {"ssd_person.csv": _PERSON, "a.csv": "colour,shape\nred,round"})
    assert "a.csv has not the columns of any table of ssd" in (report.refused or "")


def test_what_is_handed_on_can_be_read_again_and_names_nobody(home: DataHome, tmp_path: Path) -> None:
    record = tmp_path / "record.duckdb"
    with Workspace.at(record) as workspace:
        workspace.run("""
            CREATE TABLE person AS SELECT * FROM (VALUES
                ('p1', true, DATE '2014-05-01', 'F', 'WBRI'), ('p2', false, DATE '1984-05-01', 'F', NULL)
            ) AS rows(person_id, is_child, birth_month, sex, ethnicity)
        """)
        workspace.run("""
            CREATE TABLE person_event AS SELECT * FROM (VALUES
                ('cin:808-77:1', 'p1', 'child_protection_plan', 'NEG', 'present', DATE '2026-02-01', NULL::DATE),
                ('903:808-77:1', 'p1', 'missing', 'M', 'present', DATE '2026-03-01', DATE '2026-03-02'),
                ('police:1', 'p1', 'missing', 'MISSING', 'present', DATE '2026-03-01', NULL),
                ('903:808-77:2', 'p1', 'missing', 'A', 'not_present', DATE '2026-04-01', NULL),
                ('police:2', 'p2', 'missing', 'M', 'present', DATE '2026-03-01', NULL)
            ) AS rows(event_id, person_id, kind, code, finding, observed_on, observed_to)
        """)
    rows = export_ssd(record, tmp_path / "out", without=frozenset())
    assert {name: count for name, count in rows.items() if count} == {
        "ssd_person": 1, "ssd_cp_plans": 1, "ssd_missing": 1,
    }  # fmt: skip
    files = sorted((tmp_path / "out").iterdir())
    assert not any("808-77" in path.read_text("utf-8") for path in files)
    report = load(home, "ssd", files, received_on=RECEIVED)
    assert (report.read, report.quarantined, report.refused) == (3, 0, None)
    assert _said(home) == {
        ("ssd:p1", "child_protection_plan", "NEG", "2026-02-01", True),
        ("ssd:p1", "missing", "M", "2026-03-01", False),
    }
