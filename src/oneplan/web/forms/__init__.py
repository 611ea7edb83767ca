"""Django forms drawn as GOV.UK components.

In a template: `{{ error_summary(page.form) }}` above the heading, `{{ page.form["name"].as_field_group() }}` for a
field (in brackets: a form has methods of its own, and `page.form.login` may be one of them).
"""

from oneplan.web.forms.dates import ApproximateDateField, DateField, DateParts
from oneplan.web.forms.rendering import GovukBoundField, GovukRenderer
from oneplan.web.forms.summary import error_summary

__all__ = ["ApproximateDateField", "DateField", "DateParts", "GovukBoundField", "GovukRenderer", "error_summary"]
