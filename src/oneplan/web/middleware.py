"""Headers that every answer carries."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

from oneplan.vocabulary.errors import NoSnapshot, NotAllowed, NotPassed
from oneplan.web.errors import not_found, not_passed, nothing_loaded

Answer = Callable[[HttpRequest], HttpResponseBase]

#: Features of the browser that no page here uses, so no page and nothing inside one may.
PERMISSIONS_POLICY = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"


def private_by_default(get_response: Answer) -> Answer:
    """Forbid keeping any page: the next person at a shared computer must not find it with the back button.

    Static files are answered before this by WhiteNoise and may be kept.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response["Cache-Control"] = "no-store, private"
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        return response

    return answer


class ErrorsAsPages(MiddlewareMixin):
    """Answer the errors that are foreseen with their page, wherever they were raised."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """A refusal looks exactly like an address that does not exist. Anything not foreseen goes on."""
        if isinstance(exception, NotAllowed):
            return not_found(request, exception)
        if isinstance(exception, NoSnapshot):
            return nothing_loaded(request)
        if isinstance(exception, NotPassed):
            return not_passed(request)
        return None
