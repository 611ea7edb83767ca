"""The first page after signing in."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from oneplan.partnership.organisations import presenters
from oneplan.partnership.organisations.queries import SignedInRequest
from oneplan.web.pages import render


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """The first page: what this person's work lets them do."""
    return render(request, "organisations/home.html", presenters.home_page(request.viewer))
