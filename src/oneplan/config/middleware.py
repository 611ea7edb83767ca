"""Who is asking, whether they have shown that it is they, and for how long that holds."""

import re
from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from oneplan.partnership.audit.operations import record_refusal
from oneplan.partnership.organisations.models import User
from oneplan.partnership.organisations.queries import has_second_factor, viewer_of
from oneplan.partnership.organisations.rules import LONGEST_SESSION
from oneplan.vocabulary.errors import NotAllowed

Answer = Callable[[HttpRequest], HttpResponseBase]

#: Where a session holds the moment it began. A session that does not say has ended.
SIGNED_IN_AT = "signed_in_at"

#: What an id of ours may look like: anything else in an address was typed by somebody, and may be a name.
IS_OPAQUE = re.compile(r"P[A-Z2-7]{16}")

#: What somebody may do before they have a second factor: set one up, prove that it is they, leave, or
#: read what anybody may read.
WITHOUT_SECOND_FACTOR = frozenset(
    {
        "agreements:notice",
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)


def sessions_end(get_response: Answer) -> Answer:
    """Sign out whoever signed in ten hours ago, however busy they were since."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        began = request.session.get(SIGNED_IN_AT, 0)
        if request.user.is_authenticated and timezone.now().timestamp() - began >= LONGEST_SESSION.total_seconds():
            logout(request)
        return get_response(request)

    return answer


def viewer_on_request(get_response: Answer) -> Answer:
    """Set `request.viewer` for somebody signed in, as they are today: a role taken away is gone at the next page."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if isinstance(request.user, User):
            request.viewer = viewer_of(request.user, timezone.localdate())  # type: ignore[attr-defined]
        return get_response(request)

    return answer


class RefusalsWrittenDown(MiddlewareMixin):
    """A look that was refused is written down as well as one that was not. Then it is answered as nothing at all."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """What the operation had begun was undone with its transaction; this is one of its own."""
        viewer, match = getattr(request, "viewer", None), request.resolver_match
        if isinstance(exception, NotAllowed) and viewer is not None and match is not None:
            asked = match.kwargs.get("person_id", "")
            person_id = asked if IS_OPAQUE.fullmatch(asked) else None
            record_refusal(by=viewer, address=match.view_name, person_id=person_id)


class SecondFactorFirst(MiddlewareMixin):
    """Lead whoever has shown no second factor in this session to setting one up, from every page."""

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Before a view runs, so that none has to remember."""
        match = request.resolver_match
        is_free = match is not None and match.view_name in WITHOUT_SECOND_FACTOR
        if not request.user.is_authenticated or is_free or has_second_factor(request):
            return None
        return redirect("mfa_index")
