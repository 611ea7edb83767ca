"""What only shows when a person's rows, two tables or two deliveries are seen together."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow.parquet
import pytest

from oneplan.engine.sources.report import LoadReport
from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from tests.bad_inputs.conftest import Send

_PEOPLE = "person_ref,family_ref,family_role,forename,surname,date_of_birth,sex,updated_on\n"
_EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,DEC,REC\n"
_HEADER = "CHILD,SEX,DOB,ETHNIC,UPN\n"


def people(count: int, *, offset: int = 0, day: str = "01/09/2026", wrong: int = 0, name: str = "Ann") -> str:
    """So many children, of whom the first `wrong` have a birth date that never was."""
    rows = (
        f"{n + offset},F{n},CHILD,{name}{n},Lowfield,{born},F,{day}\n"
        for n in range(count)
        for born in ("31/02/2014" if n < wrong else f"{n % 28 + 1:02}/05/2014",)
    )
    return _PEOPLE + "".join(rows)


def codes(report: LoadReport, severity: str) -> set[str]:
    return {one.code for one in report.reasons if one.severity == severity}


def census(identifiers: str = "", rest: str = "", children: int = 1) -> str:
    """A children in need census with children who all have this about them."""
    each = "".join(
        f"<Child><ChildIdentifiers><LAchildID>C{n}</LAchildID><Sex>F</Sex>{identifiers}</ChildIdentifiers>"
        "<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics><CINdetails>"
        f"<CINreferralDate>2025-10-01</CINreferralDate><ReferralSource>6</ReferralSource>{rest}</CINdetails></Child>"
        for n in range(children)
    )
    return f"<Message><Header><ReferenceDate>2026-03-31</ReferenceDate></Header><Children>{each}</Children></Message>"


_BORN = "<PersonBirthDate>2012-05-04</PersonBirthDate>"


@pytest.mark.parametrize(("wrong", "asks"), [(5, False), (6, True)])
def test_0_more_than_one_row_in_twenty_that_cannot_be_used_asks_first(wrong: int, asks: bool, send: Send) -> None:
    report = send({"people.csv": people(100, wrong=wrong)})
    assert ("many_not_used" in codes(report, "ask")) == asks
    assert (report.refused is not None) == asks
    if asks:
        assert "6 of 100 rows could not be used, which is more than 1 in 20. Is that right?" in str(report.refused)
        confirmed = send({"people.csv": people(100, wrong=wrong)}, confirmed=frozenset({"many_not_used"}))
        assert (confirmed.refused, confirmed.loaded) == (None, 94)


@pytest.mark.parametrize(("wrong", "asks"), [(9, False), (10, True)])
def test_0_a_reason_ten_times_as_frequent_as_last_time_asks_first(wrong: int, asks: bool, send: Send) -> None:
    send({"people.csv": people(1000, wrong=1, day="01/08/2026")}, received_on=date(2026, 8, 31))
    report = send({"people.csv": people(1000, wrong=wrong)})
    assert codes(report, "ask") == ({"more_often_than_before"} if asks else set())
    assert not asks or "10 of 1,000 rows; last time it was 1 of 1,000" in str(report.refused)


def test_16_nothing_where_there_was_much_says_how_much_there_was(send: Send) -> None:
    send({"people.csv": people(100)})
    assert send({"people.csv": _PEOPLE}).refused == "There are no rows in it; last time there were 100."


@pytest.mark.parametrize(
    ("count", "day", "code"), [(60, "02/09/2026", "fewer_rows"), (100, "01/08/2026", "earlier_than_before")]
)
def test_18_last_months_file_and_a_fall_of_forty_per_cent_are_refused_until_confirmed(
    count: int, day: str, code: str, send: Send, home: DataHome
) -> None:
    send({"people.csv": people(100)})
    report = send({"people.csv": people(count, day=day)})
    assert report.refused
    assert codes(report, "ask") == {code}
    assert len(submissions(home)) == 1
    assert send({"people.csv": people(count, day=day)}, confirmed=frozenset({code})).refused is None


@pytest.mark.parametrize("by", ["code of the authority", "pupil numbers"])
def test_20_another_authoritys_file_is_refused_and_the_data_protection_officer_named(by: str, send: Send) -> None:
    send(*about_authority("808", by))
    report = send(*about_authority("816", by))
    assert "It is about authority 816 (York), and those before were about 808 (Stockton-on-Tees)" in str(report.refused)
    assert "tell the data protection officer" in str(report.refused)


@pytest.mark.parametrize("by", ["code of the authority", "pupil numbers"])
def test_20_the_first_file_too_is_refused_when_it_is_not_about_the_areas_own_authority(
    by: str, send: Send, home: DataHome
) -> None:
    report = send(*about_authority("816", by), authorities=["808"])
    assert "about authority 816 (York), and this partnership is of 808 (Stockton-on-Tees)" in str(report.refused)
    assert "tell the data protection officer" in str(report.refused)
    assert submissions(home) == ()
    assert send(*about_authority("808", by), authorities=["808"]).refused is None


def test_20_numbers_of_the_council_that_an_area_took_over_are_its_own(send: Send) -> None:
    assert send(*about_authority("835", "pupil numbers"), authorities=["838"]).refused is None


def about_authority(authority: str, by: str) -> tuple[dict[str, str | bytes], str]:
    """A return that names its authority, or whose pupil numbers that authority issued."""
    if by == "code of the authority":
        text = census(_BORN).replace("<Header>", f"<Header><LEA>{authority}</LEA>")
        return {"cin.xml": text.replace("C0", f"C{authority}")}, "cin_census"
    rows = "".join(f"C{authority}{n},2,05/12/2012,WBRI,{_upn(f'{authority}200018{n:03}')}\n" for n in range(25))
    return {"header.csv": _HEADER + rows}, "ssda903"


@pytest.mark.parametrize("dates", ["", _BORN + "<ExpectedPersonBirthDate>2012-05-01</ExpectedPersonBirthDate>"])
def test_31_both_birth_dates_or_neither_are_pointed_out_and_nothing_about_the_child_is_lost(
    dates: str, send: Send
) -> None:
    report = send({"cin.xml": census(dates)}, "cin_census")
    assert "not_one_of" in codes(report, "flag")
    assert (report.read, report.loaded) == (2, 2)


@pytest.mark.parametrize(
    ("decom", "dec", "code"),
    [
        ("02/06/2025", "01/06/2025", "ends_before_start"),
        ("02/06/2009", "10/09/2009", "before_birth"),
    ],
)
def test_33_an_end_before_its_start_or_anything_before_a_birth_is_set_aside(
    decom: str, dec: str, code: str, send: Send
) -> None:
    episodes = f"{_EPISODES}C1,{decom},S,C2,N1,U6,{dec},X1\nC1,10/09/2025,P,C2,N1,U6,,\n"
    report = send({"h.csv": _HEADER + "C1,2,05/12/2010,WBRI,UN3\n", "e.csv": episodes}, "ssda903")
    assert code in codes(report, "quarantine")
    assert (report.loaded, report.quarantined) == (2, 1)


def test_33_something_within_forty_weeks_before_a_birth_can_be(send: Send) -> None:
    episodes = f"{_EPISODES}C1,01/06/2025,S,C2,N1,U6,,\n"
    report = send({"h.csv": _HEADER + "C1,2,05/12/2025,WBRI,UN3\n", "e.csv": episodes}, "ssda903")
    assert report.quarantined == 0


def test_33_what_comes_after_a_death_is_pointed_out(send: Send) -> None:
    report = send({"cin.xml": census(f"{_BORN}<PersonDeathDate>2024-05-04</PersonDeathDate>")}, "cin_census")
    assert {"after_death", "has_died"} <= codes(report, "flag")


def test_34_episodes_at_the_same_time_and_plans_side_by_side_are_pointed_out(send: Send) -> None:
    episodes = f"{_EPISODES}C1,02/06/2025,S,C2,N1,U6,,\nC1,10/09/2025,P,C2,N1,U6,,\n"
    report = send({"h.csv": _HEADER + "C1,2,05/12/2010,WBRI,UN3\n", "e.csv": episodes}, "ssda903")
    assert "overlaps" in codes(report, "flag")
    category = "<LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse>"
    plan = f"<ChildProtectionPlans><CPPstartDate>{{}}</CPPstartDate>{category}</ChildProtectionPlans>"
    need = "<CINPlanDates><CINPlanStartDate>2025-11-01</CINPlanStartDate></CINPlanDates>"
    two = plan.format("2025-12-01") + plan.format("2026-01-05")
    report = send({"cin.xml": census(_BORN, need + two)}, "cin_census")
    assert {"overlaps", "at_the_same_time"} <= codes(report, "flag")


def test_34_one_after_another_is_right(send: Send) -> None:
    episodes = f"{_EPISODES}C1,02/06/2025,S,C2,N1,U6,10/09/2025,X1\nC1,10/09/2025,P,C2,N1,U6,,\n"
    report = send({"h.csv": _HEADER + "C1,2,05/12/2010,WBRI,UN3\n", "e.csv": episodes}, "ssda903")
    assert "overlaps" not in codes(report, "flag")


def test_35_an_episode_of_no_length_is_pointed_out(send: Send) -> None:
    episodes = f"{_EPISODES}C1,02/06/2025,S,C2,N1,U6,02/06/2025,X1\n"
    report = send({"h.csv": _HEADER + "C1,2,05/12/2010,WBRI,UN3\n", "e.csv": episodes}, "ssda903")
    assert "same_day" in codes(report, "flag")
    assert report.quarantined == 0


def test_47_another_sex_than_before_is_nothing_to_put_right(send: Send) -> None:
    send({"people.csv": people(30)})
    report = send({"people.csv": people(30, day="02/09/2026").replace(",F,02", ",M,02")})
    assert report.refused is None
    assert [one for one in report.reasons if one.column == "sex"] == []


def test_48_a_death_is_pointed_out_and_one_before_the_birth_is_set_aside(send: Send) -> None:
    before = f"{_BORN}<PersonDeathDate>2011-05-04</PersonDeathDate>"
    assert "ends_before_start" in codes(send({"cin.xml": census(before)}, "cin_census"), "quarantine")


@pytest.mark.parametrize(("place", "rec"), [("U6", "E11"), ("A4", "X1"), ("A5", "E12")])
def test_49_50_an_adoption_is_for_whoever_keeps_sealed_records(place: str, rec: str, send: Send) -> None:
    episodes = f"{_EPISODES}C1,02/06/2025,S,C2,N1,{place},10/09/2025,{rec}\n"
    report = send({"h.csv": _HEADER + "C1,2,05/12/2010,WBRI,UN3\n", "e.csv": episodes}, "ssda903")
    assert "adoption" in codes(report, "flag")
    assert "whoever keeps sealed records, and nobody else" in " ".join(one.message for one in report.reasons)


@pytest.mark.parametrize(
    ("source", "files"),
    [
        (
            "ssda903",
            {
                "h.csv": _HEADER + "C1,2,05/12/2010,WBRI,UN3\n",
                "e.csv": f"{_EPISODES}C1,02/06/2025,S,C2,N1,U6,10/09/2025,E3\n",
            },
        ),
        (
            "cin_census",
            {
                "cin.xml": census(
                    _BORN, "<CINclosureDate>2025-12-01</CINclosureDate><ReasonForClosure>RC5</ReasonForClosure>"
                )
            },
        ),
    ],
)
def test_54_a_child_whom_another_council_has_too_is_pointed_out(source: str, files: dict[str, str], send: Send) -> None:
    report = send(files, source)
    assert "another_council_too" in codes(report, "flag")
    assert report.quarantined == 0


def test_55_a_child_who_came_alone_needs_no_number_and_no_certain_birth_date(send: Send, home: DataHome) -> None:
    header, alone = "C1,1,01/01/2010,OOTH,UN3\n", "CHILD,SEX,DOB,DUC\nC1,1,01/01/2010,01/01/2028\n"
    report = send({"h.csv": _HEADER + header, "u.csv": alone}, "ssda903")
    assert report.quarantined == 0
    assert "first_of_january" in codes(report, "flag")
    assert [(row["kind"], row["role"]) for row in kept(home, "event")] == [("unaccompanied", "subject")]


def test_56_who_was_harmed_and_who_is_alleged_stand_on_records_of_their_own(send: Send, home: DataHome) -> None:
    incidents = "incident_ref,person_ref,incident_type,role,incident_date\nI1,1,VIOLENCE,HARMED,01/09/2026\n"
    send(
        {
            "people.csv": "person_ref,forename,surname\n1,Ann,Lowfield\n2,Bob,Lowfield\n",
            "incidents.csv": incidents + "I1,2,VIOLENCE,ALLEGED,01/09/2026\n",
        },
        "police",
    )
    events = {row["record_id"]: row["role"] for row in kept(home, "event")}
    assert events == {"police:1": "harmed", "police:2": "alleged"}
    assert kept(home, "relationship") == []


@pytest.mark.parametrize(("others", "asks"), [(2, False), (3, True)])
def test_66_numbers_that_stood_for_somebody_else_ask_first(others: int, asks: bool, send: Send) -> None:
    send({"people.csv": people(100)})
    lines = people(100, day="02/09/2026").splitlines(keepends=True)
    for n in range(1, others + 1):
        lines[n] = lines[n].replace(f"Ann{n - 1}", "Zoe").replace("/05/2014", "/06/2012")
    report = send({"people.csv": "".join(lines)})
    assert ("numbers_of_others" in codes(report, "ask")) == asks


def numbered(nhs_number: str, upn: str) -> dict[str, str]:
    names = "person_ref,family_ref,family_role,forename,surname,date_of_birth,nhs_number,upn"
    return {"people.csv": f"{names}\n1,F1,CHILD,Ann,Lowfield,04/05/2014,{nhs_number},{upn}\n"}


def test_62_an_nhs_number_that_changed_is_pointed_out_for_tracing(send: Send, home: DataHome) -> None:
    send(numbered("9434765919", ""))
    report = send(numbered("9434765870", ""))
    (told,) = [one for one in report.reasons if one.code == "nhs_number_changed"]
    assert told.message.startswith("1 person with another NHS number")
    assert "ask the national tracing service which one holds" in told.message
    assert (report.refused, len(submissions(home))) == (None, 2)


def test_65_a_pupil_number_that_changed_stops_with_whoever_keeps_sealed_records(send: Send) -> None:
    send(numbered("", "Z808200018001"))
    report = send(numbered("", _upn("808200018002")))
    (told,) = [one for one in report.reasons if one.code == "upn_changed"]
    assert "tell whoever keeps sealed records, and nobody else" in told.message
    assert told.lines == ()


@pytest.mark.parametrize(
    ("sent", "code"), [("808/4000", "laestab"), ("8084000", "laestab"), ("Redhouse", "not_a_urn"), ("900123", "")]
)
def test_67_a_school_under_another_number_than_its_own_is_pointed_out(sent: str, code: str, send: Send) -> None:
    header = "NativeId,urn,referencedate\n"
    report = send({"2026_Spring_schoolcensus.csv": f"{header}S1,{sent},2026-Jan-15 00:00:00\n"}, "school_census")
    assert {one.code for one in report.reasons if one.column == "urn"} == ({code} if code else set())
    assert (report.loaded, report.quarantined) == (1, 0)


def test_66_numbers_that_were_all_made_anew_ask_first(send: Send) -> None:
    send({"people.csv": people(100)})
    report = send({"people.csv": people(100, offset=5000, day="02/09/2026")})
    assert "100 of 100 people of the last delivery are here under other numbers" in str(report.refused)


def test_72_a_child_who_is_not_in_the_latest_file_is_told_and_not_deleted(send: Send, home: DataHome) -> None:
    send({"people.csv": people(100)})
    report = send({"people.csv": people(98, day="02/09/2026")})
    (told,) = [one for one in report.reasons if one.code == "not_in_latest"]
    assert told.message.startswith("2 people of the delivery of 30 September 2026 are not in this one")
    assert len(submissions(home)) == 2


def test_73_no_contract_takes_notes_in_free_text(send: Send, home: DataHome) -> None:
    with_notes = (
        people(2).replace("updated_on\n", "updated_on,notes\n").replace("01/09/2026\n", "01/09/2026,Bob hit Ann\n")
    )
    report = send({"people.csv": with_notes})
    assert "columns that were not agreed and were not read: notes" in " ".join(one.message for one in report.reasons)
    for path in home.root.rglob("*.parquet"):
        assert b"Bob hit Ann" not in path.read_bytes()


@pytest.mark.parametrize(("code", "year", "found"), [("K3", 2024, "code_not_yet"), ("H5", 2026, "code_no_more")])
def test_24_a_code_of_another_years_list_is_pointed_out(code: str, year: int, found: str, send: Send) -> None:
    episodes = f"{_EPISODES}C1,02/02/{year},S,C2,N1,{code},,\n"
    report = send({"h.csv": _HEADER + "C1,2,05/12/2010,WBRI,UN3\n", "e.csv": episodes}, "ssda903")
    assert found in codes(report, "flag")


def kept(home: DataHome, table: str) -> Sequence[dict[str, Any]]:
    (submission,) = submissions(home)
    rows: list[dict[str, Any]] = pyarrow.parquet.read_table(submission.folder / f"{table}.parquet").to_pylist()
    return rows


def _upn(digits: str) -> str:
    check = sum(place * int(digit) for place, digit in enumerate(digits, start=2)) % 23
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[check] + digits
