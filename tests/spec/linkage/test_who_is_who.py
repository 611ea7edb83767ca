"""Every must-link and must-not-link case by name."""

from tests.spec.cases import Case, Engine, Spec
from tests.spec.linkage.engines import duckdb_linked, reference_linked

SPEC = Spec(
    title="Who is who",
    text="""
    Precision comes first: records are joined only when that is clear and nothing forbids it.
    A cluster is looked at as a whole and never holds two NHS numbers, two council child numbers, two pupil numbers,
    two birth dates (without a number to explain the second as a slip), a child and an adult, or two given names.
    A cluster is named by its first record.
    """,
    cases=[
        Case(
            name="The same child at three agencies",
            says="Name, birth date and home agree; spelling does not have to.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | sex | postcode
                a:1       | Mohammed   | Al-Amin     | 2014-04-09 | M   | TS17 6PT
                b:1       | Muhammed   | Al Amin     | 2014-04-09 | M   | TS17 6PT
                c:1       | MOHAMMED   | ALAMIN      | 2014-04-09 | U   | TS17 6PT
                d:1       | Ruby       | Hall        | 2014-04-10 | F   | TS20 1QQ
                """
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | a:1
                c:1       | a:1
                d:1       | d:1
                """
            },
        ),
        Case(
            name="Known as another name",
            says="William who is called Billy is found under Billy.",
            given={
                "identity": """
                record_id | given_name | known_as | family_name | birth_date | postcode
                a:1       | William    | Billy    | Marsh       | 2013-06-30 | TS19 0AA
                b:1       | Billy      |          | Marsh       | 2013-06-30 | TS19 0AA
                """
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | a:1
                """
            },
        ),
        Case(
            name="Names in each other's place",
            says="Given name and family name changed about are the same names.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | address         | postcode
                a:1       | Grace      | Foster      | 2009-09-15 | 3 Lanark Lane   | TS16 6SF
                b:1       | FOSTER     | GRACE       | 2009-09-15 | 3 LANARK LA     |
                """
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | a:1
                """
            },
        ),
        Case(
            name="One key beside the right one",
            says="In a short name one wrong letter is much of the name, and still a slip of the pen.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | sex | postcode
                a:1       | Kai        | Howard      | 2016-09-09 | M   | TS18 6GR
                b:1       | Ksi        | Howard      | 2016-09-09 | M   | TS18 6GR
                """
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | a:1
                """
            },
        ),
        Case(
            name="A new family name",
            says="A former family name and a shared home bear out a change of name.",
            given={
                "identity": """
                record_id | given_name | family_name | former_family_name | birth_date | postcode
                a:1       | Isla       | Penny       |                    | 2012-02-14 | TS18 4ER
                b:1       | Isla       | Crowe       | Penny              | 2012-02-14 | TS18 4ER
                """
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | a:1
                """
            },
        ),
        Case(
            name="A parent without a birth date",
            says="An adult is known again by name and home.",
            given={
                "identity": """
                record_id | is_child | given_name | family_name | birth_date | uprn     | postcode
                a:1       | false    | Roxanne    | Thackeray   |            | 10009001 | TS18 4ER
                b:1       | false    | Roxanne    | Thackeray   | 1988-01-05 | 10009001 | TS18 4ER
                c:1       | false    | Peter      | Lund        | 1979-08-08 | 10009007 | TS20 2AB
                """
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | a:1
                c:1       | c:1
                """
            },
        ),
        Case(
            name="Twins",
            says="One birth date, family name and home, but two given names: two children.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | sex | postcode
                a:1       | Oliver     | Dunn        | 2016-09-01 | M   | TS23 1AA
                b:1       | Jack       | Dunn        | 2016-09-01 | M   | TS23 1AA
                """
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                """
            },
        ),
        Case(
            name="Twins with names alike",
            says="Where numbers show that there are twins, only the very name joins; a slip of the pen is left apart.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | sex | postcode | upn
                a:1       | Jayden     | Dunn        | 2016-09-01 | M   | TS23 1AA | A808200116001
                a:2       | Jaden      | Dunn        | 2016-09-01 | M   | TS23 1AA | B808200116002
                b:1       | Jayden     | Dunn        | 2016-09-01 | M   | TS23 1AA |
                b:2       | Jadyen     | Dunn        | 2016-09-01 | M   | TS23 1AA |
                """
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                a:2       | a:2
                b:1       | a:1
                b:2       | b:2
                """
            },
        ),
        Case(
            name="Twins in one agency's household",
            says="One agency lists both as members of one household: two children, however alike their names.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | sex | postcode | household_id
                a:1       | Charlie    | Green       | 2014-06-19 | M   | TS16 0DD | a:HH1
                a:2       | Charlotte  | Green       | 2014-06-19 | F   | TS16 0DD | a:HH1
                b:1       | Charlotte  | Green       | 2014-06-19 |     | TS16 0DD |
                """
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                a:2       | a:2
                b:1       | a:2
                """
            },
        ),
        Case(
            name="A twin not named yet",
            says="Where there are twins, a record without a given name is joined to neither.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | sex | postcode | nhs_number
                a:1       | Oliver     | Dunn        | 2016-09-01 | M   | TS23 1AA | 9000000017
                a:2       | Jack       | Dunn        | 2016-09-01 | M   | TS23 1AA | 9000000025
                b:1       |            | Dunn        | 2016-09-01 | M   | TS23 1AA |
                """
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                a:2       | a:2
                b:1       | b:1
                """
            },
        ),
        Case(
            name="Cousins of one name",
            says="The same name at another home with another birth date is another child.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | sex | postcode
                a:1       | Aisha      | Rahman      | 2011-01-20 | F   | TS18 2BB
                b:1       | Aisha      | Rahman      | 2011-07-03 | F   | TS19 8CC
                """
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                """
            },
        ),
        Case(
            name="Never across a birth date",
            says="Name and home agree and the birth date is one slip away: for a person to look at, never joined.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | sex | postcode
                a:1       | Aisha      | Rahman      | 2011-01-20 | F   | TS18 2BB
                b:1       | Aisha      | Rahman      | 2011-01-21 | F   | TS18 2BB
                """
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                """
            },
        ),
        Case(
            name="A birth date explained by a number",
            says="A number showed that the second birth date is a slip; a record with that slip then belongs as well.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | sex | postcode | nhs_number
                a:1       | Aisha      | Rahman      | 2011-01-20 | F   | TS18 2BB | 9000000033
                b:1       | Aisha      | Rahman      | 2011-01-21 | F   | TS18 2BB | 9000000033
                c:1       | Aisha      | Rahman      | 2011-01-21 | F   | TS18 2BB |
                """
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | a:1
                c:1       | a:1
                """
            },
        ),
        Case(
            name="Two NHS numbers",
            says="Everything agrees but the NHS number: two records, and a question for a person.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | sex | postcode | nhs_number
                a:1       | Noah       | Field       | 2018-10-10 | M   | TS16 0DD | 9000000041
                b:1       | Noah       | Field       | 2018-10-10 | M   | TS16 0DD | 9000000068
                """
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                """
            },
        ),
        Case(
            name="No chain through a third record",
            says="A record without a number that fits two children with numbers goes to one of them; they stay two.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | sex | postcode | nhs_number
                a:1       | Noah       | Field       | 2018-10-10 | M   | TS16 0DD | 9000000041
                b:1       | Noah       | Field       | 2018-10-10 | M   | TS20 9ZZ | 9000000068
                c:1       | Noah       | Field       | 2018-10-10 | M   | TS16 0DD |
                """
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                c:1       | a:1
                """
            },
        ),
        Case(
            name="Parent and child of one name",
            says="James and his father James at one home are two, with or without the father's birth date.",
            given={
                "identity": """
                record_id | is_child | given_name | family_name | birth_date | sex | uprn
                a:1       | true     | James      | Weatherill  | 2015-05-05 | M   | 10009002
                b:1       | false    | James      | Weatherill  |            | M   | 10009002
                c:1       | false    | James      | Weatherill  | 1985-05-05 | M   | 10009002
                """
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                c:1       | b:1
                """
            },
        ),
        Case(
            name="A young mother",
            says="One agency holds her as a child, another as a parent: with one birth date she is one person.",
            given={
                "identity": """
                record_id | is_child | given_name | family_name | birth_date | sex | postcode
                a:1       | true     | Chloe      | Batty       | 2009-11-11 | F   | TS17 0EE
                b:1       | false    | Chloe      | Batty       | 2009-11-11 | F   | TS17 0EE
                """
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | a:1
                """
            },
        ),
        Case(
            name="Brothers and sisters",
            says="Family name and home alone never join: each has a birth date.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | sex | postcode | uprn
                a:1       | Ella       | Winter      | 2013-03-03 | F   | TS15 9FF | 10009003
                b:1       | Ellie      | Winter      | 2015-08-08 | F   | TS15 9FF | 10009003
                """
            },
            then={
                "linked": """
                record_id | cluster_id
                a:1       | a:1
                b:1       | b:1
                """
            },
        ),
    ],
)


@SPEC.on(reference=reference_linked, duckdb=duckdb_linked)
def test_who_is_who(case: Case, engine: Engine) -> None:
    case.check(engine)
