"""The record of who looked."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from oneplan.partnership.audit import operations, presenters, queries
from oneplan.partnership.audit.forms import LooksForm
from oneplan.partnership.audit.rules import Actor
from oneplan.web.pages import render


class ActorRequest(HttpRequest):
    """A request with somebody signed in on it."""

    viewer: Actor


@require_safe
def looks(request: ActorRequest) -> HttpResponse:
    """A page of what was done, for an information-governance officer."""
    asked = request.GET.dict()
    number = asked.pop("page", "1")
    form = LooksForm(asked or None, actors=queries.actors())
    found = operations.read_looks(by=request.viewer, wanted=form.wanted(), page_number=number)
    return render(request, "audit/looks.html", presenters.looks_page(form, found, asked=asked))
