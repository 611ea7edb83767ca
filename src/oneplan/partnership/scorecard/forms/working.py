"""Answers about a curve, findings about an outcome, and a body's judgement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from oneplan.partnership.scorecard.rules import CurvePart, FindingKind
from oneplan.web.forms import DateField

QUESTIONS = {
    CurvePart.STORY: "What is the story behind it?",
    CurvePart.PARTNERS: "Who has a part to play?",
    CurvePart.WORKS: "What works?",
    CurvePart.NO_COST: "What would cost nothing?",
    CurvePart.BOLD: "What is one bold idea?",
    CurvePart.PROPOSE: "What do we propose to do?",
}
FINDINGS = {
    FindingKind.AUDIT: "Qualitative audit",
    FindingKind.FEEDBACK: "Feedback of children or families",
}


def _longer(label: str, required: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text="Do not name children or families",
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": required},
    )


class CurveForm(forms.Form):
    """One answer about turning a curve."""

    part = forms.TypedChoiceField(
        label="Which question do you answer?",
        coerce=CurvePart,
        choices=[(part.value, words) for part, words in QUESTIONS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which question you answer"},
    )
    text = _longer("Answer", "Write the answer")


class FindingForm(forms.Form):
    """What an audit or feedback says, and what it rests on."""

    kind = forms.TypedChoiceField(
        label="What is it?",
        coerce=FindingKind,
        choices=[(kind.value, words) for kind, words in FINDINGS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is"},
    )
    text = _longer("What does it say?", "Write what it says")
    basis = forms.CharField(
        label="What does it rest on?",
        help_text="Who was asked or what was read, how, when, and how many",
        max_length=300,
        error_messages={"required": "Say what it rests on"},
    )


class JudgementForm(forms.Form):
    """What a body made of it."""

    body = forms.ChoiceField(label="Which body judged?", error_messages={"required": "Choose which body judged"})
    on = DateField(label="Day of the judgement", help_text="For example, 15 10 2026")
    text = _longer("What did it make of data, audit and feedback together?", "Write what it made of them")
    signed_by = forms.CharField(
        label="Who signed for it?",
        help_text="Name and office",
        max_length=200,
        error_messages={"required": "Enter who signed for it"},
    )

    def __init__(self, data: Any = None, *, bodies: Iterable[str], today: date) -> None:
        super().__init__(data)
        self.fields["body"].choices = [("", "Choose"), *((name, name) for name in bodies)]  # type: ignore[attr-defined]
        self._today = today

    def clean_on(self) -> date:
        """Nobody has judged yet on a day to come."""
        on: date = self.cleaned_data["on"]
        if on > self._today:
            raise forms.ValidationError("Day of the judgement must be today or in the past")
        return on


class WithdrawFindingForm(forms.Form):
    """Why a finding is taken back."""

    reason = forms.CharField(
        label="Why is it taken back?", max_length=300, error_messages={"required": "Say why it is taken back"}
    )
