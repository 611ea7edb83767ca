"""From clusters of records to people and families."""

from datetime import date
from pathlib import Path

from oneplan.definitions.linkage import LinkageDefinition, linkage_definition
from oneplan.engine.people.causes import make_stirred
from oneplan.engine.people.continuity import continue_people, remember_people
from oneplan.engine.people.families import make_families
from oneplan.engine.people.homes import make_residences
from oneplan.engine.people.ids import person_id_key
from oneplan.engine.people.particulars import make_particulars
from oneplan.engine.people.persons import make_keyed_by_person, make_persons
from oneplan.engine.store.snapshot import SnapshotFiles
from oneplan.engine.store.workspace import Workspace


def build(
    workspace: Workspace,
    *,
    keys: Path,
    as_of: date,
    previous: SnapshotFiles | None = None,
    definition: LinkageDefinition | None = None,
) -> None:
    """Make people and families from `placed` and the standard tables.

    `keys` is the folder of secrets; `previous` is the snapshot before, whose ids are continued.
    The snapshot's vault must be attached as `vault`. Makes `person_record`, `ledger`, `person_continued`, `person`,
    `person_event`, `person_involvement`, `person_relationship`, `residence`, `family_member`; and in the vault
    `person_particulars` and `person_name`.
    """
    agreed = (definition or linkage_definition()).families
    key = person_id_key(keys)
    remember_people(workspace, previous.record if previous else None)
    make_stirred(workspace, previous)
    continue_people(workspace, key=key, as_of=as_of)
    make_particulars(workspace, as_of)
    make_persons(workspace, as_of)
    make_keyed_by_person(workspace)
    make_residences(workspace, key=key, as_of=as_of, families=agreed)
    make_families(workspace, key=key, as_of=as_of, families=agreed)
    workspace.run("DROP TABLE previous_person_record")
    workspace.run("DROP TABLE previous_ledger")
    workspace.run("DROP TABLE stirred")
