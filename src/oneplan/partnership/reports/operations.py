"""Making a report: what leaves is disclosed, entered in the register and written to the audit, all or nothing."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from oneplan.definitions.disclosure_rule import read_disclosure_rule
from oneplan.definitions.framework import Framework, read_framework
from oneplan.definitions.source import source_contracts
from oneplan.engine.disclosure.places import (
    ChildrenByFactor,
    FactorByWard,
    PlaceCount,
    children_by_factor_and_ward,
)
from oneplan.engine.disclosure.release import OTHERS
from oneplan.engine.indicators.provenance import SourceUsed, snapshot_of, sources_used
from oneplan.partnership.audit.operations import audited, record
from oneplan.partnership.audit.rules import Action
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people.queries import snapshots_in
from oneplan.partnership.reports.models import Export
from oneplan.partnership.reports.permissions import may_make_reports
from oneplan.partnership.reports.rules import REPORTS, Format, Kind
from oneplan.partnership.scorecard.queries import IndicatorRead, Scorecard, indicator, scorecard
from oneplan.vocabulary.errors import NotAllowed

__all__ = [
    "OTHERS",
    "FactorByWard",
    "IndicatorRead",
    "PlaceCount",
    "PlaceRead",
    "Scorecard",
    "SourceUsed",
    "make_report",
    "take_indicator",
]

#: The scorecard holds no figure of ours.
AS_PUBLISHED = "as published"


@dataclass(frozen=True)
class PlaceRead:
    """Children by factor and ward from one snapshot, disclosed, with what they were worked out from."""

    counts: ChildrenByFactor
    framework: Framework
    snapshot: str
    sources: tuple[SourceUsed, ...]
    source_titles: dict[str, str]


@audited()
def make_report(*, by: Viewer, kind: Kind, form: Format, at: datetime) -> PlaceRead | Scorecard:
    """What the report is made of. Raises `NotAllowed` for other roles, `NoSnapshot` where nothing was refreshed yet."""
    if not may_make_reports(by):
        raise NotAllowed("Reports are made by the partnership manager and the information-governance officer.")
    if kind not in REPORTS:
        raise ValueError(f"{kind} is no report.")
    made, snapshot, rule = _place() if kind is Kind.CAUSES_BY_WARD else _scorecard(by)
    export = Export.objects.create(
        kind=kind, format=form, snapshot=snapshot, rule=rule, made_by_id=by.user_id, made_at=at
    )
    record(by=by, action=Action.MADE_REPORT, about=f"report {export.pk}: {kind}, {form}, rule {rule}")
    return made


@audited()
def take_indicator(*, by: Viewer, indicator_id: str, form: Format, at: datetime) -> IndicatorRead:
    """One indicator's published figures, which every member may take. Raises `NotAllowed` where there are none."""
    found = indicator(by, indicator_id)
    if found is None:
        raise NotAllowed("Indicators are for members of the partnership.")
    export = Export.objects.create(
        kind=Kind.INDICATOR, about=indicator_id, format=form, rule=AS_PUBLISHED, made_by_id=by.user_id, made_at=at
    )
    record(by=by, action=Action.MADE_REPORT, about=f"report {export.pk}: {indicator_id}, {form}, rule {AS_PUBLISHED}")
    return found


def _place() -> tuple[PlaceRead, str, str]:
    with snapshots_in(settings.ONEPLAN_HOME).open() as workspace:
        counts = children_by_factor_and_ward(workspace, read_disclosure_rule())
        used, snapshot = sources_used(workspace), snapshot_of(workspace)
    titles = {name: contract.title for name, contract in source_contracts().items()}
    read = PlaceRead(counts, read_framework(counts.framework_id, counts.framework_version), snapshot, used, titles)
    return read, snapshot, f"{counts.rule.id}, version {counts.rule.version}"


def _scorecard(by: Viewer) -> tuple[Scorecard, str, str]:
    found = scorecard(by)
    if found is None:
        raise NotAllowed("The scorecard is for members of the partnership.")
    return found, "", AS_PUBLISHED
