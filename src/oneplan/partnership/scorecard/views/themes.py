"""A theme at work."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from oneplan.partnership.organisations.queries import SignedInRequest
from oneplan.partnership.scorecard import queries
from oneplan.partnership.scorecard.presenters import themes as presenters
from oneplan.web.pages import render


@require_safe
def theme(request: SignedInRequest, code: str) -> HttpResponse:
    """A theme's actions of this year, its indicators, and what children and families said."""
    found = queries.theme_at_work(request.viewer, code, timezone.localdate())
    if found is None:
        raise Http404
    return render(request, "scorecard/theme.html", presenters.theme_at_work_page(found))
