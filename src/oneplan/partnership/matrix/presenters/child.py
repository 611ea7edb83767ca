"""What a child's page says. No totals, no order but the framework's, and what is not known as plain as what is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from oneplan.definitions.factor import Factor, Grade, Whose
from oneplan.definitions.framework import FactorGroup
from oneplan.definitions.source import source_contract
from oneplan.definitions.source_words import meaning_of, title_of
from oneplan.partnership.agreements.rules import Reach
from oneplan.partnership.feeds.models import Disagreement
from oneplan.partnership.feeds.presenters import answer_words, disagreement_words
from oneplan.partnership.matrix.operations.knowledge import Cell, ChildMatrix, EvidenceItem, Recorded
from oneplan.partnership.matrix.presenters.recording import RecordedLine, recorded_lines
from oneplan.partnership.matrix.rules import entry_id_of
from oneplan.partnership.people.presenters import (
    Contact,
    RelativeLine,
    birth_words,
    contacts,
    full_name,
    relative_lines,
)
from oneplan.vocabulary.events import EventKind
from oneplan.vocabulary.identifiers import PersonId
from oneplan.vocabulary.knowledge import Certainty, FactorKind, Finding, Knowledge, Role
from oneplan.web.words import long_date, long_datetime


@dataclass(frozen=True)
class FactLine:
    """One recorded fact, as label and words for each thing worth asking about it."""

    what: str
    details: tuple[tuple[str, str], ...]
    is_current: bool
    entry_id: str


@dataclass(frozen=True)
class StateLine:
    """What is known of a factor, and whose fact it is. `shape` names the drawing beside the words."""

    shape: str
    words: str
    about: str
    explanation: str
    facts: tuple[FactLine, ...]


@dataclass(frozen=True)
class FactorLine:
    """One factor of the matrix: what is known, and words that help to talk about it."""

    heading: str
    states: tuple[StateLine, ...]
    words: tuple[tuple[str, str], ...]
    recorded: tuple[RecordedLine, ...]
    has_facts: bool


@dataclass(frozen=True)
class FactorList:
    """Factors under one heading of the framework."""

    heading: str
    factors: tuple[FactorLine, ...]


@dataclass(frozen=True)
class Column:
    """Causes, symptoms or strengths."""

    id: str
    heading: str
    intro: str
    lists: tuple[FactorList, ...]


@dataclass(frozen=True)
class Key:
    """One entry of the key to the drawings."""

    shape: str
    words: str
    means: str


@dataclass(frozen=True)
class ChildPage:
    """A child's page."""

    name: str
    known_as: str
    birth: str
    schools: tuple[str, ...]
    contacts: tuple[Contact, ...]
    relatives: tuple[RelativeLine, ...]
    columns: tuple[Column, ...]
    key: tuple[Key, ...]
    ask_first: Contact | None
    framework: str
    framework_version: int
    adopted: str
    framework_note: str
    as_of: str
    person_id: PersonId
    opened_for: str
    open_until: str
    not_shared: tuple[str, ...]


COLUMNS = {
    FactorKind.CAUSE: ("Causes", "What may lie behind what is seen"),
    FactorKind.SYMPTOM: ("Symptoms", "What is seen; read it beside the causes and strengths"),
    FactorKind.STRENGTH: ("Strengths", "What protects, and who can be relied on"),
}
STATES = {
    Knowledge.PRESENT: ("Present", "Recorded, and recent enough to count as current."),
    Knowledge.PAST: ("In the past", "Recorded before. It may have ended, or nobody has said lately."),
    Knowledge.ASKED_NOT_PRESENT: (
        "Asked, not present",
        "Somebody asked or looked, and it was not there. Things change, so it can be asked again.",
    ),
    Knowledge.DISPUTED: ("Disputed", "People disagree. Each view is kept as it was given."),
    Knowledge.NOT_KNOWN: ("Not known", "Nobody has told us. It does not mean no: it is something to talk about."),
}
_SAID_TO_BE_SO = frozenset({Knowledge.PRESENT, Knowledge.PAST, Knowledge.DISPUTED})
_TIES = {Whose.PARENT: "a parent or carer", Whose.HOUSEHOLD: "another adult at home"}
_ROLES = {
    Role.SUBJECT: "The person it is about",
    Role.HARMED: "The person harmed",
    Role.ALLEGED: "Said to have done it",
    Role.WITNESS: "Saw or heard it",
    Role.RESIDENT: "Lives where it happened",
    Role.LINKED: "Connected in another way",
}
_CERTAINTIES = {
    Certainty.FACT: "Fact",
    Certainty.REPORT: "Reported by somebody",
    Certainty.OPINION: "A worker’s opinion",
}
FINDINGS = {
    Finding.PRESENT: "",
    Finding.NOT_PRESENT: "Asked, and not present: ",
    Finding.DISPUTED: "Disputed: ",
}
_OLD_ANSWER = "Somebody asked once, too long ago to count now. It does not mean no: it can be asked again."
_NO_SOURCE = " No agency’s data shows this, so only the child, the family or somebody who knows them can say."


@dataclass(frozen=True)
class Seen:
    """How the child is called, the names of the family that the record holds, and how far the viewer sees."""

    child: str
    named: Mapping[PersonId, str]
    reach: Reach
    recorded: Mapping[str, Recorded]
    ring: Mapping[str, str]  # how to ring an agency that works with the child, by its code
    disagreements: Mapping[str, Sequence[Disagreement]]

    def in_fact(self, item: EvidenceItem) -> str:
        """Whom a fact is about: by name where the record says who."""
        if item.whose is Whose.CHILD:
            return self.child
        tie = _TIES[item.whose]
        name = self.named.get(item.about_person_id) if item.about_person_id else None
        return f"{name}, {tie}" if name else f"{tie.capitalize()}; the record does not say who"


def child_page(
    found: ChildMatrix, organisations: Mapping[str, str], purposes: Mapping[str, str], today: date
) -> ChildPage:
    """The page of a child whose record is open. `organisations` and `purposes` give codes their words."""
    record = found.record
    around = contacts(record.around, organisations)
    name = full_name(record.who.given_name, record.who.family_name)
    people = seen_in(found)
    return ChildPage(
        name=name,
        known_as=record.who.known_as or "",
        birth=birth_words(record.who.birth_date, today),
        schools=tuple(one.team for one in record.around if one.kind == "school" and one.team),
        contacts=around,
        relatives=relative_lines(record.family, record.names, today),
        columns=tuple(_column(kind, found, people) for kind in COLUMNS),
        key=tuple(Key(state, words, means) for state, (words, means) in STATES.items()),
        ask_first=next((one for one in around if one.phone), None),
        framework=f"{found.basis.framework_name}, version {found.basis.framework_version}",
        framework_version=found.basis.framework_version,
        adopted=found.framework.adopted,
        framework_note=found.framework.note,
        as_of=long_date(found.basis.as_of),
        person_id=record.who.person_id,
        opened_for=purposes.get(record.opened_for, record.opened_for),
        open_until=long_datetime(record.open_until) if record.is_emergency else "the end of today",
        not_shared=record.reach.not_shared(),
    )


def seen_in(found: ChildMatrix) -> Seen:
    """By which names, and how far, the facts of an open record are told."""
    record = found.record
    named = {one.person_id: full_name(one.given_name, one.family_name) for one in record.names.values()}
    ring = {one.agency: one.phone for one in reversed(record.around) if one.phone}
    return Seen(record.who.given_name or "the child", named, record.reach, found.recorded, ring, found.disagreements)


def _column(kind: FactorKind, found: ChildMatrix, people: Seen) -> Column:
    heading, intro = COLUMNS[kind]
    groups = [group for group in found.framework.groups if group.factors and group.factors[0].kind is kind]
    return Column(kind, heading, intro, tuple(_list(group, found, people) for group in groups))


def _list(group: FactorGroup, found: ChildMatrix, people: Seen) -> FactorList:
    lines = [
        _factor(factor, [cell for cell in found.cells if cell.factor_id == factor.id], found.recorded, people)
        for factor in group.factors
    ]
    return FactorList(group.heading, tuple(lines))


def _factor(factor: Factor, cells: Sequence[Cell], recorded: Mapping[str, Recorded], people: Seen) -> FactorLine:
    in_order = sorted(cells, key=lambda cell: list(Whose).index(cell.whose))
    states = tuple(_state(cell, people) for cell in in_order) or (_not_known(factor),)
    here = recorded_lines(recorded, factor.id, people.child)
    has_facts = bool(here) or any(state.facts for state in states)
    return FactorLine(factor.heading, states, _words(factor, cells), here, has_facts)


def _words(factor: Factor, cells: Sequence[Cell]) -> tuple[tuple[str, str], ...]:
    """What it means, in whose words. A sentence that says it is so stands only where somebody has said so."""
    is_said = any(cell.knowledge in _SAID_TO_BE_SO for cell in cells)
    meaning = ("What it means" if is_said else "What it would mean", factor.plain_words.professionals)
    for_family = [("In words for the family", factor.plain_words.families)] if is_said else []
    term = [("The framework’s own term", f"{factor.label}.")] if factor.heading != factor.label else []
    return (meaning, *for_family, ("When to ask", factor.recheck), *term)


def _not_known(factor: Factor) -> StateLine:
    words, means = STATES[Knowledge.NOT_KNOWN]
    no_source = _NO_SOURCE if not factor.is_in_agencies_data and factor.statutory_source.grade is Grade.NONE else ""
    return StateLine(Knowledge.NOT_KNOWN, words, "", means + no_source, ())


def _state(cell: Cell, people: Seen) -> StateLine:
    words, means = STATES[cell.knowledge]
    return StateLine(
        shape=cell.knowledge,
        words=words,
        about=f"about {_TIES.get(cell.whose, people.child)}",
        explanation=_OLD_ANSWER if cell.knowledge is Knowledge.NOT_KNOWN else means,
        # What was recorded here is told once, in full, below.
        facts=tuple(
            fact_line(item, cell.factor_id, people) for item in cell.evidence if item.event_id not in people.recorded
        ),
    )


def fact_line(item: EvidenceItem, factor_id: str, people: Seen) -> FactLine:
    """A fact in full, or its headline where the policy leaves detail to those who recorded it."""
    if people.reach.shows_detail(item.source, factor_id, item.whose):
        return FactLine(
            FINDINGS[item.recorded_finding] + what_was_recorded(item),
            (*_details(item, people), *_disagreements(item, people)),
            item.is_current,
            entry_id_of(item.event_id),
        )
    agency = source_contract(item.source).agency
    phone = people.ring.get(agency)
    ask = ("The detail", f"Shared when you ask: ring {phone}" if phone else "Shared when you ask those who recorded it")
    words = f"{FINDINGS[item.recorded_finding]}Recorded by {item.recorded_by}"
    details = (*_when(item), ask, *_disagreements(item, people))
    return FactLine(words, details, item.is_current, entry_id_of(item.event_id))


def _disagreements(item: EvidenceItem, people: Seen) -> tuple[tuple[str, str], ...]:
    """What is said to be wrong with it, and what its sender answered: never without the fact, nor the fact without."""
    return tuple(
        ("Disputed", f"{disagreement_words(one)}. {answer_words(one) or 'The sender has not answered yet'}")
        for one in people.disagreements.get(item.event_id, ())
    )


def _details(item: EvidenceItem, people: Seen) -> tuple[tuple[str, str], ...]:
    return (
        ("Recorded by", f"{item.recorded_by} ({title_of(item.source)})"),
        ("About", people.in_fact(item)),
        ("Their part in it", _ROLES[item.role]),
        ("How it is known", _CERTAINTIES[item.certainty]),
        *_when(item),
    )


def _when(item: EvidenceItem) -> tuple[tuple[str, str], ...]:
    currency = "Counts as current until" if item.is_current else "Out of date since"
    return (
        ("Seen or happened", _observed(item)),
        ("Reached us", long_date(item.received_on)),
        ("How current", f"{currency} {long_date(item.current_until)}"),
    )


def what_was_recorded(item: EvidenceItem) -> str:
    """The kind of event and what its code means at its source."""
    kind = _kind(item.kind)
    meaning = meaning_of(item.source, item.kind, item.code)
    if meaning is None:
        return f"{kind}, code {item.code}" if item.code else kind
    return f"{kind}: {meaning}"


def _kind(kind: EventKind) -> str:
    return kind.replace("_", " ").capitalize()


def _observed(item: EvidenceItem) -> str:
    if item.observed_to and item.observed_to != item.observed_on:
        return f"{long_date(item.observed_on)} to {long_date(item.observed_to)}"
    return long_date(item.observed_on)
