"""What goes back in time, shrinks or is about somewhere else asks before it is loaded; what is another's is refused."""

from datetime import date

import pytest

from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from tests.integration.sources.conftest import Deliver

_INCIDENT = "I{n},{n},ASB,WITNESS,{day}\n"


def _police(days: list[str]) -> dict[str, str | bytes]:
    people = "person_ref,forename,surname\n" + "".join(f"{n},Ann,Lowfield\n" for n in range(len(days)))
    rows = "".join(_INCIDENT.format(n=n, day=day) for n, day in enumerate(days))
    return {
        "people.csv": people.encode(),
        "incidents.csv": f"incident_ref,person_ref,incident_type,role,incident_date\n{rows}".encode(),
    }


def _census(authority: str, child: str) -> dict[str, str | bytes]:
    header = f"<Header><Source><LEA>{authority}</LEA></Source></Header>"
    identifiers = f"<LAchildID>{child}</LAchildID><PersonBirthDate>2014-05-04</PersonBirthDate>"
    child = f"<Child><ChildIdentifiers>{identifiers}</ChildIdentifiers></Child>"
    return {"cin.xml": f"<Message>{header}<Children>{child}</Children></Message>".encode()}


def test_last_months_file_after_this_months_asks_and_changes_nothing_until_confirmed(
    deliver: Deliver, home: DataHome
) -> None:
    deliver("police", _police(["07/08/2026"]))
    asked = deliver("police", _police(["07/07/2026"]))
    assert asked.refused == ("It ends on 7 July 2026; what was loaded before goes up to 7 August 2026. Is that right?")
    assert [one.code for one in asked.reasons if one.severity == "ask"] == ["earlier_than_before"]
    assert len(submissions(home)) == 1
    loaded = deliver("police", _police(["07/07/2026"]), confirmed=frozenset({"earlier_than_before"}))
    assert loaded.refused is None
    assert loaded.reasons[0].message.startswith("Confirmed: It ends on 7 July 2026")
    assert len(submissions(home)) == 2


def test_a_file_said_to_be_received_earlier_takes_its_own_place_and_asks_nothing(deliver: Deliver) -> None:
    deliver("police", _police(["07/08/2026"]))
    assert deliver("police", _police(["07/07/2026"]), received_on=date(2026, 7, 31)).refused is None


@pytest.mark.parametrize(("rows", "asks"), [(30, True), (31, False)])
def test_a_fall_of_forty_per_cent_in_a_tables_rows_asks_first(rows: int, asks: bool, deliver: Deliver) -> None:
    deliver("police", _police(["07/08/2026"] * 50))
    report = deliver("police", _police(["08/08/2026"] * rows))
    asked = {(one.code, one.table) for one in report.reasons if one.severity == "ask"}
    assert asked == ({("fewer_rows", "people"), ("fewer_rows", "incidents")} if asks else set())
    assert (report.refused is not None) == asks


def test_a_question_is_not_answered_by_the_answer_to_another(deliver: Deliver, home: DataHome) -> None:
    deliver("police", _police(["07/08/2026"] * 50))
    confirmed = frozenset({"fewer_rows"})
    report = deliver("police", _police(["07/07/2026"] * 10), confirmed=confirmed)
    assert [one.code for one in report.reasons if one.severity == "ask"] == ["earlier_than_before"]
    assert len(submissions(home)) == 1


def test_a_file_about_another_authority_is_refused(deliver: Deliver, home: DataHome) -> None:
    deliver("cin_census", _census("808", "C1"))
    report = deliver("cin_census", _census("816", "C2"))
    assert report.refused is not None
    assert "It is about authority 816 (York), and those before were about 808 (Stockton-on-Tees)" in report.refused
    assert "tell the data protection officer" in report.refused
    assert len(submissions(home)) == 1


def test_pupil_numbers_tell_another_authority(deliver: Deliver) -> None:
    deliver("school_census", _pupils("808"))
    report = deliver("school_census", _pupils("816"))
    assert [one.code for one in report.reasons if one.severity == "ask"] == ["another_authority"]


def test_a_file_of_another_source_is_refused_and_the_source_is_named(deliver: Deliver) -> None:
    report = deliver("police", {"a.csv": "CHILD,DOB,REVIEW,REVIEW_CODE\nC1,05/12/2010,20/02/2026,PN1"})
    assert report.refused is not None
    assert "Its columns are those of: Children looked after (SSDA903 return)" in report.refused


@pytest.mark.parametrize(
    "text",
    [
        'person_ref,forename,surname\n1,Ann,"Lowfield\n2,Bea,Lowfield"\n3,Cy,Lowfield\n',
        'person_ref,forename,surname\n1,"Ann,Lowfield\n2,Bea,Lowfield\n3,Cy,Lowfield",Mo\n',
    ],
    ids=["the number of values still fits", "many rows lost"],
)
def test_a_quotation_mark_that_swallows_rows_is_refused(text: str, deliver: Deliver) -> None:
    report = deliver("police", {"people.csv": text.encode()})
    assert report.refused is not None
    assert "line 2: a quotation mark is never closed" in report.refused


def _pupils(authority: str) -> dict[str, str | bytes]:
    header = "NativeId,pupilonrolltableid,upn,surname,forename,dob,entrydate\n"
    rows = "".join(
        f"S1,{n},{_upn(f'{authority}200018{n:03}')},Lowfield,Ann,2014-May-04,2025-Sep-03\n" for n in range(25)
    )
    return {"2026_spring_pupilonroll.csv": (header + rows).encode()}


def _upn(digits: str) -> str:
    check = sum(place * int(digit) for place, digit in enumerate(digits, start=2)) % 23
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[check] + digits
