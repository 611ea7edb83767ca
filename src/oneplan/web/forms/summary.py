"""The list of everything wrong with a form, at the top of the page, each linked to its field."""

from django.forms import BaseForm
from django.forms.boundfield import BoundField
from markupsafe import Markup

from oneplan.web import govuk
from oneplan.web.forms.dates import PARTS, DateParts


def error_summary(form: BaseForm) -> Markup:
    """GOV.UK's error summary for a form that was sent, or nothing when all is well."""
    if not form.is_bound or form.is_valid():
        return Markup("")
    errors = [{"text": text} for text in form.non_field_errors()]
    for field in form:
        errors += [{"text": text, "href": f"#{first_control(field)}"} for text in field.errors]
    return govuk.render("govukErrorSummary", {"titleText": "There is a problem", "errorList": errors})


def first_control(field: BoundField) -> str:
    """The id of the first control of a field: a link to a group must land where something can be typed."""
    is_date = isinstance(field.field.widget, DateParts)
    return f"{field.auto_id}_{PARTS[0]}" if is_date else str(field.auto_id)
