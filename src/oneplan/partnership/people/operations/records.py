"""Opening a child's record and looking at it. Each look is written down before anything is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from oneplan.engine.people.reading import Move, children_among, moves_of
from oneplan.engine.store.snapshot import VAULT_FILE
from oneplan.engine.vault.lookup import Particulars, particulars
from oneplan.partnership.agreements.queries import lawful_basis_of, reach_of
from oneplan.partnership.agreements.rules import Reach
from oneplan.partnership.audit import operations as audit
from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.audit.queries import looks_at, written_about
from oneplan.partnership.audit.rules import Action
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people.models import Opening
from oneplan.partnership.people.permissions import may_find_children, may_open, reason_to_open
from oneplan.partnership.people.queries import (
    family_in_reach,
    hidden_from,
    ids_of,
    involvements_that_count,
    live_opening,
    snapshots_in,
)
from oneplan.partnership.people.rules import open_until
from oneplan.vocabulary.errors import NotAllowed
from oneplan.vocabulary.family import Relative
from oneplan.vocabulary.identifiers import PersonId
from oneplan.vocabulary.involvement import Involvement, current


@dataclass(frozen=True)
class ChildRecord:
    """One child's record as opened: who they are, who is around them, their family, and how far the viewer sees."""

    who: Particulars
    around: tuple[Involvement, ...]
    family: tuple[Relative, ...]
    names: Mapping[PersonId, Particulars]
    opened_for: str
    open_until: datetime
    is_emergency: bool
    reach: Reach


@audit.audited()
def open_record(*, by: Viewer, person_id: PersonId, purpose: str, at: datetime) -> None:
    """Open a child's record until the end of the day. Raises `NotAllowed` without a live reason.

    The reason, the purpose and what in law allows it are kept with the opening.
    """
    around = involvements_of_child(by, person_id, at.date())
    reason = reason_to_open(by, around, at.date())
    if reason is None:
        raise NotAllowed("There is no live reason to open this record.")
    Opening.objects.create(
        by_id=by.user_id,
        person_id=person_id,
        purpose_code=purpose,
        lawful_basis=lawful_basis_of(purpose),
        reason=reason,
        at=at,
        until=open_until(at),
    )
    audit.record(by=by, action=Action.OPENED, purpose=purpose, people=[person_id], about=f"because: {reason}")


@audit.audited()
def look_at_record(*, by: Viewer, person_id: PersonId, at: datetime) -> ChildRecord:
    """The record of a child the viewer has open today, with one audit row for each person it names.

    Raises `NotAllowed` without a live opening, or when the reason for it has ended since; the same for a person
    who does not exist.
    """
    opening = live_opening(by, person_id, at)
    if opening is None:
        raise NotAllowed("This record is not open.")
    around = _involvements_if_open(by, opening, person_id, at.date())
    reach = reach_of(by, at.date(), opening.purpose_code)
    snapshots = snapshots_in(settings.ONEPLAN_HOME)
    with snapshots.open() as record:
        hidden = hidden_from(by, record, at.date())
        family = tuple(one for one in family_in_reach(record, person_id, reach) if one.person_id not in hidden)
    named = [person_id, *(one.person_id for one in family)]
    audit.record(by=by, action=Action.VIEWED, purpose=opening.purpose_code, people=named)
    with snapshots.open(VAULT_FILE) as vault:
        names = particulars(vault, named)
    return ChildRecord(
        who=names[person_id],
        around=reach.shown(current(around, at.date())),
        family=family,
        names=names,
        opened_for=opening.purpose_code,
        open_until=opening.until,
        is_emergency=bool(opening.emergency_words),
        reach=reach,
    )


@audit.audited()
def who_looked(*, by: Viewer, person_id: PersonId, at: datetime) -> list[AuditEvent]:
    """Everything that was done with the record of a child the viewer has open. NotAllowed when it is not open."""
    opening = live_opening(by, person_id, at)
    if opening is None:
        raise NotAllowed("This record is not open.")
    _involvements_if_open(by, opening, person_id, at.date())
    audit.record(by=by, action=Action.READ_WHO_LOOKED, purpose=opening.purpose_code, people=[person_id])
    return looks_at(ids_of(person_id))


@dataclass(frozen=True)
class History:
    """How a record came together, under which ids, and what was written here about the person under each of them."""

    moves: tuple[Move, ...]
    ids: tuple[PersonId, ...]
    written: tuple[AuditEvent, ...]


@audit.audited()
def read_history(*, by: Viewer, person_id: PersonId, at: datetime) -> History:
    """The past of a record the viewer has open. NotAllowed when it is not open."""
    opening = live_opening(by, person_id, at)
    if opening is None:
        raise NotAllowed("This record is not open.")
    _involvements_if_open(by, opening, person_id, at.date())
    audit.record(by=by, action=Action.READ_HISTORY, purpose=opening.purpose_code, people=[person_id])
    with snapshots_in(settings.ONEPLAN_HOME).open() as record:
        moves = moves_of(record, person_id)
    ids = ids_of(person_id)
    return History(moves, ids, tuple(written_about(ids)))


@audit.audited()
def name_children(
    *, by: Viewer, people: Sequence[PersonId], purpose: str, at: datetime
) -> Mapping[PersonId, Particulars]:
    """Who those of these children are whose record the viewer may open today. The others are left out.

    One audit row for each child named. Raises nothing for those who may open none: they are told nothing.
    """
    allowed = [one for one in people if may_open_today(by=by, person_id=one, today=at.date())]
    if not allowed:
        return {}
    audit.record(by=by, action=Action.VIEWED, purpose=purpose, people=allowed, about="named in a list")
    with snapshots_in(settings.ONEPLAN_HOME).open(VAULT_FILE) as vault:
        return particulars(vault, allowed)


def may_open_today(*, by: Viewer, person_id: PersonId, today: date) -> bool:
    """Whether somebody could open a child's record on a day. Nothing of the record is looked at or told."""
    try:
        _involvements_if_allowed(by, person_id, today)
    except NotAllowed:
        return False
    return True


def _involvements_if_open(by: Viewer, opening: Opening, person_id: PersonId, today: date) -> tuple[Involvement, ...]:
    """An emergency opening stands on its own words; any other ends with the live reason for it."""
    if opening.emergency_words and may_find_children(by):
        return involvements_of_child(by, person_id, today)
    return _involvements_if_allowed(by, person_id, today)


def _involvements_if_allowed(by: Viewer, person_id: PersonId, today: date) -> tuple[Involvement, ...]:
    involvements = involvements_of_child(by, person_id, today)
    if not may_open(by, involvements, today):
        raise NotAllowed("There is no live reason to open this record.")
    return involvements


def involvements_of_child(by: Viewer, person_id: PersonId, today: date) -> tuple[Involvement, ...]:
    """Every way to one child's record comes through here, so that a hidden child is nobody on all of them."""
    with snapshots_in(settings.ONEPLAN_HOME).open() as record:
        if person_id in hidden_from(by, record, today) or person_id not in children_among(record, [person_id]):
            raise NotAllowed("There is no child's record to open.")
        return involvements_that_count(record, [person_id], today).get(person_id, ())
