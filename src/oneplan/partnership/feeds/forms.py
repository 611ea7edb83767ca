"""The files that are sent, and how their rows are wanted."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from oneplan.partnership.feeds.rules import Corrected


class _Files(forms.FileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """One or more files."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Every file, each checked as Django checks one."""
        many: Sequence[Any] = data if isinstance(data, list | tuple) else [data]
        return [super(_FilesField, self).clean(one, initial) for one in many or [None]]


class SendForm(forms.Form):
    """Files of one delivery."""

    sent = _FilesField(
        label="Files",
        help_text="CSV, XML or Excel (.xlsx). Choose or drag them here. Send files that belong together at once.",
        error_messages={"required": "Choose at least one file", "empty": "A file you chose is empty"},
    )

    def clean_sent(self) -> list[UploadedFile]:
        """No two of the same name."""
        sent: list[UploadedFile] = self.cleaned_data["sent"]
        names = [file.name for file in sent]
        if len(set(names)) < len(names):
            raise forms.ValidationError("Two of the files have the same name", code="same_name")
        return sent


class RowsForm(forms.Form):
    """How the rows are wanted."""

    format = forms.ChoiceField(choices=[("page", "page"), ("csv", "csv")])


class AnswerForm(forms.Form):
    """What the agency that sent it answers."""

    disagreement = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.TypedChoiceField(
        label="What is the answer?",
        widget=forms.RadioSelect,
        coerce=Corrected,
        choices=[
            (Corrected.CORRECTED.value, "It was wrong: it is put right at the source and comes with the next files"),
            (Corrected.STANDS.value, "It stands as it was recorded"),
        ],
        error_messages={"required": "Choose the answer"},
    )
    words = forms.CharField(
        label="Why?",
        help_text="Whoever reads the record, and the family if they ask, can read this. Write no names.",
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why", "min_length": "Say why, in at least 10 letters"},
    )
