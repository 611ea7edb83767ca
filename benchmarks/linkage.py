"""How well and how fast records are joined: ours and others, on one made-up borough whose truth is known.

    ./run bench linkage --records 50000 --out docs/benchmarks.md

Every engine runs in a process of its own, in turn, as many times as asked; the best time of each is shown, with its
CPU seconds and peak memory; one scorer judges all. Nothing in the product reads the truth; only this does.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from oneplan.engine.sources.load import load
from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.workspace import Workspace, sql_for_parquet
from oneplan.engine.vault.gather import gather_identities
from oneplan.synthetic.borough import write

AS_OF = date(2026, 9, 30)
ENGINES = Path(__file__).parent / "engines"
#: What the toolkits that are no part of OnePlan need, with the versions that were measured.
RECORDLINKAGE = ("recordlinkage==0.16", "pandas==2.3.3", "pyarrow", "networkx")
_RECORDS_PER_CHILD = 2  # in a made-up borough, about


@dataclass(frozen=True)
class Score:
    """Pairs of records: of those joined, the share that is right; of those that belong together, the share joined.

    `named_recall` leaves out records of agencies that send no names (statutory returns): without a number that another
    agency also holds, nobody could join them. `f1` and `b_cubed` (the harmonic mean of B-cubed precision and recall,
    Bagga and Baldwin 1998) are of the records with names. `mixed` is clusters that hold records of two people or more,
    per 10,000 clusters.
    """

    precision: float
    recall: float
    named_recall: float
    f1: float
    b_cubed: float
    mixed: float


@dataclass(frozen=True)
class Run:
    """One engine's way of running: the command's words, before the files it reads and writes, and after them."""

    name: str
    command: tuple[str, ...]
    after: Callable[[Path, int], tuple[str, ...]] = lambda folder, turn: ()
    people: str = "people.parquet"
    learns: bool = False


def _ours(
    name: str, made: str, *, earlier: str | None = None, people: str = "people.parquet", learns: bool = False
) -> Run:
    def after(folder: Path, turn: int) -> tuple[str, ...]:
        went_on = (str(folder / f"{earlier} {turn}"),) if earlier else ()
        return (str(folder / f"{made} {turn}"), *went_on)

    return Run(name, (sys.executable, str(ENGINES / "ours.py")), after, people, learns)


RUNS = (
    _ours("OnePlan, learning its model", "learning", learns=True),
    _ours("OnePlan, saved model", "full"),
    _ours("OnePlan, 1% changed since", "on", earlier="full", people="changed.parquet"),
    _ours("OnePlan, the same from the start", "again", people="changed.parquet"),
    Run("Splink 5 as documented", (sys.executable, str(ENGINES / "splink_as_documented.py"))),
    Run(
        "recordlinkage 0.16, ECM",
        (
            *(shutil.which("uv") or ".tools/bin/uv", "run", "--no-project"),
            *(word for package in RECORDLINKAGE for word in ("--with", package)),
            *("python", str(ENGINES / "recordlinkage_ecm.py")),
        ),
    ),
)


def main(records: int, seed: int, turns: int, say: Callable[[str], None] = print) -> str:
    """Make a borough, let every engine link it in turn, and put what was seen in a table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        say(f"a made-up borough of about {records:,} records")
        prepare(folder, children=records // _RECORDS_PER_CHILD, seed=seed)
        costs: dict[str, list[dict[str, float]]] = {run.name: [] for run in RUNS}
        for turn in range(turns):
            for run in RUNS:
                costs[run.name].append(_take(run, folder, turn))
                say(f"{run.name}: {costs[run.name][-1]['seconds']:.1f} s")
        scores = {run.name: _judged(folder, run) for run in RUNS}
        same = _same_partition(folder, RUNS[2], RUNS[3])
    return _table(records, seed, turns, costs, scores) + f"\nGoing on and starting again gave one partition: {same}.\n"


def prepare(folder: Path, *, children: int, seed: int) -> None:
    """Make `people.parquet`, `changed.parquet` (of 1,000 records 4 changed, 3 withdrawn, 3 new) and `truth.parquet`."""
    home, borough = DataHome(folder / "home"), folder / "borough"
    write(borough, children=children, seed=seed)
    for source in sorted(one for one in borough.iterdir() if one.name != "truth"):
        load(home, source.name, sorted(source.iterdir()), received_on=AS_OF)
    with Workspace.in_memory() as workspace:
        workspace.run("ATTACH ':memory:' AS vault")
        gather_identities(workspace, [one.vault_folder for one in submissions(home)])
        workspace.write_parquet("FROM vault.identity ORDER BY hash(record_id)", folder / "people.parquet")
        workspace.run(
            "CREATE TABLE truth AS FROM read_csv(?, all_varchar = true)", [str(borough / "truth/records.csv")]
        )
        workspace.write_parquet(
            """
            SELECT record_id, person FROM truth UNION ALL
            SELECT 'new:' || record_id, person FROM truth WHERE hash(record_id) % 1000 BETWEEN 10 AND 12
            """,
            folder / "truth.parquet",
        )
        workspace.write_parquet(_SQL_FOR_CHANGED, folder / "changed.parquet")
    shutil.rmtree(borough)


_SQL_FOR_CHANGED = """
    SELECT * REPLACE (if(hash(record_id) % 1000 < 4, 'Winterbourne', family_name) AS family_name)
    FROM vault.identity WHERE hash(record_id) % 1000 NOT BETWEEN 20 AND 22
    UNION ALL
    SELECT * REPLACE ('new:' || record_id AS record_id) FROM vault.identity
    WHERE hash(record_id) % 1000 BETWEEN 10 AND 12
"""


def _take(run: Run, folder: Path, turn: int) -> dict[str, float]:
    if run.learns:
        shutil.rmtree(folder / "models", ignore_errors=True)
    command = [*run.command, str(folder / run.people), str(_answer(folder, run)), *run.after(folder, turn)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own words)
    if ended.returncode != 0:
        raise RuntimeError(f"{run.name} failed: {ended.stderr[-2000:]}")
    cost: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return cost


def _answer(folder: Path, run: Run) -> Path:
    return folder / f"answer {RUNS.index(run)}.parquet"


def _judged(folder: Path, run: Run) -> Score:
    with Workspace.in_memory() as workspace:
        workspace.run("ATTACH ':memory:' AS vault")
        workspace.run(f"CREATE VIEW vault.identity AS FROM {sql_for_parquet(folder / run.people)}")
        workspace.run(f"CREATE VIEW linked AS FROM {sql_for_parquet(_answer(folder, run))}")
        workspace.run(f"CREATE VIEW truth AS FROM {sql_for_parquet(folder / 'truth.parquet')}")
        return score(workspace)


def _same_partition(folder: Path, one: Run, other: Run) -> bool:
    with Workspace.in_memory() as workspace:
        left, right = (sql_for_parquet(_answer(folder, run)) for run in (one, other))
        return bool(workspace.value(f"SELECT count(*) = 0 FROM ((FROM {left}) EXCEPT (FROM {right}))"))


def score(workspace: Workspace) -> Score:
    """Compare `linked` with `truth(record_id, person)`."""
    together, right, true, _ = workspace.rows(_SQL_FOR_PAIRS.format(only="true"))[0]
    named = workspace.rows(_SQL_FOR_PAIRS.format(only="given_name IS NOT NULL"))[0]
    named_together, named_right, named_true, b_cubed = named
    mixed, people = workspace.rows("""
        SELECT count(*) FILTER (persons > 1), count(*) FROM (
            SELECT cluster_id, count(DISTINCT person) AS persons
            FROM linked JOIN truth USING (record_id) GROUP BY cluster_id
        )
    """)[0]
    f1 = 2 * named_right / (named_together + named_true)
    return Score(right / together, right / true, named_right / named_true, f1, b_cubed, 10_000 * mixed / people)


_SQL_FOR_PAIRS = """
    WITH judged AS (
        SELECT cluster_id, person
        FROM linked JOIN truth USING (record_id) JOIN vault.identity USING (record_id)
        WHERE {only}
    ),
    cell AS (SELECT cluster_id, person, count(*) AS n FROM judged GROUP BY ALL),
    cluster AS (SELECT cluster_id, sum(n) AS n FROM cell GROUP BY cluster_id),
    person AS (SELECT person, sum(n) AS n FROM cell GROUP BY person),
    b_cubed AS (
        SELECT sum(cell.n * cell.n / cluster.n) / sum(cell.n) AS precision,
            sum(cell.n * cell.n / person.n) / sum(cell.n) AS recall
        FROM cell JOIN cluster USING (cluster_id) JOIN person USING (person)
    )
    SELECT
        (SELECT sum(n * (n - 1)) FROM cluster),
        (SELECT sum(n * (n - 1)) FROM cell),
        (SELECT sum(n * (n - 1)) FROM person),
        (SELECT 2 * precision * recall / (precision + recall) FROM b_cubed)
"""


def _table(
    records: int, seed: int, turns: int, costs: dict[str, list[dict[str, float]]], scores: dict[str, Score]
) -> str:
    lines = [
        f"### About {records:,} records (seed {seed}, best of {turns})",
        "",
        "| | seconds | CPU seconds | peak MB | precision | recall | F1, named | B-cubed F1 | mixed per 10,000 |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, taken in costs.items():
        best, found = min(taken, key=lambda cost: cost["seconds"]), scores[name]
        lines.append(
            f"| {name} | {best['seconds']:.2f} | {best['cpu']:.2f} | {best['megabytes']:.0f} | {found.precision:.4f} "
            f"| {found.recall:.4f} | {found.f1:.4f} | {found.b_cubed:.4f} | {found.mixed:.1f} |"
        )
    return "\n".join(lines) + "\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--out", type=Path, help="add the table to this file")
    return parser


def _run(words: Sequence[str]) -> None:
    asked = _parser().parse_args(words)
    table = main(asked.records, asked.seed, asked.turns)
    print(table)
    if asked.out is not None:
        with asked.out.open("a", encoding="utf-8") as file:
            file.write("\n" + table)


if __name__ == "__main__":
    _run(sys.argv[1:])
