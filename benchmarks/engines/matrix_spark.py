"""OnePlan's own steps on Spark, to see that they run there and agree: `matrix_spark.py FOLDER OUT`."""

import sys
from pathlib import Path

import pyarrow.parquet as pq
from cost import costed
from matrix_duckdb import ours

from oneplan.engine.store.spark import SparkWorkspace


def main(folder: Path, out: Path) -> None:
    with SparkWorkspace.in_memory() as workspace:
        for name in ("person_event", "person", "family_member"):
            workspace.spark.read.parquet(str(folder / f"{name}.parquet")).write.saveAsTable(name)
        with costed():
            ours(workspace)
        pq.write_table(workspace.arrow("SELECT person_id, factor_id, whose, knowledge FROM matrix"), out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
