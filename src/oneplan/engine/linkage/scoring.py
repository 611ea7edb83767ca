"""The second stage: Splink weighs the pairs that numbers do not decide."""

import logging
from typing import Any

from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from oneplan.definitions.linkage import LinkageDefinition
from oneplan.engine.linkage.training import Model
from oneplan.engine.store.workspace import Workspace

#: The parts of a pair's match weight, kept so that a reviewer can see what spoke for and against.
WEIGHT_PARTS = ("given_name", "birth_date", "family_and_home", "sex")


def make_scored_pairs(workspace: Workspace, model: Model, definition: LinkageDefinition) -> None:
    """Make `scored_pair`: of the pairs in `blocked` those worth keeping, with the match weight in parts.

    Records are known to Splink by their row number in `vault.comparison_form`: numbers are compared faster than text.
    """
    workspace.run("""
        CREATE OR REPLACE VIEW splink_record AS
        SELECT rowid AS node, * FROM vault.comparison_form
        WHERE rowid IN (SELECT join_key_l FROM blocked UNION SELECT join_key_r FROM blocked)
    """)
    database = DuckDBAPI(connection=workspace.connection)
    linker = Linker(database.register("splink_record"), model.settings, log_level=logging.ERROR)
    for column in model.frequencies:
        table = f"frequency_of_{column}"
        known = f"(SELECT unnest($names) AS {column}, unnest($shares) AS tf)"
        sql = sql_for_frequencies(column, of="splink_record", known=known)
        workspace.run(f"CREATE TABLE {table} AS {sql}", model.known_to_sql(column))
        linker.table_management.register_term_frequency_lookup(database.register(table), column)
    linker.table_management.register_blocked_pairs_for_predict(database.register("blocked"))
    predicted = linker.inference.predict(threshold_match_probability=definition.thresholds.low_confidence.probability)
    workspace.run(f"CREATE TABLE scored_pair AS {sql_for_scored_pairs(predicted.physical_name, model.settings)}")
    workspace.run(f"DROP TABLE {predicted.physical_name}")


def sql_for_frequencies(column: str, *, of: str, known: str) -> str:
    """SQL for how common each value is, as it was when the model was learnt; values rare then are all alike."""
    return f"""
        SELECT {column}, coalesce(tf, $rare) AS tf_{column}
        FROM (SELECT DISTINCT {column} FROM {of} WHERE {column} IS NOT NULL)
        LEFT JOIN {known} AS known USING ({column})
    """


def sql_for_scored_pairs(predicted: str, settings: dict[str, Any]) -> str:
    """SQL for Splink's table of weighed pairs as linkage keeps them: by record_id, the smaller one left, rounded."""
    return f"""
        SELECT
            least(l.record_id, r.record_id) AS record_id_l,
            greatest(l.record_id, r.record_id) AS record_id_r,
            round(match_weight, 6) AS match_weight,
            round(match_probability, 9) AS match_probability,
            {_sql_for_parts(settings)}
        FROM {predicted} AS predicted
        JOIN vault.comparison_form AS l ON l.rowid = node_l
        JOIN vault.comparison_form AS r ON r.rowid = node_r
    """


def _sql_for_parts(settings: dict[str, Any]) -> str:
    """Each comparison's level and weight, the adjustment for how common a name is in it."""
    adjusted = {
        comparison["output_column_name"]
        for comparison in settings["comparisons"]
        if any("tf_adjustment_column" in level for level in comparison["comparison_levels"])
    }
    return ", ".join(
        f"gamma_{part} AS {part}_level, "
        f"round(mw_{part}{f' + mw_tf_adj_{part}' if part in adjusted else ''}, 6) AS {part}_weight"
        for part in WEIGHT_PARTS
    )
