"""How well and how fast records are joined, on a made-up borough whose truth is known.

    python -m benchmarks.linkage --children 20000 --seed 1

Prints pairwise precision and recall over every record of every agency, how many people hold records of two real
people, and the seconds each step took. Nothing in the product reads the truth; only this does.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from oneplan.engine.linkage import link
from oneplan.engine.people import build
from oneplan.engine.sources.load import load
from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.workspace import Workspace
from oneplan.engine.vault.gather import gather_identities
from oneplan.synthetic.borough import write

AS_OF = date(2026, 9, 30)


@dataclass(frozen=True)
class Score:
    """Pairs of records: of those joined, the share that is right; of those that belong together, the share joined.

    `named_recall` leaves out records of agencies that send no names (statutory returns): without a number that another
    agency also holds, nobody could join them. `mixed` is people who hold records of two, per 10,000 people.
    """

    precision: float
    recall: float
    named_recall: float
    mixed: float


def main(children: int, seed: int, say: Callable[[str], None] = print) -> Score:
    """Make a borough, load it, link it and score the answer."""
    with tempfile.TemporaryDirectory() as folder:
        borough, home = Path(folder, "borough"), DataHome(Path(folder, "home"))
        _timed("write the borough", lambda: write(borough, children=children, seed=seed), say)
        _timed("load every agency's files", lambda: _load(home, borough), say)
        with Workspace.at(Path(folder, "record.duckdb")) as workspace:
            workspace.attach(Path(folder, "vault.duckdb"), "vault", read_only=False)
            _gather(workspace, home)
            _timed("link, with training", lambda: link(workspace, models=home.models), say)
            _timed("people and families", lambda: build(workspace, keys=home.keys, as_of=AS_OF), say)
            workspace.run(
                "CREATE TABLE truth AS FROM read_csv(?, all_varchar = true)", [str(borough / "truth/records.csv")]
            )
            found = score(workspace)
            records = workspace.value("SELECT count(*) FROM linked")
    say(f"{records} records, {children} children, seed {seed}")
    say(f"pairwise precision {found.precision:.4f}, recall {found.recall:.4f}")
    say(f"recall among records with names {found.named_recall:.4f}; mixed people per 10,000: {found.mixed:.1f}")
    return found


def score(workspace: Workspace) -> Score:
    """Compare `linked` with `truth(record_id, person)`."""
    together, right, true = workspace.rows(_SQL_FOR_PAIRS.format(only="true"))[0]
    _, named_right, named_true = workspace.rows(_SQL_FOR_PAIRS.format(only="given_name IS NOT NULL"))[0]
    mixed, people = workspace.rows("""
        SELECT count(*) FILTER (persons > 1), count(*) FROM (
            SELECT cluster_id, count(DISTINCT person) AS persons
            FROM linked JOIN truth USING (record_id) GROUP BY cluster_id
        )
    """)[0]
    return Score(right / together, right / true, named_right / named_true, 10_000 * mixed / people)


_SQL_FOR_PAIRS = """
    WITH judged AS (
        SELECT cluster_id, person
        FROM linked JOIN truth USING (record_id) JOIN vault.identity USING (record_id)
        WHERE {only}
    ),
    cell AS (SELECT cluster_id, person, count(*) AS n FROM judged GROUP BY ALL),
    cluster AS (SELECT sum(n) AS n FROM cell GROUP BY cluster_id),
    person AS (SELECT sum(n) AS n FROM cell GROUP BY person)
    SELECT
        (SELECT sum(n * (n - 1)) FROM cluster),
        (SELECT sum(n * (n - 1)) FROM cell),
        (SELECT sum(n * (n - 1)) FROM person)
"""


def _load(home: DataHome, borough: Path) -> None:
    for folder in sorted(borough.iterdir()):
        if folder.name != "truth":
            load(home, folder.name, sorted(folder.iterdir()), received_on=AS_OF)


def _gather(workspace: Workspace, home: DataHome) -> None:
    sent = submissions(home)
    gather_identities(workspace, [one.vault_folder for one in sent])
    for table in ("relationship", "involvement", "event"):
        files = [str(one.folder / f"{table}.parquet") for one in sent]
        workspace.run(f"CREATE TABLE {table} AS FROM read_parquet(?)", [files])


def _timed(what: str, step: Callable[[], object], say: Callable[[str], None]) -> None:
    began, cpu = time.perf_counter(), time.process_time()
    step()
    say(f"{what}: {time.perf_counter() - began:.1f} s ({time.process_time() - cpu:.1f} s of CPU)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    main(asked.children, asked.seed)
