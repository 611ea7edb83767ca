"""Deciding to share or not to share, and keeping what people said to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from oneplan.definitions.duty import duty_to_share
from oneplan.partnership.agreements.queries import lawful_basis_of
from oneplan.partnership.audit import operations as audit
from oneplan.partnership.audit.rules import Action
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people.operations import ChildRecord, look_at_record
from oneplan.partnership.rights.models import Consent, ShareConsidered, ShareDecision
from oneplan.partnership.rights.permissions import may_oversee
from oneplan.partnership.rights.queries import consents_about, decisions_about, register
from oneplan.partnership.rights.rules.sharing import (
    COMPLETED_WITHIN,
    ConsentAnswer,
    ConsentBy,
    Considered,
    Outcome,
    problems_with,
)
from oneplan.vocabulary.errors import NotAllowed
from oneplan.vocabulary.identifiers import PersonId


@dataclass(frozen=True)
class Sharing:
    """A child's record, what was decided about sharing, and what people said to it."""

    record: ChildRecord
    decisions: Sequence[ShareDecision]
    consents: tuple[Consent, ...]


@audit.audited()
def look_at_sharing(*, by: Viewer, person_id: PersonId, at: datetime) -> Sharing:
    """What was decided and said about a child whose record the viewer has open. The look is written down first.

    Raises `NotAllowed` as `people.operations.look_at_record` does.
    """
    record = look_at_record(by=by, person_id=person_id, at=at)
    return Sharing(record, decisions_about(person_id), consents_about(person_id))


@audit.audited()
def decide_to_share(
    *,
    by: Viewer,
    person_id: PersonId,
    outcome: Outcome,
    with_whom: str,
    what: str,
    why: str,
    purpose: str,
    considered: Considered | None,
    at: datetime,
) -> ShareDecision:
    """Keep a decision to share or not to, about a child whose record is open.

    Without `considered` it is an emergency, and must be completed within a day. Raises `NotAllowed` as
    `look_at_sharing` does, and `ValueError` where something must be said that was not.
    """
    look_at_record(by=by, person_id=person_id, at=at)
    duty_holds = duty_to_share().holds_on(at.date())
    if considered is not None and (problems := problems_with(outcome, considered, duty_holds=duty_holds)):
        raise ValueError("; ".join(problems.values()))
    decision = ShareDecision.objects.create(
        person_id=person_id,
        outcome=outcome,
        with_whom=with_whom,
        what=what,
        why=why,
        purpose_code=purpose,
        lawful_basis=lawful_basis_of(purpose),
        duty_held=duty_holds,
        due_at=None if considered else at + COMPLETED_WITHIN,
        by_id=by.user_id,
        decided_for=by.organisation,
        at=at,
    )
    if considered is not None:
        _weigh(by, decision, considered, at)
    about = f"{decision}: {outcome}{'' if considered else ', in an emergency'}"
    audit.record(by=by, action=Action.DECIDED_TO_SHARE, purpose=purpose, people=[person_id], about=about)
    return decision


@audit.audited()
def look_at_incomplete(*, by: Viewer, person_id: PersonId, decision_id: int, at: datetime) -> Sharing:
    """The same, with the one decision that is to be completed. `NotAllowed` too where there is none of this child."""
    found = look_at_sharing(by=by, person_id=person_id, at=at)
    decisions = [one for one in found.decisions if one.pk == decision_id and not is_complete(one)]
    if not decisions:
        raise NotAllowed("There is no such decision to complete.")
    return replace(found, decisions=decisions)


@audit.audited()
def complete(*, by: Viewer, person_id: PersonId, decision_id: int, considered: Considered, at: datetime) -> None:
    """Say what was weighed for a decision that was taken in an emergency.

    Raises `NotAllowed` where there is none of this child to complete, and `ValueError` as `decide_to_share` does.
    """
    decision = look_at_incomplete(by=by, person_id=person_id, decision_id=decision_id, at=at).decisions[0]
    problems = problems_with(Outcome(decision.outcome), considered, duty_holds=decision.duty_held)
    if problems:
        raise ValueError("; ".join(problems.values()))
    _weigh(by, decision, considered, at)
    audit.record(by=by, action=Action.COMPLETED_SHARING, people=[person_id], about=str(decision))


@audit.audited()
def record_consent(
    *,
    by: Viewer,
    person_id: PersonId,
    by_whom: ConsentBy,
    purpose: str,
    recipient: str,
    answer: ConsentAnswer,
    words: str,
    at: datetime,
) -> None:
    """Keep what a child or parent said to one purpose and one recipient. It ends no other answer."""
    look_at_record(by=by, person_id=person_id, at=at)
    consent = Consent.objects.create(
        person_id=person_id,
        by_whom=by_whom,
        purpose_code=purpose,
        recipient=recipient.strip(),
        answer=answer,
        words=words,
        recorded_by_id=by.user_id,
        at=at,
    )
    audit.record(by=by, action=Action.RECORDED_CONSENT, people=[person_id], about=f"{consent}: {answer}")


@audit.audited()
def read_register(*, by: Viewer) -> Sequence[ShareDecision]:
    """The last decisions about anybody, by record's id. `NotAllowed` for most people."""
    if not may_oversee(by):
        raise NotAllowed("The register of sharing decisions is for information-governance officers.")
    found = register()
    audit.record(by=by, action=Action.READ_SHARING_REGISTER, people=[one.person_id for one in found])
    return found


def is_complete(decision: ShareDecision) -> bool:
    """Whether it was said what was weighed."""
    return hasattr(decision, "considered")


def _weigh(by: Viewer, decision: ShareDecision, considered: Considered, at: datetime) -> None:
    ShareConsidered.objects.create(
        decision=decision,
        told=considered.told,
        why_not_told=considered.why_not_told,
        could_be_harmed=considered.could_be_harmed,
        detriment=considered.detriment,
        by_id=by.user_id,
        at=at,
    )
