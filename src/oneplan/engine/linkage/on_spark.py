"""The pairs, weighed on Spark: what grows faster than the records goes where there are many machines.

The same blocking rules, the same model and the same Splink, translated. Comparison forms go out as files and weighed
pairs come back as files; clusters are put together here, because a cluster must be looked at as a whole.
"""

import logging
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from splink import Linker

from oneplan.definitions.linkage import LinkageDefinition
from oneplan.engine.linkage.blocking import sql_for_blocked_pairs
from oneplan.engine.linkage.scoring import sql_for_frequencies, sql_for_scored_pairs
from oneplan.engine.linkage.training import Model
from oneplan.engine.store.spark import LOCAL, session
from oneplan.engine.store.spark_sql import as_spark, in_spark
from oneplan.engine.store.workspace import Workspace, sql_for_parquet


@dataclass(frozen=True)
class OnSpark:
    """Which Spark (a cluster's URL, or `local[N]`), and a folder that it and this machine reach.

    The folder is made for the files that go there and back, and removed: they hold names.
    """

    folder: Path
    master: str = LOCAL


def make_scored_pairs_on_spark(
    workspace: Workspace, model: Model, definition: LinkageDefinition, on: OnSpark, *, everyone: bool
) -> None:
    """Make `scored_pair`, as `scoring.make_scored_pairs` does."""
    folder = on.folder
    folder.mkdir(parents=True)
    folder.chmod(0o700)
    try:
        forms, fresh = folder / "form.parquet", folder / "fresh.parquet"
        workspace.write_parquet("SELECT rowid AS node, * FROM vault.comparison_form", forms)
        workspace.write_parquet("SELECT DISTINCT record_id FROM fresh", fresh)
        spark = session(on.master)
        spark.read.parquet(str(forms)).createOrReplaceTempView("form")
        spark.read.parquet(str(fresh)).createOrReplaceTempView("fresh")
        weighed = _weighed(spark, model, definition, folder, everyone=everyone)
        weighed.write.parquet(str(folder / "weighed"))
        predicted = sql_for_parquet(folder / "weighed" / "*.parquet")
        workspace.run(f"CREATE TABLE scored_pair AS {sql_for_scored_pairs(predicted, model.settings)}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _weighed(spark: Any, model: Model, definition: LinkageDefinition, folder: Path, *, everyone: bool) -> Any:
    """Splink's own table of weighed pairs, as a Spark frame."""
    from splink.backends import spark as backend  # noqa: PLC0415 - wants the extra `spark`

    api: Any = backend.SparkAPI
    spark.sql(f"ADD JAR '{backend.similarity_jar_location()}'")
    spark.sparkContext.setCheckpointDir(str(folder / "checkpoints"))
    database = api(spark_session=spark, break_lineage_method="parquet")
    linker = Linker(database.register("form"), settings_for_spark(model.settings), log_level=logging.ERROR)
    for column in model.frequencies:
        known = model.known_to_sql(column)
        names = list(zip(known["names"], known["shares"], strict=True))
        spark.createDataFrame(names, f"{column} STRING, tf DOUBLE").createOrReplaceTempView("known_name")
        rates = spark.sql(
            as_spark(in_spark(sql_for_frequencies(column, of="form", known="known_name"))), args={"rare": known["rare"]}
        )
        linker.table_management.register_term_frequency_lookup(database.register(rates), column)
    blocked = sql_for_blocked_pairs(everyone=everyone, forms="form", key="node")
    pairs = spark.sql(as_spark(in_spark(blocked)))
    linker.table_management.register_blocked_pairs_for_predict(database.register(pairs))
    least = definition.thresholds.low_confidence.probability
    return spark.table(linker.inference.predict(threshold_match_probability=least).physical_name)


def settings_for_spark(settings: dict[str, Any]) -> dict[str, Any]:
    """The model's settings with every condition in Spark's words."""
    return {
        **settings,
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": as_spark(in_spark(rule["blocking_rule"])), "sql_dialect": "spark"}
            for rule in settings["blocking_rules_to_generate_predictions"]
        ],
        "comparisons": [
            {
                **comparison,
                "comparison_levels": [
                    {**level, "sql_condition": _condition(level["sql_condition"])}
                    for level in comparison["comparison_levels"]
                ],
            }
            for comparison in settings["comparisons"]
        ],
    }


def _condition(sql: str) -> str:
    return sql if sql == "ELSE" else as_spark(in_spark(sql))
