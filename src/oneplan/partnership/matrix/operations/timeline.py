"""A child's timeline: drafted from what was recorded, chosen and given its meaning by people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from oneplan.definitions.factor import Whose
from oneplan.engine.people.reading import involvements_of, last_split_from
from oneplan.partnership.audit.operations import audited, record
from oneplan.partnership.audit.rules import Action
from oneplan.partnership.matrix.models import RecordedFact, TimelineChoice, TimelineEvent
from oneplan.partnership.matrix.operations.knowledge import ChildMatrix, EvidenceItem, look_at_child
from oneplan.partnership.matrix.queries import added_entry_id, timeline_choices, timeline_events
from oneplan.partnership.matrix.rules import Chosen, InTheFuture, SaidBy, Version, When, entry_id_of
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people.queries import ids_of, ids_that_held_records_of, snapshots_in
from oneplan.vocabulary.approximate_date import ApproximateDate, DateSense
from oneplan.vocabulary.errors import NotAllowed
from oneplan.vocabulary.identifiers import FactorId, PersonId
from oneplan.vocabulary.involvement import Involvement
from oneplan.vocabulary.knowledge import Finding

__all__ = [
    "ChildTimeline",
    "TimelineEntry",
    "add_to_timeline",
    "choose",
    "look_at_entry",
    "look_at_timeline",
]


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened, and what was chosen about it.

    Drafted from `evidence`, which is one event under each factor that it bears on, or from `work` that an agency began;
    or `recorded` here, or `added` to the timeline alone. `choices` are those the viewer may read, newest first.
    """

    id: str
    when: When
    choices: tuple[TimelineChoice, ...]
    evidence: tuple[tuple[FactorId, EvidenceItem], ...] = ()
    work: Involvement | None = None
    recorded: RecordedFact | None = None
    added: TimelineEvent | None = None

    @property
    def holding(self) -> tuple[TimelineChoice, ...]:
        """The newest choice of each organisation."""
        newest: dict[str, TimelineChoice] = {}
        for one in self.choices:
            newest.setdefault(one.organisation, one)
        return tuple(newest.values())

    def of(self, organisations: frozenset[str]) -> TimelineChoice | None:
        """What one of these organisations chose last."""
        return next((one for one in self.choices if one.organisation in organisations), None)


@dataclass(frozen=True)
class ChildTimeline:
    """Everything that could stand in a child's timeline, oldest first, and what the viewer's organisation is.

    `split_on` is when records were last split off: what was typed until then may be about somebody else.
    """

    matrix: ChildMatrix
    entries: tuple[TimelineEntry, ...]
    organisations: frozenset[str]
    split_on: date | None

    def version(self, version: Version) -> tuple[TimelineEntry, ...]:
        """What was chosen for a version: shared by anybody, or kept by the viewer's own organisation."""
        return tuple(one for one in self.entries if self.chosen(one, version))

    def chosen(self, entry: TimelineEntry, version: Version) -> tuple[TimelineChoice, ...]:
        """The choices by which an entry stands in a version."""
        mine = version is Version.OURS
        return tuple(
            one
            for one in entry.holding
            if one.place in version.holds and (one.organisation in self.organisations or not mine)
        )


@audited()
def look_at_timeline(*, by: Viewer, person_id: PersonId, at: datetime) -> ChildTimeline:
    """The timeline of a child whose record the viewer has open. The look is written down first.

    Raises `NotAllowed` as `people.operations.look_at_record` does.
    """
    found = look_at_child(by=by, person_id=person_id, at=at)
    choices: dict[str, list[TimelineChoice]] = defaultdict(list)
    elsewhere = _work_that_others_kept(person_id)
    for one in timeline_choices(by, person_id):
        if (one.person_id, one.entry_id) in elsewhere:
            continue
        choices[one.entry_id].append(one)
    entries = [
        *_drafted(found, choices),
        *_work(found.record.reach.shown(_everybody_who_worked_with(person_id)), choices),
        *_added(timeline_events(by, person_id), choices),
    ]
    in_order = tuple(sorted(entries, key=lambda one: (one.when, one.id)))
    return ChildTimeline(found, in_order, by.organisation_codes, _split_on(person_id))


@audited()
def look_at_entry(*, by: Viewer, person_id: PersonId, entry_id: str, at: datetime) -> ChildTimeline:
    """The same, for one entry. Raises `NotAllowed` too where there is none of that id."""
    found = look_at_timeline(by=by, person_id=person_id, at=at)
    if entry_id not in {one.id for one in found.entries}:
        raise NotAllowed("There is no such entry.")
    return found


@audited()
def choose(*, by: Viewer, person_id: PersonId, entry_id: str, chosen: Chosen, at: datetime) -> None:
    """Decide for the viewer's organisation whether an entry stands in a timeline, and say what it meant.

    Raises `NotAllowed` as `look_at_entry` does.
    """
    found = look_at_entry(by=by, person_id=person_id, entry_id=entry_id, at=at)
    _choose(by, found, entry_id, chosen, at)


@audited()
def add_to_timeline(
    *,
    by: Viewer,
    person_id: PersonId,
    what: str,
    about: Whose,
    said_by: SaidBy,
    when: ApproximateDate,
    sense: DateSense,
    chosen: Chosen,
    at: datetime,
) -> None:
    """Add something that happened and that no agency sends, and choose where it stands.

    Raises `NotAllowed` as `people.operations.look_at_record` does, and `InTheFuture` for what has not happened yet.
    """
    found = look_at_timeline(by=by, person_id=person_id, at=at)
    if when.first > at.date():
        raise InTheFuture("It has not happened yet.")
    event = TimelineEvent.objects.create(
        person_id=person_id,
        what=what,
        about=about,
        said_by=said_by,
        sense=sense,
        year=when.year,
        month=when.month,
        day=when.day,
        by_id=by.user_id,
        recorded_by=by.organisation,
        organisation=_organisation(by),
        at=at,
    )
    purpose = found.matrix.record.opened_for
    record(by=by, action=Action.ADDED_TO_TIMELINE, purpose=purpose, people=[person_id], about=str(event))
    _choose(by, found, added_entry_id(event), chosen, at)


def _choose(by: Viewer, found: ChildTimeline, entry_id: str, chosen: Chosen, at: datetime) -> None:
    person_id = found.matrix.record.who.person_id
    choice = TimelineChoice.objects.create(
        person_id=person_id,
        entry_id=entry_id,
        place=chosen.place,
        significance=chosen.significance,
        done=chosen.done,
        by_id=by.user_id,
        recorded_by=by.organisation,
        organisation=_organisation(by),
        at=at,
    )
    purpose = found.matrix.record.opened_for
    record(
        by=by, action=Action.CHOSE_FOR_TIMELINE, purpose=purpose, people=[person_id], about=f"{choice}: {chosen.place}"
    )


def _organisation(by: Viewer) -> str:
    """The organisation for which somebody chooses: the first by code when they work for several."""
    return min(by.organisation_codes)


def _drafted(found: ChildMatrix, choices: Mapping[str, Sequence[TimelineChoice]]) -> Iterable[TimelineEntry]:
    """One entry for each event, under all the factors it bears on.

    What somebody asked about and found not present did not happen, and what was taken back is not said any more.
    """
    events: dict[str, list[tuple[FactorId, EvidenceItem]]] = defaultdict(list)
    for cell in found.cells:
        for item in cell.evidence:
            if item.finding is Finding.NOT_PRESENT:
                continue
            events[item.event_id].append((cell.factor_id, item))
    for event_id in dict.fromkeys([*events, *found.recorded]):
        here, evidence = found.recorded.get(event_id), tuple(events.get(event_id, ()))
        if here is not None and (here.withdrawn is not None or here.fact.finding == Finding.NOT_PRESENT):
            continue
        if here is not None:
            when = When.remembered(here.fact.when, DateSense.ON)
        else:
            when = When.recorded(evidence[0][1].observed_on, evidence[0][1].observed_to)
        entry_id = entry_id_of(event_id)
        recorded = here.fact if here else None
        yield TimelineEntry(entry_id, when, tuple(choices.get(entry_id, ())), evidence=evidence, recorded=recorded)


def _everybody_who_worked_with(person_id: PersonId) -> tuple[Involvement, ...]:
    with snapshots_in(settings.ONEPLAN_HOME).open() as workspace:
        return involvements_of(workspace, [person_id]).get(person_id, ())


def _id_of_work(one: Involvement, began: date) -> str:
    said = (one.source, one.agency, one.kind, one.team_code or one.team, one.worker, began.isoformat())
    return entry_id_of("/".join(said))


def _work_that_others_kept(person_id: PersonId) -> frozenset[tuple[str, str]]:
    """By person and entry: work that stands with those from whom records came, and is theirs and not this child's.

    The same worker may have begun with two people on one day. Then what was chosen stays where it was written.
    """
    others = sorted(ids_that_held_records_of(person_id) - set(ids_of(person_id)))
    with snapshots_in(settings.ONEPLAN_HOME).open() as workspace:
        found = involvements_of(workspace, others)
    return frozenset(
        (other, _id_of_work(one, one.from_on))
        for other, said in found.items()
        for one in said
        if one.from_on is not None
    )


def _split_on(person_id: PersonId) -> date | None:
    with snapshots_in(settings.ONEPLAN_HOME).open() as workspace:
        return last_split_from(workspace, person_id)


def _work(
    involvements: Iterable[Involvement], choices: Mapping[str, Sequence[TimelineChoice]]
) -> Iterable[TimelineEntry]:
    """When an agency's work with the child began, as far as it says; and whether it ended."""
    for one in involvements:
        if one.from_on is not None:
            entry_id = _id_of_work(one, one.from_on)
            when = When.recorded(one.from_on, one.to_on)
            yield TimelineEntry(entry_id, when, tuple(choices.get(entry_id, ())), work=one)


def _added(events: Iterable[TimelineEvent], choices: Mapping[str, Sequence[TimelineChoice]]) -> Iterable[TimelineEntry]:
    for one in events:
        entry_id = added_entry_id(one)
        when = When.remembered(one.when, DateSense(one.sense))
        yield TimelineEntry(entry_id, when, tuple(choices.get(entry_id, ())), added=one)
