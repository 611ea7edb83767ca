"""Which report is asked for, and in which format."""

from django import forms

from oneplan.partnership.reports.rules import REPORT_FORMATS, REPORTS, Format, Kind


class ReportForm(forms.Form):
    """The hidden answers behind each button."""

    kind = forms.TypedChoiceField(choices=[(kind.value, kind.value) for kind in REPORTS], coerce=Kind)
    format = forms.TypedChoiceField(choices=[(form.value, form.value) for form in REPORT_FORMATS], coerce=Format)
