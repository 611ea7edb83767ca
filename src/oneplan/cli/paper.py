"""Holding a paper about a plan against itself."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from oneplan.definitions.contradictions import contradictions
from oneplan.definitions.paper import Paper
from oneplan.definitions.reading import read


@click.command("check-paper")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--bank-holiday", multiple=True, type=click.DateTime(["%Y-%m-%d"]), help="A day that counts as none.")
def check_paper(file: Path, bank_holiday: tuple[datetime, ...]) -> None:
    """Find what does not fit together in FILE: what a paper says of itself, as YAML.

    Ends with 0 when everything fits, and 1 when something is found. People judge which side is right.
    """
    found = contradictions(read(file, Paper), bank_holidays={day.date() for day in bank_holiday})
    for one in found:
        click.echo(f"{one.about}: {one.text}")
    click.echo(f"{len(found)} found" if found else "Everything that was looked at fits together")
    if found:
        sys.exit(1)
