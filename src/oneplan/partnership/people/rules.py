"""When a child's record may be opened, for how long, and how broad a search may be. No Django, no database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from oneplan.partnership.organisations.rules import DUTY_DESK
from oneplan.vocabulary.involvement import Involvement

#: More children than this are not shown for one search: a list to browse is not a child somebody knows.
MOST_SHOWN = 10

#: An emergency opening is short, has a reason in words, and is refused for a while after wrong passwords.
EMERGENCY_LASTS = timedelta(hours=3)
FEWEST_LETTERS_OF_A_REASON = 20
MOST_WRONG_PASSWORDS = 5
WRONG_PASSWORDS_COUNT_FOR = timedelta(minutes=15)


class EmergencyAnswer(StrEnum):
    """What came of asking to open a record in an emergency."""

    OPENED = "opened"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - an answer's name
    WAIT = "wait"


class LiveReason(StrEnum):
    """Why somebody may open a child's record now. Practice rule R23: a role alone opens nothing."""

    SCHOOL = "school"
    LEAD = "lead"
    TEAM = "team"
    DUTY = "duty"
    EMERGENCY = "emergency"


#: A school alone does not work with the family.
EVERY_CHILD_HAS = "school"


def live_reason(
    organisation_codes: frozenset[str],
    team_codes: frozenset[str],
    involvements: Iterable[Involvement],
    today: date,
) -> LiveReason | None:
    """Why a member of these organisations and teams may open a child's record today, or None.

    The team or school must be working with this child, not with a brother or sister, and must be doing so now. The
    duty desk may where nobody works with the child but a school.
    """
    involvements = tuple(involvements)
    mine = [
        one
        for one in involvements
        if one.is_current(today) and one.agency in organisation_codes and _team_of(one) in team_codes
    ]
    if not mine:
        return LiveReason.DUTY if DUTY_DESK in team_codes and not _anybody_works_with(involvements, today) else None
    if any(one.is_lead for one in mine):
        return LiveReason.LEAD
    return LiveReason.SCHOOL if any(one.kind == "school" for one in mine) else LiveReason.TEAM


def _anybody_works_with(involvements: Iterable[Involvement], today: date) -> bool:
    return any(one.is_current(today) and one.kind != EVERY_CHILD_HAS for one in involvements)


def _team_of(one: Involvement) -> str | None:
    """The team's code, or its name where the agency has no codes. A row that says neither gives nobody a reason."""
    return one.team_code or one.team or None


def is_too_broad(found: int) -> bool:
    """Whether a search found more children than one person can be looking for."""
    return found > MOST_SHOWN


def open_until(at: datetime) -> datetime:
    """The end of the day on which a record is opened, in the time zone of `at`."""
    return datetime.combine(at.date() + timedelta(days=1), time.min, tzinfo=at.tzinfo)


def age_on(birth_date: date, today: date) -> int:
    """Age in completed years."""
    had_birthday = (today.month, today.day) >= (birth_date.month, birth_date.day)
    return today.year - birth_date.year - (0 if had_birthday else 1)


#: How far back looks are asked about.
UNUSUAL_SINCE = timedelta(days=30)


class Unusual(StrEnum):
    """Why a look is one to ask about."""

    OWN_SURNAME = "own_surname"
    OWN_HOME = "own_home"
    COLLEAGUES_HOME = "colleagues_home"


class RestrictionKind(StrEnum):
    """Why a record is restricted."""

    ADOPTION = "adoption"
    PROTECTED = "protected"
    STAFF = "staff"
    CONFIDENTIAL_ADDRESS = "confidential_address"


#: A restriction is looked at again at least this often, and never ends by itself.
REVIEW_EVERY = timedelta(days=90)


class RestrictionAnswer(StrEnum):
    """What came of asking to restrict a record."""

    RESTRICTED = "restricted"
    NOBODY_HAS_THIS_ID = "nobody_has_this_id"
    NOBODY_HAS_THIS_ADDRESS = "nobody_has_this_address"
    NOT_ANOTHER_RECORD = "not_another_record"


class LinkVerdict(StrEnum):
    """What a reviewer says of two records."""

    SAME = "same"
    NOT_SAME = "not_same"
    CANNOT_SAY = "cannot_say"


class LinkState(StrEnum):
    """How a decision about two records stands. Only one that stands is honoured by the next refresh."""

    LEFT_OPEN = "left_open"
    WAITS = "waits"
    TURNED_DOWN = "turned_down"
    STANDS = "stands"
    UNDONE = "undone"


def state_of(verdict: LinkVerdict, *, needs_second: bool, agrees: bool | None, is_undone: bool) -> LinkState:
    """How a decision stands; `agrees` is the second reviewer's answer, None while there is none."""
    if verdict is LinkVerdict.CANNOT_SAY:
        return LinkState.LEFT_OPEN
    if is_undone:
        return LinkState.UNDONE
    if agrees is False:
        return LinkState.TURNED_DOWN
    return LinkState.WAITS if needs_second and agrees is None else LinkState.STANDS


def needs_second_reviewer(verdict: LinkVerdict, *, is_written_about: bool) -> bool:
    """A join needs two people where something that was written here about either would become the other's."""
    return verdict is LinkVerdict.SAME and is_written_about


def is_sealed(kind: RestrictionKind) -> bool:
    """Whether a record is shut to all who are not named, even with a live reason.

    With a confidential address it is the place that must not be found, and school, worker and patch are a place as
    much as the address: those who work with the child know them already, and nobody else may find the record.
    """
    return kind is not RestrictionKind.CONFIDENTIAL_ADDRESS
