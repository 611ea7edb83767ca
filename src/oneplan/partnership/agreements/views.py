"""What was agreed about sharing, in plain words, and deciding about it."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from oneplan.partnership.agreements import operations, queries
from oneplan.partnership.agreements.forms import DecisionForm
from oneplan.partnership.agreements.permissions import may_keep_agreements, may_read_agreements
from oneplan.partnership.agreements.presenters import agreements as presenters
from oneplan.partnership.agreements.presenters.notice import notice_page
from oneplan.partnership.agreements.rules import TRANSITIONS
from oneplan.partnership.organisations.queries import SignedInRequest
from oneplan.web.pages import render


@require_safe
def agreements(request: SignedInRequest) -> HttpResponse:
    """Every agreement and every purpose."""
    if not may_read_agreements(request.viewer):
        raise Http404
    today = timezone.localdate()
    found = queries.agreements_read(request.viewer, today)
    page = presenters.agreements_page(found, queries.active_purposes(), today)
    return render(request, "agreements/agreements.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: SignedInRequest, agreement_id: str, version: int) -> HttpResponse:
    """One agreement, and deciding about it."""
    at, may_keep = timezone.localtime(), may_keep_agreements(request.viewer)
    if not may_read_agreements(request.viewer) or (request.method == "POST" and not may_keep):
        raise Http404
    found = queries.agreement_read(agreement_id, version, at.date())
    if found is None:
        raise Http404
    possible = sorted(TRANSITIONS[found.standing]) if may_keep else []
    form = DecisionForm(request.POST if request.method == "POST" else None, possible=possible)
    if form.is_valid():
        operations.decide_about_agreement(
            by=request.viewer, agreement_id=agreement_id, version=version, at=at, **form.cleaned_data
        )
        return redirect("agreements:agreement", agreement_id=agreement_id, version=version)
    page = presenters.agreement_page(found, form if possible else None, at.date())
    return render(request, "agreements/agreement.html", page)


@require_safe
def sharing(request: SignedInRequest) -> HttpResponse:
    """How far each kind of organisation sees what others hold, by the policy that the partnership signed."""
    if not may_read_agreements(request.viewer):
        raise Http404
    today = timezone.localdate()
    not_shared = queries.reach_of(request.viewer, today).not_shared()
    page = presenters.sharing_page(queries.sharing_policy(today), not_shared, today)
    if page is None:
        raise Http404
    return render(request, "agreements/sharing.html", page)


@login_not_required
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """What families are told: anybody may read it, and it names nobody."""
    today = timezone.localdate()
    page = notice_page(
        queries.notice_read(today), settings.ONEPLAN_PARTNERSHIP, settings.ONEPLAN_FAMILIES_CONTACT, today
    )
    return render(request, "agreements/notice.html", page)
