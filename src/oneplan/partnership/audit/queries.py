"""What was done, by whom, about whom."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator

from oneplan.partnership.audit.models import AuditEvent

PER_PAGE = 25


@dataclass(frozen=True)
class Looks:
    """Which events are wanted; nothing given means all."""

    person_id: str = ""
    actor_id: int | None = None
    from_on: date | None = None
    to_on: date | None = None


def looks(wanted: Looks, *, page_number: str) -> Page[AuditEvent]:
    """A page of events with the people in them, newest first. A page that is not there is the nearest one that is."""
    events = AuditEvent.objects.prefetch_related("people").order_by("-at", "-id")
    if wanted.person_id:
        events = events.filter(people__person_id=wanted.person_id)
    if wanted.actor_id is not None:
        events = events.filter(actor_id=wanted.actor_id)
    if wanted.from_on:
        events = events.filter(at__date__gte=wanted.from_on)
    if wanted.to_on:
        events = events.filter(at__date__lte=wanted.to_on)
    return Paginator(events, PER_PAGE).get_page(page_number)


def actors() -> list[tuple[int, str]]:
    """Everybody who ever did anything, by name: id and the name last written down."""
    named = dict(AuditEvent.objects.order_by("id").values_list("actor_id", "actor_name").distinct())
    return sorted(named.items(), key=lambda actor: actor[1].casefold())
