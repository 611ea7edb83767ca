"""Reading what agencies sent through the website or left in their folders."""

from __future__ import annotations

import click

from oneplan.cli.partnership import enter


@click.command()
def watch() -> None:
    """Read what waits: files sent on the website, and files left in ONEPLAN_HOME/inbox/SOURCE/. Then stop.

    Run it as often as wanted (cron, a timer). Two at once do not read the same files. A folder is taken once all
    its files have been left alone for a minute, so that half a file is never read.
    """
    enter()
    from django.utils import timezone  # noqa: PLC0415

    from oneplan.partnership.feeds.operations import read_waiting, take_from_inbox  # noqa: PLC0415
    from oneplan.partnership.organisations.rules import COMMAND_LINE  # noqa: PLC0415

    take_from_inbox(by=COMMAND_LINE, at=timezone.now())
    for delivery, state in read_waiting(by=COMMAND_LINE, at=timezone.now()):
        click.echo(f"{delivery}: {state}")
