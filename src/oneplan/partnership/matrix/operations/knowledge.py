"""Looking at the matrix of a child whose record is open, and recording what no agency sends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from oneplan.definitions.factor import Whose
from oneplan.definitions.framework import Framework, framework_on, read_framework
from oneplan.engine.matrix.reading import Basis, Cell, EvidenceItem, basis_of, matrix_of
from oneplan.engine.people.reading import records_to_hang_on
from oneplan.engine.sources.own_records.submission import SOURCE as OWN_RECORDS
from oneplan.engine.sources.own_records.submission import OwnRecord, event_id_of, hand_on
from oneplan.engine.store.home import DataHome
from oneplan.partnership.audit.operations import audited, record
from oneplan.partnership.audit.rules import Action, Actor
from oneplan.partnership.feeds.models import Disagreement
from oneplan.partnership.feeds.queries import disagreements_about
from oneplan.partnership.matrix.models import RecordedFact, Withdrawal
from oneplan.partnership.matrix.queries import facts_recorded, standing_facts
from oneplan.partnership.matrix.rules import SaidBy, check_recordable, last_day
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people.operations import ChildRecord, look_at_record, may_open_today
from oneplan.partnership.people.queries import ids_of, ids_that_held_records_of, live_opening, snapshots_in
from oneplan.vocabulary.approximate_date import ApproximateDate
from oneplan.vocabulary.errors import NotAllowed
from oneplan.vocabulary.identifiers import FactorId, PersonId, RecordId
from oneplan.vocabulary.knowledge import Certainty, Finding

__all__ = [
    "Cell",
    "ChildFamily",
    "ChildMatrix",
    "EvidenceItem",
    "hand_on_own_records",
    "look_at_child",
    "look_at_fact",
    "look_at_family",
    "record_fact",
    "withdraw_fact",
]


@dataclass(frozen=True)
class Recorded:
    """A fact recorded here, and whether the matrix that is shown was read with it."""

    fact: RecordedFact
    withdrawn: Withdrawal | None
    is_in_matrix: bool


@dataclass(frozen=True)
class ChildMatrix:
    """A child's record and everything that is known about them, by the framework it was read with.

    `recorded`, and `disagreements` with what agencies sent, are by the id that a fact has in the evidence.
    """

    record: ChildRecord
    cells: tuple[Cell, ...]
    framework: Framework
    basis: Basis
    recorded: dict[str, Recorded]
    disagreements: dict[str, tuple[Disagreement, ...]]


@audited()
def look_at_child(*, by: Viewer, person_id: PersonId, at: datetime) -> ChildMatrix:
    """The record and matrix of a child the viewer has open. The look is written down first.

    Raises `NotAllowed` as `people.operations.look_at_record` does.
    """
    found = look_at_record(by=by, person_id=person_id, at=at)
    with snapshots_in(settings.ONEPLAN_HOME).open() as workspace:
        basis = basis_of(workspace)
        cells = tuple(matrix_of(workspace, person_id, found.reach.shows_fact))
    shown = {item.event_id for cell in cells for item in cell.evidence}
    recorded = {
        event: _recorded(fact, event in shown)
        for event, fact in _by_event(person_id).items()
        if _is_seen(fact, by, found)
    }
    said_wrong = disagreements_about({*ids_of(person_id), *ids_that_held_records_of(person_id)})
    framework = read_framework(basis.framework_id, basis.framework_version)
    return ChildMatrix(found, cells, framework, basis, recorded, said_wrong)


@dataclass(frozen=True)
class ChildFamily:
    """A child's matrix beside those of the brothers and sisters whose record the viewer has open too."""

    child: ChildMatrix
    others: tuple[ChildMatrix, ...]


@audited()
def look_at_family(*, by: Viewer, person_id: PersonId, at: datetime) -> ChildFamily:
    """What is known in the family of a child whose record the viewer has open. Each look is written down.

    A brother's or sister's matrix is there only where the viewer has that record open as well: being a relative is no
    reason to look. Raises `NotAllowed` as `people.operations.look_at_record` does.
    """
    found = look_at_child(by=by, person_id=person_id, at=at)
    opened = [one.person_id for one in found.record.family if one.is_child and _is_open(by, one.person_id, at)]
    return ChildFamily(found, tuple(look_at_child(by=by, person_id=one, at=at) for one in opened))


@audited()
def look_at_fact(*, by: Viewer, person_id: PersonId, fact_id: str, at: datetime) -> ChildMatrix:
    """The same, to take back a fact that was recorded here. Raises `NotAllowed` too where no such fact stands."""
    found = look_at_child(by=by, person_id=person_id, at=at)
    _standing(by, found.record, fact_id)
    return found


@audited()
def record_fact(
    *,
    by: Viewer,
    person_id: PersonId,
    factor_id: FactorId,
    about: Whose,
    finding: Finding,
    certainty: Certainty,
    said_by: SaidBy,
    when: ApproximateDate,
    words: str,
    at: datetime,
) -> None:
    """Record something about a child whose record the viewer has open. It counts from the next refresh.

    Raises `NotAllowed` as `people.operations.look_at_record` does; `NotSaidOf` and `InTheFuture` as the rules do.
    """
    opened = look_at_record(by=by, person_id=person_id, at=at)
    factor = next((one for one in framework_on(at.date()).factors if one.id == factor_id), None)
    if factor is None:
        raise NotAllowed("The framework in use has no such factor.")
    check_recordable(factor, about, when, at.date())
    fact = RecordedFact.objects.create(
        person_id=person_id,
        factor_id=factor_id,
        about=about,
        finding=finding,
        certainty=certainty,
        said_by=said_by,
        year=when.year,
        month=when.month,
        day=when.day,
        words=words,
        by_id=by.user_id,
        recorded_by=by.organisation,
        at=at,
    )
    record(by=by, action=Action.RECORDED_FACT, purpose=opened.opened_for, people=[person_id], about=f"fact {fact.pk}")


@audited()
def withdraw_fact(*, by: Viewer, person_id: PersonId, fact_id: str, reason: str, at: datetime) -> None:
    """Take back something that was recorded here about a child whose record the viewer has open, with the reason.

    Whoever may open the record may take it back, not only who recorded it: a wrong fact must not wait for somebody who
    has left. It stays to be seen. Raises `NotAllowed` where there is no such fact standing.
    """
    opened = look_at_record(by=by, person_id=person_id, at=at)
    fact = _standing(by, opened, fact_id)
    Withdrawal.objects.create(fact=fact, reason=reason, by_id=by.user_id, at=at)
    record(by=by, action=Action.WITHDREW_FACT, purpose=opened.opened_for, people=[person_id], about=f"fact {fact.pk}")


@audited()
def hand_on_own_records(*, by: Actor, at: datetime) -> None:
    """Send everything that stands recorded here through the door that agencies' files use, for the next refresh.

    Facts about children of whom no agency has a record any more are left out. Raises `NoSnapshot` before the first
    refresh.
    """
    facts = standing_facts()
    with snapshots_in(settings.ONEPLAN_HOME).open() as workspace:
        records = records_to_hang_on(workspace, sorted({PersonId(fact.person_id) for fact in facts}))
    sent = [_own_record(fact, records[person]) for fact in facts if (person := PersonId(fact.person_id)) in records]
    hand_on(DataHome(settings.ONEPLAN_HOME), sent, received_on=at.date())
    record(by=by, action=Action.HANDED_ON_FACTS, people=records)


def _is_open(by: Viewer, person_id: PersonId, at: datetime) -> bool:
    """Whether the viewer has a record open, and still has the reason for which it was."""
    return live_opening(by, person_id, at) is not None and may_open_today(by=by, person_id=person_id, today=at.date())


def _standing(by: Viewer, opened: ChildRecord, fact_id: str) -> RecordedFact:
    facts = facts_recorded(opened.who.person_id)
    standing = {str(one.pk): one for one in facts if not hasattr(one, "withdrawal") and _is_seen(one, by, opened)}
    if fact_id not in standing:
        raise NotAllowed("There is no such fact to take back.")
    return standing[fact_id]


def _is_seen(fact: RecordedFact, by: Viewer, opened: ChildRecord) -> bool:
    """In full by those with whom detail is shared, and by those where it was recorded."""
    shared = opened.reach.shows_detail(OWN_RECORDS, fact.factor_id, fact.about)
    return shared or (fact.recorded_by == by.organisation and OWN_RECORDS in opened.reach.sources)


def _by_event(person_id: PersonId) -> dict[str, RecordedFact]:
    return {event_id_of(str(fact.pk)): fact for fact in facts_recorded(person_id)}


def _recorded(fact: RecordedFact, is_in_matrix: bool) -> Recorded:
    return Recorded(fact, getattr(fact, "withdrawal", None), is_in_matrix)


def _own_record(fact: RecordedFact, record_id: RecordId) -> OwnRecord:
    recorded_on = fact.at.date()
    return OwnRecord(
        fact_ref=str(fact.pk),
        record_id=record_id,
        factor_id=FactorId(fact.factor_id),
        about=Whose(fact.about),
        finding=Finding(fact.finding),
        certainty=Certainty(fact.certainty),
        observed_on=fact.when.first,
        observed_to=last_day(fact.when, recorded_on),
        recorded_by=fact.recorded_by,
        recorded_on=recorded_on,
    )
