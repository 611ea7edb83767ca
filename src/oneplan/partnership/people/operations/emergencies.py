"""Opening a record in an emergency, telling those who must know, and reading what one was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from oneplan.engine.store.snapshot import VAULT_FILE
from oneplan.engine.vault.lookup import Particulars, particulars
from oneplan.partnership.agreements.queries import lawful_basis_of
from oneplan.partnership.audit import operations as audit
from oneplan.partnership.audit.queries import was_done
from oneplan.partnership.audit.rules import Action
from oneplan.partnership.organisations.queries import is_password_of, members
from oneplan.partnership.organisations.rules import Role, Viewer
from oneplan.partnership.people.models import EmergencyNotice, Opening
from oneplan.partnership.people.operations.records import involvements_of_child
from oneplan.partnership.people.permissions import may_find_children, may_open, may_read_emergencies
from oneplan.partnership.people.queries import hidden_from, involvements_that_count, notices_to, snapshots_in
from oneplan.partnership.people.rules import (
    EMERGENCY_LASTS,
    MOST_WRONG_PASSWORDS,
    WRONG_PASSWORDS_COUNT_FOR,
    EmergencyAnswer,
    LiveReason,
)
from oneplan.vocabulary.errors import NotAllowed
from oneplan.vocabulary.identifiers import PersonId
from oneplan.vocabulary.involvement import Involvement, current


@audit.audited()
def open_in_emergency(
    *, by: Viewer, person_id: PersonId, purpose: str, words: str, password: str, at: datetime
) -> EmergencyAnswer:
    """Open the record of a child one does not work with, for three hours, after one's password.

    The lead practitioner's team and the information-governance officers are told in the same transaction. A wrong
    password is written down, and too many mean waiting. Raises `NotAllowed` as `may_ask_in_emergency` does.
    """
    around = may_ask_in_emergency(by=by, person_id=person_id, at=at)
    wrong = was_done(Action.WRONG_PASSWORD, actor_id=by.user_id, since=at - WRONG_PASSWORDS_COUNT_FOR)
    if wrong >= MOST_WRONG_PASSWORDS:
        return EmergencyAnswer.WAIT
    if not is_password_of(by, password):
        audit.record(by=by, action=Action.WRONG_PASSWORD, purpose=purpose, people=[person_id])
        return EmergencyAnswer.WRONG_PASSWORD
    opening = Opening.objects.create(
        by_id=by.user_id,
        person_id=person_id,
        purpose_code=purpose,
        lawful_basis=lawful_basis_of(purpose),
        reason=LiveReason.EMERGENCY,
        at=at,
        until=at + EMERGENCY_LASTS,
        emergency_words=words,
    )
    told = _to_be_told(current(around, at.date()), at.date())
    EmergencyNotice.objects.bulk_create(EmergencyNotice(to_id=one, opening=opening) for one in told)
    audit.record(by=by, action=Action.OPENED_IN_EMERGENCY, purpose=purpose, people=[person_id])
    return EmergencyAnswer.OPENED


def may_ask_in_emergency(*, by: Viewer, person_id: PersonId, at: datetime) -> tuple[Involvement, ...]:
    """Who works with a child whose record the viewer may ask to open in an emergency.

    Raises `NotAllowed` for everybody but a child whom the viewer's own search showed in the last three hours: ids
    that were not shown answer as ids that nobody has.
    """
    since = at - EMERGENCY_LASTS
    if not may_find_children(by) or not was_done(
        Action.SEARCHED, actor_id=by.user_id, since=since, person_id=person_id
    ):
        raise NotAllowed("A record is opened in an emergency from one's own search.")
    return involvements_of_child(by, person_id, at.date())


def _to_be_told(around: Sequence[Involvement], today: date) -> list[int]:
    told = set(members(Role.INFORMATION_GOVERNANCE, today))
    for one in around:
        if one.is_lead:
            team = one.team_code or one.team
            told |= set(members(Role.LEAD_PRACTITIONER, today, organisation=one.agency, team=team))
    return sorted(told)


@dataclass(frozen=True)
class Emergency:
    """One opening in an emergency, as those who are told read it. The name only for those who work with the child."""

    opening: Opening
    who: Particulars | None


@audit.audited()
def read_emergencies(*, by: Viewer, at: datetime) -> tuple[Emergency, ...]:
    """The openings of which the viewer was told. NotAllowed for those who are never told."""
    if not may_read_emergencies(by):
        raise NotAllowed("Openings in an emergency are for those who are told of them.")
    openings = [notice.opening for notice in notices_to(by)]
    people = list(dict.fromkeys(PersonId(one.person_id) for one in openings))
    audit.record(by=by, action=Action.READ_NOTICES, people=people)
    if not people:
        return ()
    snapshots = snapshots_in(settings.ONEPLAN_HOME)
    with snapshots.open() as record:
        involvements = involvements_that_count(record, people, at.date())
        hidden = hidden_from(by, record, at.date())
    named = [one for one in people if one not in hidden and may_open(by, involvements.get(one, ()), at.date())]
    with snapshots.open(VAULT_FILE) as vault:
        names = particulars(vault, named)
    return tuple(Emergency(one, names.get(PersonId(one.person_id))) for one in openings)
