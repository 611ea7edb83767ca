"""Every agency's identifying particulars, from their submissions into one table of the snapshot's vault."""

from collections.abc import Sequence
from pathlib import Path

from oneplan.engine.store.tables import IDENTITY, Table
from oneplan.engine.store.workspace import Workspace, sql_for_parquet
from oneplan.engine.vault.continuing import renew, renew_identities

#: Which ward a postcode lies in. Not about anybody, but postcodes are only found in the vault.
POSTCODE_WARD = Table(
    "postcode_ward",
    (("postcode", "VARCHAR"), ("ward", "VARCHAR"), ("ward_name", "VARCHAR"), ("local_authority", "VARCHAR")),
)


def gather_identities(workspace: Workspace, submissions: Sequence[Path], *, is_all: bool = True) -> None:
    """Make `vault.identity` and `vault.postcode_ward` from the vault folders of submissions, oldest first.

    A record sent again replaces what was sent before. The snapshot's vault must be attached as `vault`; where it goes
    on from an earlier one, `identity_change` lists whose row changed. Unless these are all submissions (`is_all`),
    they are those received since, and what the vault holds of others stands.
    """
    identities, postcodes = _files(submissions, "identity.parquet"), _files(submissions, "postcode_ward.parquet")
    renew_identities(workspace, _sql_for_latest(identities, IDENTITY, "record_id"), is_all=is_all)
    renew(workspace, POSTCODE_WARD, "postcode", _sql_for_latest(postcodes, POSTCODE_WARD, "postcode"), is_all=is_all)
    workspace.run("DROP TABLE changed_key")


def _files(submissions: Sequence[Path], name: str) -> list[tuple[int, Path]]:
    """Each submission's file of that name with the submission's place in the order of receipt."""
    return [(place, folder / name) for place, folder in enumerate(submissions) if (folder / name).is_file()]


def _sql_for_latest(files: Sequence[tuple[int, Path]], table: Table, key: str) -> str:
    """SQL for one row per `key`: the one received last; then the one seen last; then the first in plain order.

    The plain order of whole rows makes the answer the same however the files were written.
    """
    columns = ", ".join(table.column_names)
    if not files:
        nothing = ", ".join(f"NULL::{kind} AS {name}" for name, kind in table.columns)
        return f"SELECT * FROM (SELECT {nothing}) WHERE false"
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
