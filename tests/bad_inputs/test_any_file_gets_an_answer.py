"""However a valid file is broken, it gets an answer: never a crash, a lost row or a changed meaning."""

import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oneplan.engine.sources.load import load
from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from tests.bad_inputs.mutators import MUTATORS
from tests.fixtures.workbooks import workbook

RECEIVED = date(2026, 9, 30)
_HEADER = "pcds,osward,ward_name"
_ROWS = [f"TS18 {n}AB,E0500000{n},Ward {n}" for n in range(6)]
_TRUE = {f"TS18 {n}AB": f"E0500000{n}" for n in range(6)}
_PEOPLE = "person_ref,family_ref,family_role,forename,surname,date_of_birth,nhs_number\n" + "".join(
    f"{n},F{n},CHILD,Zoë{n},O’Neill,{n + 10}/05/2014,\n" for n in range(5)
)
_CENSUS = "<Message><Header><ReferenceDate>2026-03-31</ReferenceDate></Header>\n<Children>" + "".join(
    f"<Child><ChildIdentifiers><LAchildID>C{n}</LAchildID>\n<PersonBirthDate>2014-05-1{n}</PersonBirthDate>"
    f"</ChildIdentifiers><CINdetails><CINreferralDate>2025-06-02</CINreferralDate>\n</CINdetails></Child>"
    for n in range(4)
)
_RETURN = "CHILD,DOB,REVIEW,REVIEW_CODE\n" + "".join(f"C{n},04/05/2012,2{n}/02/2026,PN1\n" for n in range(6))
_WHO = ["Child Unique ID", "Gender", "Date of Birth", "Date of Contact", "Contact Source"]
#: A valid file of each kind: source, name, content.
VALID: dict[str, tuple[str, str, bytes]] = {
    "places": ("postcodes", "a.csv", "\n".join([_HEADER, *_ROWS, ""]).encode()),
    "people": ("early_help", "a.csv", _PEOPLE.encode()),
    "national return": ("ssda903", "a.csv", _RETURN.encode()),
    "census": ("cin_census", "a.xml", (_CENSUS + "</Children></Message>").encode()),
    "workbook": (
        "annex_a",
        "a.xlsx",
        workbook({"List 1": [_WHO, *([f"C{n}", "F", "04/05/2014", "01/03/2026", "6"] for n in range(4))]}),
    ),
}
MUTATIONS = st.lists(st.tuples(st.sampled_from(sorted(MUTATORS)), st.integers(0, 4_000)), min_size=1, max_size=3)


def test_there_are_sixty_ways_to_come_to_harm() -> None:
    assert len(MUTATORS) >= 60


@pytest.mark.parametrize("kind", VALID)
def test_a_valid_file_of_each_kind_is_loaded(kind: str, tmp_path: Path) -> None:
    source, name, content = VALID[kind]
    (tmp_path / name).write_bytes(content)
    report = load(DataHome(tmp_path / "home"), source, [tmp_path / name], received_on=RECEIVED)
    assert (report.refused, report.quarantined) == (None, 0)


@pytest.mark.parametrize("kind", VALID)
@given(mutations=MUTATIONS)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_a_mutated_file_is_answered_and_its_counts_add_up(kind: str, mutations: list[tuple[str, int]]) -> None:
    source, name, content = VALID[kind]
    for mutator, place in mutations:
        content = MUTATORS[mutator](content, place)
    folder = Path(tempfile.mkdtemp())
    try:
        path = folder / name
        path.write_bytes(content)
        home = DataHome(folder / "home")
        report = load(home, source, [path], received_on=RECEIVED)
        assert report.read == report.loaded + report.quarantined
        assert report.flagged <= report.loaded
        assert (report.refused is None) == (len(submissions(home)) == 1)
        again = load(home, source, [path], received_on=RECEIVED)
        if report.refused is None:
            assert again.reasons[0].code == "already_loaded"
            if kind == "places":
                _means_the_same(home, content)
        else:
            assert again == report
    finally:
        shutil.rmtree(folder)


def _means_the_same(home: DataHome, content: bytes) -> None:
    """A postcode whose line nobody touched has the ward it had."""
    (submission,) = submissions(home)
    kept: list[dict[str, Any]] = pyarrow.parquet.read_table(
        submission.vault_folder / "postcode_ward.parquet"
    ).to_pylist()
    wards = {row["postcode"]: row["ward"] for row in kept}
    lines = content.replace(b"\r", b"\n").split(b"\n")
    if lines[0] != _HEADER.encode():
        return
    for row, (postcode, ward) in zip(_ROWS, _TRUE.items(), strict=True):
        if lines.count(row.encode()) == 1 and b'"' not in content:
            assert wards[postcode] == ward
