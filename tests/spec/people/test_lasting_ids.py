"""Ids that outlive re-linking, and the ledger of what moved."""

from datetime import date

from tests.spec.cases import Case, Engine, Spec
from tests.spec.people.engines import duckdb_ids, reference_ids

_TODAY = {"as_of": date(2026, 9, 30)}

SPEC = Spec(
    title="Ids that last",
    text="""
    A person's id outlives every linkage. A cluster of records takes the id of the person it continues;
    the ledger says which record joined or left whom, and why. Here a new id is shown as `new` and its first record.
    """,
    cases=[
        Case(
            name="The same again",
            says="Nothing new, nothing moved: the same ids and nothing in the ledger.",
            given={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | a:1
                """,
                "previous_person_record": """
                record_id | person_id
                a:1       | PANN
                b:1       | PANN
                """,
                "previous_ledger": """
                person_id | record_id
                PANN      | a:1
                PANN      | b:1
                """,
            },
            when=_TODAY,
            then={
                "person_record": """
                record_id | person_id
                a:1       | PANN
                b:1       | PANN
                """,
                "ledger": """
                person_id | record_id | change | cause
                """,
            },
        ),
        Case(
            name="A new record of somebody known, and somebody new",
            says="A cluster that holds known records continues that person; one that holds none is a new person.",
            given={
                "linked": """
                record_id | cluster_id
                a:0       | a:0
                a:1       | a:0
                z:9       | z:9
                """,
                "previous_person_record": """
                record_id | person_id
                a:1       | PANN
                """,
                "previous_ledger": """
                person_id | record_id
                PANN      | a:1
                """,
            },
            when=_TODAY,
            then={
                "person_record": """
                record_id | person_id
                a:0       | PANN
                a:1       | PANN
                z:9       | new z:9
                """,
                "ledger": """
                person_id | record_id | change | cause
                PANN      | a:0       | joined | new_record
                new z:9   | z:9       | joined | new_record
                """,
            },
        ),
        Case(
            name="Two people turn out to be one",
            says="The person who was known first keeps the id, even with fewer records.",
            given={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | a:1
                b:2       | a:1
                """,
                "previous_person_record": """
                record_id | person_id
                a:1       | PANN
                b:1       | PBEA
                b:2       | PBEA
                """,
                "previous_ledger": """
                person_id | record_id
                PANN      | a:1
                PBEA      | b:1
                PBEA      | b:2
                """,
            },
            when=_TODAY,
            then={
                "person_record": """
                record_id | person_id
                a:1       | PANN
                b:1       | PANN
                b:2       | PANN
                """,
                "ledger": """
                person_id | record_id | change | cause
                PBEA      | b:1       | left   | merged
                PANN      | b:1       | joined | merged
                PBEA      | b:2       | left   | merged
                PANN      | b:2       | joined | merged
                """,
            },
        ),
        Case(
            name="One person turns out to be two",
            says="The id stays with the larger part, although the smaller part holds the record that founded it.",
            given={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                b:2       | b:1
                """,
                "previous_person_record": """
                record_id | person_id
                a:1       | PANN
                b:1       | PANN
                b:2       | PANN
                """,
                "previous_ledger": """
                person_id | record_id
                PANN      | a:1
                PANN      | b:1
                PANN      | b:2
                """,
            },
            when=_TODAY,
            then={
                "person_record": """
                record_id | person_id
                a:1       | new a:1
                b:1       | PANN
                b:2       | PANN
                """,
                "ledger": """
                person_id | record_id | change | cause
                PANN      | a:1       | left   | split
                new a:1   | a:1       | joined | split
                """,
            },
        ),
        Case(
            name="A record is withdrawn and comes back",
            says="A withdrawn record leaves; when it returns, it returns to whom it belonged.",
            given={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                c:1       | c:1
                """,
                "previous_person_record": """
                record_id | person_id
                b:1       | PBEA
                c:1       | PCAT
                """,
                "previous_ledger": """
                person_id | record_id | change | cause
                PANN      | a:1       | joined | new_record
                PBEA      | b:1       | joined | new_record
                PCAT      | c:1       | joined | new_record
                PANN      | a:1       | left   | withdrawn_record
                """,
            },
            when=_TODAY,
            then={
                "person_record": """
                record_id | person_id
                a:1       | PANN
                c:1       | PCAT
                """,
                "ledger": """
                person_id | record_id | change | cause
                PANN      | a:1       | joined | returned_record
                PBEA      | b:1       | left   | withdrawn_record
                """,
            },
        ),
        Case(
            name="A merge is undone",
            says="Two people who had become one, and are two again, have their own ids again.",
            given={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                a:2       | a:1
                b:1       | b:1
                """,
                "previous_person_record": """
                record_id | person_id
                a:1       | PANN
                a:2       | PANN
                b:1       | PANN
                """,
                "previous_ledger": """
                person_id | record_id | change | cause
                PANN      | a:1       | joined | new_record
                PANN      | a:2       | joined | new_record
                PBEA      | b:1       | joined | new_record
                PBEA      | b:1       | left   | merged
                PANN      | b:1       | joined | merged
                """,
            },
            when=_TODAY,
            then={
                "person_record": """
                record_id | person_id
                a:1       | PANN
                a:2       | PANN
                b:1       | PBEA
                """,
                "ledger": """
                person_id | record_id | change | cause
                PANN      | b:1       | left   | split
                PBEA      | b:1       | joined | split
                """,
            },
        ),
        Case(
            name="Records change places",
            says="Each of two people keeps the id with most of their records; what moved was split from the other.",
            given={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                a:2       | a:1
                a:3       | a:3
                b:1       | a:3
                b:2       | a:3
                """,
                "previous_person_record": """
                record_id | person_id
                a:1       | PANN
                a:2       | PANN
                a:3       | PANN
                b:1       | PBEA
                b:2       | PBEA
                """,
                "previous_ledger": """
                person_id | record_id
                PANN      | a:1
                PANN      | a:2
                PANN      | a:3
                PBEA      | b:1
                PBEA      | b:2
                """,
            },
            when=_TODAY,
            then={
                "person_record": """
                record_id | person_id
                a:1       | PANN
                a:2       | PANN
                a:3       | PBEA
                b:1       | PBEA
                b:2       | PBEA
                """,
                "ledger": """
                person_id | record_id | change | cause
                PANN      | a:3       | left   | split
                PBEA      | a:3       | joined | split
                """,
            },
        ),
    ],
)


@SPEC.on(reference=reference_ids, duckdb=duckdb_ids)
def test_lasting_ids(case: Case, engine: Engine) -> None:
    case.check(engine)
