"""A child's page, what is recorded on it, and the framework it is read by."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from oneplan.partnership.agreements.queries import purpose_labels
from oneplan.partnership.matrix import operations, queries
from oneplan.partnership.matrix.forms import RecordFactForm, WithdrawFactForm
from oneplan.partnership.matrix.presenters.child import child_page
from oneplan.partnership.matrix.presenters.framework import comparison_page, framework_page
from oneplan.partnership.matrix.presenters.recording import record_page, withdraw_page
from oneplan.partnership.organisations.queries import SignedInRequest
from oneplan.partnership.people.queries import organisation_names
from oneplan.vocabulary.identifiers import PersonId
from oneplan.web.pages import render


@require_safe
def child(request: SignedInRequest, person_id: str) -> HttpResponse:
    """Who is around the child, and what is known, not known and disputed."""
    at = timezone.localtime()
    found = operations.look_at_child(by=request.viewer, person_id=PersonId(person_id), at=at)
    return render(request, "matrix/child.html", child_page(found, organisation_names(), purpose_labels(), at.date()))


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: SignedInRequest, person_id: str) -> HttpResponse:
    """Record something about a child that no agency sends."""
    at, child = timezone.localtime(), PersonId(person_id)
    factors = queries.factors_to_record(at.date())
    form = RecordFactForm(request.POST if request.method == "POST" else None, factors=factors, today=at.date())
    if form.is_valid():
        operations.record_fact(by=request.viewer, person_id=child, at=at, **form.said)
        return redirect("matrix:child", person_id=person_id)
    found = operations.look_at_child(by=request.viewer, person_id=child, at=at)
    return render(request, "matrix/record.html", record_page(found, form, child))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, person_id: str, fact_id: str) -> HttpResponse:
    """Take back something that was recorded here."""
    at, child = timezone.localtime(), PersonId(person_id)
    form = WithdrawFactForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        operations.withdraw_fact(by=request.viewer, person_id=child, fact_id=fact_id, at=at, **form.cleaned_data)
        return redirect("matrix:child", person_id=person_id)
    found = operations.look_at_fact(by=request.viewer, person_id=child, fact_id=fact_id, at=at)
    return render(request, "matrix/withdraw.html", withdraw_page(found, form, child, fact_id))


@require_safe
def framework(request: SignedInRequest, version: str = "") -> HttpResponse:
    """What the partnership agreed to look for: the version in use, or the one that is named."""
    found = queries.framework(request.viewer, timezone.localdate(), version)
    if found is None:
        raise Http404
    return render(request, "matrix/framework.html", framework_page(found))


@require_safe
def framework_comparison(request: SignedInRequest, earlier: str, later: str) -> HttpResponse:
    """What a later version changed."""
    found = queries.comparison(request.viewer, earlier, later)
    if found is None:
        raise Http404
    return render(request, "matrix/framework_comparison.html", comparison_page(found))
