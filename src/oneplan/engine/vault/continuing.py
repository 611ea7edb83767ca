"""A snapshot's vault that goes on from the one before: its file copied, and only what changed written again.

Copying bytes costs next to nothing; writing a million people's particulars anew costs as much as linking them.
"""

import shutil

from oneplan.engine.store.snapshot import SnapshotFiles
from oneplan.engine.store.tables import IDENTITY, Table
from oneplan.engine.store.workspace import Workspace


def continue_vault(workspace: Workspace, files: SnapshotFiles, previous: SnapshotFiles | None) -> None:
    """Attach the vault of `files` as `vault`: a copy of the previous one, or an empty one when there is none."""
    if previous is not None and previous.vault.is_file():
        shutil.copyfile(previous.vault, files.vault)
    workspace.attach(files.vault, "vault", read_only=False)


def renew_identities(workspace: Workspace, sent: str, *, is_all: bool = True) -> None:
    """Make `vault.identity` say what the table or query `sent` says, and `identity_change` list whose row that changed.

    With `is_all`, records that `sent` does not name are withdrawn; else they stay as they are. `identity_change` is
    made only where there were identities before: without it, everybody is new.
    """
    before = has_vault_table(workspace, IDENTITY.name)
    renew(workspace, IDENTITY, "record_id", sent, is_all=is_all)
    if before:
        workspace.run("ALTER TABLE changed_key RENAME TO identity_change")
        return
    workspace.run("DROP TABLE changed_key")


def renew(workspace: Workspace, table: Table, key: str, sent: str, *, is_all: bool) -> None:
    """The same for any table of the vault with one row per key; makes the temporary table `changed_key` of its keys."""
    name, columns = f"vault.{table.name}", ", ".join(table.column_names)
    if not has_vault_table(workspace, table.name):
        workspace.create(table, name)
        workspace.run(f"INSERT INTO {name} SELECT {columns} FROM ({sent})")
        workspace.run(f"CREATE TEMP TABLE changed_key AS SELECT {key} FROM {name} WHERE false")
        return
    workspace.run(f"CREATE TEMP TABLE sent_row AS SELECT {columns} FROM ({sent})")
    same = " AND ".join(f"now.{column} IS NOT DISTINCT FROM was.{column}" for column in table.column_names)
    gone = f"UNION ALL SELECT {key} FROM {name} ANTI JOIN sent_row USING ({key})" if is_all else ""
    workspace.run(f"""
        CREATE TEMP TABLE changed_key AS
        SELECT {key} FROM sent_row AS now LEFT JOIN {name} AS was USING ({key})
        WHERE was.{key} IS NULL OR NOT ({same})
        {gone}
    """)
    workspace.run(f"DELETE FROM {name} WHERE {key} IN (FROM changed_key)")
    workspace.run(f"INSERT INTO {name} SELECT {columns} FROM sent_row SEMI JOIN changed_key USING ({key})")
    workspace.run("DROP TABLE sent_row")


def withdraw_identities(workspace: Workspace, record_ids: str) -> None:
    """Take out the records that the query `record_ids` names, and list them in `identity_change`."""
    workspace.run(f"INSERT INTO identity_change FROM ({record_ids}) SEMI JOIN vault.identity USING (record_id)")
    workspace.run(f"DELETE FROM vault.identity WHERE record_id IN ({record_ids})")


def has_vault_table(workspace: Workspace, name: str) -> bool:
    """Whether the vault has a table of that name."""
    return bool(
        workspace.value("SELECT count(*) FROM duckdb_tables() WHERE database_name = 'vault' AND table_name = ?", [name])
    )
