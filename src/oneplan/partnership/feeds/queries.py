"""An agency's feeds: what is expected, what came, what became of it. No row of anybody's is in here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from oneplan.definitions.disclosure_rule import read_disclosure_rule
from oneplan.definitions.source import SourceContract, source_contracts
from oneplan.engine.disclosure.rounding import disclosed_count
from oneplan.engine.sources.quality import Stale, led_to, stale_in
from oneplan.engine.sources.report import LoadReport, Reason
from oneplan.engine.sources.submissions import Submission, find_submission, submissions
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.snapshot import SnapshotReader
from oneplan.partnership.feeds.models import Delivery, DeliveryState, Disagreement
from oneplan.partnership.feeds.rules import State, is_overdue, may_see_feed
from oneplan.partnership.organisations.models import Membership
from oneplan.partnership.organisations.rules import Role, Viewer
from oneplan.vocabulary.errors import NoSnapshot, NotAllowed
from oneplan.vocabulary.identifiers import SubmissionId

__all__ = ["Reason", "SourceContract", "Stale"]
_DELIVERIES_SHOWN = 10


@dataclass(frozen=True)
class Received:
    """One submission and its report."""

    submission_id: str
    received_on: date
    report: LoadReport


@dataclass(frozen=True)
class Feed:
    """One source that an agency sends, with what came of it, newest first."""

    contract: SourceContract
    received: tuple[Received, ...]
    is_overdue: bool

    @property
    def last(self) -> Received | None:
        """The submission received last."""
        return self.received[0] if self.received else None


@dataclass(frozen=True)
class Disclosed:
    """What the last submission and its source led to, in numbers that may leave the picture, as text."""

    as_of: date
    children: str
    records: str
    unmatched: str
    contradictions: str
    rule_in_words: str


@dataclass(frozen=True)
class DeliverySeen:
    """A delivery and the state it is in."""

    delivery: Delivery
    title: str
    state: State
    last: DeliveryState
    report: LoadReport | None


@cache
def _snapshots_in(folder: Path) -> SnapshotReader:
    return SnapshotReader(DataHome(folder))


def agencies_of(viewer: Viewer, today: date) -> frozenset[str]:
    """Codes of the organisations whose data officer the viewer is on a day, by memberships of that role alone."""
    live = Membership.objects.filter(user_id=viewer.user_id, role=Role.DATA_OFFICER, from_on__lte=today).filter(
        Q(to_on__isnull=True) | Q(to_on__gte=today)
    )
    return frozenset(live.values_list("organisation__code", flat=True))


def contract_for(viewer: Viewer, source: str, today: date) -> SourceContract:
    """The contract of a source that the viewer's agency sends. NotAllowed for any other, and for none."""
    contract = source_contracts().get(source)
    if contract is None or not may_see_feed(contract.agency, agencies_of(viewer, today)):
        raise NotAllowed("Only an agency's own data officer sees what it sends.")
    return contract


def feeds(viewer: Viewer, today: date) -> tuple[Feed, ...]:
    """Every feed of the viewer's agencies, by title. NotAllowed for other roles."""
    agencies = agencies_of(viewer, today)
    if not agencies:
        raise NotAllowed("Only an agency's own data officer sees what it sends.")
    came = submissions(DataHome(settings.ONEPLAN_HOME))
    mine = [one for one in source_contracts().values() if may_see_feed(one.agency, agencies)]
    return tuple(_feed(one, came, today) for one in sorted(mine, key=lambda one: one.title))


def feed(viewer: Viewer, source: str, today: date) -> Feed:
    """One feed. NotAllowed as `contract_for`."""
    return _feed(contract_for(viewer, source, today), submissions(DataHome(settings.ONEPLAN_HOME)), today)


def deliveries(viewer: Viewer, source: str, today: date) -> tuple[DeliverySeen, ...]:
    """The last deliveries of a source, newest first. NotAllowed as `contract_for`."""
    contract = contract_for(viewer, source, today)
    found = Delivery.objects.filter(source=source).prefetch_related("states")[:_DELIVERIES_SHOWN]
    return tuple(_seen(one, contract) for one in found)


def delivery(viewer: Viewer, delivery_id: str, today: date) -> DeliverySeen:
    """One delivery. NotAllowed where it is another agency's, and where there is none."""
    asked = Delivery.objects.filter(pk=delivery_id) if delivery_id.isdecimal() else Delivery.objects.none()
    found = asked.prefetch_related("states").first()
    if found is None:
        raise NotAllowed("There is no such delivery.")
    return _seen(found, contract_for(viewer, found.source, today))


def submission_for(viewer: Viewer, source: str, submission_id: str, today: date) -> Submission:
    """One submission. NotAllowed where it is another agency's, and where there is none."""
    contract_for(viewer, source, today)
    plain = submission_id.isalnum()  # it names a folder
    found = find_submission(DataHome(settings.ONEPLAN_HOME), source, SubmissionId(submission_id)) if plain else None
    if found is None:
        raise NotAllowed("There is no such submission.")
    return found


def disagreements_about(people: Collection[str]) -> dict[str, tuple[Disagreement, ...]]:
    """What was said to be wrong about somebody, by the event it is about, newest first. Operations that look ask it."""
    found: dict[str, tuple[Disagreement, ...]] = {}
    for one in Disagreement.objects.filter(person_id__in=people).select_related("answer__by"):
        found[one.event_id] = (*found.get(one.event_id, ()), one)
    return found


def disagreements_with(viewer: Viewer, source: str, today: date) -> list[Disagreement]:
    """What was said to be wrong with what the viewer's agency sent, what waits for an answer first."""
    contract_for(viewer, source, today)
    found = Disagreement.objects.filter(source=source).select_related("answer__by")
    return sorted(found, key=lambda one: hasattr(one, "answer"))


def received(viewer: Viewer, source: str, submission_id: str, today: date) -> Received:
    """One submission's report. NotAllowed as `submission_for`."""
    return _received(submission_for(viewer, source, submission_id, today))


def what_is_stale(viewer: Viewer, source: str, submission_id: str, today: date) -> Stale:
    """What in a submission nobody seems to have looked at for long. NotAllowed as `submission_for`."""
    return stale_in(submission_for(viewer, source, submission_id, today))


def what_it_led_to(viewer: Viewer, source: str, submission_id: str, today: date) -> Disclosed | None:
    """What a submission led to, in disclosed numbers. None before the first refresh. NotAllowed as `submission_for`."""
    submission, rule = submission_for(viewer, source, submission_id, today), read_disclosure_rule()
    try:
        with _snapshots_in(settings.ONEPLAN_HOME).open() as workspace:
            found, as_of = led_to(workspace, submission), workspace.value("SELECT as_of FROM basis")
    except NoSnapshot:
        return None
    return Disclosed(
        as_of=as_of,
        children=disclosed_count(found.children, rule).text,
        records=disclosed_count(found.records, rule).text,
        unmatched=disclosed_count(found.unmatched, rule).text,
        contradictions=disclosed_count(found.contradictions, rule).text,
        rule_in_words=rule.in_words,
    )


def _feed(contract: SourceContract, came: Sequence[Submission], today: date) -> Feed:
    own = tuple(_received(one) for one in reversed(came) if one.source == contract.name)
    last = own[0].received_on if own else None
    return Feed(contract, own, is_overdue(last, contract.expected_every_days, today))


def _received(submission: Submission) -> Received:
    return Received(submission.id, submission.received_on, LoadReport.of(submission.report))


def _seen(found: Delivery, contract: SourceContract) -> DeliverySeen:
    last = list(found.states.all())[-1]
    report = LoadReport.of(last.report) if last.report else None
    return DeliverySeen(found, contract.title, State(last.state), last, report)
