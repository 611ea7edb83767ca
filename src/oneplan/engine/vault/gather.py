"""Every agency's identifying particulars, from their submissions into one table of the snapshot's vault."""

from collections.abc import Sequence
from pathlib import Path

from oneplan.engine.store.tables import IDENTITY, Table
from oneplan.engine.store.workspace import Workspace, sql_for_parquet

#: Which ward a postcode lies in. Not about anybody, but postcodes are only found in the vault.
POSTCODE_WARD = Table(
    "postcode_ward",
    (("postcode", "VARCHAR"), ("ward", "VARCHAR"), ("ward_name", "VARCHAR"), ("local_authority", "VARCHAR")),
)


def gather_identities(workspace: Workspace, submissions: Sequence[Path]) -> None:
    """Make `vault.identity` and `vault.postcode_ward` from the vault folders of submissions, oldest first.

    A record sent again replaces what was sent before. The snapshot's vault must be attached as `vault`.
    """
    workspace.create(IDENTITY, "vault.identity")
    workspace.create(POSTCODE_WARD, "vault.postcode_ward")
    identities = _files(submissions, "identity.parquet")
    if identities:
        workspace.run(f"INSERT INTO vault.identity {_sql_for_latest(identities, IDENTITY, 'record_id')}")
    postcodes = _files(submissions, "postcode_ward.parquet")
    if postcodes:
        workspace.run(f"INSERT INTO vault.postcode_ward {_sql_for_latest(postcodes, POSTCODE_WARD, 'postcode')}")


def _files(submissions: Sequence[Path], name: str) -> list[tuple[int, Path]]:
    """Each submission's file of that name with the submission's place in the order of receipt."""
    return [(place, folder / name) for place, folder in enumerate(submissions) if (folder / name).is_file()]


def _sql_for_latest(files: Sequence[tuple[int, Path]], table: Table, key: str) -> str:
    """SQL for one row per `key`: the one received last; then the one seen last; then the first in plain order.

    The plain order of whole rows makes the answer the same however the files were written.
    """
    columns = ", ".join(table.column_names)
    each = " UNION ALL ".join(
        f"SELECT {columns}, {place} AS received FROM {sql_for_parquet(path)}" for place, path in files
    )
    seen = "seen_on DESC NULLS LAST, " if "seen_on" in table.column_names else ""
    return f"""
        SELECT {columns} FROM ({each}) AS sent
        WHERE {key} IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY received DESC, {seen}{columns}) = 1
        ORDER BY {key}
    """
