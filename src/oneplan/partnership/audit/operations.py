"""Writing down what was done, and reading it back, which is written down too."""

from collections.abc import Iterable

from django.core.paginator import Page
from django.db import transaction

from oneplan.partnership.audit import permissions, queries
from oneplan.partnership.audit.models import AuditedPerson, AuditEvent
from oneplan.partnership.audit.rules import Action, Actor
from oneplan.vocabulary.errors import NotAllowed


def record(*, by: Actor, action: Action, purpose: str = "", people: Iterable[str] = (), about: str = "") -> AuditEvent:
    """Write one event inside the caller's transaction, so that the thing and its record stand or fall together.

    `purpose` is the code of the purpose that was chosen; `people` the person ids of everybody shown, each
    once; `about` a few words without personal data. RuntimeError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Audit events are written in the same transaction as what they record.")
    event = AuditEvent.objects.create(
        actor_id=by.user_id,
        actor_name=by.name,
        organisation=by.organisation,
        action=action,
        purpose=purpose,
        about=about,
    )
    AuditedPerson.objects.bulk_create(AuditedPerson(event=event, person_id=one) for one in dict.fromkeys(people))
    return event


@transaction.atomic
def read_looks(*, by: Actor, wanted: queries.Looks, page_number: str) -> Page[AuditEvent]:
    """One page of what was done, newest first. Reading it is itself written down. NotAllowed for other roles."""
    if not permissions.may_read_audit(by):
        raise NotAllowed("Only information-governance officers read who looked.")
    page = queries.looks(wanted, page_number=page_number)
    shown = dict.fromkeys(person.person_id for event in page for person in event.people.all())
    record(by=by, action=Action.READ_AUDIT, people=shown, about=f"page {page.number}")
    return page
