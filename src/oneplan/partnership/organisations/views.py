"""Signing in and out, and the first page."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView, LogoutView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneplan.partnership.organisations import presenters, queries
from oneplan.partnership.organisations.queries import SignedInRequest
from oneplan.web.pages import render


class _SignIn(LoginView):  # type: ignore[misc]  # allauth publishes no types
    """allauth's sign-in, on our page, with the made-up people in the demonstration."""

    template_name = "organisations/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and the page around it."""
        people = queries.demo_people() if settings.ONEPLAN_DEMO else []
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {
            "page": presenters.sign_in_page(people),
            "has_errors": form.is_bound and not form.is_valid(),
        }


class _SignOut(LogoutView):  # type: ignore[misc]
    """allauth's sign-out: asks on GET, signs out on POST."""

    template_name = "organisations/sign_out.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Nothing but the layout."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"has_errors": False}


#: allauth's views answer PUT and OPTIONS too; no page here does.
sign_in = require_http_methods(["GET", "HEAD", "POST"])(_SignIn.as_view())
sign_out = require_http_methods(["GET", "HEAD", "POST"])(_SignOut.as_view())


@login_not_required
@require_POST
def sign_in_as_demo_person(request: HttpRequest) -> HttpResponse:
    """Sign in as a made-up person with one press. Not there at all outside the demonstration."""
    user = queries.demo_person(request.POST.get("email", "")) if settings.ONEPLAN_DEMO else None
    if user is None:
        raise Http404
    get_adapter().login(request, user)
    return redirect("home")


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """The first page: what this person's work lets them do."""
    return render(request, "organisations/home.html", presenters.home_page(request.viewer))
