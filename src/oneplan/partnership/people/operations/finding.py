"""Finding a child. The search, and everybody it shows, is written down before anything is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from oneplan.engine.people.reading import children_among
from oneplan.engine.store.snapshot import VAULT_FILE
from oneplan.engine.vault.lookup import Found, find
from oneplan.partnership.agreements.queries import reach_of
from oneplan.partnership.audit import operations as audit
from oneplan.partnership.audit.rules import Action
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people.models import Search
from oneplan.partnership.people.permissions import may_find_children, may_open
from oneplan.partnership.people.queries import hidden_from, involvements_that_count, snapshots_in
from oneplan.partnership.people.rules import is_too_broad
from oneplan.vocabulary.errors import NotAllowed
from oneplan.vocabulary.involvement import Involvement, current


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
    return SearchResult(_with_who_is_around(by, found, purpose, at.date()), is_too_broad=False)


def _with_who_is_around(by: Viewer, found: Sequence[Found], purpose: str, today: date) -> tuple[FoundChild, ...]:
    reach = reach_of(by, today, purpose)
    people = [one.person_id for one in found]
    with snapshots_in(settings.ONEPLAN_HOME).open() as record:
        involvements, children = involvements_that_count(record, people, today), children_among(record, people)
    around = {one.person_id: current(involvements.get(one.person_id, ()), today) for one in found}
    return tuple(
        FoundChild(
            who=one,
            around=reach.shown(around[one.person_id]),
            is_grown_up=one.person_id not in children,
            may_open=one.person_id in children and may_open(by, around[one.person_id], today),
        )
        for one in found
    )
