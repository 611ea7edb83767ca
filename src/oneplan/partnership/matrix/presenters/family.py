"""What the page of a family says: what is known of each child, what was recorded of each adult, and whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oneplan.definitions.factor import Factor, Whose
from oneplan.partnership.matrix.operations.knowledge import ChildFamily, ChildMatrix, EvidenceItem
from oneplan.partnership.matrix.presenters.child import COLUMNS, STATES, FactLine, fact_line, seen_in
from oneplan.partnership.people.presenters import RelativeLine, full_name, relative_lines
from oneplan.vocabulary.identifiers import PersonId
from oneplan.vocabulary.knowledge import FactorKind, Knowledge


@dataclass(frozen=True)
class StateOf:
    """What is known of one factor for one child: the drawing and the words."""

    shape: str
    words: str


@dataclass(frozen=True)
class Row:
    """One factor, and what is known of it for each child in the order of the columns."""

    heading: str
    states: tuple[StateOf, ...]


@dataclass(frozen=True)
class Part:
    """Causes, symptoms or strengths."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Said:
    """Facts under one factor."""

    heading: str
    facts: tuple[FactLine, ...]


@dataclass(frozen=True)
class Adult:
    """An adult of the family, or those whom the records do not name, and what was recorded about them."""

    heading: str
    tie: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class FamilyPage:
    """A family as one record that is open shows it."""

    person_id: PersonId
    name: str
    children: tuple[str, ...]
    parts: tuple[Part, ...]
    not_open: tuple[str, ...]
    adults: tuple[Adult, ...]


_UNNAMED = "A parent, carer or other adult whom the record does not name"


def family_page(found: ChildFamily, today: date) -> FamilyPage:
    """Children side by side, those alone whose record is open; then the adults, one by one."""
    record = found.child.record
    shown = (found.child, *found.others)
    opened = {one.record.who.person_id for one in shown}
    closed = [one.person_id for one in record.family if one.is_child and one.person_id not in opened]
    return FamilyPage(
        person_id=record.who.person_id,
        name=_name(found.child, record.who.person_id),
        children=tuple(_name(one, one.record.who.person_id) for one in shown),
        parts=tuple(_part(kind, shown) for kind in COLUMNS),
        not_open=tuple(_name(found.child, one) for one in closed),
        adults=_adults(found.child, today),
    )


def _name(found: ChildMatrix, person_id: PersonId) -> str:
    who = found.record.names.get(person_id)
    return full_name(who.given_name, who.family_name) if who else full_name(None, None)


def _part(kind: FactorKind, shown: Sequence[ChildMatrix]) -> Part:
    rows = [Row(factor.heading, tuple(_state(one, factor) for one in shown)) for factor in _factors(shown[0], kind)]
    return Part(COLUMNS[kind][0], tuple(rows))


def _factors(found: ChildMatrix, kind: FactorKind) -> list[Factor]:
    """Factors that can be said of a child; what is said of adults alone stands with them."""
    return [factor for factor in found.framework.of_kind(kind) if Whose.CHILD in factor.said_of]


def _state(found: ChildMatrix, factor: Factor) -> StateOf:
    own = (cell.knowledge for cell in found.cells if cell.factor_id == factor.id and cell.whose is Whose.CHILD)
    knowledge = next(own, Knowledge.NOT_KNOWN)
    return StateOf(knowledge, STATES[knowledge][0])


def _adults(found: ChildMatrix, today: date) -> tuple[Adult, ...]:
    relatives = relative_lines(found.record.family, found.record.names, today)
    lines: dict[PersonId, RelativeLine] = {
        one.person_id: line for one, line in zip(found.record.family, relatives, strict=True) if not one.is_child
    }
    named = [Adult(line.name, line.tie, _said(found, person_id)) for person_id, line in lines.items()]
    unnamed = _said(found, None, known=frozenset(lines))
    return (*named, Adult(_UNNAMED, "", unnamed)) if unnamed else tuple(named)


def _said(found: ChildMatrix, person_id: PersonId | None, known: frozenset[PersonId] = frozenset()) -> tuple[Said, ...]:
    """What was recorded about one adult; with no id, about those whom nobody named or the page may not."""
    people = seen_in(found)
    said = []
    for factor in found.framework.factors:
        items = [
            item
            for cell in found.cells
            if cell.factor_id == factor.id and cell.whose is not Whose.CHILD
            for item in cell.evidence
            if (item.about_person_id == person_id if person_id else not _is_named(item, known))
        ]
        if items:
            said.append(Said(factor.heading, tuple(fact_line(item, factor.id, people) for item in items)))
    return tuple(said)


def _is_named(item: EvidenceItem, known: frozenset[PersonId]) -> bool:
    return item.about_person_id is not None and item.about_person_id in known
