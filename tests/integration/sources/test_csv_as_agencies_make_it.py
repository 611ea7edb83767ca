"""CSV files are read leniently: encodings, delimiters, spelling of headers; what cannot be read is said."""

import pyarrow.parquet
import pytest

from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from tests.integration.sources.conftest import Deliver

_TEXT = "person_ref,forename,surname\n1,Zoë,O’Neill\n"


def _identity(home: DataHome) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for submission in submissions(home):
        found += pyarrow.parquet.read_table(submission.vault_folder / "identity.parquet").to_pylist()
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_names_keep_their_letters_in_every_encoding(encoding: str, deliver: Deliver, home: DataHome) -> None:
    report = deliver("police", {"people.csv": _TEXT.encode(encoding)})
    (person,) = _identity(home)
    assert (person["given_name"], person["family_name"]) == ("Zoë", "O’Neill")
    assert any(reason.code == "encoding" for reason in report.reasons) == (encoding == "cp1252")


@pytest.mark.parametrize(
    "text",
    [
        _TEXT.replace(",", ";"),
        _TEXT.replace(",", "\t"),
        _TEXT.replace("\n", "\r\n"),
        _TEXT.replace("person_ref", "Person Ref").replace("surname", "SURNAME"),
        "surname,forename,person_ref,shoe size\nO’Neill,Zoë,1,7\n",
        "person_ref,forename,surname,,\n1,Zoë,O’Neill,,\n\n,,,,\n",
        'person_ref,forename,surname\n"1","Zoë","O’Neill"\n',
    ],
    ids=[
        "semicolons",
        "tabs",
        "windows lines",
        "header spelling",
        "other order and a column more",
        "empty ends",
        "quoted",
    ],
)
def test_the_same_rows_however_they_are_laid_out(text: str, deliver: Deliver, home: DataHome) -> None:
    report = deliver("police", {"people.csv": text.encode()})
    (person,) = _identity(home)
    assert (person["record_id"], person["given_name"], person["family_name"]) == ("police:1", "Zoë", "O’Neill")
    assert (report.read, report.quarantined) == (1, 0)


def test_rows_with_too_many_or_too_few_values_are_kept_with_their_lines(deliver: Deliver) -> None:
    report = deliver("police", {"people.csv": "person_ref,forename,surname\n1,Ann,A\n2,Bea\n3,Cat,C,x\n4,Dot,D\n"})
    assert (report.read, report.loaded, report.quarantined) == (4, 2, 2)
    (reason,) = [one for one in report.reasons if one.code == "wrong_number_of_values"]
    assert reason.lines == ("people.csv:3", "people.csv:4")


def test_lines_are_those_of_the_file_when_a_value_has_line_breaks(deliver: Deliver) -> None:
    text = 'person_ref,forename,surname,address,date_of_birth\n1,Ann,A,"1 High St\nStockton",\n2,Bea,B,,32/01/2014\n'
    report = deliver("police", {"people.csv": text})
    (reason,) = [one for one in report.reasons if one.code == "unreadable_date"]
    assert reason.lines == ("people.csv:4",)
