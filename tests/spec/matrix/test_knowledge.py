"""The five states of knowledge."""

from tests.spec.cases import Case, Engine, Spec
from tests.spec.matrix.engines import duckdb, reference

SPEC = Spec(
    title="What is known of a factor",
    text="""
        Present, past, asked and not present, disputed, or not known: five states that are never collapsed. Not known is
        the absence of a row, and never means "no". Facts are read up to one day; `is_current` says whether the factor's
        months had run out on it.
    """,
    cases=[
        Case(
            name="Nothing recorded",
            says="Without evidence nothing is known, and there is no row.",
            given={"evidence": "person_id | factor_id | observed_on"},
            then={"matrix": "person_id | factor_id | knowledge"},
        ),
        Case(
            name="Seen and current",
            says="What was seen and is still current is present.",
            given={"evidence": "person_id | factor_id | observed_on\nann | missing | 2026-05-01"},
            then={
                "matrix": """
                    person_id | factor_id | whose | knowledge | latest_observed_on
                    ann | missing | child | present | 2026-05-01
                """
            },
        ),
        Case(
            name="Out of date",
            says="What was seen and is no longer current is past, not gone.",
            given={"evidence": "person_id | factor_id | observed_on | is_current\nann | missing | 2021-05-01 | false"},
            then={"matrix": "person_id | knowledge\nann | past"},
        ),
        Case(
            name="Asked and not present",
            says="An answer that is still current is an answer.",
            given={
                "evidence": "person_id | factor_id | finding | observed_on\nann | smoking | not_present | 2026-05-01"
            },
            then={"matrix": "person_id | knowledge\nann | asked_not_present"},
        ),
        Case(
            name="Asked long ago",
            says="An answer that is out of date reassures nobody: it is not known any more.",
            given={
                "evidence": """
                    person_id | factor_id | finding | observed_on | is_current
                    ann | smoking | not_present | 2021-05-01 | false
                """
            },
            then={"matrix": "person_id | knowledge"},
        ),
        Case(
            name="One parent's answer",
            says="What one parent answers ends nothing that was seen about the other.",
            given={
                "evidence": """
                    person_id | factor_id | whose | about_person_id | finding | source | observed_on
                    ann | domestic_abuse | parent | father | present | early_help | 2026-03-01
                    ann | domestic_abuse | parent | mother | not_present | early_help | 2026-05-01
                """
            },
            then={"matrix": "person_id | whose | knowledge\nann | parent | present"},
        ),
        Case(
            name="The same source asks again",
            says="A later answer of the source that saw it makes it past.",
            given={
                "evidence": """
                    person_id | factor_id | source | finding | observed_on
                    ann | smoking | health_visiting | present | 2026-02-01
                    ann | smoking | health_visiting | not_present | 2026-06-01
                """
            },
            then={"matrix": "person_id | knowledge | latest_observed_on\nann | past | 2026-06-01"},
        ),
        Case(
            name="Another source asks",
            says="What one source was told does not undo what another saw: both stand, and it is present.",
            given={
                "evidence": """
                    person_id | factor_id | source | finding | observed_on
                    ann | domestic_abuse | police | present | 2026-02-01
                    ann | domestic_abuse | health_visiting | not_present | 2026-06-01
                """
            },
            then={"matrix": "person_id | knowledge\nann | present"},
        ),
        Case(
            name="Seen again after an answer",
            says="What is seen after it was asked and not there is present.",
            given={
                "evidence": """
                    person_id | factor_id | source | finding | observed_on
                    ann | smoking | health_visiting | not_present | 2026-02-01
                    ann | smoking | health_visiting | present | 2026-06-01
                """
            },
            then={"matrix": "person_id | knowledge\nann | present"},
        ),
        Case(
            name="Both on one day",
            says="On the same day, what was seen stands.",
            given={
                "evidence": """
                    person_id | factor_id | finding | observed_on
                    ann | smoking | not_present | 2026-02-01
                    ann | smoking | present | 2026-02-01
                """
            },
            then={"matrix": "person_id | knowledge\nann | present"},
        ),
        Case(
            name="Seen long ago, asked lately",
            says="What was once seen stays known as past, whoever asks later.",
            given={
                "evidence": """
                    person_id | factor_id | source | finding | observed_on | is_current
                    ann | smoking | early_help | present | 2020-02-01 | false
                    ann | smoking | health_visiting | not_present | 2026-02-01 | true
                """
            },
            then={"matrix": "person_id | knowledge\nann | past"},
        ),
        Case(
            name="Disputed",
            says="While somebody who should know contests it, it is disputed, whatever else is recorded and when.",
            given={
                "evidence": """
                    person_id | factor_id | source | finding | observed_on
                    ann | missing | early_help | disputed | 2026-03-01
                    ann | missing | police | present | 2026-05-01
                    bob | missing | early_help | disputed | 2026-03-01
                    bob | missing | early_help | not_present | 2026-05-01
                    cat | missing | early_help | disputed | 2026-03-01
                """
            },
            then={"matrix": "person_id | knowledge\nann | disputed\nbob | disputed\ncat | disputed"},
        ),
        Case(
            name="An old dispute",
            says="A dispute that is out of date no longer decides; the facts do.",
            given={
                "evidence": """
                    person_id | factor_id | source | finding | observed_on | is_current
                    ann | missing | early_help | disputed | 2021-03-01 | false
                    ann | missing | police | present | 2026-05-01 | true
                    bob | missing | early_help | disputed | 2021-03-01 | false
                """
            },
            then={"matrix": "person_id | knowledge\nann | present"},
        ),
        Case(
            name="Whose fact it is",
            says="The child's and a parent's facts of one factor are two things known, and never mixed.",
            given={
                "evidence": """
                    person_id | factor_id | whose | finding | observed_on
                    ann | domestic_abuse | child | not_present | 2026-05-01
                    ann | domestic_abuse | parent | present | 2026-04-01
                """
            },
            then={"matrix": "person_id | whose | knowledge\nann | child | asked_not_present\nann | parent | present"},
        ),
    ],
)


@SPEC.on(reference=reference, duckdb=duckdb)
def test_knowledge(case: Case, engine: Engine) -> None:
    case.check(engine)
