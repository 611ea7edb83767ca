"""What the figures of a place were worked out from."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.identifiers import SourceName


@dataclass(frozen=True)
class SourceUsed:
    """A source with evidence in the snapshot, and the last day on which any of it was received."""

    source: SourceName
    last_received_on: date


def sources_used(workspace: Workspace) -> tuple[SourceUsed, ...]:
    """Every source that evidence came from, by name."""
    rows = workspace.rows("SELECT source, max(received_on) FROM evidence GROUP BY source ORDER BY source")
    return tuple(SourceUsed(SourceName(source), received_on) for source, received_on in rows)


def snapshot_of(workspace: Workspace) -> str:
    """The name of the snapshot that a workspace is open on, asked of the open file, since another may be swapped in."""
    path = workspace.value("SELECT path FROM duckdb_databases() WHERE database_name = current_database()")
    return Path(path).parent.name
