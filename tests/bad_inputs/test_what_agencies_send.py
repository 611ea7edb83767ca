"""What real extracts hold: each case breaks a clean file in one way and says what must become of it.

The numbers are those of the list that the cases were collected in; files that mean harm are in `test_hostile_files`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from oneplan.engine.sources.load import load
from oneplan.engine.sources.report import LoadReport
from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from tests.fixtures.workbooks import workbook

RECEIVED = date(2026, 9, 30)
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
        csv(CLEAN).encode() + csv(SECOND).encode("cp1252").split(b"\n", 1)[1],
        found=("garbled_letters", "flag"),
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
    Bad(10, "columns in another order", csv(dict(reversed(CLEAN.items())), SECOND), first=NAMED),
    Bad(11, "a column more", csv({**CLEAN, "shoe_size": "7"}, SECOND), first=NAMED),
    Bad(11, "a needed column missing", "person_ref,forename\n1,Ann\n", refused="has not the columns of any table"),
    Bad(12, "a column twice", "person_ref,family_ref,family_role,Family Ref\n1,1,CHILD,2\n", refused="more than once"),
    Bad(13, "an unclosed quotation mark", BOTH.replace("Zoë", '"Zoë'), refused="quotation marks do not pair up"),
    Bad(
        13,
        "a swallowed row",
        csv({**CLEAN, "forename": '"Zoë'}, {**SECOND, "forename": 'Bea"'}, SECOND),
        refused="a quotation mark is never closed",
    ),
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
    _date(27, "12/25/2010", "unreadable_date", "quarantine"),
    _with(
        28,
        "a day as Excel counts it",
        {"date_of_birth": "41763"},
        found=("day_number", "normalise"),
        first={"birth_date": date(2014, 5, 4)},
    ),
    _date(28, "60", "unreadable_date", "quarantine"),
    *(_date(29, sent, "unreadable_date", "quarantine") for sent in ("01-Jan-49", "1/2/10")),
    _with(30, "an expected date of birth", {"date_of_birth": "01/12/2026"}, found=("future_date", "flag")),
    _with(37, "a year of birth only", {"date_of_birth": "01/01/2014"}, first={"birth_date": date(2014, 1, 1)}),
    *(
        _with(
            38, f"{word} for a name", {"forename": word}, found=("dummy_value", "normalise"), first={"given_name": None}
        )
        for word in ("Baby", "Baby Girl", "Twin 1", "Unborn", "Infant of Mary")
    ),
    Bad(39, "twins", csv(CLEAN, {**CLEAN, "person_ref": "2", "forename": "Zoe"}), first=NAMED),
    *(
        _with(42, name, {"surname": name}, first={"family_name": name})
        for name in ("O'Neill", "Kociński", "Siân-Jones")
    ),
    *(
        _with(43, repr(name), {"forename": name}, first={"given_name": "Zoë"})
        for name in ("Zoë ", "\u00a0Zoë", "Zoë\u200b", "Zoe\u0308")
    ),
    *(
        _with(
            44, f"{word} for a name", {"surname": word}, found=("dummy_value", "normalise"), first={"family_name": None}
        )
        for word in ("N/A", "Not Known", "XXXX", "-", "Test", "DO NOT USE")
    ),
    _with(45, "one name only", {"surname": ""}, first={"family_name": None, "given_name": "Zoë"}),
    _number(57, "nhs_number", "9434765918", ("nhs_number_check", "flag"), None),
    *(
        _number(58, "nhs_number", sent, ("dummy_value", "normalise"), None)
        for sent in ("0000000000", "9999999999", "9876543210", "1234567881")
    ),
    _number(60, "nhs_number", "9.43477E+09", ("nhs_number_check", "flag"), None),
    _number(60, "nhs_number", "943 476 5919", None, "9434765919"),
    Bad(61, "one number on two children", csv(CLEAN, {**SECOND, "nhs_number": CLEAN["nhs_number"]}), first=NAMED),
    _number(63, "upn", "A808200018001", ("upn_check", "flag"), None),
    _number(63, "upn", "z808200018001", None, "Z808200018001"),
    _number(64, "upn", "X00180001701A", ("dummy_value", "normalise"), None),
    _with(68, "a postcode without its space", {"postcode": "ts181ab"}, first={"postcode": "TS18 1AB"}),
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
        8,
        "only a hidden sheet",
        workbook({"a": [list(CLEAN), list(CLEAN.values())], "b": [["x"]]}, hidden=["a"]),
        refused="has not the columns",
        name="people.xlsx",
    ),
]


@pytest.fixture
def send(tmp_path: Path) -> Callable[..., LoadReport]:
    """Write files and load them as one delivery of early help."""

    def _send(files: dict[str, str | bytes], source: str = "early_help", received_on: date = RECEIVED) -> LoadReport:
        paths = [tmp_path / name for name in files]
        for path, content in zip(paths, files.values(), strict=True):
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load(DataHome(tmp_path / "home"), source, paths, received_on=received_on)

    return _send


@pytest.mark.parametrize("bad", CASES, ids=[f"{one.case}: {one.says}" for one in CASES])
def test_a_broken_file_has_the_answer_that_was_agreed(
    bad: Bad, send: Callable[..., LoadReport], tmp_path: Path
) -> None:
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
def test_a_row_that_says_nothing_certain_is_pointed_out(
    case: int, needs: str, code: str, send: Callable[..., LoadReport]
) -> None:
    header = "need_ref,person_ref,need,about,answer,asked_on\n"
    report = send({"people.csv": BOTH, "needs.csv": header + needs + "\n"})
    assert code in {one.code for one in report.reasons}


@pytest.mark.parametrize("score", ["-1", "999", "41"])
def test_74_a_score_outside_its_range_is_no_score(score: str, send: Callable[..., LoadReport], tmp_path: Path) -> None:
    names = "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,"
    header = names + "SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\n"
    report = send({"oc2.csv": header + f"C1,05/12/2010,{score},,,,,,,,,\n"}, "ssda903")
    assert ("unreadable_number", "SDQ_SCORE") in {(one.code, one.column) for one in report.reasons}
    (submission,) = submissions(DataHome(tmp_path / "home"))
    events = pyarrow.parquet.read_table(submission.folder / "event.parquet").to_pylist()
    assert "sdq_score" not in {event["kind"] for event in events}


def test_17_the_same_file_under_another_name_changes_nothing(send: Callable[..., LoadReport], tmp_path: Path) -> None:
    send({"people.csv": BOTH})
    again = send({"people (2).csv": BOTH})
    assert [one.code for one in again.reasons][:1] == ["already_loaded"]
    assert len(submissions(DataHome(tmp_path / "home"))) == 1


def test_72_a_child_who_is_not_in_the_latest_file_is_not_deleted(
    send: Callable[..., LoadReport], tmp_path: Path
) -> None:
    send({"people.csv": BOTH})
    send({"people.csv": csv({**SECOND, "updated_on": "30/09/2026"})})
    assert len(submissions(DataHome(tmp_path / "home"))) == 2
