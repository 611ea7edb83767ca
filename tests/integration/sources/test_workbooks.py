"""Workbooks: every way that a list is titled, labelled, hidden or half worked out."""

from datetime import date

import pyarrow.parquet
import pytest

from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from tests.fixtures.workbooks import Day, Formula, workbook
from tests.integration.sources.conftest import Deliver

_WHO = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"]
_REFERRAL = [*_WHO, "Date of referral", "Referral Source", "Referral NFA?", "Allocated Team", "Allocated Worker"]
_ANN = ["C1", "b) Female", "a) WBRI", Day(41763), 12]  # 4 May 2014


def _rows(home: DataHome, table: str) -> list[dict[str, object]]:
    (submission,) = submissions(home)
    folder = submission.vault_folder if table == "identity" else submission.folder
    found: list[dict[str, object]] = pyarrow.parquet.read_table(folder / f"{table}.parquet").to_pylist()
    return found


def test_sheets_are_known_by_their_columns_below_titles(deliver: Deliver, home: DataHome) -> None:
    people = [["Extract of September 2026"], [], ["Person Ref", "Forename", "DATE_OF_BIRTH"], [101, "Ann", Day(41763)]]
    incidents = [
        ["incident_ref", "person_ref", "incident_type", "role", "incident_date"],
        ["I1", 101, "ASB", "WITNESS", "07/03/2026"],
    ]
    report = deliver("police", {"police.xlsx": workbook({"one": people, "two": incidents})})
    assert (report.read, report.loaded) == (2, 2)
    (person,) = _rows(home, "identity")
    assert (person["record_id"], person["birth_date"]) == ("police:101", date(2014, 5, 4))


@pytest.mark.parametrize("source", ["q) 6: Police", "6", "g) Police", "6 - Police"])
def test_codes_are_found_among_their_words(source: str, deliver: Deliver, home: DataHome) -> None:
    rows = [_REFERRAL, [*_ANN, Day(46082), source, "b) No", "Team 1", "A Worker"]]
    deliver("annex_a", {"annex.xlsx": workbook({"List 3": rows})})
    (event,) = _rows(home, "event")
    assert (event["kind"], event["code"], event["observed_on"]) == ("referral", "6", date(2026, 3, 1))
    (identity,) = _rows(home, "identity")
    assert (identity["sex"], identity["ethnicity"], identity["la_child_id"]) == ("F", "WBRI", "C1")


@pytest.mark.parametrize(
    ("gender", "read"),
    [("b) Female", "F"), ("Female", "F"), ("f", "F"), ("2", "F"), ("a) Male", "M"), ("c) Not stated/recorded", "U")],
)
def test_gender_is_read_in_every_style(gender: str, read: str, deliver: Deliver, home: DataHome) -> None:
    rows = [_REFERRAL, ["C1", gender, *_ANN[2:], Day(46082), "6", "b) No", "", ""]]
    deliver("annex_a", {"annex.xlsx": workbook({"List 3": rows})})
    assert [row["sex"] for row in _rows(home, "identity")] == [read]


@pytest.mark.parametrize(
    ("status", "placement", "codes"),
    [
        ("E1: Placement order", "f) U6: Foster placement - not FFA", {"E1", "U6"}),
        ("C2", "K2", {"C2", "K2"}),
        ("b) Full care orders", "h) Children's Homes", {"C2", "K2"}),
        ("V2 - Single period of accommodation under section 20", "P1 - Placed with own parents", {"V2", "P1"}),
    ],
)
def test_status_and_placement_are_read_in_every_style(
    status: str, placement: str, codes: set[str], deliver: Deliver, home: DataHome
) -> None:
    header = [*_WHO, "Date Started to be Looked After", "Child's Legal Status", "Start Date of Most Recent Placement"]
    rows = [[*header, "Placement Type"], [*_ANN, Day(46082), status, Day(46082), placement]]
    deliver("annex_a", {"annex.xlsx": workbook({"List 8": rows})})
    events = _rows(home, "event")
    assert {row["code"] for row in events if row["kind"] in ("legal_status", "care_episode")} == codes


def test_headings_are_known_by_their_words(deliver: Deliver, home: DataHome) -> None:
    header = [
        "Child ID (case system)",
        "Gender of child",
        "Ethnicity",
        "Birth date\nor expected",
        "Age",
        "Date of Contact",
    ]
    deliver("annex_a", {"annex.xlsx": workbook({"List 1": [header, [*_ANN, Day(46082)]]})})
    (identity,) = _rows(home, "identity")
    assert (identity["la_child_id"], identity["sex"], identity["birth_date"]) == ("C1", "F", date(2014, 5, 4))


def test_a_code_of_no_list_is_not_guessed(deliver: Deliver, home: DataHome) -> None:
    header = [*_WHO, "CIN Start Date", "Primary Need Code", "CIN Closure Date"]
    adult = ["C2", "a) Male", "a) WBRI", Day(41763), 12, Day(46082), "Physical support: personal care", ""]
    rows = [header, [*_ANN, Day(46082), "N1 - Abuse or Neglect", ""], adult]
    report = deliver("annex_a", {"annex.xlsx": workbook({"List 6": rows})})
    (reason,) = [one for one in report.reasons if one.code == "unknown_code"]
    assert reason.lines == ("annex.xlsx, List 6:3",)
    assert {(row["record_id"], row["code"]) for row in _rows(home, "event") if row["kind"] == "primary_need"} == {
        ("annex_a:C1", "N1")
    }


def test_hidden_sheets_and_formulas_without_a_result_are_said_and_not_loaded(deliver: Deliver) -> None:
    row = [*_ANN, Day(46082), "6", "b) No", Formula("VLOOKUP(A2,B:C,2)"), "#N/A"]
    sheets = {"List 3": [_REFERRAL, row], "List 1": [[*_WHO, "Date of Contact"], [*_ANN, Day(46082)]], "Notes": [["x"]]}
    report = deliver("annex_a", {"annex.xlsx": workbook(sheets, hidden=["List 1"])})
    assert report.read == 1
    assert [one.message for one in report.reasons if one.code == "passed_over"] == [
        "The hidden sheet List 1 of annex.xlsx was not read",
        "The sheet Notes of annex.xlsx is not needed and was not kept",
        "The sheet numbered 1 of annex.xlsx has 1 formulas without a result, taken as empty",
    ]


def test_people_who_adopt_and_children_being_adopted_leave_no_record(deliver: Deliver, home: DataHome) -> None:
    adoption = [[*_WHO, "Family identifier", "Date of Decision that Child Should be Placed for Adoption"]]
    adoption.append([*map(str, _ANN[:3]), "04/05/2014", "12", "F1", "01/03/2026"])
    adopters = [["Individual adopter identifier", "Family identifier", "Date enquiry received"], ["A1", "F1", ""]]
    report = deliver("annex_a", {"annex.xlsx": workbook({"List 10": adoption, "List 11": adopters})})
    assert (report.read, report.loaded) == (2, 2)
    assert [_rows(home, table) for table in ("identity", "event", "relationship")] == [[], [], []]
