"""Asked and not there, disputed, and not asked are three things."""

from datetime import date

from tests.spec.cases import Case, Engine, Spec
from tests.spec.sources.engines import duckdb, reference

_PEOPLE = """
    person_ref,family_ref,family_role,forename,surname,date_of_birth
    1,F1,CHILD,Ann,Lowfield,04/05/2014
    2,F1,PARENT,Joe,Lowfield,01/02/1988
"""
_WHEN = {"source": "early_help", "received_on": date(2026, 9, 30)}

SPEC = Spec(
    title="What a family and their worker wrote down",
    text="""
        An answer says that it is there, that somebody asked and it is not there, or that the family disagrees. It is
        about the person whose record it stands on, a parent of theirs, or somebody else at home.
    """,
    cases=[
        Case(
            name="Three answers",
            says="Each answer stays what it is; a topic without a row makes nothing.",
            given={
                "people.csv": _PEOPLE,
                "needs.csv": """
                    need_ref,person_ref,need,about,answer,basis,asked_on
                    N1,1,MENTAL_HEALTH,PARENT,PRESENT,REPORT,01/06/2026
                    N2,1,DOMESTIC_ABUSE,PARENT,ASKED_NOT_PRESENT,FACT,01/06/2026
                    N3,1,NOT_YET_CONNECTED,SELF,DISPUTED,OPINION,01/06/2026
                """,
            },
            when=_WHEN,
            then={
                "event": """
                    record_id | code | about | finding | certainty
                    early_help:1 | MENTAL_HEALTH | parent | present | report
                    early_help:1 | DOMESTIC_ABUSE | parent | not_present | fact
                    early_help:1 | NOT_YET_CONNECTED | self | disputed | opinion
                """
            },
        ),
        Case(
            name="The same row twice",
            says="A row that was sent twice is one event.",
            given={
                "people.csv": _PEOPLE,
                "needs.csv": """
                    need_ref,person_ref,need,about,answer,asked_on
                    N1,1,DRUGS,PARENT,PRESENT,01/06/2026
                    N1,1,DRUGS,PARENT,PRESENT,01/06/2026
                """,
            },
            when=_WHEN,
            then={
                "report": "read | loaded | flagged | quarantined\n4 | 4 | 0 | 0",
                "reasons": "table | code | severity | rows\nneeds | same_row_again | normalise | 1",
            },
        ),
        Case(
            name="Who belongs to whom",
            says="A tie between two people is kept with its direction; the first is the parent of the other.",
            given={
                "people.csv": _PEOPLE,
                "relationships.csv": """
                    person_ref,other_person_ref,relationship
                    2,1,PARENT
                """,
            },
            when=_WHEN,
            then={
                "relationship": """
                    record_id | other_record_id | kind
                    early_help:2 | early_help:1 | parent_of
                """
            },
        ),
        Case(
            name="Who works with the family",
            says="The worker is kept with how to ring them; the lead practitioner is marked.",
            given={
                "people.csv": _PEOPLE,
                "episodes.csv": """
                    episode_ref,person_ref,start_date,end_date,worker,worker_role,team,phone,is_lead
                    E1,1,02/02/2026,,Sam Hart,Family support worker,North team,01632 960000,Y
                    E1,2,02/02/2026,01/02/2026,Sam Hart,Family support worker,North team,01632 960000,Y
                """,
            },
            when=_WHEN,
            then={
                "involvement": """
                    record_id | agency | kind | worker | phone | from_on | to_on
                    early_help:1 | stockton-council | early_help | Sam Hart | 01632 960000 | 2026-02-02 |
                """,
                "reasons": "table | code | severity | rows\nepisodes | ends_before_start | quarantine | 1",
            },
        ),
    ],
)


@SPEC.on(reference=reference, duckdb=duckdb)
def test_answers(case: Case, engine: Engine) -> None:
    case.check(engine)
