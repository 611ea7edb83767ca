"""Telling people that reasons to talk wait for them."""

from __future__ import annotations

import click

from oneplan.cli.partnership import enter


@click.command()
def digest() -> None:
    """Write to everybody for whom reasons to talk wait: one mail a day at most, that says no more than that.

    Run it once each morning (cron, a timer). Run again on the same day it writes to nobody twice.
    """
    enter()
    from django.utils import timezone  # noqa: PLC0415

    from oneplan.partnership.conversations.operations import digests_due, send_digest  # noqa: PLC0415
    from oneplan.partnership.organisations.rules import COMMAND_LINE  # noqa: PLC0415

    at = timezone.localtime()
    due = digests_due(at)
    for user_id, address in due:
        send_digest(by=COMMAND_LINE, to=user_id, address=address, at=at)
    click.echo(f"Written to {len(due)} {'person' if len(due) == 1 else 'people'}.")
