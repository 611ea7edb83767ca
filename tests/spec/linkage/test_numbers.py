"""Which records a number joins."""

from tests.spec.cases import Case, Engine, Spec
from tests.spec.linkage.engines import duckdb_numbers, reference_numbers

SPEC = Spec(
    title="Joined by a number",
    text="""
    The first stage needs no model: a number that both records carry, and nothing against it.
    What joined two records can be told to anybody in a few words.
    """,
    cases=[
        Case(
            name="Same NHS number and birth date",
            says="Names may differ: a new name does not make a new child.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | nhs_number
                a:1       | Ava        | Reed        | 2015-03-02 | 9000000009
                b:1       | Eva        | Stone       | 2015-03-02 | 9000000009
                """
            },
            then={
                "number_link": """
                record_id_l | record_id_r | rule
                a:1         | b:1         | same NHS number
                """
            },
        ),
        Case(
            name="A slip in the birth date",
            says="With a number and a like name, day and month changed about are a slip of the pen.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | nhs_number
                a:1       | Ava        | Reed        | 2015-03-02 | 9000000009
                b:1       | Ava        | Reed        | 2015-02-03 | 9000000009
                """
            },
            then={
                "number_link": """
                record_id_l | record_id_r | rule
                a:1         | b:1         | same NHS number
                """
            },
        ),
        Case(
            name="A brother's number",
            says="One number on two children of different birth dates joins nobody.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | nhs_number
                a:1       | Ava        | Reed        | 2015-03-02 | 9000000009
                b:1       | Leo        | Reed        | 2012-11-20 | 9000000009
                """
            },
            then={
                "number_link": """
                record_id_l | record_id_r | rule
                """
            },
        ),
        Case(
            name="A number and a name, without a birth date",
            says="A missing birth date is no contradiction when the name is alike, and is one when it is not.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | nhs_number
                a:1       | Ava        | Reed        | 2015-03-02 | 9000000009
                b:1       | Avah       | Reed        |            | 9000000009
                c:1       | Leo        | Reed        |            | 9000000009
                """
            },
            then={
                "number_link": """
                record_id_l | record_id_r | rule
                a:1         | b:1         | same NHS number
                """
            },
        ),
        Case(
            name="The council's own number, without names",
            says="Statutory returns carry no names; the council's child number joins them.",
            given={
                "identity": """
                record_id  | birth_date | la_child_id
                ssda903:7  | 2010-05-05 | 7
                cin_census:7 | 2010-05-05 | 7
                """
            },
            then={
                "number_link": """
                record_id_l  | record_id_r | rule
                cin_census:7 | ssda903:7   | same council child number
                """
            },
        ),
        Case(
            name="A former pupil number",
            says="A pupil number that was replaced still leads to the pupil.",
            given={
                "identity": """
                record_id | given_name | birth_date | upn           | former_upn
                a:1       | Ava        | 2015-03-02 | A808200115001 |
                b:1       | Ava        | 2015-03-02 | B808200115002 | A808200115001
                """
            },
            then={
                "number_link": """
                record_id_l | record_id_r | rule
                a:1         | b:1         | former pupil number
                """
            },
        ),
        Case(
            name="Identical particulars",
            says="Same names, birth date and postcode, and no different sex: as good as a number.",
            given={
                "identity": """
                record_id | given_name | family_name | birth_date | postcode | sex
                a:1       | Ava        | O'Reed      | 2015-03-02 | TS18 1AB | F
                b:1       | AVA        | O’Reed      | 2015-03-02 | TS18 1AB | U
                c:1       | Ava        | OReed       | 2015-03-02 | TS18 1AB | M
                """
            },
            then={
                "number_link": """
                record_id_l | record_id_r | rule
                a:1         | b:1         | identical particulars
                b:1         | c:1         | identical particulars
                """
            },
        ),
    ],
)


@SPEC.on(reference=reference_numbers, duckdb=duckdb_numbers)
def test_numbers(case: Case, engine: Engine) -> None:
    case.check(engine)
