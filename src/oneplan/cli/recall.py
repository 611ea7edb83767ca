"""Recalling what a rule or a submission led to."""

from __future__ import annotations

import json
from pathlib import Path

import click

from oneplan.cli.partnership import enter


@click.command()
@click.argument("target")
@click.option(
    "--letters",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Also write letters to everybody who was shown something, and to families, to this folder.",
)
def recall(target: str, folder: Path | None) -> None:
    """List every child shown, every viewer and every decision that TARGET led to, one JSON object a line.

    TARGET is a rule by its id, or a submission as `source/id`. Children are given by their ids, and that they were
    listed is written down.
    """
    enter()
    from django.utils import timezone  # noqa: PLC0415

    from oneplan.documents.docx import as_docx  # noqa: PLC0415
    from oneplan.partnership.conversations import operations  # noqa: PLC0415
    from oneplan.partnership.conversations.presenters.letters import letters  # noqa: PLC0415
    from oneplan.partnership.organisations.rules import COMMAND_LINE  # noqa: PLC0415

    found = operations.recall(by=COMMAND_LINE, target=target)
    for child in found.children:
        click.echo(json.dumps({"child": child}))
    for one in found.shown:
        shown = {"child": one.person_id, "shown_to": one.viewer, "on": one.on.isoformat(), "what": one.what}
        click.echo(json.dumps(shown))
    for decision in found.decisions:
        decided = {"child": decision.person_id, "decided_by": decision.by.name, "at": decision.at.isoformat()}
        click.echo(json.dumps({**decided, "answer": decision.answer, "reason": decision.reason}))
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for name, letter in letters(found, timezone.localtime()).items():
            (folder / name).write_bytes(as_docx(letter))
