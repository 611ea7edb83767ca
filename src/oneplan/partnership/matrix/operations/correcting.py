"""Keeping that something an agency recorded is said to be wrong: shown beside the fact, and sent back to the agency."""

from __future__ import annotations

from datetime import datetime

from oneplan.partnership.audit.operations import audited
from oneplan.partnership.feeds.operations import send_back
from oneplan.partnership.feeds.rules import SaidWrongBy
from oneplan.partnership.matrix.operations.knowledge import ChildMatrix, EvidenceItem, look_at_child
from oneplan.partnership.matrix.rules import entry_id_of
from oneplan.partnership.organisations.rules import Viewer
from oneplan.vocabulary.errors import NotAllowed
from oneplan.vocabulary.identifiers import PersonId


@audited()
def look_at_sent(*, by: Viewer, person_id: PersonId, entry_id: str, at: datetime) -> tuple[ChildMatrix, EvidenceItem]:
    """A fact that an agency sent about a child whose record the viewer has open. The look is written down first.

    Raises `NotAllowed` as `people.operations.look_at_record` does, and where the viewer sees no such fact.
    """
    found = look_at_child(by=by, person_id=person_id, at=at)
    for cell in found.cells:
        for item in cell.evidence:
            if entry_id_of(item.event_id) == entry_id and item.event_id not in found.recorded:
                return found, item
    raise NotAllowed("There is no such fact.")


@audited()
def disagree(
    *, by: Viewer, person_id: PersonId, entry_id: str, said_by: SaidWrongBy, statement: str, at: datetime
) -> None:
    """Keep that it is said to be wrong. Raises `NotAllowed` as `look_at_sent` does."""
    _, item = look_at_sent(by=by, person_id=person_id, entry_id=entry_id, at=at)
    send_back(
        by=by,
        source=item.source,
        event_id=item.event_id,
        person_id=person_id,
        said_by=said_by,
        statement=statement,
        at=at,
    )
