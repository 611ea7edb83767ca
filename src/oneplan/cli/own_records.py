"""Handing what was recorded in OnePlan on to the next refresh."""

from __future__ import annotations

from datetime import datetime

import click

from oneplan.cli.partnership import enter


@click.command(name="own-records")
def own_records() -> None:
    """Hand on everything that people recorded here, for the next refresh to work out with what agencies sent."""
    enter()
    from oneplan.partnership.matrix.operations.knowledge import hand_on_own_records  # noqa: PLC0415
    from oneplan.partnership.organisations.rules import COMMAND_LINE  # noqa: PLC0415

    hand_on_own_records(by=COMMAND_LINE, at=datetime.now().astimezone())
    click.echo("Handed on. Run `./run refresh` to see it in the matrix.")
