"""OnePlan's linkage: retraining, the whole with a saved model, or what a hundredth of the records changes.

    python ours.py PEOPLE.parquet OUT.parquet FOLDER [EARLIER WITHDRAWN.parquet]

FOLDER keeps what a later run goes on from; `models/` in the folder of PEOPLE.parquet keeps the model. Going on from the
folder EARLIER, PEOPLE.parquet is what is new or changed since, and WITHDRAWN.parquet names the records that are gone.
"""

import sys
from pathlib import Path

import pyarrow as pa
from measured import measured

from oneplan.engine.linkage import link
from oneplan.engine.store.snapshot import SnapshotFiles
from oneplan.engine.store.workspace import Workspace, sql_for_parquet
from oneplan.engine.vault.continuing import continue_vault, renew_identities, withdraw_identities


def work(people: Path) -> pa.Table:
    """From the file to clusters, with the files that a refresh leaves."""
    folder = Path(sys.argv[3])
    folder.mkdir(parents=True)
    files, earlier = SnapshotFiles(folder), SnapshotFiles(Path(sys.argv[4])) if len(sys.argv) > 4 else None
    models = people.parent / "models"
    models.mkdir(exist_ok=True)
    with Workspace.at(files.record) as workspace:
        continue_vault(workspace, files, earlier)
        renew_identities(workspace, f"FROM {sql_for_parquet(people)} ORDER BY record_id", is_all=earlier is None)
        if earlier is not None:
            withdraw_identities(workspace, f"SELECT record_id FROM {sql_for_parquet(Path(sys.argv[5]))}")
        link(workspace, models=models)
        return workspace.arrow("SELECT record_id, cluster_id FROM linked")


if __name__ == "__main__":
    measured(work)
