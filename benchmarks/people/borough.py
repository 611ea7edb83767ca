"""The project's own made-up borough, in the agencies' formats, loaded as agencies' files are."""

import shutil
from datetime import date
from pathlib import Path

from oneplan.engine.sources.load import load
from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.workspace import Workspace
from oneplan.engine.vault.gather import gather_identities
from oneplan.synthetic.borough import write

_AS_OF = date(2026, 9, 30)
_RECORDS_PER_CHILD = 2  # about


def make(folder: Path, *, records: int, seed: int) -> None:
    """About so many records."""
    home, borough = DataHome(folder / "home"), folder / "borough"
    write(borough, children=records // _RECORDS_PER_CHILD, seed=seed)
    for source in sorted(one for one in borough.iterdir() if one.name != "truth"):
        load(home, source.name, sorted(source.iterdir()), received_on=_AS_OF)
    with Workspace.in_memory() as workspace:
        workspace.run("ATTACH ':memory:' AS vault")
        gather_identities(workspace, [one.vault_folder for one in submissions(home)])
        workspace.write_parquet("FROM vault.identity", folder / "sent.parquet")
        workspace.run(
            "CREATE TABLE truth AS FROM read_csv(?, all_varchar = true)", [str(borough / "truth/records.csv")]
        )
        workspace.write_parquet("SELECT record_id, person FROM truth", folder / "truth.parquet")
    shutil.rmtree(borough)
    shutil.rmtree(home.root)
