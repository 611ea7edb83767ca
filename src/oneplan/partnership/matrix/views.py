"""A child's page."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from oneplan.partnership.agreements.queries import purpose_labels
from oneplan.partnership.matrix.operations import look_at_child
from oneplan.partnership.matrix.presenters import child_page
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
