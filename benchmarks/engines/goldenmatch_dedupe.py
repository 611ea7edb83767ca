"""GoldenMatch told what to compare, as its documentation's example of exact and fuzzy columns does."""

import sys
from pathlib import Path

import goldenmatch
import polars as pl
import pyarrow as pa
from measured import measured

_COLUMNS = ("record_id", "given_name", "family_name", "birth_date", "postcode", "nhs_number", "upn")


def work(people: Path) -> pa.Table:
    """Deduplicate, and name each record's cluster."""
    frame = pl.read_parquet(people).select(_COLUMNS).with_columns(pl.col("birth_date").cast(pl.String))
    found = goldenmatch.dedupe_df(
        frame,
        fuzzy={"given_name": 0.85, "family_name": 0.85, "birth_date": 0.9},
        blocking=["birth_date"],
        exclude_columns=["record_id"],
        confidence_required=False,
        allow_red_config=True,
    )
    cluster_of = {row: number for number, cluster in found.clusters.items() for row in cluster["members"]}
    ids = frame["record_id"].to_list()
    clusters = [str(cluster_of.get(row, f"alone {row}")) for row in range(len(ids))]
    return pa.table({"record_id": ids, "cluster_id": clusters})


if __name__ == "__main__":
    sys.stdout, told = sys.stderr, sys.stdout  # it prints as it goes; only the cost is for those who read this
    try:
        measured(work, told)
    finally:
        sys.stdout = told
