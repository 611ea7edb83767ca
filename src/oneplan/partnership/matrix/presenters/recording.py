"""What the pages say on which somebody records a fact about a child, or takes one back; and how such a fact is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.forms import Form

from oneplan.definitions.factor import Whose
from oneplan.partnership.matrix.operations.knowledge import ChildMatrix, Recorded
from oneplan.partnership.matrix.rules import SaidBy
from oneplan.partnership.people.presenters import full_name
from oneplan.vocabulary.identifiers import PersonId
from oneplan.vocabulary.knowledge import Certainty, Finding
from oneplan.web.words import approximate_date, long_date

_FINDINGS = {
    Finding.PRESENT: "It is so",
    Finding.NOT_PRESENT: "Somebody asked, and it is not so",
    Finding.DISPUTED: "It is disputed",
}
SAID_BY = {
    SaidBy.CHILD: "The child",
    SaidBy.PARENT: "A parent or carer",
    SaidBy.RELATIVE: "Somebody else in the family",
    SaidBy.PROFESSIONAL: "Another professional",
    SaidBy.RECORDER: "Whoever recorded it",
}
_CERTAINTIES = {Certainty.FACT: "Fact", Certainty.REPORT: "Report", Certainty.OPINION: "Opinion"}
_ABOUT = {Whose.PARENT: "A parent or carer", Whose.HOUSEHOLD: "Another adult at home"}


@dataclass(frozen=True)
class RecordedLine:
    """A fact recorded here: what, the things worth asking about it, and what became of it."""

    id: int
    what: str
    details: tuple[tuple[str, str], ...]
    state: str
    may_withdraw: bool


@dataclass(frozen=True)
class RecordPage:
    """The page for recording a fact."""

    person_id: PersonId
    name: str
    form: Form


@dataclass(frozen=True)
class WithdrawPage:
    """The page for taking a fact back."""

    person_id: PersonId
    name: str
    heading: str
    fact: RecordedLine
    form: Form


def record_page(found: ChildMatrix, form: Form, person_id: PersonId) -> RecordPage:
    """The form, empty or with what is wrong."""
    return RecordPage(person_id, _name(found), form)


def withdraw_page(found: ChildMatrix, form: Form, person_id: PersonId, fact_id: str) -> WithdrawPage:
    """The fact that is to be taken back, and the form for saying why."""
    one = next(one for one in found.recorded.values() if str(one.fact.pk) == fact_id)
    headings = {factor.id: factor.heading for factor in found.framework.factors}
    heading = headings.get(one.fact.factor_id, one.fact.factor_id)
    return WithdrawPage(person_id, _name(found), heading, recorded_line(one, _first_name(found)), form)


def recorded_lines(recorded: Mapping[str, Recorded], factor_id: str, whose: str) -> tuple[RecordedLine, ...]:
    """What was recorded here of one factor, newest first. `whose` is what the page calls the child."""
    return tuple(recorded_line(one, whose) for one in recorded.values() if one.fact.factor_id == factor_id)


def recorded_line(one: Recorded, whose: str) -> RecordedLine:
    """One fact as it was recorded."""
    fact = one.fact
    details = [
        ("About", _ABOUT.get(Whose(fact.about), whose)),
        ("Who said so", SAID_BY[SaidBy(fact.said_by)]),
        ("How it is known", _CERTAINTIES[Certainty(fact.certainty)]),
        ("When it was so", approximate_date(fact.when) + ("" if fact.when.is_exact else ", the day is not known")),
        ("Recorded by", f"{fact.by.name}, {fact.recorded_by}, on {long_date(fact.at)}"),
    ]
    if fact.words:
        details.append(("In words", fact.words))
    return RecordedLine(fact.pk, _FINDINGS[Finding(fact.finding)], tuple(details), _state(one), one.withdrawn is None)


def _state(one: Recorded) -> str:
    if one.withdrawn is None:
        return "Recorded here, and in the matrix" if one.is_in_matrix else _WAITS
    taken = f"Taken back on {long_date(one.withdrawn.at)}: {one.withdrawn.reason}"
    return f"{taken}. It leaves the matrix after the next refresh" if one.is_in_matrix else taken


_WAITS = "Recorded here, and in the matrix after the next refresh"


def _name(found: ChildMatrix) -> str:
    return full_name(found.record.who.given_name, found.record.who.family_name)


def _first_name(found: ChildMatrix) -> str:
    return found.record.who.given_name or "the child"
