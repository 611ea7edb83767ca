"""The part a person had in an incident decides what it is evidence of."""

from datetime import date

from tests.spec.cases import Case, Engine, Spec
from tests.spec.evidence.engines import duckdb, reference

_FAMILY = "family_id | person_id | role\nelm | ann | child\nelm | mum | parent"
_PEOPLE = "person_id | is_child\nann | true\nmum | false"
_WHEN = {"as_of": date(2026, 9, 30)}


def _incident(who: str, code: str, role: str) -> str:
    return f"person_id | kind | code | role | observed_on\n{who} | police_incident | {code} | {role} | 2026-05-01"


SPEC = Spec(
    title="Roles in police incidents",
    text="""
        The same incident means different things for the person harmed, the person alleged and the child upstairs. A
        police incident counts only in the roles that the rule names. These cases use the agreed framework.
    """,
    cases=[
        Case(
            name="The child upstairs",
            says="Domestic abuse where the child lives is evidence that the child is affected by it.",
            given={
                "person": _PEOPLE,
                "family_member": _FAMILY,
                "person_event": _incident("ann", "DOMESTIC_ABUSE", "resident"),
            },
            when=_WHEN,
            then={"evidence": "person_id | factor_id | whose | role\nann | domestic_abuse | child | resident"},
        ),
        Case(
            name="A mother harmed",
            says="It counts for her child, about a parent, and says that she was harmed.",
            given={
                "person": _PEOPLE,
                "family_member": _FAMILY,
                "person_event": _incident("mum", "DOMESTIC_ABUSE", "harmed"),
            },
            when=_WHEN,
            then={"evidence": "person_id | factor_id | whose | role\nann | domestic_abuse | parent | harmed"},
        ),
        Case(
            name="Each in their own role",
            says="Of one incident with several people, each one's part counts by itself.",
            given={
                "person": _PEOPLE,
                "family_member": _FAMILY,
                "person_event": """
                    person_id | kind | code | role | observed_on
                    ann | police_incident | DOMESTIC_ABUSE | linked | 2026-05-01
                    mum | police_incident | DOMESTIC_ABUSE | harmed | 2026-05-01
                """,
            },
            when=_WHEN,
            then={"evidence": "person_id | whose | role\nann | parent | harmed"},
        ),
        Case(
            name="Only linked",
            says="To be linked to domestic abuse in some other way is not evidence of being affected by it.",
            given={
                "person": _PEOPLE,
                "family_member": _FAMILY,
                "person_event": _incident("ann", "DOMESTIC_ABUSE", "linked"),
            },
            when=_WHEN,
            then={"evidence": "person_id | factor_id"},
        ),
        Case(
            name="A child alleged",
            says="Violence that a child is alleged to have done is evidence of what is seen, twice named.",
            given={
                "person": _PEOPLE,
                "family_member": _FAMILY,
                "person_event": _incident("ann", "VIOLENCE", "alleged"),
            },
            when=_WHEN,
            then={
                "evidence": """
                    person_id | factor_id | role
                    ann | antisocial_behaviour_or_offending | alleged
                    ann | violence_or_aggression | alleged
                """
            },
        ),
        Case(
            name="A child harmed or watching",
            says="To be harmed by or to see violence or antisocial behaviour is never held against a child.",
            given={
                "person": _PEOPLE,
                "family_member": _FAMILY,
                "person_event": """
                    person_id | kind | code | role | observed_on
                    ann | police_incident | VIOLENCE | harmed | 2026-05-01
                    ann | police_incident | ASB | witness | 2026-05-01
                    ann | police_incident | DRUGS | resident | 2026-05-01
                """,
            },
            when=_WHEN,
            then={"evidence": "person_id | factor_id"},
        ),
        Case(
            name="A parent alleged of theft",
            says="A parent's offence is not the child's.",
            given={"person": _PEOPLE, "family_member": _FAMILY, "person_event": _incident("mum", "THEFT", "alleged")},
            when=_WHEN,
            then={"evidence": "person_id | factor_id"},
        ),
        Case(
            name="Exploited",
            says="A child suspected to be exploited is a child harmed.",
            given={"person": _PEOPLE, "family_member": _FAMILY, "person_event": _incident("ann", "CCE", "harmed")},
            when=_WHEN,
            then={"evidence": "person_id | factor_id | role\nann | exploitation | harmed"},
        ),
    ],
)


@SPEC.on(reference=reference, duckdb=duckdb)
def test_roles(case: Case, engine: Engine) -> None:
    case.check(engine)
