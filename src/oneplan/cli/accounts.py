"""Members of staff: who may sign in, as what, and since when."""

from __future__ import annotations

from datetime import date, datetime

import click

from oneplan.cli.partnership import enter


@click.group()
def accounts() -> None:
    """Add members of staff, and end what they do here."""
    enter()


@accounts.command()
@click.argument("email")
@click.argument("name")
@click.option("--role", required=True, help="What their work is, such as safeguarding_lead.")
@click.option("--organisation", required=True, help="The agency's code.")
@click.option("--team", help="The team's code: a school's is its URN. Without a team nobody opens a child's record.")
def add(email: str, name: str, role: str, organisation: str, team: str | None) -> None:
    """Give NAME an account, and print the link by which they set their password."""
    from oneplan.partnership.organisations.operations import add_person  # noqa: PLC0415
    from oneplan.partnership.organisations.rules import COMMAND_LINE, Role  # noqa: PLC0415

    if role not in set(Role):
        raise click.BadParameter(f"roles are {', '.join(Role)}", param_hint="--role")
    add_person(
        by=COMMAND_LINE,
        email=email,
        name=name,
        role=Role(role),
        organisation=organisation,
        team=team,
        from_on=date.today(),
    )
    _print_link(email)


@accounts.command()
@click.argument("email")
def link(email: str) -> None:
    """Print a link by which somebody sets a new password. Give it to them yourself, not by letter."""
    _print_link(email)


@accounts.command()
@click.argument("email")
@click.option("--last-day", type=click.DateTime(["%Y-%m-%d"]), help="Today, when it is not given.")
def end(email: str, last_day: datetime | None) -> None:
    """End all that somebody does here after their last day. They keep an account that opens nothing."""
    from oneplan.partnership.organisations.operations import end_work  # noqa: PLC0415
    from oneplan.partnership.organisations.rules import COMMAND_LINE  # noqa: PLC0415

    to_on = last_day.date() if last_day else date.today()
    click.echo(f"{end_work(by=COMMAND_LINE, email=email, to_on=to_on)} ended on {to_on:%d/%m/%Y}")


@accounts.command()
@click.argument("email")
def shut(email: str) -> None:
    """Shut somebody's account at once: they are out at their next page."""
    from oneplan.partnership.organisations.operations import shut_account  # noqa: PLC0415
    from oneplan.partnership.organisations.rules import COMMAND_LINE  # noqa: PLC0415

    shut_account(by=COMMAND_LINE, email=email)


@accounts.command()
@click.argument("email")
def reopen(email: str) -> None:
    """Open an account again that was shut."""
    from oneplan.partnership.organisations.operations import reopen_account  # noqa: PLC0415
    from oneplan.partnership.organisations.rules import COMMAND_LINE  # noqa: PLC0415

    reopen_account(by=COMMAND_LINE, email=email, at=datetime.now().astimezone())


@accounts.command("shut-unused")
def shut_unused() -> None:
    """Shut the accounts that nobody has used for 45 days. Meant to be run every night."""
    from oneplan.partnership.organisations.operations import shut_unused_accounts  # noqa: PLC0415
    from oneplan.partnership.organisations.rules import COMMAND_LINE  # noqa: PLC0415

    click.echo(f"{shut_unused_accounts(by=COMMAND_LINE, at=datetime.now().astimezone())} shut")


@accounts.command("forget-second-factors")
@click.argument("email")
def forget(email: str) -> None:
    """For somebody who has lost phone, keys and recovery codes: they set them up anew when they next sign in."""
    from oneplan.partnership.organisations.operations import forget_second_factors  # noqa: PLC0415
    from oneplan.partnership.organisations.rules import COMMAND_LINE  # noqa: PLC0415

    forget_second_factors(by=COMMAND_LINE, email=email)


def _print_link(email: str) -> None:
    from django.conf import settings  # noqa: PLC0415

    from oneplan.partnership.organisations.operations import link_to_set_password  # noqa: PLC0415
    from oneplan.partnership.organisations.rules import COMMAND_LINE  # noqa: PLC0415

    path = link_to_set_password(by=COMMAND_LINE, email=email)
    click.echo(f"https://{settings.ALLOWED_HOSTS[0]}{path}")
