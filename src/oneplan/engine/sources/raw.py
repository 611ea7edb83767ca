"""Raw tables: rows as they were sent, every value as text, each with its file and line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from oneplan.definitions.source import SourceContract, SourceTable
from oneplan.engine.store.workspace import Workspace

_ORIGIN = "_row BIGINT, _file VARCHAR, _line BIGINT, _batch VARCHAR"
_CHUNK = 20_000  # rows of an XML file held in Python before they go to the workspace


def quoted(name: str) -> str:
    """A column or table name as SQL wants it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A piece of text as SQL wants it."""
    return "'" + text.replace("'", "''") + "'"


@dataclass(frozen=True)
class Origin:
    """The file that rows came from. A batch keeps apart files that hold the same table for different terms or years."""

    file: str
    batch: str = ""


@dataclass
class RawTables:
    """The raw tables of one submission, `raw_<table>`, filled by a reader.

    Rows that do not even have the right number of values go to `unread`, so that nothing is lost.
    """

    workspace: Workspace
    contract: SourceContract
    _rows: int = 0
    _waiting: dict[tuple[str, Origin], list[tuple[int, Mapping[str, str | None]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for table in self.contract.tables:
            columns = ", ".join(f"{quoted(column.name)} VARCHAR" for column in table.columns)
            self.workspace.run(f"CREATE TABLE {quoted('raw_' + table.name)} ({_ORIGIN}, {columns})")
        self.workspace.run(
            "CREATE TABLE unread (table_name VARCHAR, file VARCHAR, line BIGINT, code VARCHAR, sent VARCHAR)"
        )

    def append(
        self,
        table: SourceTable,
        origin: Origin,
        lines: Sequence[int],
        columns: Mapping[str, Sequence[str | None]],
    ) -> None:
        """Add rows given as columns; columns of the table that are not given stay empty."""
        count = len(lines)
        rows = pa.table(
            {
                "_row": pa.array(range(self._rows, self._rows + count), pa.int64()),
                "_line": pa.array(lines, pa.int64()),
                **{name: pa.array(values, pa.string()) for name, values in columns.items()},
            }
        )
        self._rows += count
        into = quoted("raw_" + table.name)
        names = ", ".join(quoted(name) for name in rows.column_names)
        self.workspace.connection.register("arriving", rows)
        self.workspace.run(
            f"INSERT INTO {into} (_file, _batch, {names}) SELECT ?, ?, {names} FROM arriving",
            [origin.file, origin.batch],
        )
        self.workspace.connection.unregister("arriving")

    def add(self, table: str, origin: Origin, line: int, row: Mapping[str, str | None]) -> None:
        """Add one row of a file that is read element by element. `flush` when the file ends."""
        waiting = self._waiting.setdefault((table, origin), [])
        waiting.append((line, row))
        if len(waiting) >= _CHUNK:
            self._send(table, origin)

    def flush(self) -> None:
        """Send the rows that wait."""
        for table, origin in list(self._waiting):
            self._send(table, origin)

    def add_unread(self, table: str, file: str, line: int, code: str, sent: str) -> None:
        """Keep a row whose values could not be told apart."""
        self.workspace.run("INSERT INTO unread VALUES (?, ?, ?, ?, ?)", [table, file, line, code, sent])

    def _send(self, name: str, origin: Origin) -> None:
        waiting = self._waiting.pop((name, origin))
        table = self.contract.table(name)
        columns = {column.name: [row.get(column.name) for _, row in waiting] for column in table.columns}
        self.append(table, origin, [line for line, _ in waiting], columns)
