"""What stands decided and said about one child, for operations that look; and the register for those who oversee."""

from __future__ import annotations

from collections.abc import Sequence

from oneplan.partnership.people.queries import ids_of
from oneplan.partnership.rights.models import AccessRequest, Consent, ShareDecision
from oneplan.partnership.rights.rules.sharing import standing_consents
from oneplan.vocabulary.identifiers import PersonId

REGISTER_SHOWN = 200


def decisions_about(person_id: PersonId) -> Sequence[ShareDecision]:
    """Every decision to share or not to, newest first."""
    return list(ShareDecision.objects.filter(person_id__in=ids_of(person_id)).select_related("by", "considered__by"))


def consents_about(person_id: PersonId) -> tuple[Consent, ...]:
    """The last word to each purpose and recipient."""
    return standing_consents(Consent.objects.filter(person_id__in=ids_of(person_id)).select_related("recorded_by"))


def register() -> Sequence[ShareDecision]:
    """The last decisions about anybody, newest first."""
    return list(ShareDecision.objects.select_related("by", "considered")[:REGISTER_SHOWN])


def access_requests() -> Sequence[AccessRequest]:
    """Every request to see what is held, the one to answer first at the top."""
    return list(AccessRequest.objects.select_related("by").prefetch_related("packs__by"))


def access_request(request_id: int) -> AccessRequest | None:
    """One request."""
    return AccessRequest.objects.filter(pk=request_id).prefetch_related("packs").first()
