"""Who belongs to whom."""

from datetime import date

from tests.spec.cases import Case, Engine, Spec
from tests.spec.people.engines import duckdb_families, reference_families

_TODAY = {"as_of": date(2026, 9, 30)}

SPEC = Spec(
    title="Families",
    text="""
    What agencies said of who belongs to whom comes first, then who shares a home.
    What is said of a member is true of every child in that family, so a child may be in several.
    Here a family is shown as the children in it.
    """,
    cases=[
        Case(
            name="Stated by an agency",
            says="A mother, a step-father and two children whom early help knows as one family.",
            given={
                "identity": """
                record_id | is_child | family_name | birth_date | household_id
                e:ann     | true     | Reed        | 2015-01-01 | e:F1
                e:ben     | true     | Reed        | 2018-01-01 | e:F1
                e:mum     | false    | Reed        | 1990-01-01 | e:F1
                e:sam     | false    | Stone       | 1991-01-01 | e:F1
                """,
                "linked": """
                record_id | cluster_id
                e:ann     | ann
                e:ben     | ben
                e:mum     | mum
                e:sam     | sam
                """,
                "relationship": """
                record_id | other_record_id | kind
                e:mum     | e:ann           | parent_of
                e:mum     | e:ben           | parent_of
                e:sam     | e:ann           | step_parent_of
                e:sam     | e:ben           | step_parent_of
                """,
            },
            when=_TODAY,
            then={
                "family_member": """
                family  | person | role
                ann ben | ann    | child
                ann ben | ben    | child
                ann ben | mum    | parent
                ann ben | sam    | step_parent
                """
            },
        ),
        Case(
            name="Two fathers",
            says="The father of one of two half-sisters is a parent to his daughter only, at home or elsewhere.",
            given={
                "identity": """
                record_id | is_child | family_name | birth_date | household_id
                e:ann     | true     | Reed        | 2015-01-01 | e:F1
                e:ben     | true     | Stone       | 2018-01-01 | e:F1
                e:mum     | false    | Reed        | 1990-01-01 | e:F1
                e:sam     | false    | Stone       | 1991-01-01 | e:F1
                e:tom     | false    | Reed        | 1989-01-01 |
                """,
                "linked": """
                record_id | cluster_id
                e:ann     | ann
                e:ben     | ben
                e:mum     | mum
                e:sam     | sam
                e:tom     | tom
                """,
                "relationship": """
                record_id | other_record_id | kind
                e:mum     | e:ann           | parent_of
                e:mum     | e:ben           | parent_of
                e:sam     | e:ben           | parent_of
                e:tom     | e:ann           | parent_of
                """,
            },
            when=_TODAY,
            then={
                "family_member": """
                family  | person | role
                ann ben | ann    | child
                ann ben | ben    | child
                ann ben | mum    | parent
                ann     | ann    | child
                ann     | tom    | parent
                ann     | sam    | adult
                ben     | ben    | child
                ben     | sam    | parent
                """
            },
        ),
        Case(
            name="Told of one child, living with both",
            says="A baby's mother lives with an older child whose parents nobody named: taken to be its parent too.",
            given={
                "identity": """
                record_id | is_child | family_name | birth_date | address     | postcode | seen_on
                h:bab     | true     | Reed        | 2025-01-01 | 3 Oak Road  | TS18 1AB | 2026-02-01
                h:mum     | false    | Reed        | 1990-01-01 | 3 Oak Rd    | TS18 1AB | 2026-02-01
                s:ann     | true     | Reed        | 2015-01-01 | 3 Oak Road  | TS18 1AB | 2026-06-01
                """,
                "linked": """
                record_id | cluster_id
                h:bab     | bab
                h:mum     | mum
                s:ann     | ann
                """,
                "relationship": """
                record_id | other_record_id | kind
                h:mum     | h:bab           | parent_of
                """,
            },
            when=_TODAY,
            then={
                "family_member": """
                family  | person | role
                ann bab | ann    | child
                ann bab | bab    | child
                ann bab | mum    | parent
                """
            },
        ),
        Case(
            name="One home, nothing stated",
            says="An adult at home is only that, whatever the name; children of one home and name are one family.",
            given={
                "identity": """
                record_id | is_child | family_name | birth_date | uprn     | address    | postcode | seen_on
                s:ann     | true     | Reed        | 2015-01-01 |          | 3 Oak Road | TS18 1AB | 2026-06-01
                s:ben     | true     | Reed        | 2018-01-01 | 10009001 | 3 Oak Rd   | TS18 1AB | 2026-06-01
                c:mum     | false    | Reed        | 1990-01-01 | 10009001 |            |          | 2026-05-01
                """,
                "linked": """
                record_id | cluster_id
                s:ann     | ann
                s:ben     | ben
                c:mum     | mum
                """,
            },
            when=_TODAY,
            then={
                "family_member": """
                family  | person | role
                ann ben | ann    | child
                ann ben | ben    | child
                ann ben | mum    | adult
                """
            },
        ),
        Case(
            name="Before and after a move",
            says="Who lived at the address years before, under another name, is no family of those who live there now.",
            given={
                "identity": """
                record_id | is_child | family_name | birth_date | uprn     | seen_on
                s:ann     | true     | Reed        | 2015-01-01 | 10009001 | 2026-06-01
                c:old     | false    | Marsh       | 1970-01-01 | 10009001 | 2021-03-01
                """,
                "linked": """
                record_id | cluster_id
                s:ann     | ann
                c:old     | old
                """,
            },
            when=_TODAY,
            then={
                "family_member": """
                family | person | role
                ann    | ann    | child
                """
            },
        ),
        Case(
            name="A refuge",
            says="Children of four family names at one address: nobody is family for living in a communal home.",
            given={
                "identity": """
                record_id | is_child | family_name | birth_date | uprn     | seen_on
                s:ann     | true     | Reed        | 2015-01-01 | 10009001 | 2026-06-01
                s:ben     | true     | Reed        | 2016-01-01 | 10009001 | 2026-06-01
                s:cat     | true     | Marsh       | 2015-01-01 | 10009001 | 2026-06-01
                s:dan     | true     | Stone       | 2015-01-01 | 10009001 | 2026-06-01
                s:eve     | true     | Field       | 2015-01-01 | 10009001 | 2026-06-01
                c:mum     | false    | Reed        | 1990-01-01 | 10009001 | 2026-06-01
                e:mum     | false    | Reed        | 1990-01-01 |          |
                e:ann     | true     | Reed        | 2015-01-01 |          |
                """,
                "linked": """
                record_id | cluster_id
                s:ann     | ann
                s:ben     | ben
                s:cat     | cat
                s:dan     | dan
                s:eve     | eve
                c:mum     | mum
                e:mum     | mum
                e:ann     | ann
                """,
                "relationship": """
                record_id | other_record_id | kind
                e:mum     | e:ann           | parent_of
                """,
            },
            when=_TODAY,
            then={
                "family_member": """
                family | person | role
                ann    | ann    | child
                ann    | mum    | parent
                ben    | ben    | child
                cat    | cat    | child
                dan    | dan    | child
                eve    | eve    | child
                """
            },
        ),
        Case(
            name="What has ended, and what has not begun",
            says="A tie counts from its first day until its last.",
            given={
                "identity": """
                record_id | is_child | family_name | birth_date
                e:ann     | true     | Reed        | 2015-01-01
                e:sam     | false    | Stone       | 1991-01-01
                e:tom     | false    | Field       | 1991-01-01
                e:una     | false    | Marsh       | 1991-01-01
                """,
                "linked": """
                record_id | cluster_id
                e:ann     | ann
                e:sam     | sam
                e:tom     | tom
                e:una     | una
                """,
                "relationship": """
                record_id | other_record_id | kind     | from_on    | to_on
                e:sam     | e:ann           | carer_of | 2020-01-01 | 2024-01-01
                e:tom     | e:ann           | carer_of | 2024-01-01 |
                e:una     | e:ann           | carer_of | 2027-01-01 |
                """,
            },
            when=_TODAY,
            then={
                "family_member": """
                family | person | role
                ann    | ann    | child
                ann    | tom    | carer
                """
            },
        ),
        Case(
            name="Half-brothers in two homes",
            says="Children with a parent in common who live apart are two families; the parent is in both.",
            given={
                "identity": """
                record_id | is_child | family_name | birth_date | uprn     | seen_on
                e:ann     | true     | Reed        | 2015-01-01 | 10009001 | 2026-06-01
                e:ben     | true     | Stone       | 2016-01-01 | 10009002 | 2026-06-01
                e:dad     | false    | Stone       | 1988-01-01 | 10009002 | 2026-06-01
                """,
                "linked": """
                record_id | cluster_id
                e:ann     | ann
                e:ben     | ben
                e:dad     | dad
                """,
                "relationship": """
                record_id | other_record_id | kind
                e:dad     | e:ann           | parent_of
                e:dad     | e:ben           | parent_of
                """,
            },
            when=_TODAY,
            then={
                "family_member": """
                family | person | role
                ann    | ann    | child
                ann    | dad    | parent
                ben    | ben    | child
                ben    | dad    | parent
                """
            },
        ),
    ],
)


@SPEC.on(reference=reference_families, duckdb=duckdb_families)
def test_families(case: Case, engine: Engine) -> None:
    case.check(engine)
