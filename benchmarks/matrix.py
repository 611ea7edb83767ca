"""How fast evidence and the matrix are worked out, and how well: beside pandas, Polars and the bare cost of grouping.

    ./run bench matrix --events 100000 1000000 5000000 --out docs/benchmarks.md

One made-up borough is copied with new ids and earlier dates until there are enough events, kept sorted by person. Every
engine then works the same matrix out of the same Parquet files in a process of its own, in turn; the best of the turns
is shown, and the answers must be equal. At the end, what the matrix says of the borough is held against its truth.
With `--spark` (for few events) Spark works out the same cells once, from the same SQL; its memory and CPU are a Java
process's own, so only its seconds are told.
"""

import argparse
import json
import math
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from oneplan.definitions.framework import framework_on
from oneplan.engine.evidence.build import build as build_evidence
from oneplan.engine.refresh import refresh
from oneplan.engine.sources.load import load
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.workspace import Workspace, sql_for_parquet
from oneplan.synthetic.borough import write

AS_OF = date(2026, 9, 30)
ENGINES = Path(__file__).parent / "engines"
PEOPLE_PER_EVENT = 0.06  # 300,000 people with 5,000,000 events
Cost = dict[str, float]


def _others(file: str) -> tuple[str, ...]:
    uv = shutil.which("uv") or ".tools/bin/uv"
    return (uv, "run", "--frozen", "--isolated", "--only-group", "benchmarks", "python", str(ENGINES / file))


RUNS: dict[str, tuple[str, ...]] = {
    "DuckDB, bare grouping": (sys.executable, str(ENGINES / "matrix_duckdb.py"), "bare"),
    "OnePlan": (sys.executable, str(ENGINES / "matrix_duckdb.py"), "ours"),
    "Polars, hand-written": _others("matrix_polars.py"),
    "pandas": _others("matrix_pandas.py"),
}
BARE = "DuckDB, bare grouping"
SPARK = (sys.executable, str(ENGINES / "matrix_spark.py"))


def main(
    sizes: Sequence[int], children: int, turns: int, *, spark: bool = False, say: Callable[[str], None] = print
) -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        say(f"a made-up borough of {children:,} children")
        record = borough(folder, children)
        tables = [_sized(folder, record, events, turns, spark=spark, say=say) for events in sizes]
        told = agreement(record, folder / "borough" / "truth")
    return "\n".join([*tables, _agreement_table(children, told)])


def borough(folder: Path, children: int) -> Path:
    """Load and refresh a made-up borough, and say where its record is."""
    home = DataHome(folder / "home")
    write(folder / "borough", children=children, seed=1)
    for source in sorted(one for one in (folder / "borough").iterdir() if one.name != "truth"):
        load(home, source.name, sorted(source.iterdir()), received_on=AS_OF)
    return refresh(home, as_of=AS_OF, progress=lambda step: None).record


def copied(folder: Path, record: Path, events: int) -> tuple[int, int]:
    """Write the tables that the engines read, for so many events; say how many people and events."""
    with Workspace.in_memory() as workspace:
        workspace.attach(record, "one")
        have, people = workspace.rows(
            "SELECT (SELECT count(*) FROM one.person_event), (SELECT count(*) FROM one.person)"
        )[0]
        copies = max(1, math.ceil(events * PEOPLE_PER_EVENT / people))
        share = events / (have * copies)
        times = math.ceil(share)
        whose = f"range({copies}) AS copy(copy)"
        for name in ("person", "family_member"):
            ids = ", ".join(
                f"{_new(id)} AS {id}" for id in ("person_id", "family_id") if id in _columns(workspace, name)
            )
            workspace.write_parquet(
                f"SELECT * REPLACE ({ids}) FROM one.{name}, {whose} ORDER BY person_id", folder / f"{name}.parquet"
            )
        earlier = "CAST(turn * 83 + hash(event_id, copy, turn) % 80 AS INTEGER)"
        workspace.write_parquet(
            f"""
            SELECT * REPLACE ({_new("person_id")} AS person_id, event_id || ':' || copy || ':' || turn AS event_id,
                              observed_on - {earlier} AS observed_on, observed_to - {earlier} AS observed_to)
            FROM one.person_event, {whose}, range({times}) AS turn(turn)
            WHERE hash(event_id, copy, turn) % 1000000 < {1_000_000 * share / times}
            ORDER BY person_id, observed_on, event_id
            """,
            folder / "person_event.parquet",
        )
    with (
        Workspace.in_memory() as workspace
    ):  # what the rules mean is given to the others: reading rules is no part of it
        for name in ("person", "family_member", "person_event"):
            workspace.run(f"CREATE VIEW {name} AS FROM {sql_for_parquet(folder / f'{name}.parquet')}")
        build_evidence(workspace, framework=framework_on(AS_OF), as_of=AS_OF)
        workspace.write_parquet("FROM meaning", folder / "meaning.parquet")
        counts = workspace.rows("SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM person_event)")
        return counts[0][0], counts[0][1]


def _columns(workspace: Workspace, name: str) -> set[str]:
    return {row[0] for row in workspace.rows(f"SELECT column_name FROM (DESCRIBE one.{name})")}


def _new(name: str) -> str:
    return f"'P' || upper(substr(md5({name} || copy), 1, 16))"


def _sized(root: Path, record: Path, events: int, turns: int, *, spark: bool, say: Callable[[str], None]) -> str:
    folder = root / str(events)
    folder.mkdir()
    people, events = copied(folder, record, events)
    say(f"{people:,} people, {events:,} events")
    costs: dict[str, list[Cost]] = {name: [] for name in RUNS}
    for _ in range(turns):
        for name, command in RUNS.items():
            costs[name].append(taken(command, folder, folder / f"{name}.parquet"))
            say(f"  {name}: {costs[name][-1]['seconds']:.2f} s")
    answers = [folder / f"{name}.parquet" for name in RUNS if name != BARE]
    by_spark = ""
    if spark:
        answers.append(folder / "Spark.parquet")
        seconds = taken(SPARK, folder, answers[-1])["seconds"]
        by_spark = f"\nSpark, on two threads of this machine, worked out the same cells in {seconds:.0f} s.\n"
    same = same_answers(answers)
    shutil.rmtree(folder)
    return _table(people, events, turns, costs, same) + by_spark


def taken(command: tuple[str, ...], folder: Path, out: Path) -> Cost:
    ended = subprocess.run([*command, str(folder), str(out)], capture_output=True, text=True, check=False)  # noqa: S603
    if ended.returncode != 0:
        raise RuntimeError(f"{command} failed: {ended.stderr[-2000:]}")
    cost: Cost = json.loads(ended.stdout.splitlines()[-1])
    return cost


def same_answers(answers: Sequence[Path]) -> int:
    """How many cells every engine's matrix holds. Raises `AssertionError` when they differ."""
    columns = "person_id, factor_id, whose, knowledge"
    first = f"SELECT {columns} FROM {sql_for_parquet(answers[0])}"
    with Workspace.in_memory() as workspace:
        for other in answers[1:]:
            theirs = f"SELECT {columns} FROM {sql_for_parquet(other)}"
            for one, two in ((first, theirs), (theirs, first)):
                differing = workspace.value(f"SELECT count(*) FROM ({one} EXCEPT ALL {two})")
                assert differing == 0, f"{other.stem} differs in {differing} cells"
        return int(workspace.value(f"SELECT count(*) FROM ({first})"))


def agreement(record: Path, truth: Path) -> list[tuple[str, int, float | None, int, float | None]]:
    """By factor that a source can show: present for, the share that is right, true now of, the share that is found."""
    with Workspace.read_only(record) as workspace:
        rows: list[tuple[str, int, float | None, int, float | None]] = workspace.rows(
            _SQL_FOR_AGREEMENT,
            {"records": str(truth / "records.csv"), "factors": str(truth / "factors.csv"), "day": AS_OF},
        )
    return rows


_SQL_FOR_AGREEMENT = """
    WITH who AS (
        SELECT person_id, mode(truth.person) AS person
        FROM person_record JOIN read_csv($records, all_varchar = true) AS truth USING (record_id)
        JOIN person USING (person_id)
        WHERE is_child GROUP BY person_id
    ),
    spell AS (
        SELECT person, factor, bool_or(coalesce("to", '') = '' OR "to"::DATE >= $day) AS is_now
        FROM read_csv($factors, all_varchar = true) WHERE coalesce(sources, '') <> '' AND "from"::DATE <= $day
        GROUP BY person, factor
    ),
    fact AS (SELECT who.person_id, factor, is_now FROM spell JOIN who USING (person)),
    found AS (SELECT DISTINCT person_id, factor_id AS factor FROM matrix WHERE knowledge = 'present'),
    both_sides AS (
        SELECT factor, found.person_id IS NOT NULL AS is_found, fact.person_id IS NOT NULL AS is_true,
               coalesce(is_now, false) AS is_now
        FROM fact FULL JOIN found USING (person_id, factor)
        WHERE factor IN (SELECT factor FROM spell)
    )
    SELECT factor, count(*) FILTER (is_found),
           count(*) FILTER (is_found AND is_true) / nullif(count(*) FILTER (is_found), 0),
           count(*) FILTER (is_now),
           count(*) FILTER (is_now AND is_found) / nullif(count(*) FILTER (is_now), 0)
    FROM both_sides GROUP BY factor ORDER BY factor
"""


def _table(people: int, events: int, turns: int, costs: dict[str, list[Cost]], cells: int) -> str:
    best = {name: min(each, key=lambda cost: cost["seconds"]) for name, each in costs.items()}
    lines = [
        f"### {events:,} events of {people:,} people, best of {turns}; {cells:,} cells, the same from every engine",
        "",
        "| | seconds | times the bare grouping | CPU seconds | times | peak MB |",
        "|---|---|---|---|---|---|",
    ]
    for name, cost in best.items():
        wall, cpu = cost["seconds"] / best[BARE]["seconds"], cost["cpu"] / best[BARE]["cpu"]
        lines.append(
            f"| {name} | {cost['seconds']:.2f} | {wall:.1f} | {cost['cpu']:.2f} | {cpu:.1f} | {cost['megabytes']:.0f} |"
        )
    return "\n".join(lines) + "\n"


def _agreement_table(children: int, told: Sequence[tuple[str, int, float | None, int, float | None]]) -> str:
    lines = [
        f"### What the matrix says of {children:,} made-up children, beside the truth",
        "",
        "| factor | present for | of whom it is or was so | true now of | of whom it is present for |",
        "|---|---|---|---|---|",
    ]
    for factor, found, precision, true, recall in told:
        lines.append(f"| {factor} | {found} | {_share(precision)} | {true} | {_share(recall)} |")
    return "\n".join(lines) + "\n"


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}"


def _run(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="*", default=[100_000, 1_000_000, 5_000_000])
    parser.add_argument("--children", type=int, default=3_000, help="of the borough that is copied")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--spark", action="store_true", help="Spark as well (needs ONEPLAN_SPARK=1 and Java)")
    parser.add_argument("--out", type=Path, help="add the tables to this file")
    asked = parser.parse_args(words)
    tables = main(asked.events, asked.children, asked.turns, spark=asked.spark)
    print(tables)
    if asked.out is not None:
        with asked.out.open("a", encoding="utf-8") as file:
            file.write("\n" + tables)


if __name__ == "__main__":
    _run(sys.argv[1:])
