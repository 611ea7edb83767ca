"""Pages for when something is not there, not allowed, or broken."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page for what does not exist and for what this person may not see, so that guessing gains nothing."""
    return render(request, "404.html", {"has_errors": False}, status=404)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for an action this person's work does not include."""
    return render(request, "403.html", {"has_errors": False}, status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form whose proof of origin is missing or old."""
    return render(request, "form_expired.html", {"has_errors": False}, status=403)


def nothing_loaded(request: HttpRequest) -> HttpResponse:
    """The page for when no agency's files have been worked out yet."""
    return render(request, "nothing_loaded.html", {"has_errors": False}, status=503)


def not_passed(request: HttpRequest) -> HttpResponse:
    """The page for numbers that have not passed disclosure control."""
    return render(request, "not_passed.html", {"has_errors": False}, status=503)


def broken(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours. It reads nothing from the database, which may be what failed."""
    return HttpResponse(render_to_string("500.html"), status=500)
