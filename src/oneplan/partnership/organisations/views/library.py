"""allauth's views on our pages: our templates and forms, and only the methods that a page here answers."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http.response import HttpResponseBase
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

Answer = Callable[..., HttpResponseBase]


class OnOurPage:
    """Gives a view of the library what the layout asks for."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The library's context, and whether the form was sent with errors."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]  # of the view beside it
        form = context.get("form")
        return context | {"has_errors": form is not None and form.is_bound and not form.is_valid()}


def page(view: Any, **initial: Any) -> Answer:
    """A page of somebody signed in. The library's views answer PUT and OPTIONS too; no page here does."""
    answer: Answer = require_http_methods(["GET", "HEAD", "POST"])(view.as_view(**initial))
    return sensitive_post_parameters()(answer)


def open_page(view: Any, **initial: Any) -> Answer:
    """The same for a page that is asked for before somebody is signed in."""
    return login_not_required(page(view, **initial))
