"""Finding a child, opening a child's record and looking at it. Each look is written down before anything is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from oneplan.engine.people.reading import children_among, involvements_of, is_known, relatives_of
from oneplan.engine.store.snapshot import VAULT_FILE
from oneplan.engine.vault.lookup import Found, Particulars, find, particulars
from oneplan.partnership.audit import operations as audit
from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.audit.queries import looks_at, was_done
from oneplan.partnership.audit.rules import Action
from oneplan.partnership.organisations.queries import ids_by_email, is_password_of, members
from oneplan.partnership.organisations.rules import Role, Viewer
from oneplan.partnership.people.models import EmergencyNotice, Opening, Restriction, Search
from oneplan.partnership.people.permissions import may_find_children, may_open, may_read_emergencies, may_restrict
from oneplan.partnership.people.queries import hidden_from, live_opening, notices_to, restrictions, snapshots_in
from oneplan.partnership.people.rules import (
    EMERGENCY_LASTS,
    MOST_WRONG_PASSWORDS,
    REVIEW_EVERY,
    WRONG_PASSWORDS_COUNT_FOR,
    EmergencyAnswer,
    RestrictionAnswer,
    RestrictionKind,
    is_too_broad,
    open_until,
)
from oneplan.vocabulary.errors import NotAllowed
from oneplan.vocabulary.family import Relative
from oneplan.vocabulary.identifiers import PersonId
from oneplan.vocabulary.involvement import Involvement, current

__all__ = [
    "ChildRecord",
    "Found",
    "FoundChild",
    "Particulars",
    "SearchResult",
    "find_children",
    "look_at_record",
    "name_children",
    "open_in_emergency",
    "open_record",
    "read_emergencies",
    "read_restrictions",
    "restrict",
    "review_restriction",
    "who_looked",
]


@dataclass(frozen=True)
class FoundChild:
    """A child a search found: who it is, who works with them now, and whether the searcher may open the record."""

    who: Found
    around: tuple[Involvement, ...]
    is_grown_up: bool
    may_open: bool


@dataclass(frozen=True)
class SearchResult:
    """What a search gave. When it was too broad nobody is shown."""

    children: tuple[FoundChild, ...]
    is_too_broad: bool


@dataclass(frozen=True)
class ChildRecord:
    """One child's record as opened: who they are, who is around them, their family, and of what day the data is."""

    who: Particulars
    around: tuple[Involvement, ...]
    family: tuple[Relative, ...]
    names: Mapping[PersonId, Particulars]
    opened_for: str
    open_until: datetime
    is_emergency: bool


@audit.audited()
def find_children(
    *, by: Viewer, name: str, birth_date: date | None, purpose: str, words: str, at: datetime
) -> SearchResult:
    """Look for a child by name, birth date or both, for a purpose.

    The search, and one audit row for each child shown, are written before anything is returned.
    Raises `NotAllowed` when the searcher's work gives no reason to look for children.
    """
    if not may_find_children(by):
        raise NotAllowed("Looking for a child is for people who work with children and families.")
    Search.objects.create(by_id=by.user_id, purpose_code=purpose, words=words, at=at)
    snapshots = snapshots_in(settings.ONEPLAN_HOME)
    with snapshots.open() as record:
        hidden = hidden_from(by, record, at.date())
    with snapshots.open(VAULT_FILE) as vault:
        found = find(vault, name=name, birth_date=birth_date, hidden=hidden)
    if is_too_broad(len(found)):
        audit.record(
            by=by, action=Action.SEARCHED, purpose=purpose, about="too many children matched; nobody was shown"
        )
        return SearchResult((), is_too_broad=True)
    audit.record(by=by, action=Action.SEARCHED, purpose=purpose, people=[one.person_id for one in found])
    return SearchResult(_with_who_is_around(by, found, at.date()), is_too_broad=False)


def _with_who_is_around(by: Viewer, found: Sequence[Found], today: date) -> tuple[FoundChild, ...]:
    people = [one.person_id for one in found]
    with snapshots_in(settings.ONEPLAN_HOME).open() as record:
        involvements, children = involvements_of(record, people), children_among(record, people)
    around = {one.person_id: current(involvements.get(one.person_id, ()), today) for one in found}
    return tuple(
        FoundChild(
            who=one,
            around=around[one.person_id],
            is_grown_up=one.person_id not in children,
            may_open=one.person_id in children and may_open(by, around[one.person_id], today),
        )
        for one in found
    )


@audit.audited()
def open_record(*, by: Viewer, person_id: PersonId, purpose: str, at: datetime) -> None:
    """Open a child's record until the end of the day. Raises `NotAllowed` without a live reason."""
    _involvements_if_allowed(by, person_id, at.date())
    Opening.objects.create(by_id=by.user_id, person_id=person_id, purpose_code=purpose, at=at, until=open_until(at))
    audit.record(by=by, action=Action.OPENED, purpose=purpose, people=[person_id])


@audit.audited()
def look_at_record(*, by: Viewer, person_id: PersonId, at: datetime) -> ChildRecord:
    """The record of a child the viewer has open today, with one audit row for each person it names.

    Raises `NotAllowed` without a live opening, or when the reason for it has ended since; the same for a person
    who does not exist.
    """
    opening = live_opening(by, person_id, at)
    if opening is None:
        raise NotAllowed("This record is not open.")
    around = _involvements_if_open(by, opening, at.date())
    snapshots = snapshots_in(settings.ONEPLAN_HOME)
    with snapshots.open() as record:
        hidden = hidden_from(by, record, at.date())
        family = tuple(one for one in relatives_of(record, person_id) if one.person_id not in hidden)
    named = [person_id, *(one.person_id for one in family)]
    audit.record(by=by, action=Action.VIEWED, purpose=opening.purpose_code, people=named)
    with snapshots.open(VAULT_FILE) as vault:
        names = particulars(vault, named)
    return ChildRecord(
        who=names[person_id],
        around=current(around, at.date()),
        family=family,
        names=names,
        opened_for=opening.purpose_code,
        open_until=opening.until,
        is_emergency=bool(opening.emergency_words),
    )


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
    return _involvements_of_child(by, person_id, at.date())


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
        involvements = involvements_of(record, people)
        hidden = hidden_from(by, record, at.date())
    named = [one for one in people if one not in hidden and may_open(by, involvements.get(one, ()), at.date())]
    with snapshots.open(VAULT_FILE) as vault:
        names = particulars(vault, named)
    return tuple(Emergency(one, names.get(PersonId(one.person_id))) for one in openings)


@audit.audited()
def who_looked(*, by: Viewer, person_id: PersonId, at: datetime) -> list[AuditEvent]:
    """Everything that was done with the record of a child the viewer has open. NotAllowed when it is not open."""
    opening = live_opening(by, person_id, at)
    if opening is None:
        raise NotAllowed("This record is not open.")
    _involvements_if_open(by, opening, at.date())
    audit.record(by=by, action=Action.READ_WHO_LOOKED, purpose=opening.purpose_code, people=[person_id])
    return looks_at(person_id)


@audit.audited()
def restrict(
    *, by: Viewer, person_id: PersonId, kind: RestrictionKind, emails: Sequence[str], at: datetime
) -> RestrictionAnswer:
    """Hide a record from all but those named by their e-mail addresses, from now on. NotAllowed for most roles."""
    _must_keep_restrictions(by)
    with snapshots_in(settings.ONEPLAN_HOME).open() as record:
        if not is_known(record, person_id):
            return RestrictionAnswer.NOBODY_HAS_THIS_ID
    named = ids_by_email(emails)
    if len(named) < len({email.casefold() for email in emails}):
        return RestrictionAnswer.NOBODY_HAS_THIS_ADDRESS
    made = Restriction.objects.create(
        person_id=person_id, kind=kind, set_by_id=by.user_id, set_at=at, review_on=at.date() + REVIEW_EVERY
    )
    made.named.set(named.values())
    audit.record(by=by, action=Action.RESTRICTED, people=[person_id], about=f"restriction {made.pk}")
    return RestrictionAnswer.RESTRICTED


@audit.audited()
def review_restriction(*, by: Viewer, restriction_id: int, is_needed: bool, at: datetime) -> None:
    """Keep a restriction until its next review, or lift it. NotAllowed for most roles, or when none has this id."""
    _must_keep_restrictions(by)
    restriction = next((one for one in restrictions() if one.pk == restriction_id), None)
    if restriction is None:
        raise NotAllowed("There is no such restriction.")
    if is_needed:
        restriction.review_on = at.date() + REVIEW_EVERY
    else:
        restriction.lifted_at = at
    restriction.save(update_fields=["review_on", "lifted_at"])
    about = f"restriction {restriction.pk}: {'still needed' if is_needed else 'lifted'}"
    audit.record(by=by, action=Action.REVIEWED_RESTRICTION, people=[restriction.person_id], about=about)


@audit.audited()
def read_restrictions(*, by: Viewer) -> list[Restriction]:
    """The restrictions that hold. NotAllowed for most roles. Nobody's name is read."""
    _must_keep_restrictions(by)
    held = restrictions()
    audit.record(by=by, action=Action.READ_RESTRICTIONS, people=[one.person_id for one in held])
    return held


def _must_keep_restrictions(by: Viewer) -> None:
    if not may_restrict(by):
        raise NotAllowed("Restricted records are kept by information-governance officers.")


def _involvements_if_open(by: Viewer, opening: Opening, today: date) -> tuple[Involvement, ...]:
    """An emergency opening stands on its own words; any other ends with the live reason for it."""
    person_id = PersonId(opening.person_id)
    if opening.emergency_words and may_find_children(by):
        return _involvements_of_child(by, person_id, today)
    return _involvements_if_allowed(by, person_id, today)


@audit.audited()
def name_children(
    *, by: Viewer, people: Sequence[PersonId], purpose: str, at: datetime
) -> Mapping[PersonId, Particulars]:
    """Who those of these children are whose record the viewer may open today. The others are left out.

    One audit row for each child named. Raises nothing for those who may open none: they are told nothing.
    """
    allowed = [one for one in people if _may_open_today(by, one, at.date())]
    if not allowed:
        return {}
    audit.record(by=by, action=Action.VIEWED, purpose=purpose, people=allowed, about="named in a list")
    with snapshots_in(settings.ONEPLAN_HOME).open(VAULT_FILE) as vault:
        return particulars(vault, allowed)


def _may_open_today(by: Viewer, person_id: PersonId, today: date) -> bool:
    try:
        _involvements_if_allowed(by, person_id, today)
    except NotAllowed:
        return False
    return True


def _involvements_if_allowed(by: Viewer, person_id: PersonId, today: date) -> tuple[Involvement, ...]:
    involvements = _involvements_of_child(by, person_id, today)
    if not may_open(by, involvements, today):
        raise NotAllowed("There is no live reason to open this record.")
    return involvements


def _involvements_of_child(by: Viewer, person_id: PersonId, today: date) -> tuple[Involvement, ...]:
    """Every way to one child's record comes through here, so that a hidden child is nobody on all of them."""
    with snapshots_in(settings.ONEPLAN_HOME).open() as record:
        if person_id in hidden_from(by, record, today) or person_id not in children_among(record, [person_id]):
            raise NotAllowed("There is no child's record to open.")
        return involvements_of(record, [person_id]).get(person_id, ())
