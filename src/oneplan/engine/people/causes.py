"""Why records moved between people: what differs between this run and the one before."""

from oneplan.engine.store.snapshot import SnapshotFiles
from oneplan.engine.store.tables import Table
from oneplan.engine.store.workspace import Workspace

#: Records that something happened to since the run before, and what. The first named explains more than the later.
STIRRED = Table("stirred", (("record_id", "VARCHAR"), ("because", "VARCHAR")))
BECAUSE = ("decision", "new_model", "changed_record", "new_record")
_READ = ("given_name", "family_name", "known_as", "former_family_name", "birth_date", "sex", "address", "postcode")
_NUMBERS = ("uprn", "nhs_number", "upn", "former_upn", "la_child_id", "household_id")


def make_stirred(workspace: Workspace, previous: SnapshotFiles | None) -> None:
    """Make `stirred` from the vault of this run and that of the one before; empty when there is none before."""
    workspace.run(f"CREATE TEMP TABLE stirred ({STIRRED.ddl})")
    if previous is None:
        return
    workspace.attach(previous.vault, "before_vault")
    workspace.run(f"INSERT INTO stirred {sql_for_stirred()}")
    workspace.run("DETACH before_vault")


def sql_for_stirred() -> str:
    """Every record decided about or taken back, of another model, read differently, new or withdrawn since."""
    same = " AND ".join(f"now.{column} IS NOT DISTINCT FROM was.{column}" for column in (*_READ, *_NUMBERS))
    now, before = "vault.link_decision", "before_vault.link_decision"
    return f"""
        SELECT unnest([record_id_l, record_id_r]), 'decision'
        FROM ((FROM {now} EXCEPT FROM {before}) UNION ALL (FROM {before} EXCEPT FROM {now}))
        UNION ALL
        SELECT record_id, 'new_model' FROM vault.identity
        WHERE EXISTS (FROM vault.linkage_made_with EXCEPT FROM before_vault.linkage_made_with)
        UNION ALL
        SELECT record_id, CASE WHEN now.record_id IS NULL OR was.record_id IS NULL THEN 'new_record'
                ELSE 'changed_record' END
        FROM vault.identity AS now FULL JOIN before_vault.identity AS was USING (record_id)
        WHERE NOT coalesce({same} AND now.record_id IS NOT NULL AND was.record_id IS NOT NULL, false)
    """
