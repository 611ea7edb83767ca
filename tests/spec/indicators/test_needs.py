"""What a needs analysis asks of a place."""

from collections.abc import Mapping, Sequence
from datetime import date

from oneplan.definitions.framework import read_framework
from oneplan.definitions.support import read_support
from oneplan.engine.indicators.places import build, build_needs
from oneplan.engine.store.workspace import Workspace
from tests.spec.cases import Case, Engine, Spec, table_of
from tests.spec.reference import needs as slow
from tests.spec.text_tables import Row

_TABLES = ("place_part", "place_factor_part", "place_pair", "place_unmet")
_RULES = """
    factor_id | kind
    missing | missing
    domestic_abuse | police_incident
    special_educational_needs | sen_need
"""


def reference(case: Case) -> Mapping[str, Sequence[Row]]:
    """Plain Python."""
    return slow.needs(
        cells=case.rows("matrix"),
        people=case.rows("person"),
        involvements=case.rows("person_involvement"),
        kinds={factor.id: factor.kind.value for factor in read_framework().factors},
        support=tuple(read_support().support),
        as_of=case.when["as_of"],
    )


def duckdb(case: Case) -> Mapping[str, Sequence[Row]]:
    """The engine's own step."""
    with Workspace.in_memory() as workspace:
        case.load_only(workspace, "matrix", "person", "factor_rule", "person_involvement")
        workspace.run(f"CREATE TABLE basis AS SELECT DATE '{case.when['as_of'].isoformat()}' AS as_of")
        build(workspace)
        build_needs(workspace, framework=read_framework(), support=read_support().support)
        return {name: table_of(workspace, name) for name in _TABLES}


SPEC = Spec(
    title="What a needs analysis asks",
    text="""
        Exact counts of children by part of the place, by pairs of cause and symptom, and of children with a cause with
        whom nobody works. They never leave as they are: see the spec of disclosure.
    """,
    cases=[
        Case(
            name="Parts of the place",
            says="Each child is in one part of each split; what is not known is a part of its own.",
            when={"as_of": date(2026, 9, 30)},
            given={
                "factor_rule": _RULES,
                "person": """
                    person_id | age | sex | ethnicity
                    ann | 4 | F | WBRI
                    bob | 5 | M | CHNE
                    cat | 16 | U |
                """,
                "person_involvement": """
                    person_id | kind | team | team_code | from_on | to_on
                    ann | school | Ash School | 1 | 2025-09-01 | 2026-08-31
                    ann | school | Elm School | 2 | 2026-09-01 |
                    bob | school | Ash School | 1 | 2025-09-01 |
                """,
                "matrix": """
                    person_id | factor_id
                    ann | missing
                    ann | special_educational_needs
                """,
            },
            then={
                "place_part": """
                    split | part | population
                    school | | 1
                    school | 1 | 1
                    school | 2 | 1
                    age | 0 to 4 | 1
                    age | 5 to 10 | 1
                    age | 16 and 17 | 1
                    sex | | 1
                    sex | F | 1
                    sex | M | 1
                    ethnicity | | 1
                    ethnicity | A | 1
                    ethnicity | W | 1
                    send | none | 2
                    send | recorded | 1
                """,
            },
        ),
        Case(
            name="Pairs of cause and symptom",
            says="Children for whom both are present now; the same child is in several pairs.",
            when={"as_of": date(2026, 9, 30)},
            given={
                "factor_rule": _RULES,
                "person": "person_id | is_child\nann | true\nbob | true\nmum | false",
                "person_involvement": "person_id | kind",
                "matrix": """
                    person_id | factor_id | whose | knowledge
                    ann | domestic_abuse | parent | present
                    ann | domestic_abuse | child | present
                    ann | missing | child | present
                    bob | domestic_abuse | child | past
                    bob | missing | child | present
                    mum | domestic_abuse | child | present
                    mum | missing | child | present
                """,
            },
            then={"place_pair": "cause_id | symptom_id | children\ndomestic_abuse | missing | 1"},
        ),
        Case(
            name="Unmet",
            says="A school or a health visitor is not support; an early help worker is, until the work ends.",
            when={"as_of": date(2026, 9, 30)},
            given={
                "factor_rule": _RULES,
                "person": "person_id\nann\nbob\ncat\ndan",
                "person_involvement": """
                    person_id | kind | from_on | to_on
                    ann | school | 2025-09-01 |
                    bob | early_help | 2026-01-05 |
                    cat | early_help | 2026-01-05 | 2026-06-30
                """,
                "matrix": """
                    person_id | factor_id | knowledge
                    ann | domestic_abuse | present
                    bob | domestic_abuse | present
                    cat | domestic_abuse | present
                    dan | domestic_abuse | disputed
                """,
            },
            then={"place_unmet": "factor_id | children\ndomestic_abuse | 2"},
        ),
    ],
)


@SPEC.on(reference=reference, duckdb=duckdb)
def test_needs(case: Case, engine: Engine) -> None:
    case.check(engine)
