"""The standard tables of all submissions as one: what was sent again counts once, and as it was sent last."""

from collections.abc import Sequence
from pathlib import Path

from oneplan.engine.store.tables import EVENT, INVOLVEMENT, RELATIONSHIP, Table
from oneplan.engine.store.workspace import Workspace, sql_for_parquet

#: An event has an id of its own, so the last sending of it stands.
_SQL_FOR_LATEST_EVENT = "row_number() OVER (PARTITION BY event_id ORDER BY received DESC, {columns}) = 1"
#: A tie or an involvement has none. What was said to go on stands only while the record's latest sending still says
#: so: a worker who has left must not seem to be working with a child because an old file said so.
_SQL_FOR_STANDING_SPAN = """
    (to_on IS NOT NULL OR received = max(received) OVER (PARTITION BY source, record_id))
    AND row_number() OVER (PARTITION BY {columns} ORDER BY received DESC) = 1
"""


def gather(workspace: Workspace, folders: Sequence[Path]) -> None:
    """Make `relationship`, `involvement` and `event` from submissions' folders, given in the order of receipt.

    Events never reach the file like this: they are kept by person.
    """
    for table in (RELATIONSHIP, INVOLVEMENT):
        workspace.run(f"CREATE TABLE {table.name} AS {sql_for_gathered(table, folders)}")
    workspace.run(f"CREATE TEMP TABLE {EVENT.name} AS {sql_for_gathered(EVENT, folders)}")


def sql_for_gathered(table: Table, folders: Sequence[Path]) -> str:
    """SQL for one table's rows that still stand, in plain order, so that the files' order decides nothing else."""
    columns = ", ".join(table.column_names)
    each = " UNION ALL ".join(
        f"SELECT {columns}, {place} AS received FROM {sql_for_parquet(folder / f'{table.name}.parquet')}"
        for place, folder in enumerate(folders)
    )
    stands = _SQL_FOR_LATEST_EVENT if table is EVENT else _SQL_FOR_STANDING_SPAN
    return f"SELECT {columns} FROM ({each}) QUALIFY {stands.format(columns=columns)} ORDER BY {columns}"
