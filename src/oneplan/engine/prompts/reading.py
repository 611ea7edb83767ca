"""Reading the reasons to talk of a finished snapshot. No names, and no order but the newest change first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from oneplan.engine.store.workspace import Row, Workspace, sql_for_parquet
from oneplan.vocabulary.identifiers import PersonId

_COLUMNS = "prompt_id, rule_id, rule_version, person_id, newest_on, agency, team, team_code, worker"


@dataclass(frozen=True)
class PromptFact:
    """One fact on which a rule holds. `worker` is given where the fact is somebody's work with the child.

    `recorded_finding` is what was found, the opposite of the factor where the opposite was asked.
    """

    part: str
    fact_id: str
    factor_id: str
    whose: str
    source: str
    agency: str
    kind: str
    code: str
    recorded_finding: str
    recorded_by: str
    worker: str
    observed_on: date | None
    received_on: date | None


@dataclass(frozen=True)
class ProposedPrompt:
    """What the machine proposes: a rule holds for a child. `agency` is '' where it goes to the duty desk."""

    prompt_id: str
    rule_id: str
    rule_version: int
    person_id: PersonId
    newest_on: date | None
    agency: str
    team: str
    team_code: str
    worker: str
    facts: tuple[PromptFact, ...]


def prompts_of(workspace: Workspace, person_id: PersonId) -> tuple[ProposedPrompt, ...]:
    """Every reason to talk about one child, newest change first."""
    return _with_facts(workspace, workspace.rows(f"{_SELECT} WHERE person_id = ? {_ORDER}", [person_id]))


def prompts_for(workspace: Workspace, agencies: Iterable[str], teams: Iterable[str]) -> tuple[ProposedPrompt, ...]:
    """Every reason to talk that goes to these teams of these agencies, newest change first."""
    sql = (
        f"{_SELECT} WHERE list_contains(?, agency) AND list_contains(?, coalesce(nullif(team_code, ''), team)) {_ORDER}"
    )
    return _with_facts(workspace, workspace.rows(sql, [list(agencies), list(teams)]))


def prompts_for_duty(workspace: Workspace) -> tuple[ProposedPrompt, ...]:
    """Every reason to talk about a child with whom nobody works, newest change first."""
    return _with_facts(workspace, workspace.rows(f"{_SELECT} WHERE agency = '' {_ORDER}"))


def children_prompted(workspace: Workspace, rule_id: str) -> dict[str, PersonId]:
    """The child of every prompt that a rule makes in the open snapshot, by the prompt's id."""
    rows = workspace.rows("SELECT prompt_id, person_id FROM prompt WHERE rule_id = ?", [rule_id])
    return {prompt_id: PersonId(person_id) for prompt_id, person_id in rows}


_SELECT = f"SELECT {_COLUMNS} FROM prompt"
_ORDER = "ORDER BY newest_on DESC NULLS LAST, prompt_id"


def _with_facts(workspace: Workspace, rows: Sequence[Row]) -> tuple[ProposedPrompt, ...]:
    facts: dict[str, list[PromptFact]] = {row[0]: [] for row in rows}
    for prompt_id, *fields in workspace.rows(_SQL_FOR_FACTS, [list(facts)]):
        facts[prompt_id].append(PromptFact(*fields))
    return tuple(_prompt(row, facts[row[0]]) for row in rows)


def _prompt(row: Row, facts: Sequence[PromptFact]) -> ProposedPrompt:
    prompt_id, rule_id, rule_version, person_id, newest_on, agency, team, team_code, worker = row
    return ProposedPrompt(
        prompt_id, rule_id, rule_version, PersonId(person_id), newest_on, agency, team, team_code, worker, tuple(facts)
    )


_SQL_FOR_FACTS = """
    SELECT prompt_id, part, fact_id, factor_id, whose, source, agency, kind, code, recorded_finding, recorded_by,
           worker, observed_on, received_on
    FROM prompt_fact WHERE list_contains(?, prompt_id)
    ORDER BY prompt_id, observed_on DESC NULLS LAST, factor_id, fact_id
"""


def people_in(workspace: Workspace, folder: Path) -> frozenset[str]:
    """Ids of the people, in the open snapshot, of whom a submission's folder holds anything."""
    tables = " UNION ".join(
        f"SELECT record_id FROM {sql_for_parquet(folder / f'{name}.parquet')}" for name in ("event", "involvement")
    )
    rows = workspace.rows(f"SELECT DISTINCT person_id FROM person_record WHERE record_id IN ({tables})")
    return frozenset(person_id for (person_id,) in rows)


def facts_sent(workspace: Workspace, folder: Path) -> frozenset[str]:
    """What a submission's folder could have given to a reason to talk: ids of events, and records of involvements."""
    rows = workspace.rows(
        f"SELECT event_id FROM {sql_for_parquet(folder / 'event.parquet')} "
        f"UNION SELECT record_id FROM {sql_for_parquet(folder / 'involvement.parquet')}"
    )
    return frozenset(fact_id for (fact_id,) in rows)
