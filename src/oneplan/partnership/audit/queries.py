"""What was done, by whom, about whom, and whether the record of it is as it was written."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max

from oneplan.partnership.audit.models import AuditedPerson, AuditEvent, AuditLink
from oneplan.partnership.audit.rules import LOOKS, NOTHING_BEFORE, SHOWS_SOMEBODY, Action, BadRow, Head, digest_of

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


def looks_at(person_ids: Collection[str]) -> list[AuditEvent]:
    """Everything that was done with the record of a person, by every id they have had, newest first."""
    return list(
        AuditEvent.objects.filter(people__person_id__in=person_ids)
        .distinct()
        .order_by("-at", "-id")
        .prefetch_related("people")
    )


def written_about(person_ids: Collection[str]) -> list[AuditEvent]:
    """Everything that was written about a person here, by every id they have had, newest first.

    What an app writes about somebody it records in the same transaction, so this needs to know no app.
    """
    return [one for one in looks_at(person_ids) if Action(one.action) not in LOOKS]


def people_shown_since(since: datetime) -> dict[tuple[int, str], tuple[int, datetime]]:
    """Who was shown whom since a moment: an actor's and a person's id, how often, and when last."""
    shown = AuditedPerson.objects.filter(event__at__gte=since, event__action__in=SHOWS_SOMEBODY)
    counted = shown.values_list("event__actor_id", "person_id").annotate(Count("id"), Max("event__at")).order_by()
    return {(actor_id, person_id): (times, last_at) for actor_id, person_id, times, last_at in counted}


def was_done(action: Action, *, actor_id: int, since: datetime, person_id: str | None = None) -> int:
    """How often somebody did something since a moment, to one person or to anybody."""
    events = AuditEvent.objects.filter(action=action, actor_id=actor_id, at__gte=since)
    return (events.filter(people__person_id=person_id) if person_id else events).count()


def head_of(chain: str) -> Head | None:
    """The last row of a chain, or None when it has none."""
    last = AuditLink.objects.filter(chain=chain).order_by("-position").first()
    return Head(chain, last.position, last.digest) if last else None


def heads() -> list[Head]:
    """The last row of every chain, for keeping elsewhere."""
    chains = AuditLink.objects.order_by("chain").values_list("chain", flat=True).distinct()
    return [head for chain in chains if (head := head_of(chain))]


def first_bad_row(kept_heads: Iterable[Head] = ()) -> BadRow | None:
    """The first row that was changed, removed, moved or slipped in since it was written, or None.

    Reads every event. `kept_heads` are heads exported earlier: only they show that the end of a chain was cut,
    or a whole chain written anew.
    """
    kept = {(head.chain, head.position): head.digest for head in kept_heads}
    return _first_broken_link(kept) or _beyond_the_end(kept) or _in_no_chain()


def _first_broken_link(kept: dict[tuple[str, int], str]) -> BadRow | None:
    """Walk every chain from its beginning. Heads that are met are taken out of `kept`."""
    chain, position, digest = "", 0, NOTHING_BEFORE
    links = AuditLink.objects.select_related("event").prefetch_related("event__people")
    for link in links.order_by("chain", "position").iterator(chunk_size=2_000):
        if link.chain != chain:
            chain, position, digest = link.chain, 0, NOTHING_BEFORE
        position += 1
        where = f"chain {chain}, row {position}"
        if link.position != position:
            return BadRow(where, f"it is missing; the next that is there is row {link.position}")
        people = [one.person_id for one in link.event.people.all()]
        digest = digest_of(link.event, people, chain=chain, position=position, previous=digest)
        if digest != link.digest:
            return BadRow(f"{where} (event {link.event_id})", "it is not as it was written, or was not written there")
        if kept.pop((chain, position), digest) != digest:
            return BadRow(
                f"{where} (event {link.event_id})", "it differs from the head that was kept: all was rewritten"
            )
    return None


def _beyond_the_end(kept: dict[tuple[str, int], str]) -> BadRow | None:
    for chain, position in sorted(kept):
        end = head_of(chain)
        first_gone = (end.position if end else 0) + 1
        return BadRow(f"chain {chain}, row {first_gone}", f"the end was cut; a kept head was row {position}")
    return None


def _in_no_chain() -> BadRow | None:
    loose = AuditEvent.objects.filter(link__isnull=True).order_by("pk").first()
    return BadRow(f"event {loose.pk}", "it is in no chain") if loose else None
