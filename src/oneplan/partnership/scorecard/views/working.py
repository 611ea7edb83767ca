"""What the partnership makes of its figures."""

from __future__ import annotations

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from oneplan.partnership.organisations.queries import SignedInRequest
from oneplan.partnership.scorecard import operations, queries
from oneplan.partnership.scorecard.forms.working import CurveForm, FindingForm, JudgementForm, WithdrawFindingForm
from oneplan.partnership.scorecard.permissions import may_write
from oneplan.partnership.scorecard.presenters import working as presenters
from oneplan.web.pages import render

takes_a_form = require_http_methods(["GET", "HEAD", "POST"])


@takes_a_form
def curve(request: SignedInRequest, indicator_id: str) -> HttpResponse:
    """Answer a question about turning the curve of an indicator."""
    at = timezone.localtime()
    found = queries.curve(request.viewer, indicator_id, at.date()) if may_write(request.viewer) else None
    if found is None:
        raise Http404
    form = CurveForm(_sent(request))
    if form.is_valid():
        operations.answer_curve(by=request.viewer, indicator_id=indicator_id, at=at, **form.cleaned_data)
        return redirect("scorecard:indicator", indicator_id=indicator_id)
    return render(request, "scorecard/writing.html", presenters.writing_about_indicator(found, form))


@require_safe
def triangulation(request: SignedInRequest, serves: str, year: int = 0) -> HttpResponse:
    """An outcome in a year, this one when none is named: data, audit and feedback side by side, and the judgement."""
    found = queries.triangulation(request.viewer, serves, year or timezone.localdate().year)
    if found is None:
        raise Http404
    return render(request, "scorecard/triangulation.html", presenters.triangulation_page(found, request.viewer))


@takes_a_form
def add_finding(request: SignedInRequest, serves: str, year: int) -> HttpResponse:
    """Put an audit or feedback beside the data."""
    found, form = _to_write(request, serves, year), FindingForm(_sent(request))
    if form.is_valid():
        at = timezone.localtime()
        operations.add_finding(by=request.viewer, serves=serves, year=year, at=at, **form.cleaned_data)
        return redirect("scorecard:triangulation-year", serves=serves, year=year)
    return render(request, "scorecard/writing.html", presenters.writing_about_outcome(found, form, "finding"))


@takes_a_form
def withdraw_finding(request: SignedInRequest, serves: str, year: int, finding_id: str) -> HttpResponse:
    """Take a finding back."""
    found, form = _to_write(request, serves, year), WithdrawFindingForm(_sent(request))
    if finding_id not in {str(one.pk) for one in found.findings if not hasattr(one, "withdrawal")}:
        raise Http404
    if form.is_valid():
        at, reason = timezone.localtime(), form.cleaned_data["reason"]
        operations.withdraw_finding(
            by=request.viewer, serves=serves, year=year, finding_id=finding_id, reason=reason, at=at
        )
        return redirect("scorecard:triangulation-year", serves=serves, year=year)
    return render(request, "scorecard/writing.html", presenters.writing_about_outcome(found, form, "take back"))


@takes_a_form
def judge(request: SignedInRequest, serves: str, year: int) -> HttpResponse:
    """Write down what a body made of an outcome in a year."""
    at, found = timezone.localtime(), _to_write(request, serves, year)
    form = JudgementForm(_sent(request), bodies=found.bodies, today=at.date())
    if form.is_valid():
        operations.judge(by=request.viewer, serves=serves, year=year, at=at, **form.cleaned_data)
        return redirect("scorecard:triangulation-year", serves=serves, year=year)
    return render(request, "scorecard/writing.html", presenters.writing_about_outcome(found, form, "judgement"))


def _to_write(request: SignedInRequest, serves: str, year: int) -> queries.Triangulation:
    found = queries.triangulation(request.viewer, serves, year) if may_write(request.viewer) else None
    if found is None:
        raise Http404
    return found


def _sent(request: SignedInRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
