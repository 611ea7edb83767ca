"""What people decided about records and whom they restricted: every refresh and every file must honour it."""

from __future__ import annotations

from oneplan.cli.partnership import enter
from oneplan.engine.people.rulings import NOTHING_RULED, Rulings
from oneplan.vocabulary.identifiers import PersonId


def rulings() -> Rulings:
    """Everything that people decided. Nothing before the database was first set up; a database out of reach fails."""
    if not _is_set_up():
        return NOTHING_RULED
    from oneplan.partnership.organisations.rules import COMMAND_LINE  # noqa: PLC0415
    from oneplan.partnership.people.operations import hand_over_rulings  # noqa: PLC0415

    return hand_over_rulings(by=COMMAND_LINE)


def restricted() -> frozenset[PersonId]:
    """Of whom nothing may leave in a file."""
    if not _is_set_up():
        return frozenset()
    from oneplan.partnership.organisations.rules import COMMAND_LINE  # noqa: PLC0415
    from oneplan.partnership.people.operations import keep_out_of_files  # noqa: PLC0415

    return keep_out_of_files(by=COMMAND_LINE)


def _is_set_up() -> bool:
    enter()
    from django.db import connection  # noqa: PLC0415

    return "people_linkdecision" in connection.introspection.table_names()
