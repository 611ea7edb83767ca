"""Writing down what was done, and reading it back, which is written down too."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.core.paginator import Page
from django.db import transaction

from oneplan.partnership.audit import permissions, queries
from oneplan.partnership.audit.models import AuditedPerson, AuditEvent, AuditLink
from oneplan.partnership.audit.rules import NOTHING_BEFORE, Action, Actor, digest_of
from oneplan.vocabulary.errors import NotAllowed


@dataclass(frozen=True)
class _Unlinked:
    chain: str
    event: AuditEvent
    people: tuple[str, ...]


#: Events written in the `audited` block that is open, waiting for its end.
_unlinked: ContextVar[list[_Unlinked] | None] = ContextVar("unlinked", default=None)


@contextmanager
def audited() -> Iterator[None]:
    """A transaction whose last statement puts the events recorded in it into their organisations' chains.

    Whoever adds to a chain holds it until the transaction ends, so that comes last: others of the same
    organisation wait for one insert and not for somebody's whole page. Blocks inside others join the outermost.
    """
    outer = _unlinked.get()
    events: list[_Unlinked] = []
    token = _unlinked.set(events)
    try:
        with transaction.atomic():
            yield
            if outer is None:
                _link(events)
            else:
                outer.extend(events)
    finally:
        _unlinked.reset(token)


def record(*, by: Actor, action: Action, purpose: str = "", people: Iterable[str] = (), about: str = "") -> AuditEvent:
    """Write one event inside the caller's transaction, so that the thing and its record stand or fall together.

    `purpose` is the code of the purpose that was chosen; `people` the person ids of everybody shown, each
    once; `about` a few words without personal data. RuntimeError outside a transaction. In an `audited` block
    the event is chained at the block's end, in a plain transaction at once.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Audit events are written in the same transaction as what they record.")
    event = AuditEvent.objects.create(
        actor_id=by.user_id,
        actor_name=by.name,
        organisation=by.organisation,
        action=action,
        purpose=purpose,
        about=about,
    )
    named = tuple(dict.fromkeys(people))
    AuditedPerson.objects.bulk_create(AuditedPerson(event=event, person_id=one) for one in named)
    waiting = _unlinked.get()
    unlinked = _Unlinked(by.chain, event, named)
    if waiting is None:
        _link([unlinked])
    else:
        waiting.append(unlinked)
    return event


def _link(events: Iterable[_Unlinked]) -> None:
    """Add events to the ends of their chains, always in the same order of chains so that nobody waits in a ring."""
    by_chain: defaultdict[str, list[_Unlinked]] = defaultdict(list)
    for one in events:
        by_chain[one.chain].append(one)
    links = [link for chain in sorted(by_chain) for link in _next_links(chain, by_chain[chain])]
    AuditLink.objects.bulk_create(links)


def _next_links(chain: str, events: Iterable[_Unlinked]) -> Iterator[AuditLink]:
    _hold(chain)
    head = queries.head_of(chain)
    position, digest = (head.position, head.digest) if head else (0, NOTHING_BEFORE)
    for one in events:
        position += 1
        digest = digest_of(one.event, one.people, chain=chain, position=position, previous=digest)
        yield AuditLink(event=one.event, chain=chain, position=position, digest=digest)


def _hold(chain: str) -> None:
    """Keep others from adding to this chain until the transaction ends. SQLite has one writer at a time anyway."""
    connection = transaction.get_connection()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"audit chain {chain}"])


@audited()
def record_refusal(*, by: Actor, address: str, person_id: str | None) -> None:
    """Write down that somebody asked for what they may not see: the name of the address, and whose record.

    What they asked for may be an id that nobody has, and then it is a guess that was written down.
    """
    record(by=by, action=Action.REFUSED, people=[person_id] if person_id else [], about=address)


@audited()
def read_looks(*, by: Actor, wanted: queries.Looks, page_number: str) -> Page[AuditEvent]:
    """One page of what was done, newest first. Reading it is itself written down. NotAllowed for other roles."""
    if not permissions.may_read_audit(by):
        raise NotAllowed("Only information-governance officers read who looked.")
    page = queries.looks(wanted, page_number=page_number)
    shown = dict.fromkeys(person.person_id for event in page for person in event.people.all())
    record(by=by, action=Action.READ_AUDIT, people=shown, about=f"page {page.number}")
    return page
