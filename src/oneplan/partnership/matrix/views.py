"""A child's page, and the framework it is read by."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from oneplan.partnership.agreements.queries import purpose_labels
from oneplan.partnership.matrix import queries
from oneplan.partnership.matrix.operations import look_at_child
from oneplan.partnership.matrix.presenters.child import child_page
from oneplan.partnership.matrix.presenters.framework import comparison_page, framework_page
from oneplan.partnership.organisations.queries import SignedInRequest
from oneplan.partnership.people.queries import organisation_names
from oneplan.vocabulary.identifiers import PersonId
from oneplan.web.pages import render


@require_safe
def child(request: SignedInRequest, person_id: str) -> HttpResponse:
    """Who is around the child, and what is known, not known and disputed."""
    at = timezone.localtime()
    found = look_at_child(by=request.viewer, person_id=PersonId(person_id), at=at)
    return render(request, "matrix/child.html", child_page(found, organisation_names(), purpose_labels(), at.date()))


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
