"""The national returns: SSDA903 in both forms, the children in need census, the school census."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from oneplan.engine.sources.load import load
from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from tests.integration.sources.conftest import RECEIVED, Deliver

#: Made-up returns published by the sector (Data to Insight, MIT licence), where they lie beside the project.
_PUBLISHED = Path(__file__).parents[4] / "shared" / "samples"


def _rows(home: DataHome, table: str) -> list[dict[str, Any]]:
    (submission,) = submissions(home)
    folder = submission.vault_folder if table == "identity" else submission.folder
    found: list[dict[str, Any]] = pyarrow.parquet.read_table(folder / f"{table}.parquet").to_pylist()
    return found


def _said(home: DataHome, *columns: str) -> set[tuple[Any, ...]]:
    return {tuple(row[name] for name in columns) for row in _rows(home, "event")}


_CSV: dict[str, str | bytes] = {
    "a.csv": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nC1,2,05/12/2010,WBRI,UN3,,",
    "b.csv": """
        CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
        C1,02/06/2025,S,C2,N1,U6,PR1,10/09/2025,X1,CARPL,TS18 1AB,TS19 2CD,
        C1,10/09/2025,P,C2,N1,K2,PR4,,,,TS18 1AB,TS20 3EF,9000001
    """,
    "c.csv": """
        CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED
        C1,05/12/2010,19,,0.0,1,1,,1,1,0,1
    """,
    "d.csv": "CHILD,DOB,REVIEW,REVIEW_CODE\nC1,05/12/2010,20/02/2026,PN1",
    "e.csv": "CHILD,DOB,MISSING,MIS_START,MIS_END\nC1,05/12/2010,M,01/11/2025,03/11/2025",
}
_XML = b"""<?xml version='1.0'?>
<EXPSSDA903><CHILD><HEADER><CHILDID>C1</CHILDID><UPN>UN3</UPN><SEX>2</SEX><DOB>05/12/2010</DOB><ETHNIC>WBRI</ETHNIC>
<UASC/><AMISSING><MISSING>M</MISSING><MIS_START>01/11/2025</MIS_START><MIS_END>03/11/2025</MIS_END></AMISSING>
<AREVIEW><REVIEW>20/02/2026</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW><MOTHER/><MC_DOB/>
<OC2><SDQ_SCORE>19</SDQ_SCORE><CONVICTED>0</CONVICTED><HEALTH_CHECK>1</HEALTH_CHECK><IMMUNISATIONS>1</IMMUNISATIONS>
<HEALTH_ASSESSMENT>1</HEALTH_ASSESSMENT><SUBSTANCE_MISUSE>1</SUBSTANCE_MISUSE></OC2></HEADER>
<EPISODE><DECOM>02/06/2025</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U6</PL><DEC>10/09/2025</DEC><REC>X1</REC>
</EPISODE><EPISODE><DECOM>10/09/2025</DECOM><RNE>P</RNE><LS>C2</LS><CIN>N1</CIN><PL>K2</PL><DEC/><REC/></EPISODE>
</CHILD></EXPSSDA903>"""


@pytest.mark.parametrize("files", [_CSV, {"r.xml": _XML}], ids=["tables", "XML"])
def test_a_903_says_the_same_in_both_forms(files: dict[str, str | bytes], deliver: Deliver, home: DataHome) -> None:
    report = deliver("ssda903", files)
    assert (report.read, report.quarantined) == (6, 0)
    year_end = date(2026, 3, 31)
    assert _said(home, "kind", "code", "finding", "observed_on", "observed_to", "is_open") == {
        ("care_episode", "U6", "present", date(2025, 6, 2), date(2025, 9, 10), False),
        ("care_episode", "K2", "present", date(2025, 9, 10), None, True),
        ("legal_status", "C2", "present", date(2025, 6, 2), date(2025, 9, 10), False),
        ("legal_status", "C2", "present", date(2025, 9, 10), None, True),
        ("primary_need", "N1", "present", date(2025, 6, 2), date(2025, 9, 10), False),
        ("primary_need", "N1", "present", date(2025, 9, 10), None, True),
        ("missing", "M", "present", date(2025, 11, 1), date(2025, 11, 3), False),
        ("review_participation", "PN1", "present", date(2026, 2, 20), None, False),
        ("sdq_score", "", "present", year_end, None, False),
        ("convicted", "", "not_present", year_end, None, False),
        ("substance_misuse", "", "present", year_end, None, False),
        ("health_assessment", "HEALTH_CHECK", "present", year_end, None, False),
        ("health_assessment", "IMMUNISATIONS", "present", year_end, None, False),
        ("health_assessment", "HEALTH_ASSESSMENT", "present", year_end, None, False),
    }


_EVERY_TABLE = """<EXPSSDA903><CHILD><HEADER><CHILDID>C1</CHILDID><SEX>F</SEX><DOB>05/12/2007</DOB>
<ETHNIC>OOTH</ETHNIC><MOTHER>1</MOTHER><MC_DOB>04/05/2025</MC_DOB>{alone}{leaver}{adopted}
<AREVIEW><REVIEW>20/02/2026</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
<AMISSING><MISSING>A</MISSING><MIS_START>01/11/2025</MIS_START><MIS_END>03/11/2025</MIS_END></AMISSING>
<PERMANENCE><PREV_PERM>P2</PREV_PERM><DATE_PERM>01/02/2020</DATE_PERM></PERMANENCE>
<OC2><SDQ_SCORE>19</SDQ_SCORE></OC2><AD_PLACED><DATE_PLACED>01/12/2025</DATE_PLACED></AD_PLACED>
<SWEPISODE><SW_ID>S1</SW_ID><SW_DECOM>01/09/2025</SW_DECOM><SW_REASON>LEFTRL</SW_REASON></SWEPISODE>
<DOLO><DOLO_START>02/09/2025</DOLO_START></DOLO></HEADER>
<EPISODE><DECOM>02/06/2025</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>K3</PL></EPISODE></CHILD></EXPSSDA903>"""
_FLAT = {
    "alone": "<UASC>1</UASC><DUC/>",
    "leaver": "<IN_TOUCH>YES</IN_TOUCH><ACTIV>F2</ACTIV><ACCOM>U1</ACCOM>",
    "adopted": "<DATE_INT>02/11/2025</DATE_INT><DATE_MATCH>03/11/2025</DATE_MATCH>",
}
_NESTED = {
    "alone": "<UASC><DUC>05/12/2025</DUC></UASC>",
    "leaver": f"<OC3>{_FLAT['leaver']}</OC3>",
    "adopted": f"<AD1>{_FLAT['adopted']}</AD1>",
}


@pytest.mark.parametrize("parts", [_FLAT, _NESTED], ids=["flat", "nested"])
def test_every_table_of_a_903_is_read_from_xml(parts: dict[str, str], deliver: Deliver, home: DataHome) -> None:
    report = deliver("ssda903", {"r.xml": _EVERY_TABLE.format(**parts)})
    assert (report.read, report.quarantined) == (12, 0)
    assert {(kind, code) for kind, code in _said(home, "kind", "code")} == {
        ("care_episode", "K3"),
        ("legal_status", "C2"),
        ("primary_need", "N1"),
        ("young_parent", ""),
        ("unaccompanied", ""),
        ("care_leaver_contact", "YES"),
        ("care_leaver_activity", "F2"),
        ("care_leaver_accommodation", "U1"),
        ("placed_for_adoption", "MATCHED"),
        ("placed_for_adoption", "PLACED"),
        ("review_participation", "PN1"),
        ("missing", "A"),
        ("previous_permanence", "P2"),
        ("sdq_score", ""),
        ("worker_change", "LEFTRL"),
        ("deprivation_of_liberty", ""),
    }


@pytest.mark.parametrize("sex", ["1", "M", "2", "F", "U", "1.0"])
def test_sex_of_a_903_is_read_as_every_year_writes_it(sex: str, deliver: Deliver, home: DataHome) -> None:
    deliver("ssda903", {"h.csv": f"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nC1,{sex},05/12/2010,WBRI,UN3,,"})
    assert [row["sex"] for row in _rows(home, "identity")] == [{"1": "M", "2": "F", "1.0": "M"}.get(sex, sex)]


def test_episodes_that_touch_are_one_time_in_care(deliver: Deliver, home: DataHome) -> None:
    deliver("ssda903", _CSV)
    (involvement,) = _rows(home, "involvement")
    assert (involvement["kind"], involvement["from_on"], involvement["to_on"]) == (
        "looked_after",
        date(2025, 6, 2),
        None,
    )


def test_a_child_of_two_council_returns_has_the_councils_one_number(deliver: Deliver, home: DataHome) -> None:
    deliver("ssda903", _CSV)
    (identity,) = _rows(home, "identity")
    assert (identity["record_id"], identity["la_child_id"], identity["sex"]) == ("ssda903:C1", "C1", "F")


_CIN = """<Message><Header><CollectionDetails><ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header>
<Children><Child><ChildIdentifiers><LAchildID>C1</LAchildID><PersonBirthDate>2012-05-04</PersonBirthDate>{sex}
</ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>NONE</Disability>
</Disabilities></ChildCharacteristics><CINdetails><CINreferralDate>2025-10-01</CINreferralDate>
<ReferralSource>6</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode><Assessments>
<AssessmentActualStartDate>2025-10-02</AssessmentActualStartDate>
<AssessmentAuthorisationDate>2025-11-03</AssessmentAuthorisationDate>{factors}</Assessments>
<ReferralNFA>{nfa}</ReferralNFA></CINdetails></Child></Children></Message>"""
_FACTORS = (
    "<FactorsIdentifiedAtAssessment><AssessmentFactors>3B</AssessmentFactors>\n"
    "<AssessmentFactors>15A</AssessmentFactors>\n<AssessmentFactors>ZZ</AssessmentFactors>"
    "</FactorsIdentifiedAtAssessment>"
)


def test_factors_are_about_whom_their_letter_says(deliver: Deliver, home: DataHome) -> None:
    report = deliver("cin_census", {"cin.xml": _CIN.format(sex="<Sex>F</Sex>", factors=_FACTORS, nfa="0")})
    factors = {
        (r["code"], r["about"], r["observed_on"]) for r in _rows(home, "event") if r["kind"] == "assessment_factor"
    }
    assert factors == {("3B", "parent", date(2025, 11, 3)), ("15A", "self", date(2025, 11, 3))}
    (reason,) = [one for one in report.reasons if one.severity == "quarantine"]
    assert (reason.code, reason.table, reason.lines) == ("unknown_code", "AssessmentFactors", ("cin.xml:9",))


def test_no_disability_and_no_factors_are_not_findings(deliver: Deliver, home: DataHome) -> None:
    deliver("cin_census", {"cin.xml": _CIN.format(sex="", factors="<FactorsIdentifiedAtAssessment/>", nfa="false")})
    assert _said(home, "kind", "code") == {("referral", "6"), ("primary_need", "N1")}


@pytest.mark.parametrize("sex", ["<Sex>F</Sex>", "<GenderCurrent>2</GenderCurrent>", "<Sex>2</Sex>"])
def test_sex_is_read_as_every_year_writes_it(sex: str, deliver: Deliver, home: DataHome) -> None:
    deliver("cin_census", {"cin.xml": _CIN.format(sex=sex, factors="", nfa="0")})
    assert [row["sex"] for row in _rows(home, "identity")] == ["F"]


@pytest.mark.parametrize(
    "off_schema",
    [
        lambda text: text.replace("Message>", "CINMessage>"),
        lambda text: text.replace("<Message>", '<Message xmlns="http://www.example.org/cin">'),
        lambda text: text.replace("<Children>", "").replace("</Children>", ""),
        lambda text: text.replace("<Header><CollectionDetails>", "<Header>").replace("</CollectionDetails>", ""),
        lambda text: text.replace("2026-03-31", "2026-03-31T00:00:00"),
        lambda text: text.replace("2025-10-01", "2025-10-01T00:00:00"),
        lambda text: text.replace("<ReferralNFA>0<", "<ReferralNFA>false<"),
        lambda text: text.replace(
            "<AssessmentFactors>3B</AssessmentFactors>",
            "<AssessmentFactors><AssessmentFactors>3B</AssessmentFactors></AssessmentFactors>",
        ),
        lambda text: "\ufeff" + text,
    ],
    ids=[
        "root",
        "namespace",
        "no children element",
        "bare header",
        "moment",
        "date as a moment",
        "words",
        "nested",
        "mark",
    ],
)
def test_a_census_off_its_schema_says_the_same(
    off_schema: Callable[[str], str], deliver: Deliver, home: DataHome
) -> None:
    factors = "<FactorsIdentifiedAtAssessment><AssessmentFactors>3B</AssessmentFactors></FactorsIdentifiedAtAssessment>"
    report = deliver("cin_census", {"cin.xml": off_schema(_CIN.format(sex="<Sex>F</Sex>", factors=factors, nfa="0"))})
    assert (report.refused, report.quarantined) == (None, 0)
    assert _said(home, "kind", "code", "observed_on") == {
        ("referral", "6", date(2025, 10, 1)),
        ("primary_need", "N1", date(2025, 10, 1)),
        ("assessment_factor", "3B", date(2025, 11, 3)),
    }


def test_a_referral_without_further_action_is_nobodys_work(deliver: Deliver, home: DataHome) -> None:
    deliver("cin_census", {"cin.xml": _CIN.format(sex="", factors="", nfa="true")})
    assert _rows(home, "involvement") == []


@pytest.mark.parametrize(
    ("source", "text", "sentence"),
    [
        ("cin_census", "<Message><Children><Child>", "cannot be read as XML"),
        ("cin_census", "<Message><Header/></Message>", "has no children in it"),
        ("cin_census", "LAchildID\nC1", "is not XML"),
        ("ssda903", "<Message/>", "is not an SSDA903 return: it starts with Message"),
        ("school_census", "colour\nred", "has not the columns of any table of a school census"),
    ],
)
def test_what_is_no_such_return_is_refused(source: str, text: str, sentence: str, deliver: Deliver) -> None:
    report = deliver(source, {"return.csv" if source == "school_census" else "return.xml": text})
    assert report.refused is not None
    assert sentence in report.refused


def test_entities_in_xml_are_refused_before_anything_is_read(deliver: Deliver, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("1A", encoding="utf-8")
    trick = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret.txt">]>'
    text = trick + _CIN.format(sex="", factors="", nfa="0").replace("<ReferralSource>6<", "<ReferralSource>&e;<")
    report = deliver("cin_census", {"cin.xml": text})
    assert report.refused == "cin.xml declares a document type or entities, which are not read here."


def _census(term: str, school: str, urn: str, upn: str) -> dict[str, str | bytes]:
    return {
        f"{term}_schoolcensus.csv": f"NativeId,urn,referencedate\n{school},{urn},2026-Jan-15 00:00:00",
        f"{term}_school.csv": f"NativeId,schoolname\n{school},Redhouse School",
        f"{term}_pupilonroll.csv": f"""
            NativeId,pupilonrolltableid,upn,surname,forename,dob,entrydate,senprovision,youngcarer
            {school},77,{upn},Lowfield,Ann,2014-May-04 00:00:00,2025-Sep-03 00:00:00,K,N
        """,
        f"{term}_termlyexclusionsonroll.csv": f"""
            NativeId,pupilonrolltableid,termlyexclusionsonrolltableid,startdate,category,reason1,reason2
            {school},77,a,2025-Nov-05 00:00:00,SUSP,PP,DB
            {school},99,b,2025-Nov-05 00:00:00,SUSP,PP,
        """,
        f"{term}_classes.csv": "classestableid,NativeId,schooltableid,classname\n1,S,2,Blue",
    }


_UPN = "Z808200018001"


def test_a_pupils_school_needs_and_suspensions(deliver: Deliver, home: DataHome) -> None:
    report = deliver("school_census", _census("2026_spring", "S1", "900123", _UPN))
    assert _said(home, "kind", "code", "observed_on", "recorded_by") == {
        ("sen_provision", "K", date(2026, 1, 15), "Redhouse School"),
        ("suspension", "PP", date(2025, 11, 5), "Redhouse School"),
        ("suspension", "DB", date(2025, 11, 5), "Redhouse School"),
    }
    (school,) = _rows(home, "involvement")
    assert (school["kind"], school["team"], school["team_code"], school["from_on"], school["to_on"]) == (
        "school", "Redhouse School", "900123", date(2025, 9, 3), None,
    )  # fmt: skip
    assert {(r.code, r.severity) for r in report.reasons} == {("not_needed", "note"), ("not_found", "quarantine")}


def test_a_pupil_is_one_record_from_term_to_term_and_the_record_hides_the_number(
    deliver: Deliver, home: DataHome
) -> None:
    spring, summer = (_census(term, "S1", "900123", _UPN) for term in ("2026_spring", "2026_summer"))
    deliver("school_census", {**spring, **summer})
    (identity,) = _rows(home, "identity")
    assert identity["upn"] == _UPN
    assert _UPN not in identity["record_id"]


def test_a_pupil_who_left_keeps_what_happened_until_then(deliver: Deliver, home: DataHome) -> None:
    term = "2026_spring"
    deliver(
        "school_census",
        {
            f"{term}_schoolcensus.csv": "NativeId,urn,referencedate\nS1,900123,2026-Jan-15 00:00:00",
            f"{term}_school.csv": "NativeId,schoolname\nS1,Redhouse School",
            f"{term}_pupilonroll.csv": "NativeId,pupilonrolltableid,upn,entrydate\nS1,1,,2025-Sep-03",
            f"{term}_pupilnolongeronroll.csv": f"""
                NativeId,pupilnolongeronrolltableid,upn,surname,forename,dob,entrydate,leavingdate,termlysessionspossible
                S1,1,{_UPN},Lowfield,Ann,2014-May-04,2020-Sep-03,2025-Nov-28,100
            """,
            f"{term}_termlysessiondetailsoffroll.csv": """
                NativeId,pupilnolongeronrolltableid,termlysessiondetailsoffrolltableid,attendancereason,sessions
                S1,1,a,/,40
                S1,1,b,O,60
            """,
            f"{term}_termlyexclusionsoffroll.csv": """
                NativeId,pupilnolongeronrolltableid,termlyexclusionsoffrolltableid,startdate,category,reason1
                S1,1,a,2025-Nov-27,PERM,VA
            """,
            f"{term}_addressesoffroll.csv": "NativeId,pupilnolongeronrolltableid,postcode\nS1,1,TS18 1AB",
        },
    )
    assert _said(home, "kind", "code", "observed_on", "observed_to") == {
        ("attendance", "severe", date(2025, 9, 1), date(2025, 11, 28)),
        ("exclusion", "VA", date(2025, 11, 27), None),
    }
    schools = {(row["from_on"], row["to_on"]) for row in _rows(home, "involvement")}
    assert schools == {(date(2025, 9, 3), None), (date(2020, 9, 3), date(2025, 11, 28))}
    assert {row["postcode"] for row in _rows(home, "identity")} == {None, "TS18 1AB"}


def test_an_autumn_census_also_tells_of_the_end_of_summer(deliver: Deliver, home: DataHome) -> None:
    deliver(
        "school_census",
        {
            "2025_autumn_pupilonroll.csv": f"""
                NativeId,pupilonrolltableid,upn,entrydate,summerhalfterm2sessionspossible
                S1,1,{_UPN},2020-Sep-03,70
            """,
            "2025_autumn_summerhalfterm2sessiondetailsonroll.csv": """
                NativeId,pupilonrolltableid,summerhalfterm2sessiondetailsonrolltableid,attendancereason,sessions
                S1,1,a,/,63
                S1,1,b,I,7
            """,
        },
    )
    assert _said(home, "kind", "code", "observed_on", "observed_to") == {
        ("attendance", "persistent", date(2025, 6, 1), date(2025, 7, 22))
    }


def _published() -> list[tuple[str, Sequence[Path]]]:
    tables = sorted(_PUBLISHED.glob("ssda903/*.csv"))
    single = [("ssda903", [path]) for path in sorted(_PUBLISHED.glob("ssda903/*.xml"))]
    return [("ssda903", tables), *single, *(("cin_census", [p]) for p in sorted(_PUBLISHED.glob("cin_census/*.xml")))]


@pytest.mark.skipif(not _PUBLISHED.is_dir(), reason="the sector's published samples are not beside the project")
@pytest.mark.parametrize(("source", "paths"), _published())
def test_returns_that_nobody_here_wrote_add_up(source: str, paths: Sequence[Path], home: DataHome) -> None:
    report = load(home, source, paths, received_on=RECEIVED)
    assert report.refused is None
    assert report.read == report.loaded + report.quarantined > 0
    assert report.loaded > 0.7 * report.read
