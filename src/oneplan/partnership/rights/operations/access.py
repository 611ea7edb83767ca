"""Requests to see what is held: writing one down, reading everything that answers it, and making the copy."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from oneplan.definitions.framework import Framework, read_framework
from oneplan.engine.matrix.reading import Cell, EvidenceItem, basis_of, matrix_of
from oneplan.partnership.audit import operations as audit
from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.audit.queries import looks_at
from oneplan.partnership.audit.rules import Action
from oneplan.partnership.conversations.models import PromptDecision
from oneplan.partnership.conversations.queries import decisions_about as decisions_about_reasons
from oneplan.partnership.feeds.models import Disagreement
from oneplan.partnership.feeds.queries import disagreements_about
from oneplan.partnership.matrix.models import RecordedFact, TimelineEvent
from oneplan.partnership.matrix.queries import facts_recorded, happenings_about
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people.operations import HeldRecord, look_at_record, read_for_request
from oneplan.partnership.people.queries import ids_of, snapshots_in
from oneplan.partnership.rights.models import AccessPack, AccessRequest, Consent, ShareDecision
from oneplan.partnership.rights.permissions import may_oversee
from oneplan.partnership.rights.queries import access_request, access_requests, consents_about, decisions_about
from oneplan.partnership.rights.rules.access import Requester, due_on
from oneplan.vocabulary.errors import NotAllowed
from oneplan.vocabulary.identifiers import PersonId

__all__ = ["Cell", "EvidenceItem", "Held", "make_pack", "read_held", "read_requests", "record_request"]


@dataclass(frozen=True)
class Held:
    """Everything that is held about a child, whole: what is withheld is decided on it before anything is written."""

    request: AccessRequest
    record: HeldRecord
    cells: tuple[Cell, ...]
    framework: Framework
    facts: Sequence[RecordedFact]
    happenings: Sequence[TimelineEvent]
    answers: Sequence[PromptDecision]
    decisions: Sequence[ShareDecision]
    consents: tuple[Consent, ...]
    looks: Sequence[AuditEvent]
    disagreements: Mapping[str, Sequence[Disagreement]]
    as_of: date


@audit.audited()
def record_request(
    *, by: Viewer, person_id: PersonId, requester: Requester, identity: str, received_on: date, at: datetime
) -> AccessRequest:
    """Write down that somebody asked to see what is held about a child whose record is open. The clock runs from then.

    Raises `NotAllowed` as `people.operations.look_at_record` does.
    """
    look_at_record(by=by, person_id=person_id, at=at)
    request = AccessRequest.objects.create(
        person_id=person_id,
        requester=requester,
        identity=identity,
        received_on=received_on,
        due_on=due_on(received_on),
        by_id=by.user_id,
        at=at,
    )
    audit.record(by=by, action=Action.RECORDED_REQUEST, people=[person_id], about=f"{request}: {requester}")
    return request


@audit.audited()
def read_requests(*, by: Viewer) -> Sequence[AccessRequest]:
    """Every request, by record's id. `NotAllowed` for most people."""
    if not may_oversee(by):
        raise NotAllowed("Requests are answered by information-governance officers.")
    found = access_requests()
    audit.record(by=by, action=Action.READ_REQUESTS, people=[one.person_id for one in found])
    return found


@audit.audited()
def read_held(*, by: Viewer, request_id: int, at: datetime) -> Held:
    """Everything that is held about the child of a request. Written down first, with everybody it names.

    Raises `NotAllowed` for most people, for a request that is not there, and for a record hidden from the viewer.
    """
    request = access_request(request_id) if may_oversee(by) else None
    if request is None:
        raise NotAllowed("There is no such request.")
    child = PersonId(request.person_id)
    record = read_for_request(by=by, person_id=child, at=at, about=str(request))
    with snapshots_in(settings.ONEPLAN_HOME).open() as workspace:
        basis, cells = basis_of(workspace), tuple(matrix_of(workspace, child))
    return Held(
        request=request,
        record=record,
        cells=cells,
        framework=read_framework(basis.framework_id, basis.framework_version),
        facts=facts_recorded(child),
        happenings=happenings_about(child),
        answers=decisions_about_reasons(child),
        decisions=decisions_about(child),
        consents=consents_about(child),
        looks=looks_at(ids_of(child)),
        disagreements=disagreements_about(ids_of(child)),
        as_of=basis.as_of,
    )


@audit.audited()
def make_pack(*, by: Viewer, request_id: int, given: Collection[str], at: datetime) -> Held:
    """Make the copy that answers a request; `given` names what would be withheld and is given all the same.

    Raises `NotAllowed` as `read_held` does.
    """
    held = read_held(by=by, request_id=request_id, at=at)
    pack = AccessPack.objects.create(request=held.request, given=sorted(given), by_id=by.user_id, at=at)
    about = f"{pack}; given all the same: {len(given)}"
    audit.record(by=by, action=Action.MADE_PACK, people=[held.request.person_id], about=about)
    return held
