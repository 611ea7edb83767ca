"""OnePlan's linkage: retraining, the whole with a saved model, or what a hundredth of the records changes.

    python ours.py PEOPLE.parquet OUT.parquet FOLDER [EARLIER FOLDER]

FOLDER keeps what a later run goes on from; `models/` in the folder of PEOPLE.parquet keeps the model.
"""

import sys
from pathlib import Path

import pyarrow as pa
from measured import measured

from oneplan.engine.linkage import link
from oneplan.engine.store.snapshot import RECORD_FILE, VAULT_FILE, SnapshotFiles
from oneplan.engine.store.tables import IDENTITY
from oneplan.engine.store.workspace import Workspace, sql_for_parquet


def work(people: Path) -> pa.Table:
    """From the file to clusters, with the files that a refresh leaves."""
    folder = Path(sys.argv[3])
    folder.mkdir(parents=True)
    earlier = SnapshotFiles(Path(sys.argv[4])) if len(sys.argv) > 4 else None
    models = people.parent / "models"
    models.mkdir(exist_ok=True)
    with Workspace.at(folder / RECORD_FILE) as workspace:
        workspace.attach(folder / VAULT_FILE, "vault", read_only=False)
        workspace.create(IDENTITY, "vault.identity")
        workspace.run(f"INSERT INTO vault.identity BY NAME FROM {sql_for_parquet(people)} ORDER BY record_id")
        link(workspace, models=models, previous=earlier)
        return workspace.arrow("SELECT record_id, cluster_id FROM linked")


if __name__ == "__main__":
    measured(work)
