"""A delivery is loaded whole or not at all, once, with names in the vault and nowhere else."""

import shutil
from datetime import date
from pathlib import Path

import pyarrow.parquet
import pytest

from oneplan.engine.sources import submissions as submissions_module
from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.files import move_into_place
from oneplan.engine.store.home import DataHome
from oneplan.vocabulary.errors import DefinitionError
from tests.integration.sources.conftest import Deliver

_PEOPLE = """
    person_ref,forename,surname,date_of_birth,address,postcode
    1,Zebedee,Canaryname,04/05/2014,1 Canary Street,TS18 1AB
    2,Joe,Canaryname,31/02/1988,1 Canary Street,TS18 1AB
"""
_INCIDENTS = """
    incident_ref,person_ref,incident_type,role,incident_date
    I1,1,ASB,WITNESS,07/03/2026
"""
_FILES: dict[str, str | bytes] = {"people.csv": _PEOPLE, "incidents.csv": _INCIDENTS}


def _everything_in(folder: Path) -> str:
    tables = [str(pyarrow.parquet.read_table(path).to_pylist()) for path in folder.rglob("*.parquet")]
    return "\n".join([*tables, *(path.read_text("utf-8") for path in folder.rglob("*.json"))])


def test_names_are_in_the_vault_and_nowhere_else(deliver: Deliver, home: DataHome) -> None:
    report = deliver("police", _FILES)
    for said in (_everything_in(home.submissions), report.as_text(), str(report.as_json())):
        assert "Canary" not in said
        assert "Zebedee" not in said
        assert "31/02/1988" not in said
    kept = _everything_in(home.vault)
    assert "Zebedee" in kept
    assert "31/02/1988" in kept  # a row that could not be used is kept with what was sent


def test_only_the_account_that_runs_oneplan_can_open_the_vault(deliver: Deliver, home: DataHome) -> None:
    deliver("police", _FILES)
    (submission,) = submissions(home)
    assert submission.vault_folder.stat().st_mode & 0o077 == 0


def test_the_report_names_reasons_and_lines(deliver: Deliver) -> None:
    report = deliver("police", _FILES)
    (reason,) = [one for one in report.reasons if one.severity == "quarantine"]
    assert (reason.code, reason.column, reason.lines) == ("unreadable_date", "date_of_birth", ("people.csv:3",))
    assert "people: 1 row, date_of_birth is not a date as dd/mm/yyyy (people.csv:3)" in report.as_text()
    assert set(report.as_json()) == {
        "source", "files", "read", "loaded", "flagged", "quarantined", "refused", "reasons",
    }  # fmt: skip


def test_the_same_files_again_change_nothing_and_the_report_says_so(deliver: Deliver, home: DataHome) -> None:
    first = deliver("police", _FILES)
    again = deliver("police", dict(reversed(_FILES.items())), received_on=date(2026, 10, 7))
    assert (again.read, again.loaded, again.refused) == (first.read, first.loaded, None)
    assert again.reasons[0].message == "The same files were loaded on 30 September 2026; nothing was changed"
    assert len(submissions(home)) == 1


def test_later_deliveries_come_later(deliver: Deliver, home: DataHome) -> None:
    deliver("police", _FILES, received_on=date(2026, 9, 1))
    deliver("police", {"people.csv": _PEOPLE + "    3,Ida,Canaryname,01/01/2015,,\n"}, received_on=date(2026, 8, 1))
    deliver("police", {"people.csv": _PEOPLE + "    4,Ivo,Canaryname,01/01/2016,,\n"}, received_on=date(2026, 9, 1))
    assert [(one.received_on.month, one.place) for one in submissions(home)] == [(8, 2), (9, 1), (9, 3)]


REFUSED: dict[str, tuple[dict[str, str | bytes], str]] = {
    "columns of nothing known": ({"a.csv": "colour,shape\nred,round"}, "has not the columns of any table of police"),
    "one file of two is wrong": ({**_FILES, "a.csv": "colour,shape\nred,round"}, "a.csv has not the columns"),
    "empty": ({"people.csv": b""}, "people.csv is empty"),
    "headers only": ({"people.csv": "person_ref,forename,surname"}, "There are no rows in it"),
    "a workbook under another name": ({"people.csv": b"PK\x03\x04rest"}, "a workbook or zip file"),
    "a column twice": ({"people.csv": "person_ref,surname,Surname\n1,a,b"}, "has the column surname more than once"),
    "a quotation mark left open": (
        {"people.csv": 'person_ref,forename,surname\n1,"Ann,Lowfield\n2,Bea,Lowfield\n'},
        "the quotation marks do not pair up",
    ),
    "nothing can be used": ({"incidents.csv": _INCIDENTS}, "None of the 1 rows could be used"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_delivery_that_cannot_be_used_is_refused_and_changes_nothing(
    name: str, deliver: Deliver, home: DataHome
) -> None:
    files, sentence = REFUSED[name]
    report = deliver("police", files)
    assert report.refused is not None
    assert sentence in report.refused
    assert "Nothing was changed" in report.as_text()
    assert submissions(home) == ()
    assert not list(home.vault.rglob("*.parquet"))


def test_there_is_no_source_of_that_name(deliver: Deliver) -> None:
    with pytest.raises(DefinitionError, match="There is no source of that name"):
        deliver("weather", _FILES)


@pytest.mark.parametrize("renames", [0, 1, 2])
def test_killed_at_a_rename_it_is_loaded_with_its_vault_or_not_at_all(
    renames: int, deliver: Deliver, home: DataHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """Stands for the end of the process."""

    done: list[Path] = []

    def killed_after_some(built: Path, place: Path) -> None:
        if len(done) == renames:
            raise Killed
        move_into_place(built, place)
        done.append(place)

    with monkeypatch.context() as patched:
        patched.setattr(submissions_module, "move_into_place", killed_after_some)
        if renames == 2:
            deliver("police", _FILES)
        else:
            with pytest.raises(Killed):
                deliver("police", _FILES)
    assert [(one.vault_folder / "identity.parquet").is_file() for one in submissions(home)] == [True] * (renames == 2)
    deliver("police", _FILES)
    assert [(one.vault_folder / "identity.parquet").is_file() for one in submissions(home)] == [True]


def test_remains_of_a_killed_load_are_not_submissions(deliver: Deliver, home: DataHome) -> None:
    deliver("police", _FILES)
    (submission,) = submissions(home)
    shutil.copytree(submission.folder, submission.folder.with_name(".building-0000"))
    assert submissions(home) == (submission,)
