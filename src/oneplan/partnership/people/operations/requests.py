"""Reading a record for somebody who asked to see what is held about them. Their asking is the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from oneplan.engine.people.reading import families_around, involvements_of, relatives_of
from oneplan.engine.store.snapshot import VAULT_FILE
from oneplan.engine.vault.lookup import Particulars, particulars
from oneplan.partnership.audit import operations as audit
from oneplan.partnership.audit.rules import Action
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people.permissions import may_answer_requests
from oneplan.partnership.people.queries import hidden_from, restrictions, snapshots_in
from oneplan.partnership.people.rules import RestrictionKind
from oneplan.vocabulary.errors import NotAllowed
from oneplan.vocabulary.identifiers import PersonId
from oneplan.vocabulary.involvement import Involvement


@dataclass(frozen=True)
class HeldRecord:
    """Who somebody is, everybody who ever worked with them, and who their family is, so that it can be taken out."""

    who: Particulars
    involvements: tuple[Involvement, ...]
    family: Mapping[PersonId, Particulars]
    may_print_address: bool


@audit.audited()
def read_for_request(*, by: Viewer, person_id: PersonId, at: datetime, about: str) -> HeldRecord:
    """Read a record to answer a request that was made about it. Everybody it names is written down first.

    Raises `NotAllowed` for those who do not answer requests, and for a record that is hidden from them: its
    custodians answer.
    """
    snapshots = snapshots_in(settings.ONEPLAN_HOME)
    with snapshots.open() as record:
        if not may_answer_requests(by) or person_id in hidden_from(by, record, at.date()):
            raise NotAllowed("There is no request to answer.")
        involvements = involvements_of(record, [person_id]).get(person_id, ())
        relatives = [one.person_id for one in relatives_of(record, person_id)]
        around = families_around(record, [person_id])[person_id]
    audit.record(by=by, action=Action.READ_FOR_REQUEST, people=[person_id, *relatives], about=about)
    with snapshots.open(VAULT_FILE) as vault:
        names = particulars(vault, [person_id, *relatives])
    if person_id not in names:
        raise NotAllowed("Nobody has this record any more.")
    confidential = {one.person_id for one in restrictions() if one.kind == RestrictionKind.CONFIDENTIAL_ADDRESS}
    return HeldRecord(
        names[person_id],
        involvements,
        {one: names[one] for one in relatives if one in names},
        may_print_address=not confidential & around,
    )
