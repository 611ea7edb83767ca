"""Restricting a record, reviewing that, and reading what is restricted. Nobody's name is read here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from oneplan.engine.people.comparing import candidates
from oneplan.engine.people.reading import is_known
from oneplan.engine.store.snapshot import VAULT_FILE
from oneplan.partnership.audit import operations as audit
from oneplan.partnership.audit.rules import Action, Actor
from oneplan.partnership.organisations.queries import ids_by_email
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people.models import Restriction
from oneplan.partnership.people.permissions import may_restrict
from oneplan.partnership.people.queries import restricted_people, restrictions, snapshots_in
from oneplan.partnership.people.rules import REVIEW_EVERY, RestrictionAnswer, RestrictionKind
from oneplan.vocabulary.errors import NotAllowed
from oneplan.vocabulary.identifiers import PersonId


@audit.audited()
def restrict(
    *,
    by: Viewer,
    person_id: PersonId,
    kind: RestrictionKind,
    emails: Sequence[str],
    at: datetime,
    later_id: PersonId | None = None,
) -> RestrictionAnswer:
    """Hide a record from all but those named by their e-mail addresses, from now on. NotAllowed for most roles.

    `later_id` is the record of an adopted child since the adoption: the two are never joined, by nothing and nobody.
    """
    _must_keep_restrictions(by)
    with snapshots_in(settings.ONEPLAN_HOME).open() as record:
        if not is_known(record, person_id):
            return RestrictionAnswer.NOBODY_HAS_THIS_ID
        if later_id is not None and (later_id == person_id or not is_known(record, later_id)):
            return RestrictionAnswer.NOT_ANOTHER_RECORD
    named = ids_by_email(emails)
    if len(named) < len({email.casefold() for email in emails}):
        return RestrictionAnswer.NOBODY_HAS_THIS_ADDRESS
    made = Restriction.objects.create(
        person_id=person_id,
        kind=kind,
        later_person_id=later_id or "",
        set_by_id=by.user_id,
        set_at=at,
        review_on=at.date() + REVIEW_EVERY,
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


@dataclass(frozen=True)
class Restricted:
    """A restriction that holds, and how many records wait until one of those named has decided about them."""

    restriction: Restriction
    waiting: int


@audit.audited()
def read_restrictions(*, by: Viewer) -> list[Restricted]:
    """The restrictions that hold. NotAllowed for most roles. Nobody's name is read."""
    _must_keep_restrictions(by)
    held = restrictions()
    audit.record(by=by, action=Action.READ_RESTRICTIONS, people=[one.person_id for one in held])
    with snapshots_in(settings.ONEPLAN_HOME).open(VAULT_FILE) as vault:
        waiting = Counter(one.person_id_l for one in candidates(vault, ["held"]))
    return [Restricted(one, waiting[PersonId(one.person_id)]) for one in held]


@audit.audited()
def keep_out_of_files(*, by: Actor) -> frozenset[PersonId]:
    """Everybody of whom no file may tell: restricted people, and the families of those with a hidden address."""
    with snapshots_in(settings.ONEPLAN_HOME).open() as record:
        kept = restricted_people(record)
    audit.record(by=by, action=Action.READ_RESTRICTIONS, people=sorted(kept), about="kept out of a file")
    return kept


def _must_keep_restrictions(by: Viewer) -> None:
    if not may_restrict(by):
        raise NotAllowed("Restricted records are kept by information-governance officers.")
