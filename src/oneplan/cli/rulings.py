"""What people decided about records and whom they restricted: every refresh must be given it."""

from __future__ import annotations

from oneplan.cli.partnership import enter
from oneplan.engine.people.rulings import NOTHING_RULED, Rulings


def rulings() -> Rulings:
    """Everything that people decided. Nothing before the database was first set up; a database out of reach fails."""
    enter()
    from django.db import connection  # noqa: PLC0415

    from oneplan.partnership.organisations.rules import COMMAND_LINE  # noqa: PLC0415
    from oneplan.partnership.people.operations import hand_over_rulings  # noqa: PLC0415

    if "people_linkdecision" not in connection.introspection.table_names():
        return NOTHING_RULED
    return hand_over_rulings(by=COMMAND_LINE)
