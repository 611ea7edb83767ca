"""What somebody is given who asks to see what is held, with a code wherever something is withheld.

What is withheld is left out here, before there is a document: no file ever holds it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import Form
from markupsafe import Markup

from oneplan.definitions.agreement import agreements
from oneplan.definitions.factor import Whose
from oneplan.definitions.source_words import title_of
from oneplan.documents.docx import as_docx
from oneplan.documents.html import as_html
from oneplan.documents.model import Block, BulletList, Document, Heading, Note, Paragraph, Table
from oneplan.partnership.audit.presenters import look_line
from oneplan.partnership.feeds.presenters import answer_words, disagreement_words
from oneplan.partnership.matrix.presenters.child import FINDINGS, what_was_recorded
from oneplan.partnership.people.presenters import full_name
from oneplan.partnership.rights.models import AccessRequest
from oneplan.partnership.rights.operations import Held
from oneplan.partnership.rights.operations.access import EvidenceItem
from oneplan.partnership.rights.rules.access import CODES, Code, Requester, why_withheld, without_names
from oneplan.partnership.rights.rules.sharing import Told
from oneplan.vocabulary.identifiers import PersonId
from oneplan.web.words import approximate_date, long_date, long_datetime

_WHO_ASKS = {Requester.CHILD: "The child or young person", Requester.PARENT: "A parent or carer"}


@dataclass(frozen=True)
class RequestLine:
    """One request, by record's id."""

    id: int
    person_id: str
    who: str
    identity: str
    received: str
    state: str


@dataclass(frozen=True)
class RequestsPage:
    """Every request, the one to answer first at the top."""

    requests: tuple[RequestLine, ...]


@dataclass(frozen=True)
class AskPage:
    """The page on which a worker writes down that somebody asked."""

    person_id: PersonId
    form: Form


@dataclass(frozen=True)
class Item:
    """One thing that is held, and why it is withheld if it is. `id` stays the same for the same thing."""

    id: str
    section: str
    when: str
    what: str
    source: str
    code: Code | None


@dataclass(frozen=True)
class WithheldLine:
    """Something that is withheld unless the officer gives it."""

    id: str
    what: str
    why: str


@dataclass(frozen=True)
class PackPage:
    """The copy as it would be given, and everything that is withheld from it."""

    request: RequestLine
    withheld: tuple[WithheldLine, ...]
    body: Markup
    title: str


def requests_page(found: Sequence[AccessRequest], today: date) -> RequestsPage:
    """The list of requests with the clock of each."""
    return RequestsPage(tuple(_request(one, today) for one in found))


def ask_page(form: Form, person_id: PersonId) -> AskPage:
    """The form, empty or with what is wrong."""
    return AskPage(person_id, form)


def pack_page(held: Held, today: date) -> PackPage:
    """The draft: nothing that is withheld is given yet."""
    items = items_of(held)
    withheld = tuple(
        WithheldLine(one.id, f"{one.section}: {one.what}, {one.when}", CODES[one.code][0])
        for one in items
        if one.code is not None
    )
    document = pack_document(held, given=frozenset(), today=today)
    return PackPage(_request(held.request, today), withheld, as_html(document), document.title)


@dataclass(frozen=True)
class CopyPage:
    """The copy as it is given, to print."""

    title: str
    subtitle: str
    body: Markup


def copy_page(held: Held, given: Collection[str], today: date) -> CopyPage:
    """The copy as a page."""
    document = pack_document(held, given=given, today=today)
    return CopyPage(document.title, document.subtitle, as_html(document))


def pack_file(held: Held, given: Collection[str], today: date) -> tuple[str, bytes]:
    """The copy as a Word file: its name, which names nobody, and its bytes."""
    return f"what-we-hold-{held.request.pk}.docx", as_docx(pack_document(held, given=given, today=today))


def pack_document(held: Held, *, given: Collection[str], today: date) -> Document:
    """Everything that is held and not withheld, with a reason code wherever something is."""
    items = items_of(held)
    left_out = [one for one in items if one.code is not None and one.id not in given]
    sections: defaultdict[str, list[Item]] = defaultdict(list)
    for one in items:
        sections[one.section].append(one)
    blocks: list[Block] = [
        Heading("What this is"),
        Paragraph(
            "Everything that the partnership holds about you in its shared record, where it came from, who has seen it "
            "and what you can do about it."
            if held.request.requester == Requester.CHILD
            else "What the partnership holds in its shared record about the child for whom you asked."
        ),
        Note(_codes(left_out)),
        Heading("Who the record is about"),
        Table("As agencies know it", ("What", "As it is held"), _particulars(held), holds_words=True),
    ]
    for section, found in sections.items():
        blocks += [Heading(section), _table(section, found, given)]
    blocks += [
        Heading("Who has seen it"),
        _looks(held),
        Heading("Where it comes from, and how long it is kept"),
        BulletList(_sources(held)),
        Heading("What you can do"),
        BulletList(
            (
                "Say that something is wrong: it is marked wherever it is shown and sent back to who recorded it.",
                "Ask why something was withheld, or for it to be looked at again by somebody else.",
                "Complain to the partnership, and to the Information Commissioner: ico.org.uk, 0303 123 1113.",
            )
        ),
    ]
    subtitle = f"Asked for on {long_date(held.request.received_on)}. Made on {long_date(today)}."
    return Document("What we hold", subtitle, tuple(blocks))


def items_of(held: Held) -> tuple[Item, ...]:
    """Everything that is held, in the order of the copy, with why each is withheld if it is."""
    return (*_evidence(held), *_recorded(held), *_work(held), *_answers(held), *_decisions(held), *_consents(held))


def _evidence(held: Held) -> Iterable[Item]:
    headings = {factor.id: factor.heading for factor in held.framework.factors}
    events: dict[tuple[str, Whose], tuple[EvidenceItem, list[str]]] = {}
    here = {str(fact.pk) for fact in held.facts}
    for cell in held.cells:
        for item in cell.evidence:
            events.setdefault((item.event_id, cell.whose), (item, []))[1].append(cell.factor_id)
    for (event_id, whose), (item, factors) in sorted(events.items(), key=lambda one: one[1][0].observed_on):
        if item.event_id.rpartition(":")[2] in here and item.source == "own_records":
            continue  # told in full below
        bears_on = ", ".join(headings.get(one, one) for one in factors)
        yield Item(
            f"event-{event_id}-{whose}",
            "What agencies recorded",
            long_date(item.observed_on),
            f"{FINDINGS[item.recorded_finding]}{what_was_recorded(item)} ({bears_on}){_disputed(held, event_id)}",
            f"{item.recorded_by}, {title_of(item.source)}",
            why_withheld(whose, factors, Requester(held.request.requester)),
        )


def _disputed(held: Held, event_id: str) -> str:
    said = held.disagreements.get(event_id, ())
    return "".join(f". Disputed. {_free(held, disagreement_words(one))}. {answer_words(one)}" for one in said)


def _recorded(held: Held) -> Iterable[Item]:
    headings = {factor.id: factor.heading for factor in held.framework.factors}
    for fact in held.facts:
        words = f": {fact.words}" if fact.words else ""
        yield Item(
            f"fact-{fact.pk}",
            "What workers recorded here",
            approximate_date(fact.when),
            _free(held, f"{headings.get(fact.factor_id, fact.factor_id)}{words}"),
            f"{fact.by.name}, {fact.recorded_by}",
            why_withheld(Whose(fact.about), (fact.factor_id,), Requester(held.request.requester)),
        )
    for one in held.happenings:
        yield Item(
            f"happening-{one.pk}",
            "What workers recorded here",
            approximate_date(one.when),
            _free(held, one.what),
            f"{one.by.name}, {one.recorded_by}",
            why_withheld(Whose(one.about), (), Requester(held.request.requester)),
        )


def _work(held: Held) -> Iterable[Item]:
    section = "Who works or worked with you"
    for place, one in enumerate(held.record.involvements):
        from_on = long_date(one.from_on) if one.from_on else "not known"
        to_on = f" to {long_date(one.to_on)}" if one.to_on else ""
        who = ", ".join(part for part in (one.worker, one.worker_role, one.team) if part)
        yield Item(f"work-{place}", section, f"{from_on}{to_on}", who, title_of(one.source), None)


def _answers(held: Held) -> Iterable[Item]:
    for one in held.answers:
        yield Item(
            f"answer-{one.pk}",
            "What was decided after a written rule asked people to talk",
            long_date(one.at.date()),
            _free(held, one.reason),
            one.by.name,
            None,
        )


def _decisions(held: Held) -> Iterable[Item]:
    for one in held.decisions:
        considered = getattr(one, "considered", None)
        is_secret = considered is None or considered.told == Told.NOT_TOLD
        yield Item(
            f"decision-{one.pk}",
            "What was shared with others, or not",
            long_date(one.at.date()),
            _free(held, f"{one.what}. With: {one.with_whom}. Why: {one.why}"),
            f"{one.by.name}, {one.decided_for}",
            Code.HARM if is_secret else None,
        )


def _consents(held: Held) -> Iterable[Item]:
    for one in held.consents:
        yield Item(
            f"consent-{one.pk}",
            "What was said about sharing",
            long_date(one.at.date()),
            _free(held, f"{one.answer}: {one.recipient}. {one.words}"),
            one.recorded_by.name,
            None if one.by_whom == held.request.requester else Code.OTHER,
        )


def _free(held: Held, words: str) -> str:
    """Words that somebody wrote freely, without the names of the family: they are others, whatever is said of them."""
    own = {name.casefold() for name in _names_of(held.record.who)}
    others = (name for one in held.record.family.values() for name in _names_of(one))
    return without_names(words, (name for name in others if name.casefold() not in own))


def _names_of(one: object) -> tuple[str, ...]:
    found = (getattr(one, name) for name in ("given_name", "family_name", "known_as"))
    return tuple(part for name in found if name for part in (name, *name.split()))


def _table(section: str, found: Sequence[Item], given: Collection[str]) -> Table:
    rows = [
        (one.when, one.what, one.source)
        if one.code is None or one.id in given
        else (f"withheld: {one.code}", CODES[one.code][0], "")
        for one in found
    ]
    return Table(section, ("When", "What", "Recorded by"), tuple(rows), holds_words=True)


def _particulars(held: Held) -> tuple[tuple[str, str], ...]:
    who = held.record.who
    rows = [
        ("Name", full_name(who.given_name, who.family_name)),
        ("Known as", who.known_as or ""),
        ("Birth date", long_date(who.birth_date) if who.birth_date else "Not known"),
    ]
    if held.record.may_print_address and held.request.requester == Requester.CHILD:
        rows.append(("Address", ", ".join(part for part in (who.address_line, who.postcode) if part) or "Not known"))
    return tuple(row for row in rows if row[1])


def _looks(held: Held) -> Table:
    lines = [look_line(event) for event in held.looks]
    rows = tuple((one.when, f"{one.who}, {one.organisation}", one.what, one.purpose) for one in lines)
    return Table("Everybody to whom the record was shown", ("When", "Who", "What", "Why"), rows, holds_words=True)


def _sources(held: Held) -> tuple[str, ...]:
    used = {str(item.source) for cell in held.cells for item in cell.evidence}
    used |= {one.source for one in held.record.involvements}
    found = [one for one in agreements() if used & set(one.sources)]
    return tuple(
        f"{one.title}: {one.what} By law: {one.lawful_basis.article_6}. Kept: {one.retention}" for one in found
    ) or ("No agency’s data is held.",)


def _codes(left_out: Sequence[Item]) -> str:
    used = [code for code in Code if code in {one.code for one in left_out}]
    if not used:
        return "Names of other people are taken out of what workers wrote, and marked “withheld: other”."
    said = "; ".join(f"“withheld: {code}”: {CODES[code][0].lower()} ({CODES[code][1]})" for code in used)
    return f"Some things are withheld, each with its reason. {said}."


def _request(one: AccessRequest, today: date) -> RequestLine:
    packs = list(one.packs.all())
    if packs:
        state = f"Answered on {long_datetime(packs[0].at)}"
    else:
        state = f"{'Was due' if one.due_on < today else 'Answer by'} {long_date(one.due_on)}"
    received = long_date(one.received_on)
    return RequestLine(one.pk, one.person_id, _WHO_ASKS[Requester(one.requester)], one.identity, received, state)
