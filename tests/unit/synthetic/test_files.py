"""The files: the same for the same seed, in the columns and codes of the contracts, with the faults real ones have."""

import csv
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from oneplan.definitions.source import source_contract, source_contracts
from oneplan.synthetic.borough import AGENCIES, write
from oneplan.synthetic.faults import DUMMY_BIRTH_DATES, DUMMY_NHS_NUMBERS
from oneplan.synthetic.files import dmy

DECLARED = ("early_help", "police", "health_visiting", "youth_justice", "housing", "postcodes")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_same_seed_same_bytes_whatever_the_hash_seed(tmp_path: Path):
    for hash_seed in ("1", "2"):
        script = (
            "from pathlib import Path; from oneplan.synthetic.borough import write; "
            f"write(Path({str(tmp_path / hash_seed)!r}), children=400, seed=9)"
        )
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([sys.executable, "-c", script], check=True, env=environment)
    assert _digests(tmp_path / "1") == _digests(tmp_path / "2")


def test_another_seed_is_another_borough(tmp_path: Path):
    for seed in (1, 2):
        write(tmp_path / str(seed), children=60, seed=seed)
    first, second = _digests(tmp_path / "1"), _digests(tmp_path / "2")
    assert first.keys() == second.keys()
    assert first["early_help/people.csv"] != second["early_help/people.csv"]


def test_there_is_a_folder_for_every_agency_and_the_truth(written: Path):
    sources = {agency.SOURCE for agency in AGENCIES}
    assert {path.name for path in written.iterdir()} == {*sources, "truth"}
    assert sources <= set(source_contracts())


def test_progress_is_told_in_words(tmp_path: Path):
    told: list[str] = []
    write(tmp_path, children=20, seed=1, progress=told.append)
    assert any("school_census" in sentence for sentence in told)


@pytest.mark.parametrize("source", DECLARED)
def test_declared_sources_have_exactly_the_columns_and_codes_of_their_contract(written: Path, source: str):
    contract = source_contract(source)
    assert {path.stem for path in (written / source).iterdir()} == {table.name for table in contract.tables}
    for table in contract.tables:
        rows = _rows(written / source / f"{table.name}.csv")
        assert rows
        assert list(rows[0]) == [column.name for column in table.columns]
        for column in table.columns:
            if column.codes:
                known = {*column.codes, *column.also, ""}
                unknown = [row for row in rows if row[column.name] not in known]
                assert len(unknown) <= max(1, len(rows) * 0.01), f"{table.name}.{column.name}"
            if column.required:
                assert sum(not row[column.name] for row in rows) <= max(1, len(rows) * 0.01), column.name


def test_the_national_returns_fill_every_table_they_have(written: Path):
    always = ("header", "episodes", "reviews", "oc2", "previous_permanence", "sw_episodes")
    for name in always:
        assert _rows(written / "ssda903" / f"{name}.csv"), name
    assert len(list((written / "ssda903").iterdir())) == 12
    for path in (written / "school_census").iterdir():
        assert _rows(path), path.name


def test_the_census_of_children_in_need_is_well_formed_and_has_factors(written: Path):
    for year in (2025, 2026):
        message = etree.parse(written / "cin_census" / f"cin_{year}.xml").getroot()
        assert message.findtext("Header/CollectionDetails/Year") == str(year)
        children = message.findall("Children/Child")
        assert children
        assert len({child.findtext("ChildIdentifiers/LAchildID") for child in children}) == len(children)
        codes = {code.text for code in message.iter("AssessmentFactors")}
        assert {"3A", "3B", "4B"} & codes


def test_sessions_add_up_to_those_that_were_possible(written: Path):
    folder = written / "school_census"
    possible = {
        row["pupilonrolltableid"]: int(row["termlysessionspossible"])
        for row in _rows(folder / "2026_spring_pupilonroll.csv")
    }
    counted = dict.fromkeys(possible, 0)
    for row in _rows(folder / "2026_spring_termlysessiondetailsonroll.csv"):
        if row["attendancereason"] not in ("Y2", "?"):
            counted[row["pupilonrolltableid"]] += int(row["sessions"])
    assert counted == possible


def test_records_of_the_truth_are_in_the_files_and_people_in_the_truth(written: Path):
    records = _rows(written / "truth" / "records.csv")
    people = {row["person"] for row in _rows(written / "truth" / "people.csv")}
    assert len({row["record_id"] for row in records}) == len(records)
    assert {row["person"] for row in records} <= people
    for source, table, column in (
        ("early_help", "people", "person_ref"),
        ("police", "people", "person_ref"),
        ("health_visiting", "people", "person_ref"),
        ("housing", "people", "person_ref"),
        ("youth_justice", "young_people", "yjs_ref"),
        ("ssda903", "header", "CHILD"),
    ):
        told = {row["record_id"] for row in records if row["record_id"].startswith(f"{source}:")}
        assert told == {f"{source}:{row[column]}" for row in _rows(written / source / f"{table}.csv")}


def test_people_are_seen_with_the_faults_that_agencies_have(written: Path):
    health = _rows(written / "health_visiting" / "people.csv")
    police = _rows(written / "police" / "people.csv")
    school = _rows(written / "school_census" / "2026_spring_pupilonroll.csv")
    everyone = [
        *health,
        *police,
        *_rows(written / "housing" / "people.csv"),
        *_rows(written / "early_help" / "people.csv"),
    ]
    dummies = {dmy(day) for day in DUMMY_BIRTH_DATES}
    assert any(row["date_of_birth"] in dummies for row in everyone)
    assert any(not row["date_of_birth"] for row in everyone)
    assert any(not row["postcode"] for row in everyone)
    assert any(row["forename"].upper().startswith(("BABY", "TWIN", "INFANT")) for row in health)
    assert any(
        row["nhs_number"].replace(" ", "") in DUMMY_NHS_NUMBERS for row in [*health, *everyone] if "nhs_number" in row
    )
    assert any(row["upn"][-1:].isalpha() for row in school)
    assert all(row["surname"] == row["surname"].upper() for row in police)
    assert any(row["role"] == "" for row in _rows(written / "police" / "incidents.csv"))
    assert len({tuple(row.values()) for row in health}) < len(health)


def test_agencies_disagree_on_how_some_people_are_written(written: Path):
    truth = {row["person"]: row for row in _rows(written / "truth" / "people.csv")}
    person_of = {row["record_id"]: row["person"] for row in _rows(written / "truth" / "records.csv")}
    rows = _rows(written / "early_help" / "people.csv")
    same = sum(row["forename"] == truth[person_of[f"early_help:{row['person_ref']}"]]["given_name"] for row in rows)
    assert 0.85 < same / len(rows) < 0.99
