"""The agreed framework in its versions, the place in numbers that may leave, and what stands recorded here.

The framework and the numbers name nobody: members read them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from oneplan.definitions.area import load
from oneplan.definitions.assessment_factors import AssessmentFactors, read_assessment_factors
from oneplan.definitions.disclosure_rule import DisclosureRule, read_disclosure_rule
from oneplan.definitions.factor import Factor
from oneplan.definitions.framework import Framework, framework_on, read_framework, versions_of
from oneplan.definitions.source import source_contracts
from oneplan.definitions.support import Support, read_support
from oneplan.engine.disclosure.places import PlaceCount, place_count
from oneplan.engine.disclosure.release import OTHERS, Released, released
from oneplan.engine.indicators.assessment_factors import Beside, PublishedFactors, published_factors
from oneplan.engine.indicators.provenance import SourceUsed, sources_used
from oneplan.engine.matrix.reading import Basis, basis_of
from oneplan.partnership.matrix.models import RecordedFact, TimelineChoice, TimelineEvent
from oneplan.partnership.matrix.rules import Place
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people.queries import ids_of, ids_that_held_records_of, snapshots_in
from oneplan.vocabulary.identifiers import PersonId

__all__ = ["OTHERS", "Beside", "PlaceCount", "PlaceRead", "PublishedFactors", "Released", "place_count"]


@dataclass(frozen=True)
class PlaceRead:
    """The place in numbers that have passed disclosure control, with what they were worked out from."""

    framework: Framework
    basis: Basis
    rule: DisclosureRule
    numbers: tuple[Released, ...]
    support: Support
    sources: tuple[tuple[str, SourceUsed], ...]  # with their titles
    published: PublishedFactors
    measures: AssessmentFactors


@dataclass(frozen=True)
class FrameworkRead:
    """One version of the framework, and every version there is."""

    framework: Framework
    is_in_use: bool
    versions: tuple[Framework, ...]


@dataclass(frozen=True)
class Comparison:
    """Two versions of the framework."""

    earlier: Framework
    later: Framework


def framework(viewer: Viewer, today: date, version: str = "") -> FrameworkRead | None:
    """The version that is named, or the one in use today; None for no such version and outside the partnership."""
    if not viewer.is_member:
        return None
    in_use = framework_on(today)
    found = _version(version) if version else in_use
    if found is None:
        return None
    return FrameworkRead(found, found == in_use, tuple(read_framework(version=number) for number in versions_of()))


def comparison(viewer: Viewer, earlier: str, later: str) -> Comparison | None:
    """Two versions, older first; None where there are not two such versions, and outside the partnership."""
    first, second = _version(earlier), _version(later)
    if not viewer.is_member or first is None or second is None or first.version >= second.version:
        return None
    return Comparison(first, second)


def place(viewer: Viewer) -> PlaceRead | None:
    """What is known of the place; None for those outside the partnership.

    Raises `NoSnapshot` before the first refresh, and `NotPassed` where the numbers have not passed disclosure control.
    """
    if not viewer.is_member:
        return None
    rule, measures = read_disclosure_rule(), read_assessment_factors()
    with snapshots_in(settings.ONEPLAN_HOME).open() as workspace:
        basis, numbers, used = basis_of(workspace), released(workspace, rule), sources_used(workspace)
    titles = {name: contract.title for name, contract in source_contracts().items()}
    return PlaceRead(
        framework=read_framework(basis.framework_id, basis.framework_version),
        basis=basis,
        rule=rule,
        numbers=numbers,
        support=read_support(),
        sources=tuple((titles.get(one.source, one.source), one) for one in used),
        published=published_factors(load(settings.ONEPLAN_AREA).assessment_factors, measures),
        measures=measures,
    )


def factors_to_record(today: date) -> Sequence[Factor]:
    """The factors of the framework in use today, in its order."""
    return framework_on(today).factors


def facts_recorded(person_id: PersonId) -> Sequence[RecordedFact]:
    """Everything recorded here about a child, newest first, with what was withdrawn. Operations that look ask it.

    What was recorded under an id that this child's record continues is about this child.
    """
    return list(RecordedFact.objects.filter(person_id__in=ids_of(person_id)).select_related("by", "withdrawal"))


def happenings_about(person_id: PersonId) -> Sequence[TimelineEvent]:
    """Everything that anybody added to a child's timeline. For whoever answers a request to see what is held."""
    return list(TimelineEvent.objects.filter(person_id__in=ids_of(person_id)).select_related("by"))


def standing_facts() -> Sequence[RecordedFact]:
    """Everything recorded here that was not withdrawn, in the order of recording."""
    return list(RecordedFact.objects.filter(withdrawal=None).order_by("id"))


def timeline_choices(viewer: Viewer, person_id: PersonId) -> Sequence[TimelineChoice]:
    """What was chosen about a child's timeline, newest first, as far as the viewer may read it.

    All that the viewer's own organisation ever chose; of any other, what it shares now. Also what was chosen while the
    entry stood in another record, from which it came since. Operations that look ask it.
    """
    ids = {*ids_of(person_id), *ids_that_held_records_of(person_id)}
    readable, settled = [], set()
    for one in TimelineChoice.objects.filter(person_id__in=ids).select_related("by"):
        is_newest = (one.entry_id, one.organisation) not in settled
        settled.add((one.entry_id, one.organisation))
        if one.organisation in viewer.organisation_codes or (is_newest and one.place == Place.EVERYBODYS):
            readable.append(one)
    return readable


def timeline_events(viewer: Viewer, person_id: PersonId) -> Sequence[TimelineEvent]:
    """What was added to a child's timeline by the viewer's own organisation, or by one that shares it now."""
    shared = {
        one.entry_id for one in timeline_choices(viewer, person_id) if one.organisation not in viewer.organisation_codes
    }
    return [
        one
        for one in TimelineEvent.objects.filter(person_id__in=ids_of(person_id)).select_related("by")
        if one.organisation in viewer.organisation_codes or added_entry_id(one) in shared
    ]


def added_entry_id(event: TimelineEvent) -> str:
    """The id that an added event has as an entry of the timeline."""
    return f"added-{event.pk}"


def _version(written: str) -> Framework | None:
    """The version of that number as it stands in an address."""
    number = next((number for number in versions_of() if str(number) == written), None)
    return read_framework(version=number) if number else None
