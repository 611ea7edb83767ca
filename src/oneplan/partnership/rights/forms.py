"""What somebody says to share, not to share, and about consent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from oneplan.partnership.agreements.models import Purpose
from oneplan.partnership.rights.rules.access import Requester
from oneplan.partnership.rights.rules.sharing import (
    SHORTEST_REASON,
    ConsentAnswer,
    ConsentBy,
    Considered,
    Outcome,
    Told,
    problems_with,
)
from oneplan.web.forms import DateField

_WHAT_TO_WRITE = "Only what they need, and only what is relevant and right"


def _said(label: str, missing: str, hint: str = "", **others: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        min_length=SHORTEST_REASON,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing, "min_length": missing},
        **others,
    )


class ConsideredForm(forms.Form):
    """What is weighed. All of it, but what the answers make needless: so nothing is marked as optional."""

    marks_optional = False

    told = forms.ChoiceField(
        label="Does the family know?",
        widget=forms.RadioSelect,
        choices=[
            (Told.BEFORE, "Yes, they were told before"),
            (Told.AFTER, "They will be told, or were told after"),
            (Told.NOT_TOLD, "No"),
        ],
        required=False,
    )
    why_not_told = _said("If not, why not?", "Say why the family was not told", required=False)
    could_be_harmed = _said(
        "Who could be harmed if this is seen?",
        "Say who could be harmed if this is seen, or how you know that nobody could",
        "Think of everybody it mentions: where they live, who told you, who might read it",
        required=False,
    )
    detriment = _said(
        "If you do not share: how would sharing harm the child more than not sharing?",
        "Say how sharing would be more detrimental to the child than not sharing",
        required=False,
    )

    def considered(self) -> Considered | None:
        """What was weighed; None where nothing was said of it."""
        said = self.cleaned_data
        if not said.get("told"):
            return None
        return Considered(Told(said["told"]), said["why_not_told"], said["could_be_harmed"], said["detriment"])

    def check(self, outcome: Outcome, *, duty_holds: bool) -> None:
        """Put what is missing beside its field."""
        considered = self.considered()
        if considered is None:
            self.add_error("told", "Say whether the family knows")
            return
        for field, problem in problems_with(outcome, considered, duty_holds=duty_holds).items():
            self.add_error(field, problem)


class CompleteForm(ConsideredForm):
    """What was weighed, after an emergency."""

    def __init__(self, data: Any = None, *, outcome: Outcome, duty_held: bool) -> None:
        super().__init__(data)
        self._outcome, self._duty_held = outcome, duty_held

    def clean(self) -> dict[str, Any]:
        """All of it must be said now."""
        said: dict[str, Any] = super().clean() or {}
        self.check(self._outcome, duty_holds=self._duty_held)
        return said


class DecideForm(ConsideredForm):
    """What is shared or not, with whom, why, and what was weighed; in an emergency that may follow within a day."""

    outcome = forms.ChoiceField(
        label="What do you decide?",
        widget=forms.RadioSelect,
        choices=[(Outcome.SHARED, "To share"), (Outcome.NOT_SHARED, "Not to share")],
        error_messages={"required": "Choose what you decide"},
    )
    with_whom = forms.CharField(
        label="With whom?",
        help_text="Their role and organisation",
        max_length=200,
        error_messages={"required": "Say with whom"},
    )
    what = _said("What is it about?", "Say what it is about", _WHAT_TO_WRITE)
    why = _said("What is it for?", "Say what it is for", "What they can do with it for the child")
    purpose = forms.ChoiceField(
        label="Which purpose is that?", widget=forms.RadioSelect, error_messages={"required": "Choose the purpose"}
    )
    is_emergency = forms.BooleanField(
        label="It cannot wait: I will say the rest within 24 hours",
        required=False,
    )

    field_order = (
        "outcome",
        "with_whom",
        "what",
        "why",
        "purpose",
        "told",
        "why_not_told",
        "could_be_harmed",
        "detriment",
        "is_emergency",
    )

    def __init__(self, data: Any = None, *, purposes: Sequence[Purpose], duty_holds: bool) -> None:
        super().__init__(data)
        self._duty_holds = duty_holds
        self.fields["purpose"].choices = [(one.code, one.label) for one in purposes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What was weighed must be said, but in an emergency."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("outcome") and not said.get("is_emergency"):
            self.check(Outcome(said["outcome"]), duty_holds=self._duty_holds)
        return said


class ConsentForm(forms.Form):
    """What a child or parent said, to what, and for whom."""

    by_whom = forms.ChoiceField(
        label="Who said it?",
        widget=forms.RadioSelect,
        choices=[(ConsentBy.CHILD, "The child or young person"), (ConsentBy.PARENT, "A parent or carer")],
        error_messages={"required": "Choose who said it"},
    )
    answer = forms.ChoiceField(
        label="What did they say?",
        widget=forms.RadioSelect,
        choices=[
            (ConsentAnswer.GIVEN, "Yes"),
            (ConsentAnswer.REFUSED, "No"),
            (ConsentAnswer.WITHDRAWN, "They take back what they said before"),
        ],
        error_messages={"required": "Choose what they said"},
    )
    recipient = forms.CharField(
        label="To sharing with whom?",
        help_text="One organisation or team: each is asked about by itself",
        max_length=200,
        error_messages={"required": "Say with whom"},
    )
    purpose = forms.ChoiceField(
        label="For what?", widget=forms.RadioSelect, error_messages={"required": "Choose for what"}
    )
    words = forms.CharField(label="In their words, if there is more to say", required=False, max_length=300)

    def __init__(self, data: Any = None, *, purposes: Sequence[Purpose]) -> None:
        super().__init__(data)
        self.fields["purpose"].choices = [(one.code, one.label) for one in purposes]  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """Who asked to see what is held, since when, and how it is known that they may."""

    requester = forms.ChoiceField(
        label="Who asked?",
        widget=forms.RadioSelect,
        choices=[(Requester.CHILD, "The child or young person"), (Requester.PARENT, "A parent or carer")],
        error_messages={"required": "Choose who asked"},
    )
    identity = forms.CharField(
        label="How do you know that it is them, and that they may ask?",
        help_text="For a parent: parental responsibility, and whether the child can decide for themselves. No names.",
        max_length=300,
        min_length=SHORTEST_REASON,
        error_messages={"required": "Say how you know", "min_length": "Say how you know"},
    )
    received_on = DateField(label="When did they ask?", help_text="For example, 27 3 2026")

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data)
        self._today = today

    def clean_received_on(self) -> date:
        """Nobody has asked tomorrow."""
        received: date = self.cleaned_data["received_on"]
        if received > self._today:
            raise forms.ValidationError("The day they asked must be today or in the past")
        return received


class PackForm(forms.Form):
    """What is given although it would be withheld."""

    given = forms.MultipleChoiceField(required=False)

    def __init__(self, data: Any, *, possible: Sequence[str]) -> None:
        super().__init__(data)
        self.fields["given"].choices = [(one, one) for one in possible]  # type: ignore[attr-defined]
