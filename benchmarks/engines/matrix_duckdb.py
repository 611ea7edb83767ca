"""The bare cost of grouping the events, and OnePlan's own steps: `matrix_duckdb.py bare|ours FOLDER OUT`."""

import sys
from datetime import date
from pathlib import Path

from cost import costed

from oneplan.definitions.framework import framework_on
from oneplan.engine.evidence.build import build as build_evidence
from oneplan.engine.matrix.build import build as build_matrix
from oneplan.engine.store.workspace import Workspace, sql_for_parquet

AS_OF = date(2026, 9, 30)
FRAMEWORK = framework_on(AS_OF)  # read before the clock runs, as the others are given what the rules mean


def bare(workspace: Workspace) -> None:
    workspace.run("""
        CREATE TABLE grouped AS
        SELECT person_id, kind, code, max(observed_on) AS latest, count(*) AS n FROM person_event GROUP BY ALL
    """)


def ours(workspace: Workspace) -> None:
    build_evidence(workspace, framework=FRAMEWORK, as_of=AS_OF)
    build_matrix(workspace)


def main(which: str, folder: Path, out: Path) -> None:
    file = out.with_suffix(".duckdb")
    file.unlink(missing_ok=True)
    with Workspace.at(file) as workspace:
        for name in ("person_event", "person", "family_member"):
            workspace.run(f"CREATE VIEW {name} AS FROM {sql_for_parquet(folder / f'{name}.parquet')}")
        with costed():
            {"bare": bare, "ours": ours}[which](workspace)
        if which == "ours":
            workspace.write_parquet("SELECT person_id, factor_id, whose, knowledge FROM matrix", out)
    file.unlink()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
