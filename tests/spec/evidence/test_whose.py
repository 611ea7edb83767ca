"""Whose fact it is, in a family."""

from datetime import date

from tests.spec.cases import Case, Engine, Spec
from tests.spec.evidence.engines import duckdb, reference

_RULE = """
    factor_id | kind | whose
    domestic_abuse | early_help_need | child
    domestic_abuse | early_help_need | parent
    domestic_abuse | early_help_need | household
"""
_PEOPLE = "person_id | is_child\nann | true\nbob | true\nmum | false\nlodger | false"
_FAMILY = """
    family_id | person_id | role
    elm | ann | child
    elm | bob | child
    elm | mum | parent
    elm | lodger | adult
"""
_WHEN = {"as_of": date(2026, 9, 30)}

SPEC = Spec(
    title="Whose fact it is",
    text="""
        What an adult's own record says of the adult counts for every child of the adult's families, and is said to be
        about a parent or about somebody else at home. What a child's record says stays with that child.
    """,
    cases=[
        Case(
            name="A child's own fact",
            says="It counts for the child and not for a brother.",
            given={
                "factor_rule": _RULE,
                "person": _PEOPLE,
                "family_member": _FAMILY,
                "person_event": "person_id | kind | observed_on\nann | early_help_need | 2026-05-01",
            },
            when=_WHEN,
            then={"evidence": "person_id | whose | about_person_id\nann | child | ann"},
        ),
        Case(
            name="A parent's own fact",
            says="It counts for each child, about the parent, and the parent has no matrix.",
            given={
                "factor_rule": _RULE,
                "person": _PEOPLE,
                "family_member": _FAMILY,
                "person_event": "person_id | kind | observed_on\nmum | early_help_need | 2026-05-01",
            },
            when=_WHEN,
            then={"evidence": "person_id | whose | about_person_id\nann | parent | mum\nbob | parent | mum"},
        ),
        Case(
            name="Somebody else at home",
            says="Another adult's fact counts for each child, about the household.",
            given={
                "factor_rule": _RULE,
                "person": _PEOPLE,
                "family_member": _FAMILY,
                "person_event": "person_id | kind | observed_on\nlodger | early_help_need | 2026-05-01",
            },
            when=_WHEN,
            then={
                "evidence": "person_id | whose | about_person_id\nann | household | lodger\nbob | household | lodger"
            },
        ),
        Case(
            name="A child's record that speaks of a parent",
            says="It is about a parent whom it does not name, for that child only.",
            given={
                "factor_rule": _RULE,
                "person": _PEOPLE,
                "family_member": _FAMILY,
                "person_event": """
                    person_id | kind | about | observed_on
                    ann | early_help_need | parent | 2026-05-01
                    bob | early_help_need | household | 2026-06-01
                """,
            },
            when=_WHEN,
            then={"evidence": "person_id | whose | about_person_id\nann | parent |\nbob | household |"},
        ),
        Case(
            name="What an adult's record says of others",
            says="An adult's record that speaks of the adult's own parent or household says nothing of the children.",
            given={
                "factor_rule": _RULE,
                "person": _PEOPLE,
                "family_member": _FAMILY,
                "person_event": "person_id | kind | about | observed_on\nmum | early_help_need | parent | 2026-05-01",
            },
            when=_WHEN,
            then={"evidence": "person_id | whose"},
        ),
        Case(
            name="A rule that is about the child only",
            says="A parent's fact does not count where the rule asks for the child's.",
            given={
                "factor_rule": "factor_id | kind | whose\nsmoking | health_finding | child",
                "person": _PEOPLE,
                "family_member": _FAMILY,
                "person_event": """
                    person_id | kind | about | observed_on
                    mum | health_finding | self | 2026-05-01
                    ann | health_finding | parent | 2026-05-01
                """,
            },
            when=_WHEN,
            then={"evidence": "person_id | whose"},
        ),
        Case(
            name="A parent in two families with the same child",
            says="One fact is one fact, and a parent in either family is a parent.",
            given={
                "factor_rule": _RULE,
                "person": _PEOPLE,
                "family_member": """
                    family_id | person_id | role
                    elm | ann | child
                    elm | mum | adult
                    oak | ann | child
                    oak | mum | step_parent
                """,
                "person_event": "person_id | kind | observed_on\nmum | early_help_need | 2026-05-01",
            },
            when=_WHEN,
            then={"evidence": "person_id | whose | about_person_id\nann | parent | mum"},
        ),
        Case(
            name="A young mother",
            says="A child who is a parent has her own matrix, and her fact is a parent's for her baby.",
            given={
                "factor_rule": _RULE,
                "person": "person_id | is_child\ntia | true\nbaby | true",
                "family_member": "family_id | person_id | role\nash | tia | parent\nash | baby | child",
                "person_event": "person_id | kind | observed_on\ntia | early_help_need | 2026-05-01",
            },
            when=_WHEN,
            then={"evidence": "person_id | whose | about_person_id\ntia | child | tia\nbaby | parent | tia"},
        ),
    ],
)


@SPEC.on(reference=reference, duckdb=duckdb)
def test_whose(case: Case, engine: Engine) -> None:
    case.check(engine)
