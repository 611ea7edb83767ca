"""Which rule holds for which child, on which facts, and whom the reason to talk goes to first."""

from datetime import date

from tests.spec.cases import Case, Engine, Spec
from tests.spec.prompts.engines import duckdb, reference

ON = date(2026, 9, 30)
TWO = {"rule": "two-agencies-nobody-leads", "as_of": ON}
NEW = {"rule": "new-symptom-known-causes", "as_of": ON}
CHANGES = {"rule": "third-change-of-worker", "as_of": ON}
MISSING = {"rule": "missing-lead-not-told", "as_of": ON}

_BOTH = """
    person_id | factor_id | source | observed_on
    ann | domestic_abuse | police | 2026-09-01
    ann | bereavement | early_help | 2026-08-02
"""
_BOTH_PRESENT = "person_id | factor_id\nann | domestic_abuse\nann | bereavement"
NOBODY = "person_id | rule_id"

SPEC = Spec(
    title="Reasons to talk",
    text="""
        A written rule holds for a child on certain facts, which are kept with it. Police are one agency; early help and
        housing are both the council's. Only what the matrix calls present, and what is still current, counts. A reason
        to talk goes to the lead practitioner, else to whoever works with the child, else to the duty desk (nobody named
        below). There is no order but the newest change, and no sum over a child.
    """,
    cases=[
        Case(
            name="Two agencies, and nobody leads",
            says="Two agencies recorded a cause within 90 days and nobody is lead practitioner: to the duty desk.",
            given={"evidence": _BOTH, "matrix": _BOTH_PRESENT},
            when=TWO,
            then={
                "prompt": """
                    person_id | rule_id | newest_on | agency | team | worker
                    ann | two-agencies-nobody-leads | 2026-09-01 | | |
                """,
                "prompt_fact": """
                    person_id | part | fact_id | factor_id | whose | source | agency | observed_on
                    ann | event | e1 | domestic_abuse | child | police | cleveland-police | 2026-09-01
                    ann | event | e2 | bereavement | child | early_help | stockton-council | 2026-08-02
                """,
            },
        ),
        Case(
            name="Somebody leads",
            says="Where a lead practitioner is named the rule does not hold.",
            given={
                "evidence": _BOTH,
                "matrix": _BOTH_PRESENT,
                "person_involvement": "person_id | agency | worker | is_lead\nann | stockton-council | Dee | true",
            },
            when=TWO,
            then={"prompt": NOBODY},
        ),
        Case(
            name="A lead who has stopped",
            says="A lead practitioner whose work has ended leads no longer.",
            given={
                "evidence": _BOTH,
                "matrix": _BOTH_PRESENT,
                "person_involvement": """
                    person_id | agency | worker | is_lead | to_on
                    ann | stockton-council | Dee | true | 2026-09-29
                """,
            },
            when=TWO,
            then={"prompt": "person_id | agency\nann | "},
        ),
        Case(
            name="One agency twice",
            says="Two parts of one agency are one agency.",
            given={
                "evidence": """
                    person_id | factor_id | source | observed_on
                    ann | domestic_abuse | housing | 2026-09-01
                    ann | bereavement | early_help | 2026-08-02
                """,
                "matrix": _BOTH_PRESENT,
            },
            when=TWO,
            then={"prompt": NOBODY},
        ),
        Case(
            name="Too long ago",
            says="A cause recorded 90 days ago or earlier is outside the 90 days.",
            given={
                "evidence": """
                    person_id | factor_id | source | observed_on
                    ann | domestic_abuse | police | 2026-07-02
                    ann | bereavement | early_help | 2026-08-02
                """,
                "matrix": _BOTH_PRESENT,
            },
            when=TWO,
            then={"prompt": NOBODY},
        ),
        Case(
            name="Disputed, or out of date",
            says="What the matrix does not call present, and a fact that is no longer current, prompt nobody.",
            given={
                "evidence": """
                    person_id | factor_id | source | observed_on | is_current
                    ann | domestic_abuse | police | 2026-09-01 | true
                    ann | bereavement | early_help | 2026-08-02 | true
                    bob | domestic_abuse | police | 2026-09-01 | true
                    bob | bereavement | early_help | 2026-08-02 | false
                """,
                "matrix": """
                    person_id | factor_id | knowledge
                    ann | domestic_abuse | present
                    ann | bereavement | disputed
                    bob | domestic_abuse | present
                    bob | bereavement | present
                """,
            },
            when=TWO,
            then={"prompt": NOBODY},
        ),
        Case(
            name="Disability is no reason",
            says="Disability and special educational needs are causes of the framework and never a reason to prompt.",
            given={
                "evidence": """
                    person_id | factor_id | source | observed_on
                    ann | domestic_abuse | police | 2026-09-01
                    ann | disability | early_help | 2026-08-02
                    ann | special_educational_needs | early_help | 2026-08-02
                """,
                "matrix": """
                    person_id | factor_id
                    ann | domestic_abuse
                    ann | disability
                    ann | special_educational_needs
                """,
            },
            when=TWO,
            then={"prompt": NOBODY},
        ),
        Case(
            name="Before the rule starts",
            says="A rule that has not started, or has expired, does not run.",
            given={"evidence": _BOTH, "matrix": _BOTH_PRESENT},
            when={"rule": "two-agencies-nobody-leads", "as_of": date(2026, 8, 31)},
            then={"prompt": NOBODY},
        ),
        Case(
            name="To whoever works with the child",
            says="Without a lead it goes to a named worker, the newest first; a school alone does not count as work.",
            given={
                "evidence": _BOTH,
                "matrix": _BOTH_PRESENT,
                "person_involvement": """
                    person_id | agency | team | worker | kind | from_on
                    ann | schools | Redhouse School | | school | 2026-09-01
                    ann | stockton-council | Housing | | housing | 2026-08-01
                    ann | north-tees-nhs | Health North | Fay | health_visiting | 2025-01-01
                """,
            },
            when=TWO,
            then={"prompt": "person_id | agency | team | worker\nann | north-tees-nhs | Health North | Fay"},
        ),
        Case(
            name="A new symptom where causes are known",
            says="The first record of a symptom within 60 days, beside what was last recorded of each known cause.",
            given={
                "evidence": """
                    person_id | factor_id | source | observed_on
                    ann | missing | police | 2026-09-10
                    ann | domestic_abuse | police | 2025-11-01
                    ann | domestic_abuse | police | 2026-02-01
                """,
                "matrix": "person_id | factor_id\nann | missing\nann | domestic_abuse",
                "person_involvement": """
                    person_id | agency | team | team_code | worker | is_lead
                    ann | stockton-council | Early Help North | EHN | Dee | true
                    ann | stockton-council | Family Team | FT | Eve | false
                """,
            },
            when=NEW,
            then={
                "prompt": """
                    person_id | newest_on | agency | team | team_code | worker
                    ann | 2026-09-10 | stockton-council | Early Help North | EHN | Dee
                """,
                "prompt_fact": "fact_id | factor_id\ne1 | missing\ne3 | domestic_abuse",
            },
        ),
        Case(
            name="Seen before",
            says="A symptom that was recorded before is not new; without a known cause a symptom prompts nobody.",
            given={
                "evidence": """
                    person_id | factor_id | source | observed_on
                    ann | missing | police | 2026-09-10
                    ann | missing | police | 2026-03-10
                    ann | domestic_abuse | police | 2026-02-01
                    bob | missing | police | 2026-09-10
                """,
                "matrix": "person_id | factor_id\nann | missing\nann | domestic_abuse\nbob | missing",
            },
            when=NEW,
            then={"prompt": NOBODY},
        ),
        Case(
            name="A third change of worker",
            says="Three workers of the same help who each began after another within a year. The first is no change.",
            given={
                "person_involvement": """
                    person_id | agency | kind | worker | from_on
                    ann | stockton-council | child_in_need | Abe | 2025-01-05
                    ann | stockton-council | child_in_need | Bea | 2025-11-05
                    ann | stockton-council | child_in_need | Cy | 2026-02-05
                    ann | stockton-council | child_in_need | Dee | 2026-06-05
                    bob | stockton-council | child_in_need | Abe | 2025-11-05
                    bob | stockton-council | child_in_need | Bea | 2026-02-05
                    bob | stockton-council | child_in_need | Cy | 2026-06-05
                """,
            },
            when=CHANGES,
            then={
                "prompt": "person_id | newest_on | worker\nann | 2026-06-05 | Dee",
                "prompt_fact": "person_id | part | worker\nann | involvement | Bea\nann | involvement | Cy\n"
                "ann | involvement | Dee",
            },
        ),
        Case(
            name="Two agencies change once each",
            says="Changes of different agencies are not added up.",
            given={
                "person_involvement": """
                    person_id | agency | kind | worker | from_on
                    ann | stockton-council | child_in_need | Abe | 2025-11-05
                    ann | stockton-council | child_in_need | Bea | 2026-02-05
                    ann | stockton-council | child_in_need | Cy | 2026-06-05
                    ann | north-tees-nhs | health_visiting | Abe | 2025-11-05
                    ann | north-tees-nhs | health_visiting | Fay | 2026-02-05
                """,
            },
            when=CHANGES,
            then={"prompt": NOBODY},
        ),
        Case(
            name="Missing, and the lead was not told",
            says="The police recorded it and the lead practitioner's agency did not: to the lead practitioner.",
            given={
                "evidence": "person_id | factor_id | source | observed_on\nann | missing | police | 2026-09-20",
                "matrix": "person_id | factor_id\nann | missing",
                "person_involvement": """
                    person_id | agency | kind | worker | is_lead | from_on
                    ann | stockton-council | early_help | Dee | true | 2026-03-02
                """,
            },
            when=MISSING,
            then={
                "prompt": "person_id | newest_on | agency | worker\nann | 2026-09-20 | stockton-council | Dee",
                "prompt_fact": "part | fact_id | agency\nevent | e1 | cleveland-police\n"
                "involvement | test:ann | stockton-council",
            },
        ),
        Case(
            name="Missing, and the lead's agency knows",
            says="Where the lead practitioner's agency recorded it too, or nobody leads, the rule does not hold.",
            given={
                "evidence": """
                    person_id | factor_id | source | observed_on
                    ann | missing | police | 2026-09-20
                    ann | missing | early_help | 2026-09-22
                    bob | missing | police | 2026-09-20
                """,
                "matrix": "person_id | factor_id\nann | missing\nbob | missing",
                "person_involvement": """
                    person_id | agency | kind | worker | is_lead
                    ann | stockton-council | early_help | Dee | true
                """,
            },
            when=MISSING,
            then={"prompt": NOBODY},
        ),
    ],
)


@SPEC.on(reference=reference, duckdb=duckdb)
def test_reasons_to_talk(case: Case, engine: Engine) -> None:
    case.check(engine)
