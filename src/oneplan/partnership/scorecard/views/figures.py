"""The scorecard's pages."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from oneplan.partnership.organisations.queries import SignedInRequest
from oneplan.partnership.scorecard import queries
from oneplan.partnership.scorecard.presenters import working
from oneplan.web.pages import render


@require_safe
def scorecard(request: SignedInRequest) -> HttpResponse:
    """Every outcome with its indicators."""
    found = queries.told(request.viewer)
    if found is None:
        raise Http404
    return render(request, "scorecard/scorecard.html", working.told_page(found))


@require_safe
def indicator(request: SignedInRequest, indicator_id: str) -> HttpResponse:
    """One indicator: chart, table, meaning and source, and turning its curve."""
    found = queries.curve(request.viewer, indicator_id, timezone.localdate())
    if found is None:
        raise Http404
    return render(request, "scorecard/indicator.html", working.curve_page(found, request.viewer))
