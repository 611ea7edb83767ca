"""Making `prompt` and `prompt_fact`: for which child a rule holds, on which facts, and whom to go to first."""

from collections.abc import Iterable, Mapping
from datetime import date

from oneplan.definitions.framework import Framework
from oneplan.definitions.prompt import PromptRule, in_force
from oneplan.definitions.prompt_linter import check, triggers
from oneplan.engine.prompts.conditions import is_current, sql_for_leads, sql_for_matches, sql_for_present_facts
from oneplan.engine.store.tables import Table
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.knowledge import FactorKind

#: Kinds of involvement that every child has: a school alone does not work with the family.
EVERYBODY_HAS = ("school",)

PROMPT = Table(
    "prompt",
    (
        ("prompt_id", "VARCHAR"),  # the same rule, child and newest fact have the same id at every refresh
        ("rule_id", "VARCHAR"),
        ("rule_version", "INTEGER"),
        ("person_id", "VARCHAR"),
        ("newest_on", "DATE"),  # the day of the newest fact
        ("agency", "VARCHAR"),  # whom to go to first; all four are '' where nobody works with the child: the duty desk
        ("team", "VARCHAR"),
        ("team_code", "VARCHAR"),
        ("worker", "VARCHAR"),
    ),
)
PROMPT_FACT = Table(
    "prompt_fact",
    (
        ("prompt_id", "VARCHAR"),
        ("person_id", "VARCHAR"),
        ("part", "VARCHAR"),  # event or involvement
        ("fact_id", "VARCHAR"),  # the event's id, or the record's whose involvement it is
        ("factor_id", "VARCHAR"),
        ("whose", "VARCHAR"),
        ("source", "VARCHAR"),
        ("agency", "VARCHAR"),
        ("kind", "VARCHAR"),
        ("code", "VARCHAR"),
        ("recorded_finding", "VARCHAR"),  # what was found when somebody asked; '' where the fact is work
        ("recorded_by", "VARCHAR"),
        ("worker", "VARCHAR"),
        ("observed_on", "DATE"),
        ("received_on", "DATE"),
    ),
)


def build(
    workspace: Workspace,
    *,
    rules: Iterable[PromptRule],
    framework: Framework,
    agencies: Mapping[str, str],
    as_of: date,
) -> None:
    """Make `prompt` and `prompt_fact` from `evidence`, `matrix` and `person_involvement`.

    Rules not in force on the day do not run. `agencies` gives each source its agency's code. Raises `DefinitionError`
    for a rule that turns on what may never be a reason to prompt.
    """
    running = in_force(rules, as_of)
    check(running, framework)
    workspace.create(PROMPT)
    workspace.create(PROMPT_FACT)
    _prepare(workspace, framework, agencies, as_of)
    for rule in running:
        _apply(workspace, rule, as_of)
    for name in ("trigger_factor", "source_agency", "present_fact", "lead", "first_to_ask"):
        workspace.run(f"DROP TABLE {name}")


def _prepare(workspace: Workspace, framework: Framework, agencies: Mapping[str, str], as_of: date) -> None:
    workspace.run("CREATE TEMP TABLE trigger_factor (factor_id VARCHAR, kind VARCHAR)")
    kinds = (FactorKind.CAUSE, FactorKind.SYMPTOM)
    workspace.insert(
        "trigger_factor", [(one, kind.value) for kind in kinds for one in sorted(triggers(framework, kind))]
    )
    workspace.run("CREATE TEMP TABLE source_agency (source VARCHAR, agency VARCHAR)")
    workspace.insert("source_agency", agencies.items())
    workspace.run(f"CREATE TEMP TABLE present_fact AS {sql_for_present_facts()}")
    workspace.run(f"CREATE TEMP TABLE lead AS {sql_for_leads(as_of)}")
    workspace.run(f"CREATE TEMP TABLE first_to_ask AS {sql_for_first_to_ask(as_of)}")


def sql_for_first_to_ask(as_of: date) -> str:
    """Whom a reason to talk goes to: the lead practitioner, else a named worker, else a team, the newest first."""
    everybody = ", ".join(f"'{kind}'" for kind in EVERYBODY_HAS)
    return f"""
        SELECT person_id, agency, coalesce(team, '') AS team, coalesce(team_code, '') AS team_code,
               coalesce(worker, '') AS worker
        FROM person_involvement
        WHERE coalesce(kind, '') NOT IN ({everybody}) AND {is_current("person_involvement", as_of)}
        QUALIFY row_number() OVER (
            PARTITION BY person_id
            ORDER BY coalesce(is_lead, false) DESC, coalesce(worker, '') <> '' DESC, from_on DESC NULLS LAST,
                     agency, team, worker
        ) = 1
    """


def _apply(workspace: Workspace, rule: PromptRule, as_of: date) -> None:
    columns = ", ".join(PROMPT_FACT.column_names[1:])
    mark = f"{rule.id}/{rule.version}/"
    workspace.run(f"""
        INSERT INTO prompt_fact
        WITH matched AS ({sql_for_matches(rule, as_of)}),
        anchored AS (
            SELECT *, first_value(fact_id) OVER (
                PARTITION BY person_id ORDER BY observed_on DESC NULLS LAST, fact_id
            ) AS anchor
            FROM matched
        )
        SELECT DISTINCT md5('{mark}' || person_id || '/' || anchor) AS prompt_id, {columns} FROM anchored
        ORDER BY ALL
    """)
    workspace.run(f"""
        INSERT INTO prompt
        SELECT fact.prompt_id, '{rule.id}', {rule.version}, fact.person_id, max(fact.observed_on),
               coalesce(any_value(first.agency), ''), coalesce(any_value(first.team), ''),
               coalesce(any_value(first.team_code), ''), coalesce(any_value(first.worker), '')
        FROM prompt_fact AS fact
        LEFT JOIN first_to_ask AS first ON first.person_id = fact.person_id
        WHERE fact.prompt_id NOT IN (SELECT prompt_id FROM prompt)
        GROUP BY fact.prompt_id, fact.person_id
        ORDER BY fact.person_id
    """)
