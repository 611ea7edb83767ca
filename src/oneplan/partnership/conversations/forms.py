"""What somebody decided about a reason to talk, and why a rule is taken back."""

from __future__ import annotations

from typing import Any

from django import forms

from oneplan.partnership.conversations.rules import ANSWERS, HELPED, SHORTEST_REASON, Answer, Help, problem_with


class DecisionForm(forms.Form):
    """A decision, its reason, and after a conversation whether the family took up help."""

    answer = forms.ChoiceField(
        label="What did you decide?",
        widget=forms.RadioSelect,
        choices=[(answer.value, words) for answer, (words, _) in ANSWERS.items()],
        error_messages={"required": "Choose what you decided"},
    )
    helped = forms.ChoiceField(
        label="After a conversation: did the family take up help?",
        help_text="Leave this empty unless you talked with the family",
        required=False,
        widget=forms.RadioSelect,
        choices=[(one.value, words) for one, words in HELPED.items()],
    )
    reason = forms.CharField(
        label="Why?",
        help_text="One or two sentences. It is kept with your name and the time",
        min_length=SHORTEST_REASON,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why", "min_length": "Say in a sentence why"},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        hints = {answer.value: hint for answer, (_, hint) in ANSWERS.items()}
        self.fields["answer"].choice_hints = hints  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Help is said after a conversation, and only then."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors:
            said["answer"] = Answer(said["answer"])
            said["helped"] = Help(said["helped"]) if said["helped"] else None
            if problem := problem_with(said["answer"], said["reason"], said["helped"]):
                self.add_error("helped", problem)
        return said


class WithdrawForm(forms.Form):
    """Why a rule is taken back."""

    reason = forms.CharField(
        label="Why is the rule taken back?",
        help_text="It is kept in the register with your name and the time. Do not write about a child here",
        min_length=SHORTEST_REASON,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the rule is taken back", "min_length": "Say in a sentence why"},
    )
