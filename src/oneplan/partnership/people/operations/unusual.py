"""Looks at somebody who seems to belong to who looked, or to a colleague: for the officer to ask about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from oneplan.engine.store.snapshot import VAULT_FILE
from oneplan.engine.vault.kinship import ties_to_staff
from oneplan.partnership.audit import operations as audit
from oneplan.partnership.audit.queries import people_shown_since
from oneplan.partnership.audit.rules import Action
from oneplan.partnership.organisations.queries import Member, all_members
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people.permissions import may_read_unusual_looks
from oneplan.partnership.people.queries import snapshots_in
from oneplan.partnership.people.rules import UNUSUAL_SINCE, Unusual
from oneplan.vocabulary.errors import NotAllowed
from oneplan.vocabulary.identifiers import PersonId


@dataclass(frozen=True)
class UnusualLook:
    """Somebody was shown a person who seems to be near them: how, how often and when last. Names nobody's record."""

    actor_id: int
    actor: str
    person_id: PersonId
    why: frozenset[Unusual]
    times: int
    last_at: datetime


@audit.audited()
def read_unusual_looks(*, by: Viewer, at: datetime) -> list[UnusualLook]:
    """Looks of the last 30 days to ask about, the latest first. NotAllowed for all but the officers."""
    if not may_read_unusual_looks(by):
        raise NotAllowed("Unusual looks are for information-governance officers.")
    shown = people_shown_since(at - UNUSUAL_SINCE)
    staff = all_members(at.date())
    people = sorted({PersonId(person_id) for _, person_id in shown})
    near: defaultdict[tuple[PersonId, str], set[str]] = defaultdict(set)
    if people:
        with snapshots_in(settings.ONEPLAN_HOME).open(VAULT_FILE) as vault:
            for person_id, name, kind in ties_to_staff(vault, people, [one.name for one in staff.values()]):
                near[person_id, name].add(kind)
    found = []
    for (actor_id, person), (times, last_at) in shown.items():
        person_id = PersonId(person)
        actor = staff.get(actor_id)
        why = _why(actor, person_id, near, staff) if actor else frozenset()
        if actor and why:
            found.append(UnusualLook(actor_id, actor.name, person_id, why, times, last_at))
    audit.record(by=by, action=Action.READ_UNUSUAL_LOOKS, people=[one.person_id for one in found])
    return sorted(found, key=lambda one: one.last_at, reverse=True)


def _why(
    actor: Member,
    person_id: PersonId,
    near: Mapping[tuple[PersonId, str], set[str]],
    staff: Mapping[int, Member],
) -> frozenset[Unusual]:
    own = near.get((person_id, actor.name), set())
    why = {Unusual.OWN_SURNAME} if "surname" in own else set()
    if "home" in own:
        why.add(Unusual.OWN_HOME)
    colleagues = (
        one for one in staff.values() if one.user_id != actor.user_id and one.organisations & actor.organisations
    )
    if any("home" in near.get((person_id, one.name), ()) for one in colleagues if one.name != actor.name):
        why.add(Unusual.COLLEAGUES_HOME)
    return frozenset(why)
