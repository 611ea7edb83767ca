"""Children by factor and ward."""

from tests.spec.cases import Case, Engine, Spec
from tests.spec.indicators.engines import duckdb, reference

_RULE = "factor_id | kind\nmissing | missing"

SPEC = Spec(
    title="Children by factor and place",
    text="""
        Exact counts of children for whom a factor is present, beside all children known to any agency there. They never
        leave as they are: see the spec of disclosure.
    """,
    cases=[
        Case(
            name="Wards",
            says="Each ward with children has a row, a true zero among them; adults count nowhere.",
            given={
                "factor_rule": _RULE,
                "person": """
                    person_id | is_child | ward | ward_name
                    ann | true | W1 | Bishopsgarth
                    bob | true | W1 | Bishopsgarth
                    cat | true | W2 | Norton
                    dan | false | W1 | Bishopsgarth
                """,
                "matrix": "person_id | factor_id\nann | missing\ndan | missing",
            },
            then={
                "place_factor_ward": """
                    factor_id | ward | ward_name | children | population
                    missing | W1 | Bishopsgarth | 1 | 2
                    missing | W2 | Norton | 0 | 1
                """,
                "place_factor": "factor_id | children | population\nmissing | 1 | 3",
            },
        ),
        Case(
            name="Nobody said anything",
            says="A factor that no source spoke of, about anybody, has no row: that is not a zero.",
            given={
                "factor_rule": "factor_id | kind\nmissing | missing\ndomestic_abuse | police_incident",
                "person": "person_id | ward\nann | W1",
                "matrix": "person_id | factor_id | knowledge\nann | missing | asked_not_present",
            },
            then={"place_factor": "factor_id | children | population\nmissing | 0 | 1"},
        ),
        Case(
            name="Only what is present",
            says="Past, disputed and asked-and-not-present are not counted.",
            given={
                "factor_rule": _RULE,
                "person": "person_id | ward\nann | W1\nbob | W1\ncat | W1\ndan | W1",
                "matrix": """
                    person_id | factor_id | knowledge
                    ann | missing | present
                    bob | missing | past
                    cat | missing | disputed
                    dan | missing | asked_not_present
                """,
            },
            then={"place_factor": "factor_id | children | population\nmissing | 1 | 4"},
        ),
        Case(
            name="A child is counted once",
            says="A factor present for the child and for a parent is one child affected.",
            given={
                "factor_rule": "factor_id | kind\ndomestic_abuse | police_incident",
                "person": "person_id | ward\nann | W1",
                "matrix": """
                    person_id | factor_id | whose
                    ann | domestic_abuse | child
                    ann | domestic_abuse | parent
                """,
            },
            then={"place_factor": "factor_id | children | population\ndomestic_abuse | 1 | 1"},
        ),
        Case(
            name="No known ward",
            says="Children whose address lies in no ward are counted as such, and in the whole.",
            given={
                "factor_rule": _RULE,
                "person": "person_id | ward | ward_name\nann | W1 | Norton\nbob | |",
                "matrix": "person_id | factor_id\nann | missing\nbob | missing",
            },
            then={
                "place_factor_ward": """
                    factor_id | ward | ward_name | children | population
                    missing | W1 | Norton | 1 | 1
                    missing | | | 1 | 1
                """,
                "place_factor": "factor_id | children | population\nmissing | 2 | 2",
            },
        ),
        Case(
            name="A factor that is only recorded here",
            says="It has no row: practitioners record whom they asked, which counts nothing for a place.",
            given={
                "factor_rule": "factor_id | kind\nbereavement | own_record",
                "person": "person_id | ward\nann | W1",
                "matrix": "person_id | factor_id\nann | bereavement",
            },
            then={"place_factor": "factor_id | children", "place_factor_ward": "factor_id | children"},
        ),
        Case(
            name="A factor that no source shows",
            says="It has no row: nothing is known of it, which is not zero.",
            given={
                "factor_rule": "factor_id | kind",
                "person": "person_id | ward\nann | W1",
                "matrix": "person_id | factor_id",
            },
            then={"place_factor": "factor_id | children", "place_factor_ward": "factor_id | children"},
        ),
    ],
)


@SPEC.on(reference=reference, duckdb=duckdb)
def test_places(case: Case, engine: Engine) -> None:
    case.check(engine)
