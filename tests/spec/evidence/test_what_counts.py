"""The agreed framework, source by source."""

from datetime import date

from tests.spec.cases import Case, Engine, Spec
from tests.spec.evidence.engines import duckdb, reference

_ANN = "person_id\nann"
_WHEN = {"as_of": date(2026, 9, 30)}

SPEC = Spec(
    title="What counts, by the agreed framework",
    text="""
        Codes stay those of the source. These cases use the framework stockton-2019; all its rules stand in words on the
        page of factors.
    """,
    cases=[
        Case(
            name="Social work assessments",
            says="Each factor code counts for what it says and about whom it says it.",
            given={
                "person": _ANN,
                "person_event": """
                    person_id | kind | code | about | observed_on
                    ann | assessment_factor | 4B | parent | 2026-05-01
                    ann | assessment_factor | 2A | self | 2026-05-01
                    ann | assessment_factor | 2B | parent | 2026-05-01
                    ann | assessment_factor | 7A | self | 2026-05-01
                    ann | assessment_factor | 24A | self | 2026-05-01
                """,
            },
            when=_WHEN,
            then={
                "evidence": """
                    factor_id | whose | code
                    parental_mental_health | parent | 4B
                    substance_misuse | child | 2A
                    parental_substance_misuse | parent | 2B
                    caring_responsibilities | child | 7A
                    exploitation | child | 24A
                """
            },
        ),
        Case(
            name="Neglect is not split",
            says="National data does not say which kind of neglect, so one record counts for both.",
            given={
                "person": _ANN,
                "person_event": """
                    person_id | kind | code | observed_on
                    ann | assessment_factor | 16A | 2026-05-01
                    ann | child_protection_plan | NEG | 2026-06-01
                """,
            },
            when=_WHEN,
            then={
                "evidence": """
                    factor_id | code
                    emotional_neglect | 16A
                    physical_neglect | 16A
                    emotional_neglect | NEG
                    physical_neglect | NEG
                """
            },
        ),
        Case(
            name="No factors identified",
            says="That an assessment found nothing (21), or something else (20), answers no question about any factor.",
            given={
                "person": _ANN,
                "person_event": """
                    person_id | kind | code | observed_on
                    ann | assessment_factor | 20 | 2026-05-01
                    ann | assessment_factor | 21 | 2026-05-01
                """,
            },
            when=_WHEN,
            then={"evidence": "factor_id"},
        ),
        Case(
            name="Schools",
            says="Attendance speaks both ways; suspensions count by their reason; no provision is not an answer.",
            given={
                "person": _ANN,
                "person_event": """
                    person_id | kind | code | observed_on
                    ann | attendance | regular | 2026-03-31
                    ann | attendance | severe | 2026-07-20
                    ann | suspension | PA | 2026-06-01
                    ann | suspension | DB | 2026-06-02
                    ann | suspension | DA | 2026-06-03
                    ann | suspension | MT | 2026-06-04
                    ann | sen_provision | K | 2026-05-20
                    ann | sen_provision | N | 2026-05-20
                    ann | young_carer | S | 2026-05-20
                """,
            },
            when=_WHEN,
            then={
                "evidence": """
                    factor_id | kind | code
                    good_attendance | attendance | regular
                    poor_attendance | attendance | severe
                    violence_or_aggression | suspension | PA
                    disruptive_behaviour | suspension | DB
                    substance_misuse | suspension | DA
                    special_educational_needs | sen_provision | K
                    caring_responsibilities | young_carer | S
                """
            },
        ),
        Case(
            name="Children in care and care leavers",
            says="Participation, contact and missing episodes count; leaving by adoption does not.",
            given={
                "person": _ANN,
                "person_event": """
                    person_id | kind | code | finding | observed_on
                    ann | missing | M | present | 2026-05-01
                    ann | convicted | CONVICTED | not_present | 2026-03-31
                    ann | review_participation | PN1 | present | 2026-06-01
                    ann | review_participation | PN7 | present | 2026-02-01
                    ann | care_ended | E4A | present | 2026-06-01
                    ann | care_ended | E11 | present | 2026-06-01
                """,
            },
            when=_WHEN,
            then={
                "evidence": """
                    factor_id | code | finding
                    missing | M | present
                    antisocial_behaviour_or_offending | CONVICTED | not_present
                    takes_part_in_reviews | PN1 | present
                    difficult_to_engage | PN7 | present
                    leaving_or_transfer_of_care | E4A | present
                """
            },
        ),
        Case(
            name="Early help",
            says="What the family wrote down with the worker counts, with its answer; strengths count like needs.",
            given={
                "person": "person_id | is_child\nann | true\ndad | false",
                "family_member": "family_id | person_id | role\nelm | ann | child\nelm | dad | parent",
                "person_event": """
                    person_id | kind | code | finding | observed_on
                    ann | early_help_need | TRUSTED_ADULT | present | 2026-05-01
                    ann | early_help_need | NO_TRUSTED_ADULT | not_present | 2026-05-01
                    ann | early_help_need | BEREAVEMENT | disputed | 2026-05-01
                    ann | early_help_need | DRUGS | not_present | 2026-05-01
                    dad | early_help_need | DRUGS | present | 2026-05-01
                    dad | early_help_need | PRISON | present | 2026-05-01
                """,
            },
            when=_WHEN,
            then={
                "evidence": """
                    factor_id | whose | finding
                    trusted_adult | child | present
                    no_trusted_adult | child | not_present
                    no_trusted_adult | child | not_present
                    bereavement | child | disputed
                    substance_misuse | child | not_present
                    parental_substance_misuse | parent | present
                    parent_in_prison | parent | present
                """
            },
        ),
        Case(
            name="Asked for the opposite",
            says="A child who was asked for an adult they trust, and named none, has none; as it was recorded is kept.",
            given={
                "person": "person_id\nann\nben\ncat",
                "person_event": """
                    person_id | kind | code | finding | observed_on
                    ann | early_help_need | TRUSTED_ADULT | not_present | 2026-05-01
                    ben | health_finding | TRUSTED_ADULT | present | 2026-05-01
                    cat | youth_justice_assessment | TRUSTED_ADULT | disputed | 2026-05-01
                """,
            },
            when=_WHEN,
            then={
                "evidence": """
                    person_id | factor_id | finding | recorded_finding
                    ann | trusted_adult | not_present | not_present
                    ann | no_trusted_adult | present | not_present
                    ben | trusted_adult | present | present
                    ben | no_trusted_adult | not_present | present
                    cat | trusted_adult | disputed | disputed
                    cat | no_trusted_adult | disputed | disputed
                """
            },
        ),
        Case(
            name="Health visiting and school nursing",
            says="A warm bond is evidence as much as a worry is.",
            given={
                "person": "person_id | is_child\nann | true\nmum | false",
                "family_member": "family_id | person_id | role\nelm | ann | child\nelm | mum | parent",
                "person_event": """
                    person_id | kind | code | finding | observed_on
                    mum | health_finding | MATERNAL_MENTAL_HEALTH | present | 2026-05-01
                    mum | health_finding | DOMESTIC_ABUSE | not_present | 2026-05-01
                    mum | health_finding | SMOKING | present | 2026-05-01
                    ann | health_finding | WARM_BOND | present | 2026-05-01
                    ann | health_finding | WAS_NOT_BROUGHT | present | 2026-05-01
                """,
            },
            when=_WHEN,
            then={
                "evidence": """
                    factor_id | whose | finding
                    parental_mental_health | parent | present
                    domestic_abuse | parent | not_present
                    warm_bond | child | present
                    difficult_to_engage | child | present
                """
            },
        ),
        Case(
            name="Youth justice",
            says="An offence that was not proved says nothing of others, and is no answer.",
            given={
                "person": _ANN,
                "person_event": """
                    person_id | kind | code | finding | observed_on
                    ann | youth_justice_offence | VIOLENCE | present | 2026-02-01
                    ann | youth_justice_outcome | YOUTH_CAUTION | present | 2026-02-01
                    ann | youth_justice_offence | VIOLENCE | not_present | 2026-05-01
                    ann | youth_justice_outcome | FOUND_NOT_GUILTY | not_present | 2026-05-01
                """,
            },
            when=_WHEN,
            then={
                "evidence": """
                    factor_id | code | finding
                    violence_or_aggression | VIOLENCE | present
                    antisocial_behaviour_or_offending | YOUTH_CAUTION | present
                """
            },
        ),
        Case(
            name="Never evidence",
            says="Free school meals, money worries and where a family lives are reasons to offer help, not evidence.",
            given={
                "person": _ANN,
                "person_event": """
                    person_id | kind | code | about | observed_on
                    ann | free_school_meals | | self | 2026-05-01
                    ann | early_help_need | MONEY | self | 2026-05-01
                    ann | early_help_need | HOUSING | self | 2026-05-01
                    ann | housing_status | TEMPORARY_ACCOMMODATION | household | 2026-05-01
                    ann | primary_need | N7 | self | 2026-05-01
                """,
            },
            when=_WHEN,
            then={"evidence": "factor_id"},
        ),
    ],
)


@SPEC.on(reference=reference, duckdb=duckdb)
def test_what_counts(case: Case, engine: Engine) -> None:
    case.check(engine)
