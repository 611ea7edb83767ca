"""Who is asking, put on every request once."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from oneplan.partnership.organisations.models import User
from oneplan.partnership.organisations.queries import viewer_of

Answer = Callable[[HttpRequest], HttpResponseBase]


def viewer_on_request(get_response: Answer) -> Answer:
    """Set `request.viewer` for somebody signed in, as they are today: a role taken away is gone at the next page."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if isinstance(request.user, User):
            request.viewer = viewer_of(request.user, timezone.localdate())  # type: ignore[attr-defined]
        return get_response(request)

    return answer
