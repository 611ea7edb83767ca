"""How much of a term a pupil missed."""

from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import dedent

from tests.spec.cases import Case, Engine, Spec
from tests.spec.reference.attendance import attendance
from tests.spec.sources.engines import duckdb
from tests.spec.text_tables import Row

_ROLL = "2026_spring_pupilonroll.csv"
_SESSIONS = "2026_spring_termlysessiondetailsonroll.csv"
_WHEN = {"source": "school_census", "received_on": date(2026, 2, 20)}

SPEC = Spec(
    title="Attendance",
    text="""
        A school census gives, for each pupil, the sessions under each code in the term before. Missed are those that
        were authorised and those that were not; being taught elsewhere is being there; sessions that were not required
        do not count. Ten per cent missed is persistent, fifty per cent severe, as the Department for Education
        publishes them; all else is regular, which is a strength.
    """,
    cases=[
        Case(
            name="Regular, persistent, severe",
            says="The bounds belong to the worse word.",
            given={
                _ROLL: """
                    NativeId,pupilonrolltableid,upn,entrydate,termlysessionspossible
                    S,1,,,140
                    S,2,,,140
                    S,3,,,140
                """,
                _SESSIONS: """
                    NativeId,pupilonrolltableid,termlysessiondetailsonrolltableid,attendancereason,sessions
                    S,1,a,/,127
                    S,1,b,I,13
                    S,2,c,/,126
                    S,2,d,O,14
                    S,3,e,/,70
                    S,3,f,I,35
                    S,3,g,O,35
                """,
            },
            when=_WHEN,
            then={
                "event": """
                    kind | code | value
                    attendance | regular | 9.3
                    attendance | persistent | 10
                    attendance | severe | 50
                """
            },
        ),
        Case(
            name="Taught elsewhere, and not required",
            says="Work experience is being there; a closed school or a day at another school does not count at all.",
            given={
                _ROLL: """
                    NativeId,pupilonrolltableid,upn,entrydate,termlysessionspossible
                    S,1,,,
                """,
                _SESSIONS: """
                    NativeId,pupilonrolltableid,termlysessiondetailsonrolltableid,attendancereason,sessions
                    S,1,a,/,80
                    S,1,b,W,10
                    S,1,c,U,10
                    S,1,d,#,20
                    S,1,e,D,20
                """,
            },
            when=_WHEN,
            then={"event": "kind | code | value\nattendance | persistent | 10"},
        ),
        Case(
            name="No rows",
            says="Where a school sends marks, a pupil without any is not known, and nothing is said about them.",
            given={
                _ROLL: """
                    NativeId,pupilonrolltableid,upn,entrydate,termlysessionspossible
                    S,1,,,140
                    S,2,,,140
                """,
                _SESSIONS: """
                    NativeId,pupilonrolltableid,termlysessiondetailsonrolltableid,attendancereason,sessions
                    S,1,a,/,140
                """,
            },
            when=_WHEN,
            then={"event": "kind | code | value\nattendance | regular | 0"},
        ),
        Case(
            name="Absences only",
            says="Where a school sends absences only, a pupil without any missed nothing.",
            given={
                _ROLL: """
                    NativeId,pupilonrolltableid,upn,entrydate,termlysessionspossible
                    S,1,,,140
                    S,2,,,140
                """,
                _SESSIONS: """
                    NativeId,pupilonrolltableid,termlysessiondetailsonrolltableid,attendancereason,sessions
                    S,1,a,I,70
                """,
            },
            when=_WHEN,
            then={"event": "kind | code | value\nattendance | severe | 50\nattendance | regular | 0"},
        ),
    ],
)


def reference(case: Case) -> Mapping[str, Sequence[Row]]:
    """Pupil by pupil in plain Python."""
    return {"event": attendance({name: dedent(text).strip() for name, text in case.given.items()})}


@SPEC.on(reference=reference, duckdb=duckdb)
def test_attendance(case: Case, engine: Engine) -> None:
    case.check(engine)
