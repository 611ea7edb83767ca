"""What the pages about sharing decisions and consent say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.forms import Form

from oneplan.definitions.duty import Duty
from oneplan.partnership.people.presenters import full_name
from oneplan.partnership.rights.models import Consent, ShareDecision
from oneplan.partnership.rights.operations import Sharing
from oneplan.partnership.rights.rules.sharing import ConsentAnswer, ConsentBy, Outcome, Told, is_overdue
from oneplan.vocabulary.identifiers import PersonId
from oneplan.web.words import long_datetime

_OUTCOMES = {Outcome.SHARED: "Shared", Outcome.NOT_SHARED: "Not shared"}
_TOLD = {Told.BEFORE: "Told before", Told.AFTER: "Told after", Told.NOT_TOLD: "Not told"}
_ANSWERS = {ConsentAnswer.GIVEN: "Yes", ConsentAnswer.REFUSED: "No", ConsentAnswer.WITHDRAWN: "Taken back"}
_BY_WHOM = {ConsentBy.CHILD: "The child or young person", ConsentBy.PARENT: "A parent or carer"}


@dataclass(frozen=True)
class DecisionLine:
    """One decision, as label and words."""

    id: int
    heading: str
    rows: tuple[tuple[str, str], ...]
    is_complete: bool
    due: str


@dataclass(frozen=True)
class ConsentLine:
    """The last word of somebody to one purpose and recipient."""

    who: str
    answer: str
    to: str
    when: str
    words: str


@dataclass(frozen=True)
class SharingPage:
    """A child's decisions and consents."""

    person_id: PersonId
    name: str
    decisions: tuple[DecisionLine, ...]
    consents: tuple[ConsentLine, ...]


@dataclass(frozen=True)
class FormPage:
    """A page with a form about one child."""

    person_id: PersonId
    name: str
    form: Form
    duty: str
    decision: DecisionLine | None = None


@dataclass(frozen=True)
class RegisterPage:
    """The last decisions about anybody, without names."""

    rows: tuple[tuple[str, ...], ...]
    overdue: tuple[str, ...]


def sharing_page(found: Sharing, purposes: Mapping[str, str], at: datetime) -> SharingPage:
    """What was decided and said, newest first."""
    return SharingPage(
        found.record.who.person_id,
        _name(found),
        tuple(_decision(one, purposes, at) for one in found.decisions),
        tuple(_consent(one, purposes) for one in found.consents),
    )


def form_page(found: Sharing, form: Form, duty: Duty, at: datetime) -> FormPage:
    """The form for a decision or for consent."""
    return FormPage(found.record.who.person_id, _name(found), form, duty_in_words(duty, at))


def complete_page(
    found: Sharing, decision: ShareDecision, form: Form, purposes: Mapping[str, str], at: datetime
) -> FormPage:
    """The form for what was weighed in an emergency, under what was decided."""
    return FormPage(found.record.who.person_id, _name(found), form, "", _decision(decision, purposes, at))


def register_page(found: Sequence[ShareDecision], at: datetime) -> RegisterPage:
    """The register. Records are known by their ids."""
    return RegisterPage(
        tuple(
            (
                long_datetime(one.at),
                one.person_id,
                _OUTCOMES[Outcome(one.outcome)],
                one.with_whom,
                f"{one.by.name}, {one.decided_for}",
                _state(one, at),
            )
            for one in found
        ),
        tuple(f"{one.person_id}, decided by {one.by.name}: {_state(one, at)}" for one in found if _is_late(one, at)),
    )


def duty_in_words(duty: Duty, at: datetime) -> str:
    """What the law says of sharing, and whether it says so yet."""
    when = "is in force" if duty.holds_on(at.date()) else "is not in force yet; the reason for a refusal is kept anyway"
    return f"{duty.says} ({duty.law}. It {when}.)"


def _decision(one: ShareDecision, purposes: Mapping[str, str], at: datetime) -> DecisionLine:
    rows = [
        ("With whom", one.with_whom),
        ("What", one.what),
        ("What for", f"{one.why} ({purposes.get(one.purpose_code, one.purpose_code)})"),
        ("What in law allows it", one.lawful_basis),
        ("Decided", f"{long_datetime(one.at)} by {one.by.name}, {one.decided_for}"),
    ]
    considered = getattr(one, "considered", None)
    if considered is not None:
        told = _TOLD[Told(considered.told)]
        rows.append(("The family", f"{told}. {considered.why_not_told}" if considered.why_not_told else told))
        rows.append(("Who could be harmed if this is seen", considered.could_be_harmed))
        if considered.detriment:
            rows.append(("Why sharing would harm the child more", considered.detriment))
    return DecisionLine(one.pk, _OUTCOMES[Outcome(one.outcome)], tuple(rows), considered is not None, _state(one, at))


def _state(one: ShareDecision, at: datetime) -> str:
    if hasattr(one, "considered") or one.due_at is None:
        return "Complete"
    return f"{'Was to be completed' if _is_late(one, at) else 'To be completed'} by {long_datetime(one.due_at)}"


def _is_late(one: ShareDecision, at: datetime) -> bool:
    return is_overdue(one.due_at, is_complete=hasattr(one, "considered"), at=at)


def _consent(one: Consent, purposes: Mapping[str, str]) -> ConsentLine:
    purpose = purposes.get(one.purpose_code, one.purpose_code)
    return ConsentLine(
        _BY_WHOM[ConsentBy(one.by_whom)],
        _ANSWERS[ConsentAnswer(one.answer)],
        f"{one.recipient}, for “{purpose}”",
        f"{long_datetime(one.at)}, recorded by {one.recorded_by.name}",
        one.words,
    )


def _name(found: Sharing) -> str:
    return full_name(found.record.who.given_name, found.record.who.family_name)
