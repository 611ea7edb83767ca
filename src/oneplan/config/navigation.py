"""The navigation by role, and the frame around every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from oneplan.partnership.organisations.presenters import tasks_of
from oneplan.partnership.organisations.rules import Viewer
from oneplan.web.layout import Layout, NavigationItem


def layout(request: HttpRequest) -> dict[str, Any]:
    """The template context of the layout: everything around a page that depends on who asks."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    return {
        "layout": Layout(
            partnership=settings.ONEPLAN_PARTNERSHIP,
            navigation=_navigation(viewer, request.path) if viewer else (),
            person=viewer.name if viewer else None,
            organisation=viewer.organisation if viewer else None,
            is_demo=settings.ONEPLAN_DEMO,
        )
    }


def _navigation(viewer: Viewer, path: str) -> tuple[NavigationItem, ...]:
    places = [(task.title, reverse(task.url_name)) for task in tasks_of(viewer)]
    return tuple(NavigationItem(title, href, is_current=path.startswith(href)) for title, href in places)
