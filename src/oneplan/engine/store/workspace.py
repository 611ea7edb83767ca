"""A DuckDB database that engine steps build in or read from."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import duckdb
import pyarrow as pa

from oneplan.engine.store.tables import Table

#: Rows read from the store: plain tuples in the order of the `SELECT`.
Row = tuple[Any, ...]


class Workspace:
    """One connection to one DuckDB database, with the few verbs engine steps need.

    Engine steps take a workspace, read tables by name and make new ones; they never see a file or a connection.
    Not shared between threads: readers make one per thread with `reader`.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    @classmethod
    def in_memory(cls) -> Self:
        """An empty workspace that disappears when closed: for tests and for small readings."""
        return cls(_configured(duckdb.connect(":memory:")))

    @classmethod
    def at(cls, path: Path) -> Self:
        """A workspace in a file, made when missing."""
        return cls(_configured(duckdb.connect(str(path)), spill=path.parent))

    @classmethod
    def read_only(cls, path: Path) -> Self:
        """A finished file, which cannot be changed through this workspace."""
        return cls(_configured(duckdb.connect(str(path), read_only=True), spill=path.parent))

    def reader(self) -> Workspace:
        """Another connection to the same open database, for another thread."""
        return Workspace(self.connection.cursor())

    def run(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None) -> None:
        """Run one statement for its effect."""
        self.connection.execute(sql, parameters)

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None) -> list[Row]:
        """Every row of a query."""
        return self.connection.execute(sql, parameters).fetchall()

    def value(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None) -> Any:
        """The single value of a query that gives one row and one column."""
        rows = self.rows(sql, parameters)  # all of them: DuckDB refuses other work while a result is half read
        if not rows:
            raise LookupError("the query gave no row")
        return rows[0][0]

    def arrow(self, sql: str) -> pa.Table:
        """A query's result as an Arrow table."""
        return self.connection.sql(sql).to_arrow_table()

    def keep(self, name: str, rows: pa.Table, *, temporary: bool = False) -> None:
        """Make a table of an Arrow table's rows, in place of one of that name. Temporary ones never reach the file."""
        kind = "TEMP TABLE" if temporary else "TABLE"
        self.connection.register("arrow_rows", rows)
        self.run(f"CREATE OR REPLACE {kind} {name} AS SELECT * FROM arrow_rows")
        self.connection.unregister("arrow_rows")

    def create(self, table: Table, name: str | None = None) -> None:
        """Make an empty standard table."""
        self.run(f"CREATE TABLE {name or table.name} ({table.ddl})")

    def insert(self, name: str, rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows of plain values; for small tables (tests, definitions), not for agencies' files."""
        many = [tuple(row) for row in rows]
        if many:
            marks = ", ".join("?" for _ in many[0])
            self.connection.executemany(f"INSERT INTO {name} VALUES ({marks})", many)

    def has_table(self, name: str) -> bool:
        """Whether a table or view of that name exists."""
        found = self.value("SELECT count(*) FROM information_schema.tables WHERE table_name = ?", [name])
        return bool(found)

    def attach(self, path: Path, name: str, *, read_only: bool = True) -> None:
        """Let queries see another database file as `name.table`."""
        mode = " (READ_ONLY)" if read_only else ""
        self.run(f"ATTACH '{_quoted(path)}' AS {name}{mode}")

    def write_parquet(self, sql: str, path: Path) -> None:
        """Write a query's result as one Parquet file."""
        self.run(f"COPY ({sql}) TO '{_quoted(path)}' (FORMAT parquet, COMPRESSION zstd)")

    def write_csv(self, sql: str, path: Path) -> None:
        """Write a query's result as one CSV file with a header."""
        self.run(f"COPY ({sql}) TO '{_quoted(path)}' (FORMAT csv, HEADER)")

    def view_of_file(self, name: str, path: Path) -> None:
        """Let queries see a Parquet file, or else a CSV file with every value as text, as a table."""
        read = (
            sql_for_parquet(path) if path.suffix == ".parquet" else f"read_csv('{_quoted(path)}', all_varchar = true)"
        )
        self.run(f"CREATE TEMP VIEW {name} AS FROM {read}")

    def close(self) -> None:
        """Let go of the database. A file is checkpointed by DuckDB as it closes."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def _configured(connection: duckdb.DuckDBPyConnection, spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Bounded memory, spilling beside the file, and no reaching for the network."""
    connection.execute("SET memory_limit = '2GB'")
    connection.execute(f"SET threads = {min(os.cpu_count() or 1, 4)}")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    connection.execute("SET enable_progress_bar = false")  # it writes to standard output, where `--json` goes
    # In memory nothing is ever spilled: by itself DuckDB would write names into the folder that somebody stands in.
    connection.execute(f"SET temp_directory = '{_quoted(spill / '.spill') if spill is not None else ''}'")
    return connection


def sql_for_parquet(path: Path) -> str:
    """A Parquet file as a table in a query."""
    return f"read_parquet('{_quoted(path)}')"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
