"""What real extracts hold: each case breaks a clean file in one way and says what must become of it.

The numbers are those of the list that the cases were collected in; files that mean harm are in `test_hostile_files`.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from tests.bad_inputs.conftest import Send
from tests.fixtures.workbooks import Day, workbook

CLEAN = {
    "person_ref": "1",
    "family_ref": "F1",
    "family_role": "CHILD",
    "forename": "Zoë",
    "surname": "O’Neill",
    "date_of_birth": "04/05/2014",
    "postcode": "TS18 1AB",
    "nhs_number": "9434765919",
    "upn": "Z808200018001",
    "updated_on": "01/09/2026",
}
SECOND = {**CLEAN, "person_ref": "2", "forename": "Bea", "nhs_number": "", "upn": ""}
Row = dict[str, str]


def csv(*rows: Row, delimiter: str = ",", end: str = "\n") -> str:
    """A people file with these rows."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [delimiter.join(names), *(delimiter.join(row.get(name, "") for name in names) for row in rows)]
    return end.join(lines) + end


@dataclass(frozen=True)
class Bad:
    """A broken file, and what must become of it."""

    case: int
    says: str
    people: str | bytes
    refused: str = ""
    found: tuple[str, str] | None = None  # code and severity of a reason that must be told
    loaded: int = 2
    quarantined: int = 0
    first: dict[str, Any] = field(default_factory=dict)  # what the first person's particulars must be
    name: str = "people.csv"


def _with(case: int, says: str, changed: Row, **expected: Any) -> Bad:
    return Bad(case, says, csv({**CLEAN, **changed}, SECOND), **expected)


def _date(case: int, sent: str, code: str, severity: str) -> Bad:
    lost = int(severity == "quarantine")
    first = {} if lost else {"birth_date": None}
    expected: dict[str, Any] = {"loaded": 2 - lost, "quarantined": lost, "first": first}
    return _with(case, f"birth date {sent}", {"date_of_birth": sent}, found=(code, severity), **expected)


def _number(case: int, column: str, sent: str, found: tuple[str, str] | None, value: str | None) -> Bad:
    return _with(case, f"{column} {sent}", {column: sent}, found=found, first={column: value})


BOTH = csv(CLEAN, SECOND)
NAMED = {"given_name": "Zoë", "family_name": "O’Neill"}
_LOST = {"loaded": 1, "quarantined": 1}
CASES = [
    Bad(1, "UTF-8 with a byte order mark", BOTH.encode("utf-8-sig"), first=NAMED),
    Bad(1, "UTF-16, as Excel's Unicode text", BOTH.replace(",", "\t").encode("utf-16"), first=NAMED),
    Bad(2, "Windows text", BOTH.encode("cp1252"), found=("encoding", "note"), first=NAMED),
    _with(3, "garbled on the way", {"forename": "ZoÃ«"}, found=("garbled_letters", "flag")),
    Bad(
        4,
        "two encodings in one file",
        csv(CLEAN, SECOND).encode() + csv({**SECOND, "person_ref": "3"}).encode("cp1252").split(b"\n", 1)[1],
        found=("mixed_encoding", "quarantine"),
        quarantined=1,
        first=NAMED,
    ),
    Bad(
        4,
        "two encodings, most of it Windows text",
        csv(CLEAN, {**CLEAN, "person_ref": "2"}).encode("cp1252") + csv(SECOND).encode().split(b"\n", 1)[1],
        found=("mixed_encoding", "quarantine"),
        quarantined=1,
        first=NAMED,
    ),
    Bad(
        9,
        "a row of totals",
        csv(CLEAN, SECOND, {"person_ref": "Total", "family_ref": "2"}),
        found=("not_a_row", "quarantine"),
        quarantined=1,
    ),
    Bad(
        9,
        "a footer",
        csv(CLEAN, SECOND) + "Produced by the system\n",
        found=("wrong_number_of_values", "quarantine"),
        quarantined=1,
    ),
    Bad(9, "a title and a line of headings above the names", "Extract\n,,Who,,\n" + BOTH, first=NAMED),
    Bad(10, "columns in another order", csv(dict(reversed(CLEAN.items())), SECOND), first=NAMED),
    Bad(11, "a column more", csv({**CLEAN, "shoe_size": "7"}, SECOND), found=("passed_over", "note"), first=NAMED),
    Bad(11, "a column under another name", BOTH.replace("family_ref", "Family Ref"), first=NAMED),
    Bad(
        11, "a needed column missing", "person_ref,forename\n1,Ann\n", refused="nearest to people, and lacks family_ref"
    ),
    Bad(12, "a column twice", "person_ref,family_ref,family_role,Family Ref\n1,1,CHILD,2\n", refused="more than once"),
    Bad(13, "an unclosed quotation mark", BOTH.replace("Zoë", '"Zoë'), refused="quotation marks do not pair up"),
    Bad(
        13,
        "a swallowed row",
        csv({**CLEAN, "forename": '"Zoë'}, {**SECOND, "forename": 'Bea"'}, SECOND),
        refused="a quotation mark is never closed",
    ),
    Bad(
        13,
        "fewer rows than the file says",
        csv(CLEAN, SECOND) + "Number of rows: 3\n",
        refused="says that it has 3 rows",
    ),
    Bad(
        13,
        "as many rows as the file says",
        csv(CLEAN, SECOND) + "Total records,2\n",
        found=("wrong_number_of_values", "quarantine"),
        quarantined=1,
    ),
    _with(13, "a line break in a value", {"address": '"1 High Street,\nStockton"'}, first=NAMED),
    _with(14, "a NUL character", {"surname": "O\0Neill"}, found=("unreadable_characters", "quarantine"), **_LOST),
    _with(15, "a value of 200 KB", {"surname": "x" * 200_000}, found=("oversized_value", "quarantine"), **_LOST),
    Bad(16, "an empty file", "", refused="is empty"),
    Bad(16, "headers only", "person_ref,family_ref,family_role\n", refused="There are no rows in it"),
    Bad(19, "the wrong slot", "CHILD,DOB,REVIEW,REVIEW_CODE\nC1,,,\n", refused="those of: Children looked after"),
    *(
        _with(22, f"a formula: {text}", {"surname": text}, first={"family_name": text})
        for text in ("=HYPERLINK(1)", "@SUM(1)", "-1+1")
    ),
    Bad(23, "old Mac lines", csv(CLEAN, SECOND, end="\r"), first=NAMED),
    Bad(23, "tabs", csv(CLEAN, SECOND, delimiter="\t"), first=NAMED),
    Bad(23, "semicolons, said to Excel", "sep=;\n" + csv(CLEAN, SECOND, delimiter=";"), first=NAMED),
    _with(24, "a code of no list", {"family_role": "COUSIN"}, found=("unknown_code", "quarantine"), **_LOST),
    *(
        _date(25, sent, "dummy_value", "normalise")
        for sent in ("00/00/1900", "01/01/1900", "01/01/1753", "31/12/9999", "01/01/2099")
    ),
    *(_date(26, sent, "unreadable_date", "quarantine") for sent in ("31/02/2010", "29/02/2011")),
    _with(27, "a month first", {"date_of_birth": "12/25/2010"}, refused="can only be read with the month first"),
    _with(
        28,
        "a day as Excel counts it",
        {"date_of_birth": "41763"},
        found=("day_number", "normalise"),
        first={"birth_date": date(2014, 5, 4)},
    ),
    _date(28, "60", "unreadable_date", "quarantine"),
    *(
        _with(
            29,
            f"a year of two digits: {sent}",
            {"date_of_birth": sent, "family_role": "PARENT"},
            found=("short_year", "flag"),
            first={"birth_date": day},
        )
        for sent, day in (
            ("01-Jan-49", date(1949, 1, 1)),
            ("1/2/10", date(2010, 2, 1)),
            ("30/09/26", date(2026, 9, 30)),
        )
    ),
    _with(30, "an expected date of birth", {"date_of_birth": "01/12/2026"}, found=("unborn", "flag")),
    _with(
        30,
        "the sex of a child not born yet",
        {"date_of_birth": "01/12/2026", "sex": "F"},
        found=("sex_of_unborn", "flag"),
    ),
    _with(32, "somebody of 26", {"date_of_birth": "04/05/2000"}, found=("old_for_a_child", "flag")),
    _with(
        32,
        "a parent's birth date",
        {"date_of_birth": "04/05/1985"},
        found=("too_old_for_a_child", "quarantine"),
        **_LOST,
    ),
    *(
        _with(36, sent, {"date_of_birth": sent}, found=("zoned", "normalise"), first={"birth_date": day})
        for sent, day in (
            ("2014-03-31T23:30:00Z", date(2014, 4, 1)),
            ("2014-03-30T00:59:00Z", date(2014, 3, 30)),
            ("2014-10-25T22:59:00Z", date(2014, 10, 25)),
            ("2014-10-25T23:00:00Z", date(2014, 10, 26)),
            ("2014-10-26T23:30:00Z", date(2014, 10, 26)),
            ("2014-12-31T23:30:00-01:00", date(2015, 1, 1)),
        )
    ),
    _with(
        37,
        "a year of birth only",
        {"date_of_birth": "01/01/2014"},
        found=("first_of_january", "flag"),
        first={"birth_date": date(2014, 1, 1)},
    ),
    *(
        _with(
            38, f"{word} for a name", {"forename": word}, found=("dummy_value", "normalise"), first={"given_name": None}
        )
        for word in ("Baby", "Baby Girl", "Twin 1", "Unborn", "Infant of Mary")
    ),
    Bad(39, "twins", csv(CLEAN, {**CLEAN, "person_ref": "2", "forename": "Zoe"}), first=NAMED),
    _with(
        40,
        "both names in one",
        {"forename": "", "surname": '"SMITH, John"'},
        found=("name_in_one", "normalise"),
        first={"given_name": "John", "family_name": "SMITH"},
    ),
    _with(
        40,
        "both names in the other",
        {"forename": '"SMITH, John"', "surname": ""},
        found=("name_in_one", "normalise"),
        first={"given_name": "John", "family_name": "SMITH"},
    ),
    _with(40, "a comma in a name", {"surname": '"SMITH, John"'}, found=("comma_in_name", "flag")),
    _with(40, "a whole name", {"forename": "", "surname": "John Smith"}, found=("one_name_only", "flag")),
    *(
        _with(41, name, {"surname": name}, first={"family_name": name})
        for name in ("Smith-Jones", "Smith Jones", "de la Cruz")
    ),
    _with(
        46,
        "names that changed",
        {"known_as": "Zo", "previous_surname": "Byrne"},
        first={**NAMED, "known_as": "Zo", "former_family_name": "Byrne"},
    ),
    *(
        _with(42, name, {"surname": name}, first={"family_name": name})
        for name in ("O'Neill", "Kociński", "Siân-Jones")
    ),
    *(
        _with(43, repr(name), {"forename": name}, first={"given_name": "Zoë"})
        for name in ("Zoë ", "\u00a0Zoë", "Zoë\u200b", "Zoe\u0308", "Zo\u0007ë", "\uff3a\uff4fë")
    ),
    *(
        _with(43, repr(name), {"forename": name}, found=("tidied", "normalise"))
        for name in ("Zoë\u200b", "Zo\u0007ë", "\uff3a\uff4fë")
    ),
    *(
        _with(
            44, f"{word} for a name", {"surname": word}, found=("dummy_value", "normalise"), first={"family_name": None}
        )
        for word in ("N/A", "Not Known", "XXXX", "-", "Test", "DO NOT USE")
    ),
    *(
        _with(44, f"{first} {last}", {"forename": first, "surname": last}, found=("test_record", "quarantine"), **_LOST)
        for first, last in (("Donald", "Duck"), ("Test", "Test"), ("ZZTEST", "Record"), ("Do not use", "Test 2"))
    ),
    _with(
        45,
        "one name only",
        {"surname": ""},
        found=("one_name_only", "flag"),
        first={"family_name": None, "given_name": "Zoë"},
    ),
    _with(45, "a very long name", {"surname": "O" * 101}, found=("long_name", "flag")),
    _with(
        52,
        "no fixed abode",
        {"postcode": "ZZ99 3VZ"},
        found=("dummy_value", "normalise"),
        first={"postcode": None},
    ),
    *(
        _with(
            52,
            address,
            {"address": address},
            found=("address_to_protect", "flag"),
            first={"address": None, "postcode": None, "family_name": "O’Neill"},
        )
        for address in ("Elm House Refuge", "c/o 1 High Street", "PO Box 12", "Women's Aid")
    ),
    _number(57, "nhs_number", "9434765918", ("nhs_number_check", "flag"), None),
    *(
        _number(58, "nhs_number", sent, ("dummy_value", "normalise"), None)
        for sent in ("0000000000", "9999999999", "9876543210", "1234567881")
    ),
    _number(59, "nhs_number", "9434765919", ("test_number", "normalise"), "9434765919"),
    *(_number(59, "nhs_number", sent, ("not_english_number", "flag"), sent) for sent in ("0101200129", "3200000015")),
    _number(60, "nhs_number", "9.43477E+09", ("nhs_number_check", "flag"), None),
    _number(60, "nhs_number", "943 476 5919", None, "9434765919"),
    Bad(
        61,
        "one number on two children",
        csv(CLEAN, {**SECOND, "nhs_number": CLEAN["nhs_number"]}),
        found=("number_shared", "flag"),
        first=NAMED,
    ),
    Bad(
        61,
        "one child with two numbers",
        csv(CLEAN, SECOND, {**CLEAN, "nhs_number": "9434765927"}),
        found=("same_key_again", "flag"),
        loaded=3,
    ),
    _number(63, "upn", "A808200018001", ("upn_check", "flag"), None),
    _number(63, "upn", "z808200018001", None, "Z808200018001"),
    _number(63, "upn", "X000200018001", ("unknown_issuer", "flag"), "X000200018001"),
    _number(64, "upn", "X00180001701A", ("dummy_value", "normalise"), None),
    _with(68, "a postcode without its space", {"postcode": "ts181ab"}, first={"postcode": "TS18 1AB"}),
    *(
        _with(
            68,
            sent,
            {"postcode": sent},
            found=("postcode_put_right", "normalise"),
            first={"postcode": "OX1 1IA"},
        )
        for sent in ("OX1 I1A", "0X1 1IA", "OX1 11A")
    ),
    _with(68, "of the forces", {"postcode": "BFPO 52"}, found=("dummy_value", "normalise"), first={"postcode": None}),
    _with(68, "half a postcode", {"postcode": "TS18"}, found=("postcode_form", "flag"), first={"postcode": None}),
    Bad(69, "the same row twice", csv(CLEAN, SECOND, SECOND), found=("same_row_again", "normalise"), loaded=3),
    Bad(
        70,
        "nearly the same row",
        csv(CLEAN, SECOND, {**SECOND, "forename": "Bee"}),
        found=("same_key_again", "flag"),
        loaded=3,
    ),
    Bad(
        9,
        "titles above the names",
        workbook({"a": [["Extract"], [], list(CLEAN), list(CLEAN.values()), list(SECOND.values())]}),
        first=NAMED,
        name="people.xlsx",
    ),
    Bad(
        7,
        "a sheet that says it is smaller",
        workbook({"a": [list(CLEAN), list(CLEAN.values()), list(SECOND.values())]}, dimension="A1:B2"),
        first=NAMED,
        name="people.xlsx",
    ),
    Bad(
        8,
        "rows that a filter hides",
        workbook({"a": [list(CLEAN), list(CLEAN.values()), list(SECOND.values())]}, filtered=[3]),
        found=("passed_over", "note"),
        first=NAMED,
        name="people.xlsx",
    ),
    Bad(
        28,
        "days counted from 1904",
        workbook(
            {"a": [list(CLEAN), [Day(40301) if k == "date_of_birth" else v for k, v in CLEAN.items()]]}, from_1904=True
        ),
        loaded=1,
        first={"birth_date": date(2014, 5, 4)},
        name="people.xlsx",
    ),
    Bad(
        8,
        "only a hidden sheet",
        workbook({"a": [list(CLEAN), list(CLEAN.values())], "b": [["x"]]}, hidden=["a"]),
        refused="has not the columns",
        name="people.xlsx",
    ),
]


@pytest.mark.parametrize("bad", CASES, ids=[f"{one.case}: {one.says}" for one in CASES])
def test_a_broken_file_has_the_answer_that_was_agreed(bad: Bad, send: Send, tmp_path: Path) -> None:
    report = send({bad.name: bad.people})
    assert report.read == report.loaded + report.quarantined
    home = DataHome(tmp_path / "home")
    if bad.refused:
        assert bad.refused in (report.refused or "")
        assert submissions(home) == ()
        return
    assert report.refused is None
    assert (report.loaded, report.quarantined) == (bad.loaded, bad.quarantined)
    if bad.found:
        assert bad.found in {(one.code, one.severity) for one in report.reasons}
    (submission,) = submissions(home)
    people = pyarrow.parquet.read_table(submission.vault_folder / "identity.parquet").to_pylist()
    told = {row["record_id"]: row for row in people}
    for name, value in bad.first.items():
        assert told["early_help:1"][name] == value


@pytest.mark.parametrize(
    ("case", "needs", "code"),
    [
        (33, "1,1,ASB,SELF,PRESENT,01/09/2027", "future_date"),
        (71, "1,99,ASB,SELF,PRESENT,01/09/2026", "not_found"),
        (26, "1,1,ASB,SELF,PRESENT,31/09/2026", "unreadable_date"),
        (24, "1,1,UFO,SELF,PRESENT,01/09/2026", "unknown_code"),
    ],
)
def test_26_33_71_a_row_that_says_nothing_certain_is_pointed_out(case: int, needs: str, code: str, send: Send) -> None:
    header = "need_ref,person_ref,need,about,answer,asked_on\n"
    report = send({"people.csv": BOTH, "needs.csv": header + needs + "\n"})
    assert code in {one.code for one in report.reasons}


@pytest.mark.parametrize("score", ["-1", "999", "41"])
def test_74_a_score_outside_its_range_is_no_score(score: str, send: Send, tmp_path: Path) -> None:
    names = "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,"
    header = names + "SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\n"
    report = send({"oc2.csv": header + f"C1,05/12/2010,{score},,,,,,,,,\n"}, "ssda903")
    assert ("unreadable_number", "SDQ_SCORE") in {(one.code, one.column) for one in report.reasons}
    (submission,) = submissions(DataHome(tmp_path / "home"))
    events = pyarrow.parquet.read_table(submission.folder / "event.parquet").to_pylist()
    assert "sdq_score" not in {event["kind"] for event in events}


def test_17_the_same_file_under_another_name_changes_nothing(send: Send, tmp_path: Path) -> None:
    send({"people.csv": BOTH})
    again = send({"people (2).csv": BOTH})
    assert [one.code for one in again.reasons][:1] == ["already_loaded"]
    assert len(submissions(DataHome(tmp_path / "home"))) == 1
