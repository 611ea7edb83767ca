"""Finding a child, opening a child's record and looking at it. Each look is written down before anything is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from oneplan.engine.people.reading import children_among, involvements_of, relatives_of
from oneplan.engine.store.snapshot import VAULT_FILE
from oneplan.engine.vault.lookup import Found, Particulars, find, particulars
from oneplan.partnership.audit import operations as audit
from oneplan.partnership.audit.rules import Action
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people.models import Opening, Search
from oneplan.partnership.people.permissions import may_find_children, may_open
from oneplan.partnership.people.queries import live_opening, snapshots_in
from oneplan.partnership.people.rules import is_too_broad, open_until
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
    "open_record",
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
    with snapshots_in(settings.ONEPLAN_HOME).open(VAULT_FILE) as vault:
        found = find(vault, name=name, birth_date=birth_date)
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
    around = _involvements_if_allowed(by, person_id, at.date())
    snapshots = snapshots_in(settings.ONEPLAN_HOME)
    with snapshots.open() as record:
        family = relatives_of(record, person_id)
    named = [person_id, *(one.person_id for one in family)]
    audit.record(by=by, action=Action.VIEWED, purpose=opening.purpose_code, people=named)
    with snapshots.open(VAULT_FILE) as vault:
        names = particulars(vault, named)
    return ChildRecord(names[person_id], current(around, at.date()), family, names, opening.purpose_code)


def _involvements_if_allowed(by: Viewer, person_id: PersonId, today: date) -> tuple[Involvement, ...]:
    with snapshots_in(settings.ONEPLAN_HOME).open() as record:
        is_child = person_id in children_among(record, [person_id])
        involvements = involvements_of(record, [person_id]).get(person_id, ())
    if not is_child or not may_open(by, involvements, today):
        raise NotAllowed("There is no live reason to open this record.")
    return involvements
