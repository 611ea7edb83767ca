"""When a fact counts, and for how long."""

from datetime import date

from tests.spec.cases import Case, Engine, Spec
from tests.spec.evidence.engines import duckdb, reference

_RULE = "factor_id | kind | months\nmissing | missing | 12"
_ANN = "person_id\nann"

SPEC = Spec(
    title="Dates",
    text="""
        Everything is read as of a day: what was observed or received later does not count yet. A factor's months run
        from the last day on which it is known to have been so. What is out of date stays evidence.
    """,
    cases=[
        Case(
            name="Current to the day",
            says="A moment is current for the rule's months, the last day included.",
            given={
                "factor_rule": _RULE,
                "person": _ANN,
                "person_event": """
                    person_id | kind | observed_on
                    ann | missing | 2025-09-29
                    ann | missing | 2025-09-30
                """,
            },
            when={"as_of": date(2026, 9, 30)},
            then={
                "evidence": """
                    person_id | factor_id | observed_on | current_until | is_current
                    ann | missing | 2025-09-29 | 2026-09-29 | false
                    ann | missing | 2025-09-30 | 2026-09-30 | true
                """
            },
        ),
        Case(
            name="Months of unequal length",
            says="Where the later month is shorter, its last day is meant.",
            given={
                "factor_rule": "factor_id | kind | months\nmissing | missing | 6",
                "person": _ANN,
                "person_event": "person_id | kind | observed_on\nann | missing | 2025-08-31",
            },
            when={"as_of": date(2026, 2, 28)},
            then={"evidence": "current_until | is_current\n2026-02-28 | true"},
        ),
        Case(
            name="Not yet happened, not yet received",
            says="What was observed or received later does not count, so an old picture can be seen as it was.",
            given={
                "factor_rule": _RULE,
                "person": _ANN,
                "person_event": """
                    person_id | kind | observed_on | received_on
                    ann | missing | 2026-03-01 | 2026-03-20
                    ann | missing | 2026-03-05 | 2026-04-20
                    ann | missing | 2026-04-02 | 2026-04-03
                """,
            },
            when={"as_of": date(2026, 4, 1)},
            then={"evidence": "observed_on\n2026-03-01"},
        ),
        Case(
            name="A span that ended",
            says="The months run from its end.",
            given={
                "factor_rule": _RULE,
                "person": _ANN,
                "person_event": """
                    person_id | kind | observed_on | observed_to | received_on
                    ann | missing | 2024-01-01 | 2025-12-01 | 2025-12-10
                """,
            },
            when={"as_of": date(2026, 9, 30)},
            then={"evidence": "known_to_on | current_until | is_current\n2025-12-01 | 2026-12-01 | true"},
        ),
        Case(
            name="A span still open",
            says="The months run from the day it was received, when the sender still said so.",
            given={
                "factor_rule": _RULE,
                "person": _ANN,
                "person_event": """
                    person_id | kind | observed_on | is_open | received_on
                    ann | missing | 2023-01-01 | true | 2026-03-31
                """,
            },
            when={"as_of": date(2026, 9, 30)},
            then={"evidence": "known_to_on | current_until | is_current\n2026-03-31 | 2027-03-31 | true"},
        ),
        Case(
            name="A span with its end still to come",
            says="Nothing is known beyond the day itself.",
            given={
                "factor_rule": _RULE,
                "person": _ANN,
                "person_event": """
                    person_id | kind | observed_on | observed_to | received_on
                    ann | missing | 2026-01-01 | 2027-01-01 | 2026-01-05
                """,
            },
            when={"as_of": date(2026, 9, 30)},
            then={"evidence": "known_to_on\n2026-09-30"},
        ),
        Case(
            name="Without a date",
            says="What has no date cannot be placed in time, and is not evidence.",
            given={
                "factor_rule": _RULE,
                "person": _ANN,
                "person_event": "person_id | kind | observed_on | received_on\nann | missing | | 2026-01-05",
            },
            when={"as_of": date(2026, 9, 30)},
            then={"evidence": "observed_on"},
        ),
    ],
)


@SPEC.on(reference=reference, duckdb=duckdb)
def test_dates(case: Case, engine: Engine) -> None:
    case.check(engine)
