"""Looking into a published file: what was read from it, and one council's figures."""

import csv
import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from oneplan.cli.telling import console
from oneplan.engine.sources.published import NO_VALUE, read_published
from oneplan.engine.store.workspace import Workspace

_SHOWN = ("measure", "place_name", "authority", "period", "breakdown", "raw", "value", "reason")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--meta", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Its metadata or dictionary."
)
@click.option("--authority", metavar="NUMBER", help="Print one council's figures as CSV; 838 goes on from 835.")
@click.option("--json", "as_json", is_flag=True, help="Print what was read as JSON.")
def published(files: tuple[Path, ...], meta: Path | None, authority: str | None, as_json: bool) -> None:
    """Read published statistics and say what is in them; nothing is kept.

    FILES are those of Explore Education Statistics, the Local Authority Interactive Tool, Fingertips, or a model of
    statistical neighbours, as CSV or Parquet, known by their columns.
    """
    with Workspace.in_memory() as workspace:
        told = [read_published(workspace, file, meta=meta) for file in files]
        if authority:
            sql = f"SELECT {', '.join(_SHOWN)} FROM figure WHERE lasting = ? ORDER BY dataset, measure, year, line"
            writer = csv.writer(sys.stdout)
            writer.writerow(_SHOWN)
            writer.writerows(workspace.rows(sql, [authority]))
            return
        rows = workspace.rows("SELECT reason, count(*) FROM figure WHERE reason IS NOT NULL GROUP BY 1 ORDER BY 1")
        reasons: dict[str, int] = dict(rows)
    if as_json:
        click.echo(json.dumps({"files": [asdict(one) for one in told], "without_value": reasons}, indent=2))
        return
    for one in told:
        console.print(f"{one.name} ({one.publisher}): {one.rows:,} rows, {one.figures:,} figures", markup=False)
        for note in one.notes:
            console.print(f"  {note}", markup=False)
    for reason, count in reasons.items():
        console.print(f"{count:,} without a value: {NO_VALUE[reason]}", markup=False)
