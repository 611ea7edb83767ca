"""Records that may be of somebody restricted: they attach to the restricted record, or they stop."""

from tests.spec.cases import Case, Engine, Spec
from tests.spec.linkage.engines import duckdb_restricted, reference_restricted

_KAYLA = "Kayla      | Jones       | 2016-03-14 | TS18 4ER"

SPEC = Spec(
    title="Restricted records",
    text="""
    A record that may be of somebody restricted never becomes a new open record. Where linkage joins it with a
    restricted record it is that person's, and as hidden. Else it waits, in nobody's record, until who keeps the
    restricted one has decided: it shares a number with a restricted record, or birth date and given name fit and so
    does the family name or the home. A record that an agency has withdrawn is remembered for this.
    An adopted child's two identities are never joined, whatever they have in common.
    """,
    cases=[
        Case(
            name="The earlier identity again",
            says="Another agency sends the sealed child as the first one did: it joins the sealed record.",
            given={
                "identity": f"""
                record_id | given_name | family_name | birth_date | postcode
                a:1       | {_KAYLA}
                b:1       | {_KAYLA}
                """,
                "restricted_record": """
                record_id | person_id
                a:1       | PKAYLA
                """,
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | a:1
                """,
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | a:1
                """,
                "held_record": """
                record_id | like_record_id
                """,
            },
        ),
        Case(
            name="Sealed child, misspelt by another agency",
            says="Too unlike to be joined, too like to be open: it stops with who keeps the sealed record.",
            given={
                "identity": f"""
                record_id | given_name | family_name | birth_date | postcode
                a:1       | {_KAYLA}
                b:1       | Kaila      | Joanes      | 2016-03-14 | TS20 1QQ
                c:1       | Ruby       | Hall        | 2016-03-14 | TS20 1QQ
                """,
                "restricted_record": """
                record_id | person_id
                a:1       | PKAYLA
                """,
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                c:1       | c:1
                """,
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                c:1       | c:1
                """,
                "held_record": """
                record_id | like_record_id
                b:1       | a:1
                """,
            },
        ),
        Case(
            name="Two agencies misspell the sealed child alike",
            says="Their records are one person to linkage, so all of that person waits.",
            given={
                "identity": f"""
                record_id | given_name | family_name | birth_date | postcode
                a:1       | {_KAYLA}
                b:1       | Kaila      | Joanes      | 2016-03-14 | TS20 1QQ
                c:1       | Kaila      | Joanes      | 2016-03-14 | TS20 1QQ
                """,
                "restricted_record": """
                record_id | person_id
                a:1       | PKAYLA
                """,
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                c:1       | b:1
                """,
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                c:1       | b:1
                """,
                "held_record": """
                record_id | like_record_id
                b:1       | a:1
                c:1       | a:1
                """,
            },
        ),
        Case(
            name="A number in common, and nothing else",
            says="The number of a sealed child on a record of any name stops it: the birth dates forbid a join.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | nhs_number
                a:1       | Kayla      | Jones       | 2016-03-14 | 9000000041
                b:1       | Mia        | Penny       | 2015-11-02 | 9000000041
                """,
                "restricted_record": """
                record_id | person_id
                a:1       | PKAYLA
                """,
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                """,
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                """,
                "held_record": """
                record_id | like_record_id
                b:1       | a:1
                """,
            },
        ),
        Case(
            name="Adopted, both identities alike in everything but the name",
            says="What was said to be apart stays apart, and the child's own new record does not wait.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | sex | postcode | upn
                a:1       | Kayla      | Jones       | 2016-03-14 | F   | TS18 4ER | A808000000001
                b:1       | Kayla      | Smith       | 2016-03-14 | F   | TS18 4ER | A808000000001
                """,
                "restricted_record": """
                record_id | person_id
                a:1       | PKAYLA
                """,
                "link_decision": """
                record_id_l | record_id_r | verdict
                a:1         | b:1         | not_same
                """,
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                """,
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                """,
                "held_record": """
                record_id | like_record_id
                """,
            },
        ),
        Case(
            name="Adopted, and one record carries numbers of both identities",
            says="A record with numbers of both would show that they are one child: it alone waits.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | sex | postcode | nhs_number | upn
                a:1       | Kayla      | Jones       | 2016-03-14 | F   | TS18 4ER |            | A808000000001
                b:1       | Kayla      | Smith       | 2016-03-14 | F   | TS20 1QQ | 9000000068 |
                c:1       | Kayla      | Smith       | 2016-03-14 | F   | TS20 1QQ | 9000000068 |
                d:1       | Kayla      | Jones       | 2016-03-14 | F   | TS20 1QQ | 9000000068 | A808000000001
                """,
                "restricted_record": """
                record_id | person_id
                a:1       | PKAYLA
                """,
                "link_decision": """
                record_id_l | record_id_r | verdict
                a:1         | b:1         | not_same
                """,
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                c:1       | b:1
                d:1       | b:1
                """,
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                c:1       | b:1
                d:1       | b:1
                """,
                "held_record": """
                record_id | like_record_id
                d:1       | a:1
                """,
            },
        ),
        Case(
            name="A namesake, of whom somebody has decided",
            says="She has a record of her own, and what carries her number does not wait again.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | postcode | nhs_number
                a:1       | Kayla      | Jones       | 2016-03-14 | TS18 4ER |
                b:1       | Kayla      | Jones       | 2016-03-14 | TS20 1QQ | 9000000068
                c:1       | Kayla      | Jones       | 2016-03-14 | TS20 1QQ | 9000000068
                """,
                "restricted_record": """
                record_id | person_id
                a:1       | PKAYLA
                """,
                "link_decision": """
                record_id_l | record_id_r | verdict
                a:1         | b:1         | not_same
                """,
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                c:1       | b:1
                """,
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                c:1       | b:1
                """,
                "held_record": """
                record_id | like_record_id
                """,
            },
        ),
        Case(
            name="Born the same day, and nobody's namesake",
            says="A birth date is no reason to hide a child.",
            given={
                "identity": f"""
                record_id | given_name | family_name | birth_date | postcode
                a:1       | {_KAYLA}
                b:1       | Kayla      | Whitfield   | 2016-03-14 | TS20 1QQ
                c:1       | Oliver     | Jones       | 2016-03-14 | TS20 1QQ
                """,
                "restricted_record": """
                record_id | person_id
                a:1       | PKAYLA
                """,
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                c:1       | c:1
                """,
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                c:1       | c:1
                """,
                "held_record": """
                record_id | like_record_id
                """,
            },
        ),
    ],
)


@SPEC.on(reference=reference_restricted, duckdb=duckdb_restricted)
def test_restricted(case: Case, engine: Engine) -> None:
    case.check(engine)
