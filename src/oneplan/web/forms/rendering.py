"""Which GOV.UK component draws which Django field."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import BaseRenderer
from django.forms.widgets import Input as TextLike
from django.template import loader
from django.utils.safestring import SafeString, mark_safe

from oneplan.web import govuk
from oneplan.web.forms.dates import PARTS, DateParts


class GovukBoundField(BoundField):
    """A field that draws itself whole: label, hint, error and control."""

    def as_field_group(self) -> SafeString:
        """The field as a GOV.UK component. TypeError for a widget that has none."""
        if self.field.widget.is_hidden:
            return self.as_hidden()
        return mark_safe(_drawn(self))  # noqa: S308 - the components escape what they are given


class GovukRenderer(BaseRenderer):
    """The form renderer of the whole site: `FORM_RENDERER = "oneplan.web.forms.GovukRenderer"`."""

    form_template_name = "components/form_fields.html"
    bound_field_class = GovukBoundField

    def get_template(self, template_name: str) -> Any:
        """A template of ours by name."""
        return loader.get_template(template_name)


def _drawn(bound: GovukBoundField) -> str:
    for kind, component, params in COMPONENTS:
        if isinstance(bound.field.widget, kind):
            return govuk.render(component, params(bound))
    raise TypeError(f"No GOV.UK component is chosen for {type(bound.field.widget).__name__}.")


def _common(bound: BoundField) -> dict[str, Any]:
    params: dict[str, Any] = {"name": bound.html_name}
    if bound.help_text:
        params["hint"] = {"text": bound.help_text}
    if bound.errors:
        params["errorMessage"] = {"text": bound.errors[0]}
    return params


def _label(bound: BoundField) -> str:
    """The label, saying so when an answer is not needed: GOV.UK marks the optional ones, not the others.

    A form of nothing but filters says `marks_optional = False`: there it would be noise.
    """
    is_marked = not bound.field.required and getattr(bound.form, "marks_optional", True)
    return f"{bound.label} (optional)" if is_marked else str(bound.label)


def _single(bound: BoundField) -> dict[str, Any]:
    attributes = {
        name: value
        for name, value in bound.field.widget.attrs.items()
        if name not in {"class", "autocomplete", "placeholder", "rows", "cols"}
    }
    params = {
        "id": bound.auto_id,
        "label": {"text": _label(bound), "classes": "govuk-label--s"},
        "classes": bound.field.widget.attrs.get("class", ""),
        "attributes": attributes,
    }
    if autocomplete := bound.field.widget.attrs.get("autocomplete"):
        params["autocomplete"] = autocomplete
    return _common(bound) | params


def _group(bound: BoundField) -> dict[str, Any]:
    legend = {"text": _label(bound), "classes": "govuk-fieldset__legend--s"}
    return _common(bound) | {"idPrefix": bound.auto_id, "id": bound.auto_id, "fieldset": {"legend": legend}}


def _password(bound: BoundField) -> dict[str, Any]:
    return _single(bound) | {"autocomplete": "current-password"}


def _files(bound: BoundField) -> dict[str, Any]:
    """The plain input, which takes dropped files too: GOV.UK's own script names its button otherwise than it reads."""
    return _single(bound) | {"multiple": getattr(bound.field.widget, "allow_multiple_selected", False)}


def _textarea(bound: BoundField) -> dict[str, Any]:
    return _single(bound) | {"value": bound.value() or "", "rows": 5}


def _select(bound: BoundField) -> dict[str, Any]:
    return _single(bound) | _choices(bound)


def _choice_group(bound: BoundField) -> dict[str, Any]:
    return _group(bound) | _choices(bound)


def _input(bound: BoundField) -> dict[str, Any]:
    kind = getattr(bound.field.widget, "input_type", "text")
    value = "" if bound.value() is None else str(bound.value())
    params = _single(bound) | {"value": value, "type": kind}
    if kind == "number":  # GOV.UK: number inputs scroll and drop letters, so a text box with figures on the keyboard
        params |= {"type": "text", "inputmode": "numeric"}
    if kind == "email":
        params["spellcheck"] = False
    return params


def _choices(bound: BoundField) -> dict[str, Any]:
    given = bound.value()
    chosen = {str(value) for value in given} if isinstance(given, list | tuple | set) else {str(given or "")}
    hints = getattr(bound.field, "choice_hints", {})
    items: list[dict[str, Any]] = []
    for value, text in bound.field.choices:  # type: ignore[attr-defined]  # only asked of fields with choices
        is_chosen = str(value) in chosen
        item = {"value": str(value), "text": str(text), "checked": is_chosen, "selected": is_chosen}
        if hint := hints.get(str(value)):
            item["hint"] = {"text": hint}
        items.append(item)
    return {"items": items}


def _one_tick(bound: BoundField) -> dict[str, Any]:
    item = {"value": "on", "text": str(bound.label), "checked": bool(bound.value()), "id": bound.auto_id}
    return _common(bound) | {"idPrefix": bound.auto_id, "items": [item]}


def _date(bound: BoundField) -> dict[str, Any]:
    given = bound.value()
    values = given if isinstance(given, list | tuple) else bound.field.widget.decompress(given)
    error = " govuk-input--error" if bound.errors else ""
    items = [
        {
            "name": f"{bound.html_name}_{part}",
            "id": f"{bound.auto_id}_{part}",
            "label": part.capitalize(),
            "classes": f"govuk-input--width-{4 if part == 'year' else 2}{error}",
            "value": "" if value is None else str(value),
        }
        for part, value in zip(PARTS, values, strict=True)
    ]
    return _group(bound) | {"items": items}


Params = Callable[[BoundField], dict[str, Any]]

#: The first whose widget fits is drawn. CheckboxSelectMultiple is a kind of RadioSelect in Django, and most
#: things are a kind of Input, so the order matters.
COMPONENTS: tuple[tuple[type[forms.Widget], str, Params], ...] = (
    (DateParts, "govukDateInput", _date),
    (forms.CheckboxSelectMultiple, "govukCheckboxes", _choice_group),
    (forms.RadioSelect, "govukRadios", _choice_group),
    (forms.CheckboxInput, "govukCheckboxes", _one_tick),
    (forms.Select, "govukSelect", _select),
    (forms.Textarea, "govukTextarea", _textarea),
    (forms.PasswordInput, "govukPasswordInput", _password),
    (forms.FileInput, "govukFileUpload", _files),
    (TextLike, "govukInput", _input),
)
