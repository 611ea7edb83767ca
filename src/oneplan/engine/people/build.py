"""From clusters of records to people and families."""

from datetime import date
from pathlib import Path

from oneplan.definitions.linkage import LinkageDefinition, linkage_definition
from oneplan.engine.people.continuity import LEDGER, PERSON_RECORD, continue_people
from oneplan.engine.people.families import make_families
from oneplan.engine.people.homes import make_residences
from oneplan.engine.people.ids import person_id_key
from oneplan.engine.people.particulars import make_particulars
from oneplan.engine.people.persons import make_keyed_by_person, make_persons
from oneplan.engine.store.workspace import Workspace


def build(
    workspace: Workspace,
    *,
    keys: Path,
    as_of: date,
    previous: Path | None = None,
    definition: LinkageDefinition | None = None,
) -> None:
    """Make people and families from `linked` and the standard tables.

    `keys` is the folder of secrets; `previous` is the record file of the snapshot before, whose ids are continued.
    The snapshot's vault must be attached as `vault`. Makes `person_record`, `ledger`, `person_continued`, `person`,
    `person_event`, `person_involvement`, `person_relationship`, `residence`, `family_member`; and in the vault
    `person_particulars` and `person_name`.
    """
    agreed = (definition or linkage_definition()).families
    key = person_id_key(keys)
    _remember(workspace, previous)
    continue_people(workspace, key=key, as_of=as_of)
    make_particulars(workspace, as_of)
    make_persons(workspace, as_of)
    make_keyed_by_person(workspace)
    make_residences(workspace, key=key, as_of=as_of, families=agreed)
    make_families(workspace, key=key, as_of=as_of, families=agreed)
    workspace.run("DROP TABLE previous_person_record")
    workspace.run("DROP TABLE previous_ledger")


def _remember(workspace: Workspace, previous: Path | None) -> None:
    """Make `previous_person_record` and `previous_ledger`, empty when there is no snapshot before."""
    for table in (PERSON_RECORD, LEDGER):
        workspace.run(f"CREATE TEMP TABLE previous_{table.name} ({table.ddl})")
    if previous is not None:
        workspace.attach(previous, "previous")
        for table in (PERSON_RECORD, LEDGER):
            columns = ", ".join(table.column_names)
            workspace.run(f"INSERT INTO previous_{table.name} SELECT {columns} FROM previous.{table.name}")
        workspace.run("DETACH previous")
