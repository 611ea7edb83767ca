"""Spark, for those who outgrow one machine: a workspace whose statements run there.

Needs the extra `spark` (`pip install "oneplan[spark]"`) and a Java runtime, 17 or newer.
"""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, Self

import pyarrow as pa
from sqlglot import exp

from oneplan.engine.store.spark_sql import as_spark, in_spark
from oneplan.engine.store.tables import Table
from oneplan.engine.store.workspace import Row, Workspace
from oneplan.vocabulary.errors import OnePlanError

try:
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession
except ModuleNotFoundError:  # the extra is not installed
    SparkSession = PySparkException = None

#: Everything in this process, on two threads.
LOCAL = "local[2]"
_LOCAL_SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.sql.shuffle.partitions": "2",  # of 200, which is for clusters: with few rows each costs more than it does
}
_SETTINGS = {
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.session.timeZone": "UTC",  # dates have none, and no moment is ever read as one of another day
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}


class NoSpark(OnePlanError):
    """Spark was asked for and cannot be had here."""


def is_spark_here() -> bool:
    """Whether Spark and a Java runtime for it are installed."""
    return SparkSession is not None and shutil.which("java") is not None


def session(master: str = LOCAL) -> Any:
    """This process's Spark session, begun when first asked for. `master` is a cluster's URL, or `local[N]`."""
    if not is_spark_here():
        raise NoSpark(
            'Spark is not installed here. Install the extra (`pip install "oneplan[spark]"`) and a Java runtime, '
            "17 or newer; or leave out `--engine spark`: DuckDB needs neither."
        )
    builder = SparkSession.builder.master(master).appName("oneplan")
    for name, value in {**_SETTINGS, **(_LOCAL_SETTINGS if master.startswith("local") else {})}.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


class SparkWorkspace(Workspace):
    """The verbs of a workspace, on Spark: engine steps cannot tell the difference.

    Tables are Parquet files in `folder`, which every worker must reach (a temporary one when not named, which will do
    where all of Spark is this machine). Statements are DuckDB's and are translated. There is no vault here and nothing
    is attached: what knows names stays on DuckDB.
    """

    def __init__(self, master: str = LOCAL, folder: Path | str | None = None) -> None:
        self.spark = session(master).newSession()  # names of its own, in the same Java process
        self._made = None if folder is not None else tempfile.mkdtemp(prefix="oneplan-spark-")
        self._schema = f"oneplan_{uuid.uuid4().hex}"
        self.spark.sql(f"CREATE DATABASE {self._schema} LOCATION '{folder or self._made}'")
        self.spark.sql(f"USE {self._schema}")

    @classmethod
    def in_memory(cls) -> Self:
        """An empty workspace that disappears when closed."""
        return cls()

    def run(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None) -> None:
        """Run one statement for its effect. A table is written at once, so that what follows reads files."""
        statement = in_spark(sql)
        if isinstance(statement, exp.Create) and statement.kind == "TABLE" and statement.expression is not None:
            rows = self.spark.sql(as_spark(statement.expression), args=_as_args(parameters))
            self._save(rows, statement.this.name, in_place=bool(statement.args.get("replace")))
            return
        self.spark.sql(as_spark(statement), args=_as_args(parameters))

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None) -> list[Row]:
        """Every row of a query."""
        return [tuple(row) for row in self.spark.sql(as_spark(in_spark(sql)), args=_as_args(parameters)).collect()]

    def arrow(self, sql: str) -> pa.Table:
        """A query's result as an Arrow table."""
        return self.spark.sql(as_spark(in_spark(sql))).toArrow()

    def keep(self, name: str, rows: pa.Table, *, temporary: bool = False) -> None:
        """Make a table of an Arrow table's rows, in place of one of that name. All are temporary here."""
        self._save(self.spark.createDataFrame(rows), name, in_place=True)

    def create(self, table: Table, name: str | None = None) -> None:
        """Make an empty standard table."""
        self.run(f"CREATE TABLE {name or table.name} AS {_sql_for_no_rows(table)}")

    def insert(self, name: str, rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows of plain values; for small tables (tests, definitions), not for agencies' files."""
        many = [tuple(row) for row in rows]
        if many:
            given = self.spark.createDataFrame(many, schema=self.spark.table(name).schema)
            given.write.insertInto(name)

    def has_table(self, name: str) -> bool:
        """Whether a table or view of that name exists."""
        return bool(self.spark.catalog.tableExists(name))

    def reader(self) -> NoReturn:
        """A Spark session is not shared between threads here."""
        raise NotImplementedError("read what Spark made from its files")

    def close(self) -> None:
        """Let go of the tables. The session goes on: beginning another takes seconds."""
        self.spark.sql("USE default")
        self.spark.sql(f"DROP DATABASE {self._schema} CASCADE")
        if self._made is not None:
            shutil.rmtree(self._made, ignore_errors=True)

    def _save(self, rows: Any, name: str, *, in_place: bool) -> None:
        rows.write.mode("overwrite" if in_place else "error").format("parquet").saveAsTable(name)


def _sql_for_no_rows(table: Table) -> str:
    columns = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in table.columns)
    return f"SELECT * FROM (SELECT {columns}) AS nobody WHERE false"


def _as_args(parameters: Sequence[Any] | Mapping[str, Any] | None) -> Any:
    return dict(parameters) if isinstance(parameters, Mapping) else list(parameters) if parameters else None
