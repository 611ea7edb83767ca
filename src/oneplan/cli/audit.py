"""Proving that the record of who looked is as it was written."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from oneplan.cli.partnership import enter


@click.group()
def audit() -> None:
    """Prove that the record of who looked is as it was written."""
    enter()


@audit.command()
@click.option(
    "--heads",
    "kept",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Heads that `audit heads` printed earlier. Without them a cut end cannot show.",
)
def verify(kept: Path | None) -> None:
    """Walk every organisation's chain, and name the first row that is not as it was written (exit code 1)."""
    from oneplan.partnership.audit.queries import first_bad_row, heads  # noqa: PLC0415
    from oneplan.partnership.audit.rules import Head  # noqa: PLC0415

    lines = kept.read_text(encoding="utf-8").splitlines() if kept else []
    bad = first_bad_row([Head(**json.loads(line)) for line in lines])
    if bad:
        click.echo(f"{bad.where}: {bad.problem}.")
        sys.exit(1)
    for head in heads():
        click.echo(f"chain {head.chain}: {head.position} rows, all as they were written")


@audit.command("heads")
def print_heads() -> None:
    """Print the last row of every chain, one JSON object a line, for keeping where this machine cannot write."""
    from oneplan.partnership.audit.queries import heads  # noqa: PLC0415

    for head in heads():
        click.echo(json.dumps(asdict(head)))
