"""A workspace on Spark does what a workspace does, with DuckDB's statements."""

from datetime import date

import pyarrow as pa
import pytest

from oneplan.engine.store.spark import SparkWorkspace
from oneplan.engine.store.spark_sql import as_spark, in_spark
from oneplan.engine.store.tables import Table
from oneplan.engine.store.workspace import Workspace

SEEN = Table("seen", (("name", "VARCHAR"), ("on_day", "DATE"), ("forms", "VARCHAR[]"), ("months", "INTEGER")))
ROWS = [
    ("anna", date(2026, 1, 31), ["anna", "ann"], 1),
    ("hannah", date(2025, 2, 28), [], None),
    (None, None, ["ann"], 12),
]
#: What DuckDB and Spark say differently, in one query.
TELLING = """
    CREATE TABLE told AS
    SELECT name,
        CAST(on_day + to_months(months) AS DATE) AS until,
        list_has_any(forms, ['ann']) AS is_ann,
        name IS DISTINCT FROM 'anna' AS is_another,
        $word::VARCHAR AS word
    FROM seen
    QUALIFY row_number() OVER (ORDER BY name) > 1
    ORDER BY name
"""


def told(workspace: Workspace) -> list[tuple[object, ...]]:
    workspace.create(SEEN)
    workspace.insert("seen", ROWS)
    workspace.run(TELLING, {"word": "it's"})
    return workspace.rows("FROM told ORDER BY name")


@pytest.mark.spark
def test_spark_says_what_duckdb_says_and_leaves_nothing_behind() -> None:
    with Workspace.in_memory() as duckdb, SparkWorkspace.in_memory() as spark:
        assert told(spark) == told(duckdb)
        assert len(told_again := spark.rows("FROM told")) == 2, told_again
        spark.keep("seen", pa.table({"name": ["ben"]}))
        assert spark.arrow("SELECT count(*) AS n FROM seen").to_pylist() == [{"n": 1}]
        assert spark.value("SELECT name FROM seen") == "ben"
        assert spark.has_table("told")
    with SparkWorkspace.in_memory() as another:
        assert not another.has_table("told")


def test_names_alike_are_asked_for_by_the_function_that_spark_is_given() -> None:
    assert (
        as_spark(in_spark("jaro_winkler_similarity(l.given, r.given) >= 0.9"))
        == "JARO_WINKLER(l.given, r.given) >= 0.9"
    )
