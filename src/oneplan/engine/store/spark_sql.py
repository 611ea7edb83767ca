"""DuckDB's SQL as Spark says it. sqlglot knows nearly all of both; what it does not know stands here."""

from sqlglot import exp, parse_one
from sqlglot.dialects.spark import Spark
from sqlglot.generators.spark import SparkGenerator


class _Spark(Spark):
    """Spark, with the words for which sqlglot's Spark has none or another."""

    class Generator(SparkGenerator):
        """How each expression is written."""

        TRANSFORMS = {  # noqa: RUF012 - sqlglot's own shape
            **SparkGenerator.TRANSFORMS,
            exp.ArrayOverlaps: lambda self, one: self.func("ARRAYS_OVERLAP", one.this, one.expression),
            exp.JarowinklerSimilarity: lambda self, one: self.func("JARO_WINKLER", one.this, one.expression),
        }


def in_spark(sql: str) -> exp.Expression:
    """One statement or expression of DuckDB's, ready to be written for Spark with `as_spark`."""
    return parse_one(sql, read="duckdb").transform(_said_otherwise)


def as_spark(statement: exp.Expression) -> str:
    """The words of a statement that `in_spark` read."""
    return statement.sql(dialect=_Spark)


def _said_otherwise(node: exp.Expression) -> exp.Expression:
    """Functions that go by another name. Months added to a date must stay months, or Spark makes it a moment."""
    if isinstance(node, exp.Anonymous) and node.name.lower() == "to_months":
        return exp.Anonymous(this="make_ym_interval", expressions=[exp.Literal.number(0), *node.expressions])
    return node
