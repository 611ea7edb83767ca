"""Values that cannot be read, and values that stand for nothing."""

from datetime import date

from tests.spec.cases import Case, Engine, Spec
from tests.spec.sources.engines import duckdb, reference

_WHEN = {"source": "health_visiting", "received_on": date(2026, 9, 30)}

SPEC = Spec(
    title="Values",
    text="""
        Nothing is guessed. A value that stands for nothing (a dummy date, a dummy number, BABY as a name) is taken as
        not known and counted. A day that cannot be read sets its row aside. A number that fails its check is not used
        to find anybody, and the row stays. Numbers that begin with 9 were never issued, and are counted.
    """,
    cases=[
        Case(
            name="Stand-ins",
            says="Dummies are no values: not a name, not a birth date, not a number.",
            given={
                "people.csv": """
                    person_ref,person_type,forename,surname,date_of_birth,nhs_number
                    1,CHILD,BABY,Lowfield,01/01/1900,9999999999
                    2,CHILD,Twin 1,N/A,04/05/2014,
                """
            },
            when=_WHEN,
            then={
                "identity": """
                    record_id | is_child | given_name | family_name | birth_date | nhs_number
                    health_visiting:1 | true | | Lowfield | |
                    health_visiting:2 | true | | | 2014-05-04 |
                """,
                "report": "read | loaded | flagged | quarantined\n2 | 2 | 0 | 0",
                "reasons": """
                    column | code | severity | rows
                    forename | dummy_value | normalise | 2
                    surname | dummy_value | normalise | 1
                    date_of_birth | dummy_value | normalise | 1
                    nhs_number | dummy_value | normalise | 1
                """,
            },
        ),
        Case(
            name="Days that never were",
            says="31 February is nobody's birthday: the row is set aside. The day comes first, as was agreed.",
            given={
                "people.csv": """
                    person_ref,person_type,forename,surname,date_of_birth
                    1,CHILD,Ann,Lowfield,31/02/2014
                    3,CHILD,Cat,Lowfield,03/04/2014
                """
            },
            when=_WHEN,
            then={
                "identity": "record_id | birth_date\nhealth_visiting:3 | 2014-04-03",
                "reasons": "table | code | severity | rows\npeople | unreadable_date | quarantine | 1",
            },
        ),
        Case(
            name="Numbers that fail their check",
            says="An NHS number with a wrong check digit is not used and is pointed out; the rest of the row is.",
            given={
                "people.csv": """
                    person_ref,person_type,forename,surname,nhs_number
                    1,CHILD,Ann,Lowfield,943 476 5919
                    2,CHILD,Bea,Lowfield,943 476 5918
                """
            },
            when=_WHEN,
            then={
                "identity": """
                    record_id | given_name | nhs_number
                    health_visiting:1 | Ann | 9434765919
                    health_visiting:2 | Bea |
                """,
                "reasons": """
                    code | severity | rows
                    nhs_number_check | flag | 1
                    test_number | normalise | 1
                """,
            },
        ),
        Case(
            name="Names as they are",
            says="Names are shown as they were given; only stray spaces go.",
            given={
                "people.csv": """
                    person_ref,person_type,forename,surname,postcode
                    1,CHILD,  Siân ,O’Neill-Kociński,ts181ab
                """
            },
            when=_WHEN,
            then={
                "identity": """
                    given_name | family_name | postcode
                    Siân | O’Neill-Kociński | TS18 1AB
                """
            },
        ),
        Case(
            name="Days to come",
            says="A birth date after the day of receipt is that of a child not born yet: kept and pointed out.",
            given={
                "people.csv": """
                    person_ref,person_type,forename,surname,date_of_birth
                    1,CHILD,UNBORN LOWFIELD,Lowfield,01/12/2026
                """
            },
            when=_WHEN,
            then={
                "identity": "given_name | birth_date\n | 2026-12-01",
                "report": "read | loaded | flagged | quarantined\n1 | 1 | 1 | 0",
            },
        ),
    ],
)


@SPEC.on(reference=reference, duckdb=duckdb)
def test_values(case: Case, engine: Engine) -> None:
    case.check(engine)
