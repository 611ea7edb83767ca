"""The one template engine: Jinja2, strict about missing names, with GOV.UK components as functions."""

from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from django.template.backends.jinja2 import Jinja2
from django.urls import reverse

from oneplan.web import govuk
from oneplan.web.assets import asset
from oneplan.web.forms.summary import error_summary
from oneplan.web.words import long_date, long_datetime

OWN_CODE = Path(__file__).parents[1]


class Pages(Jinja2):
    """Django's Jinja2 engine over our own templates only.

    Libraries' templates are written in Django's language; were they found here, a page of theirs that we did
    not replace would fail with a syntax error in front of somebody.
    """

    app_dirname = "templates"

    @cached_property
    def template_dirs(self) -> tuple[str, ...]:
        """The template folders inside this project."""
        return tuple(str(folder) for folder in super().template_dirs if Path(folder).is_relative_to(OWN_CODE))


def environment(**options: Any) -> jinja2.Environment:
    """The Jinja2 environment of every page. A name that does not exist is an error, never an empty space."""
    own = {"autoescape": True, "undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    pages = jinja2.Environment(**{**options, **own})  # noqa: S701 - autoescape is on, just above
    pages.globals.update(govuk.components())
    pages.globals.update(url=reverse, asset=asset, error_summary=error_summary)
    pages.filters.update(long_date=long_date, long_datetime=long_datetime)
    return pages
