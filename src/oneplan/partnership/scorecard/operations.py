"""Writing down what the partnership makes of its figures."""

from __future__ import annotations

from datetime import date, datetime

from oneplan.partnership.audit.operations import audited, record
from oneplan.partnership.audit.rules import Action
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.scorecard.models import CurveNote, Finding, FindingWithdrawal, Judgement
from oneplan.partnership.scorecard.permissions import may_write
from oneplan.partnership.scorecard.queries import Triangulation, curve, triangulation
from oneplan.partnership.scorecard.rules import CurvePart, FindingKind
from oneplan.vocabulary.errors import NotAllowed


@audited()
def answer_curve(*, by: Viewer, indicator_id: str, part: CurvePart, text: str, at: datetime) -> None:
    """Answer a question about an indicator. Earlier answers stay. NotAllowed for other roles and no such indicator."""
    found = curve(by, indicator_id, at.date())
    if found is None or not may_write(by):
        raise NotAllowed("The partnership manager writes about indicators.")
    note = CurveNote.objects.create(
        plan_code=found.plan_code, indicator_id=indicator_id, part=part, text=text, by_id=by.user_id, at=at
    )
    record(by=by, action=Action.WROTE_ABOUT_PLACE, about=f"note {note.pk} on {indicator_id}")


@audited()
def add_finding(*, by: Viewer, serves: str, year: int, kind: FindingKind, text: str, basis: str, at: datetime) -> None:
    """Put an audit or feedback beside the data of an outcome. NotAllowed as above."""
    found = _to_write(by, serves, year)
    finding = Finding.objects.create(
        plan_code=found.plan_code,
        serves=serves,
        year=year,
        kind=kind,
        text=text,
        basis=basis,
        by_id=by.user_id,
        at=at,
    )
    record(by=by, action=Action.WROTE_ABOUT_PLACE, about=f"finding {finding.pk}")


@audited()
def withdraw_finding(*, by: Viewer, serves: str, year: int, finding_id: str, reason: str, at: datetime) -> None:
    """Take a finding back, with the reason. NotAllowed as above, and where it does not stand."""
    standing = [one for one in _to_write(by, serves, year).findings if not hasattr(one, "withdrawal")]
    finding = next((one for one in standing if str(one.pk) == finding_id), None)
    if finding is None:
        raise NotAllowed("There is no such finding to take back.")
    FindingWithdrawal.objects.create(finding=finding, reason=reason, by_id=by.user_id, at=at)
    record(by=by, action=Action.WROTE_ABOUT_PLACE, about=f"withdrawal of finding {finding.pk}")


@audited()
def judge(*, by: Viewer, serves: str, year: int, text: str, body: str, signed_by: str, on: date, at: datetime) -> None:
    """Write down what a body made of an outcome in a year. NotAllowed as above, and for a day to come."""
    found = _to_write(by, serves, year)
    if body not in found.bodies or on > at.date():
        raise NotAllowed("A body of the plan judges, and on a day that has been.")
    judgement = Judgement.objects.create(
        plan_code=found.plan_code,
        serves=serves,
        year=year,
        text=text,
        body=body,
        signed_by=signed_by,
        on=on,
        by_id=by.user_id,
        at=at,
    )
    record(by=by, action=Action.WROTE_ABOUT_PLACE, about=f"judgement {judgement.pk}")


def _to_write(by: Viewer, serves: str, year: int) -> Triangulation:
    found = triangulation(by, serves, year)
    if found is None or not may_write(by):
        raise NotAllowed("The partnership manager writes about outcomes.")
    return found
