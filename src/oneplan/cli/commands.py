"""The commands, each a few lines over an operation that is tested by itself."""

from __future__ import annotations

import json
import os
import runpy
import sys
from datetime import datetime
from pathlib import Path

import click

from oneplan.cli import demonstration
from oneplan.cli.accounts import accounts
from oneplan.cli.audit import audit
from oneplan.cli.digest import digest
from oneplan.cli.feeds import watch
from oneplan.cli.model import model
from oneplan.cli.own_records import own_records
from oneplan.cli.paper import check_paper
from oneplan.cli.published import published
from oneplan.cli.recall import recall
from oneplan.cli.rulings import restricted, rulings
from oneplan.cli.telling import console, steps, timed
from oneplan.definitions.area import load as load_area
from oneplan.engine.people.from_a_file import link_file
from oneplan.engine.refresh import refresh as refresh_now
from oneplan.engine.sources.load import load as load_files
from oneplan.engine.sources.ssd_export import export_ssd
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.snapshot import current_snapshot
from oneplan.engine.store.spark import LOCAL
from oneplan.synthetic.borough import write as write_borough
from oneplan.vocabulary.errors import OnePlanError

#: Benchmarks belong to the repository, not to what is installed.
BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
#: A folder for each partnership whose plan is here.
AREAS = Path(__file__).parents[3] / "areas"


class _Commands(click.Group):
    """Turns the errors we foresee into their sentence and exit code 1, with no traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except OnePlanError as error:
            console.print(str(error), style="red", markup=False)
            ctx.exit(1)


@click.group(cls=_Commands)
def main() -> None:
    """OnePlan: one plan for the place, one plan for the child."""


main.add_command(accounts)
main.add_command(audit)
main.add_command(check_paper)
main.add_command(digest)
main.add_command(model)
main.add_command(own_records)
main.add_command(published)
main.add_command(recall)
main.add_command(watch)


@main.command()
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option("--children", required=True, type=click.IntRange(min=100), help="How many children live in it.")
@click.option("--seed", default=1, show_default=True, help="The same seed writes the same bytes.")
def synth(out: Path, children: int, seed: int) -> None:
    """Write a made-up borough, in the agencies' real formats, to the folder OUT."""
    with timed(f"A made-up borough of {children:,} children in {out}"), steps() as step:
        write_borough(out, children=children, seed=seed, progress=step)


@main.command()
@click.argument("source")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--confirm", "confirmed", multiple=True, metavar="CODE", help="What the report asked to be confirmed.")
@click.option(
    "--area",
    envvar="ONEPLAN_AREA",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The area's folder: what is about another council than the area's is refused.",
)
def load(source: str, files: tuple[Path, ...], as_json: bool, confirmed: tuple[str, ...], area: Path | None) -> None:
    """Load FILES that SOURCE sent, all or nothing, and report what was wrong with them.

    SOURCE is named as its contract: ssda903, cin_census, school_census, early_help, police ...
    Ends with 0 when anything was loaded, and 1 when everything was refused.
    """
    report = load_files(
        _home(),
        source,
        files,
        received_on=_now().date(),
        confirmed=frozenset(confirmed),
        authorities=load_area(area).authorities if area else (),
    )
    click.echo(json.dumps(report.as_json(), indent=2) if as_json else report.as_text())
    if report.refused:
        sys.exit(1)


@main.command()
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Work everything out as it stood on this day.")
def refresh(as_of: datetime | None) -> None:
    """Work everything out from what was loaded, and swap the new snapshot in."""
    day = (as_of or _now()).date()
    said = rulings()
    with timed("Refresh"), steps() as step:
        files = refresh_now(_home(), as_of=day, progress=step, rulings=said)
    console.print(f"Serving snapshot {files.name}")


@main.group()
def export() -> None:
    """Hand on what the partnership has, in the shape of others."""


@export.command("ssd")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
def ssd(out: Path) -> None:
    """Write the Standard Safeguarding Dataset to the folder OUT, under opaque ids and without names.

    Of people with a restricted record, and of their families where it is the address, nothing is written.
    """
    for table, rows in export_ssd(current_snapshot(_home()).record, out, without=restricted()).items():
        console.print(f"  {table:<30} {rows:>9,} rows", markup=False)


@main.command()
@click.option("--children", default=2_000, show_default=True, type=click.IntRange(min=100), help="How many children.")
@click.option("--seed", default=1, show_default=True, help="Which made-up borough.")
@click.option(
    "--area",
    default="stockton",
    show_default=True,
    type=click.Choice(sorted(path.parent.name for path in AREAS.glob("*/plan.yaml"))),
    help="Whose plan. The made-up children stay the same.",
)
@click.option("--port", default=8000, show_default=True, help="Where to serve on this machine.")
def demo(children: int, seed: int, area: str, port: int) -> None:
    """Load a made-up borough, work it out, and serve it to made-up people."""
    with timed("The demonstration"), steps() as step:
        demonstration.prepare(_home(), children=children, seed=seed, area=AREAS / area, progress=step)
    console.print(demonstration.where_to_look(_home(), port))
    demonstration.serve(port)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--existing", type=click.Path(path_type=Path, exists=True, file_okay=False), help="An earlier OUT.")
@click.option("--pairs", is_flag=True, help="Also write every pair that was weighed, and what spoke for it.")
@click.option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True)
def link(file: Path, out: Path, existing: Path | None, pairs: bool, engine: str) -> None:
    """Find which records of FILE are of one person, and write linked.csv to the new folder OUT.

    FILE is CSV or Parquet with record_id and some of source, given_name, family_name, birth_date, sex, postcode,
    address, uprn, nhs_number and upn. Each record gets a person_id and a status. With --existing, FILE is what was
    added or changed since: everybody else is kept, with the same ids. OUT holds names: keep it as safe as FILE.

    Columns may also be called as the field's public files call them: unique_id, rec_id, first_name, surname, dob,
    date_of_birth, gender and so on. With --engine spark, pairs are found on the Spark that ONEPLAN_SPARK_MASTER names
    (this machine, when it names none); OUT must lie where the cluster reaches it.
    """
    with timed("Linkage"):
        spark = os.environ.get("ONEPLAN_SPARK_MASTER", LOCAL) if engine == "spark" else None
        outcome = link_file(file, out, on=_now().date(), existing=existing, with_pairs=pairs, spark=spark)
    console.print(f"{outcome.records:,} records of {outcome.people:,} people in {out / 'linked.csv'}")


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("name", type=click.Choice(sorted(path.stem for path in BENCHMARKS.glob("[a-z]*.py"))))
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def bench(name: str, options: tuple[str, ...]) -> None:
    """Measure NAME on a made-up borough whose truth is known, and print what was seen."""
    sys.argv = [name, *options]
    sys.path.insert(0, str(BENCHMARKS.parent))
    runpy.run_module(f"benchmarks.{name}", run_name="__main__")


def _home() -> DataHome:
    return DataHome.named_in(os.environ)


def _now() -> datetime:
    """The one place where the command line meets the clock."""
    return datetime.now().astimezone()
