"""What somebody decides about an agreement, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from oneplan.partnership.agreements.rules import Standing

_CHOICES = {
    Standing.IN_FORCE: ("Bring it into force", "What it covers is taken in and shown from now on"),
    Standing.SUSPENDED: ("Suspend it", "Nothing more is taken in or shown, until somebody brings it into force again"),
    Standing.ENDED: ("End it", "For good: a new version would be needed"),
}


class DecisionForm(forms.Form):
    """A decision that may be taken now, and the reason for it."""

    standing = forms.TypedChoiceField(
        label="What is decided?",
        widget=forms.RadioSelect,
        coerce=Standing,
        error_messages={"required": "Choose what is decided"},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Every member of the partnership can read this. Write no child’s name.",
        min_length=10,
        max_length=300,
        error_messages={"required": "Say why", "min_length": "Say why, in at least 10 letters"},
    )

    def __init__(self, data: Any = None, *, possible: Sequence[Standing]) -> None:
        super().__init__(data)
        chosen = self.fields["standing"]
        chosen.choices = [(one.value, _CHOICES[one][0]) for one in possible]  # type: ignore[attr-defined]
        chosen.choice_hints = {one.value: _CHOICES[one][1] for one in possible}  # type: ignore[attr-defined]
