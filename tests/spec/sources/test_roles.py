"""An incident means different things for the people in it."""

from datetime import date

from tests.spec.cases import Case, Engine, Spec
from tests.spec.sources.engines import duckdb, reference

_PEOPLE = """
    person_ref,forename,surname,date_of_birth
    1,Ann,Lowfield,04/05/2014
    2,Joe,Lowfield,01/02/1988
"""
_WHEN = {"source": "police", "received_on": date(2026, 9, 30)}

SPEC = Spec(
    title="The part a person had",
    text="""
        A row about an incident says which part the person had in it. Without that it cannot be used: the child upstairs
        and the man at the door would look the same.
    """,
    cases=[
        Case(
            name="Each person's own part",
            says="One incident with several people is one event for each, with their part in it, and is a report.",
            given={
                "people.csv": _PEOPLE,
                "incidents.csv": """
                    incident_ref,person_ref,incident_type,role,incident_date
                    I1,1,DOMESTIC_ABUSE,RESIDENT,07/03/2026
                    I1,2,DOMESTIC_ABUSE,SUSPECT,07/03/2026
                """,
            },
            when=_WHEN,
            then={
                "event": """
                    record_id | kind | code | role | certainty | observed_on
                    police:1 | police_incident | DOMESTIC_ABUSE | resident | report | 2026-03-07
                    police:2 | police_incident | DOMESTIC_ABUSE | alleged | report | 2026-03-07
                """
            },
        ),
        Case(
            name="No part, no event",
            says="A row without the person's part, or with one that nobody knows, is set aside and said.",
            given={
                "people.csv": _PEOPLE,
                "incidents.csv": """
                    incident_ref,person_ref,incident_type,role,incident_date
                    I1,1,DOMESTIC_ABUSE,,07/03/2026
                    I2,1,DOMESTIC_ABUSE,BYSTANDER,08/03/2026
                    I3,1,ASB,WITNESS,09/03/2026
                """,
            },
            when=_WHEN,
            then={
                "event": "code | role\nASB | witness",
                "report": "read | loaded | flagged | quarantined\n5 | 3 | 0 | 2",
                "reasons": """
                    table | code | severity | rows
                    incidents | missing | quarantine | 1
                    incidents | unknown_code | quarantine | 1
                """,
            },
        ),
        Case(
            name="Missing from home",
            says="A report that somebody is missing is an event of its own kind, until the day they were found.",
            given={
                "people.csv": _PEOPLE,
                "incidents.csv": """
                    incident_ref,person_ref,incident_type,role,incident_date,returned_date
                    M1,1,MISSING,SUBJECT,07/03/2026,09/03/2026
                """,
            },
            when=_WHEN,
            then={
                "event": """
                    kind | code | role | observed_on | observed_to
                    missing | MISSING | subject | 2026-03-07 | 2026-03-09
                """
            },
        ),
        Case(
            name="Nobody of that number",
            says="An incident of somebody whom the delivery does not name cannot be anybody's.",
            given={
                "people.csv": _PEOPLE,
                "incidents.csv": """
                    incident_ref,person_ref,incident_type,role,incident_date
                    I1,9,ASB,WITNESS,09/03/2026
                """,
            },
            when=_WHEN,
            then={
                "event": "record_id | code",
                "reasons": "table | code | severity | rows\nincidents | not_found | quarantine | 1",
            },
        ),
    ],
)


@SPEC.on(reference=reference, duckdb=duckdb)
def test_roles(case: Case, engine: Engine) -> None:
    case.check(engine)
