"""The second stage: Splink weighs the pairs that numbers do not decide."""

import logging
from typing import Any

from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from oneplan.definitions.linkage import LinkageDefinition
from oneplan.engine.store.workspace import Workspace

#: The parts of a pair's match weight, kept so that a reviewer can see what spoke for and against.
WEIGHT_PARTS = ("given_name", "birth_date", "family_and_home", "sex")


def make_scored_pairs(workspace: Workspace, settings: dict[str, Any], definition: LinkageDefinition) -> None:
    """Make `scored_pair` from `comparison_form`: every pair worth keeping, with its match weight in parts."""
    lowest = definition.thresholds.low_confidence.probability
    linker = Linker(
        DuckDBAPI(connection=workspace.connection).register("comparison_form"), settings, log_level=logging.ERROR
    )
    predicted = linker.inference.predict(threshold_match_probability=lowest)
    workspace.run(f"CREATE TABLE scored_pair AS {_sql_for_scored_pairs(predicted.physical_name, settings)}")


def _sql_for_scored_pairs(predicted: str, settings: dict[str, Any]) -> str:
    return f"""
        SELECT
            least(record_id_l, record_id_r) AS record_id_l,
            greatest(record_id_l, record_id_r) AS record_id_r,
            round(match_weight, 6) AS match_weight,
            round(match_probability, 9) AS match_probability,
            {_sql_for_parts(settings)}
        FROM {predicted}
        ORDER BY match_weight DESC, record_id_l, record_id_r
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
