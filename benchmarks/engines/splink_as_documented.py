"""Splink 5 as its documentation sets it up for people: ready-made comparisons, each field by itself, trained by EM."""

import logging
from pathlib import Path

import duckdb
import pyarrow as pa
from measured import measured
from splink import Linker, SettingsCreator, block_on
from splink import comparison_library as cl
from splink.backends.duckdb import DuckDBAPI

_RULES = (
    ("given_name", "family_name", "birth_date"),
    ("family_name", "birth_date"),
    ("given_name", "birth_date"),
    ("postcode", "birth_date"),
    ("uprn", "birth_date"),
    ("given_name", "family_name", "postcode"),
    ("given_name", "family_name", "uprn"),
    ("nhs_number",),
    ("upn",),
)


def work(people: Path) -> pa.Table:
    """Train, predict and cluster, at the threshold the documentation's examples use."""
    connection = duckdb.connect()
    connection.execute("SET memory_limit = '8GB'")
    connection.execute(
        f"CREATE TABLE people AS SELECT * REPLACE (lower(given_name) AS given_name, lower(family_name) AS family_name) "
        f"FROM read_parquet('{people}')"
    )
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="record_id",
        comparisons=[
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("family_name").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("birth_date", input_is_string=False),
            cl.PostcodeComparison("postcode"),
            cl.ExactMatch("uprn"),
            cl.ExactMatch("sex"),
            cl.ExactMatch("nhs_number"),
            cl.ExactMatch("upn"),
        ],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in _RULES],
    )
    linker = Linker(DuckDBAPI(connection=connection).register("people"), settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("given_name", "family_name", "birth_date"), block_on("nhs_number")], recall=0.7
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("given_name", "family_name"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("birth_date"))
    pairs = linker.inference.predict(threshold_match_probability=0.95)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=0.95)
    return connection.sql(
        f"SELECT record_id, cluster_id::VARCHAR AS cluster_id FROM {clusters.physical_name}"
    ).to_arrow_table()


if __name__ == "__main__":
    measured(work)
