"""Setting up the purposes of a partnership, and deciding about its agreements."""

from datetime import datetime

from oneplan.definitions.agreement import agreements
from oneplan.partnership.agreements.models import AgreementDecision, Purpose
from oneplan.partnership.agreements.permissions import may_keep_agreements
from oneplan.partnership.agreements.queries import agreement_read
from oneplan.partnership.agreements.rules import STARTING_PURPOSES, Standing, may_follow
from oneplan.partnership.audit.operations import audited, record
from oneplan.partnership.audit.rules import Action, Actor
from oneplan.partnership.organisations.rules import Viewer
from oneplan.vocabulary.errors import NotAllowed


@audited()
def set_up_purposes(*, by: Actor) -> None:
    """Add the purposes a partnership starts with. Those already there stay as the partnership left them."""
    for order, starting in enumerate(STARTING_PURPOSES, start=1):
        _, is_new = Purpose.objects.get_or_create(
            code=starting.code,
            defaults={
                "label": starting.label,
                "plain_words": starting.plain_words,
                "lawful_basis": starting.lawful_basis,
                "order": order,
            },
        )
        if is_new:
            record(by=by, action=Action.ADDED_PURPOSE, purpose=starting.code)


@audited()
def decide_about_agreement(
    *, by: Viewer, agreement_id: str, version: int, standing: Standing, reason: str, at: datetime
) -> None:
    """Bring one version of an agreement into force, suspend it or end it. What it covers opens or shuts at once.

    Raises `NotAllowed` for most people, for an agreement that is not there, and where this may not follow.
    """
    found = agreement_read(agreement_id, version, at.date()) if may_keep_agreements(by) else None
    if found is None or not may_follow(found.standing, standing):
        raise NotAllowed("This cannot be decided about this agreement.")
    decision = AgreementDecision.objects.create(
        agreement=agreement_id,
        version=version,
        place=len(found.decisions) + 1,
        standing=standing,
        reason=reason.strip(),
        by_id=by.user_id or None,
        at=at,
    )
    record(by=by, action=Action.DECIDED_ABOUT_AGREEMENT, about=str(decision))


@audited()
def bring_all_into_force(*, by: Viewer, reason: str, at: datetime) -> None:
    """Bring into force every agreement about which nobody has decided yet: a partnership's first day."""
    for one in agreements():
        found = agreement_read(one.id, one.version, at.date())
        if found is not None and not found.decisions:
            decide_about_agreement(
                by=by, agreement_id=one.id, version=one.version, standing=Standing.IN_FORCE, reason=reason, at=at
            )
