"""The pages of the plan."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from oneplan.partnership.organisations.queries import SignedInRequest
from oneplan.partnership.strategy import queries
from oneplan.partnership.strategy.presenters import plan as presenters
from oneplan.web.pages import render


@require_safe
def plan(request: SignedInRequest) -> HttpResponse:
    """Vision, themes, outcomes, and everything else the plan says."""
    found = queries.current_plan(request.viewer)
    if found is None:
        raise Http404
    return render(request, "strategy/plan.html", presenters.plan_page(found, request.viewer))


@require_safe
def written_out(request: SignedInRequest) -> HttpResponse:
    """The plan as the file it can be imported from."""
    found = queries.written_out(request.viewer)
    if found is None:
        raise Http404
    name, text = presenters.plan_file(found)
    return HttpResponse(
        text, content_type="application/yaml", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_safe
def theme(request: SignedInRequest, code: str) -> HttpResponse:
    """A theme: what is believed, how to work, what to do."""
    found = queries.theme(request.viewer, code)
    if found is None:
        raise Http404
    return render(request, "strategy/theme.html", presenters.theme_page(found))


@require_safe
def outcome(request: SignedInRequest, code: str) -> HttpResponse:
    """An outcome and what is measured for it."""
    found = queries.outcome(request.viewer, code)
    if found is None:
        raise Http404
    return render(request, "strategy/outcome.html", presenters.outcome_page(found))
