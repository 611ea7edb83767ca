"""What is left of a name when spelling habits are taken away."""

from tests.spec.cases import Case, Engine, Spec
from tests.spec.linkage.engines import duckdb_forms, reference_forms

SPEC = Spec(
    title="Names as they are compared",
    text="""
    Names are compared in a folded form: small letters, no accents, nothing but letters.
    What people read is always the name as the agency gave it.
    """,
    cases=[
        Case(
            name="Apostrophes of every kind",
            says="O'Neill is one name, however the apostrophe was typed.",
            given={
                "identity": """
                record_id | given_name | family_name
                a:1       | Conor      | O'Neill
                a:2       | CONOR      | O’NEILL
                a:3       | conor      | ONeill
                """
            },
            then={
                "comparison_form": """
                record_id | given | family
                a:1       | conor | oneill
                a:2       | conor | oneill
                a:3       | conor | oneill
                """
            },
        ),
        Case(
            name="Accents and letters of other alphabets",
            says="Accents are taken off, letters that are not an accent's are written out, other scripts stay.",
            given={
                "identity": """
                record_id | given_name | family_name
                a:1       | Siân       | Kociński
                a:2       | Łukasz     | Sørensen
                a:3       | Zoë        | Weiß
                a:4       | Μαρία      | Żółty
                """
            },
            then={
                "comparison_form": """
                record_id | given  | family
                a:1       | sian   | kocinski
                a:2       | lukasz | sorensen
                a:3       | zoe    | weiss
                a:4       | μαρια  | zolty
                """
            },
        ),
        Case(
            name="Two names in one",
            says="A double-barrelled name is one name and two parts, with a hyphen or with a space.",
            given={
                "identity": """
                record_id | given_name | family_name
                a:1       | Anne-Marie | Smith-Jones
                a:2       | Anne Marie | Smith Jones
                """
            },
            then={
                "comparison_form": """
                record_id | given     | family     | family_parts
                a:1       | annemarie | smithjones | jones smith
                a:2       | annemarie | smithjones | jones smith
                """
            },
        ),
        Case(
            name="No name",
            says="A name without a letter is no name, and is never compared.",
            given={
                "identity": """
                record_id | given_name | family_name
                a:1       | -          |
                """
            },
            then={
                "comparison_form": """
                record_id | given | family | family_parts
                a:1       |       |        |
                """
            },
        ),
    ],
)


@SPEC.on(reference=reference_forms, duckdb=duckdb_forms)
def test_comparison_forms(case: Case, engine: Engine) -> None:
    case.check(engine)
