"""Answering with a page: a template and the frozen dataclass that a presenter made for it."""

from dataclasses import fields
from typing import TYPE_CHECKING

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_template

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def render(request: HttpRequest, template: str, page: "DataclassInstance", *, status: int = 200) -> HttpResponse:
    """Render `template` with `page`; the layout around it comes from the request.

    A form among the page's fields that was sent with errors puts "Error:" in the title, as GOV.UK pages do,
    so that somebody who hears the page knows before anything else.
    """
    context = {"page": page, "has_errors": any(map(_has_errors, _values(page)))}
    return render_template(request, template, context, status=status)


def _values(page: "DataclassInstance") -> list[object]:
    return [getattr(page, field.name) for field in fields(page)]


def _has_errors(value: object) -> bool:
    return isinstance(value, BaseForm) and value.is_bound and not value.is_valid()
